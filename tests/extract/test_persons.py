"""Persons in a report: found on evidence, led back by surname and office."""

import re

import pytest

from sayso.extract.bodies import BodyFinder
from sayso.extract.persons import GivenNames, PersonFinder, Persons
from sayso.extract.sentences import Sentence, is_shouting
from sayso.extract.titles import Titles, TitleWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import fold, load
from sayso.register.load import Register

REGISTER = Register.load()
BODIES = BodyFinder(REGISTER, "en")
FINDER = PersonFinder(REGISTER, "en")
TITLES = load("en", "titles", TitleWords)
GIVEN = load("en", "given_names", GivenNames)
GRAMMAR = load("en", "grammar", GrammarWords)
TAGS = {
    "said": "VBD",
    "says": "VBZ",
    "met": "VBD",
    "left": "VBD",
    "the": "DT",
    "in": "IN",
    "however": "RB",
    "rose": "VBD",
}


def sentences(text: str) -> list[Sentence]:
    """Return sentences with plain tags: what is capitalised is a proper noun, unless `TAGS` knows better."""
    found = []
    for part in re.finditer(r"[^\n]+?(?:[.!?](?=\s[A-Z“]|\n|$)(?<!\bGen\.)(?<!\bCol\.)|(?=\n)|$)", text):
        tokens = list(re.finditer(r"[\w’'-]+(?:['’]s\b)?|[^\w\s]", part.group()))
        if not tokens:
            continue
        shouting = is_shouting(text)
        words = tuple(token.group() for token in tokens)
        tags = tuple(TAGS.get(w.lower(), "NNP" if w[0].isupper() else "NN") if w[0].isalpha() else w for w in words)
        starts = tuple(part.start() + token.start() for token in tokens)
        ends = tuple(part.start() + token.end() for token in tokens)
        span = (starts[0], ends[-1])
        found.append(Sentence(span, 0, words, tuple(map(fold, words)), tags, starts, ends, shouting, GRAMMAR))
    return found


def persons(text: str) -> Persons:
    return FINDER.find(sentences(text), BODIES.find(text))


def found(text: str) -> list[str]:
    """Return `words` of a mention, `words→full name` where they differ."""
    return [
        words if words == m.name else f"{words}→{m.name}"
        for m in persons(text).mentions
        if (words := text[slice(*m.span)])
    ]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("President Ana Zorn left.", ["Ana Zorn"]),  # a title
        ("Colonel Zorn left.", ["Zorn"]),  # a title and a surname
        ("Brig. Gen. Adam Zorn left.", ["Adam Zorn"]),  # an abbreviated rank
        ("It was Adam Zorn.", ["Adam Zorn"]),  # a given name
        ("It was over, said Vorn Zorn.", ["Vorn Zorn"]),  # a verb of saying
        ("Vorn Zorn, a spokesman for Quiet Valley, left.", ["Vorn Zorn"]),  # an apposition
        ("Vorn Zorn, 34, left.", ["Vorn Zorn"]),  # an age
        ("They went to Vorn Zorn.", []),  # no evidence
        ("Adam Zorn left. Zorn met us.", ["Adam Zorn", "Zorn→Adam Zorn"]),  # the surname alone
        ("Zorn left. Adam Zorn met us.", ["Zorn→Adam Zorn", "Adam Zorn"]),  # before the full name, as in a headline
        ("Ibrahim al-Zorn left. al-Zorn met us. Zorn said it.", [
            "Ibrahim al-Zorn", "al-Zorn→Ibrahim al-Zorn", "Zorn→Ibrahim al-Zorn"]),  # with its article and without
        ("Adam Zorn left. Zorn Street was empty.", ["Adam Zorn"]),  # a street
        ("spokesman Adam bin Vorn al-Zorn left", ["Adam bin Vorn al-Zorn"]),  # small words inside
        ("President Adam Zorn of Chad", ["Adam Zorn"]),
        ("Foreign Minister Adam Zorn Tuesday met", ["Adam Zorn"]),  # days are no names
        ("The Security Council met.", []),
        ("General Assembly members met.", []),
        ("PRESIDENT ADAM ZORN SAID THAT THE BRIDGE OVER THE RIVER WAS DESTROYED BY THE FLOOD", ["ADAM ZORN"]),
    ],
)  # fmt: skip
def test_find(text: str, notation: list[str]) -> None:
    assert found(text) == notation


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Foreign Minister Adam Zorn left. It rained.", "the Foreign Minister", "Adam Zorn"),
        ("Chadian Foreign Minister Adam Zorn met Malian Foreign Minister Ben Vorn.", "the Malian foreign minister",
         "Ben Vorn"),  # the country tells them apart
        ("Secretary of State Adam Zorn met Foreign Minister Ben Vorn.", "the Secretary of State", "Adam Zorn"),
        ("Secretary of State Adam Zorn met Foreign Minister Ben Vorn.", "the Foreign Minister", "Ben Vorn"),
        ("Chadian Foreign Minister Adam Zorn left.", "the Chadian top diplomat", "Adam Zorn"),  # other words for it
        ("President Zorn left.", "the President", "President Zorn"),  # no given name: the title stays
        ("President Zorn left. He met President Ben Vorn.", "the President", "President Zorn"),  # whom the text is about
        ("President Adam Zorn left.", "Zorn", "Adam Zorn"),
        ("President Adam Zorn left.", "President Zorn", "Adam Zorn"),
        ("President Adam Zorn left.", "Mr Zorn", "Adam Zorn"),
        ("President Adam Zorn left.", "Ben Zorn", None),  # another person
        ("President Adam Zorn left.", "the Foreign Minister", None),
        ("Army spokesman Adam Zorn left.", "the police spokesman", None),  # of another body
        ("Vice President Adam Zorn left.", "the President", None),  # another office
        ("President Adam Zorn left.", "residents", None),
        ("President Adam Zorn left.", "the Presidential Palace", None),
        ("President Adam Zorn left.", "", None),
    ],
)  # fmt: skip
def test_resolve(text: str, words: str, who: str | None) -> None:
    assert persons(text).resolve(words, len(text)) == who


def test_of_two_with_one_surname_the_last_named_is_meant() -> None:
    text = "Adam Zorn left. Ben Zorn met us. Zorn said it."
    known = persons(text)
    assert known.resolve("Zorn", 14) == "Adam Zorn"
    assert known.resolve("Zorn", len(text)) == "Ben Zorn"


def test_at_tells_who_stands_at_a_place() -> None:
    known = persons("It was Adam Zorn.")
    mention = known.at(9)
    assert mention is not None
    assert mention.name == "Adam Zorn"
    assert known.at(2) is None


@pytest.mark.parametrize("phrase", [p for phrases in TITLES.offices.values() for p in phrases])
def test_every_office_is_read(phrase: str) -> None:
    titles = Titles("en").find([*phrase.split(), "zorn"])
    assert [(t.start, t.end, t.kind) for t in titles] == [(0, len(phrase.split()), "office")]


@pytest.mark.parametrize("phrase", [*TITLES.ranks, *TITLES.honorifics, *TITLES.roles])
def test_every_title_is_read(phrase: str) -> None:
    titles = Titles("en").find([*phrase.split(), "zorn"])
    assert [(t.start, t.end) for t in titles] == [(0, len(phrase.split()))]


def test_every_word_for_other_offices_is_an_office() -> None:
    named = {office for office, others in TITLES.also.items()} | {o for others in TITLES.also.values() for o in others}
    assert named <= TITLES.offices.keys()


@pytest.mark.parametrize("verb", TITLES.speech)
def test_every_verb_of_saying_is_evidence(verb: str) -> None:
    assert found(f"Vorn Zorn {verb} it.") == ["Vorn Zorn"]


@pytest.mark.parametrize("word", TITLES.degrees)
def test_every_degree_makes_another_office(word: str) -> None:
    titles = Titles("en").find([word, "foreign", "minister"])
    assert titles[-1].office != "foreign-minister"


def test_given_names_are_evidence_each() -> None:
    missed = [name for name in GIVEN.names if found(f"it was {name.capitalize()} Zorn, yes") == []]
    assert missed == []


def test_no_name_words_end_a_name() -> None:
    kept = []
    for word in TITLES.no_name:
        mentions = FINDER.find(sentences(f"It was Adam Zorn {word.capitalize()}")).mentions
        if [mention.name for mention in mentions] != ["Adam Zorn"]:
            kept.append(word)
    assert kept == []


def test_particles_stand_inside_a_name() -> None:
    missed = [p for p in TITLES.particles if found(f"it was Adam {p} Zorn, yes") != [f"Adam {p} Zorn"]]
    assert missed == []
