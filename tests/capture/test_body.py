"""Bodies under caps: what is packed is opened in steps, and a bomb is refused while it opens."""

import gzip
import hashlib
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.web.bombs import BOMBS, Bomb
from sayso.capture.addresses import Refused
from sayso.capture.body import Body, BrokenOff, encodings_of
from sayso.capture.manners import Manners

TEXT = b"SAMPLE. Two people were hurt in the market, the clinic said. " * 400


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def opened(sent: bytes, *encodings: str, step: int = 1000, manners: Manners | None = None) -> bytes:
    """Return what a body becomes that is sent in pieces."""
    body = Body(encodings, manners or Manners())
    try:
        for at in range(0, len(sent), step):
            body.feed(sent[at : at + step])
        body.end()
        assert body.wire_sha256 == hashlib.sha256(sent).hexdigest()
        data = body.read()
        assert (body.size, body.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        return data
    finally:
        body.close()


@pytest.mark.parametrize(
    ("encodings", "pack"),
    [
        ((), bytes),
        (("gzip",), gzip.compress),
        (("deflate",), zlib.compress),
        (("deflate",), raw_deflate),
        (("deflate", "gzip"), lambda data: gzip.compress(zlib.compress(data))),
        (("gzip",), lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])),
        (("gzip",), lambda data: gzip.compress(data) + b"\0" * 700),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 1000, 10**6])
def test_what_is_packed_comes_out_whole_however_it_is_cut(
    encodings: tuple[str, ...], pack: Callable[[bytes], bytes], step: int
) -> None:
    assert opened(pack(TEXT), *encodings, step=step) == TEXT


@given(st.binary(max_size=3000), st.integers(1, 700), st.integers(0, 9))
def test_any_bytes_come_back(data: bytes, step: int, level: int) -> None:
    assert opened(gzip.compress(data, level), "gzip", step=step) == data


@given(st.binary(max_size=300))
def test_any_bytes_sent_as_packed_are_opened_or_refused(data: bytes) -> None:
    for encoding in ("gzip", "deflate"):
        try:
            opened(data, encoding)
        except (Refused, BrokenOff):
            continue


def test_a_packed_answer_without_its_end_is_no_answer() -> None:
    with pytest.raises(BrokenOff):
        opened(gzip.compress(TEXT)[:-9], "gzip")


def test_what_becomes_large_by_right_is_taken() -> None:
    """A ratio is looked at only beyond a million bytes: short pages of one phrase are no bombs."""
    assert len(opened(gzip.compress(b"\n" * 900_000), "gzip")) == 900_000


@pytest.mark.parametrize("bomb", BOMBS[::8], ids=lambda bomb: bomb.name)
def test_a_bomb_is_refused_while_it_opens(bomb: Bomb) -> None:
    """No bomb takes more than a few megabytes; the bench opens all 200."""
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refused:
            opened(bomb.sent(), *encodings_of(bomb.encodings, 2), step=65_536)
        assert refused.value.code in {"bomb", "encoding", "too-large"}
        assert tracemalloc.get_traced_memory()[1] < 30_000_000 + 2 * len(bomb.sent())
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("value", "names"),
    [("", ()), ("identity", ()), ("GZIP", ("gzip",)), ("x-gzip", ("gzip",)), ("gzip, deflate", ("gzip", "deflate"))],
)
def test_encodings_are_read_as_servers_write_them(value: str, names: tuple[str, ...]) -> None:
    assert encodings_of(value, 2) == names


@pytest.mark.parametrize("value", ["br", "zstd", "gzip, gzip, gzip", "compress", "gzip;q=1"])
def test_encodings_that_were_not_asked_for_are_refused(value: str) -> None:
    with pytest.raises(Refused):
        encodings_of(value, 2)


def test_more_than_may_be_sent_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        opened(b"x" * 2001, manners=Manners(wire_bytes=2000))
    assert refused.value.code == "too-large"
