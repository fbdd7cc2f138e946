"""A live blog asked as of three moments gives three answers, each as it was then; and what was known is another question."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sayso.errors import UsageError
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import ClaimSet
from sayso.state import State
from sayso.verdicts import Request
from tests.state.conftest import asked, told

MINISTRY, BOTH = "shelling happened killed 3..3", "shelling happened killed 3..4"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2031-05-14T08:30Z", [], id="nothing is known to have been said before the first update"),
        pytest.param(
            "2031-05-14T09:00Z", ["ceasefire rejected", MINISTRY], id="the original entry and the first update"
        ),
        pytest.param(
            "2031-05-14T17:50+02:00", ["ceasefire rejected", BOTH], id="a second count, asked in another zone"
        ),
        pytest.param("2031-05-14T15:44:59Z", ["ceasefire rejected", MINISTRY], id="a second before it"),
        pytest.param("2031-05-14T15:45:00Z", ["ceasefire rejected", BOTH], id="at the very moment"),
        pytest.param("2031-05-14T18:05Z", ["ceasefire announced", BOTH], id="then a ceasefire, which another rejects"),
        pytest.param("2031-05-14", ["ceasefire announced", BOTH], id="a day is its end"),
        pytest.param("2031-05-13", [], id="the day before"),
    ],
)
def test_what_had_been_said(moment: str, expected: list[str], ledger: Ledger) -> None:
    assert told(asked(ledger, moment)) == expected


def test_a_past_state_says_in_words_that_it_is_one(ledger: Ledger) -> None:
    view = asked(ledger, "2031-05-14T09:00Z", 5).view
    assert view.sentence.startswith(
        "A past state: what had been said by 2031-05-14 09:00 UTC of what the ledger held at entry 5. Ledger head: entry 5,"
    )
    assert not asked(ledger).view.sentence


def test_what_was_not_known_yet_is_not_there(ledger: Ledger) -> None:
    assert told(asked(ledger, known=0)) == []
    assert told(asked(ledger, known="2020-01-01")) == []
    assert told(asked(ledger, known=ledger.head().seq)) == told(asked(ledger))


def test_an_answer_stays_as_it_was_whatever_comes_after(ledger: Ledger, tmp_path: Path) -> None:
    """A later report and a later decision change nothing of what was known before them."""
    before = ledger.head().seq
    then = told(asked(ledger, known=before))
    page = tmp_path / "more.txt"
    page.write_text("Shelling killed nine soldiers at a base in Brask on Tuesday, Radio Olm said.", encoding="utf-8")
    pipeline = Pipeline()
    for _ in pipeline.add(ledger, [pipeline.read(page, published="2031-05-14")]):
        pass
    claim = asked(ledger).claims[0].id
    pipeline.decide(ledger, Request(verb="reject", claims=(claim,), by="r1", reason="misread"))
    assert told(asked(ledger, known=before)) == then
    assert told(asked(ledger)) != then


def test_decisions_known_now_hold_for_what_had_been_said_then(ledger: Ledger) -> None:
    """The two clocks are apart: a claim rejected today was said all the same, and is left out of any moment asked today."""
    claim = next(c.id for c in asked(ledger).claims if c.event == "shelling")
    before = ledger.head().seq
    Pipeline().decide(ledger, Request(verb="reject", claims=(claim,), by="r1", reason="misread"))
    assert claim not in {c.id for c in asked(ledger, "2031-05-14").claims}
    assert claim in {c.id for c in asked(ledger, "2031-05-14", before).claims}


@pytest.mark.parametrize(
    ("said", "known", "words"),
    [
        ("yesterday", None, "'yesterday' is no ISO date or instant"),
        (None, "2031-14-05", "is no ISO date or instant"),
        (None, "900", "the ledger has"),
        (None, -1, "no entry -1"),
        ("9999-12-31T23:59-14:00", None, "is no ISO date or instant"),
    ],
)
def test_what_is_no_moment_is_wrong_usage(
    said: str | None, known: str | int | None, words: str, ledger: Ledger
) -> None:
    with pytest.raises(UsageError, match=words):
        View.of(ledger, said, known)


@pytest.mark.parametrize("said", [None, "soon", "2031-05"])
def test_what_nobody_dates_counts_as_said_when_it_was_recorded(said: str | None, ledger: Ledger) -> None:
    claim = msgspec.structs.replace(asked(ledger).claims[0], id="undated", said=said)
    made = ClaimSet(id="s", report=claim.report, engine="test", claims=("undated",))
    ledger.append([claim, made], (), "2099-01-01T00:00:00Z")
    assert [c.id for c in asked(ledger, "2098-12-31").claims] == []
    assert [c.id for c in asked(ledger, "2099-01-01").claims] == ["undated"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda state: state.events(),
        lambda state: state.positions(),
        lambda state: [state.why(claim.id, event.id) for event in state.events() for claim in event.claims[:1]],
        lambda state: [report.id for report in state.reports()],
    ],
    ids=["events", "positions", "why", "reports"],
)
def test_every_question_sees_only_what_had_been_said(ask: Callable[[State], list[object]], ledger: Ledger) -> None:
    assert not ask(asked(ledger, "2031-05-14T08:30Z"))
    assert ask(asked(ledger, "2031-05-14T18:05Z"))
