"""Prose in, the standing out of the happening that its first clause with an act is about."""

import pytest

from sayso.extract.acts import ActFinder
from sayso.extract.clauses import ClauseCutter
from sayso.extract.status import StatusReader
from tests.extract.tagged import prose

FINDER = ActFinder("en")
CUTTER = ClauseCutter("en")
READER = StatusReader("en")


def standing(text: str, *, cue: str = "", headline: bool = False, told: bool = False) -> str:
    sentence = prose(text)
    groups = CUTTER.verb_groups(sentence)
    acts = FINDER.find(sentence)
    for clause in CUTTER.clauses(sentence, groups):
        inside = [act for act in acts if clause.start <= act.start < clause.end]
        picked = FINDER.kind(sentence, clause, inside) if inside else None
        if picked is not None:
            row, act = picked
            return READER.read(sentence, clause, act, row, groups, cue=cue, headline=headline, told=told)
    return "-"


CASES = [
    ("Troops withdrew from the town.", "happened", "the past"),
    ("Troops are withdrawing from the town.", "ongoing", "the progressive"),
    ("Troops will withdraw from the town.", "planned", "the future"),
    ("Troops plan to withdraw from the town.", "planned", "a plan"),
    ("The army ordered troops to withdraw.", "planned", "an order is still to be carried out"),
    ("Troops may withdraw from the town.", "possible", "a doubt"),
    ("Troops refused to withdraw from the town.", "rejected", "a refusal"),
    ("Troops did not withdraw from the town.", "denied", "a denial"),
    ("Troops will not withdraw from the town.", "rejected", "what will not be done"),
    ("Troops should withdraw from the town.", "proposed", "what ought to be done"),
    ("Troops are believed to have withdrawn.", "happened", "what is believed to have been done"),
    ("No one was hurt.", "denied", "nobody"),
    ("There were no casualties.", "denied", "no harm"),
    ("The crew escaped unharmed.", "denied", "words that deny harm"),
    ("No fewer than nine people were killed.", "happened", "no fewer denies nothing"),
    ("The number of people killed was not given.", "happened", "what was not given is no denial of the killing"),
    ("Police would not comment on the shooting.", "happened", "a verb that only speaks of it"),
    ("Police did not receive calls about the shooting.", "happened", "nor one that does not bring it about"),
    ("The attack did not take place.", "denied", "one that does"),
    ("The parties will hold talks.", "planned", "a verb through which talks happen"),
    ("The rebels rejected a truce.", "rejected", "a truce turned down"),
    ("The rebels proposed a truce.", "proposed", "a truce put forward"),
    ("The truce collapsed.", "ended", "a truce over"),
    ("Shelling violated the truce.", "violated", "a truce broken"),
    ("The generals announced a truce.", "announced", "a truce made known"),
    ("The army thwarted a bombing.", "blocked", "a deed prevented"),
    ("The army prevented a string of planned attacks.", "blocked", "a word of the noun phrase governs nothing"),
    ("Measures to prevent attacks are in place.", "happened", "to prevent has prevented none yet"),
    ("Soldiers turned back a convoy of flour.", "blocked", "aid stopped"),
    ("Guards let in no food.", "blocked", "aid not let in"),
    ("The front has fought the army since April.", "ongoing", "lasting since"),
    ("There is shelling in the suburbs.", "ongoing", "there is"),
    ("Continuing air strikes hit the town.", "ongoing", "an adjective of going on"),
    ("The opposing armies clashed.", "happened", "an opposing army opposes nothing here"),
    ("Two men were shot on the next block.", "happened", "a block of houses blocks nothing"),
    ("The town is under siege.", "ongoing", "a siege lasts"),
    ("The town is no longer under siege.", "ended", "until it does not"),
    ("Mediators pressed for calm as the parties held talks.", "happened", "another verb's wish is not the talks'"),
    ("The minister supports the talks.", "happened", "a position is taken when it is told"),
    ("The army threatened to bomb the port.", "planned", "a threat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_a_happening_stands_as_its_clause_says(text: str, status: str) -> None:
    assert standing(text) == status


def test_in_a_headline_the_present_tense_reports_the_past() -> None:
    assert (standing("Jets bomb port", headline=True), standing("Jets bomb the port daily.")) == ("happened", "ongoing")


def test_what_a_speaker_says_was_going_on_goes_on_as_he_says_it() -> None:
    text = "Jets were bombing the port."
    assert (standing(text, told=True), standing(text)) == ("ongoing", "happened")


@pytest.mark.parametrize(
    ("text", "cue", "status"),
    [("a truce", "reject", "rejected"), ("a truce", "rule", "rejected"), ("peace talks", "propose", "proposed")],
)
def test_the_attributing_verb_gives_the_standing_of_what_it_takes(text: str, cue: str, status: str) -> None:
    assert standing(text, cue=cue) == status


def test_what_is_announced_for_the_future_is_announced() -> None:
    assert standing("The army will withdraw its forces.", cue="announce") == "announced"
