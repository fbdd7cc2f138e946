"""One fetch: redirects followed and each judged anew, the body taken under caps, tried again where that may help, put on record.

`Fetcher.fetch` is the whole face: an address in, a record and perhaps a body out. It raises for no answer of the world; what
goes wrong is a verdict of the record.
"""

import asyncio
import re
import ssl
import time
from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime
from email.utils import parsedate_to_datetime

import msgspec
import tenacity

from sayso import clock
from sayso.capture.addresses import Address, Refused, follow, read_address
from sayso.capture.body import Body, BrokenOff, encodings_of
from sayso.capture.exchange import Answer, Line, SystemDialler, SystemResolver, Unreached, exchange
from sayso.capture.fetched import Fetched, Wanted, named, spelled
from sayso.capture.manners import MEGABYTE, Manners
from sayso.capture.secrets import shown, shown_address, shown_headers
from sayso.capture.turns import ROBOTS_BYTES, Monotonic, Robots, Sleep, Turns
from sayso.fetches import Fetch, Hop, Verdict

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_MAY_PASS = frozenset({408, 425, 429, 502, 503, 504})
_NOT_NOW = frozenset({408, 425, 429})
_TURN = 16
_SMALL, _SMALL_PIECES = 64, 1_000
"""More pieces than this that are smaller than so many bytes cost more than they bring."""
_PACED_BYTES, _PACE_S = 250_000, 0.1
"""Of a body beyond its first million bytes so much is taken, then a rest in seconds: it leaves line and processor to others."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)


class _Ended(msgspec.Struct, kw_only=True):
    """What one try came to; put together while it goes on."""

    started: datetime
    hops: list[Hop]
    answer: Answer | None = None
    body: Body | None = None
    verdict: Verdict = "unreachable"
    reason: str = ""
    may_pass: bool = False
    after: float | None = None


class Fetcher:
    """Fetches addresses, any number at once, each host one at a time; belongs to the event loop in which it is first used.

    `line` says how connections are made, `now` what time it is; tests replace them.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        line: Line | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic: Monotonic = time.monotonic,
        now: Callable[[], datetime] = clock.instant,
    ) -> None:
        self.manners = manners or Manners()
        self._line = line or Line(resolver=SystemResolver(), dialler=SystemDialler(), tls=ssl.create_default_context())
        self._sleep = sleep
        self._monotonic = monotonic
        self._now = now
        self._turns = Turns(sleep, monotonic)
        self._robots = Robots(self.manners, self._get_robots, monotonic)
        self._slots = asyncio.Semaphore(self.manners.at_once)
        self._open = asyncio.Event()
        self._open.set()

    async def fetch(self, wanted: Wanted) -> Fetched:
        """Fetch one address; whatever comes of it is in the record. Cancelling it leaves nothing behind."""
        tries = 0

        async def once() -> _Ended:
            nonlocal tries
            tries += 1
            return await self._try(wanted)

        again = tenacity.AsyncRetrying(
            sleep=self._sleep,
            stop=tenacity.stop_after_attempt(self.manners.tries),
            wait=_wait,
            retry=tenacity.retry_if_result(self._may_help),
            retry_error_callback=_last,
        )
        ended: _Ended = await again(once)
        return self._fetched(wanted, ended, tries)

    def hold(self) -> None:
        """Begin no further request until `go_on`; those under way go on."""
        self._open.clear()

    def go_on(self) -> None:
        """Begin requests again."""
        self._open.set()

    def _may_help(self, ended: _Ended) -> bool:
        return ended.may_pass and (ended.after or 0.0) <= self.manners.longest_pause_s

    async def _try(self, wanted: Wanted) -> _Ended:
        """Try once, and say how it ended."""
        ended = _Ended(started=self._now(), hops=[])
        try:
            address = read_address(wanted.address)
            await self._walk(address, wanted, ended)
        except Refused as trouble:
            ended.verdict, ended.reason = "refused", f"{trouble.code}: {trouble}"
        except Unreached as trouble:
            ended.verdict, ended.reason = "unreachable", f"{trouble.code}: {trouble}"
            ended.may_pass, ended.after = trouble.may_pass, trouble.after
        except BrokenOff as trouble:
            ended.verdict, ended.reason = "truncated", f"{trouble.code}: {trouble}"
            ended.may_pass = trouble.code == "broken-off"
        except BaseException:
            _drop(ended)
            raise
        if ended.verdict != "content":
            _drop(ended)
        return ended

    async def _walk(self, address: Address, wanted: Wanted | None, ended: _Ended) -> None:
        """Follow an address through its redirects to the answer that counts; `wanted` is None for a robots.txt."""
        left = self.manners.total_s
        seen = {address.url}
        for _ in range(self.manners.redirects + 1):
            if wanted is not None and wanted.robots:
                await self._robots.check(address)
            async with self._turns.turn(address.host, self._robots.pause(address)), self._slots:
                await self._open.wait()
                begun = time.monotonic()
                location = await self._within(left, address, wanted, ended)
                left -= time.monotonic() - begun
            if location is None:
                return
            address = follow(address, location)
            if address.url in seen:
                message = "its redirects go round in a circle"
                raise Refused(message, code="redirects")
            seen.add(address.url)
        message = f"it was redirected more than {self.manners.redirects} times"
        raise Refused(message, code="redirects")

    async def _within(self, left: float, address: Address, wanted: Wanted | None, ended: _Ended) -> str | None:
        """Do one hop in the seconds that are left; return where it is redirected to."""
        message = f"it took more than {self.manners.total_s:g} seconds"
        before = len(ended.hops)
        try:
            async with asyncio.timeout(max(left, 0.0)):
                return await self._hop(address, wanted, ended)
        except TimeoutError as trouble:
            if len(ended.hops) > before:
                raise BrokenOff(message, code="slow") from trouble
            raise Unreached(message, code="slow") from trouble

    async def _hop(self, address: Address, wanted: Wanted | None, ended: _Ended) -> str | None:
        sent = self._headers(address, wanted.before if wanted else None)
        asked = Hop(address=shown_address(address.url), sent=shown_headers((n.encode(), v.encode()) for n, v in sent))
        try:
            async with exchange(self._line, address, sent, self.manners) as answer:
                ended.hops.append(_answered(asked, answer))
                if answer.status in _REDIRECTS and (location := answer.header("location")):
                    return location
                ended.answer = answer
                await self._judge(answer, ended, conditional=any(name.startswith("If-") for name, _ in sent))
                return None
        except Refused:
            if ended.answer is None:  # refused before anything was sent
                ended.hops.append(msgspec.structs.replace(asked, sent=()))
            raise
        except Unreached:
            if ended.answer is None:
                ended.hops.append(asked)
            raise

    async def _judge(self, answer: Answer, ended: _Ended, *, conditional: bool) -> None:
        """Say what an answer comes to, and take its body where it has one to take."""
        status = answer.status
        ended.reason = str(status)
        if status == 304 and conditional:
            ended.verdict = "unchanged"
        elif status in _GONE:
            ended.verdict = "gone"
        elif 200 <= status < 300 and status != 206:
            ended.body = Body(
                encodings_of(answer.header("content-encoding") or "", self.manners.encodings), self.manners
            )
            await self._take(answer, ended.body)
            ended.verdict = "content"
        elif 400 <= status < 500 and status not in _NOT_NOW:
            ended.verdict, ended.reason = "refused", f"{status}: the server does not give it"
        else:
            after = self._after(answer.header("retry-after"))
            message = "the server has no answer now"
            raise Unreached(message, code=str(status), may_pass=status in _MAY_PASS, after=after)

    async def _take(self, answer: Answer, body: Body) -> None:
        length = answer.header("content-length") or ""
        if length.isascii() and length.isdigit() and int(length[:20]) > self.manners.wire_bytes:
            message = f"it says that it is {int(length[:20]):,} bytes long"
            raise Refused(message, code="too-large")
        async with aclosing(answer.chunks) as chunks:
            pieces = paced = 0
            async for chunk in chunks:
                body.feed(chunk)
                pieces += 1
                if pieces % _TURN == 0:
                    await asyncio.sleep(0)  # pieces that lie ready would otherwise keep all others waiting
                if pieces > _SMALL_PIECES and body.wire_bytes < pieces * _SMALL:
                    message = f"it is sent in pieces of less than {_SMALL} bytes"
                    raise Refused(message, code="pieces")
                if body.wire_bytes > MEGABYTE and body.wire_bytes - paced > _PACED_BYTES:
                    paced = body.wire_bytes
                    await asyncio.sleep(_PACE_S)
        body.end()

    def _headers(self, address: Address, before: Fetch | None) -> tuple[tuple[str, str], ...]:
        """Return the headers of a request, in the order in which they are sent."""
        host = address.origin.partition("//")[2]
        headers = [
            ("Host", host),
            ("User-Agent", self.manners.agent),
            ("Accept", "text/html, application/xhtml+xml, application/json;q=0.9, text/plain;q=0.9, */*;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
        ]
        # Only the address that gave them gets them back, and only where the record tells it from every other.
        if before is not None and before.final == address.url and before.capture is not None:
            if before.etag:
                headers.append(("If-None-Match", before.etag))
            if before.last_modified:
                headers.append(("If-Modified-Since", before.last_modified))
        return (*headers, ("Connection", "close"))

    def _after(self, value: str | None) -> float | None:
        """Return the seconds that a Retry-After asks for: it gives seconds or a date (RFC 9110, 10.2.3)."""
        if value is None:
            return None
        if value.isascii() and value.isdigit():
            return float(value[:9])
        try:
            return max(0.0, (parsedate_to_datetime(value) - self._now()).total_seconds())
        except (ValueError, TypeError):
            return None

    async def _get_robots(self, address: Address) -> tuple[int, bytes]:
        """Fetch a robots.txt; an answer that cannot be taken counts as one of the server's faults."""
        ended = _Ended(started=self._now(), hops=[])
        try:
            await self._walk(address, None, ended)
            data = ended.body.read()[:ROBOTS_BYTES] if ended.body else b""
        except (Refused, BrokenOff) as trouble:
            if isinstance(trouble, Refused) and not ended.hops:
                raise
            return 503, b""
        except Unreached as trouble:
            if ended.hops and ended.hops[-1].status is not None:
                return ended.hops[-1].status, b""
            message = f"{trouble} (asked for its robots.txt)"
            raise Unreached(message, code=trouble.code, may_pass=trouble.may_pass, after=trouble.after) from trouble
        finally:
            _drop(ended)
        return (ended.answer.status if ended.answer else 503), data

    def _fetched(self, wanted: Wanted, ended: _Ended, tries: int) -> Fetched:
        """Return how a fetch ended, as a record with its name."""
        answer, body, before = ended.answer, ended.body, wanted.before
        unchanged = ended.verdict == "unchanged" or (
            ended.verdict == "content" and before is not None and body is not None and body.sha256 == before.capture
        )
        kept = unchanged and before is not None
        record = Fetch(
            id="",
            address=spelled(wanted.address),
            final=ended.hops[-1].address if ended.hops else None,
            hops=tuple(ended.hops),
            tries=tries,
            wire_sha256=body.wire_sha256 if body else None,
            wire_bytes=body.wire_bytes if body else 0,
            body_sha256=body.sha256 if body and ended.verdict == "content" else None,
            body_bytes=body.size if body else 0,
            capture=before.capture if kept and before else None,
            etag=_said(answer, "etag") or (before.etag if kept and before else None),
            last_modified=_said(answer, "last-modified") or (before.last_modified if kept and before else None),
            started=ended.started.isoformat(timespec="microseconds"),
            ended=self._now().isoformat(timespec="microseconds"),
            clock=clock.source(),
            collector=self.manners.collector,
            tool=self.manners.tool,
            egress=self.manners.egress,
            parent=shown_address(wanted.parent) if "//" in wanted.parent else wanted.parent,
            verdict="unchanged" if unchanged else ended.verdict,
            reason=shown(ended.reason) if not unchanged or ended.verdict == "unchanged" else "200: the same bytes",
            label=wanted.label,
            listed=wanted.listed,
        )
        if unchanged and body is not None:
            body.close()
        kept_body = body if record.verdict == "content" else None
        kind = (answer.header("content-type") or "") if answer else ""
        charset = _CHARSET.search(kind)
        return Fetched(
            wanted=wanted,
            record=named(record),
            body=kept_body,
            media_type=kind.partition(";")[0].strip().lower() or None,
            charset=charset[1] if charset else None,
        )


def _answered(asked: Hop, answer: Answer) -> Hop:
    return msgspec.structs.replace(
        asked, ip=answer.ip, status=answer.status, received=shown_headers(answer.headers), tls=answer.tls
    )


def _said(answer: Answer | None, name: str) -> str | None:
    """Return a validator of an answer that can be sent back and kept; one of odd length or signs is left."""
    value = answer.header(name) if answer is not None and answer.status in {200, 304} else None
    sound = (
        value is not None and len(value) <= 256 and value.isascii() and value.isprintable() and shown(value) == value
    )
    return value if sound else None


def _wait(state: tenacity.RetryCallState) -> float:
    """Return the seconds before the next try: what the server asked for, else 1, 2, 4 and so on."""
    outcome = state.outcome
    ended = outcome.result() if outcome is not None else None
    after = ended.after if isinstance(ended, _Ended) else None
    return after if after is not None else float(2 ** (state.attempt_number - 1))


def _last(state: tenacity.RetryCallState) -> _Ended:
    """Return how the last try ended, where trying is over."""
    outcome = state.outcome
    assert outcome is not None  # noqa: S101 - there was a try
    ended = outcome.result()
    assert isinstance(ended, _Ended)  # noqa: S101 - and it returned this
    return ended


def _drop(ended: _Ended) -> None:
    """Let go of a body that is not kept; its counts and hashes stay."""
    if ended.body is not None:
        ended.body.close()
