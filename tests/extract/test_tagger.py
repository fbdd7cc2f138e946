"""Tests the part-of-speech tagger: tags a reader can check, in prose and in lower-cased text, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.tagger import Tagger, WordTagger

TAGGER = Tagger()
WORD_TAGGER = WordTagger()

SENTENCES = [
    # a finite verb and its participle after an auxiliary
    ("The/DT army/NN killed/VBD five/CD rebels/NNS ./."),
    ("Five/CD rebels/NNS were/VBD killed/VBN ./."),
    # lower-cased text, as text in capitals is passed
    ("the/dt army/nn killed/vbd five/cd rebels/nns ./."),
]


@pytest.mark.parametrize("tagged", SENTENCES)
def test_tags(tagged: str) -> None:
    words, tags = zip(*(pair.rsplit("/", 1) for pair in tagged.split()), strict=True)
    assert TAGGER.tag(words) == [tag.upper() for tag in tags]


@given(st.lists(st.text(min_size=1, max_size=8)))
def test_one_tag_a_word(words: list[str]) -> None:
    assert len(TAGGER.tag(words)) == len(words)
    assert len(WORD_TAGGER.tag(words)) == len(words)
