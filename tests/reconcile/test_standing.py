"""Claims added bit by bit give the events of all at once, and what they cannot touch is left as it was."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.reconcile import blocking, packaged, reconcile
from sayso.records import Claim
from sayso.values.place import Place
from tests.reconcile.test_properties import DENSE, LINES

Make = Callable[[Sequence[str]], list[Claim]]


def hold(given_: Sequence[Claim], cuts: Sequence[int]) -> None:
    """After each batch the events are those of all claims so far, the change is told, and the state before is as it was."""
    state = packaged().standing()
    for start, end in pairwise((0, *sorted(cuts), len(given_))):
        before, earlier = dict(state.made), state
        state = state.add(given_[start:end])
        assert state.events == reconcile(given_[:end])
        assert set(state.changed) == {key for key, event in state.made.items() if before.get(key) != event}
        assert set(state.dropped) == before.keys() - state.made.keys()
        assert earlier.made == before


PLACES = st.sampled_from([(), (Place(name="Tarsa", lat=95.0, lon=20.0, span=(0, 0)),)])
"""No place, and one that is not on earth."""
CUTS = st.lists(st.integers(0, 14), max_size=4)


@given(lines=LINES | DENSE, cuts=CUTS, data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_batches_in_any_order_give_the_events_of_all_claims(
    lines: list[str], cuts: list[int], data: st.DataObject, claims: Make
) -> None:
    given_ = data.draw(st.permutations(claims(lines)))
    hold(given_, [min(cut, len(given_)) for cut in cuts])


@given(lines=DENSE, cuts=CUTS, data=st.data())
@settings(max_examples=150, deadline=None)
def test_blocks_too_large_to_compare_each_with_each_are_taken_as_touched(
    lines: list[str], cuts: list[int], data: st.DataObject, claims: Make
) -> None:
    given_ = data.draw(st.permutations(claims(lines)))
    with patch.multiple(blocking, _FULL=2, _NEXT=1, _WINDOW=1):  # so that a few claims fill a block
        hold(given_, [min(cut, len(given_)) for cut in cuts])


@given(lines=LINES, cuts=CUTS, data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_claim_that_comes_again_in_another_wording_or_report_is_one(
    lines: list[str], cuts: list[int], data: st.DataObject, claims: Make
) -> None:
    first = claims(lines)
    others = data.draw(st.lists(st.sampled_from(first), max_size=3)) if first else []
    again = [
        replace(claim, report=data.draw(st.sampled_from("rstu")), quote="They say so again.", places=data.draw(PLACES))
        for claim in others
    ]
    given_ = data.draw(st.permutations([*first, *again]))
    hold(given_, [min(cut, len(given_)) for cut in cuts])


def test_what_a_day_cannot_touch_is_the_very_same_event(claims: Make) -> None:
    """Another town's event is kept, not made again; that of the same strike is replaced by the one with the new claim."""
    strike, again, elsewhere = claims(
        ["Post: air-strike, Tarsa, 6 | killed 14 people", "Wire: air-strike, Tarsa, 6", "Post: air-strike, Sarno, 6"]
    )
    before = packaged().standing([strike, elsewhere])
    after = before.add([again])
    kept, made = sorted(after.made.values(), key=lambda event: len(event.claims))
    assert before.made[kept.id] is kept
    assert [claim.id for claim in made.claims] == ["a", "b"]
    assert after.changed == (made.id,)
    assert len(after.dropped) == 1


def test_a_count_that_falls_is_found_in_an_event_that_got_no_claim(claims: Make) -> None:
    """A source's earlier and higher total, added later, makes its later one fall, though the two are of two events."""
    lines = [
        "Post: casualty-toll, Tarsa, 1-20 said 20 | killed 40 people",
        "Post: casualty-toll, Tarsa, 1-9 said 9 | killed 90 people",
    ]
    later, earlier = claims(lines)
    before = packaged().standing([later])
    after = before.add([earlier])
    assert [finding.code for event in after.events for finding in event.findings] == ["cumulative-falls"]
    assert len(after.changed) == len(after.events)
    assert after.events == reconcile([later, earlier])
