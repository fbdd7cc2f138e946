"""One request and its answer: the host's number is asked for once, judged, and that very number is connected to.

httpcore2 speaks HTTP and TLS; it is given a way to connect that knows nothing but the judged numbers. Nothing else of the
package opens a connection: no proxy of the environment, no cookies, no credentials, no redirect that it would follow itself.
"""

import asyncio
import hashlib
import socket
import ssl
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import chain, zip_longest
from typing import Any, Protocol

import httpcore2
import msgspec

from sayso.capture.addresses import Address, Refused, judge
from sayso.capture.body import BrokenOff
from sayso.capture.manners import Manners

_NUMBERS_TRIED = 3
_READ, _READ_HEAD = 16_384, 4_096
"""How much is read of a connection before another one has its turn; of the head of an answer less, for it costs more."""


class Unreached(Exception):  # noqa: N818 - it reads as the condition it names
    """No answer that says anything; `may_pass` tells whether trying again may help, and `after` how many seconds to wait."""

    def __init__(self, message: str, *, code: str, may_pass: bool = False, after: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.may_pass = may_pass
        self.after = after


class Resolver(Protocol):
    """Turns names into numbers."""

    async def numbers(self, host: str, port: int) -> tuple[str, ...]:
        """Return every IP number that a name stands for, best first; raises Unreached when there is none."""
        ...


class Dialler(Protocol):
    """Opens connections to numbers."""

    async def connect(self, number: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:  # noqa: ASYNC109 - httpcore2's own way
        """Return a connection; raises httpcore2.ConnectError or ConnectTimeout."""
        ...


class SystemResolver:
    """Asks the system, each time in a thread of its own: a name that takes long keeps neither another one waiting nor the end."""

    async def numbers(self, host: str, port: int) -> tuple[str, ...]:
        """Return every IP number that a name stands for, in the system's order."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()
        threading.Thread(target=_look_up, args=(host, port, loop, answer), name="sayso-names", daemon=True).start()
        try:
            found = await answer
        except socket.gaierror as trouble:
            may_pass = trouble.errno == socket.EAI_AGAIN
            message = "its name is not known"
            raise Unreached(message, code="no-such-host", may_pass=may_pass) from trouble
        except (OSError, UnicodeError) as trouble:
            message = "its name cannot be looked up"
            raise Unreached(message, code="no-such-host") from trouble
        return tuple(dict.fromkeys(found))


def _look_up(host: str, port: int, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[list[str]]) -> None:
    try:
        # The dot at the end keeps the system from trying the name within its own domain.
        found = [str(where[0]) for *_, where in socket.getaddrinfo(f"{host}.", port, type=socket.SOCK_STREAM)]
        told = partial(_tell, answer, found)
    except (OSError, UnicodeError) as trouble:
        told = partial(_tell, answer, trouble)
    with suppress(RuntimeError):  # nobody waits any longer: the loop was closed
        loop.call_soon_threadsafe(told)


def _tell(answer: asyncio.Future[list[str]], found: list[str] | Exception) -> None:
    if answer.done():  # whoever asked has given up
        return
    if isinstance(found, Exception):
        answer.set_exception(found)
    else:
        answer.set_result(found)


class SystemDialler:
    """Connects over the network."""

    async def connect(self, number: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:  # noqa: ASYNC109 - httpcore2's own way
        """Return a connection to a number."""
        return await httpcore2.AnyIOBackend().connect_tcp(number, port, timeout=timeout)


class _Meter:
    """Counts what is read until the head of an answer is whole: early answers and headers without end cost no more than that."""

    def __init__(self, most: int) -> None:
        self._left: int | None = most
        self.step = _READ_HEAD

    def count(self, size: int) -> None:
        """Count bytes; raises Refused over the limit."""
        if self._left is None:
            return
        self._left -= size
        if self._left < 0:
            message = "the head of its answer is too large"
            raise Refused(message, code="headers")

    def lift(self) -> None:
        """Count no more."""
        self._left = None
        self.step = _READ


class _Metered(httpcore2.AsyncNetworkStream):
    """A connection that is read in small pieces and counted, so that no server holds up the others."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream, meter: _Meter) -> None:
        self._stream = stream
        self._meter = meter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore2's own way
        data = await self._stream.read(min(max_bytes, self._meter.step), timeout)
        self._meter.count(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore2's own way
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's own way
    ) -> httpcore2.AsyncNetworkStream:
        return _Metered(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._meter)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore2's own way
        return self._stream.get_extra_info(info)


class _Pinned(httpcore2.AsyncNetworkBackend):
    """A way to connect that goes to one number, whatever host it is asked for."""

    def __init__(self, dialler: Dialler, number: str, meter: _Meter) -> None:
        self._dialler = dialler
        self._number = number
        self._meter = meter

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's own way
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the number that was judged."""
        del host, local_address, socket_options
        return _Metered(await self._dialler.connect(self._number, port, timeout or 0.0), self._meter)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The head of an answer, with a way to read what follows it."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    ip: str
    tls: tuple[str, ...]
    chunks: AsyncGenerator[bytes, None]
    """The body as it is sent; raises BrokenOff when it does not come whole."""

    def header(self, name: str) -> str | None:
        """Return the value of a header, several joined by commas; None when it is not there."""
        found = [_text(value) for key, value in self.headers if key.decode("latin-1").lower() == name]
        return ", ".join(found) if found else None


def _text(value: bytes) -> str:
    """Return a header's value as text: servers write addresses in UTF-8, whatever the standard says."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How connections are made: by which resolver, which dialler, and with which trust in certificates."""

    resolver: Resolver
    dialler: Dialler
    tls: ssl.SSLContext


@asynccontextmanager
async def exchange(
    line: Line, address: Address, sent: tuple[tuple[str, str], ...], manners: Manners
) -> AsyncIterator[Answer]:
    """Send one request; raises Refused for a number that must not be connected to, Unreached when no answer comes."""
    try:
        async with asyncio.timeout(manners.first_byte_s):
            numbers = (address.host,) if address.literal else await line.resolver.numbers(address.host, address.port)
            judge(numbers)
            connection, number, response = await _first_answer(line, address, numbers, sent, manners)
    except TimeoutError as trouble:
        message = f"no answer within {manners.first_byte_s:g} seconds"
        raise Unreached(message, code="slow") from trouble
    try:
        _bounded(response.headers, manners)
        yield Answer(
            status=response.status,
            headers=tuple(response.headers),
            ip=number,
            tls=_certificates(response.extensions["network_stream"]) if address.scheme == "https" else (),
            chunks=_chunks(response),
        )
    finally:
        await connection.aclose()


async def _first_answer(
    line: Line, address: Address, numbers: tuple[str, ...], sent: tuple[tuple[str, str], ...], manners: Manners
) -> tuple[httpcore2.AsyncHTTPConnection, str, httpcore2.Response]:
    """Return the answer of the first number that takes the connection."""
    last: Exception | None = None
    tried = _few(numbers)
    for number in tried:
        meter = _Meter(manners.header_bytes + _READ)
        connection = httpcore2.AsyncHTTPConnection(
            origin=httpcore2.Origin(address.scheme.encode(), address.host.encode(), address.port),
            ssl_context=line.tls,
            network_backend=_Pinned(line.dialler, number, meter),
        )
        limit = manners.first_byte_s
        request = httpcore2.Request(
            "GET",
            httpcore2.URL(
                scheme=address.scheme.encode(), host=address.host.encode(), port=address.port,
                target=address.target.encode("ascii"),
            ),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in sent],
            extensions={"timeout": {"connect": limit / len(tried), "read": manners.total_s, "write": limit}},
        )  # fmt: skip
        try:
            response = await connection.handle_async_request(request)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as trouble:
            await connection.aclose()
            if isinstance(trouble.__cause__, ssl.SSLError):
                reason = getattr(trouble.__cause__, "verify_message", "") or "TLS could not be agreed on"
                message = f"its certificate is not trusted: {reason}"
                raise Unreached(message, code="tls") from trouble
            last = trouble
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as trouble:
            await connection.aclose()
            raise _no_head(trouble) from trouble
        except BaseException:
            await connection.aclose()
            raise
        else:
            meter.lift()
            return connection, number, response
    message = "it takes no connection"
    raise Unreached(message, code="no-connection", may_pass=True) from last


def _few(numbers: tuple[str, ...]) -> list[str]:
    """Return the numbers to try: the first ones, of IPv6 and IPv4 by turns, for one of the two may not work here."""
    first = ":" in numbers[0]
    same = [number for number in numbers if (":" in number) == first]
    other = [number for number in numbers if (":" in number) != first]
    return [number for number in chain(*zip_longest(same, other)) if number is not None][:_NUMBERS_TRIED]


def _no_head(trouble: Exception) -> Exception:
    """Return what it means that a connection was made and no head of an answer came."""
    if isinstance(trouble, httpcore2.RemoteProtocolError) and "disconnected" not in str(trouble):
        if "too long" in str(trouble) or "too large" in str(trouble):
            message = "the head of its answer is too large"
            return Refused(message, code="headers")
        message = "it does not speak HTTP as it should"
        return Unreached(message, code="no-http")
    message = "the connection ended without an answer"
    return Unreached(message, code="no-answer", may_pass=True)


def _bounded(headers: list[tuple[bytes, bytes]], manners: Manners) -> None:
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > manners.headers or size > manners.header_bytes:
        message = "the head of its answer is too large"
        raise Refused(message, code="headers")


async def _chunks(response: httpcore2.Response) -> AsyncGenerator[bytes, None]:
    try:
        async for chunk in response.aiter_stream():
            yield chunk
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as trouble:
        message = "the answer ended before it was whole"
        raise BrokenOff(message, code="broken-off") from trouble


def _certificates(stream: httpcore2.AsyncNetworkStream) -> tuple[str, ...]:
    """Return SHA-256 of each certificate that the server showed, its own first."""
    tls = stream.get_extra_info("ssl_object")
    if tls is None:
        return ()
    chain = getattr(tls, "get_unverified_chain", None)
    if chain is not None:  # Python 3.13 and later
        shown = [bytes(certificate) for certificate in chain()]
    else:
        own = tls.getpeercert(binary_form=True)
        shown = [own] if own else []
    return tuple(hashlib.sha256(certificate).hexdigest() for certificate in shown)
