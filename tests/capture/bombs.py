"""Two hundred bodies that become too large when they are unpacked; made when asked for, each a few hundred kilobytes at most."""

import gzip
import zlib
from collections.abc import Callable
from typing import NamedTuple

MEGABYTE = 1_000_000


class Bomb(NamedTuple):
    """A body that is sent, and the encodings that it is said to have."""

    name: str
    encodings: str
    sent: Callable[[], bytes]


def _flat(size: int, fill: bytes) -> bytes:
    """Return a gzip of one piece again and again, made without ever holding what it becomes."""
    packer = zlib.compressobj(9, wbits=31)
    piece = fill * (MEGABYTE // len(fill))
    return b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()


def _deflated(size: int, fill: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    piece = fill * (MEGABYTE // len(fill))
    return b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()


def _members(count: int, size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9) * count


def _all() -> list[Bomb]:
    fills = (b"\0", b"a", b"\xff", b" \n", b"<p>", b"<div>", b"&amp;", b"0123456789")
    sizes = (3, 12, 40, 101, 130)
    found = [
        Bomb(f"gzip {size} MB of {fill!r}", "gzip", lambda s=size, f=fill: _flat(s, f))
        for size in sizes
        for fill in fills
    ]
    for name, wbits in (("zlib", 15), ("raw", -15)):
        found += [
            Bomb(f"{name} {size} MB of {fill!r}", "deflate", lambda s=size, f=fill, w=wbits: _deflated(s, f, w))
            for size in sizes
            for fill in fills
        ]
    for outer, pack in (("gzip", gzip.compress), ("deflate", zlib.compress)):
        found += [
            Bomb(
                f"{outer} in gzip, {size} MB of {fill!r}",
                f"gzip, {outer}",
                lambda s=size, f=fill, p=pack: p(_flat(s, f)),
            )
            for size in sizes[:4]
            for fill in fills[:6]
        ]
    found += [Bomb(f"{count} members of {size}", "gzip", lambda c=count, s=size: _members(c, s))
              for count in (1_001, 5_000) for size in (0, 1, 100, 10_000)]  # fmt: skip
    found += [
        Bomb(f"{count} members of a megabyte", "gzip", lambda c=count: _members(c, MEGABYTE))
        for count in (3, 50, 99, 150)
    ]
    found += [
        Bomb(f"packed {count} times", ", ".join(["gzip"] * count), lambda: gzip.compress(b"x"))
        for count in (3, 4, 9, 50)
    ]
    found += [
        Bomb(f"as {name}", name, lambda: b"\x28\xb5\x2f\xfd" + b"\0" * 99)
        for name in ("br", "zstd", "compress", "lzma")
    ]
    found += [Bomb(f"plain {size} MB", "identity", lambda s=size: b"x" * (s * MEGABYTE)) for size in (26, 30)]
    found += [Bomb(f"sparse {at}", "gzip", lambda a=at: _flat(a, b"\0" * 999 + b"x")) for at in range(60, 90)]
    return found[:200]


BOMBS = _all()
