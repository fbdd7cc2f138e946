"""Two hundred bodies that become too large when they are unpacked; made when asked for, each a few hundred kilobytes at most."""

import gzip
import zlib
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

MEGABYTE = 1_000_000


class Bomb(NamedTuple):
    """A body that is sent, and the encodings that it is said to have."""

    name: str
    encodings: str
    sent: Callable[[], bytes]


def _flat(size: int, fill: bytes, wbits: int = 31) -> bytes:
    """Return one piece again and again, packed without ever holding what it becomes; `wbits` as zlib has them."""
    packer = zlib.compressobj(9, wbits=wbits)
    piece = fill * (MEGABYTE // len(fill))
    return b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()


def _members(count: int, size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9) * count


def _again(pack: Callable[[bytes], bytes], size: int, fill: bytes) -> bytes:
    return pack(_flat(size, fill))


def _all() -> list[Bomb]:
    fills = (b"\0", b"a", b"\xff", b" \n", b"<p>", b"<div>", b"&amp;", b"0123456789")
    sizes = (3, 12, 40, 101, 130)
    flat = [(size, fill) for size in sizes for fill in fills]
    found = [
        Bomb(f"{name} {size} MB of {fill!r}", encoding, partial(_flat, size, fill, wbits))
        for name, encoding, wbits in (("gzip", "gzip", 31), ("zlib", "deflate", 15), ("raw", "deflate", -15))
        for size, fill in flat
    ]
    found += [
        Bomb(f"{outer} in gzip, {size} MB of {fill!r}", f"gzip, {outer}", partial(_again, pack, size, fill))
        for outer, pack in (("gzip", gzip.compress), ("deflate", zlib.compress))
        for size, fill in flat
        if size < 130 and fill in fills[:5]
    ]
    found += [
        Bomb(f"{count} members of {size}", "gzip", partial(_members, count, size))
        for count, size in ((1_001, 0), (1_001, 1), (5_000, 100), (5_000, 10_000), (3, MEGABYTE), (50, MEGABYTE))
    ]
    found += [Bomb(f"packed {n} times", ", ".join(["gzip"] * n), partial(gzip.compress, b"x")) for n in (3, 4, 9, 50)]
    found += [Bomb(f"as {name}", name, partial(bytes, 99)) for name in ("br", "zstd", "compress", "lzma")]
    found += [Bomb(f"plain {size} MB", "identity", partial(bytes, size * MEGABYTE)) for size in (26, 30)]
    return [*found, *(Bomb(f"sparse {at}", "gzip", partial(_flat, at, b"\0" * 999 + b"x")) for at in range(60, 84))]


BOMBS = _all()
"""Two hundred."""
