"""What commands give: records as JSON, files written whole or not at all, and the codes with which they end."""

import os
import sys
from pathlib import Path

import msgspec

from sayso.errors import UsageError

EXIT_FINDINGS = 3
"""Done, with findings to look at."""


def print_json(found: object) -> None:
    """Print a record or several as JSON, for reading too."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble
