"""The commands that care for a ledger: what they print, what they leave, and how they end."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.called import Run

SAID = ("--authority", "an editor", "--reason", "asked for it", "--by", "e1")


@pytest.fixture
def desk(run: Run, report: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The commands, in a folder with a ledger of one report, and a place for keys."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SAYSO_KEY", raising=False)
    assert run("add", report).code == 0
    return run


def test_a_checkpoint_is_printed_for_keeping_and_verifies_what_came_before(desk: Run, tmp_path: Path) -> None:
    made = desk("checkpoint")
    assert made.code == 0
    assert made.err.startswith("sayso: signed by sayso-")
    (tmp_path / "kept.txt").write_text(made.out, encoding="utf-8")
    assert (tmp_path / "config" / "sayso" / "signing.key").exists()
    ended = desk("verify", "--against", "kept.txt")
    assert (ended.code, ended.err) == (0, "")
    assert "1 of those given; 2 signatures checked" in ended.out


def test_a_checkpoint_can_go_to_a_file_with_a_request_for_a_time_stamp(desk: Run, tmp_path: Path) -> None:
    ended = desk("checkpoint", "--key", "my.key", "--out", "kept.txt", "--request", "kept.tsq")
    assert (ended.code, ended.out) == (0, "")
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8").startswith("sayso/")
    assert (tmp_path / "kept.tsq").read_bytes()[:1] == b"0"
    refused = desk("checkpoint", "--stamp", "kept.tsq", "--roots", "kept.txt")
    assert (refused.code, refused.err) == (2, "sayso: kept.txt holds no certificates (PEM)\n")


def test_verify_names_the_first_bad_entry_and_ends_with_5(desk: Run, tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "sayso.ledger")
    stranger.execute("DROP TRIGGER openings_stand")
    stranger.execute("UPDATE openings SET parts = replace(parts, 'Marivan', 'Harivan')")
    stranger.commit()
    stranger.close()
    ended = desk("verify")
    assert ended.code == 5
    assert ended.out.startswith("BAD  entry 2 (report ")
    assert json.loads(desk("verify", "--json").out)["troubles"][0]["seq"] == 2
    assert desk("doctor").code == 1


@pytest.mark.parametrize(
    ("written", "code", "says"),
    [("SAMPLE, no checkpoint", 1, "that is no checkpoint"), (None, 2, "cannot be read")],
    ids=["other text", "no file"],
)
def test_what_is_no_checkpoint_is_refused(desk: Run, tmp_path: Path, written: str | None, code: int, says: str) -> None:
    if written is not None:
        (tmp_path / "kept.txt").write_text(written, encoding="utf-8")
    ended = desk("verify", "--against", "kept.txt")
    assert ended.code == code
    assert says in ended.err


def test_a_backup_restores_where_nothing_is(desk: Run) -> None:
    assert desk("backup", "copy.ledger").out.startswith("copy.ledger: 6 entries, 1 capture, verified; root ")
    again = desk("backup", "copy.ledger")
    assert (again.code, again.out) == (1, "")
    assert "never written over" in again.err
    assert desk("restore", "copy.ledger", "back.ledger").code == 0
    assert desk("move", "back.ledger", "moved.ledger").code == 0
    assert desk("verify", "--ledger", "moved.ledger").code == 0


def test_redact_says_what_goes_and_it_is_gone(desk: Run, tmp_path: Path, report: str) -> None:
    dry = desk("redact", "--words", "Harbour Watch", *SAID, "--dry-run")
    assert re.search(r"^would be made unreadable: \d+ parts and 1 capture$", dry.out, re.MULTILINE)
    assert b"Harbour Watch" in (tmp_path / "sayso.ledger").read_bytes()
    assert desk("redact", "--words", "Harbour Watch", *SAID).out == dry.out.replace("would be made", "made")
    assert b"Harbour Watch" not in (tmp_path / "sayso.ledger").read_bytes()
    assert desk("verify").code == 0
    again = desk("add", report)
    assert (again.code, again.out) == (3, "")
    assert "was removed by the redaction in entry 7; nothing was recorded" in again.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say what is to go"),
        (("--words", "Marivan", "--report", "ab"), "one of them"),
        (("--words", "an Editor"), "must not hold the words"),
        (("--words", "x"), "at least 2 characters"),
    ],
    ids=["nothing", "two things", "words in the authority", "one letter"],
)
def test_a_redaction_that_makes_no_sense_is_refused(desk: Run, arguments: tuple[str, ...], says: str) -> None:
    ended = desk("redact", *arguments, *SAID)
    assert ended.code == 2
    assert says in ended.err
    assert desk("verify").out.startswith("6 entries")


def test_doctor_says_how_the_ledger_is_kept(desk: Run) -> None:
    before = desk("doctor").out
    assert "ok   ledger: sayso.ledger: 6 entries, each as it was recorded\n" in before
    assert "synchronous 2, secure_delete 1" in before
    assert "ok   last checkpoint: none; `sayso checkpoint` signs one\n" in before
    desk("checkpoint")
    assert "without a time stamp" in desk("doctor").out
