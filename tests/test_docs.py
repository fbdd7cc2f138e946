"""Documentation that is held to the code: commands, records, lists, and what every file says of itself."""

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import msgspec
import pytest

from sayso.cli import main
from sayso.commands import COMMANDS
from sayso.records import Claim
from sayso.values.kinds import BOUNDS, CHANNELS, EVENTS, STATUSES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CLAIM_RECORD = (ROOT / "docs" / "claim-record.md").read_text(encoding="utf-8")


def tool(name: str) -> ModuleType:
    """Return a script of `tools/` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_what_the_commands_say() -> None:
    """Run `python tools/write_reference.py` after a change to a command."""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == tool("write_reference").reference()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_stands_in_the_readme(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.help
    assert f"sayso {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_commands_holds_every_file_of_a_command() -> None:
    files = {
        path.stem
        for path in (ROOT / "src" / "sayso" / "commands").glob("*.py")
        if "@click.command" in path.read_text() or "@click.group" in path.read_text()
    }
    assert files == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_line_of_a_command_fits_a_narrow_screen(name: str) -> None:
    assert len(COMMANDS[name]) <= 80 - len("  positions  ")


@pytest.mark.parametrize("field", [field.name for field in msgspec.structs.fields(Claim)])
def test_every_field_of_the_claim_record_is_documented(field: str) -> None:
    assert f"`{field}`" in CLAIM_RECORD


@pytest.mark.parametrize("word", [*EVENTS, *STATUSES, *CHANNELS])
def test_every_kind_and_status_is_documented(word: str) -> None:
    assert f"`{word}`" in CLAIM_RECORD


@pytest.mark.parametrize("bound", BOUNDS)
def test_every_bound_is_documented(bound: str) -> None:
    assert re.search(rf"\| {bound} \|", CLAIM_RECORD)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src" / "sayso")))
def test_every_file_opens_with_the_sentence_that_says_what_it_is_and_stays_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    opening = ast.get_docstring(ast.parse(source))
    assert opening
    assert opening.splitlines()[0].rstrip().endswith((".", ":", "”")) or "\n" in opening
    assert len(source.splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src" / "sayso")))
def test_no_file_has_a_name_that_explains_nothing(path: Path) -> None:
    assert path.stem not in {"util", "utils", "helper", "helpers", "common", "misc", "manager", "base"}


def test_the_reference_of_the_api_is_what_the_routes_say() -> None:
    """Run `python tools/write_api.py` after a change to a route."""
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == tool("write_api").reference()
