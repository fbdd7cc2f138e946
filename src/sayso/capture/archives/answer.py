"""An HTTP answer as a web archive keeps it: status, headers, and its body with chunks and encodings undone under caps."""

import re
from typing import NamedTuple

from sayso.capture.addresses import Refused
from sayso.capture.body import Body, BrokenOff, encodings_of
from sayso.capture.manners import Manners
from sayso.errors import InputError
from sayso.settings import Settings

Headers = tuple[tuple[bytes, bytes], ...]

_HEADER_BYTES = 65_536
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?: |$)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class Answer(NamedTuple):
    """An answer, read: `body` is what a browser would have shown, `payload` what was sent after the headers."""

    status: int | None
    headers: Headers
    payload: bytes
    body: bytes
    media_type: str
    """In small letters; empty when the answer does not say."""
    charset: str
    unchunked: bytes = b""
    """The payload without its chunks, of which some archives take the digest; empty when it is the payload."""


def read_answer(block: bytes, settings: Settings) -> Answer:
    """Return an answer; InputError when it is none, has an encoding we do not undo, or becomes too large."""
    first, headers, payload = _head(block)
    status = _STATUS.match(first)
    if status is None:
        message = "no HTTP answer stands in the record"
        raise InputError(message)
    named = {name.strip().lower(): value.decode("latin-1") for name, value in headers}
    unchunked = _unchunked(payload) if "chunked" in named.get(b"transfer-encoding", "").lower() else payload
    kind = named.get(b"content-type", "")
    return Answer(
        status=int(status[1]),
        headers=headers,
        payload=payload,
        body=_plain(unchunked, named.get(b"content-encoding", ""), settings),
        media_type=kind.split(";")[0].strip().lower(),
        charset=charset_of(kind),
        unchunked=unchunked,
    )


def charset_of(content_type: str) -> str:
    """Return the encoding that a `Content-Type` names; empty when it names none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def read_headers(block: bytes) -> Headers:
    """Return the headers of a request or an answer, in order; lines that are none are left out."""
    return _head(block)[1]


def _head(block: bytes) -> tuple[bytes, Headers, bytes]:
    """Return the first line, the headers, and what comes after them."""
    end = _END.search(block, 0, _HEADER_BYTES)
    if end is None:
        head, payload = block[:_HEADER_BYTES], b""
    else:
        head, payload = block[: end.start()], block[end.end() :]
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines() or [b""]
    pairs = (line.partition(b":") for line in lines[1:])
    return lines[0], tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon), payload


def _unchunked(payload: bytes) -> bytes:
    """Return a body without its chunks; archives often undo them and leave the header, then it stays as it is."""
    made = bytearray()
    at = 0
    while (mark := _CHUNK.match(payload, at)) is not None:
        size = int(mark[1], 16)
        if size == 0:
            return bytes(made)
        piece = payload[mark.end() : mark.end() + size]
        made += piece
        at = mark.end() + size
        if len(piece) < size:
            break
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    return bytes(made) if at else payload


def _plain(data: bytes, encodings: str, settings: Settings) -> bytes:
    """Return a body with its encodings undone; archives often undo them and leave the header, then it stays as it is."""
    manners = Manners(wire_bytes=settings.max_bytes, body_bytes=settings.max_bytes, ratio=settings.archive_ratio)
    try:
        names = encodings_of(encodings, manners.encodings)
        if not names or (names[-1] == "gzip" and not data.startswith(b"\x1f\x8b")):
            return data
        body = Body(names, manners)
        try:
            body.feed(data)
            body.end()
            return body.read()
        finally:
            body.close()
    except (Refused, BrokenOff) as trouble:
        raise InputError(str(trouble)) from trouble
