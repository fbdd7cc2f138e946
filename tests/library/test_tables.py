"""A ledger as of a moment as tables: the right rows, of the right types, with what they rest on; unknown is null, never zero."""

import builtins
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pyarrow as pa
import pytest

import sayso
from sayso.errors import UsageError
from sayso.library import html, tables
from sayso.library.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import Claim
from tests.state.conftest import LIVE_BLOG, PUBLISHED

UPDATE = "UPDATE 0915 GMT: Olm Watch said dozens of people were wounded in Sarno, and up to 30 fighters were killed there.\n\n"


@pytest.fixture(name="desk")
def desk_(tmp_path: Path) -> Iterator[Ledger]:
    """The library's ledger with an invented live blog."""
    page = tmp_path / "blog.txt"
    page.write_text(LIVE_BLOG.replace("UPDATE 0845", UPDATE + "UPDATE 0845"), encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "desk.ledger") as record:
        for _ in pipeline.add(record, [pipeline.read(page, published=PUBLISHED)]):
            pass
        yield record


def test_figures_as_of_a_moment(desk: Ledger) -> None:
    """The ministry's count at nine, both counts at six: in the columns that a sum or a plot would take."""
    for moment, ends in (("2031-05-14T09:00Z", (3.0, 3.0)), ("2031-05-14T18:05Z", (3.0, 4.0))):
        frame = desk.as_of(moment).figures.to_pandas()
        row = frame[frame.kind == "shelling"].iloc[0]
        assert (row.low, row.high, row.measure, row.population) == (*ends, "killed", "soldiers")


def test_the_event_of_a_claim_as_of_a_moment(desk: Ledger) -> None:
    """By what is kept beside the ledger, which follows it, is made again when deleted, and goes with nobody's words left."""
    file = Path(f"{desk.place}.reach")
    for moment in ("2031-05-14T09:00Z", "2031-05-14T18:05Z"):
        view = desk.as_of(moment)
        home = {claim.id: event for event in view.events for claim in event.claims}
        assert home
        for claim in desk.claims():
            assert view.event_of(claim.id) == home.get(claim.id)
        assert file.exists()
        file.unlink()
    assert desk.as_of().event_of("unknown") is None


def test_what_is_not_known_is_null_and_never_zero(desk: Ledger) -> None:
    figures = desk.as_of("2031-05-14").figures.to_arrow()
    fighters = next(row for row in figures.to_pylist() if row["population"] == "fighters")
    assert (fighters["low"], fighters["high"], fighters["best"]) == (None, 30.0, None)
    frame = desk.as_of("2031-05-14").figures.to_pandas()
    assert frame[frame.population == "fighters"].low.isna().all()
    assert not (frame.low == 0).fillna(value=False).any()
    claims = desk.as_of("2031-05-14").claims.to_arrow().to_pylist()
    undated = next(row for row in claims if row["edtf"] is None)
    assert (undated["start"], undated["end"]) == (None, None)


def test_instants_are_utc_and_days_are_never_shifted(desk: Ledger) -> None:
    table = desk.as_of("2031-05-14").claims.to_arrow()
    assert table.schema.field("said_at").type == pa.timestamp("us", tz="UTC")
    assert table.schema.field("start").type == pa.date32()
    row = next(row for row in table.to_pylist() if row["event"] == "shelling")
    assert (row["said_at"].isoformat(), row["edtf"], row["start"].isoformat()) == (
        "2031-05-14T15:45:00+00:00", "2031-05-13", "2031-05-13",
    )  # fmt: skip
    day_only = next(row for row in table.to_pylist() if row["said"] == PUBLISHED)
    assert day_only["said_at"] is None


def test_a_table_says_which_state_it_is(desk: Ledger) -> None:
    table = desk.as_of("2031-05-14T09:00Z", known=desk.head().seq, rule="majority").events
    assert table.to_pandas().attrs == {
        "state": table.facts.state, "said": "2031-05-14T09:00:00+00:00", "known": f"entry {desk.head().seq}",
        "head": desk.head().seq, "rule": "majority",
    }  # fmt: skip
    assert table.to_arrow().schema.metadata[b"sayso.rule"] == b"majority"
    assert table.facts.state.startswith("A past state: ")


def test_other_engines_take_a_table_as_it_is(desk: Ledger) -> None:
    """By the Arrow C stream protocol, which polars and DuckDB read too."""
    table = desk.as_of().claims
    assert pa.table(table).equals(table.to_arrow())
    assert len(table) == pa.table(table).num_rows
    assert all(isinstance(claim, Claim) for claim in table)
    assert table[0].id == table.to_arrow()["id"][0].as_py()


def test_an_empty_state_gives_empty_tables_of_the_same_columns(desk: Ledger) -> None:
    none, some = desk.as_of(known=0), desk.as_of()
    for name in ("claims", "events", "figures"):
        empty, full = getattr(none, name).to_arrow(), getattr(some, name).to_arrow()
        assert empty.num_rows == 0 < full.num_rows
        assert empty.schema.equals(full.schema)
        assert list(getattr(none, name).to_pandas().columns) == list(getattr(none, name).columns)


@pytest.mark.parametrize(("method", "name"), [("to_arrow", "pyarrow"), ("to_pandas", "pandas")])
def test_a_missing_library_is_said_with_how_to_get_it(
    method: str, name: str, desk: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(wanted: str) -> Any:  # noqa: ANN401 - a module
        if wanted == name:
            raise ModuleNotFoundError(name=wanted)
        return builtins.__import__(wanted)

    monkeypatch.setattr(tables, "import_module", missing)
    with pytest.raises(UsageError, match=rf"tables need {name}; install sayso\[tables\]"):
        getattr(desk.as_of().claims, method)()


def test_neither_is_loaded_before_a_table_is_asked_for() -> None:
    code = "import sys, sayso; sayso.Ledger; sayso.shown; sys.exit(bool({'pandas', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


EVIL = "<script>alert(1)</script> & “quoted” \u202e"


def _pages(desk: Ledger) -> dict[str, str]:
    view = desk.as_of("2031-05-14")
    claim, event = view.claims[0], view.events[0]
    evil = msgspec.structs.replace(claim, quote=EVIL)
    return {
        "claim": sayso.shown(evil)._repr_html_(),
        "event": sayso.shown(event)._repr_html_(),
        "difference": desk.diff("2031-05-14T09:00Z", "2031-05-14")._repr_html_(),
        "claims": view.claims._repr_html_(),
        "view": view._repr_html_(),
    }


def test_every_page_is_escaped_and_loads_nothing(desk: Ledger) -> None:
    pages = _pages(desk)
    for page in pages.values():
        assert not re.search(r"<script|<link|<img|src=|href=|url\(|@import|on\w+=|\u202e|<b>", page)
        assert page.count("<div") == page.count("</div>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in pages["claim"]
    assert "18:00 UTC" in pages["difference"]


def test_a_notebook_shows_records_by_itself(desk: Ledger) -> None:
    class Formatters:
        def __init__(self) -> None:
            self.known: dict[type, Any] = {}
            self.display_formatter = self
            self.formatters = {"text/html": self}

        def for_type(self, kind: type, form: object) -> None:
            self.known[kind] = form

    notebook = Formatters()
    html.load_ipython_extension(notebook)
    assert sayso.load_ipython_extension == html.load_ipython_extension
    claim = desk.as_of().claims[0]
    assert notebook.known[Claim](claim) == html.record_html(claim)


def test_a_frame_holds_what_the_events_hold(desk: Ledger) -> None:
    view = desk.as_of()
    frame = view.events.to_pandas()
    assert list(frame.id) == [event.id for event in view.events]
    assert list(frame.origins) == [len(event.origins) for event in view.events]
    assert isinstance(frame.reports.dtype, pd.Int64Dtype)
