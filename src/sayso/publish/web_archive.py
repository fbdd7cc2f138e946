"""Writes captures and the records of their fetches as a web archive: WARC 1.1 (ISO 28500:2017), or WACZ 1.1.1 around it.

The same ledger gives the same bytes: ids are made from content, dates are those of the records. A body is written as it was kept,
without the encodings in which it was sent; the headers that spoke of those are renamed `X-Archive-Orig-…`, as other writers
of archives do. Beside every answer stands a `metadata` record with our own record of the fetch or the capture, whole, as JSON.
"""

import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import IO, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.fetches import Fetch
from sayso.records import Capture

_SPACE = uuid.UUID("6f1c2a0e-8d0b-5f0a-9d57-0a2c1f4f7b11")
"""Under which the ids of our records are made (RFC 9562, version 5)."""
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_TYPES = _PAGES | {"application/json"}
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_STEP = 1 << 20


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A capture with its bytes and every fetch that stands for it; `data` is None where they were redacted."""

    capture: Capture
    data: bytes | None
    fetches: tuple[Fetch, ...] = ()


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Which ledger an archive is of: the number of its last entry, when that was recorded, and by which program."""

    seq: int
    at: str
    software: str


class Written(NamedTuple):
    """An answer as it stands in the archive, for an index."""

    address: str
    at: str
    media_type: str
    status: int | None
    digest: str
    offset: int
    length: int


def write_warc(
    sink: IO[bytes], kept: Iterable[Kept], others: Iterable[Fetch], made: Made, *, packed: bool = True
) -> list[Written]:
    """Write a WARC; `others` are fetches of which nothing was kept. Returns the answers in order, with their places."""
    writer = _Writer(sink, made, packed=packed)
    for one in kept:
        writer.capture(one)
    for fetch in others:
        writer.record_of(fetch, fetch.address, _date(fetch.started), ())
    return writer.written


def write_wacz(sink: IO[bytes], warc: IO[bytes], written: Sequence[Written], made: Made) -> None:
    """Write a WACZ around a packed WARC: its index, its pages, and a list of files with their hashes."""
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
        resources = [
            _file(package, "archive/data.warc.gz", warc),
            _file(package, "indexes/index.cdx", io.BytesIO(_index(written))),
            _file(package, "pages/pages.jsonl", io.BytesIO(_pages(written))),
        ]
        described = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": made.software,
            "created": _date(made.at),
            "resources": resources,
        }
        data = json.dumps(described, indent=2).encode()
        _file(package, "datapackage.json", io.BytesIO(data))
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        _file(package, "datapackage-digest.json", io.BytesIO(json.dumps(digest, indent=2).encode()))


class _Writer:
    """Writes the records of one WARC and notes where its answers lie."""

    def __init__(self, sink: IO[bytes], made: Made, *, packed: bool) -> None:
        self._sink = sink
        self._warc = WARCWriter(sink, gzip=packed, warc_version="WARC/1.1")
        self.written: list[Written] = []
        told = {
            "software": made.software,
            "format": "WARC File Format 1.1",
            "description": f"captures and fetches of a ledger of {made.seq} entries, the last of {made.at}",
        }
        fields = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
        self._put(
            "warcinfo",
            None,
            _date(made.at),
            fields,
            ("warcinfo", str(made.seq), made.at),
            "application/warc-fields",
            {},
        )

    def capture(self, kept: Kept) -> None:
        """Write a capture: an answer for its first fetch, a revisit for each later one, a resource where there was none."""
        capture, data = kept.capture, kept.data
        address = _address(capture)
        answer: tuple[str, str] | None = None
        answers = []
        for fetch in kept.fetches:
            target, date = fetch.final or fetch.address, _date(fetch.started)
            if answer is None and data is not None and fetch.verdict != "unchanged":
                name = self._answer(fetch, capture, data, target, date)
                answer = target, date
            elif answer is not None:
                name = self._revisit(fetch, capture, data or b"", (target, date), answer)
            else:
                name = None
            answers = [name] if name else []
            self.record_of(fetch, target, date, answers)
        if answer is None and data is not None:
            answers = [self._resource(capture, data, address, _date(capture.captured_at), capture.media_type)]
        self.record_of(capture, address, _date(capture.captured_at), answers)

    def record_of(self, record: Fetch | Capture, address: str, date: str, beside: Sequence[str]) -> None:
        """Write our own record of a fetch or a capture, whole."""
        body = msgspec.json.encode(record)
        more = {"WARC-Concurrent-To": beside[0]} if beside else {}
        name = ("metadata", record.id, hashlib.sha256(body).hexdigest())
        self._put("metadata", address, date, body, name, "application/json", more)

    def _answer(self, fetch: Fetch, capture: Capture, data: bytes, target: str, date: str) -> str:
        """Write the answer that a fetch got, and the request for it."""
        hop = fetch.hops[-1] if fetch.hops else None
        kind = next((value for name, value in hop.received if name.lower() == "content-type"), "") if hop else ""
        page = kind.split(";")[0].strip().lower()
        if hop is None or hop.status != HTTPStatus.OK or page not in _PAGES | {""}:
            return self._resource(capture, data, target, date, kind or capture.media_type)
        head = _http(f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}", _without_wire(hop.received, len(data)))
        more = {"WARC-IP-Address": hop.ip} if hop.ip else {}
        start = self._sink.tell()
        name = self._put("response", target, date, data, ("response", fetch.id), None, more, head)
        self._note(start, (target, date, capture.media_type, hop.status, capture.id))
        if hop.sent:
            path = urlsplit(target)
            line = f"{path.path or '/'}{'?' + path.query if path.query else ''} HTTP/1.1"
            request = StatusAndHeaders(line, [(n, _line(v)) for n, v in hop.sent], protocol="GET", is_http_request=True)
            self._put("request", target, date, b"", ("request", fetch.id), None, {"WARC-Concurrent-To": name}, request)
        return name

    def _resource(self, capture: Capture, data: bytes, address: str, date: str, kind: str) -> str:
        """Write bytes of which there is no answer to show: a file, a row of a table, what came in a form we do not name."""
        plain, _, rest = _line(kind).partition(";")
        if plain.strip().lower() not in _TYPES:
            kind = "application/octet-stream" + (f";{rest}" if rest else "")
        start = self._sink.tell()
        name = self._put("resource", address, date, data, ("resource", capture.id, address), _line(kind), {})
        self._note(start, (address, date, capture.media_type, None, capture.id))
        return name

    def _revisit(
        self, fetch: Fetch, capture: Capture, data: bytes, now: tuple[str, str], first: tuple[str, str]
    ) -> str:
        """Write that a page was asked for once more and was the same."""
        hop = fetch.hops[-1] if fetch.hops else None
        status = hop.status if hop is not None and hop.status is not None else HTTPStatus.NOT_MODIFIED.value
        more = {
            "WARC-Profile": _SAME,
            "WARC-Refers-To-Target-URI": first[0],
            "WARC-Refers-To-Date": first[1],
            "WARC-Payload-Digest": f"sha256:{capture.id}" if data else "",
        }
        head = _http(
            f"{status} {HTTPStatus(status).phrase}" if status in _KNOWN else str(status), hop.received if hop else ()
        )
        return self._put("revisit", now[0], now[1], b"", ("revisit", fetch.id), None, more, head)

    def _put(  # noqa: PLR0913, PLR0917 - a record has so many parts
        self,
        kind: str,
        address: str | None,
        date: str,
        body: bytes,
        name: tuple[str, ...],
        media_type: str | None,
        more: dict[str, str],
        head: StatusAndHeaders | None = None,
    ) -> str:
        """Write one record and return its id."""
        identity = f"<urn:uuid:{uuid.uuid5(_SPACE, chr(10).join(name))}>"
        fields = {
            "WARC-Record-ID": identity,
            "WARC-Date": date,
            **{key: _line(value) for key, value in more.items() if value},
        }
        if kind == "response":
            fields["WARC-Payload-Digest"] = f"sha256:{hashlib.sha256(body).hexdigest()}"
        record = self._warc.create_warc_record(
            None if address is None else _line(address), kind, payload=io.BytesIO(body), length=len(body), http_headers=head,
            warc_headers_dict=fields, **({"warc_content_type": media_type} if media_type else {}),
        )  # fmt: skip
        self._warc.write_record(record)
        return identity

    def _note(self, start: int, answer: tuple[str, str, str, int | None, str]) -> None:
        """Note an answer (address, time, media type, status, id of its capture) that was written from a place on."""
        address, at, media_type, status, sha256 = answer
        length = self._sink.tell() - start
        self.written.append(Written(address, at, media_type, status, f"sha256:{sha256}", start, length))


_KNOWN = frozenset(status.value for status in HTTPStatus)


def _http(status: str, headers: Iterable[tuple[str, str]]) -> StatusAndHeaders:
    return StatusAndHeaders(status, [(name, _line(value)) for name, value in headers], protocol="HTTP/1.1")


def _without_wire(headers: Iterable[tuple[str, str]], length: int) -> Iterator[tuple[str, str]]:
    """Yield an answer's headers as they fit a body whose encodings are undone."""
    for name, value in headers:
        yield (f"X-Archive-Orig-{name}" if name.lower() in _WIRE else name), value
    yield "Content-Length", str(length)


def _line(value: str) -> str:
    """Return a value on one line."""
    return " ".join(value.split())


def _address(capture: Capture) -> str:
    """Return a capture's address; one that was a file, a row or standard input is written `file:` and its name, escaped."""
    if urlsplit(capture.source[:10]).scheme in {"http", "https"}:
        return capture.source
    return "file:" + quote(capture.source)


def _date(written: str) -> str:
    """Return an instant as WARC 1.1 and the W3C profile of ISO 8601 write it, in UTC."""
    at = datetime.fromisoformat(written).astimezone(UTC)
    return at.isoformat().replace("+00:00", "Z")


def _file(package: zipfile.ZipFile, path: str, data: IO[bytes]) -> dict[str, str | int]:
    """Put a file into a package, dated as no file is, and return its line in the list of files."""
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    found, size = hashlib.sha256(), 0
    with package.open(info, "w", force_zip64=True) as sink:
        while piece := data.read(_STEP):
            found.update(piece)
            size += len(piece)
            sink.write(piece)
    return {"name": path.rsplit("/", 1)[-1], "path": path, "hash": f"sha256:{found.hexdigest()}", "bytes": size}


def _index(written: Iterable[Written]) -> bytes:
    """Return the CDXJ index: a line for each answer, by its address in reversed form and its time."""
    lines = []
    for one in written:
        at = datetime.fromisoformat(one.at).strftime("%Y%m%d%H%M%S")
        fields = {
            "url": one.address,
            "mime": one.media_type,
            "status": str(one.status or 200),
            "digest": one.digest,
            "length": str(one.length),
            "offset": str(one.offset),
            "filename": "data.warc.gz",
        }
        lines.append(f"{_reversed(one.address)} {at} {json.dumps(fields)}\n")
    return "".join(sorted(lines)).encode()


def _reversed(address: str) -> str:
    """Return an address as indexes sort it (SURT): `example,sample)/day?x=1`."""
    parts = urlsplit(address)
    if not parts.hostname:
        return address.lower()
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    tail = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{host}){tail}".lower().replace(" ", "%20")


def _pages(written: Iterable[Written]) -> bytes:
    """Return the list of pages, under the head that its format asks for."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "Captures"}]
    lines += [
        {"id": one.digest.removeprefix("sha256:")[:20], "url": one.address, "ts": one.at, "title": one.address}
        for one in written
    ]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()
