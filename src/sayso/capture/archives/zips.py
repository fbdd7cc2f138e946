"""What every ZIP is held to before a member of it is opened: its table of contents, its packing, its sizes.

Nothing is unpacked to disk, and no name in it is ever a path: members are opened by their place in the ZIP's own table.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from sayso.capture.archives.member import FREE_BYTES, Archive
from sayso.errors import InputError

START = b"PK\x03\x04"
SHOWN = 80
"""Characters of a member's name that are told."""
_TABLE_BYTES = 16 * 1024 * 1024
"""The largest table of contents that is read: some 200,000 members."""
_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 65_535


@contextmanager
def zip_at(archive: Archive) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP that an archive is; InputError when it is none, or its table is larger than is read."""
    with archive.path.open("rb") as stream:
        _table_fits(stream, archive.name)
        try:
            packed = zipfile.ZipFile(stream)
        # What `zipfile` raises for a table that it cannot read; NotImplementedError is its word for one of a newer kind of ZIP.
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as trouble:
            message = f"{archive.name} is no whole ZIP archive: {trouble}"
            raise InputError(message) from trouble
        with packed:
            yield packed


def unfit(archive: Archive, info: zipfile.ZipInfo, name: str) -> InputError | None:
    """Return why a member is not opened: locked, or a bomb by the sizes beyond which the ZIP's reader does not go."""
    if info.flag_bits & 1:
        return InputError(f"{name} is encrypted")
    if info.file_size > archive.settings.archive_bytes:
        return InputError(f"{name} is larger than {archive.settings.archive_bytes:,} bytes when it is unpacked")
    if info.file_size > max(FREE_BYTES, archive.settings.archive_ratio * info.compress_size):
        return InputError(
            f"{name} becomes more than {archive.settings.archive_ratio} times as large when it is unpacked"
        )
    return None


def opened_in(packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> IO[bytes]:
    """Return a member, open; InputError when it cannot be unpacked."""
    try:
        return packed.open(info)
    except (
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as trouble:  # `zipfile`: a packing that it does not know, a password
        message = f"{name} cannot be unpacked: {trouble}"
        raise InputError(message) from trouble


def _table_fits(stream: IO[bytes], name: str) -> None:
    """Raise InputError when the table of contents is larger than is read; Python would read it whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _TABLE_BYTES:
        message = f"{name} holds more files than are read"
        raise InputError(message)
