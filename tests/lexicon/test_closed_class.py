"""Each closed-class word that a reader of happenings is given shows what it does there at least once."""

import pytest

from sayso.extract.acts import ActFinder, ActRow
from sayso.extract.anaphora import DiscourseWords
from sayso.extract.clauses import ClauseCutter
from sayso.extract.status import StatusReader, StatusWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from sayso.values.kinds import Event
from tests.extract.tagged import tagged

GRAMMAR = load("en", "grammar", GrammarWords)
DISCOURSE = load("en", "discourse", DiscourseWords)
STATUS = load("en", "status", StatusWords)
FINDER, READER, CUTTER = ActFinder("en"), StatusReader("en"), ClauseCutter("en")


def _standing(notation: str, head: str, event: Event = "attack") -> str:
    """Return the standing that a sentence gives to the happening that the word `head` stands for."""
    sentence = tagged(notation)
    groups = CUTTER.verb_groups(sentence)
    at = sentence.words.index(head)
    act = next(act for act in FINDER.find(sentence) if act.start == at)
    clause = next(c for c in CUTTER.clauses(sentence, groups) if c.start <= at < c.end)
    return READER.read(sentence, clause, act, ActRow(event=event), groups, cue="", headline=False, told=False)


STANDINGS = [
    ("will", "they/PRP {}/MD not/RB attack/VB it/PRP", "attack", "attack", "rejected"),
    ("can", "convoys/NNS {}/MD not/RB enter/VB attack/NN", "attack", "aid", "blocked"),
    ("unreal", "they/PRP {}/MD have/VB attacked/VBN it/PRP", "attacked", "attack", "possible"),
    ("due", "they/PRP {}/VBP to/TO attack/VB it/PRP", "attack", "attack", "planned"),
    ("denying", "they/PRP reported/VBD {}/IN attack/NN", "attack", "attack", "denied"),
    ("denying_first", "{}/DT of/IN the/DT many/JJ men/NNS attacked/VBD it/PRP", "attacked", "attack", "denied"),
]


@pytest.mark.parametrize(("field", "notation", "head", "event", "status"), STANDINGS, ids=[c[0] for c in STANDINGS])
def test_each_word_gives_its_standing(field: str, notation: str, head: str, event: Event, status: str) -> None:
    said = {word: _standing(notation.format(word), head, event) for word in getattr(STATUS, field)}
    assert {word: found for word, found in said.items() if found != status} == {}


def test_each_negation_is_taken_back_by_the_word_behind_it() -> None:
    notation = "they/PRP have/VBP {}/RB only/RB attacked/VBN it/PRP"
    denied = [word for word in STATUS.taken_back if _standing(notation.format(word), "attacked") == "denied"]
    assert (denied, _standing("they/PRP have/VBP not/RB attacked/VBN it/PRP", "attacked")) == ([], "denied")


def test_each_word_for_nobody_behind_a_verb_denies_it() -> None:
    told = {word: _standing(f"they/PRP attacked/VBD {word}/DT town/NN", "attacked") for word in GRAMMAR.nobody}
    assert {word for word, status in told.items() if status != "denied"} == set()


def test_each_word_behind_a_word_in_ing_makes_it_a_noun() -> None:
    acts = {word: FINDER.find(tagged(f"the/DT shelling/VBG {word}/IN Lesk/NNP")) for word in GRAMMAR.behind_gerund}
    assert {word for word, found in acts.items() if not found or found[0].verbal} == set()


def test_behind_each_auxiliary_a_participle_describes_no_noun() -> None:
    held = {
        word: FINDER.find(tagged(f"they/PRP {word}/VBD shelled/VBN positions/NNS")) for word in GRAMMAR.full_auxiliary
    }
    assert {word for word, found in held.items() if not found} == set()
    assert GRAMMAR.full_auxiliary < GRAMMAR.be | GRAMMAR.have | GRAMMAR.get


def test_words_of_the_discourse_are_words_of_their_kind() -> None:
    assert DISCOURSE.known < DISCOURSE.definite
    assert DISCOURSE.toll_ties < GRAMMAR.subordinating | GRAMMAR.relative | GRAMMAR.coordinating
