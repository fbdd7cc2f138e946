"""When an event last changed: by what the ledger recorded between publications, and by nothing else."""

import pytest

from sayso.ledger.ledger import Ledger
from sayso.outgoing import Issue, outgoing
from sayso.records import Claim
from tests.state.conftest import asked
from tests.state.test_outgoing import MONDAY, TUESDAY, WEDNESDAY, decide, let_out, publish


@pytest.fixture(name="ministry")
def ministry_(ledger: Ledger) -> Claim:
    """The claim of three dead."""
    return next(c for c in asked(ledger).claims if any(f.low == 3 for f in c.figures))


def _address(ledger: Ledger, claim: Claim) -> str:
    state = asked(ledger)
    event = next(e for e in state.events() if claim.id in {c.id for c in e.claims})
    return outgoing(state, let_out(state), Issue(at=WEDNESDAY)).names[event.id]


def _recorded(ledger: Ledger) -> str:
    return ledger.head().recorded_at or ""


def test_nothing_changed_before_it_was_published_and_nothing_when_it_goes_out_again(ledger: Ledger) -> None:
    assert publish(ledger, MONDAY).changed == {}
    assert publish(ledger, TUESDAY).changed == {}
    assert publish(ledger, WEDNESDAY).changed == {}


def test_a_decision_changes_the_event_of_its_claims_at_once_and_for_good(ledger: Ledger, ministry: Claim) -> None:
    """Not when it goes out but when it was recorded: so the next publication of the same state says the same."""
    publish(ledger, MONDAY)
    decide(ledger, verb="edit", claims=[ministry.id], field="status", value="denied")
    expected = {_address(ledger, ministry): _recorded(ledger)}
    assert publish(ledger, TUESDAY).changed == expected
    assert publish(ledger, WEDNESDAY).changed == expected


def test_what_was_decided_before_the_first_publication_is_no_change(ledger: Ledger, ministry: Claim) -> None:
    decide(ledger, verb="accept", claims=[ministry.id])
    publish(ledger, MONDAY)
    assert publish(ledger, TUESDAY).changed == {}


def test_a_claim_that_goes_changes_what_is_left(ledger: Ledger) -> None:
    publish(ledger, MONDAY)
    event = next(e for e in asked(ledger).events() if len(e.claims) > 1)
    address = _address(ledger, event.claims[0])
    decide(ledger, verb="retract", names=[event.claims[1].id], public_note="Another base.")
    expected = {address: _recorded(ledger)}
    assert publish(ledger, TUESDAY).changed == expected


def test_a_claim_that_time_alone_lets_out_changes_its_event_as_of_the_last_entry(ledger: Ledger) -> None:
    event = next(e for e in asked(ledger).events() if len(e.claims) > 1)
    held = event.claims[1].id
    first = publish(ledger, MONDAY, hold=[held])
    expected = _recorded(ledger)
    changed = publish(ledger, TUESDAY).changed
    assert list(changed.values()) == [expected]
    assert changed.keys() <= set(first.names.values())
    assert publish(ledger, WEDNESDAY).changed == changed
