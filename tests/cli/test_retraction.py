"""A retraction and a correction from end to end, with commands alone: from what the desk withdraws to what a reader finds afterwards."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.called import Run
from tests.publish.feeds.readers import AtomReader

TEXT = """SAMPLE. Shells hit the town of Marivan on Monday, killing at least three people, the Harbour Watch group said.

Talks between the two sides opened in Kelder on Tuesday, the foreign ministry said.
"""
WITHDRAWN = "killing at least three people"
CONFIG = '[publish]\ntitle = "SAMPLE"\naddress = "https://record.sample.example"\n'


@pytest.fixture(name="desk")
def desk_(run: Run, tmp_path: Path) -> Run:
    """Commands over a ledger of two events that somebody looked at and that went out once."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sayso.toml").write_text(CONFIG, encoding="utf-8")
    run("add", "report.txt", "--published", "2024-05-14")
    assert run("accept", *_claims(run).values(), "--by", "mara", "--reason", "read").code == 0
    assert run("publish", "site").code == 0
    return run


def _claims(run: Run) -> dict[str, str]:
    """Return by kind of event its one claim."""
    return {event["kind"]: event["claims"][0]["id"] for event in json.loads(run("events", "--json").out)}


def _address(words: str) -> str:
    """Return the lasting id of the event on whose page words stand."""
    (page,) = (path for path in Path("site/events").glob("????-????.html") if words in path.read_text("utf-8"))
    return page.stem


def _table(folder: str, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((Path(folder) / f"{name}.csv").read_text("utf-8"))))


def test_a_retraction_reaches_the_feed_the_address_the_tables_and_the_earlier_brief(desk: Run) -> None:
    reader = AtomReader()
    reader.read(Path("site/feed.atom").read_bytes())
    assert len(reader.kept) == 2
    address = _address(WITHDRAWN)
    briefs = {path.name for path in Path("site/briefs").glob("2*.html")}

    said = (
        "--note",
        "The shelling was of another town.",
        "--by",
        "mara",
        "--reason",
        "film from elsewhere: mail of the 14th",
    )
    assert desk("retract", address, *said).code == 0
    assert desk("publish", "site").code == 0

    reader.read(Path("site/feed.atom").read_bytes())
    assert [title for _, title in reader.kept.values()] == ["Talks, Kelder, 14 May 2024"]
    page = Path(f"site/events/{address}.html").read_text("utf-8")
    assert "Retracted" in page
    assert "The shelling was of another town." in page
    assert "The shelling was of another town." in Path("site/corrections.html").read_text("utf-8")
    assert briefs < {path.name for path in Path("site/briefs").glob("2*.html")}
    (earlier,) = (Path("site/briefs") / name for name in briefs)
    assert "1 line of it may no longer be shown and is left out" in earlier.read_text("utf-8")

    assert desk("export", "all", "--to", "out").code == 0
    (gone,) = _table("out", "gone")
    assert (gone["id"], gone["why"]) == (address, "retracted")
    assert gone["sentence"].endswith("The shelling was of another town.")
    assert [row["kind"] for row in _table("out", "corrections")] == ["retraction"]
    for folder in ("site", "out"):
        for path in Path(folder).rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            assert WITHDRAWN.encode() not in data, path
            assert b"mail of the 14th" not in data, path


def test_for_the_desk_the_old_words_stand_where_they_stood(desk: Run) -> None:
    claim = _claims(desk)["shelling"]
    desk("retract", claim, "--note", "Another town.", "--by", "mara", "--reason", "SAMPLE")
    desk("publish", "site")
    assert WITHDRAWN in desk("events").out
    assert WITHDRAWN in desk("show", claim).out


def test_a_retraction_that_is_undone_gives_the_event_its_address_and_the_feed_its_entry_back(desk: Run) -> None:
    reader = AtomReader()
    address = _address(WITHDRAWN)
    desk("retract", address, "--note", "Another town.", "--by", "mara", "--reason", "SAMPLE")
    desk("publish", "site")
    decisions = json.loads(desk("decisions", "--json").out)["decisions"]
    (retraction,) = (one["id"] for one in decisions if one["verb"] == "retract")
    assert desk("undo", retraction, "--by", "mara", "--reason", "SAMPLE").code == 0
    assert desk("publish", "site").code == 0
    reader.read(Path("site/feed.atom").read_bytes())
    assert len(reader.kept) == 2
    page = Path(f"site/events/{address}.html").read_text("utf-8")
    assert WITHDRAWN in page
    assert "Changed " in page


def test_a_correction_tells_what_was_said_before_and_when_the_event_changed(desk: Run) -> None:
    claim, address = _claims(desk)["negotiation"], _address("opened in Kelder")
    said = ("--note", "The talks are planned.", "--by", "mara", "--reason", "SAMPLE")
    assert desk("correct", claim, "status", "planned", *said).code == 0
    assert desk("publish", "site").code == 0
    for path in (f"events/{address}.html", "corrections.html"):
        page = Path(f"site/{path}").read_text("utf-8")
        assert "Was: <del><bdi>said to have happened</bdi></del>" in page
        assert "Now: <ins><bdi>planned</bdi></ins>" in page
        assert "The talks are planned." in page
    page = Path(f"site/events/{address}.html").read_text("utf-8")
    assert "Changed <time" in page
    assert "corrected by a person" in page
    desk("export", "csv", "--to", "out")
    (row,) = (row for row in _table("out", "events") if row["id"] == address)
    assert row["changed"] > row["first_published"]
