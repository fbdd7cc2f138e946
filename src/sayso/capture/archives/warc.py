"""A web archive (WARC, ISO 28500): its responses with text become captures under their own addresses.

`captured_at` of such a capture is when we took it from the archive; when the page was had, by whom it is not known, stands in a
`Fetch` whose collector is `archive`, with the id of the record. Digests are checked, and a revisit becomes one more
fetch of the capture that it repeats. What is no report (pictures, scripts, redirects, errors) is passed over.
"""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, BinaryIO, NamedTuple, cast
from urllib.parse import unquote

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord

from sayso.capture.archives.answer import Answer, Headers, charset_of, read_answer, read_headers
from sayso.capture.archives.member import Archive, Found, Member, Unpacked
from sayso.capture.fetched import named, spelled
from sayso.capture.secrets import shown_headers
from sayso.errors import InputError
from sayso.fetches import Fetch, Hop
from sayso.records import Finding

_START = b"WARC/"
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""Media types of answers that may be reports; a record that is a resource may be JSON besides."""
_RESOURCES = frozenset({"", "application/json", "application/octet-stream"})
_OK = 200
_KEPT = frozenset({"response", "resource", "revisit"})
FILE = "file:"
"""How the name of a capture that came from no address begins in an archive that we wrote."""


class _Record(NamedTuple):
    """One record, its block read."""

    id: str
    kind: str
    address: str
    date: str
    """WARC-Date as an ISO instant; empty when there is none."""
    headers: dict[str, str]
    """Named fields, names in small letters."""
    block: bytes


def fits(name: str, head: bytes) -> bool:
    """Tell a web archive by its first bytes; a packed one also by its name."""
    return head.startswith(_START) or (head.startswith(b"\x1f\x8b") and name.endswith((".warc.gz", ".warc")))


def members(archive: Archive) -> Iterator[Found]:
    """Yield the reports of a web archive."""
    yield from members_of(archive, lambda: archive.path.open("rb"), archive.name)


def members_of(archive: Archive, opened: Callable[[], IO[bytes]], name: str) -> Iterator[Found]:
    """Yield the reports of a web archive that is opened twice: once for its revisits and requests, once for its answers."""
    with opened() as stream:
        beside = _Beside.of(_records(archive, stream, name, frozenset({"revisit", "request"})), archive)
    with opened() as stream:
        for record in _records(archive, stream, name, _KEPT):
            if isinstance(record, InputError):
                yield record
            elif record.kind != "revisit":
                yield from _member(archive, record, beside, name)
    if beside.left_out:
        yield InputError(f"{name}: {beside.left_out:,} requests and revisits beyond the first were not looked at")
    for record in beside.revisits_left():
        yield InputError(f"{name}: {record.id} repeats a record that is not in this archive ({_shown(record.address)})")


class _Beside:
    """What other records say about answers: the requests for them, and what repeats them."""

    def __init__(self) -> None:
        self._requests: dict[str, Headers] = {}
        self._revisits: defaultdict[str, list[_Record]] = defaultdict(list)
        self.left_out = 0
        """How many records were beyond what is held of them: ten for each report that is read."""

    @classmethod
    def of(cls, records: "Iterator[_Record | InputError]", archive: Archive) -> "_Beside":
        """Return it of an archive's revisits and requests; troubles are told when the answers are read.

        Of each only its head is held, and of no more than ten for each report that is read.
        """
        made, left = cls(), 10 * archive.settings.archive_members
        for record in records:
            if isinstance(record, InputError):
                continue
            left -= 1
            if left < 0:
                made.left_out += 1
            elif record.kind == "request":
                head = read_headers(record.block)
                made._requests[record.id] = made._requests[record.headers.get("warc-concurrent-to", "")] = head
            else:
                made._revisits[_repeated(record)].append(record._replace(block=b""))
        return made

    def request(self, record: _Record) -> Headers:
        """Return the headers of the request that an answer answers: either of the two may name the other."""
        found = self._requests.get(record.id)
        return found or self._requests.get(record.headers.get("warc-concurrent-to", "-"), ())

    def revisits(self, names: tuple[str, ...]) -> list[_Record]:
        """Take the revisits that repeat a record of these names: its id, its payload's digest, its address and date."""
        return [record for name in names if name for record in self._revisits.pop(name, ())]

    def revisits_left(self) -> list[_Record]:
        """Return the revisits that nothing in the archive explains."""
        return [record for records in self._revisits.values() for record in records]


def _repeated(record: _Record) -> str:
    """Return by which name a revisit says what it repeats."""
    headers = record.headers
    if digest := headers.get("warc-payload-digest"):
        return digest.lower()
    if "warc-refers-to-target-uri" in headers:
        return f"{headers['warc-refers-to-target-uri']} {headers.get('warc-refers-to-date', '')}"
    return headers.get("warc-refers-to", "")


def _records(archive: Archive, stream: IO[bytes], name: str, kinds: frozenset[str]) -> "Iterator[_Record | InputError]":
    """Yield the records of some kinds, and an InputError where the archive breaks off or one is broken."""
    plain = Unpacked(stream, archive.settings)
    found = 0
    try:
        for record in ArchiveIterator(cast("BinaryIO", plain), parse_http=False):
            found += 1
            headers = {key.lower(): value for key, value in record.headers.items()}
            length = headers.get("content-length", "")
            if not length.isdecimal():
                yield InputError(f"{name}: record {found} does not say how long it is")
                continue
            if headers.get("warc-type", "").lower() not in kinds:
                continue
            if int(length) > archive.settings.max_bytes:
                yield InputError(f"{name}: record {found} is larger than {archive.settings.max_bytes:,} bytes")
                continue
            read = _record(record, headers)
            if len(read.block) < int(length):
                if plain.trouble is not None:  # which says it better
                    break
                yield InputError(
                    f"{name}: record {found} breaks off after {len(read.block):,} of {int(length):,} bytes"
                )
                continue
            yield read
    except (OSError, ValueError) as trouble:
        yield InputError(f"{name} cannot be read as a web archive after record {found}: {trouble}")
    else:
        if plain.trouble is None and plain.read(1):
            yield InputError(f"{name} does not go on as a web archive after record {found}")
    if plain.trouble is not None:
        yield InputError(f"{name} was read up to record {found}: {plain.trouble}")


def _record(record: WarcRecord, headers: dict[str, str]) -> _Record:
    return _Record(
        id=headers.get("warc-record-id", "").strip("<>"),
        kind=headers.get("warc-type", "").lower(),
        address=headers.get("warc-target-uri", "").strip("<>"),
        date=_instant(headers.get("warc-date", "")),
        headers=headers
        | {name: headers[name].strip("<>") for name in ("warc-concurrent-to", "warc-refers-to") if name in headers},
        block=record.reader.read(),
    )


def _instant(written: str) -> str:
    """Return a WARC-Date as an ISO instant in UTC; empty when it is none."""
    try:
        at = datetime.fromisoformat(written)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return at.isoformat().replace("+00:00", "Z")


def _member(archive: Archive, record: _Record, beside: _Beside, name: str) -> Iterator[Found]:
    """Yield the report that a record is, none when it is no report, an InputError when it cannot be read."""
    place = f"{name}#{record.id or record.address}"
    try:
        answer = _answer(archive, record)
    except InputError as trouble:
        yield InputError(f"{place}: {trouble}")
        return
    if answer is None or not answer.body.strip():
        return
    source, suffix = _source(record)
    if not source:
        yield InputError(f"{place} has no address")
        return
    try:
        captured = archive.capture(
            answer.body, source, media_type=answer.media_type or None, charset=answer.charset or None, suffix=suffix
        )
    except InputError as trouble:
        yield trouble
        return
    doubts = tuple(_doubts(record, answer, source))
    captured = msgspec.structs.replace(captured, findings=(*captured.findings, *doubts))
    timeless = record.address.startswith(FILE) or not record.date  # a fetch without a time is none
    fetches = [] if timeless else [_fetch(record, answer, captured.capture.id, beside, place)]
    digest = record.headers.get("warc-payload-digest", "") or f"sha1:{_base32('sha1', answer.payload)}"
    names = (digest.lower(), f"{record.address} {record.headers.get('warc-date', '')}", record.id)
    fetches += [_again(again, captured.capture.id, name) for again in beside.revisits(names) if again.date]
    yield Member(captured=captured, fetches=tuple(fetches))


def _answer(archive: Archive, record: _Record) -> Answer | None:
    """Return what a record holds, None when it is no report; InputError when it cannot be read."""
    kind = record.headers.get("content-type", "").split(";")[0].strip().lower()
    if record.kind == "response" and kind == "application/http":
        answer = read_answer(record.block, archive.settings)
        return answer if answer.status == _OK and answer.media_type in _PAGES | {""} else None
    if record.kind == "resource" and kind in _PAGES | _RESOURCES:
        charset = charset_of(record.headers.get("content-type", ""))
        return Answer(
            status=None, headers=(), payload=record.block, body=record.block, media_type=kind, charset=charset
        )
    return None


def _source(record: _Record) -> tuple[str, str]:
    """Return what a capture is called, and the ending of its name where it was a file."""
    if not record.address.startswith(FILE):
        return spelled(record.address), ""
    name = unquote(record.address.removeprefix(FILE))
    last = name.rsplit("/", 1)[-1]
    return name, ("." + last.rsplit(".", 1)[1].lower() if "." in last else "")


def _fetch(record: _Record, answer: Answer, capture: str, beside: _Beside, place: str) -> Fetch:
    """Return what the archive says of how a page was had."""
    address = spelled(record.address)
    hop = Hop(
        address=address,
        ip=record.headers.get("warc-ip-address"),
        status=answer.status,
        sent=shown_headers(beside.request(record)),
        received=shown_headers(answer.headers),
    )
    return named(
        Fetch(
            id="",
            address=address,
            final=address,
            hops=(hop,),
            body_sha256=capture,
            body_bytes=len(answer.body),
            capture=capture,
            started=record.date,
            ended=record.date,
            clock="the archive's WARC-Date, not ours",
            collector="archive",
            tool=f"sayso {version('sayso')}, reading a WARC",
            egress="not known",
            parent=place,
            verdict="content",
            reason=str(answer.status or "resource"),
        )
    )


def _again(record: _Record, capture: str, name: str) -> Fetch:
    """Return the fetch that a revisit is: the page was asked for once more and was the same."""
    answer = Answer(status=None, headers=(), payload=b"", body=b"", media_type="", charset="")
    first = _fetch(record, answer, capture, _Beside(), f"{name}#{record.id or record.address}")
    return named(
        msgspec.structs.replace(first, verdict="unchanged", reason="revisit", body_sha256=None, body_bytes=0, hops=())
    )


def _doubts(record: _Record, answer: Answer, source: str) -> Iterator[Finding]:
    """Yield what does not fit: a digest that the bytes do not have, no date."""
    plain = (answer.payload, answer.unchunked)
    for field, candidates in (("warc-block-digest", (record.block,)), ("warc-payload-digest", plain)):
        stated = record.headers.get(field)
        verdict = None if stated is None else _bears_out(stated, candidates)
        if verdict is False:
            message = (
                f"the archive's own digest ({field}) is not that of the bytes it holds; they may have been changed"
            )
            yield Finding(code="archive-digest", message=message, source=source)
        elif stated is not None and verdict is None:
            message = (
                f"the archive's digest ({field}: {stated[:20]}…) is of a kind that is not known and was not checked"
            )
            yield Finding(code="archive-digest-unknown", message=message, source=source)
    if not record.date:
        yield Finding(code="archive-undated", message="the archive does not say when it had the page", source=source)


def _bears_out(stated: str, candidates: tuple[bytes, ...]) -> bool | None:
    """Tell whether some bytes have a digest (`sha1:BASE32`, `sha256:hex`); None for an algorithm that is not known."""
    algorithm, _, value = stated.partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in {"md5", "sha1", "sha256", "sha384", "sha512"}:
        return None
    value = value.strip()
    return any(
        value.lower() == hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
        or value.upper().rstrip("=") == _base32(algorithm, data)
        for data in candidates
    )


def _base32(algorithm: str, data: bytes) -> str:
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=")


def _shown(address: str) -> str:
    return spelled(address) if address else "no address"
