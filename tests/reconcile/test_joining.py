"""Which claims are of one happening: one reason a row."""

from collections.abc import Callable

import pytest

from sayso.reconcile import reconcile
from sayso.records import Claim, Incident

Write = Callable[[list[str]], str]
Events = Callable[..., tuple[Incident, ...]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Post: air-strike, Tarsa, 6 | killed 14 people", "Radio: air-strike, Tarsa, 6 | killed 15 people"],
            "ab", id="kind, day and town"),
        pytest.param(
            ["Post: air-strike, Tarsa, 6", "Radio: casualty-toll, Tarsa, 6 | killed 9 people"],
            "ab", id="a toll leaves the means open"),
        pytest.param(
            ["Post: air-strike, Mill Quarter, 6", "Radio: air-strike, Tarsa, 6"], "ab", id="a quarter lies in its town"),
        pytest.param(
            ["Post: air-strike, Tarsa, 5", "Radio: air-strike, Tarsa, 8"], "a b", id="other days"),
        pytest.param(
            ["Post: air-strike, Tarsa, 1-9", "Radio: air-strike, Tarsa, 1-9"], "ab", id="the same town over the same nine days"),
        pytest.param(
            ["Post: air-strike, Tarsa, 1-9", "Radio: air-strike, Beled, 1-9"], "a b", id="a neighbouring town over nine days"),
        pytest.param(
            ["Post: air-strike, Tarsa, 5", "Radio: air-strike, Tarsa, 6"], "a b", id="following days are look-alikes"),
        pytest.param(
            ["Post: air-strike, Tarsa, 6", "Radio: air-strike, Sarno, 6"], "a b", id="far places"),
        pytest.param(
            ["Post: air-strike, Tarsa, 6", "Radio: air-strike, Beled, 6"], "a b", id="neighbouring towns are look-alikes"),
        pytest.param(
            ["Post: air-strike, Mill Quarter, 6", "Radio: air-strike, Dyer Quarter, 6"], "a b", id="two quarters of a town"),
        pytest.param(
            ["Post: air-strike, Tarsa, 6", "Radio: bombing, Tarsa, 6"], "a b", id="a bomb from the air is not a car bomb"),
        pytest.param(
            ["Post: shelling, Tarsa, 6", "Radio: displacement, Tarsa, 6"], "a b", id="another family of kinds"),
        pytest.param(
            ["Post: attack/planned, Tarsa, 6", "Radio: attack, Tarsa, 6"], "a b", id="a threat is not the deed"),
        pytest.param(
            ["Post: shelling, -, - said 6", "Radio: shelling, -, - said 6"], "a b", id="no place, no day: alone"),
        pytest.param(
            ["Post: shelling, Old Ferry, 6", "Radio: shelling, Old Ferry, 6"], "ab", id="one name that nobody can locate"),
        pytest.param(
            ["Post: attack, Tarsa, 6 | killed 1 Colonel Adem Varo", "Radio: attack, Tarsa, 7 | killed 1 Colonel Adem Varo"],
            "ab", id="one named victim outweighs a day"),
        pytest.param(
            ["Post: armed-clash, Tarsa, 3-4 | killed 22 militants, killed 8 soldiers",
             "Post: armed-clash, -, 3 in report a at 900 | killed 15 militants"],
            "a b", id="a figure without a place, told elsewhere in a report"),
        pytest.param(
            [": attack, Norra Province, - in r channel heading | | Ambush in Norra Province",
             "Hill Brigade: attack, Norra Province, - in r at 40 | | The Hill Brigade claims an ambush.",
             "Hill Press: casualty-toll, Tarsa, - in r at 90 | killed 50.. troops | More than 50 troops were killed."],
            "abc", id="what stands under a heading goes on from it"),
        pytest.param(
            [": air-strike, Tarsa, 6 in r | killed 3 people | A raid killed three.",
             ": air-strike, Tarsa, 6 in r at 30 | killed 5 people | Another raid killed five."],
            "a b", id="another raid"),
        pytest.param(
            [": territory-gained, Tarsa, - in r said 9 | | The army took the bridge.",
             ": territory-gained, Tarsa, 1 in r at 40 said 30 | | It had lost the town on May 1."],
            "a b", id="old matter beside the news"),
        pytest.param(
            ["Post: air-strike, Tarsa, 6 | | Aircraft struck a mill by the river in the old town.",
             "Radio: air-strike, -, 6 | | Aircraft struck a mill by the river in the old town."],
            "ab", id="a copy in the same words"),
    ],
)  # fmt: skip
def test_what_stands_together(lines: list[str], expected: str, grouped: Write) -> None:
    assert grouped(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Post: air-strike, Tarsa, - said - by Hill Brigade", "Radio: air-strike, Tarsa, - said - by Hill Brigade"],
            "a b", id="no day anywhere: kind, town and party are not enough in a much-bombed town"),
        pytest.param(
            ["Post: air-strike, Tarsa, - said - | killed 14 people", "Radio: air-strike, Tarsa, - said - | killed 14 people"],
            "ab", id="no day anywhere, but one figure that is neither small nor round"),
        pytest.param(
            ["Post: air-strike, Tarsa, - said - | killed 14 people", "Radio: air-strike, Tarsa, - said - | killed 9 people"],
            "a b", id="no day anywhere, and other figures"),
        pytest.param(
            ["Post: air-strike, Tarsa, - said - | killed 4 people, wounded 7 people, killed 2 children",
             "Radio: air-strike, Tarsa, - said - | killed 4 people, wounded 7 people, killed 2 children"],
            "ab", id="no day anywhere: several small figures alike"),
        pytest.param(
            ["Post: air-strike, Tarsa, - said - | killed 14 people",
             "Radio: air-strike, Tarsa, 6 | killed 14 people",
             "Wire: air-strike, Tarsa, 9 | killed 14 people"],
            "a b c", id="without a day it fits two days alike, and joins neither"),
        pytest.param(
            ["Post: air-strike, Tarsa, - said 2 | killed 4 people", "Radio: air-strike, Tarsa, - said 9 | killed 4 people"],
            "a b", id="news of one week and of the next"),
        pytest.param(
            ["Post: attack, -, - said 6 | killed 1 Colonel Adem Varo", "Radio: attack, Tarsa, 6 | killed 1 Adam Varo"],
            "ab", id="a named victim in two spellings, one account without place and day"),
        pytest.param(
            ["Post: attack, -, 6 by Ivo Bask | wounded 2 people", "Radio: attack, Tarsa, 6 by gunman Ivo Bask"],
            "ab", id="a named person who did it"),
        pytest.param(
            ["Post: attack, -, 6 by Stone Brigade | wounded 2 people", "Radio: attack, Tarsa, 6 by Stone Brigade"],
            "a b", id="a body is no person: it acts in many places on one day"),
        pytest.param(
            ["Post: shelling, Kafr Nuran, 6", "Radio: shelling, Kfar Nouran village, 6"], "ab",
            id="one village in two spellings"),
        pytest.param(
            ["Post: shelling, Old Ferry, 6 | killed 4 people", "Radio: shelling, Salt Gate, 6 | killed 4 people"], "a b",
            id="two names that nobody can locate"),
        pytest.param(
            ["Post: shelling, Old Ferry, 6 | killed 4 soldiers", "Radio: shelling, Salt Gate, 6 | killed 4 soldiers"], "a b",
            id="two such names, and a few of the same sort of people"),
        pytest.param(
            ["Post: air-strike, Norra Province, 6", "Radio: air-strike, Norra Province, 6"], "a b",
            id="a province and a day are not enough"),
        pytest.param(
            ["Post: air-strike, Norra Province, 6", "Radio: air-strike, Tarsa, 6"], "a b",
            id="nor are a province and a town in it"),
        pytest.param(
            ["Post: air-strike, Norra Province, 6 | killed 14 people", "Radio: air-strike, Tarsa, 6 | killed 14 people"], "ab",
            id="with one figure they are"),
        pytest.param(
            ["Post: air-strike, Ostland, 6", "Radio: air-strike, Ostland, 6"], "a b", id="a country and a day are not enough"),
        pytest.param(
            ["Post: shelling, -, 6 on civilians | killed 3 people", "Radio: shelling, Tarsa, 6 on civilians | killed 3 people"],
            "a b", id="people who were hit are hit everywhere"),
        pytest.param(
            ["Post: air-strike, Tarsa, - in r said - | | Aircraft struck the town.",
             "Post: casualty-toll, -, 6 in r at 40 said - | killed 4 people | The strike killed four.",
             "Radio: air-strike, Tarsa, 6"],
            "abc", id="what one sentence says of the town and the next of the day is of both"),
        pytest.param(
            ["Radio: air-strike, Tarsa, 6 said 6",
             "Ministry: air-strike/denied, Tarsa, - said 9 by Coast Army", "Post: air-strike, Tarsa, 6 said 6 by Coast Army"],
            "abc", id="a denial without a day is of what its side is accused of"),
        pytest.param(
            ["Post: shelling, Tarsa, 6 said 6 | killed 3 people",
             "Post: casualty-toll, Tarsa, - said 27 | killed 11 people | The toll of the shelling has climbed to 11."],
            "ab", id="a toll that has climbed three weeks later"),
        pytest.param(
            ["Post: shelling, Tarsa, 6 said 6 | killed 3 people",
             "Post: casualty-toll, Tarsa, - said 27 | killed 11 people | Shelling killed 11 in the town."],
            "a b", id="a toll three weeks later that does not look back"),
        pytest.param(
            ["Post: attack, Tarsa, 6", "Radio: attack/possible, Tarsa, 6"], "ab", id="what may have been is no threat"),
        pytest.param(
            ["Post: attack, Tarsa, 6 | | He was taken to a hospital nearby, police said.",
             "Radio: attack, Sarno, - said 7 | | He was taken to a hospital nearby, police said."],
            "a b", id="the same words that anyone could say of anything"),
        pytest.param(
            ["Post: shelling, Old Ferry, 6 | killed 8 people | Shells that fell on the ferry dock at noon killed eight people there.",
             "Radio: shelling, -, 6 | killed 8 people | Shells that fell on the ferry dock at noon on Monday killed eight people."],
            "ab", id="almost the same words"),
        pytest.param(
            ["Post: air-strike, Tarsa, 1-30", "Radio: air-strike, Tarsa, 1-30"], "a b", id="a month in one town holds many"),
    ],
)  # fmt: skip
def test_what_little_is_enough(lines: list[str], expected: str, grouped: Write) -> None:
    """Where place or day are wide or missing, something else must speak for it."""
    assert grouped(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Committee: casualty-toll, Tarsa, 6 in r | killed 61 people | It counted 61 dead in Tarsa.",
             "Committee: casualty-toll, Ostland, 6 in r at 40 | killed 97 people, killed 21 children <0 | 97 in Ostland."],
            "a b", id="a town's toll and the country's, one speaker"),
        pytest.param(
            ["Committee: casualty-toll, Tarsa, 6 | killed 61 people", "Monitor: casualty-toll, Ostland, 6 | killed 97 people"],
            "a b", id="a town's toll and the country's, two speakers"),
        pytest.param(
            ["Committee: casualty-toll, Old Ferry, 6 in r | killed 38 people | It recorded 38 dead in Old Ferry.",
             ": casualty-toll, Marshland, 6 in r at 40 | killed 54 people | They were among 54 dead in Marshland."],
            "a b", id="a wider toll that goes on without its speaker"),
        pytest.param(
            ["Ministry: casualty-toll, Ostland, 6 in r | killed 37 people | 37 were killed that day.",
             "Ministry: casualty-toll, Ostland, 1-6 in r at 40 | killed 389 people | 389 since May 1."],
            "a b", id="a day's toll and the total"),
        pytest.param(
            ["Ministry: casualty-toll, Tarsa, 6 in r | killed 3 people | Three were killed.",
             "Ministry: casualty-toll, Tarsa, 6 in r at 40 | killed 5 people | It later put the dead at five."],
            "ab", id="a correction by the same speaker"),
        pytest.param(
            ["Ministry: casualty-toll, -, - in r | killed 2000.. people | Thousands were killed this time.",
             "Ministry: casualty-toll, -, - in r at 40 | killed 40000.. people | In all 40,000 were killed."],
            "a b", id="twenty times as many is no correction"),
    ],
)  # fmt: skip
def test_tolls_of_other_extent_stay_apart(lines: list[str], expected: str, grouped: Write) -> None:
    assert grouped(lines) == expected


def test_a_claim_that_fits_two_look_alikes_joins_neither(grouped: Write) -> None:
    """The toll names no quarter: it may be of either strike, and the two cannot be one."""
    lines = [
        "Post: air-strike, Mill Quarter, 6 | killed 4 people",
        "Post: air-strike, Dyer Quarter, 6 | killed 4 people",
        "Radio: casualty-toll, Tarsa, 6 | killed 4 people",
    ]
    assert grouped(lines) == "a b c"


def test_a_comment_joins_but_brings_nothing_together(grouped: Write) -> None:
    """A reader's words about the town fit both quarters; they join no more than one of them."""
    lines = [
        "Post: air-strike, Mill Quarter, 6",
        "Radio: air-strike, Dyer Quarter, 6",
        "Reader: air-strike, Mill Quarter, 6 channel comment",
    ]
    assert grouped(lines) == "ac b"


def test_each_link_has_a_reason_in_words(events: Events) -> None:
    (event,) = events("Post: air-strike, Tarsa, 6 | killed 14 people", "Radio: air-strike, Tarsa, 6 | killed 14 people")
    assert event.reasons == (
        "a and b: both at Tarsa; both on 2031-05-06; both air-strike; both give 14 killed (6.8 points).",
    )


def test_an_event_says_what_is_commonest_and_most_exact(events: Events) -> None:
    (event,) = events(
        "Post: casualty-toll, Tarsa, 6 | killed 14 people",
        "Radio: air-strike, Tarsa, 6 | killed 14 people",
        "Wire: casualty-toll, Mill Quarter, 6 | killed 14 people",
    )
    assert (event.kind, event.status, [p.name for p in event.places]) == (
        "air-strike",
        "happened",
        ["Tarsa", "Mill Quarter"],
    )
    assert event.time is not None
    assert event.time.edtf == "2031-05-06"


def test_what_a_source_says_of_a_part_of_its_toll_does_not_name_the_whole(events: Events) -> None:
    (event,) = events(
        "Register: casualty-toll, Tarsa, 6 in r | killed 38 people | It recorded 38 dead in Tarsa.",
        "Register: shelling, Mill Quarter, 6 in r at 35 | | Some died in shelling of the Mill Quarter.",
    )
    assert event.kind == "casualty-toll"


def test_a_claim_given_twice_is_one(claims: Callable[[list[str]], list[Claim]], events: Events) -> None:
    line = "Post: shelling, Tarsa, 6"
    (twice,) = events(line)
    given = claims([line])
    assert reconcile([*given, *given]) == (twice,)


def test_nothing_comes_of_nothing(events: Events) -> None:
    assert events() == ()
