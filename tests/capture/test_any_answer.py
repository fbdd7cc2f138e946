"""Whatever a server sends, a fetch ends with a verdict: no answer of the world is a fault of the program."""

import asyncio
from typing import get_args

import httpcore2
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bench.web.world import TRUST
from sayso.capture.exchange import Line
from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Wanted
from sayso.capture.manners import Manners
from sayso.fetches import Fetch, Verdict

HEADERS = st.sampled_from(
    [
        b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: 9", b"Transfer-Encoding: chunked", b"Location: /b",
        b"Location: http://[", b"Location: //10.0.0.1", b"Location: \xff\xfe", b"Content-Encoding: gzip", b"ETag: \xc3\xa4",
        b"Content-Encoding: deflate, gzip", b"Retry-After: 1e9", b"Retry-After: -5", b"Retry-After: Mon, 99 Foo 2031",
        b'Content-Type: text/html; charset="', b"Content-Type: ;;;=", b"Set-Cookie", b" folded: x", b": nameless", b"X: \0",
        b"Content-Length: 99999999999999999999999999",
    ]
)  # fmt: skip
ANSWERS = st.one_of(
    st.binary(max_size=200),
    st.builds(
        lambda status, headers, body: b"HTTP/1.1 %d OK\r\n%b\r\n\r\n%b" % (status, b"\r\n".join(headers), body),
        st.sampled_from([99, 100, 101, 103, 200, 204, 206, 301, 302, 304, 404, 429, 503, 600, 999]),
        st.lists(HEADERS, max_size=4),
        st.one_of(st.binary(max_size=60), st.just(b"5\r\nhello\r\n0\r\n\r\n"), st.just(b"\x1f\x8b\x08")),
    ),
)


class Sender:
    """A resolver and a dialler to a server that sends given bytes to whoever connects, without any network."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    async def numbers(self, host: str, port: int) -> tuple[str, ...]:
        del host, port
        return ("93.184.215.1",)

    async def connect(self, number: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:  # noqa: ASYNC109 - httpcore2's own way
        del number, port, timeout
        return httpcore2.AsyncMockStream([self._answer[:40], self._answer[40:], b""])


async def no_wait(_seconds: float) -> None:
    """Let no time pass."""


@given(ANSWERS)
def test_any_answer_has_a_verdict_and_a_record_that_can_be_read_back(answer: bytes) -> None:
    sender = Sender(answer)
    for robots in (False, True):
        fetcher = Fetcher(Manners(robots=robots), line=Line(resolver=sender, dialler=sender, tls=TRUST), sleep=no_wait)
        fetched = asyncio.run(fetcher.fetch(Wanted(address="http://news.sample.org/a")))
        if fetched.body is not None:
            fetched.body.close()
        assert fetched.record.verdict in get_args(Verdict)
        assert (fetched.body is not None) == (fetched.record.verdict == "content")
        assert msgspec.json.decode(msgspec.json.encode(fetched.record), type=Fetch) == fetched.record
