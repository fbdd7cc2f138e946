"""What holds of any claims: their order changes nothing, each stands in one event, nothing is invented."""

from collections.abc import Callable
from itertools import pairwise, permutations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile import packaged, reconcile
from sayso.reconcile.reasons import REASONS, forbids, joining, weigh
from sayso.records import Claim

Make = Callable[[list[str]], list[Claim]]

_FIGURES = st.sampled_from(
    ["", "killed 3 people", "killed 14 people, killed 3 children <0", "killed 50.. troops", "wounded ~9 people"]
)
_QUOTES = st.sampled_from(
    [
        "",
        "The attack was repelled.",
        "Another raid hit the town.",
        "However, nobody was hurt.",
        "They took the hill by night.",
        "The toll of the shelling has climbed to 14.",
        "Shells that fell on the ferry dock at noon on Monday killed 14 people there.",
        "Shells that fell on the ferry dock at noon killed 14 people.",
    ]
)
LINES = st.lists(
    st.builds(
        "{}: {}, {}, {} in {} at {} {} said {} | {} | {}".format,
        st.sampled_from(["", "Ministry", "Hill Press", "Coast > Wire"]),
        st.sampled_from(
            ["air-strike", "shelling", "casualty-toll", "casualty-toll/denied", "armed-clash", "territory-gained",
             "air-strike/denied", "ceasefire/announced", "ceasefire/rejected", "attack/planned", "statement"]
        ),
        st.sampled_from(["-", "Tarsa", "Mill Quarter", "Dyer Quarter", "Beled", "Norra Province", "Ostland", "Old Ferry", "Kafr Nuran",
             "Kfar Nouran village"]),
        st.sampled_from(["-", "5", "6", "7", "1-9"]),
        st.sampled_from(["r", "s", "t"]),
        st.sampled_from(["0", "40", "300", "2000"]),
        st.sampled_from(["", "by Hill Brigade", "by Coast Army", "by gunman Ivo Bask", "channel comment", "channel heading"]),
        st.sampled_from(["6", "8", "27", "-"]),
        _FIGURES,
        _QUOTES,
    ),
    max_size=10,
)  # fmt: skip

DENSE = st.lists(
    st.builds(
        "{}: {}, {}, {} in {} at {} {} said {} | {} | {}".format,
        st.sampled_from(["", "Ministry", "Hill Press"]),
        st.sampled_from(["armed-clash", "territory-gained", "attack", "attack/planned", "territory-held"]),
        st.sampled_from(["-", "Tarsa", "Tarsa", "Beled", "Old Ferry"]),
        st.sampled_from(["-", "6", "6", "7"]),
        st.sampled_from(["r", "s", "t", "u", "v", "w"]),
        st.sampled_from(["0", "400", "3000"]),
        st.sampled_from(["", "by Hill Brigade", "by Coast Army", "channel heading"]),
        st.sampled_from(["6", "7", "8", "-"]),
        st.sampled_from(["", "killed 14 people", "killed 20 people", "killed 1 Colonel Adem Varo", "killed 1 Adam Varo"]),
        _QUOTES,
    ),
    min_size=2,
    max_size=14,
)  # fmt: skip
"""Claims of two days and two towns, so that most meet, many join, and blocks are full."""


@given(lines=LINES, data=st.data())
@settings(max_examples=150)
def test_order_changes_nothing(lines: list[str], data: st.DataObject, claims: Make) -> None:
    given_ = claims(lines)
    assert reconcile(data.draw(st.permutations(given_))) == reconcile(given_)


@given(lines=LINES)
@settings(max_examples=150)
def test_each_claim_stands_in_one_event_and_no_figure_is_invented(lines: list[str], claims: Make) -> None:
    given_ = claims(lines)
    events = reconcile(given_)
    assert sorted(c.id for e in events for c in e.claims) == sorted(c.id for c in given_)
    for event in events:
        ids = {claim.id for claim in event.claims}
        said = {end for claim in event.claims for figure in claim.figures for end in (figure.low, figure.high)}
        assert {end for figures in event.figures for end in (figures.low, figures.best, figures.high)} <= said | {None}
        assert all(set(figures.claims) <= ids for figures in event.figures)
        assert all(len(dispute.claims) > 1 and set(dispute.claims) <= ids for dispute in event.disputes)
        assert len(event.reasons) == len(ids) - 1


@given(lines=LINES)
@settings(max_examples=100)
def test_two_accounts_weigh_the_same_either_way(lines: list[str], claims: Make) -> None:

    for a, b in pairwise(packaged().accounts(claims(lines))):
        assert weigh(a, b) == weigh(b, a)


@given(lines=LINES | DENSE)
@settings(max_examples=300)
def test_the_quick_verdict_is_that_of_all_reasons(lines: list[str], claims: Make) -> None:
    """Rows that are not asked would have been silent, or could not have turned the matter."""
    for a, b in permutations(packaged().accounts(claims(lines)), 2):
        link = weigh(a, b)
        assert joining(a, b) == (link.score if link.joins else None)
        assert forbids(a, b) == link.forbids


def test_every_reason_stands_once() -> None:
    assert len({row.judge for row in REASONS}) == len(REASONS)


def test_many_copies_are_one_event(claims: Make) -> None:
    """A block of copies is not compared each with each, and still comes out as one."""
    line = "Post: air-strike, Tarsa, 6 in r{} | killed 14 people | Aircraft struck a mill by the river in the old town."
    (first,) = claims([line.format(0)])
    copies = [
        Claim(**{name: getattr(first, name) for name in first.__struct_fields__} | {"id": f"c{n}", "report": f"r{n}"})
        for n in range(400)
    ]
    (event,) = reconcile(copies)
    assert len(event.claims) == 400


def test_damaged_records_make_a_stable_answer(claims: Make) -> None:
    """A date that is none, a part of a figure that is not there, a point with one coordinate, half a character."""
    (sound,) = claims(["Post: air-strike, Tarsa, 6 | killed 14 people, killed 3 children <7 | \ud800 struck the mill."])
    time, place = sound.time, sound.places[0]
    assert time is not None
    replace = msgspec.structs.replace
    broken = [
        replace(sound, id="x", time=replace(time, start="soon", end="2031-13-40")),
        replace(sound, id="y", places=(replace(place, lon=None),), said="yesterday"),
        replace(sound, id="z", time=replace(time, start="2031-05-09", end="2031-05-01"), said=None),
    ]
    assert reconcile([sound, *broken]) == reconcile([*reversed(broken), sound])
