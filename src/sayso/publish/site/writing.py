"""Puts a site where it stands: a whole site or the one before, whatever happens on the way (`publish/folders.py`).

A folder that holds anything that is not of an earlier site of ours is never touched.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from sayso.errors import UsageError
from sayso.publish.folders import meant, write_folder
from sayso.publish.site.model import NOTHING, Earlier, KeptBrief, Manifest

MANIFEST = "site.json"
SUMS = "SHA256SUMS"


def earlier_at(folder: Path) -> Earlier:
    """Return what a folder holds of an earlier site; nothing where there is no folder, an empty one or a draft.

    Raises UsageError, naming what it is, when the folder is no earlier site of ours or holds anything else beside it.
    """
    folder = meant(folder)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return NOTHING
    manifest = _manifest(folder)
    if manifest.draft:
        return NOTHING
    return Earlier(
        events=manifest.events,
        sources=manifest.sources,
        briefs=manifest.briefs,
        kept={name: _kept(folder, manifest, name) for name in manifest.briefs},
        pages={name: page for name in manifest.briefs if (page := _page(folder, manifest, name)) is not None},
    )


def must_be_draft(folder: Path) -> None:
    """Raise UsageError where a folder holds a site that went out: a draft must not take its place."""
    if earlier_at(folder) != NOTHING:
        message = f"{folder} holds a published site; a draft needs a folder of its own"
        raise UsageError(message)


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Write a site of some files, the manifest among them, and return the SHA-256 of its SHA256SUMS.

    Raises UsageError when it cannot be written, or when somebody else is writing beside it; then what stood there stands.
    """
    sums: dict[str, str] = {}
    write_folder(folder, _with_sums(files, sums), earlier_at)
    return hashlib.sha256(_listed(sums)).hexdigest()


def _with_sums(files: Iterable[tuple[str, bytes]], sums: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield files, and last the list of their hashes, which is filled on the way."""
    for name, data in files:
        sums[name] = hashlib.sha256(data).hexdigest()
        yield name, data
    yield SUMS, _listed(sums)


def _listed(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()


def _manifest(folder: Path) -> Manifest:
    """Return what an earlier site says of itself; UsageError when this is none, or something else stands in it."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as trouble:
        message = (
            f"{folder} holds files and is no site that sayso wrote: name an empty folder, or one that does not exist"
        )
        raise UsageError(message) from trouble
    known = {*manifest.files, MANIFEST, SUMS}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in known:
            message = f"{folder} holds {name}, which is not of the site: move it away, for the whole folder is replaced"
            raise UsageError(message)
    return manifest


def _kept(folder: Path, manifest: Manifest, name: str) -> KeptBrief | None:
    """Return an earlier brief as it was kept; None when it cannot be read, or is not as it was written."""
    data = _as_written(folder, manifest.files, f"briefs/{name}.json")
    try:
        return None if data is None else msgspec.json.decode(data, type=KeptBrief)
    except msgspec.MsgspecError:
        return None


def _page(folder: Path, manifest: Manifest, name: str) -> bytes | None:
    return _as_written(folder, manifest.files, f"briefs/{name}.html")


def _as_written(folder: Path, files: Mapping[str, str], name: str) -> bytes | None:
    """Return a file of an earlier site; None where it is missing or was changed since."""
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == files.get(name) else None
