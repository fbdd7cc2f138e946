"""One event made of the claims that could matter is the event that all claims make, as of any moment and whatever was decided."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.reconcile.reach import Surroundings
from sayso.state import State
from sayso.verdicts import Request
from tests.state.conftest import asked

PIPELINE = Pipeline()


def same(ledger: Ledger, said: str | None = None, known: str | int | None = None) -> bool:
    """Tell whether every claim's event is the one among all events: by what is in memory, and by what is kept beside the ledger."""
    whole = asked(ledger, said, known)
    home = {claim.id: event for event in whole.events() for claim in event.claims}
    with PIPELINE.kept_reach(ledger) as kept:
        both = PIPELINE.reach(ledger), kept
        return all(
            asked(ledger, said, known).event_of(claim.id, reach) == home.get(claim.id)
            for claim in ledger.claims()
            for reach in both
        )


@pytest.mark.parametrize("moment", [None, "2031-05-14T08:00Z", "2031-05-14T09:00Z", "2031-05-14T15:45Z", "2031-05-14"])
def test_as_of_any_moment(moment: str | None, ledger: Ledger) -> None:
    assert same(ledger, moment)


def _event(ledger: Ledger, kind: str) -> str:
    return next(event.id for event in asked(ledger).events() if event.kind == kind)


def _claim(ledger: Ledger, low: int) -> str:
    return next(c.id for c in asked(ledger).claims if c.figures and c.figures[0].low == low)


@pytest.mark.parametrize("verb", ["reject", "grade", "split", "merge", "pin", "edit"])
def test_whatever_was_decided(verb: str, ledger: Ledger) -> None:
    """Also where a person brought together what no reason brings near, or edited what may now meet others."""
    four, shelling, truce = _claim(ledger, 4), _event(ledger, "shelling"), _event(ledger, "ceasefire")
    request = {
        "reject": Request(verb="reject", claims=[four], by="r1", reason="misread"),
        "grade": Request(verb="grade", claims=[four], value="2", by="r1", reason="seen"),
        "split": Request(verb="split", events=[shelling], claims=[four], by="r1", reason="another base"),
        "merge": Request(verb="merge", events=[shelling, truce], by="r1", reason="one day"),
        "pin": Request(verb="pin", events=[shelling], by="r1", reason="settled"),
        "edit": Request(
            verb="edit", claims=[four], field="places", value='[{"name":"Kolm"}]', by="r1", reason="misread"
        ),
    }[verb]
    before = ledger.head().seq
    decision = PIPELINE.decide(ledger, request)
    assert same(ledger)
    assert same(ledger, "2031-05-14T16:00Z")
    assert same(ledger, known=before)
    PIPELINE.decide(ledger, Request(verb="undo", undoes=decision.id, by="r2", reason="not so"))
    assert same(ledger)


def test_an_edited_claim_that_meets_others_now(ledger: Ledger, tmp_path: Path) -> None:
    """A toll of nine in Kolm joins the shelling of Brask once a person says that it was there; and leaves it again."""
    page = tmp_path / "kolm.txt"
    page.write_text(
        "Radio Olm said four soldiers were killed by shelling of a base in Kolm on Tuesday.", encoding="utf-8"
    )
    for _ in PIPELINE.add(ledger, [PIPELINE.read(page, published="2031-05-14")]):
        pass
    kolm = next(c for c in asked(ledger).claims if c.places and c.places[0].name == "Kolm")
    brask = next(c for c in asked(ledger).claims if c.places and c.places[0].name == "Brask" and c.figures)
    value = msgspec.json.encode(brask.places).decode()
    alone = len(asked(ledger).events())
    decision = PIPELINE.decide(
        ledger, Request(verb="edit", claims=[kolm.id], field="places", value=value, by="r1", reason="the other base")
    )
    assert len(asked(ledger).events()) == alone - 1
    assert same(ledger)
    PIPELINE.decide(ledger, Request(verb="undo", undoes=decision.id, by="r2", reason="no"))
    assert len(asked(ledger).events()) == alone
    assert same(ledger)


@pytest.mark.parametrize("made", [PIPELINE.reach, PIPELINE.kept_reach])
def test_only_the_claims_that_could_matter_are_read(
    made: Callable[[Ledger], Surroundings], ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = made(ledger)
    four = _claim(ledger, 4)
    monkeypatch.setattr(State, "events", lambda *_: pytest.fail("all events were made"), raising=True)
    with pytest.raises(pytest.fail.Exception):
        asked(ledger).event_of("unknown", reach)
    monkeypatch.undo()
    read: list[str] = []
    decode = Ledger.entries

    def counting(*given: object, **until: object) -> object:
        read.append(str(given[1:]))
        return decode(*given, **until)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(Ledger, "entries", counting)
    assert asked(ledger).event_of(four, reach) is not None
    assert read == []
