"""Servers that mean ill: slow, endless, looping, and flooding; each serves one request as badly as it can."""

import asyncio

from bench.web.world import Asked, Serve, always, page


def _drip(head: bytes, piece: bytes, seconds: float) -> Serve:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _asked: Asked) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return serve


async def _silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter, _asked: Asked) -> None:
    await asyncio.Event().wait()


async def _loop(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(page("", f"Location: {asked.target}a", status="302 Found"))


_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HOSTILE: tuple[tuple[str, Serve], ...] = (
    ("silent", _silent),
    ("a byte of the head at a time", _drip(b"", b"H", 0.5)),
    ("headers without end", _drip(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 200 + b"\r\n", 0.05)),
    ("early hints without end", _drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05)),
    ("a byte of the body at a time", _drip(b"HTTP/1.1 200 OK\r\n\r\n<p>", b"x", 0.5)),
    ("a body without end", _drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536, 0.01)),
    ("chunks without end", _drip(_CHUNKED, b"1\r\nx\r\n" * 50, 0.05)),
    ("redirects without end", _loop),
    ("ten thousand headers", always(page("<p>", *(f"X-{at}: {at}" for at in range(10_000))))),
    ("a promise that is not kept", always(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>")),
)
"""By name; ten of them."""
FLOODS: tuple[tuple[str, Serve], ...] = (
    ("chunks of a byte as fast as can be", _drip(_CHUNKED, b"1\r\nx\r\n" * 10_000, 0)),
    ("early hints as fast as can be", _drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2_000, 0)),
)
"""Those that send as fast as can be; they need a process of their own, for they take all of its time."""
