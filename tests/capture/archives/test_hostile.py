"""Archives that are cut short, mutated or mislabelled: no crash, and every trouble is one line."""

import random

import pytest

from tests.capture.archives.conftest import Got, Read
from tests.capture.archives.samples import EVERY, wacz

MUTATIONS = 75
"""For each of eight formats: 600 in all."""


def check(got: Got) -> None:
    """Something is said of every archive, and each line about it is one line."""
    assert got.members or got.troubles
    assert all(trouble.isprintable() and len(trouble) < 600 for trouble in got.troubles), got.troubles
    assert len(set(got.troubles)) == len(got.troubles), got.troubles


@pytest.mark.parametrize("name", EVERY)
def test_every_sample_has_reports(read: Read, name: str) -> None:
    assert len(read(name, EVERY[name]).members) >= 2


@pytest.mark.parametrize("name", EVERY)
def test_truncated_at_many_lengths(read: Read, name: str) -> None:
    data = EVERY[name]
    for length in sorted({*range(0, 60, 7), *range(60, len(data), max(1, len(data) // 60)), len(data) - 1}):
        check(read(name, data[:length]))


@pytest.mark.parametrize("name", EVERY)
def test_mutated(read: Read, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same mutations every time
    for _ in range(MUTATIONS):
        check(read(name, mutated(EVERY[name], chance)))


def mutated(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) or 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randint(1, 60)]
            case 2:
                made[at:at] = chance.randbytes(chance.randint(1, 30))
            case 3:
                made[at:at] = made[chance.randrange(len(made)) :][:200]
            case _:
                made[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"PK\x05\x06"])
    return bytes(made)


def test_names_within_an_archive_steer_no_terminal(read: Read) -> None:
    got = read("a.wacz", wacz({"archive/\x1b[2J\u202e\n.warc": b"noise"}))
    check(got)
    assert "a.wacz#archive/\ufffd[2J\ufffd .warc" in got.troubles[-1]
