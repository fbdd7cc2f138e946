"""A ZIP of reports: each file in it that a folder of reports may hold is one; a folder that was packed to be sent."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from sayso.capture.archives.member import Archive, Found, Member
from sayso.capture.archives.zips import SHOWN, START, opened_in, unfit, zip_at
from sayso.capture.files import SUFFIXES
from sayso.errors import InputError

_STEP = 1 << 16


def fits(name: str, head: bytes) -> bool:
    """Tell it by its name and its first bytes: Word documents and packed web archives are ZIPs too."""
    return name.endswith(".zip") and head.startswith(START)


def members(archive: Archive) -> Iterator[Found]:
    """Yield the reports, in the order of their names; hidden files and what a folder would not have read are left alone."""
    left = archive.settings.archive_bytes
    with zip_at(archive) as packed:
        for info in sorted(packed.infolist(), key=lambda info: info.filename):
            if not _is_report(info):
                continue
            name = f"{archive.name}#{info.filename[:SHOWN]}"
            try:
                data = _data(archive, packed, info, name, left)
                left -= len(data)
                suffix = PurePosixPath(info.filename).suffix.lower()
                found: Found = Member(captured=archive.capture(data, name, suffix=suffix))
            except InputError as trouble:
                found = trouble
            yield found
            if left <= 0:
                yield InputError(
                    f"{archive.name} is larger than {archive.settings.archive_bytes:,} bytes unpacked; the rest was not read"
                )
                return


def _is_report(info: zipfile.ZipInfo) -> bool:
    """Tell whether a folder would have it read. Parts of a name beginning with `.` or `__` are what systems leave in a ZIP."""
    parts = info.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith((".", "__")) for part in parts)
    return not info.is_dir() and not hidden and PurePosixPath(parts[-1]).suffix.lower() in SUFFIXES


def _data(archive: Archive, packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Return the bytes of a member, counted while they are unpacked: what the table says of its size may be a lie."""
    trouble = unfit(archive, info, name)
    if trouble is not None:
        raise trouble
    most = min(left, archive.settings.max_bytes)
    made = bytearray()
    try:
        with opened_in(packed, info, name) as stream:
            while len(made) <= most and (piece := stream.read(_STEP)):
                made += piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as broken:
        message = f"{name} is broken: {broken}"
        raise InputError(message) from broken
    if len(made) > most:
        message = f"{name} is larger than {most:,} bytes, the most that is read"
        raise InputError(message)
    return bytes(made)
