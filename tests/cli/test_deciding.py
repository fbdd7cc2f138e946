"""The commands by which people decide and ask for the past, as a person calls them."""

import json
from pathlib import Path

import msgspec
import pytest

from sayso.commands import COMMANDS
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.pipeline import Pipeline
from sayso.publications import publication
from sayso.publish.public.lasting import Past, addresses, going_out, published_events
from sayso.state import State
from tests.cli.called import Run

DECIDING = (
    "accept", "reject", "grade", "edit", "merge", "pin", "split", "undo", "correct", "retract", "embargo", "override",
)  # fmt: skip


@pytest.fixture(name="desk")
def desk_(run: Run, report: str) -> Run:
    """Commands over a ledger with one report."""
    assert run("add", report, "--published", "2031-05-14").code == 0
    return run


def claims(desk: Run) -> list[str]:
    return [claim["id"] for event in json.loads(desk("events", "--json").out) for claim in event["claims"]]


def test_a_claim_is_rejected_listed_undone_and_back(desk: Run) -> None:
    first = claims(desk)[0]
    made = desk("reject", first[:8], "--by", "r1", "--reason", "misread")
    assert made.code == 0
    assert f"reject of {first}, by r1 on " in made.out
    assert first not in claims(desk)
    assert "does not stand" in desk("show", first).out
    listed = json.loads(desk("decisions", "--json").out)
    assert [d["verb"] for d in listed["decisions"]] == ["reject"]
    assert desk("undo", listed["decisions"][0]["id"], "--by", "r2", "--reason", "it was right").code == 0
    assert first in claims(desk)
    assert "(undone)" in desk("decisions").out


def test_who_decides_is_taken_from_the_environment(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = claims(desk)[0]
    missing = desk("accept", first, "--reason", "right")
    assert missing.code == 2
    assert "--by" in missing.err
    monkeypatch.setenv("SAYSO_USER", "r7")
    assert ", by r7 on " in desk("accept", first, "--reason", "right").out


def test_a_conflict_ends_with_6_and_both_texts(desk: Run) -> None:
    first = claims(desk)[0]
    seen = str(json.loads(desk("decisions", "--json").out)["head"])
    assert desk("reject", first, "--by", "r1", "--reason", "misread", "--seen", seen).code == 0
    ended = desk("edit", first, "status", "denied", "--by", "r2", "--reason", "they denied it", "--seen", seen)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (6, "", 1)
    assert "misread" in ended.err
    assert "they denied it" in ended.err


def test_an_edited_claim_says_who_edited_it(desk: Run) -> None:
    first = claims(desk)[0]
    desk("edit", first, "status", "denied", "--by", "r1", "--reason", "they denied it")
    shown = desk("show", first).out
    assert ", denied" in shown
    assert "edited by r1" in shown


@pytest.mark.parametrize("command", [("events",), ("positions",), ("show", "ID"), ("decisions",)], ids=lambda c: c[0])
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "JSON"])
def test_a_past_state_is_announced_where_it_does_not_disturb(
    command: tuple[str, ...], form: tuple[str, ...], desk: Run
) -> None:
    """In words before the text; beside the data on standard error."""
    filled = [claims(desk)[0] if word == "ID" else word for word in command]
    ended = desk(*filled, "--as-of", "2031-05-14", *form)
    assert ended.code == 0
    told = "A past state: what had been said by the end of 2031-05-14, UTC. Ledger head: entry "
    assert told in (ended.err if form else ended.out.splitlines()[0])


def test_a_brief_of_a_past_state_says_so_and_holds_nothing_later(desk: Run) -> None:
    now = desk("brief").out
    past = desk("brief", "--as-of", "2031-05-13").out
    assert "Marivan" in now
    assert "Marivan" not in past
    assert "A past state: what had been said by the end of 2031-05-13" in past
    assert desk("brief", "report.txt", "--as-of", "2031-05-13").code == 2


def test_a_brief_says_that_people_decided(desk: Run) -> None:
    assert "Made by a machine, not reviewed." in desk("brief").out
    desk("accept", claims(desk)[0], "--by", "r1", "--reason", "right")
    assert "Made by a machine; 1 decision of people in it, the rest not reviewed." in desk("brief").out


def test_a_difference_is_told_in_words_and_as_data(desk: Run) -> None:
    told = desk("diff", "2031-05-13", "2031-05-14")
    assert told.code == 0
    assert "new: " in told.out
    data = json.loads(desk("diff", "2031-05-13", "2031-05-14", "--json").out)
    assert {change["kind"] for change in data["changes"]} >= {"new"}
    turned = desk("diff", "2031-05-14", "2031-05-13")
    assert (turned.code, len(turned.err.splitlines())) == (2, 1)


@pytest.mark.parametrize("name", DECIDING)
def test_every_decision_asks_for_a_reason(name: str, desk: Run) -> None:
    assert name in COMMANDS
    ended = desk(name, "a", "b", "c", "--by", "r1")
    assert ended.code == 2


# --- what goes out -------------------------------------------------------------------------------------------------------


def test_what_is_put_right_in_public_is_listed_with_what_readers_are_told(desk: Run) -> None:
    first = claims(desk)[0]
    who = ("--by", "r1", "--reason", "they rang")
    assert desk("correct", first, "status", "denied", "--note", "They denied it.", *who).code == 0
    assert desk("retract", first[:8], "--note", "We withdraw it.", *who).code == 0
    assert desk("embargo", first, "--until", "2100-05-14", *who).code == 0
    listed = desk("decisions").out
    for told in (
        f'correct status to "denied" of {first}, by r1 on ',
        "readers are told: “They denied it.”",
        f"retract of {first}",
        f"embargo until 2100-05-14T23:59:59.999999+00:00 of {first}",
    ):
        assert told in listed
    head = json.loads(desk("decisions", "--json").out)["head"]
    assert "put under an embargo by r1" in desk("diff", str(head - 1), str(head)).out


def test_an_override_takes_a_key_of_the_register_and_makes_none(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    override = ("override", "unreviewed", claims(desk)[0], "--by", "r1", "--reason", "seen by two")
    missing = desk(*override)
    assert (missing.code, len(missing.err.splitlines())) == (2, 1)
    assert "there is no signing key at" in missing.err
    assert not (tmp_path / "home").exists()
    assert desk("checkpoint").code == 0
    made = desk(*override)
    assert made.code == 0
    assert "override of the stop unreviewed of " in made.out
    assert "override-unsigned" not in desk("decisions").out
    with Ledger.open("sayso.ledger") as ledger:
        (signed,) = ledger.decisions()
        ledger.append([msgspec.structs.replace(signed, id="f" * 20, stop="licence")], [], signed.at)
    assert "look at (override-unsigned): override (ffffffffffffffffffff)" in desk("decisions").out
    other = tmp_path / "other.key"
    other.write_text(f"{SigningKey.new('other')}\n", encoding="ascii")
    unknown = desk(*override, "--key", str(other))
    assert (unknown.code, len(unknown.err.splitlines())) == (2, 1)
    assert "the key other is not in the ledger's register" in unknown.err


def test_an_event_is_shown_by_the_address_that_it_was_published_under(desk: Run) -> None:
    with Ledger.open("sayso.ledger") as ledger:
        state = State(View.of(ledger))
        events = state.events()
        at = state.view.head.recorded_at or ""
        now = addresses(going_out(events), Past([]), at)
        Pipeline().publish(
            ledger,
            publication(
                by="r1", at=at, after=None, as_of=None, known=None, head=state.view.head.seq, rule="envelope",
                events=published_events(going_out(events), now.ids), gone=(),
            ),
        )  # fmt: skip
    first = max(events, key=lambda event: len(event.claims))
    address = now.ids[first.id]
    assert json.loads(desk("show", address, "--json").out)["id"] == first.id
    assert [event["id"] for event in json.loads(desk("events", "--event", address[:6], "--json").out)] == [first.id]
    assert len(first.claims) == 2
    # One account less, so another computed event: its address and its old id lead to it still.
    desk("reject", first.claims[1].id, "--by", "r1", "--reason", "misread")
    for name in (address, first.id):
        shown = json.loads(desk("show", name, "--json").out)
        assert shown["id"] != first.id
        assert [claim["id"] for claim in shown["claims"]] == [first.claims[0].id]
    strange = desk("events", "--event", "zzzz")
    assert (strange.code, len(strange.err.splitlines())) == (2, 1)
