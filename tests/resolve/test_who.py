"""Which body the words of a speaker or actor mean."""

import pytest

from bench.engine import plain_report
from sayso.lexicon.load import load
from sayso.records import Report
from sayso.register.load import Register
from sayso.resolve.who import Identifier, MemberWords

IDENTIFIER = Identifier(Register.load(), "en")


def report(text: str) -> Report:
    return plain_report(text, [(0, len(text))])


def identified(name: str, text: str = "") -> str | None:
    whole = f"{text} {name} said so."
    at = whole.index(name)
    key, resolution = IDENTIFIER.identify(report(whole), name, (at, at + len(name)))
    assert resolution.chosen == key
    assert resolution.words == name
    assert key is None or key in resolution.candidates
    assert resolution.reason.endswith(".")
    return key


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Russian Defense Ministry", "mil:ru-mod"),
        ("the Chadian army", "mil:td"),
        ("the Kremlin", "gov:ru"),
        ("Moscow", "state:ru"),
        ("the ISIS news service Amaq", "outlet:amaq"),  # an outlet of the other body named
        ("pro-Assad forces", "org:sy-pro-government"),  # a name as a whole
        ("Pentagon officials", "mil:us-mod"),  # the body within the words
        ("Hezbollah fighters", "org:hezbollah"),
        ("a UN convoy", "igo:un"),
        ("members of Hamas", "org:hamas"),  # after a preposition, when nothing stands before it
        ("Hamas fighters in Lebanon", "org:hamas"),  # before a preposition
        ("a Turkish border town", None),  # a people's word alone is no body
        ("a US-backed alliance", None),
        ("Colonel Adam Zorn", None),
        ("SDF commander Adam Zorn", None),  # a person, not the body
        ("residents", None),
        ("Iraqi, Pakistani, and Afghan militia", None),
        ("Hamas and Hezbollah", None),  # two bodies
        ("the CIT", None),  # shared, and the text says nothing
    ],
)
def test_identify(name: str, id_: str | None) -> None:
    assert identified(name) == id_


@pytest.mark.parametrize(
    ("text", "name", "id_"),
    [
        ("The Conflict Intelligence Team counted.", "CIT", "monitor:cit"),  # by its initials
        ("The Coastal Inquiry Tribunal (CIT) met.", "CIT", None),  # another CIT, unknown to the register
        ("The Syrian Observatory for Human Rights (SOHR) met.", "SOHR", "monitor:sohr"),
        ("The Hill Farmers Union (HFU) met.", "HFU", None),
        ("In Colombia it rained.", "the ELN", "org:eln"),  # one country decides
        ("In Colombia and Bolivia it rained.", "the ELN", None),
        ("The Chadian army left.", "the army", "mil:td"),  # the only army of the text
        ("The Chadian army and Malian troops left.", "the army", None),
        ("The Chadian army left.", "soldiers", None),  # soldiers may be anybody's
        ("It rained.", "the army", None),
    ],
)
def test_identify_by_the_text(text: str, name: str, id_: str | None) -> None:
    assert identified(name, text) == id_


def test_identify_in_capitals() -> None:
    text = "CLANDESTINE RADIO SAID THAT THE FMLN HAS ATTACKED A SALVADORAN ARMY POST NEAR THE RIVER"
    at = text.index("SALVADORAN")
    key, _ = IDENTIFIER.identify(report(text), "SALVADORAN ARMY", (at, at + 15))
    assert key == "mil:sv"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("FMLN URBAN COMMANDOS", "org:fmln"),  # its people, not a man called so
        ("FMLN MARLA ZORN", None),  # a person beside a body is not the body
    ],
)
def test_capitals_hide_who_is_a_person(name: str, id_: str | None) -> None:
    text = f"CLANDESTINE RADIO SAID LAST NIGHT THAT {name} ATTACKED THE POST NEAR THE RIVER BRIDGE"
    at = text.index(name)
    assert IDENTIFIER.identify(report(text), name, (at, at + len(name)))[0] == id_


def test_each_word_for_a_bodys_people_keeps_the_name_the_bodys() -> None:
    text = "CLANDESTINE RADIO SAID LAST NIGHT THAT THE POST NEAR THE RIVER BRIDGE WAS ATTACKED AT DAWN BY "
    found = {
        word: IDENTIFIER.identify(report(text + name), name, (len(text), len(text + name)))[0]
        for word in load("en", "members", MemberWords).members
        for name in (f"FMLN URBAN {word.upper()}",)
    }
    assert [word for word, key in found.items() if key != "org:fmln"] == []


def test_candidates_stay_when_nothing_decides() -> None:
    _, resolution = IDENTIFIER.identify(report("The ELN struck."), "ELN", (4, 7))
    assert resolution.chosen is None
    assert {"org:eln", "org:cne-bo"} <= set(resolution.candidates)
