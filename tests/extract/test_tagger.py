"""Tests the part-of-speech tagger: tags a reader can check, in prose and in lower-cased text, and what always holds."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DataFileError
from sayso.extract import tagger
from sayso.extract.tag_dictionary import PUNCTUATION, CaseWeights
from sayso.extract.tagger import LogLinear, Tagger, WordTagger, read_weights

TAGGER = Tagger()
WORD_TAGGER = WordTagger()

SENTENCES = [
    # a finite verb, and the same word as a participle after an auxiliary
    "The/DT militia/NN killed/VBD five/CD guards/NNS ./.",
    "Five/CD guards/NNS were/VBD killed/VBN ./.",
    # a participle after its noun is no finite verb when the sentence has one
    "The/DT guards/NNS killed/VBN in/IN the/DT blast/NN were/VBD recruits/NNS ./.",
    # the last of three facts keeps its tense
    "They/PRP attacked/VBD the/DT post/NN ,/, seized/VBD rifles/NNS and/CC fled/VBD ./.",
    # a noun in -ing against a participle
    "The/DT shelling/NN continued/VBD ./.",
    "They/PRP are/VBP shelling/VBG the/DT port/NN ./.",
    # the same form as plural noun and as verb
    "The/DT strikes/NNS hit/VBD a/DT depot/NN ./.",
    "The/DT ministry/NN claims/VBZ that/IN the/DT claims/NNS are/VBP false/JJ ./.",
    # names the dictionary never saw, alone, with an article, with a title and as first word
    "Vurrek/NNP said/VBD the/DT LQK/NNP had/VBD left/VBN Sarnovo/NNP ./.",
    "General/NNP Odrin/NNP Vurrek/NNP met/VBD reporters/NNS in/IN Sarnovo/NNP ./.",
    "LQK/NNP fighters/NNS entered/VBD Sarnovo/NNP ./.",
    # a capital at the beginning says nothing
    "Shelling/NN killed/VBD three/CD farmers/NNS ./.",
    "Militants/NNS attacked/VBD a/DT convoy/NN ./.",
    # headlines: the present for what is past, a participle without its auxiliary
    "Air/NN strike/NN kills/VBZ nine/CD in/IN Sarnovo/NNP",
    "Nine/CD killed/VBN in/IN air/NN strike/NN",
    # joined words are one word and describe
    "A/DT five-day/JJ truce/NN began/VBD ./.",
    # marks, old and new, and tokenised brackets
    "“/`` We/PRP left/VBD ,/, ”/'' he/PRP said/VBD -LRB-/-LRB- again/RB -RRB-/-RRB- ;/: so/RB ./.",
    # what the cutter parts: possessive and negation
    "The/DT army/NN 's/POS chief/NN did/VBD n't/RB speak/VB ./.",
]


def columns(tagged: str) -> tuple[list[str], list[str]]:
    pairs = [pair.rpartition("/") for pair in tagged.split()]
    return [word for word, _, _ in pairs], [tag for _, _, tag in pairs]


@pytest.mark.parametrize("tagged", SENTENCES)
def test_tags(tagged: str) -> None:
    words, tags = columns(tagged)
    assert TAGGER.tag(words) == tags


@pytest.mark.parametrize(
    "tagged",
    [
        # text in capitals comes lower-cased: verbs are found all the same, and names by what stands around them
        "the/DT army/NN killed/VBD five/CD rebels/NNS ./.",
        "five/CD rebels/NNS were/VBD killed/VBN in/IN the/DT raid/NN ./.",
        "general/NNP vurrek/NNP said/VBD the/DT truce/NN had/VBD ended/VBN ./.",
    ],
)
def test_tags_of_lower_cased_text(tagged: str) -> None:
    words, tags = columns(tagged)
    assert TAGGER.tag(words) == tags


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        # a word the dictionary has
        (["They", "killed", "five"], "VBD"),
        # a form that is both is the past after a noun or a pronoun, a participle after anything else
        (["were", "killed", "there"], "VBN"),
        # unknown words, by shape and ending
        (["The", "Vurrekistan", "wall"], "NNP"),
        (["They", "unmoored", "it"], "VBD"),
        # an address
        (["See", "https://outlet.example/a", "there"], "ADD"),
    ],
)
def test_words_alone(words: list[str], tag: str) -> None:
    assert WORD_TAGGER.tag(words)[1] == tag


def test_marks_have_one_tag_wherever_they_stand() -> None:
    for mark, tag in PUNCTUATION.items():
        assert TAGGER.tag(["They", mark, "left"])[1] == tag
        assert WORD_TAGGER.tag([mark]) == [tag]


def test_nothing_to_tag() -> None:
    assert TAGGER.tag([]) == []
    assert WORD_TAGGER.tag([]) == []


WORDS = st.lists(
    st.sampled_from(
        [
            "The",
            "the",
            "army",
            "Army",
            "killed",
            "Vurrek",
            "LQK's",
            "'s",
            "14",
            ".",
            ",",
            "“",
            "-LRB-",
            "strikes",
            "^Army",
        ]
    )
)
ANYTHING = st.lists(st.text(max_size=8))


@given(ANYTHING)
def test_one_tag_of_the_tag_set_a_word_whatever_the_words(words: list[str]) -> None:
    known = set(read_weights().tags)
    for tags in (TAGGER.tag(words), WORD_TAGGER.tag(words)):
        assert len(tags) == len(words)
        assert set(tags) <= known


@given(st.lists(WORDS, max_size=4))
def test_what_was_tagged_before_changes_nothing(sentences: list[list[str]]) -> None:
    forgetful = LogLinear(read_weights().tags, weights())
    forgetful.most_words = 1
    steady = LogLinear(read_weights().tags, weights())
    for words in sentences:
        assert forgetful.tag(words) == steady.tag(words) == LogLinear(read_weights().tags, weights()).tag(words)


WEIGHTS: list[CaseWeights] = []


def weights() -> CaseWeights:
    if not WEIGHTS:
        WEIGHTS.append(msgspec.msgpack.decode(read_weights().cased, type=CaseWeights))
    return WEIGHTS[0]


def test_memory_is_bounded() -> None:
    small = LogLinear(read_weights().tags, weights())
    small.most_words = 50
    for number in range(500):
        small.tag([f"Name{chr(97 + number % 26)}{'x' * (number // 26)}", "left", "."])
    assert len(small._words) + len(small._openings) <= 51  # noqa: SLF001 - what is bounded shows nowhere else


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x93\xa1a"])
def test_damaged_weights_are_named(damage: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Damaged:
        def joinpath(self, _name: str) -> "Damaged":
            return self

        def read_bytes(self) -> bytes:
            return damage

    monkeypatch.setattr(tagger, "files", lambda _package: Damaged())
    with pytest.raises(DataFileError, match=tagger.WEIGHTS):
        Tagger()


def test_a_tuple_will_do() -> None:
    words: Sequence[str] = ("They", "left", ".")
    assert TAGGER.tag(words) == ["PRP", "VBD", "."]
