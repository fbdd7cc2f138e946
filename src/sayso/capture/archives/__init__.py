"""Archives and exports: files that hold many reports, each format in a file of its own and a row of `FORMATS`."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sayso.capture.archives import rows, telegram, wacz, warc, x_archive, zipped
from sayso.capture.archives.mapping import NO_MAPPING, Mapping
from sayso.capture.archives.member import Archive, Format, Found
from sayso.errors import InputError
from sayso.settings import Settings

FORMATS: tuple[Format, ...] = (
    Format("a web archive (WARC)", warc.fits, warc.members),
    Format("a packed web archive (WACZ)", wacz.fits, wacz.members),
    Format("a ZIP of reports", zipped.fits, zipped.members),
    Format("a Telegram Desktop export", telegram.fits, telegram.members),
    Format("an X archive", x_archive.fits, x_archive.members),
    Format("JSON Lines", rows.fits_lines, rows.lines),
    Format("CSV", rows.fits_table, rows.table),
)
"""In the order in which they are tried."""
READ = ("plain text", "a web page", "JSON", "PDF", "Word", *(kind.name for kind in FORMATS))
"""Everything that is read, as commands and pages tell it: single reports, then what holds many."""
_HEAD = 4096
_LINE = 500
_TROUBLES = 100
"""How many places that cannot be read are told one by one; of a file that is all noise nobody reads a million lines."""


def format_of(path: str | os.PathLike[str], name: str | None = None) -> Format | None:
    """Return which archive or export a file is, by its first bytes and its name; None for a single report or no file.

    `name` is what it is called, where it lies under another.
    """
    place = Path(path)
    try:
        if not place.is_file():
            return None
        with place.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):  # whoever reads it as a report says why it cannot be opened
        return None
    return next((one for one in FORMATS if one.fits((name or place.name).lower(), head)), None)


def members(  # noqa: PLR0913 - what is known of an archive
    path: str | os.PathLike[str],
    kind: Format,
    settings: Settings,
    now: datetime,
    mapping: Mapping = NO_MAPPING,
    *,
    name: str | None = None,
) -> Iterator[Found]:
    """Yield the reports in an archive, and an InputError for each place that cannot be read; nothing of it raises. `now` is when that happens.

    Names in an archive are kept as data and never used as paths. `mapping` says which columns of rows are what.
    """
    archive = Archive(path=Path(path), settings=settings, now=now, mapping=mapping, name=name)
    read = untold = 0
    told = _TROUBLES
    for found in _found(archive, kind):
        if not isinstance(found, InputError):
            read += 1
            if read > settings.archive_members:
                yield InputError(
                    f"{archive.name} holds more than {settings.archive_members:,} reports; the others were not read "
                    "(--members says how many may be)"
                )
                break
        elif told:
            told -= 1
        else:
            untold += 1
            continue
        yield found
    if untold:
        yield InputError(f"{archive.name}: {untold:,} more places cannot be read")
    if not read and told == _TROUBLES:
        yield InputError(f"{archive.name} is {kind.name} without a report that can be read")


def _found(archive: Archive, kind: Format) -> Iterator[Found]:
    """Yield what a format finds; the trouble that ends it is the last."""
    try:
        for found in kind.members(archive):
            yield _on_one_line(found) if isinstance(found, InputError) else found
    except OSError as trouble:
        yield InputError(f"{archive.name} cannot be read: {trouble.strerror or trouble}")
    except InputError as trouble:
        yield _on_one_line(trouble)


def _on_one_line(trouble: InputError) -> InputError:
    """Return a trouble of which an archive's own names can make no second line and nothing that steers a terminal."""
    words = " ".join(str(trouble).split())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in words)
    return type(trouble)(shown if len(shown) <= _LINE else f"{shown[:_LINE]}…")


__all__ = ["FORMATS", "NO_MAPPING", "READ", "Mapping", "format_of", "members"]
