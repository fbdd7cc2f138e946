"""Events of a ledger on the command line: as data, picked by day, place and kind, side by side, and as a brief."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from tests.cli.called import Ended, Run

REPORTS = {
    "wire.txt": "SAMPLE. Shelling of the grain market in Aleppo on Monday killed nine people, Delta Wire reported.",
    "copy.txt": "SAMPLE. Morning brief. Shelling of the grain market in Aleppo on Monday killed nine people, Delta Wire reported.",
    "mayor.txt": "SAMPLE. Eleven people were killed in the shelling of Aleppo on Monday, Mayor Ivo Bask said.",
    "truce.txt": "SAMPLE. The Coastal Front announced a ceasefire in Homs on Tuesday. The Hill Army rejected the ceasefire.",
    "mine.txt": "SAMPLE. A landmine killed two people, resident Marta Oll, a fishmonger, said.",
}


@pytest.fixture(name="desk")
def desk_(run: Run, tmp_path: Path) -> Run:
    """Runs a command where there is a ledger of the reports."""
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("add", *REPORTS, "--published", "2031-05-14")
    return run


def events(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("events", "--json", *options).out)
    return found


@pytest.fixture(name="shelling")
def shelling_(desk: Run) -> dict[str, Any]:
    """The event that three reports tell of."""
    (found,) = events(desk, "--kind", "shelling")
    return found


def test_an_event_in_json_says_everything_that_it_rests_on(shelling: dict[str, Any]) -> None:
    """The fields that programs are promised, by their names."""
    assert {
        "id", "kind", "status", "places", "time", "claims", "figures", "disputes", "origins", "grades", "codes",
    } <= shelling.keys()  # fmt: skip
    for claim in shelling["claims"]:
        assert {"source", "span", "quote", "speakers", "figures"} <= claim.keys()
        start, end = claim["span"]
        assert REPORTS[claim["source"]][start:end] == claim["quote"]
    (killed,) = shelling["figures"]
    assert [killed[key] for key in ("measure", "population", "low", "best", "high", "rule")] == [
        "killed", "people", 9, None, 11, "envelope",
    ]  # fmt: skip
    assert [(origin["name"], len(origin["reports"])) for origin in shelling["origins"]] == [
        ("Delta Wire", 2),
        ("Ivo Bask", 1),
    ]
    assert {code["table"]: code["code"] for code in shelling["codes"]}["ucdp-date"] == "1"


def test_show_as_json_is_the_same_record(run: Run, shelling: dict[str, Any]) -> None:
    assert json.loads(run("show", shelling["id"][:9], "--json").out) == shelling


def test_show_sets_the_accounts_side_by_side_a_row_an_origin(run: Run, shelling: dict[str, Any]) -> None:
    """A row: who, how it went, how many, when said; below it each wording once, with how many copies it has."""
    lines = run("show", shelling["id"]).out.splitlines()
    heads = [line for line in lines if line.endswith("2031-05-14") and not line.startswith(shelling["id"])]
    assert [line.split("  ")[1] for line in heads] == ["Delta Wire (2", "Ivo Bask"]
    assert "killed: 9 people" in heads[0]
    assert "killed: 11 people" in heads[1]
    assert sum("Delta Wire reported" in line for line in lines) == len({c["quote"] for c in shelling["claims"]}) - 1
    assert any("mayor.txt" in line for line in lines)


def test_copies_are_told_once_in_the_list_of_events(desk: Run) -> None:
    out = desk("events", "--kind", "shelling").out
    assert out.count("Delta Wire reported") == 1
    assert "and 1 copy]" in out


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        pytest.param((), {"shelling", "ceasefire", "bombing"}, id="all"),
        pytest.param(("--kind", "shelling", "--kind", "ceasefire"), {"shelling", "ceasefire"}, id="either kind"),
        pytest.param(("--place", "aleppo"), {"shelling"}, id="a place, however it is written"),
        pytest.param(("--place", "Syria"), set(), id="a place that no report names"),
        pytest.param(("--since", "2031-05-13"), {"ceasefire"}, id="from a day on"),
        pytest.param(("--until", "2031-05-12"), {"shelling"}, id="up to a day"),
        pytest.param(("--since", "2031-05-12", "--until", "2031-05-12"), {"shelling"}, id="one day"),
        pytest.param(("--disputed",), {"shelling", "ceasefire"}, id="those in dispute"),
        pytest.param(("--disputed", "--kind", "ceasefire"), {"ceasefire"}, id="all that is asked for must hold"),
    ],
)
def test_events_are_picked(options: tuple[str, ...], kinds: set[str], desk: Run) -> None:
    assert {event["kind"] for event in events(desk, *options)} == kinds


def test_events_of_no_known_day_are_counted_when_days_are_asked_for(desk: Run) -> None:
    ended = desk("events", "--since", "2031-05-01", "--json")
    assert (ended.code, ended.err) == (0, "sayso: 1 of no known day left out\n")


def test_a_limit_says_how_many_are_not_shown(desk: Run) -> None:
    ended = desk("events", "--limit", "1", "--json")
    assert len(json.loads(ended.out)) == 1
    assert ended.err == f"sayso: {len(events(desk)) - 1} more events not shown\n"


def test_nothing_that_fits_is_said_and_is_no_failure(desk: Run) -> None:
    assert desk("events", "--kind", "siege") == Ended(0, "", "sayso: no events\n")
    assert desk("events", "--kind", "siege", "--json").out == "[]\n"


def test_an_id_that_begins_several_is_refused_and_says_how_many(run: Run, tmp_path: Path) -> None:
    """Claims and events have ids of one form; a beginning that both have means neither."""
    (tmp_path / "many.txt").write_text(
        " ".join(f"SAMPLE. Shells hit the town of Marivan{chr(97 + n)} on Monday." for n in range(20)), encoding="utf-8"
    )
    run("add", "many.txt", "--published", "2031-05-14")
    ids = [name for event in events(run) for name in (event["id"], *(claim["id"] for claim in event["claims"]))]
    shared = next(name[0] for name in ids if sum(other.startswith(name[0]) for other in ids) > 1)
    ended = run("show", shared)
    assert ended.code == 1
    assert "give more of it" in ended.err


def test_a_brief_is_of_the_ledger_when_no_path_is_given(desk: Run) -> None:
    whole = desk("brief", "--ledger", "sayso.ledger")
    assert whole.code == 0
    assert "5 reports" in whole.out
    assert "killed nine people" in whole.out
    assert desk("brief", *REPORTS, "--published", "2031-05-14").out == whole.out


def test_a_brief_of_some_events_names_only_their_reports(desk: Run) -> None:
    out = desk("brief", "--kind", "ceasefire").out
    assert "truce.txt" in out
    assert "wire.txt" not in out


def test_a_brief_shows_which_figure_a_rule_takes(desk: Run) -> None:
    assert "**9 to 11** killed, by the rule “conservative” 9" in desk("brief", "--rule", "conservative").out
    assert "by the rule" not in desk("brief").out


def test_a_brief_as_data_carries_the_codes_of_others(desk: Run) -> None:
    found = json.loads(desk("brief", "--json").out)
    coded = next(event for event in found["coded"] if "Aleppo" in event["heading"])
    assert {code["table"]: (code["code"], code["detail"]) for code in coded["codes"]}["acled-event"] == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )


def test_reports_that_are_added_while_a_brief_is_made_do_no_harm(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a ledger sees it as it was when they began, though somebody else goes on adding."""
    added: list[str] = []

    def adding(name: str) -> None:
        read = getattr(Ledger, name)

        def meanwhile(ledger: Ledger, *asked: object, **until: object) -> Iterator[object]:
            path = Path(f"{name}.txt")
            path.write_text(
                f"SAMPLE. Shells hit the town of Marivan on Monday, the {name} group said.", encoding="utf-8"
            )
            pipeline = Pipeline()
            with Ledger.open("sayso.ledger") as other:
                added.extend(r.report.id for r, _ in pipeline.add(other, [pipeline.read(path, published="2031-05-14")]))
            yield from read(ledger, *asked, **until)

        patched.setattr(Ledger, name, meanwhile)

    with monkeypatch.context() as patched:
        adding("entries")
        adding("reports")
        ended = desk("brief")
    assert len(added) == 2
    assert (ended.code, "Marivan" in ended.out) == (0, False)
    assert "Marivan" in desk("brief").out


@pytest.mark.parametrize("command", [("events",), ("events", "--json"), ("brief",), ("positions",)])
def test_a_claim_that_somebody_edited_in_the_ledger_is_named(desk: Run, command: tuple[str, ...]) -> None:
    """Events are computed of what was recorded or not at all."""
    store = apsw.Connection("sayso.ledger")
    for (trigger,) in list(store.execute("select name from sqlite_master where type = 'trigger'")):
        store.execute(f"drop trigger {trigger}")
    store.execute("update openings set parts = replace(parts, 'nine', 'five')")
    store.close()
    ended = desk(*command)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (5, "", 1)


@pytest.mark.parametrize("form", [(), ("--json",), ("--html", "brief.html")], ids=["Markdown", "JSON", "page"])
def test_a_private_person_is_a_role_in_every_form_of_a_brief(form: tuple[str, ...], desk: Run, tmp_path: Path) -> None:
    out = desk("brief", *form).out
    page = tmp_path / "brief.html"
    public = out + (page.read_text(encoding="utf-8") if page.exists() else "")
    assert "fishmonger" in public
    assert "Oll" not in public
    assert "Ivo Bask" in public  # in office
