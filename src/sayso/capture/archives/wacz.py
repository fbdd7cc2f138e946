"""A packed web archive (WACZ 1.1): a ZIP of WARCs with a list of their hashes, which are checked before they are read.

Nothing is unpacked to disk, and no name in it is ever a path: members are opened by their place in the ZIP's own table.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

import msgspec

from sayso.capture.archives import warc
from sayso.capture.archives.member import Archive, Found
from sayso.capture.archives.zips import SHOWN, START, opened_in, unfit, zip_at
from sayso.errors import InputError

_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_LIST_BYTES = 8_000_000
_STEP = 1 << 20


class _Resource(msgspec.Struct, frozen=True):
    path: str
    hash: str = ""


class _Package(msgspec.Struct, frozen=True):
    resources: tuple[_Resource, ...] = ()


class _Digest(msgspec.Struct, frozen=True):
    hash: str = ""


def fits(name: str, head: bytes) -> bool:
    """Tell a packed web archive by its name; by its bytes it is a ZIP."""
    return name.endswith(".wacz") and head.startswith(START)


def members(archive: Archive) -> Iterator[Found]:
    """Yield the reports of the WARCs in the archive, after a line for each hash that does not fit."""
    with zip_at(archive) as packed:
        yield from _read(archive, packed)


def _read(archive: Archive, packed: zipfile.ZipFile) -> Iterator[Found]:
    package, troubles = _package(archive, packed)
    yield from troubles
    hashes = {resource.path: resource.hash for resource in package.resources}
    warcs = [info for info in packed.infolist() if info.filename.lower().endswith((".warc", ".warc.gz"))]
    for info in warcs[: archive.settings.archive_members]:
        name = f"{archive.name}#{info.filename[:SHOWN]}"
        trouble = unfit(archive, info, name)
        if trouble is not None:
            yield trouble
            continue
        opened = partial(opened_in, packed, info, name)
        try:
            stated = hashes.get(info.filename)
            if stated is None:
                yield InputError(f"{name} is not in the archive's own list of files")
            elif stated != f"sha256:{_sha256(opened)}":
                yield InputError(f"{name}: its hash is not that in {_PACKAGE}; it may have been changed")
            yield from warc.members_of(archive, opened, name)
        except (zipfile.BadZipFile, zlib.error, EOFError) as broken:
            yield InputError(f"{name} is broken: {broken}")
    for path in sorted(hashes.keys() - set(packed.namelist())):
        yield InputError(f"{archive.name}: {path[:SHOWN]} is in its list of files, but not in the archive")


def _package(archive: Archive, packed: zipfile.ZipFile) -> tuple[_Package, list[InputError]]:
    """Return the list of files with their hashes, and what is amiss with it."""
    try:
        data = _small(archive, packed, _PACKAGE)
        package = msgspec.json.decode(data, type=_Package)
    except (InputError, msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        return _Package(), [InputError(f"{archive.name}: its hashes were not checked: {trouble}")]
    if _DIGEST not in packed.namelist():
        return package, []
    try:
        stated = msgspec.json.decode(_small(archive, packed, _DIGEST), type=_Digest).hash
    except (InputError, msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        return package, [InputError(f"{archive.name}: {_DIGEST} cannot be read: {trouble}")]
    if stated == f"sha256:{hashlib.sha256(data).hexdigest()}":
        return package, []
    return package, [InputError(f"{archive.name}: the hash of {_PACKAGE} is not that in {_DIGEST}")]


def _small(archive: Archive, packed: zipfile.ZipFile, path: str) -> bytes:
    """Return a small member; InputError when it is not there, not small, or broken."""
    try:
        info = packed.getinfo(path)
    except KeyError as trouble:
        message = f"there is no {path}"
        raise InputError(message) from trouble
    trouble_of = unfit(archive, info, path)
    if trouble_of is not None or info.file_size > _LIST_BYTES:
        raise trouble_of or InputError(f"{path} is too large")
    try:
        with opened_in(packed, info, path) as stream:
            return stream.read()
    except (zipfile.BadZipFile, zlib.error, EOFError) as trouble:
        message = f"{path} is broken: {trouble}"
        raise InputError(message) from trouble


def _sha256(opened: Callable[[], IO[bytes]]) -> str:
    found = hashlib.sha256()
    with opened() as stream:
        while piece := stream.read(_STEP):
            found.update(piece)
    return found.hexdigest()
