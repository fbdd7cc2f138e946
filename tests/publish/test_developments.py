"""Which accounts of an event a brief shows when there are more than it has room for, and how it tells reports apart."""

from string import ascii_lowercase

import msgspec
import pytest

from sayso.publish.brief import compose
from sayso.publish.developments import every_voice
from sayso.publish.excerpt import Excerpts
from sayso.publish.private import PrivateNames, PublicRoles
from sayso.values.place import Place

TEXT = "Shells fell on the quay. " * 12


@pytest.mark.parametrize(
    ("voices", "most", "shown"),
    [
        pytest.param("aab", 3, "abc", id="room for all"),
        pytest.param("aaab", 2, "ad", id="one of each voice before a second of any"),
        pytest.param("aaaaaaab", 6, "abcdeh", id="the last voice is not left out"),
        pytest.param("abcd", 2, "ab", id="more voices than room: the first"),
        pytest.param("", 2, "", id="none"),
    ],
)
def test_one_account_of_every_voice_is_shown_first(make: type, voices: str, most: int, shown: str) -> None:
    """Claims are lettered in their order; those that are shown keep it."""
    maker = make(TEXT)
    claims = [
        msgspec.structs.replace(maker.claim("Shells fell", says=voice), id=letter)
        for letter, voice in zip(ascii_lowercase, voices, strict=False)
    ]
    assert "".join(claim.id for claim in every_voice(claims, most)) == shown


@pytest.mark.parametrize(
    ("title", "source", "label", "shown"),
    [
        pytest.param("Day of rain", "day.txt", None, "Day of rain", id="an article by its title"),
        pytest.param("Day of rain", "day.txt", "UPDATE 0930 GMT", "Day of rain, UPDATE 0930 GMT", id="a part of it"),
        pytest.param(None, "/desk/in/day.txt", None, "day.txt", id="a file without a title"),
        pytest.param(None, "https://example.org/day/", None, "day", id="an address"),
        pytest.param(None, "-", None, "-", id="standard input"),
        pytest.param("Rain " * 20, "day.txt", None, "Rain " * 11 + "Rain …", id="a long title, cut between words"),
        pytest.param("Marta Oll saw rain", "day.txt", None, "[name withheld] saw rain", id="a private name in it"),
    ],
)
def test_words_of_one_of_several_reports_say_of_which(
    make: type, title: str | None, source: str, label: str | None, shown: str
) -> None:
    maker = make("Marta Oll, a baker, said that shells fell.")
    capture = msgspec.structs.replace(maker.report.capture, source=source)
    report = msgspec.structs.replace(maker.report, title=title, capture=capture)
    private = PrivateNames(report, PublicRoles("en"), ["Marta Oll"])
    claim = maker.claim("shells fell.", label=label)
    assert Excerpts(report, private, {}, several=True).words(claim).label == shown


def test_a_place_that_is_taken_is_no_private_person(make: type) -> None:
    """ "Recaptured Kelder Mill" names the mill twice, as what is acted on and as where; it may be printed."""
    maker = make("The army recaptured Kelder Mill.")
    taken = maker.claim("The army recaptured Kelder Mill.", event="territory-gained", actor="Kelder Mill")
    place = Place(name="Kelder", span=taken.actors[0].span)
    (told,) = compose([maker.report], [msgspec.structs.replace(taken, places=(place,))], [], []).developments
    assert told.lines[0].words.text == "The army recaptured Kelder Mill."
    killed = maker.claim("The army recaptured Kelder Mill.", event="attack", actor="Kelder Mill")
    (withheld,) = compose([maker.report], [killed], [], []).developments
    assert "Kelder" not in withheld.lines[0].words.text
