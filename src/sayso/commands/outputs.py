"""What commands give: records as JSON, files written whole or not at all, and the codes with which they end."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from sayso.errors import UsageError
from sayso.ledger.verification import Verification
from sayso.screen.phrases import number_of

EXIT_FINDINGS = 3
"""Done, with findings to look at."""
EXIT_SOURCES = 4
"""Done, but some sources gave nothing: not to be reached, gone, or refused; what the others gave is kept."""
EXIT_INTERRUPTED = 130
PROCESSES = min(4, os.cpu_count() or 1)
"""Among how many processes a large ledger is verified."""


def print_json(found: object) -> None:
    """Print a record or several as JSON, for reading too."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def write_file(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble


def refuse_taken(path: Path) -> None:
    """Raise UsageError where a folder is to be written and something lies there already; an empty folder may."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        message = f"{path} is there already; nothing is written over"
        raise UsageError(message)


def write_folder(path: Path, made: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all, by the names of its files; UsageError where something lies there already."""
    refuse_taken(path)
    beside = path.absolute().with_name(f".{path.absolute().name}.{os.getpid()}")
    try:
        for name, data in made.items():
            file = beside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        beside.replace(path)
    except OSError as trouble:
        message = f"{path} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write that is there whole or not at all: beside it first, then in its place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as sink:
            yield sink
        beside.replace(path)
    except OSError as trouble:
        message = f"{path} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble
    finally:
        beside.unlink(missing_ok=True)


def verified_line(found: Verification, name: str) -> str:
    """Return in a line what a copy of a ledger holds."""
    return f"{name}: {number_of(found.size, 'entry', 'entries')}, {number_of(found.captures, 'capture')}, verified; root {found.root}"


def verification_lines(found: Verification) -> Iterator[tuple[str, str]]:
    """Yield what a verification found; the first bad entry is the first line."""
    for trouble in found.troubles:
        yield "bold", f"BAD  {trouble.message}"
    withheld = f", {found.withheld:,} withheld by redactions" if found.withheld else ""
    yield (
        "",
        f"{number_of(found.size, 'entry', 'entries')}, {number_of(found.opened, 'part')} readable and as recorded{withheld}",
    )
    removed = f", {found.removed:,} removed by redactions" if found.removed else ""
    yield "", f"{number_of(found.captures, 'capture')} hashed again{removed}"
    for sha256 in found.orphans:
        yield "", f"no entry names the capture {sha256}"
    given = f", {found.outside:,} of those given" if found.outside else ""
    signed = number_of(found.signed, "signature")
    yield "", f"{number_of(found.checkpoints, 'checkpoint')} of its own in line with its tree{given}; {signed} checked"
    for name in found.unknown_keys:
        yield "", f"the key {name} is not known here, so its signature was not checked"
    yield "dim", f"root {found.root}"
    if not found.outside:
        yield (
            "dim",
            "no checkpoint from elsewhere was given: this proves that nothing is damaged, not that nothing was rewritten",
        )
