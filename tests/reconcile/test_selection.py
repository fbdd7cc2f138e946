"""Events picked by what somebody asks for: in the notation of `conftest`, the letters of the claims of those that fit."""

from collections.abc import Callable
from datetime import date

import pytest

from sayso.reconcile.selection import Wanted, select
from sayso.records import Incident

Events = Callable[..., tuple[Incident, ...]]

LINES = (
    "Post: air-strike, Tarsa, 6 | killed 14 people | A strike hit the mill.",
    "Post: shelling, Mill Quarter, 12 | | Shells fell on the market.",
    "Post: shelling, Sarno, 9-20 | | Shells fell all those days.",
    "Post: protest, Norra Province, - | | They marched.",
    "Wire: armed-clash, Nowhere, 25 by Hill Army | | They fought.",
)


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        pytest.param(Wanted(), "abcde", id="everything"),
        pytest.param(Wanted(kinds=("shelling",)), "bc", id="a kind"),
        pytest.param(Wanted(kinds=("protest", "armed-clash")), "de", id="either of two kinds"),
        pytest.param(Wanted(places=("tarsa",)), "ab", id="a town, and the quarter inside it"),
        pytest.param(Wanted(places=("Mill Quarter",)), "b", id="the quarter does not hold the town"),
        pytest.param(Wanted(places=("Norra Province",)), "abd", id="a province and the towns inside it"),
        pytest.param(Wanted(places=("nowhere",)), "e", id="a place that nobody can locate is found by its name"),
        pytest.param(Wanted(places=("Sarno", "Nowhere")), "ce", id="either of two places"),
        pytest.param(Wanted(since=date(2031, 5, 12)), "bce", id="a stretch that reaches into the days"),
        pytest.param(Wanted(until=date(2031, 5, 9)), "ac", id="a stretch that begins on the last day"),
        pytest.param(Wanted(since=date(2031, 5, 21), until=date(2031, 5, 24)), "", id="days on which nothing was"),
        pytest.param(Wanted(kinds=("shelling",), until=date(2031, 5, 10)), "c", id="all that is asked for must hold"),
        pytest.param(Wanted(disputed=True), "", id="nothing is in dispute"),
    ],
)
def test_events_are_picked(wanted: Wanted, fitting: str, events: Events) -> None:
    found = select(events(*LINES), wanted).events
    assert "".join(sorted(claim.id for event in found for claim in event.claims)) == fitting


def test_events_of_no_known_day_are_counted_among_those_that_fit_otherwise(events: Events) -> None:
    asked = Wanted(since=date(2031, 5, 1), kinds=("protest",))
    assert select(events(*LINES), asked) == ((), 1)
    assert select(events(*LINES), asked._replace(kinds=("shelling",))).undated == 0
