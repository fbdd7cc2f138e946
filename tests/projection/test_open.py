"""Open parts: nothing is promised of one, but what stands in none of them can make no difference to what stands in any."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger.asof import View
from sayso.state import State
from tests.projection.test_stored import TOLD_BESIDE, filled, written
from tests.reconcile.test_properties import DENSE, LINES


@given(lines=LINES | DENSE | TOLD_BESIDE, data=st.data(), said=st.sampled_from([None, "2031-05-07"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("full", [(3, 2), (2, 1)])
def test_all_open_parts_together_give_their_events(
    lines: list[str], data: st.DataObject, said: str | None, full: tuple[int, int]
) -> None:
    """As of any moment, in whatever order they came; in blocks that are thinned out who meets whom depends on who else is there."""
    claims = data.draw(st.permutations(written(lines)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.reconcile.reach.MOST", 3)
        patch.setattr("sayso.reconcile.blocking._FULL", full[0])
        patch.setattr("sayso.reconcile.blocking._NEXT", full[1])
        ledger, kept = filled(claims)
        state = State(
            View.of(ledger, said, data.draw(st.integers(1, max(1, len(claims))))) if claims else View.of(ledger)
        )
        for claim in claims:
            around = kept.around_open([claim.id])
            assert around is not None
            whole = [event for event in state.events() if any(one.id in around for one in event.claims)]
            assert list(state.events_among(frozenset(around), kept)) == whole
