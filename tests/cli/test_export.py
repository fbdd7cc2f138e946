"""`sayso export` as a person calls it: what is in the folder, what stops it, and what is never in it."""

import csv
import io
import json
from pathlib import Path

from tests.cli.called import TEXT, Run

DAY = ("--published", "2031-05-14")


def held(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_the_folder_has_the_formats_that_were_asked_for_with_codebook_and_descriptor(run: Run, report: str) -> None:
    run("add", report, *DAY)
    ended = run("export", "jsonl", "geojson", "--to", "out", "--draft")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "out: 12 files, 1 event, 2 claims\n"
    found = held("out")
    assert {"events.jsonl", "events.geojson", "README.md", "datapackage.json"} < set(found)
    assert not [name for name in found if name.endswith(".csv")]
    quotes = [json.loads(line)["quote"] for line in found["claims.jsonl"].splitlines()]
    assert quotes
    assert all(quote in TEXT for quote in quotes)


def test_the_same_state_gives_the_same_bytes(run: Run, report: str) -> None:
    run("add", report, *DAY)
    for name in ("out", "again"):
        assert run("export", "all", "--to", name, "--draft").code == 0
    assert held("out") == held("again")


def test_a_past_state_is_that_of_then(run: Run, report: str) -> None:
    run("add", report, *DAY)
    run("export", "csv", "--to", "out", "--as-of", "2031-05-01", "--draft")
    assert held("out")["events.csv"].count(b"\r\n") == 1
    assert b'"2031-05-01T23:59:59.999999+00:00"' in held("out")["datapackage.json"]


def test_the_rule_takes_the_figure(run: Run, report: str) -> None:
    run("add", report, *DAY)
    run("export", "csv", "--to", "out", "--rule", "conservative", "--draft")
    (row,) = csv.DictReader(io.StringIO(held("out")["figures.csv"].decode(), newline=""))
    assert (row["low"], row["best"], row["high"], row["rule"]) == ("3", "3", "", "conservative")


def test_what_nobody_looked_at_stops_it_and_nothing_is_written(run: Run, report: str) -> None:
    run("add", report, *DAY)
    ended = run("export", "csv", "--to", "out")
    assert ended.code == 7
    assert ended.out == ""
    assert ended.err.splitlines()[0].startswith("sayso: unreviewed ")
    assert not Path("out").exists()


def test_bad_input_is_one_line(run: Run, report: str) -> None:
    assert run("export", "csv", "--to", "out").code == 1  # there is no ledger
    run("add", report, *DAY)
    assert run("export", "pdf", "--to", "out").code == 2
    assert run("export", "--to", "out").code == 2
    assert run("export", "csv").code == 2
    assert run("export", "csv", "--to", "out", "--rule", "median").code == 2
    assert run("export", "csv", "--to", "out", "--as-of", "yesterday").code == 2
    Path("letters").mkdir()
    Path("letters", "letter.txt").write_text("ours", encoding="utf-8")
    ended = run("export", "csv", "--to", "letters", "--draft")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert Path("letters", "letter.txt").read_text(encoding="utf-8") == "ours"
