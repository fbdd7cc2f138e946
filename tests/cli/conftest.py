"""Calls commands as a person does, in an empty folder."""

import io
import sys
from pathlib import Path

import pytest

from sayso.cli import main
from tests.cli.called import TEXT, Ended, Run


@pytest.fixture(name="run")
def run_(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main.main(list(arguments), prog_name="sayso")
        out, err = capsysbinary.readouterr()
        return Ended(int(ended.value.code or 0), out.decode(), err.decode())

    return call


@pytest.fixture(name="report")
def report_(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)
