"""Takes reports from files, folders and standard input: the bytes as they are, with what we know of them.

The only stage that touches the world. What cannot be read is an `InputError` with one sentence; what can be read, but
not quite as it should be, is a Finding.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.capture.binary import judge
from sayso.capture.declared import codec_for, declared_encoding
from sayso.capture.encoding import Encoding, decide_encoding, marked_encoding
from sayso.capture.media import HTML, document_type, media_type
from sayso.errors import EmptyInput, InputError, MissingInput, NotText
from sayso.records import Capture, Finding
from sayso.settings import Settings

SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml", ".md", ".json", ".pdf", ".docx", ""})
"""What a report in a folder may be called; a file named outright is read whatever its name."""

STANDARD_INPUT = "-"


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """A capture with its bytes, and what was found amiss while taking it."""

    capture: Capture
    data: bytes
    findings: tuple[Finding, ...] = ()


def capture_path(path: str | os.PathLike[str], settings: Settings, now: datetime) -> Captured:
    """Take one file. `now` is when that happens.

    Raises `MissingInput` (not there, not to be opened), `EmptyInput`, `NotText` (a binary file) or `InputError` (a
    folder, too large, half-written JSON).
    """
    source = _shown(path)
    try:
        with Path(path).open("rb") as stream:
            data = _take(stream, settings, source)
    except IsADirectoryError as trouble:
        message = f"{source} is a folder; name the reports in it"
        raise InputError(message) from trouble
    except (OSError, ValueError) as trouble:
        raise _unopened(source, trouble) from trouble
    return _capture(data, source, Path(path).suffix.lower(), now)


def capture_stream(stream: BinaryIO, settings: Settings, now: datetime, source: str = STANDARD_INPUT) -> Captured:
    """Take a report from an open binary stream, such as standard input; raises as `capture_path` does."""
    return _capture(_take(stream, settings, source), source, "", now)


def capture_bytes(  # noqa: PLR0913 - what is known of an answer
    data: bytes,
    source: str,
    settings: Settings,
    now: datetime,
    *,
    media_type: str | None,
    charset: str | None,
    suffix: str = "",
) -> Captured:
    """Take a report that was sent to us; `media_type` and `charset` are what the sender says of it, and may be wrong.

    `suffix` is that of its name (`.html`), where it has one and no media type.

    Raises as `capture_path` does.
    """
    if len(data) > settings.max_bytes:
        raise _too_large(source, settings)
    kind = _SUFFIX_OF.get(media_type or "", suffix)
    return _capture(data, source, kind, now, stated=None if charset is None else codec_for(charset))


def find_inputs(path: str | os.PathLike[str]) -> list[Path]:
    """Return the reports at a path, sorted: the file itself, or every report in the folder and those below it.

    In folders, hidden files and links out of the folder are left alone. Raises `MissingInput`, or `EmptyInput` when a
    folder holds no report.
    """
    root = Path(path)
    try:
        mode = root.stat().st_mode
        if not stat.S_ISDIR(mode):
            return [root]
        found = sorted(_reports_below(root))
    except (OSError, ValueError) as trouble:
        raise _unopened(_shown(path), trouble) from trouble
    if not found:
        message = f"{_shown(path)} holds no reports ({', '.join(sorted(filter(None, SUFFIXES)))})"
        raise EmptyInput(message)
    return found


def _unopened(source: str, trouble: OSError | ValueError) -> MissingInput:
    """Return the error for a path that cannot be opened; a ValueError comes from a NUL in its name."""
    reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else "no such name is possible"
    return MissingInput(f"{source} cannot be opened: {reason}")


def _reports_below(root: Path) -> Iterator[Path]:
    home = root.resolve()
    for folder, below, names in os.walk(root, onerror=_raise):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES and _is_own_file(file, home):
                yield file


def _is_own_file(file: Path, home: Path) -> bool:
    """Tell whether it is a regular file that lies in the folder itself; a link that leads out of it does not."""
    return file.is_file() and (not file.is_symlink() or file.resolve().is_relative_to(home))


def _raise(trouble: OSError) -> None:
    raise trouble


def _take(stream: BinaryIO, settings: Settings, source: str) -> bytes:
    """Read up to the size limit; a device or a pipe that never ends is refused like a file that is too large."""
    data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise _too_large(source, settings)
    return data


def _too_large(source: str, settings: Settings) -> InputError:
    return InputError(f"{source} is larger than {settings.max_bytes:,} bytes, the most that is read")


_SUFFIX_OF = {"text/html": ".html", "application/xhtml+xml": ".xhtml"}
"""Media types that say more than the bytes do; all others are judged by the bytes."""
_LOSS = 20
"""Bytes of which more than one in so many cannot be read are no text."""
_BLANK = b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"


def _capture(data: bytes, source: str, suffix: str, now: datetime, stated: str | None = None) -> Captured:
    if not data.strip(_BLANK):
        message = f"{source} is empty"
        raise EmptyInput(message)
    document = document_type(data)
    if document is not None:
        return Captured(capture=_document(data, source, document, now), data=data)
    wide = marked_encoding(data)
    nuls = 0 if wide is not None and wide.name != "utf-8-sig" else _nuls(data, source)
    encoding = wide or decide_encoding(data, stated or declared_encoding(data))
    if encoding.replaced * _LOSS > len(data):
        message = f"{source} is no text in any encoding we know"
        raise NotText(message)
    kind = media_type(data.decode(encoding.name, "replace"), suffix, source)
    if kind != HTML:  # a declaration counts in a page; in prose it is a part of the text
        encoding = wide or decide_encoding(data, stated)
    capture = Capture(
        id=hashlib.sha256(data).hexdigest(),
        source=source,
        captured_at=now.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        size=len(data),
        media_type=kind,
        encoding=encoding.name,
        encoding_basis=encoding.basis,
        replaced=encoding.replaced,
    )
    return Captured(capture=capture, data=data, findings=tuple(_doubts(encoding, nuls, source)))


def _document(data: bytes, source: str, kind: str, now: datetime) -> Capture:
    """Return the capture of a document whose bytes are no text: each stands for itself, the text is found by reading it."""
    return Capture(
        id=hashlib.sha256(data).hexdigest(),
        source=source,
        captured_at=now.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        size=len(data),
        media_type=kind,
        encoding="latin-1",
        encoding_basis="bytes",
    )


def _nuls(data: bytes, source: str) -> int:
    """Return how many NUL characters stand in a text; NotText when the bytes are none."""
    verdict = judge(data)
    if verdict.binary is not None:
        message = f"{source} is {verdict.binary}, not text"
        raise NotText(message)
    return verdict.nuls


def _doubts(encoding: Encoding, nuls: int, source: str) -> Iterator[Finding]:
    if nuls:
        message = f"{nuls} NUL characters stand in the text; they are kept"
        yield Finding(code="nul-characters", message=message, source=source)
    if encoding.refuted is not None:
        message = f"the page says it is {encoding.refuted}, but its bytes are not; read as {encoding.name}"
        yield Finding(code="encoding-refuted", message=message, source=source)
    if encoding.basis == "fallback":
        message = f"no encoding fits the bytes; read as {encoding.name}"
        yield Finding(code="encoding-unknown", message=message, source=source)
    if encoding.replaced:
        message = f"{encoding.replaced} characters could not be read as {encoding.name} and were replaced"
        yield Finding(code="encoding-replaced", message=message, source=source)


def _shown(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be stored: bytes of a name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
