"""Prose in, parties out: `agent → target` of the one claim that a sentence makes, several parted by `+`."""

import pytest

from tests.extract.drafted import drafts

PARTIES = [
    ("Gunmen ambushed a patrol near Marivan.", "Gunmen → patrol", "the subject acts, the object is hit"),
    ("A patrol was ambushed by gunmen near Marivan.", "gunmen → patrol", "a passive turns them round"),
    ("Turkish shelling hit the town of Marivan.", "Turkish → ", "the adjective of a nominal act"),
    ("Troops retook Marivan from the rebels on Monday.", "Troops → rebels", "who held the land lost it"),
    ("Marivan was recaptured from the rebels by troops.", "troops → rebels", "also in the passive"),
    ("Troops withdrew from Marivan on Monday.", "Troops → ", "a place left is no party"),
    ("Troops retook Marivan from Monday to Friday.", "Troops → ", "nor is a day behind from"),
    ("The council rejected the truce.", "council → ", "who takes a position acts"),
    ("The group claimed responsibility for the attack on the base.", "group → base", "who claims it says he did it"),
    ("The ministry said a strike killed nine soldiers.", " → soldiers", "who only reports does not act"),
    ("The attack on the convoy was blamed on the rebels.", "rebels → convoy", "whom others blame is named as doer"),
    ("Police blamed the militia for the blast in Marivan.", "militia → ", "the accused acts, as the accuser has it"),
    ("The minister accused the militia of killing farmers.", "militia → farmers", "also of a deed named by a verb"),
    ("The militia was accused of killing farmers.", " → farmers", "what nobody says of him is not his deed"),
    ("The militia on Monday attacked a patrol.", "militia → patrol", "a time between subject and verb is no party"),
    ("Around 2 a.m. drones hit the school in Marivan.", "drones → school", "nor is one before the subject"),
    ("THE ETA ON MONDAY AMBUSHED TWO LARGE CONVOYS OF TRUCKS.", "ETA → LARGE CONVOYS OF TRUCKS", "a body in capitals"),
    ("At least 50 rebels ambushed a patrol near Marivan.", "rebels → patrol", "a count is no part of the name"),
    ("The militia is responsible for the attack on the base.", "militia → base", "who is responsible did it"),
    ("The attack on the convoy was the work of the rebels.", "rebels → convoy", "so did he whose work it was"),
    ('The "Red Star" guerrillas ambushed a patrol near Marivan.', '"Red Star" guerrillas → patrol', "a name in marks is whole"),
    ('A patrol was ambushed by "Red Star" guerrillas near Marivan.', '"Red Star" guerrillas → patrol', "also behind by"),
    ("The mayor gave a toll of 38 dead.", " → people", "who counts the dead killed nobody"),
    ("Nine farmers lost their lives in the shelling of Marivan.", " → farmers", "those who are counted did nothing"),
    ("On Monday 9 farmers were killed.", " → farmers", "a day is no part of the name behind it"),
    ("We rejected the truce.", " → ", "a pronoun that found nobody names no party"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), PARTIES, ids=[row[2] for row in PARTIES])
def test_parties(text: str, wanted: str, why: str) -> None:
    [draft] = drafts(text)
    names = {
        role: " + ".join(actor.name for actor in draft.actors if actor.role == role) for role in ("agent", "target")
    }
    assert f"{names['agent']} → {names['target']}" == wanted, why
