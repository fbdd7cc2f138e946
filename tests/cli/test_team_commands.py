"""The commands on a ledger in PostgreSQL: they take an address wherever they take a file."""

from pathlib import Path

import pytest

from bench.private_postgres import PrivatePostgres
from tests.cli.called import Run


def test_the_commands_take_an_address_wherever_they_take_a_file(
    postgres: PrivatePostgres,
    run: Run,
    report: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    address = postgres.database("commands")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SAYSO_LEDGER", address)
    none = run("events")
    assert (none.code, "holds no ledger; `sayso add` begins one" in none.err) == (1, True)
    assert run("add", report).code == 0
    in_database = run("events").out
    assert run("checkpoint", "--out", "kept.txt").code == 0
    assert run("verify", "--against", "kept.txt").code == 0
    assert "fsync on" in run("doctor").out
    monkeypatch.setenv("SAYSO_LEDGER", "desk.ledger")
    assert run("add", report).code == 0
    assert run("events").out == in_database
