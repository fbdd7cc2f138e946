"""Bodies in a text: registered, abbreviated by the text, or told by their last word."""

import pytest

from sayso.extract.bodies import BodyFinder, BodyWords
from sayso.lexicon.load import load
from sayso.register.load import Register

REGISTER = Register.load()
FINDER = BodyFinder(REGISTER, "en")
WORDS = load("en", "bodies", BodyWords)


def found(text: str) -> list[str]:
    """Return `words=id`, or `words~kind` for a body without id."""
    return [
        f"{text[slice(*body.span)]}={body.id}" if body.id else f"{text[slice(*body.span)]}~{body.kind}"
        for body in FINDER.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("Hezbollah and the PKK left.", ["Hezbollah=org:hezbollah", "PKK=org:pkk"]),
        ("The Hill Conflict Team (CIT) counted.", ["Hill Conflict Team~group", "CIT~group"]),  # the text's own CIT
        ("The Conflict Intelligence Team spoke. CIT says two.", [
            "Conflict Intelligence Team=monitor:cit", "CIT=monitor:cit"]),
        ("CIT says two.", ["CIT~monitor"]),  # a shared abbreviation that nothing explains
        ("In Bolivia, the ELN struck.", ["Bolivia=state:bo", "ELN=org:cne-bo"]),  # the country decides
        ("In Colombia, the ELN struck.", ["Colombia=state:co", "ELN=org:eln"]),
        ("In Colombia and Bolivia, the ELN struck.", [
            "Colombia=state:co", "Bolivia=state:bo", "ELN~armed-group"]),  # two countries decide nothing
        ("Photo: Adam Zorn (AFP)", ["AFP=outlet:afp"]),  # a credit, no full name
        ("The Israeli Defensive Force (IDF) left.", ["Israeli Defensive Force=mil:il", "IDF=mil:il"]),  # a slip
        ("The Chadian army left. Regime Forces came.", ["Chadian army=mil:td", "Regime Forces~military"]),
        ("pro-Iran posts", []),  # not Iran
        ("anti-Taliban protests", []),
        ("US-backed, Hamas-run and Russian-held", []),  # a quality of something else
        ("the US-Iran talks", ["US=state:us", "Iran=state:ir"]),
        ("Iranian-backed militias fired.", ["Iranian-backed militias=org:iran-backed-militias"]),  # a name as a whole
        ("the Quiet Valley Brigade said", ["Quiet Valley Brigade~military"]),  # by its last word
        ("the Union of Syrian Beekeepers Association", ["Union of Syrian Beekeepers Association~ngo"]),
        ("The Council met.", []),  # no name
        ("the Lower Valley Province", []),  # a place
        ("Damascus said", ["Damascus=state:sy"]),
        ("Dawn broke. Care was taken.", []),  # common words at the head of a sentence
        ("He told Dawn that", ["Dawn=outlet:dawn"]),
        ("WHO DID IT? THE GOVERNMENT OF CHAD TOLD US NOTHING ABOUT THE CAR BOMB OF THE FMLN", [
            "GOVERNMENT OF CHAD=gov:td", "FMLN=org:fmln"]),  # in capitals common words are no names
        ("It was calm.\nPENTAGON SAYS NO TROOPS WERE SENT TO THE BORDERS OF CHAD\nThey left us.", [
            "PENTAGON=mil:us-mod", "CHAD=state:td"]),  # a line in capitals inside other text
        ("the Kurdistan Workers' Party (PKK) and the PKK", [
            "Kurdistan Workers' Party=org:pkk", "PKK=org:pkk", "PKK=org:pkk"]),
    ],
)  # fmt: skip
def test_find(text: str, notation: list[str]) -> None:
    assert found(text) == notation


def test_names_are_full_names() -> None:
    names = [body.name for body in FINDER.find("The Hill Watch Team (HWT) met the SDF. HWT spoke.")]
    assert names == ["Hill Watch Team", "Hill Watch Team", "Syrian Democratic Forces", "Hill Watch Team"]


def test_states_by_capital_say_so() -> None:
    assert [body.form for body in FINDER.find("Ankara met Iran and Iraqi envoys")] == ["capital", "name", "people"]


@pytest.mark.parametrize("word", WORDS.words_too)
def test_every_common_word_is_a_name_of_the_register(word: str) -> None:
    # a word that names nothing could never be taken for a name
    assert REGISTER.named(word) is not None


@pytest.mark.parametrize("word", [word for words in WORDS.last.values() for word in words])
def test_every_last_word_makes_a_body(word: str) -> None:
    name = f"Zorn Valley {word.capitalize()}"
    assert [body.name for body in FINDER.find(f"they met the {name} there")] == [name]


@pytest.mark.parametrize("word", [word for words in WORDS.first.values() for word in words])
def test_every_first_word_makes_a_body(word: str) -> None:
    name = f"{word.capitalize()} Zornia"
    assert [body.name for body in FINDER.find(f"they met {name} there")] == [name]


@pytest.mark.parametrize("word", WORDS.away)
def test_every_prefix_turns_the_name_away(word: str) -> None:
    assert found(f"a {word}-Hamas crowd") == []


@pytest.mark.parametrize("word", WORDS.deed)
def test_every_quality_turns_the_name_away(word: str) -> None:
    assert found(f"a Hamas-{word} crowd") == []


@pytest.mark.parametrize("word", WORDS.generic)
def test_generic_words_make_no_name(word: str) -> None:
    assert found(f"they saw {word.capitalize()} Brigade") == []


@pytest.mark.parametrize("word", WORDS.places)
def test_places_are_no_bodies(word: str) -> None:
    assert found(f"they saw Radio Zorn {word.capitalize()}") == []
