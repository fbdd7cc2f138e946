"""Packed web archives: hashes are checked, names lead nowhere, bombs and locks are one line."""

import io
import zipfile

import pytest

from sayso.settings import Settings
from tests.capture.archives.conftest import Read
from tests.capture.archives.samples import wacz, warc

DATA = "archive/data.warc.gz"
THREE = [f"https://sample.example/{number}" for number in range(3)]


def test_the_archives_within_are_read(read: Read) -> None:
    got = read("a.wacz", wacz())
    assert (got.sources, got.troubles) == (THREE, [])
    assert got.members[0].fetches[0].parent.startswith(f"a.wacz#{DATA}#urn:uuid:")


def test_a_hash_that_does_not_fit_is_one_line_and_the_pages_are_read(read: Read) -> None:
    got = read("a.wacz", wacz(hashes={DATA: "sha256:00"}))
    assert (got.sources, len(got.troubles)) == (THREE, 1)
    assert "its hash is not that in datapackage.json" in got.troubles[0]


def test_a_file_that_is_listed_and_not_there_is_one_line(read: Read) -> None:
    got = read("a.wacz", wacz(hashes={"archive/more.warc.gz": "sha256:00"}))
    assert got.troubles == ["a.wacz: archive/more.warc.gz is in its list of files, but not in the archive"]


def test_an_archive_without_its_list_is_read_and_says_so(read: Read) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as packed:
        packed.writestr(DATA, warc(packed=True))
    got = read("a.wacz", sink.getvalue())
    assert got.sources == THREE
    assert got.troubles[0] == "a.wacz: its hashes were not checked: there is no datapackage.json"


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/out.warc.gz", "/etc/out.warc.gz", "C:\\out.warc.gz", "..\\..\\out.warc", "CON.warc.gz",
        "archive/\u202egz.craw.warc.gz", "a" * 4000 + ".warc.gz", "archive/./../x.warc.gz",
    ],
)  # fmt: skip
def test_no_name_in_an_archive_is_a_path(read: Read, name: str) -> None:
    """The fixture asserts that no file is there afterwards but the archive itself."""
    assert read("a.wacz", wacz({name: warc(packed=True)})).sources == THREE


def test_a_link_is_not_followed(read: Read) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as packed:
        link = zipfile.ZipInfo("archive/link.warc")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    got = read("a.wacz", sink.getvalue())
    assert got.members == []
    assert not any("root:" in trouble for trouble in got.troubles)


def test_a_member_that_becomes_too_large_is_not_opened(read: Read) -> None:
    files = {"archive/bomb.warc": bytes(5_000_000), DATA: warc(packed=True)}
    got = read("a.wacz", wacz(files))
    assert got.sources == THREE
    assert got.troubles == ["a.wacz#archive/bomb.warc becomes more than 200 times as large when it is unpacked"]


def test_a_member_larger_than_the_settings_allow_is_not_opened(read: Read) -> None:
    got = read("a.wacz", wacz(), Settings(archive_bytes=100))
    assert got.members == []
    assert "larger than 100 bytes when it is unpacked" in " ".join(got.troubles)


def test_an_encrypted_member_is_one_line(read: Read) -> None:
    data = bytearray(wacz())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    got = read("a.wacz", bytes(data))
    assert got.members == []
    assert f"a.wacz#{DATA} is encrypted" in got.troubles
