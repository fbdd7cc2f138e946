"""From a ledger to its public record: what stands in the ledger beside the claims, and what of it goes out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from bench.secrets import leaks
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.publication import Given, material_of, public, secret_of
from sayso.publish.public.gate import gate
from sayso.publish.public.policy import POLICY
from sayso.state import State

NOW = datetime(2031, 6, 1, tzinfo=UTC)
SAMPLE = Path(__file__).parents[2] / "sample" / "harbour-city-live.txt"


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    pipeline = Pipeline()
    with Ledger.open(tmp_path_factory.mktemp("desk") / "desk.ledger") as ledger:
        list(pipeline.add(ledger, [pipeline.read(SAMPLE)]))
        yield State(View.of(ledger))


def test_no_secret_of_a_thousand_gets_out(tmp_path: Path) -> None:
    """In two issues, in every form; by then some words of the first are secrets too."""
    came = leaks(tmp_path, secrets=1_000, seed=7)
    assert {form: hits for form, hits in came.found.items() if hits} == {}
    assert {"the record", "xlsx", "parquet", "atom", "the site", "the bundle"} <= came.octets.keys()
    assert min(came.octets.values()) > 10_000
    assert (came.there, came.public, came.stops) == (came.planted, came.wanted, 0)
    assert {
        place: (found.right, found.every) for place, found in came.quotes.items() if found.right != found.every
    } == {}
    assert min(found.every for found in came.quotes.values()) > 100


def test_a_state_gives_a_whole_record_that_nothing_stops_as_a_draft(stood: State) -> None:
    projected = public(stood, now=NOW)
    assert (len(projected.record.claims), projected.held) == (38, ())
    assert set(projected.claims.values()) == {claim.id for claim in stood.claims}
    assert gate(projected, material_of(stood, now=NOW), POLICY.draft, now=NOW) == ()


def test_the_record_says_of_which_state_it_is(stood: State) -> None:
    state = public(stood, now=NOW, given=Given(root="ab" * 32, engine="sayso test")).record.state
    assert (state.entries, state.root, state.engine, state.rule) == (
        stood.view.head.seq,
        "ab" * 32,
        "sayso test",
        "envelope",
    )


def test_an_embargoed_claim_has_no_part_in_what_goes_out(stood: State) -> None:
    event = max(stood.events(), key=lambda event: len(event.claims))
    first = event.claims[0].id
    record = public(stood, now=NOW, given=Given(embargoed={first: ""})).record
    assert len(record.claims) == 37
    assert event.claims[0].quote not in msgspec.json.encode(record).decode()


def test_a_past_embargo_changes_nothing(stood: State) -> None:
    over = Given(embargoed={stood.claims[0].id: "2031-05-20T00:00:00Z"})
    assert public(stood, now=NOW, given=over).record == public(stood, now=NOW).record


def test_the_secret_of_a_ledger_lasts(stood: State) -> None:
    assert len(secret_of(stood)) == 32
    assert secret_of(stood) == secret_of(State(View.of(stood.view.ledger)))
