"""One event made of few claims is the event that all claims make, whichever of them are looked at."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile import packaged, reconcile
from sayso.records import Claim
from tests.reconcile.test_properties import LINES

Make = Callable[[Sequence[str]], list[Claim]]


@given(lines=LINES, data=st.data())
@settings(max_examples=200, deadline=None)
def test_an_event_needs_only_the_claims_around_it(lines: list[str], data: st.DataObject, claims: Make) -> None:
    every = claims(lines)
    reach = packaged().reach(every)
    seen = [claim for claim in every if data.draw(st.booleans())]
    for event in reconcile(seen):
        around = reach.around([event.claims[0].id])
        assert around is not None
        headings = {h for claim in seen if claim.id in around for h in reach.headings.get(claim.report, ())}
        few = [claim for claim in seen if claim.id in {*around, *headings}]
        assert event in reconcile(few)


def test_parts_are_small_where_nothing_joins(claims: Make) -> None:
    made = claims(["Post: air-strike, Tarsa, 6", "Radio: air-strike, Tarsa, 6", "Wire: air-strike, Sarno, 9"])
    reach = packaged().reach(made)
    assert reach.around(["a"]) == ("a", "b")
    assert reach.around(["c"]) == ("c",)


def test_a_part_in_too_large_a_block_is_open(claims: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who meets whom there depends on who else is there, so nothing is promised."""
    many = claims([f": shelling, Tarsa, 6 in r at {100 * n}" for n in range(26)])
    assert packaged().reach(many).around(["a"]) is not None
    monkeypatch.setattr("sayso.reconcile.reach.MOST", 25)
    assert packaged().reach(many).around(["a"]) is None


def test_in_a_long_report_one_event_needs_only_the_claims_around_it(claims: Make) -> None:
    """More claims than are compared each with each: without those between, the first and the last meet."""
    lines = [f": shelling, {('Tarsa', 'Sarno')[n % 2]}, {n % 9 + 1} in r at {100 * n}" for n in range(50)]
    every = claims(lines)
    reach = packaged().reach(every)
    for step in (1, 2, 3, 7):
        seen = every[::step]
        for event in reconcile(seen):
            around = reach.around([event.claims[0].id])
            assert around is not None
            assert event in reconcile([claim for claim in seen if claim.id in around])


@pytest.mark.parametrize("unknown", [["z"], ["a", "z"]])
def test_of_a_claim_that_is_not_known_nothing_is_promised(unknown: list[str], claims: Make) -> None:
    assert packaged().reach(claims(["Post: air-strike, Tarsa, 6"])).around(unknown) is None
