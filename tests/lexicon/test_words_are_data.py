"""Words are data: no file of a stage holds a closed-class word of English, as a string, in a set or inside a pattern.

What counts as one is said by the lists themselves, so a class that grows makes the test stricter. A string that is a name
of ours and no word of a text (a key, a member of a declared `Literal`) is let through where it is made, and nowhere else.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec
import pytest

import sayso
from sayso.extract import place_cues, place_found, time_words
from sayso.gazetteer.words import PlaceWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from sayso.values import kinds
from sayso.values.place import PlacePrecision

ROOT = Path(sayso.__file__).parent
READERS = ("extract",)
"""Folders whose files read and never write prose: all of their strings are looked through."""
OTHERS = ("gazetteer", "register", "structure", "resolve", "reconcile", "review", "schemes", "capture")
"""Folders that also put sentences for people into words: their patterns are, and the strings that are one word."""
GRAMMAR = load("en", "grammar", GrammarWords)
PLACES = load("en", "places", PlaceWords)
OPEN = frozenset({"chaining", "leading_to", "as_fellows"})
"""Lists of the grammar that hold verbs and adjectives too."""


def _closed() -> frozenset[str]:
    """Return the closed-class words of English that the lists name, those of one letter left out."""
    listed = [
        words
        for field, words in msgspec.structs.asdict(GRAMMAR).items()
        if isinstance(words, frozenset) and field not in OPEN
    ]
    words = frozenset[str]().union(*listed, *GRAMMAR.parts.values(), PLACES.locative, PLACES.other_prepositions)
    return frozenset(word for word in words if word.strip("'").isalpha() and len(word) > 1)


CLOSED = _closed()


class Allowed(NamedTuple):
    """Strings that are names in some files, and what they name there."""

    strings: frozenset[str]
    files: frozenset[str]
    reason: str


def _names(members: object, *files: str, reason: str) -> Allowed:
    return Allowed(frozenset(get_args(members)), frozenset(files), reason)


ALLOWED = (
    _names(kinds.Bound, "extract/numbers.py", reason="the bound of a figure"),
    _names(
        kinds.Bound,
        "reconcile/arithmetic.py",
        "reconcile/disputes.py",
        "reconcile/rules.py",
        reason="the bound of a figure",
    ),
    _names(time_words.Bound, "extract/times.py", "resolve/when.py", reason="the bound of a time"),
    _names(
        place_cues.Relation,
        "extract/place_cues.py",
        "extract/places.py",
        "resolve/place_extent.py",
        reason="how a place lies to a name",
    ),
    _names(PlacePrecision, "reconcile/account.py", reason="how exactly a place is known"),
    _names(place_found.Role, "extract/places.py", reason="the role of a place in its sentence"),
    _names(
        kinds.Measure,
        "extract/by_figure.py",
        "extract/figures.py",
        "extract/measures.py",
        "extract/predicates.py",
        "extract/relations.py",
        reason="the measure of what is counted and not harmed",
    ),
    _names(
        kinds.Event,
        "extract/acts.py",
        "extract/status.py",
        "reconcile/grading.py",
        reason="the kind of a happening that is of no other kind",
    ),
    Allowed(frozenset({"am", "be", "he", "my"}), frozenset({"gazetteer/compile.py"}), "codes of languages"),
    Allowed(
        frozenset({"an", "as", "at"}),
        frozenset({"gazetteer/names.py"}),
        "the Arabic article; the gazetteer is compiled where no library can be had that reads lists",
    ),
    Allowed(frozenset({"by"}), frozenset({"review/edits.py"}), "a field of a claim"),
    Allowed(frozenset({"since"}), frozenset({"register/grades.py"}), "a column of a table"),
    Allowed(frozenset({"no"}), frozenset({"reconcile/why.py"}), "a word of a message to people"),
    Allowed(frozenset({"none"}), frozenset({"structure/hidden.py"}), "a value of CSS"),
)


def _files(folders: tuple[str, ...]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def _passed_over(tree: ast.Module) -> set[int]:
    """Return the ids of strings that are no words: docstrings, keys, members of a `Literal`, messages of errors."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        inner: list[ast.expr] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner = [node.value]
        elif isinstance(node, ast.Subscript):
            literal = isinstance(node.value, ast.Name) and node.value.id == "Literal"
            inner = [node.slice] if literal or isinstance(node.slice, ast.Constant) else []
        elif isinstance(node, ast.Dict):
            inner = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = called in {"get", "group", "start", "end", "load"} or called.endswith("Error")
            inner = node.args if named else [word.value for word in node.keywords if word.arg == "name"]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__slots__":
            inner = [node.value]
        passed.update(id(below) for one in inner for below in ast.walk(one))
    return passed


_NO_WORDS = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)|\\[a-zA-Z]|\[[^\]]*\]|#[^\n]*\n")
"""What in a pattern is no text to be matched: names of groups, escapes, classes of characters, comments."""
_WORD = re.compile(r"(?<![\w'’-])'?[a-z]+(?:'[a-z]+)?(?![\w-])")


def _words_of(text: str, *, pattern: bool) -> set[str]:
    """Return the words that stand in a string."""
    return set(_WORD.findall(_NO_WORDS.sub(" ", text) if pattern else text))


def _strings(tree: ast.Module, *, prose: bool) -> Iterator[tuple[ast.Constant, bool]]:
    """Yield the strings of a file that may hold words, and whether each is (part of) a pattern."""
    passed = _passed_over(tree)
    patterns: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"compile", "match", "search", "fullmatch", "sub"}
        ):
            patterns.update(id(below) for argument in node.args[:1] for below in ast.walk(argument))
    if prose:
        passed |= {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        } - patterns
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node, id(node) in patterns or bool(re.search(r"\(\?|\\[bdsw]", node.value))


def words_in_code(source: str, *, prose: bool) -> list[tuple[int, str]]:
    """Return line and word of each closed-class word in a file; with `prose`, sentences for people are passed over."""
    found: set[tuple[int, str]] = set()
    for node, pattern in _strings(ast.parse(source), prose=prose):
        text = str(node.value)
        if prose and not pattern and not _WORD.fullmatch(text):
            continue
        found.update((node.lineno, word) for word in _words_of(text, pattern=pattern) & CLOSED)
    return sorted(found)


def _let_through(file: str, word: str) -> bool:
    return any(word in allowed.strings and file in allowed.files for allowed in ALLOWED)


@pytest.mark.parametrize("file", _files(READERS))
def test_no_reader_holds_a_closed_class_word(file: str) -> None:
    found = words_in_code((ROOT / file).read_text("utf-8"), prose=False)
    assert [(line, word) for line, word in found if not _let_through(file, word)] == []


@pytest.mark.parametrize("file", _files(OTHERS))
def test_no_pattern_or_lone_string_of_the_other_stages_is_a_closed_class_word(file: str) -> None:
    found = words_in_code((ROOT / file).read_text("utf-8"), prose=True)
    assert [(line, word) for line, word in found if not _let_through(file, word)] == []


_TEXT = frozenset({"lower", "words", "low", "word"})
"""How the readers call the words of a text."""


def _bare_names(side: ast.expr) -> set[str]:
    """Return the names in an expression, without those of a call in it, whose answer is no word of the text."""
    if isinstance(side, ast.Call):
        return set()
    own = {getattr(side, "attr", getattr(side, "id", ""))}
    return own.union(*[_bare_names(below) for below in ast.iter_child_nodes(side) if isinstance(below, ast.expr)])


def compared(source: str) -> list[tuple[int, str]]:
    """Return line and string of each comparison of a word of the text with a string written in code."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(not _TEXT.isdisjoint(_bare_names(side)) for side in sides):
                constants = [below for side in sides for below in ast.walk(side) if isinstance(below, ast.Constant)]
                said = [(below.lineno, below.value) for below in constants if isinstance(below.value, str)]
                found += [(line, text) for line, text in said if re.search("[a-z]{2}", text)]
    return found


@pytest.mark.parametrize("file", _files(("extract",)))
def test_no_reader_compares_a_word_of_the_text_with_a_word_in_code(file: str) -> None:
    """Open-class words too: "border", "members"."""
    assert compared((ROOT / file).read_text("utf-8")) == []


PLANTED = [
    ("a set", "_OF = frozenset({'of', 'on'})", ["of", "on"]),
    ("a comparison", "if lower[i] == 'whether':\n    pass", ["whether"]),
    ("a slice", "if lower[i : i + 1] == ('by',):\n    pass", ["by"]),
    ("a pattern", r"_RUN = re.compile(r'(?:of|for)\s+(?P<the>[a-z]+)')", ["for", "of"]),
    ("a pattern made of parts", r"x = rf'{gap}(?:the{gap})?(?P<day>\d)'", ["the"]),
    ("an argument", "found = _behind(sentence, end, 'by')", ["by"]),
]


@pytest.mark.parametrize(("where", "source", "words"), PLANTED, ids=[case[0] for case in PLANTED])
def test_a_planted_word_is_found(where: str, source: str, words: list[str]) -> None:
    assert [word for _, word in words_in_code(source, prose=False)] == words, where


def test_what_is_no_word_of_a_text_is_passed_over() -> None:
    source = '"""Of the word "of"."""\nx: Literal["in"]\nfields["which"]\nm.group("both")\nraise DataFileError("not of its form")\n"by-figure"'
    assert words_in_code(source, prose=False) == []
    assert words_in_code("message = 'the page was not read'", prose=True) == []
    assert compared("if lower[i] in {'border', 'frontier'} or tags[i] == 'NN':\n    pass") == [
        (1, "border"),
        (1, "frontier"),
    ]


def test_each_exception_is_used_and_has_a_reason() -> None:
    for allowed in ALLOWED:
        assert allowed.reason
        for file in allowed.files:
            found = {
                word for _, word in words_in_code((ROOT / file).read_text("utf-8"), prose=not file.startswith(READERS))
            }
            assert found & allowed.strings, f"{file} needs no exception"


EXCLUSIVE = [
    (
        "articles and determiners",
        ("definite", "indefinite", "this", "these", "possessive", "another", "other", "dual", "universal"),
    ),
    ("cases of prepositions", ("genitive", "agentive", "ablative", "allative", "comitative")),
    ("conjunctions", ("conjunctive", "disjunctive", "adversative", "polar", "declarative", "equative", "concurrent")),
    ("auxiliaries", ("be", "have", "get", "future", "modal_or_month", "negation")),
    ("pronouns", ("first_plural", "second_person", "expletive", "relative_pronouns")),
]


@pytest.mark.parametrize(("what", "fields"), EXCLUSIVE, ids=[case[0] for case in EXCLUSIVE])
def test_no_word_is_in_two_classes_that_exclude_each_other(what: str, fields: tuple[str, ...]) -> None:
    listed = [word for field in fields for word in getattr(GRAMMAR, field)]
    assert sorted({word for word in listed if listed.count(word) > 1}) == [], what


INCLUDED = [
    ("who", "relative_pronouns"), ("relative", "relative_pronouns"), ("polar", "interrogative"), ("polar", "subordinating"),
    ("conjunctive", "coordinating"), ("adversative", "coordinating"), ("equative", "subordinating"), ("concurrent", "subordinating"),
    ("be_plural", "be"), ("be_nonfinite", "be"), ("be_past", "be"), ("be_gerund", "be_nonfinite"), ("genitive", "objective"), ("agentive", "instrumental"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "outer"), INCLUDED)
def test_a_class_of_a_class_lies_within_it(inner: str, outer: str) -> None:
    assert getattr(GRAMMAR, inner) <= getattr(GRAMMAR, outer)


def test_the_words_of_the_grammar_are_folded_and_a_part_of_speech_is_told_once() -> None:
    said = msgspec.structs.asdict(GRAMMAR)
    words = {word for field in said.values() if isinstance(field, frozenset) for word in field}
    parts = [word for row in GRAMMAR.parts.values() for word in row]
    assert {word for word in words | set(parts) if word != word.lower() or " " in word} == set()
    assert sorted({word for word in parts if parts.count(word) > 1}) == []


def _used_names(*folders: str) -> set[str]:
    trees = (ast.parse((ROOT / file).read_text("utf-8")) for file in _files(folders))
    return {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_each_class_of_the_grammar_is_used() -> None:
    fields = set(GrammarWords.__struct_fields__) - {"about", "source"}
    assert fields - _used_names(*READERS, *OTHERS) == set()
