"""A past state is made of the newest one and of what is otherwise, and is what making all of it gives; nothing redacted is held."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.desk.reckoning import Order, Reckoning
from sayso.desk.snapshot import Change, Moment, Snapshot
from sayso.history import Between, compared
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline
from sayso.projection.file import MEMORY
from sayso.projection.stored import StoredReach
from tests.desk.conftest import desk_of, settled
from tests.desk.test_following import STEPS, _step, copied, same, taken

SAID = ["2031-05-14T08:30Z", "2031-05-14T12:00Z", "2031-05-15"]


def changes(pieces: list[bytes]) -> list[Change]:
    return [msgspec.msgpack.decode(piece, type=Change) for piece in pieces]


def now_of(newest: Snapshot) -> Moment:
    return Moment(known=str(newest.facts.seen))


def all_of(reckoning: Reckoning, moment: Moment) -> Snapshot:
    return Snapshot.empty(moment).changed(changes(reckoning.at(moment)))


@given(steps=STEPS, known=st.tuples(st.integers(0, 99), st.integers(0, 99)), said=st.sampled_from([None, *SAID]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_past_state_is_what_making_all_of_it_gives(
    steps: list[tuple[str, int, int]], known: tuple[int, int], said: str | None, place: Path, tmp_path: Path
) -> None:
    """Whatever was decided or added since, on either clock; and so is what changed between two moments."""
    copy = copied(place, tmp_path)
    with Ledger.open(copy) as ledger:
        for number, (verb, one, two) in enumerate(steps):
            _step(ledger, verb, one, two, number)
        head = ledger.head().seq
        moment = Moment(said=said, known=str(1 + known[0] % head))
        reckoning = Reckoning(Order(place=str(copy)))
        newest = taken(Snapshot.empty(Moment()), reckoning.begin())
        past = newest.changed(changes(reckoning.past(moment, [now_of(newest)])[1:]), moment)
        whole = all_of(reckoning, moment)
        same(past, whole)
        assert (past.moment, past.facts) == (moment, whole.facts)
        other = Moment(known=str(1 + known[1] % head))
        which, *pieces = reckoning.past(other, [now_of(newest), moment])
        same(
            [newest, past][msgspec.msgpack.decode(which, type=int)].changed(changes(pieces), other),
            all_of(reckoning, other),
        )
        reckoning.close()
        earlier, later = sorted(1 + entry % head for entry in known)
        with StoredReach(MEMORY, Pipeline().engine) as reach:
            reach.follow(ledger)
            between = Between(str(earlier), str(later))
            assert compared(ledger, between, reach=reach) == compared(ledger, between)


@given(steps=STEPS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_stands_in_blocks_too_large_is_followed_without_beginning_anew(
    steps: list[tuple[str, int, int]], place: Path, tmp_path: Path
) -> None:
    """Of open parts nothing is promised each by itself; all of them together are made, and past states too."""
    copy = copied(place, tmp_path)
    with pytest.MonkeyPatch.context() as patch, Ledger.open(copy) as ledger:
        patch.setattr("sayso.reconcile.reach.MOST", 1)
        following = Reckoning(Order(place=str(copy)))
        snapshot = taken(Snapshot.empty(Moment()), following.begin())
        for number, (verb, one, two) in enumerate(steps):
            _step(ledger, verb, one, two, number)
            news = changes(following.follow())
            assert not any(change.anew for change in news)
            snapshot = snapshot.changed(news)
            anew = Reckoning(Order(place=str(copy)))
            same(snapshot, taken(Snapshot.empty(Moment()), anew.begin()))
            anew.close()
        moment = Moment(known=str(1 + len(steps)))
        past = snapshot.changed(changes(following.past(moment, [now_of(snapshot)])[1:]), moment)
        same(past, all_of(following, moment))
        assert following._opened().open_share > 0  # noqa: SLF001 - what the test is about
        following.close()


def test_what_is_otherwise_alone_is_made(own: Path) -> None:
    """Of a moment at which one decision was not there yet, the events of that claim and no others."""
    with Ledger.open(own) as ledger:
        reckoning = Reckoning(Order(place=str(own)))
        newest = taken(Snapshot.empty(Moment()), reckoning.begin())
        head = ledger.head().seq
        (change,) = changes(reckoning.past(Moment(known=str(head)), [now_of(newest)])[1:])
        assert not change.anew
        assert (change.gone, change.events) == ((), ())
        first = next(iter(ledger.entries("claim")))
        (change,) = changes(reckoning.past(Moment(known=str(first.seq)), [now_of(newest)])[1:])
        assert not change.anew
        assert {claim.id for event in change.events for claim in event.claims} == {first.id}
        reckoning.close()


def test_no_past_state_holds_words_that_were_redacted_since(own: Path) -> None:
    reckoning = Reckoning(Order(place=str(own)))
    newest = taken(Snapshot.empty(Moment()), reckoning.begin())
    with Ledger.open(own) as ledger:
        moment = Moment(known=str(ledger.head().seq))
        reckoning.at(moment)
        reckoning.past(moment, [now_of(newest)])
        cut_out(ledger)
        anew = taken(Snapshot.empty(Moment()), reckoning.follow())
    for pieces in (reckoning.at(moment), reckoning.past(moment, [now_of(anew)])):
        assert b"Marta Oll" not in b"".join(pieces)
    assert b"Marta Oll" in msgspec.msgpack.encode(newest.events)
    reckoning.close()


def test_a_desk_lets_go_of_past_snapshots_when_words_are_redacted(own: Path, client: TestClient) -> None:
    desk = desk_of(client)
    moment = Moment(said="2031-05-14T20:00Z")

    def told() -> bytes:
        held = client.portal.call(desk.snapshot, moment)  # type: ignore[union-attr]  # there while entered
        return msgspec.msgpack.encode(held.events)

    assert b"Marta Oll" in told()
    with Ledger.open(own) as ledger:
        cut_out(ledger)
    settled(client)
    assert b"Marta Oll" not in told()


def cut_out(ledger: Ledger) -> None:
    mandate = Mandate(by="r1", authority="herself", reason="asked")
    Pipeline().redact(ledger, lambda after: words_plan(ledger, Words(["Marta Oll"]), after=after), mandate, purge=False)
