"""Words that were once constants of a file: each is caught where it is used, and no field of any list goes unused."""

import ast
from pathlib import Path

import pytest

import sayso
from sayso.extract.counted import CountedWords
from sayso.extract.harm import HarmWords
from sayso.extract.numbers import NumberWords
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from tests.extract.test_figures import figures
from tests.extract.test_times import found
from tests.lexicon.test_lists import _types  # the one place that knows every type of list

COUNTED = load("en", "counted", CountedWords)
HARM = load("en", "harm", HarmWords)
NUMBERS = load("en", "numbers", NumberWords)
TIMES = load("en", "times", TimeWords)
GRAMMAR = load("en", "grammar", GrammarWords)

FIGURES = [
    ("percent", NUMBERS.percent, "The army took 60 {} of the city.", ["territory-percent 60 the city"]),
    ("part of a scale", NUMBERS.parts, "They displaced {} a million people.", None),
    ("leaving", HARM.leaving, "The raid {} dead 12 men in Lesk.", ["killed 12 men"]),
    ("copula", HARM.copulas, "Last week 12 men {} missing.", ["missing 12 men"]),
    ("further", COUNTED.further, "The blast killed 12 {} men.", None),
    ("members", COUNTED.members, "They killed 12 {} of the Hala family.", None),
    ("crowd", COUNTED.crowds, "They saw a {} of 8,000 people.", ["other 8000 people"]),
    ("before a clock time", NUMBERS.before_clock, "Radio said it {} 1545 (2145 GMT).", []),
    ("verb of an age", NUMBERS.age_verbs, "The shop closed when he {} 17.", []),
    ("subject of an age", NUMBERS.age_subjects, "The shop closed when {} was 17.", []),
    ("article", GRAMMAR.indefinite, "The blast killed {} hundred men.", ["killed 100 men"]),
    ("conjunction", GRAMMAR.conjunctive, "The blast killed two hundred {} fifty men.", ["killed 250 men"]),
    ("range", GRAMMAR.allative, "The blast killed 20 {} 30 men.", ["killed 20..30 men"]),
]


@pytest.mark.parametrize(("what", "words", "text", "expected"), FIGURES, ids=[case[0] for case in FIGURES])
def test_each_word_of_figures_does_its_work(
    what: str, words: tuple[str, ...], text: str, expected: list[str] | None
) -> None:
    read = {word: figures(text.format(word)) for word in words}
    wrong = {word: got for word, got in read.items() if (got != expected if expected is not None else len(got) != 1)}
    assert wrong == {}, what


PHRASES = [
    ("hedge", TIMES.hedging, "It fell {} three days ago.", "relative offset:-3 unit:day"),
    ("half of a day", TIMES.day_halves, "It fell at 7 {} there.", "clock hour:"),
    ("beside", TIMES.beside, "He fell the day {}.", "day offset:"),
    ("quarter", TIMES.quarters, "In the {} quarter of 2031 it fell.", "range (month year:2031"),
    ("half of a year", TIMES.halves, "In the {} half of 2031 it fell.", "range (month year:2031"),
    ("nearest", TIMES.nearest, "On 5 July {} year it fell.", "date month:7 day:5 offset:"),
    ("edge", TIMES.edge_units, "At the end of last {} it fell.", "part:late"),
    ("end", TIMES.ended_units, "By {} end it fell.", "part:late"),
    ("full hour", TIMES.full_hour, "It fell at 7 {}.", "clock hour:7"),
    ("hours", TIMES.hours, "It fell at 0730 {}.", "clock hour:7"),
    ("ordinal", TIMES.ordinal_suffixes, "It fell on July 5{}, 2031.", "date year:2031 month:7 day:5"),
    ("lasting", TIMES.lasting_units, "The siege went on for {}.", "duration unit:"),
    ("up to", TIMES.up_to, "From May 5 {} May 9 it burned.", "range (date month:5 day:5) (date month:5 day:9)"),
    ("within", TIMES.within, "It fell {} two hours.", "relative offset:0 unit:hour"),
    ("per cent", TIMES.per_cent, "In July 20 {} of it fell.", "month month:7"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "words", "text", "part"), PHRASES, ids=[case[0] for case in PHRASES])
def test_each_word_of_time_does_its_work(what: str, words: tuple[str, ...], text: str, part: str) -> None:
    read = {word: found(text.format(word)) for word in words}
    assert {word: got for word, got in read.items() if len(got) != 1 or part not in got[0]} == {}, what


def test_each_field_of_each_list_is_read_somewhere() -> None:
    files = Path(sayso.__file__).parent.rglob("*.py")
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    read = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    told = {"about", "source"}
    by_name = {"MarkupWords"}  # compiled field by field, in a loop over their names
    kinds = [kind for kind in _types() if kind.__name__ not in by_name]
    unread = {kind.__name__: unused for kind in kinds if (unused := set(kind.__struct_fields__) - told - read)}
    assert unread == {}
