"""Number expressions: read with their hedges; numbers that count nothing are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.engine import plain_report
from sayso.extract.numbers import NumberReader, NumberWords, Quantity
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger
from sayso.lexicon.load import load

READER = NumberReader("en")
CUTTER = Cutter("en", Tagger().tag)
WORDS = load("en", "numbers", NumberWords)


def sentence(text: str) -> Sentence:
    """Return `text` as one sentence."""
    return CUTTER.sentences(plain_report(text, [(0, len(text))]))[0]


def note(quantity: Quantity) -> str:
    """Write a quantity in small: `61`, `50.. at-least`, `..30 at-most`, `20..30 between`, `75%`, `3rd`."""
    low, high = quantity.low, quantity.high
    ends = f"{low}" if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    sign = {"percent": "%", "ordinal": "th", "count": ""}[quantity.kind]
    return f"{ends}{sign}" + ("" if quantity.bound == "exact" else f" {quantity.bound}")


def found(text: str) -> list[str]:
    whole = sentence(text)
    return [note(quantity) for quantity in READER.find(whole, 0, len(whole.words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("61 people", ["61"]),
        ("1,200 people", ["1200"]),
        ("13,184 sorties", ["13184"]),
        ("50 000 people", ["50000"]),
        ("8 thousand people", ["8000"]),
        ("1.5 million people", ["1500000"]),
        ("10k people", ["10000"]),
        ("2.500 people", ["2500"]),
        ("3 lakh people", ["300000"]),
        ("three medics", ["3"]),
        ("twenty-one men", ["21"]),
        ("twenty one men", ["21"]),
        ("a hundred and twenty men", ["120"]),
        ("two hundred fifty men", ["250"]),
        ("two thousand and five men", ["2005"]),
        ("two and a half million people", ["2500000"]),
        ("half a million people", ["500000"]),
        ("half a dozen men", ["6"]),
        ("a quarter of a million people", ["250000"]),
        ("a dozen men", ["12"]),
        ("two dozen men", ["24"]),
        ("both soldiers", ["2"]),
        ("a total of 140 men", ["140"]),
        ("another 5 men", ["5"]),
    ],
)
def test_exact_numbers(text: str, expected: list[str]) -> None:
    assert found(f"They counted {text} there.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dozens of men", ["24.. vague"]),
        ("scores of men", ["40.. vague"]),
        ("hundreds of men", ["200.. vague"]),
        ("thousands of men", ["2000.. vague"]),
        ("tens of thousands of men", ["20000.. vague"]),
        ("hundreds of thousands of men", ["200000.. vague"]),
        ("several men", ["3.. vague"]),
        ("several hundred men", ["300.. vague"]),
        ("several dozen men", ["36.. vague"]),
        ("a few men", ["3.. vague"]),
        ("a few thousand men", ["3000.. vague"]),
        ("a couple of men", ["2.. vague"]),
        ("a handful of men", ["3.. vague"]),
        ("few men", []),  # hardly any: no amount
    ],
)
def test_vague_numbers_have_a_low_end_only(text: str, expected: list[str]) -> None:
    assert found(f"They counted {text} there.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(f"{hedge} 50 men", ["50.. at-least"]) for hedge in WORDS.at_least if hedge != ">"],
        *[(f"{hedge} 50 men", ["..50 at-most"]) for hedge in WORDS.at_most if hedge != "<"],
        *[(f"{hedge} 50 men", ["50 about"]) for hedge in WORDS.roughly if hedge != "approx ."],
        ("approx. 50 men", ["50 about"]),
        *[(f"50 {hedge} men", ["50.. at-least"]) for hedge in WORDS.more_after if hedge not in {"- plus", "+"}],
        *[(f"50 {hedge} men", ["..50 at-most"]) for hedge in WORDS.less_after],
        *[(f"50 {hedge} men", ["50 about"]) for hedge in WORDS.roughly_after if hedge != "- odd"],
        ("70-plus men", ["70.. at-least"]),
        ("70-odd men", ["70 about"]),
        ("50+ men", ["50.. at-least"]),
        ("> 50 men", ["50.. at-least"]),
        ("at least another 12 men", ["12.. at-least"]),
        ("at least some 12 men", ["12.. at-least"]),  # the stronger hedge holds
        ("some 50 or more men", ["50.. at-least"]),
        ("more than half a million people", ["500000.. at-least"]),
        ("more than a dozen men", ["12.. at-least"]),
        ("over two dozen men", ["24.. at-least"]),
    ],
)
def test_hedges_set_the_ends(text: str, expected: list[str]) -> None:
    assert found(f"They counted {text} there.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 20 and 30 men", ["20..30 between"]),
        ("between four and nine men", ["4..9 between"]),
        ("20 to 30 men", ["20..30 between"]),
        ("from six to 14 men", ["6..14 between"]),
        ("20-30 men", ["20..30 between"]),
        ("20–30 men", ["20..30 between"]),
        ("two or three men", ["2..3 between"]),
        ("two to three million people", ["2000000..3000000 between"]),
        ("at least 15 and up to 25 men", ["15..25 between"]),
        ("20 and 30 men", ["20", "30"]),  # no "between": two numbers
        ("four, five men", ["4", "5"]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    assert found(f"They counted {text} there.") == expected


def test_a_range_that_is_cut_off_is_one_number() -> None:
    assert found("They counted 50 to a") == ["50"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from 12 to 15.", ["15"]),  # what it rose from is no longer so
        ("They hold 75% of the town.", ["75%"]),
        ("They hold 40 per cent of the town.", ["40%"]),
        ("A third colonel fell.", ["3th"]),
        ("The 3rd colonel fell.", ["3th"]),
        ("Some 50 may have died.", ["50 about"]),
        ("In July 16 people were killed.", ["16"]),  # "in July" is the date
        ("In the camp 12 people died.", ["12"]),
    ],
)
def test_other_kinds(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A 39-year-old man spoke.",
        "The boy, aged 7, spoke.",
        "I am 17.",
        "Omar Said, 17, spoke.",
        "Omar Said (54) spoke.",
        "She was 17, he said.",
        "A boy of 12, he said, spoke.",
        "It lies 12 km away.",
        "The talks took three days.",
        "A 12-hour truce began.",
        "They paid $12 million.",
        "They paid 300 dollars.",
        "It began on October 7.",
        "It began on 7 October.",
        "It ran from Oct. 17-24.",
        "It began in 2016.",
        "THEY SAID ON 18 MAY THAT THE TALKS WITH THE COUNCIL OF TARSA WERE GOING ON.",
        "It came at 1545 (2145 GMT).",
        "They heard it (on Radio 1) there.",
        "TARSA, 27 SEP 89 (SELVA RADIO) spoke.",
        "They met at 18:00.",
        "They met at 10.42am.",
        "They met at 1800 GMT.",
        "They met at 0845.",
        "Resolution 2118 passed.",
        "Article 21 says so.",
        "Brigade 66/67 moved.",
        "A T-72 and a BM-21 burned.",
        "No one came.",
        "One of the men spoke.",
        "They looked at one another.",
        "They went one by one.",
        "1. The men came.",
        "2) The men came.",
        "Call +963 11 now.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99999999999999999999 people", []),
        ("more than 12,345,678,901,234,567 people", []),
        ("the 99999999999999999999th victim", []),
        ("between 5 and 99999999999999999999 people", ["5"]),
        ("999,999,999,999,999 people", ["999999999999999"]),
    ],
    ids=["a run of digits", "with commas", "an ordinal", "the end of a range", "the largest that counts"],
)
def test_a_number_beyond_all_counts_is_none(text: str, expected: list[str]) -> None:
    """Such a number could not be recorded exactly."""
    assert found(f"They counted {text} there.") == expected


@pytest.mark.parametrize("word", [*WORDS.units, *WORDS.tens, *WORDS.scales, *WORDS.groups])
def test_every_number_word_reads_itself(word: str) -> None:
    values = WORDS.units | WORDS.tens | WORDS.scales | WORDS.groups
    assert found(f"At least {word} men came.") == [f"{values[word]}.. at-least"]


@pytest.mark.parametrize("word", WORDS.vague)
def test_every_vague_word_reads_itself(word: str) -> None:
    assert found(f"He saw {word} of men.") == [f"{WORDS.vague[word]}.. vague"]


@pytest.mark.parametrize("word", WORDS.ordinals)
def test_every_ordinal_reads_itself(word: str) -> None:
    assert found(f"The {word} colonel came.") == [f"{WORDS.ordinals[word]}th"]


@pytest.mark.parametrize("word", [*WORDS.measured, *WORDS.money])
def test_every_unit_makes_a_number_no_count(word: str) -> None:
    assert found(f"It was 12 {word} there.") == []


@given(st.integers(min_value=1, max_value=10**9))
def test_any_whole_number_keeps_its_value(value: int) -> None:
    assert found(f"At least {value:,} people came.") == [f"{value}.. at-least"]


@given(st.lists(st.sampled_from(["12", "dozens", "of", "a", "half", "to", "and", "between", "-", "million", "%", ","])))
def test_no_string_of_number_words_breaks_the_reader(words: list[str]) -> None:
    whole = sentence("He saw " + " ".join(words) + " there")
    for quantity in READER.find(whole, 0, len(whole.words)):
        assert 0 <= quantity.start <= quantity.at < quantity.end <= len(whole.words)
