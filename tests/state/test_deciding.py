"""A person decides through the pipeline: what is recorded, what it does to events, and what happens when two decide at once."""

from datetime import UTC, datetime

import pytest

from sayso import pipeline as pipeline_module
from sayso.errors import ConflictError, LedgerError, UsageError
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request
from tests.state.conftest import asked

PIPELINE = Pipeline()


def claim(ledger: Ledger, low: int) -> str:
    """The claim that counts so many."""
    return next(c.id for c in asked(ledger).claims if c.figures and c.figures[0].low == low)


def event(ledger: Ledger, kind: str) -> str:
    return next(e.id for e in asked(ledger).events() if e.kind == kind)


def grouped(ledger: Ledger) -> list[str]:
    """Which counts stand in one event: `3 4`."""
    events = asked(ledger).events()
    return sorted(
        " ".join(sorted(str(f.low) for c in e.claims for f in c.figures)) for e in events if e.kind == "shelling"
    )


def test_a_split_and_its_undoing(ledger: Ledger) -> None:
    assert grouped(ledger) == ["3 4"]
    split = PIPELINE.decide(
        ledger,
        Request(
            verb="split", events=[event(ledger, "shelling")], claims=[claim(ledger, 4)], by="r1", reason="another base"
        ),
    )
    assert grouped(ledger) == ["3", "4"]
    PIPELINE.decide(ledger, Request(verb="undo", undoes=split.id, by="r2", reason="the same base"))
    assert grouped(ledger) == ["3 4"]


def test_a_merge_outlives_what_the_machine_thinks(ledger: Ledger) -> None:
    names = [event(ledger, "shelling"), event(ledger, "ceasefire")]
    PIPELINE.decide(ledger, Request(verb="merge", events=names, by="r1", reason="one day"))
    (only,) = asked(ledger).events()
    assert only.reasons[0].startswith("merged by r1 on ")


def test_a_grade_is_in_the_rating_of_its_claim(ledger: Ledger) -> None:
    graded = claim(ledger, 4)
    PIPELINE.decide(ledger, Request(verb="grade", claims=[graded], value="2", by="r1", reason="saw the list"))
    ratings = {r.claim: r.credibility for e in asked(ledger).events() for r in e.ratings}
    assert ratings[graded] == "2"
    assert set(ratings.values()) == {"2", "6"}


def test_who_decides_second_without_having_seen_the_first_is_told_of_both(ledger: Ledger) -> None:
    """Nothing is recorded, and the message holds both texts."""
    seen, name = ledger.head().seq, claim(ledger, 4)
    PIPELINE.decide(ledger, Request(verb="reject", claims=[name], by="r1", reason="misread"), seen=seen)
    late = Request(verb="accept", claims=[name], by="r2", reason="read it again")
    with pytest.raises(ConflictError, match=r"(?s)r1 decided .*misread.*Yours: accept: read it again") as conflict:
        PIPELINE.decide(ledger, late, seen=seen)
    assert conflict.value.exit_code == 6
    assert len(list(ledger.decisions())) == 1
    PIPELINE.decide(ledger, late)
    assert [d.verb for d in ledger.decisions()] == ["reject", "accept"]


def test_decisions_about_events_conflict_where_they_share_a_claim(ledger: Ledger) -> None:
    seen = ledger.head().seq
    shelling, ceasefire = event(ledger, "shelling"), event(ledger, "ceasefire")
    PIPELINE.decide(ledger, Request(verb="pin", events=[shelling], by="r1", reason="settled"), seen=seen)
    PIPELINE.decide(ledger, Request(verb="pin", events=[ceasefire], by="r2", reason="settled"), seen=seen)
    with pytest.raises(ConflictError):
        PIPELINE.decide(ledger, Request(verb="merge", events=[shelling, ceasefire], by="r3", reason="one"), seen=seen)


def test_decisions_have_an_order_though_the_clock_stands_still_or_jumps_back(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = claim(ledger, 4)
    monkeypatch.setattr(pipeline_module, "instant", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    for verb in ("reject", "accept", "reject", "accept"):
        PIPELINE.decide(ledger, Request(verb=verb, claims=[name], by="r1", reason="again"))
    times = [d.at for d in ledger.decisions()]
    assert times == sorted(set(times))
    assert name in {c.id for c in asked(ledger).claims}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        pytest.param({"verb": "reject", "claims": ["zz"]}, "nothing with the id zz", id="no such claim"),
        pytest.param({"verb": "undo", "undoes": "CLAIM"}, "is no decision", id="a claim is not undone"),
        pytest.param({"verb": "grade", "claims": ["CLAIM"], "value": "7"}, "'7' is no grade", id="no such grade"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "quote", "value": "x"}, "cannot be edited", id="words stay"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "colour", "value": "x"}, "cannot be edited", id="no such field"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "status", "value": "odd"}, "cannot stand as status", id="no such status"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "said", "value": "soon"}, "cannot stand as said", id="no instant"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "passage", "value": "x"}, "cannot be edited", id="where it stands"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "figures", "value": "3"}, "cannot stand as figures", id="no list"),
        pytest.param({"verb": "edit", "claims": ["CLAIM"], "field": "places", "value": "[{"}, "cannot stand as places", id="no JSON"),
        pytest.param({"verb": "merge", "events": ["EVENT", "EVENT"]}, "two events", id="one event is not merged"),
        pytest.param({"verb": "merge", "events": ["EVENT", "zz"]}, "no events of the ledger", id="no such event"),
        pytest.param({"verb": "split", "events": ["OTHER"], "claims": ["CLAIM"]}, "is not in event", id="not a claim of it"),
        pytest.param({"verb": "pin", "events": ["EVENT"], "by": " "}, "who decides is missing", id="nobody decides"),
        pytest.param({"verb": "pin", "events": ["EVENT"], "reason": "\n"}, "needs a reason", id="no reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said_and_not_recorded(
    request_: dict[str, object], words: str, ledger: Ledger
) -> None:
    stands_for = {"CLAIM": claim(ledger, 4), "EVENT": event(ledger, "shelling"), "OTHER": event(ledger, "ceasefire")}
    filled = {
        key: [stands_for.get(name, name) for name in value]
        if isinstance(value, list)
        else stands_for.get(str(value), value)
        for key, value in {"by": "r1", "reason": "because", **request_}.items()
    }
    before = ledger.head().seq
    with pytest.raises((UsageError, LedgerError), match=words):
        PIPELINE.decide(ledger, Request(**filled))  # type: ignore[arg-type]  # a row's fields
    assert ledger.head().seq == before


def test_not_every_claim_can_leave_an_event(ledger: Ledger) -> None:
    request = Request(
        verb="split",
        events=[event(ledger, "shelling")],
        claims=[claim(ledger, 3), claim(ledger, 4)],
        by="r1",
        reason="all",
    )
    with pytest.raises(UsageError, match="all claims of event"):
        PIPELINE.decide(ledger, request)
