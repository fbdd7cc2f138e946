"""ZIPs of reports: what a folder would have read is read, names lead nowhere, and bombs, locks and lies about sizes are one line."""

import io
import zipfile

import pytest

from sayso.settings import Settings
from tests.capture.archives.conftest import Read
from tests.capture.archives.samples import PAGE, REPORTS, packed, wacz


def test_what_a_folder_would_have_read_is_read(read: Read) -> None:
    """In the order of the names; what systems leave in a ZIP, hidden files and pictures are passed over; noise is one line."""
    got = read("a.zip", packed(REPORTS))
    assert got.sources == ["a.zip#reports/a.txt", "a.zip#reports/b.html"]
    assert len(got.troubles) == 1
    assert "a.zip#reports/c.txt" in got.troubles[0]
    assert got.members[1].captured.data == PAGE
    assert got.members[1].captured.capture.media_type == "text/html"


@pytest.mark.parametrize("name", ["a.zip", "A.ZIP"])
def test_it_is_told_by_its_name(name: str, read: Read) -> None:
    assert len(read(name, packed({"a.txt": b"Shells hit Orvaal."})).members) == 1


def test_one_without_reports_says_so(read: Read) -> None:
    assert read("a.zip", packed({"a.png": b"x"})).troubles == [
        "a.zip is a ZIP of reports without a report that can be read"
    ]


def test_an_archive_in_it_is_left_alone(read: Read) -> None:
    """Archives are read when they are named themselves, as in a folder."""
    got = read("a.zip", packed({"a.wacz": wacz(), "b.txt": b"Shells hit Orvaal."}))
    assert (got.sources, got.troubles) == (["a.zip#b.txt"], [])


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/out.txt", "/etc/out.txt", "C:\\out.txt", "..\\..\\out.txt", "CON.txt", "a" * 4_000 + ".txt", "a/\u202egpj.txt"],
)  # fmt: skip
def test_no_name_in_it_is_a_path(read: Read, name: str) -> None:
    """The fixture asserts that no file is there afterwards but the archive itself."""
    got = read("a.zip", packed({name: b"Shells hit Orvaal."}))
    assert all(len(source) < 120 for source in got.sources)
    assert len(got.members) == (0 if name.startswith("..") else 1)


@pytest.mark.parametrize(
    ("files", "settings", "said"),
    [
        ({"a.txt": b" " * 3_000_000}, Settings(), "becomes more than 200 times as large when it is unpacked"),
        ({"a.txt": b"ab" * 30}, Settings(max_bytes=50), "is larger than 50 bytes, the most that is read"),
        ({"a.txt": b"ab" * 30}, Settings(archive_bytes=50), "is larger than 50 bytes when it is unpacked"),
        ({"a.txt": b"ab" * 30, "b.txt": b"ab" * 30}, Settings(archive_bytes=100), "is larger than 40 bytes, the most that is read"),
    ],
    ids=["ratio", "one", "whole", "together"],
)  # fmt: skip
def test_what_becomes_too_large_is_not_read(files: dict[str, bytes], settings: Settings, said: str, read: Read) -> None:
    got = read("a.zip", packed(files), settings)
    assert said in got.troubles[0]
    assert len(got.members) == len(files) - 1


def test_a_size_that_is_a_lie_is_found_while_it_is_unpacked(read: Read) -> None:
    data = bytearray(packed({"a.txt": b"ab" * 400_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (60).to_bytes(4, "little")
    got = read("a.zip", bytes(data), Settings(max_bytes=100))
    assert (got.members, got.troubles) == ([], ["a.zip#a.txt is broken: Bad CRC-32 for file 'a.txt'"])


def test_one_with_a_password_says_so(read: Read) -> None:
    data = bytearray(packed({"a.txt": b"Shells hit Orvaal."}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert read("a.zip", bytes(data)).troubles[0] == "a.zip#a.txt is encrypted"


def test_so_many_reports_are_read_and_no_more(read: Read) -> None:
    files = {f"{number}.txt": b"Shells hit Orvaal %d." % number for number in range(5)}
    got = read("a.zip", packed(files), Settings(archive_members=3))
    assert len(got.members) == 3
    assert "holds more than 3 reports" in got.troubles[-1]


def test_a_word_document_is_none(read: Read) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    assert read("a.docx", sink.getvalue()).troubles == ["no archive"]
