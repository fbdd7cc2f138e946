"""Prose in; clauses out as `opening[words]`, verb groups as `words: what they say`."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.clauses import ClauseCutter, VerbGroup
from tests.extract.tagged import prose, tagged

CUTTER = ClauseCutter("en")

CUTS = [
    ("Gunmen attacked the post and killed two guards .", ["main[Gunmen attacked the post]", "predicate[and killed two guards .]"], "one subject, two predicates"),
    ("The army shelled the hill , and residents fled .", ["main[The army shelled the hill ,]", "coordinate[and residents fled .]"], "a subject of its own"),
    ("Residents fled after the army shelled the hill .", ["main[Residents fled]", "subordinate[after the army shelled the hill .]"], "a clause under a conjunction"),
    ("Troops left the town before May .", ["main[Troops left the town before May .]"], "before a date is a phrase, no clause"),
    ("The mortar round hit a school , wounding three pupils .", ["main[The mortar round hit a school]", "participle[, wounding three pupils .]"], "a participle goes on"),
    ("The convoy , which carried flour , was halted .", ["main[The convoy ,]", "relative[which carried flour]", "predicate[, was halted .]"], "a relative clause between commas"),
    ("Two men who were hurt have been named .", ["main[Two men]", "relative[who were hurt]", "predicate[have been named .]"], "the subject takes its verb up again behind a bare relative clause"),
    ("Soldiers and rebels were killed .", ["main[Soldiers and rebels were killed .]"], "a list of subjects is one clause"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clauses"), [case[:2] for case in CUTS], ids=[case[2] for case in CUTS])
def test_a_sentence_is_cut_where_a_predicate_begins(text: str, clauses: list[str]) -> None:
    sentence = prose(text)
    found = CUTTER.clauses(sentence, CUTTER.verb_groups(sentence))
    assert [f"{c.opening}[{' '.join(sentence.words[c.start : c.end])}]" for c in found] == clauses


GROUPS = [
    ("troops/NNS withdrew/VBD", ["withdrew: past"], "the simple past"),
    ("troops/NNS have/VBP not/RB been/VBN killed/VBN", ["have not been killed: past passive perfect negated"], "every auxiliary counts"),
    ("troops/NNS will/MD withdraw/VB", ["will withdraw: future will"], "a modal verb is kept"),
    ("jets/NNS are/VBP bombing/VBG the/DT town/NN", ["are bombing: present progressive"], "what goes on"),
    ("the/DT town/NN was/VBD being/VBG shelled/VBN", ["was being shelled: past passive progressive"], "what was being done to it"),
    ("rebels/NNS plan/VBP to/TO attack/VB", ["plan to attack: present"], "a verb that takes another verb is one with it"),
    ("rebels/NNS left/VBD to/TO attack/VB", ["left: past", "to attack: present infinite"], "a purpose is a verb of its own"),
    ("those/DT killed/VBN were/VBD guards/NNS", ["killed: past passive infinite", "were: past"], "a finite verb begins anew"),
    ("TROOPS/NNS FOUGHT/VBP REBELS/NNS", ["FOUGHT: past"], "a past form is past whatever its tag"),
    ("it/PRP would/MD ``/`` keep/VB the/DT road/NN", ["would `` keep: present would"], "a quotation mark does not part a verb"),
    ("May/MD 5/CD :/: two/CD attacks/NNS", [], "a month is no modal verb"),
    ("and/CC captured/VBN four/CD men/NNS", ["captured: past"], "a participle with an object is a past tense"),
]  # fmt: skip


def notation(group: VerbGroup, words: tuple[str, ...]) -> str:
    flags = [name for name in ("passive", "perfect", "progressive", "negated") if getattr(group, name)]
    parts = [group.tense, *([group.modal] if group.modal else []), *flags, *([] if group.finite else ["infinite"])]
    return f"{' '.join(words[group.start : group.end])}: {' '.join(parts)}"


@pytest.mark.parametrize(("words", "groups"), [case[:2] for case in GROUPS], ids=[case[2] for case in GROUPS])
def test_a_verb_group_says_tense_voice_and_doubt(words: str, groups: list[str]) -> None:
    sentence = tagged(words)
    assert [notation(group, sentence.words) for group in CUTTER.verb_groups(sentence)] == groups


TAGS = ["NN", "NNS", "NNP", "VBD", "VBN", "VBG", "VB", "MD", "IN", "CC", ",", "DT", "RB", "WDT", "TO", "CD", "``", "."]
WORDS = ["troops", "and", "which", "after", "-", "as", "to", "have", "was", ",", "not", "killed", "will", "while"]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS)), min_size=1, max_size=30))
def test_clauses_cover_every_sentence_without_gap(pairs: list[tuple[str, str]]) -> None:
    sentence = tagged(" ".join(f"{word}/{tag}" for word, tag in pairs))
    groups = CUTTER.verb_groups(sentence)
    clauses = CUTTER.clauses(sentence, groups)
    edges = [0, *(clause.end for clause in clauses)]
    assert [clause.start for clause in clauses] == edges[:-1]
    assert edges[-1] == len(pairs)
    assert all(earlier.end <= later.start for earlier, later in itertools.pairwise(groups))
