"""Follows a folder: which of its files are new, changed or gone, told by the record of fetches as it is for pages."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from sayso import clock
from sayso.capture.fetched import named
from sayso.capture.files import find_inputs
from sayso.errors import EmptyInput, InputError
from sayso.fetches import Fetch, Verdict
from sayso.sources import Source


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is to be taken, or that is gone: `record` has all but what reading it brings."""

    path: Path
    record: Fetch
    """Its verdict is `content` for a file to be read, `gone` for one that is there no more."""


def changed_files(
    source: Source, last: Mapping[str, Fetch], now: datetime, collector: str, tool: str
) -> Iterator[Seen | InputError]:
    """Yield the files of a folder whose bytes are not those of their last record, and then the files that are gone.

    `last` has by address the last fetch of everything. A folder that cannot be opened is an InputError, and says nothing of its files;
    an empty one is an InputError too, after which all its files are gone.
    """
    there: list[Path] = []
    try:
        there = find_inputs(source.address)
    except EmptyInput as error:
        yield error
    except InputError as error:
        yield error
        return
    for path in there:
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                size = os.fstat(stream.fileno()).st_size
        except OSError as trouble:
            yield InputError(f"{path} cannot be opened: {trouble.strerror}")
            continue
        before = last.get(str(path))
        if before is None or before.verdict == "gone" or before.body_sha256 != digest:
            record = _record(source, path, now, collector, tool, "content", "read")
            yield Seen(path=path, record=msgspec.structs.replace(record, body_sha256=digest, body_bytes=size))
    names = {str(path) for path in there}
    for address, before in list(last.items()):
        if before.parent == source.address and before.verdict != "gone" and address not in names:
            record = _record(source, Path(address), now, collector, tool, "gone", "the folder holds it no more")
            yield Seen(path=Path(address), record=named(record))


def _record(  # noqa: PLR0913, PLR0917 - what a record says
    source: Source, path: Path, now: datetime, collector: str, tool: str, verdict: Verdict, reason: str
) -> Fetch:
    at = now.isoformat(timespec="microseconds")
    return Fetch(
        id="", address=str(path), final=None if verdict == "gone" else str(path), hops=(), started=at, ended=at,
        clock=clock.source(), collector=collector, tool=tool, parent=source.address, verdict=verdict, reason=reason,
        label=source.label,
    )  # fmt: skip
