"""Walks every word list: it says what it is, loads with its type, and each entry catches itself through its reader."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
import pytest
import yaml

import sayso
from sayso.errors import DataFileError
from sayso.extract.acts import ActFinder, ActRow, ActWords, ClassWords, noun_classes
from sayso.extract.clauses import Clause, ClauseCutter
from sayso.extract.sentences import AbbreviationWords, Cutter, Sentence
from sayso.extract.status import StatusReader, StatusWords
from sayso.lexicon.forms import IrregularWords, noun_forms, verb_forms
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, fold, load
from sayso.values.kinds import Event
from tests.extract.tagged import tagged


def _lists() -> list[tuple[str, str]]:
    """Return language and name of every list."""
    folders = [folder for folder in files("sayso.lexicon").iterdir() if folder.is_dir() and folder.name[0] != "_"]
    return sorted(
        (folder.name, entry.name.removesuffix(".yaml"))
        for folder in folders
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    )


def _place(language: str, name: str) -> Traversable:
    return files("sayso.lexicon").joinpath(language, f"{name}.yaml")


@cache
def _types() -> tuple[type[WordList], ...]:
    """Return every type of list that the package declares."""
    for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[WordList]] = []
    waiting: list[type[WordList]] = [WordList]
    while waiting:
        below = waiting.pop().__subclasses__()
        found.extend(below)
        waiting.extend(below)
    return tuple(found)


def _loaded(language: str, name: str) -> WordList | None:
    """Return the list under the first declared type that it fits."""
    for kind in _types():
        try:
            words: WordList = load(language, name, kind)
        except DataFileError:
            continue
        return words
    return None


@pytest.mark.parametrize(("language", "name"), _lists())
def test_a_list_says_what_it_is_and_fits_its_type(language: str, name: str) -> None:
    words = _loaded(language, name)
    assert words is not None, "no declared type of list fits this file"
    assert (len(words.about) > 30, bool(words.source)) == (True, True)


def _groups(value: object, at: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each list of plain words with where it stands."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _groups(below, f"{at}/{key}")
    elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield at, value
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _groups(below, f"{at}/{number}")


FORMS_NOT_WORDS = {"irregular": "/verbs/"}
"""Where an entry is a pair of forms, which may be the same, and no list of words."""


@pytest.mark.parametrize(("language", "name"), _lists())
def test_no_entry_stands_twice_in_one_row(language: str, name: str) -> None:
    raw = yaml.load(_place(language, name).read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - reads strings only
    skipped = FORMS_NOT_WORDS.get(name, "no such place")
    twice = {
        at: sorted({entry for entry in group if group.count(entry) > 1})
        for at, group in _groups(raw)
        if not at.startswith(skipped) and len(set(group)) < len(group)
    }
    assert twice == {}


ACTS = load("en", "acts", ActWords)
CLASSES = load("en", "classes", ClassWords)
FINDER = ActFinder("en")


def _alone(words: str, tag: str) -> Sentence:
    """Return the sentence that is only these words, its first word with one tag, the others nouns."""
    first, *rest = fold(words).split()
    return tagged(" ".join([f"{first}/{tag}", *(f"{word}/NN" for word in rest)]))


def _row_name(number: int, row: ActRow) -> str:
    return f"{number}-{row.event}"


@pytest.mark.parametrize(
    ("number", "row"), list(enumerate(ACTS.rows)), ids=[_row_name(*entry) for entry in enumerate(ACTS.rows)]
)
def test_each_word_for_a_happening_finds_its_row(number: int, row: ActRow) -> None:
    forms = [
        *((form, "VBD") for verb in row.verbs for form in verb_forms(fold(verb))),
        *((form, "NN") for noun in row.nouns for form in noun_forms(fold(noun))),
        *((word, "NN") for word in row.words),
    ]
    lost = [
        form
        for form, tag in forms
        if not any(number in act.rows and act.start == 0 for act in FINDER.find(_alone(form, tag)))
    ]
    assert lost == []


def test_each_look_alike_is_passed_over() -> None:
    found = [phrase for phrase in ACTS.pseudo if FINDER.find(_alone(phrase, "VBD"))]
    assert found == []


def test_rows_ask_only_for_classes_that_exist_and_each_kind_has_its_rank() -> None:
    asked = {
        name
        for row in ACTS.rows
        for names in (row.to, row.by, row.near, row.means, row.unless_to, row.unless_by, row.unless_near)
        for name in names
    }
    assert asked - set(CLASSES.classes) == set()
    assert {row.event for row in ACTS.rows} - set(ACTS.precedence) == set()
    assert len(ACTS.precedence) == len(set(ACTS.precedence))


@pytest.mark.parametrize("name", sorted(CLASSES.classes))
def test_each_word_of_a_class_is_found_in_it_in_singular_and_plural(name: str) -> None:
    found = noun_classes(CLASSES)
    lost = [
        form
        for word in CLASSES.classes[name]
        for form in noun_forms(fold(word))
        if name not in found.get(form, frozenset())
    ]
    assert lost == []


def test_each_head_lets_the_word_before_it_tell_of_a_happening() -> None:
    lost = [head for head in ACTS.heads if not FINDER.find(tagged(f"a/DT kidnapping/NN {head}/NN"))]
    assert lost == []


STATUS = load("en", "status", StatusWords)
READER = StatusReader("en")
CUTTER = ClauseCutter("en")


def _standing(notation: str, event: Event, head: str) -> str:
    """Return the standing that a sentence gives to the happening that the word `head` stands for."""
    sentence = tagged(notation)
    groups = CUTTER.verb_groups(sentence)
    at = sentence.words.index(head)
    act = next(act for act in FINDER.find(tagged(f"{head}/{sentence.tags[at]}")))
    act = msgspec.structs.replace(act, start=at, end=at + 1)
    clause = next(c for c in CUTTER.clauses(sentence, groups) if c.start <= at < c.end)
    return READER.read(sentence, clause, act, ActRow(event=event), groups, cue="", headline=False, told=False)


def _status_cases() -> Iterator[tuple[str, Event, str, str]]:
    """Yield the notation, kind, expected standing and name of each entry of the rows, the first row that has a word."""
    taken: set[tuple[str, Event]] = set()
    for row in STATUS.rows:
        for event in sorted(row.only):
            for use, entries in (("verb", row.verbs), ("noun", row.nouns), ("any", row.words)):
                for entry in entries:
                    if (entry, event) in taken:
                        continue
                    taken.add((entry, event))
                    first, *rest = fold(verb_forms(entry)[-1] if use == "verb" else entry).split()
                    tags = {"verb": "VBD", "noun": "NN", "any": "RB"}
                    tail = "".join(f" {word}/RB" for word in rest)
                    of = " of/IN" if use == "noun" else ""
                    yield f"they/PRP {first}/{tags[use]}{tail}{of} violence/NN", event, row.status, entry


def test_each_word_that_governs_a_happening_gives_its_standing() -> None:
    lost = [
        (entry, event, status)
        for notation, event, status, entry in _status_cases()
        if _standing(notation, event, "violence") != status
    ]
    assert lost == []


@pytest.mark.parametrize(("status", "phrases"), [("possible", STATUS.possible), ("planned", STATUS.planned)])
def test_each_word_before_a_happening_gives_its_standing(status: str, phrases: tuple[str, ...]) -> None:
    notations = {phrase: " ".join(f"{word}/JJ" for word in phrase.split()) + " violence/NN" for phrase in phrases}
    lost = [p for p, notation in notations.items() if _standing(notation, "attack", "violence") != status]
    assert lost == []


@pytest.mark.parametrize("status", sorted(STATUS.leading))
def test_each_word_before_an_infinitive_gives_its_standing(status: str) -> None:
    words = STATUS.leading[status]
    lost = [w for w in words if _standing(f"they/PRP {w}/VBD to/TO attack/VB it/PRP", "attack", "attack") != status]
    assert lost == []


@pytest.mark.parametrize("status", sorted(STATUS.modal))
def test_each_modal_verb_gives_its_standing(status: str) -> None:
    words = STATUS.modal[status]
    lost = [w for w in words if _standing(f"they/PRP {w}/MD attack/VB it/PRP", "attack", "attack") != status]
    assert lost == []


def test_each_verb_that_brings_a_happening_about_carries_its_denial() -> None:
    lost = [
        verb
        for verb in STATUS.bringing
        if _standing(f"they/PRP did/VBD not/RB {verb}/VB violence/NN", "attack", "violence") != "denied"
    ]
    assert lost == []


def test_each_word_with_which_no_denies_nothing_denies_nothing() -> None:
    told = [w for w in STATUS.no_denial if _standing(f"no/DT {w}/JJ violence/NN", "attack", "violence") == "denied"]
    assert told == []


GRAMMAR = load("en", "grammar", GrammarWords)


def _second(notation: str) -> Clause | None:
    """Return the second clause of a sentence, or None."""
    sentence = tagged(notation)
    clauses = CUTTER.clauses(sentence, CUTTER.verb_groups(sentence))
    return clauses[1] if len(clauses) > 1 else None


def _group(notation: str, flag: str) -> object:
    """Return what the first verb group of a sentence says of one flag."""
    return getattr(CUTTER.verb_groups(tagged(notation))[0], flag)


OPENERS = [
    ("subordinating", "men/NNS left/VBD {}/IN rebels/NNS attacked/VBD", "subordinate"),
    ("relative", "men/NNS {}/WDT attacked/VBD", "relative"),
    ("coordinating", "men/NNS left/VBD {}/CC attacked/VBD", "predicate"),
    ("dashes", "men/NNS left/VBD {}/: rebels/NNS attacked/VBD", "coordinate"),
]


@pytest.mark.parametrize(("field", "notation", "opening"), OPENERS, ids=[case[0] for case in OPENERS])
def test_each_word_that_opens_a_clause_opens_one(field: str, notation: str, opening: str) -> None:
    second = {word: _second(notation.format(word)) for word in getattr(GRAMMAR, field)}
    assert {word for word, clause in second.items() if clause is None or clause.opening != opening} == set()


def test_each_word_before_a_named_happening_cuts_it_off() -> None:
    for word in GRAMMAR.apposing:
        sentence = tagged(f"men/NNS fled/VBD {word}/IN the/DT shelling/NN")
        clauses = CUTTER.clauses(sentence, CUTTER.verb_groups(sentence), frozenset({4}))
        assert clauses[-1].opening == "apposition", word


def test_as_behind_its_fellows_opens_no_clause() -> None:
    for word in GRAMMAR.as_fellows:
        sentence = tagged(f"men/NNS left/VBD {word}/RB as/IN rebels/NNS attacked/VBD")
        starts = [clause.start for clause in CUTTER.clauses(sentence, CUTTER.verb_groups(sentence))]
        assert sentence.lower.index("as", 3) not in starts, word


FLAGS = [
    ("be", "{}/VBD killed/VBN", "passive", True),
    ("get", "{}/VBD killed/VBN", "passive", True),
    ("have", "{}/VBP killed/VBN", "perfect", True),
    ("future", "{}/MD leave/VB", "tense", "future"),
    ("negation", "{}/RB left/VBD", "negated", True),
    ("chaining", "{}/VBD to/TO leave/VB", "end", 3),
]


@pytest.mark.parametrize(("field", "notation", "flag", "value"), FLAGS, ids=[case[0] for case in FLAGS])
def test_each_auxiliary_word_says_what_it_is_for(field: str, notation: str, flag: str, value: object) -> None:
    said = {word: _group(notation.format(word), flag) for word in getattr(GRAMMAR, field)}
    assert {word for word, flagged in said.items() if flagged != value} == set()


def test_each_supposing_word_supposes_and_each_leading_word_leads() -> None:
    supposing = {w: _second(f"men/NNS asked/VBD {w}/IN rebels/NNS attacked/VBD") for w in GRAMMAR.supposing}
    assert {w for w, clause in supposing.items() if clause is None or not CUTTER.supposes(clause)} == set()
    mere = [w for w in GRAMMAR.leading_to if CUTTER.mere_purpose(tagged(f"men/NNS {w}/VBD to/TO flee/VB"), 3)]
    assert (mere, CUTTER.mere_purpose(tagged("men/NNS came/VBD to/TO flee/VB"), 3)) == ([], True)


IRREGULAR = load("en", "irregular", IrregularWords)


def test_each_irregular_form_is_made_from_its_lemma() -> None:
    verbs = [lemma for lemma, forms in IRREGULAR.verbs.items() if not set(forms) <= set(verb_forms(lemma))]
    nouns = [lemma for lemma, plural in IRREGULAR.nouns.items() if plural not in noun_forms(lemma)]
    doubling = [lemma for lemma in IRREGULAR.doubling if f"{lemma}{lemma[-1]}ing" not in verb_forms(lemma)]
    assert (verbs, nouns, doubling) == ([], [], [])


ABBREVIATIONS = load("en", "abbreviations", AbbreviationWords)


def test_no_abbreviation_ends_a_sentence_before_a_name() -> None:
    cutter = Cutter("en", lambda words: ["NN"] * len(words))
    cut = [
        word
        for word in (*ABBREVIATIONS.before_name, *ABBREVIATIONS.anywhere)
        for text in [f"They met {word.capitalize()}. Brennick there"]
        if len(list(cutter.cut(text, 0, len(text)))) != 1
    ]
    assert cut == []


def test_each_starter_ends_the_sentence_before_it() -> None:
    cutter = Cutter("en", lambda words: ["NN"] * len(words))
    texts = {word: f"They left the U.S. {word.capitalize()} report followed" for word in ABBREVIATIONS.starters}
    run_on = [word for word, text in texts.items() if len(list(cutter.cut(text, 0, len(text)))) != 2]
    assert run_on == []
