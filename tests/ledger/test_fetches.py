"""Fetches in the ledger: found by their address, in order, sealed like every entry, and blacked out where words must go."""

from pathlib import Path

import msgspec

from sayso.capture.fetched import named
from sayso.fetches import Fetch, Hop
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, redaction_of, words_plan
from sayso.ledger.verify import verify

AT = "2031-05-14T09:00:00.000000+00:00"
HERE = "https://news.sample.org/day"


def fetch(verdict: str = "gone", address: str = HERE) -> Fetch:
    hop = Hop(address=address, ip="93.184.215.1", status=410, received=(("X-Author", "Ana Petrova"),))
    return named(
        Fetch(
            id="", address=address, final=address, hops=(hop,), started=AT, ended=AT, clock="sample", collector="r1",
            tool="sayso", parent="given", verdict=verdict, reason="410",  # type: ignore[arg-type]  # a verdict
        )
    )  # fmt: skip


def test_fetches_are_found_by_their_address_in_order(tmp_path: Path) -> None:
    mine = [fetch(), fetch("unreachable"), fetch("unchanged")]
    with Ledger.open(tmp_path / "desk.ledger") as ledger:
        for one in (mine[0], fetch(address="https://other.sample.org/"), *mine[1:]):
            ledger.append([one], [], AT)
        assert ledger.fetches_of(HERE) == mine
        assert len(list(ledger.fetches())) == 4
        assert verify(ledger.store).first is None


def test_words_in_a_fetch_can_be_made_unreadable(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "desk.ledger") as ledger:
        ledger.append([fetch()], [], AT)
        mandate = Mandate(authority="the desk", reason="asked to", by="r1")
        redaction, cuts = redaction_of(words_plan(ledger, Words(["Ana Petrova"])), mandate, AT)
        ledger.append([redaction], [], AT, cuts=cuts)
        (left,) = ledger.fetches_of(HERE)
        assert "Petrova" not in msgspec.json.encode(left).decode()
        assert left.hops[0].ip == "93.184.215.1"
        assert verify(ledger.store).first is None
