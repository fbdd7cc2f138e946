"""The commands as a person calls them: what goes to standard output, what to standard error, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from sayso.records import Claim
from tests.cli.called import TEXT, Run


def test_read_prints_exactly_the_claim_record_a_line(run: Run, report: str) -> None:
    """`--jsonl` prints what the record types read back without loss."""
    ended = run("read", report, "--published", "2031-05-14", "--jsonl")
    claims = [msgspec.json.decode(line, type=Claim) for line in ended.out.splitlines()]
    assert [msgspec.json.encode(claim).decode() for claim in claims] == ended.out.splitlines()
    assert [claim.event for claim in claims] == ["shelling", "shelling"]
    assert all(claim.quote == TEXT[slice(*claim.span)] for claim in claims)
    assert (ended.code, ended.err) == (0, "")


def test_read_shows_a_person_who_says_what_in_which_words(run: Run, report: str) -> None:
    out = run("read", report, "--published", "2031-05-14").out
    for words in (
        "shelling, happened · says Harbour Watch group",
        "killed: 3 or more people",
        "2031-05-12 (“on Monday”)",
    ):
        assert words in out or words.replace("on Monday", "Monday") in out


def test_standard_input_is_a_dash(run: Run) -> None:
    ended = run("read", "-", "--published", "2031-05-14", "--jsonl", stdin=TEXT.encode())
    assert len(ended.out.splitlines()) == 2


def test_an_unknown_date_is_said_and_no_day_is_invented(run: Run, report: str) -> None:
    ended = run("read", report, "--jsonl")
    assert [json.loads(line)["time"] for line in ended.out.splitlines()] == [None, None]
    assert "when it was published" in ended.err


def test_adding_the_same_report_twice_changes_nothing(run: Run, report: str, tmp_path: Path) -> None:
    first = run("add", report, "--published", "2031-05-14")
    second = run("add", report, "--published", "2031-05-14")
    assert first.out.endswith("2 new claims, 0 known\n")
    assert second.out.endswith("0 new claims, 2 known\n")
    assert (tmp_path / "sayso.ledger").is_file()


def test_events_and_show_read_the_ledger(run: Run, report: str) -> None:
    run("add", report, "--published", "2031-05-14")
    events = json.loads(run("events", "--json").out)
    claim = events[0]["claims"][0]["id"]
    assert run("show", claim).out.count("shelling") >= 1
    assert json.loads(run("show", claim, "--json").out)["id"] == claim
    shown = run("show", events[0]["id"])
    assert shown.code == 0
    assert "UCDP GED date_prec: 1" in shown.out
    assert "best 3 (conservative)" in run("show", events[0]["id"], "--rule", "conservative").out


def test_brief_is_markdown_and_a_page(run: Run, report: str, tmp_path: Path) -> None:
    ended = run("brief", report, "--published", "2031-05-14", "--html", "brief.html")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    quote = "Shells hit the town of Marivan on Monday"
    assert quote in ended.out
    assert quote in page
    assert ended.code == 0


def test_doctor_says_what_it_found(run: Run) -> None:
    ended = run("doctor")
    assert ended.code == 0
    assert all(line.startswith("ok ") for line in ended.out.splitlines())


def test_why_prints_each_reason_with_its_points(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "SAMPLE. Shells hit the town of Marivan on Monday, killing nine people, the mayor said."
    )
    (tmp_path / "b.txt").write_text(
        "SAMPLE. Nine people died in shelling of Marivan on Monday, the Harbour Watch group said."
    )
    run("add", "a.txt", "b.txt", "--published", "2031-05-14")
    (event,) = json.loads(run("events", "--json").out)
    out = run("why", event["claims"][0]["id"], event["id"][:8]).out
    assert "It stands in this event" in out
    assert "+2.00  both on 2031-05-12" in out
    assert json.loads(run("why", event["claims"][1]["id"], event["id"], "--json").out)["together"] is True


def test_positions_are_shown_by_party_and_time(run: Run, tmp_path: Path) -> None:
    text = "SAMPLE. The Coastal Front announced a ceasefire in Marivan on Monday. The Hill Army rejected the ceasefire on Tuesday."
    (tmp_path / "truce.txt").write_text(text)
    run("add", "truce.txt", "--published", "2031-05-14")
    shown = run("positions").out
    assert "Coastal Front · ceasefire" in shown
    assert shown.count("The Hill Army rejected the ceasefire on Tuesday.") == 1
    assert {position["subject"] for position in json.loads(run("positions", "--json").out)} == {"ceasefire"}


BAD = [
    (("read", "nothing.txt"), 1, "nothing.txt", "a missing file"),
    (("read", "empty.txt"), 1, "empty", "an empty file"),
    (("read", "binary.bin"), 1, "not text", "a binary file"),
    (("read", "folder"), 1, "no report", "a folder without reports"),
    (("read", "half.json"), 1, "half.json", "half-written JSON"),
    (("read", "long.txt"), 1, "5,000,000", "a text too long to be one report"),
    (("read", "line.txt", "--published", "2031-05-14"), 0, "", "one line of a million characters"),
    (("read", "deep.html"), 3, "nested", "200,000 nested elements"),
    (("read", "wide.html"), 3, "attributes", "40,000 attributes"),
    (("read", "good.txt", "--published", "last week"), 2, "last week", "a date that is none"),
    (("read",), 2, "Missing argument", "nothing asked for"),
    (("shout",), 2, "shout", "an unknown command"),
    (("events",), 1, "no ledger", "a ledger that is not there"),
    (("events", "--ledger", "good.txt"), 1, "good.txt", "a file that is no ledger"),
    (("events", "--rule", "mean", "--ledger", "good.ledger"), 2, "conservative", "a rule that there is not"),
    (("events", "--grades", "good.txt", "--ledger", "good.ledger"), 2, "columns", "a table of grades that is none"),
    (("events", "--since", "May", "--ledger", "good.ledger"), 2, "'May' is no day", "a day that is none"),
    (
        ("events", "--since", "2031-05-09", "--until", "2031-05-01", "--ledger", "good.ledger"),
        2,
        "later than",
        "days the wrong way round",
    ),
    (
        ("events", "--kind", "quarrel", "--ledger", "good.ledger"),
        2,
        "'quarrel' is not one of",
        "a kind that there is not",
    ),
    (("events", "--limit", "0", "--ledger", "good.ledger"), 2, "--limit", "nothing asked for"),
    (("events", "--limit", "many", "--ledger", "good.ledger"), 2, "--limit", "a limit that is no number"),
    (("events", "--speed"), 2, "--speed", "an unknown option"),
    (("brief",), 2, "give a PATH", "a brief of nothing"),
    (("brief", "--ledger", "nowhere.ledger"), 1, "no ledger", "a brief of a ledger that is not there"),
    (("brief", "good.txt", "--ledger", "good.ledger"), 2, "--ledger", "a brief of reports and of a ledger"),
    (("brief", "--rule", "mean", "--ledger", "good.ledger"), 2, "conservative", "a brief by a rule that there is not"),
    (("positions", "--ledger", "nowhere/good.ledger"), 1, "no ledger", "a ledger in a folder that is not there"),
    (("why", "zzz", "zzz", "--ledger", "good.ledger"), 2, "no claims", "a claim that is not there"),
    (("show", "zzz", "--ledger", "good.ledger"), 1, "zzz", "an id that is not there"),
    (("show", "", "--ledger", "good.ledger"), 1, "an id is needed", "an empty id"),
    (
        ("brief", "good.txt", "--published", "2031-05-14", "--html", "nowhere/brief.html"),
        2,
        "nowhere",
        "a page that cannot be written",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "says", "why"), BAD, ids=[row[3] for row in BAD])
def test_bad_input_gets_one_clear_line(  # noqa: PLR0917 - a row and the fixtures that it runs in
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str, why: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "folder").mkdir()
    (tmp_path / "half.json").write_text('{"title": "Half", "text": "Shells hit')
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "deep.html").write_text("<html>" + "<div>" * 200_000)
    (tmp_path / "wide.html").write_text("<html><p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x")
    (tmp_path / "long.txt").write_text("Rain fell on the town. " * 250_000)
    (tmp_path / "line.txt").write_text("rain and wind and " * 60_000)
    run("add", "good.txt", "--published", "2031-05-14", "--ledger", "good.ledger")
    ended = run(*arguments)
    lines = ended.err.strip().splitlines() or [""]
    last = lines[-1]
    assert code != 2 or len(lines) == 1, "wrong usage is told in one line"
    assert (ended.code, says.lower() in last.lower(), "Traceback" in ended.err) == (code, True, False), (
        f"{why}: {ended}"
    )


def test_one_unreadable_input_of_several_does_not_stop_the_others(run: Run, report: str) -> None:
    ended = run("brief", report, "nothing.txt", "--published", "2031-05-14")
    assert ended.code == 3
    assert "Marivan" in ended.out
    assert "nothing.txt" in ended.err


def test_a_screen_never_gets_control_or_direction_marks(run: Run, tmp_path: Path) -> None:
    """What a hostile report holds is shown as `�`; the record itself keeps the words to the letter."""
    hostile = "SAMPLE. Shells hit Marivan\x1b[2J\u202e on Monday, killing three people."
    (tmp_path / "hostile.txt").write_text(hostile, encoding="utf-8")
    shown = run("read", "hostile.txt", "--published", "2031-05-14").out
    kept = run("read", "hostile.txt", "--published", "2031-05-14", "--jsonl").out
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "\u202e" in json.loads(kept.splitlines()[0])["quote"]


def test_a_reader_that_closes_the_pipe_is_no_failure(report: str) -> None:
    """`sayso read … | head -0` ends quietly."""
    script = f"{sys.executable} -c 'from sayso.cli import main; main()' read {report} --published 2031-05-14 | true"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False, env=dict(os.environ))
    assert done.stderr == b""
