"""What stands in a public record beside its claims, and a bundle made of one: from publication to publication, as a desk goes on."""

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import msgspec
import pytest

from sayso.bundling import Sealing, public_bundle
from sayso.commands.outputs import write_new_folder
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.outgoing import Issue, Outgoing, held_of, outgoing, recorded
from sayso.pipeline import Pipeline
from sayso.publications import FormDigest
from sayso.publish.model import Brief
from sayso.publish.public.material import GoingOut, Projected
from sayso.publish.public.record import (
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicPlace,
    PublicRecord,
    PublicSource,
    PublicSpeaker,
    PublicTime,
)
from sayso.publish.public.record import State as RecordState
from sayso.records import Claim
from sayso.state import State
from sayso.values.instants import instant
from sayso.verdicts import Request
from tests.state.conftest import asked

MONDAY, TUESDAY, WEDNESDAY = (f"2100-05-{day}T09:00:00+00:00" for day in (14, 15, 16))

BRIEF = Brief(
    title="SAMPLE", span="", counts="", state="", review="", developments=(), more=0, disputes=(), disputes_more=0, figures=(),
    figures_more=0, positions=(), positions_more=0, gaps=(), comments=(), comments_more=0, coded=(), limits=(), sources=(),
)  # fmt: skip


def told(claim: Claim, *, coarse: bool = False) -> PublicClaim:
    """A claim as it may go out, with nothing left out but what is coarse."""
    return PublicClaim(
        id=f"p{claim.id}", event=None, source="s1", kind=claim.event, status=claim.status, channel=claim.channel, who="",
        says="", speakers=tuple(PublicSpeaker(shown=s.name) for s in claim.speakers), parties=(),
        figures=tuple(
            PublicFigure(measure=f.measure, low=f.low, high=f.high, bound=f.bound, population=f.of, words=f.text)
            for f in claim.figures
        ),
        places=tuple(PublicPlace(name=p.name, id=p.id, precision=p.precision, coarsened=coarse) for p in claim.places),
        time=None if claim.time is None else PublicTime(
            words=claim.time.text, edtf=claim.time.edtf, start=claim.time.start, end=claim.time.end,
            precision=claim.time.precision,
        ),
        said=claim.said, said_words=str(claim.passage.at), quote=claim.quote, label=claim.passage.label or "", link=None, rating="F6",
        review="machine",
    )  # fmt: skip


def projected(
    state: State, *, hold: Collection[str] = (), coarse: Collection[str] = (), digest: bool = True
) -> Projected:
    """What a projection might give: all claims but those that are held back."""
    held = {*hold, *held_of(state, instant(MONDAY)).embargoed, *held_of(state, instant(MONDAY)).retracted}
    claims = [claim for claim in state.claims if claim.id not in held]
    report = state.claims[0].report
    events = [
        PublicEvent(
            id=f"p{event.id}", heading="", kind=event.kind, status=event.status, standing="", places=(), time=None,
            ranges=(), disputes=(), grades=(), origins=1, reports=1,
            claims=tuple(f"p{claim.id}" for claim in event.claims),
        )
        for event in state.events(without=held)
    ]  # fmt: skip
    source = PublicSource(
        id="s1", title="SAMPLE", outlet="sample.org", link=None, published=None, published_words="", basis="",
        digest=report if digest else None, licence=None, attribution=None, redistribute="quote-only", claims=len(claims),
    )  # fmt: skip
    record = PublicRecord(
        title="SAMPLE", language="en", brief=BRIEF,
        state=RecordState(sentence="", as_of=None, recorded=None, entries=9, root=None, rule="envelope", engine="sample"),
        events=tuple(events), claims=tuple(told(claim, coarse=claim.id in coarse) for claim in claims), sources=(source,),
        watched=(), corrections=(), gone=(), changes=(), publications=(), limits=(), held_back=(), licence="CC0-1.0",
        publisher="", contact="", address="",
    )  # fmt: skip
    return Projected(record=record, claims={f"p{c.id}": c.id for c in claims}, events={e.id: e.id[1:] for e in events})


def let_out(state: State, **how: Collection[str]) -> GoingOut:
    """Which claims such a projection lets out."""
    made = projected(state, **how)  # type: ignore[arg-type]  # by name
    claims = made.record.claims
    return GoingOut(
        events={made.events[e.id]: tuple(made.claims[name] for name in e.claims) for e in made.record.events},
        exact=frozenset(made.claims[c.id] for c in claims if not any(place.coarsened for place in c.places)),
    )


def publish(ledger: Ledger, at: str, **how: Collection[str]) -> Outgoing:
    """Put out what a projection lets out; return what stands beside it."""
    state = asked(ledger)
    beside = outgoing(state, let_out(state, **how), Issue(at=at))
    Pipeline().publish(ledger, recorded(state, beside, by="r1", digests=[FormDigest(form="site", sha256="ab" * 32)]))
    return beside


def decide(ledger: Ledger, **said: object) -> None:
    Pipeline().decide(ledger, msgspec.convert({"by": "r1", "reason": "SAMPLE", **said}, Request))


@pytest.fixture(name="ministry")
def ministry_(ledger: Ledger) -> Claim:
    """The claim of three dead."""
    return next(c for c in asked(ledger).claims if any(f.low == 3 for f in c.figures))


def test_a_retraction_reaches_the_address_the_corrections_and_the_next_publication(
    ledger: Ledger, ministry: Claim
) -> None:
    first = publish(ledger, MONDAY)
    event = next(e for e in asked(ledger).events() if ministry in e.claims)
    decide(ledger, verb="retract", names=[event.id], public_note="It was another base.")
    second = publish(ledger, TUESDAY)
    address = first.names[event.id]
    (gone,) = second.gone
    assert (gone.id, gone.why, gone.sentence) == (
        address,
        "retracted",
        "Retracted on 15 May 2100. It was another base.",
    )
    assert [(one.kind, one.event) for one in second.corrections] == [("retraction", address)]
    assert any("no longer there" in sentence for sentence in second.changes)
    assert [one.at for one in second.publications] == [MONDAY]
    third = publish(ledger, WEDNESDAY)
    assert [one.at for one in third.gone] == [TUESDAY]
    assert third.changes == ()
    assert set(third.first_published.values()) == {MONDAY}


def test_an_event_under_an_embargo_keeps_its_address_says_nothing_and_comes_back(
    ledger: Ledger, ministry: Claim
) -> None:
    first = publish(ledger, MONDAY)
    event = next(e for e in asked(ledger).events() if ministry in e.claims)
    decide(ledger, verb="embargo", names=[event.id], until="2100-05-20")
    decide(ledger, verb="correct", claims=[ministry.id], field="status", value="denied", public_note="They denied it.")
    second = publish(ledger, TUESDAY)
    assert [(one.id, one.why) for one in second.gone] == [(first.names[event.id], "held-back")]
    assert second.corrections == ()
    assert not [sentence for sentence in second.changes if "shelling" in sentence]


def test_a_corrected_place_is_not_told_more_exactly_than_the_place_may_be(ledger: Ledger, ministry: Claim) -> None:
    publish(ledger, MONDAY)
    where = '[{"name": "Olm Bridge", "precision": "exact"}]'
    decide(ledger, verb="correct", claims=[ministry.id], field="places", value=where, public_note="Another place.")
    (exact,) = publish(ledger, TUESDAY).corrections
    (coarse,) = publish(ledger, WEDNESDAY, coarse=[ministry.id]).corrections
    assert (exact.now, coarse.now, coarse.was, coarse.sentence) == ("Olm Bridge", "", "", "Another place.")


def test_changes_tell_nothing_of_claims_that_are_coarsened_or_held_back(ledger: Ledger, ministry: Claim) -> None:
    publish(ledger, MONDAY)
    other = next(c for c in asked(ledger).claims if any(f.low == 4 for f in c.figures))
    decide(ledger, verb="edit", claims=[ministry.id], field="status", value="denied")
    both = {ministry.id, other.id}
    state = asked(ledger)
    assert outgoing(state, let_out(state), Issue(at=TUESDAY)).changes != ()
    assert publish(ledger, TUESDAY, coarse=both).changes == ()
    assert publish(ledger, WEDNESDAY, hold=both).changes == ()


def test_a_public_bundle_shows_the_entries_of_what_is_public_and_says_how_many_it_does_not(
    ledger: Ledger, ministry: Claim, tmp_path: Path
) -> None:
    key = SigningKey.new("desk")
    sealing = Sealing(checkpoint=Pipeline().checkpoint(ledger, key), key=key)
    shown = projected(asked(ledger), coarse=[ministry.id])
    made = public_bundle(ledger, shown.record, shown.claims, sealing)
    write_new_folder(tmp_path / "out", made)
    ended = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "out" / "verify.py")], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout
    entries = [json.loads(line) for line in made["entries.jsonl"].decode().splitlines()]
    kinds = [json.loads(entry["leaf"])["kind"] for entry in entries]
    total = len(shown.record.claims)
    assert kinds.count("claim") == total - 1
    assert json.loads(made["manifest.json"])["withheld"] == 1
    # Of the report and its capture the leaf alone: that these bytes were recorded, and when.
    assert {json.loads(e["leaf"])["kind"] for e in entries if not e["open"]} == {"report", "capture"}
    everything = b"".join(data for name, data in made.items() if name != "record.json")
    assert ministry.id.encode() not in everything
    assert b"blog.txt" not in everything
    assert b"because something in them may not go out: 1." in made["VERIFY.txt"]


def test_a_public_bundle_without_public_digests_shows_no_entry(ledger: Ledger) -> None:
    key = SigningKey.new("desk")
    sealing = Sealing(checkpoint=Pipeline().checkpoint(ledger, key), key=key)
    shown = projected(asked(ledger), digest=False)
    made = public_bundle(ledger, shown.record, shown.claims, sealing)
    assert made["entries.jsonl"] == b""
