"""A bundle of what is public: made of the public record behind its gate, checked by a stranger, with nothing private in it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bench.web.world import World, page
from sayso.issuing import Prepared, entry, prepared
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.publish.public.gate import closed
from sayso.publish.public.policy import Policy
from sayso.state import State
from tests.cli.called import Run

TEXT = """SAMPLE. A landmine killed two people near Homs on 3 May 2031, resident Marta Oll, a fishmonger, said.

Shelling of the grain market in Aleppo on 5 May 2031 killed nine people, the Harbour Watch group said.
"""
POLICY = Policy(unreviewed="mark", delay_hours=0)


@pytest.fixture(name="desk")
def desk_(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands over a ledger with one report, and a home for its key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "secret-name.txt").write_text(TEXT, encoding="utf-8")
    assert run("add", "secret-name.txt", "--published", "2031-05-06").code == 0
    return run


@pytest.fixture(name="ledger")
def ledger_(desk: Run) -> Iterator[Ledger]:
    del desk
    with Ledger.open("sayso.ledger") as ledger:
        yield ledger


def made_at(ledger: Ledger, at: str, policy: Policy = POLICY) -> Prepared:
    return prepared(State(View.of(ledger)), policy, now=datetime.fromisoformat(at), rule="envelope")


def issued(ledger: Ledger, at: str) -> Prepared:
    """An issue that went out."""
    made = made_at(ledger, at)
    Pipeline().publish(ledger, entry(State(View.of(ledger)), made, by="r1", digest="0" * 64))
    return made


def test_a_public_bundle_holds_and_nothing_private_is_in_it(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('[publish]\nunreviewed = "mark"\ndelay = "0h"\n', encoding="utf-8")
    made = desk("bundle", "out")
    assert made.code == 0, made.err
    ended = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "out" / "verify.py")], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout
    everything = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert not [word for word in (b"Marta", b"Oll", b"secret-name", str(tmp_path).encode()) if word in everything]
    record = json.loads((tmp_path / "out" / "record.json").read_text(encoding="utf-8"))
    assert record["claims"]
    assert desk("bundle", "again").code == 0
    assert (tmp_path / "out" / "SHA256SUMS").read_bytes() == (tmp_path / "again" / "SHA256SUMS").read_bytes()


def test_of_a_page_at_a_public_address_the_entries_are_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claims as a whole; of report and capture the leaf alone, which says that these bytes were had, and when."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "sayso.toml").write_text('[publish]\nunreviewed = "mark"\ndelay = "0h"\n', encoding="utf-8")
    told = (
        "<p>Shelling of the grain market in Aleppo on 5 May 2031 killed nine people, the Harbour Watch group said.</p>"
    )
    with World().running() as world:
        monkeypatch.setattr("sayso.commands.fetch.Fetcher", world.fetcher)
        world.host("news.sample.org", page(f"<html><body><article><h1>Day</h1>{told}</article></body></html>"))
        assert run("fetch", "http://news.sample.org/day", "--published", "2031-05-14").code == 0
    assert run("bundle", "out").code == 0
    rows = (tmp_path / "out" / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    shown = {json.loads(entry["leaf"])["kind"]: sorted(entry["open"]) for entry in map(json.loads, rows)}
    assert shown == {"claim": ["people", "rest", "words"], "report": [], "capture": []}


def test_a_gate_that_is_closed_lets_no_bundle_out(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('[publish]\ndelay = "0h"\n', encoding="utf-8")
    ended = desk("bundle", "out")
    assert (ended.code, (tmp_path / "out").exists()) == (7, False)
    assert "unreviewed" in ended.err


def test_addresses_last_from_edition_to_edition_and_a_retraction_stands_at_its_address(
    ledger: Ledger, desk: Run
) -> None:
    first = issued(ledger, "2100-05-14T09:00:00+00:00")
    ids = {event.id for event in first.record.events}
    assert ids
    again = issued(ledger, "2100-05-14T10:00:00+00:00").record.events
    assert {event.id: event.first_published for event in again} == dict.fromkeys(ids, "2100-05-14T09:00:00+00:00")
    shelling = next(event.id for event in first.record.events if event.kind == "shelling")
    retracted = desk("retract", shelling, "--note", "It was another town.", "--by", "r1", "--reason", "the film")
    assert retracted.code == 0, retracted.err
    third = issued(ledger, "2100-05-15T09:00:00+00:00").record
    assert {event.id for event in third.events} == ids - {shelling}
    assert [(gone.id, gone.why) for gone in third.gone] == [(shelling, "retracted")]
    assert [(one.event, one.sentence) for one in third.corrections] == [(shelling, "It was another town.")]
    assert len(third.publications) == 2


def test_a_signed_override_opens_the_gate_for_its_claim(ledger: Ledger, desk: Run) -> None:
    def unreviewed() -> dict[str, bool]:
        made = made_at(ledger, "2100-05-14T09:00:00+00:00", Policy(delay_hours=0))
        return {stop.subject: stop.overridden is None for stop in made.stops if stop.code == "unreviewed"}

    before = unreviewed()
    assert all(before.values())
    assert desk("checkpoint").code == 0
    subject = min(before)
    assert desk("override", "unreviewed", subject, "--by", "r1", "--reason", "seen by two").code == 0
    after = unreviewed()
    assert [name for name, holds in after.items() if not holds] == [subject]
    made = made_at(ledger, "2100-05-14T09:00:00+00:00", Policy(delay_hours=0))
    assert closed(made.stops) is (len(before) > 1)
    assert len(made.used) == 1
