"""Web archives: which records become captures, under which address and times, and what is said of the others."""

import gzip
import hashlib
import re
import zlib

import pytest

from sayso.settings import Settings
from tests.capture.archives.conftest import NOW, Read
from tests.capture.archives.samples import DATE, PAGE, Warc, warc

ADDRESS = "https://sample.example/day"


@pytest.mark.parametrize("packed", [False, True])
def test_each_answer_is_a_capture_of_its_own_address(read: Read, packed: bool) -> None:  # noqa: FBT001
    got = read("a.warc.gz" if packed else "a.warc", warc(packed=packed))
    assert (got.sources, got.troubles) == ([f"https://sample.example/{number}" for number in range(3)], [])
    assert [member.captured.findings for member in got.members] == [(), (), ()]


def test_two_clocks_are_kept_apart(read: Read) -> None:
    """When we took it is the capture's; when the archive had it is a fetch's, with the id of the record."""
    made = Warc()
    name = made.answer(ADDRESS, http={"Set-Cookie": "who=me", "ETag": '"1"'}, warc={"WARC-IP-Address": "192.0.2.7"})
    made.request(ADDRESS, name, {"Authorization": "Basic c2VjcmV0", "Accept": "text/html"})
    (member,) = read("a.warc", made.data).members
    assert member.captured.capture.captured_at == NOW.isoformat().replace("+00:00", "Z")
    (fetch,) = member.fetches
    assert (fetch.started, fetch.ended, fetch.collector) == (DATE, DATE, "archive")
    assert (fetch.verdict, fetch.capture) == ("content", member.captured.capture.id)
    assert fetch.parent == f"a.warc#{name.strip('<>')}"
    (hop,) = fetch.hops
    assert (hop.ip, hop.status) == ("192.0.2.7", 200)
    assert ("Set-Cookie", "***") in hop.received
    assert ("ETag", '"1"') in hop.received
    assert hop.sent == (("Authorization", "***"), ("Accept", "text/html"))


def test_secrets_in_an_address_are_not_kept(read: Read) -> None:
    made = Warc()
    made.answer("https://me:word@sample.example/day?token=abc&page=2")
    got = read("a.warc", made.data)
    assert got.sources == ["https://sample.example/day?token=***&page=2"]
    assert "abc" not in repr(got.members[0].fetches)


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
RAW_DEFLATE = zlib.compress(PAGE)


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (PAGE, {}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "gzip"}),  # the archive undid the packing and left the header
        (RAW_DEFLATE, {"Content-Encoding": "deflate"}),
        (CHUNKED, {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),  # the archive undid the chunks and left the header
    ],
)
def test_a_body_is_what_a_browser_would_have_shown(read: Read, body: bytes, http: dict[str, str]) -> None:
    made = Warc()
    made.answer(ADDRESS, body, http=http)
    (member,) = read("a.warc", made.data).members
    assert member.captured.data == PAGE


@pytest.mark.parametrize(
    ("status", "media_type"),
    [("200 OK", "image/png"), ("200 OK", "text/css"), ("404 Not Found", "text/html"), ("301 Moved", "text/html")],
)
def test_what_is_no_report_is_passed_over(read: Read, status: str, media_type: str) -> None:
    made = Warc()
    made.answer(ADDRESS + "/x", status=status, http={"Content-Type": media_type})
    made.answer(ADDRESS)
    got = read("a.warc", made.data)
    assert (got.sources, got.troubles) == ([ADDRESS], [])


def test_a_digest_that_does_not_fit_is_a_finding_and_the_page_is_read(read: Read) -> None:
    data = warc(1).replace(b"killing 3 people", b"killing 9 people")
    (member,) = read("a.warc", data).members
    assert [finding.code for finding in member.captured.findings] == ["archive-digest", "archive-digest"]
    assert b"killing 9" in member.captured.data


def test_a_digest_of_another_kind_is_said_not_to_be_checked(read: Read) -> None:
    made = Warc()
    made.answer(ADDRESS, warc={"WARC-Payload-Digest": "blake3:abcd"})
    (member,) = read("a.warc", made.data).members
    assert [finding.code for finding in member.captured.findings] == ["archive-digest-unknown"]


@pytest.mark.parametrize("by", ["digest", "address", "id"])
def test_a_revisit_is_one_more_fetch_of_what_it_repeats(read: Read, by: str) -> None:
    made = Warc()
    name = made.answer(ADDRESS, warc={"WARC-Payload-Digest": "sha256:" + _sha256(PAGE)})
    names = {
        "digest": {"WARC-Payload-Digest": "sha256:" + _sha256(PAGE)},
        "address": {"WARC-Refers-To-Target-URI": ADDRESS, "WARC-Refers-To-Date": DATE},
        "id": {"WARC-Refers-To": name},
    }
    made.revisit("https://mirror.example/day", names[by] | {"WARC-Date": "2031-05-15T08:30:00Z"})
    got = read("a.warc", made.data)
    (member,) = got.members
    first, again = member.fetches
    assert (again.verdict, again.address, again.started) == (
        "unchanged", "https://mirror.example/day", "2031-05-15T08:30:00Z",
    )  # fmt: skip
    assert again.capture == first.capture == member.captured.capture.id
    assert got.troubles == []


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_revisit_of_what_is_not_there_is_one_line(read: Read) -> None:
    made = Warc()
    made.answer(ADDRESS)
    made.revisit(ADDRESS, {"WARC-Refers-To": "<urn:uuid:elsewhere>"})
    assert read("a.warc", made.data).troubles == [
        f"a.warc: urn:uuid:00000000-0000-4000-8000-000000000002 repeats a record that is not in this archive ({ADDRESS})"
    ]


def test_resources_are_read_and_files_among_them_keep_their_names(read: Read) -> None:
    made = Warc()
    made.resource("file:reports/day%231.txt", b"Shells hit Orvaal.", "text/plain")
    made.resource("https://sample.example/a.json", b'{"text": "It is quiet."}', "application/json")
    got = read("a.warc", made.data)
    assert got.sources == ["reports/day#1.txt", "https://sample.example/a.json"]
    assert [len(member.fetches) for member in got.members] == [0, 1]


def test_no_more_members_are_read_than_the_settings_say(read: Read) -> None:
    got = read("a.warc", warc(5), Settings(archive_members=2))
    assert len(got.members) == 2
    assert got.troubles == [
        "a.warc holds more than 2 reports; the others were not read (--members says how many may be)"
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(archive_ratio=20), "more than 20 times as large"),
        (Settings(archive_bytes=1_500_000, archive_ratio=5_000), "larger than 1,500,000 bytes when it is unpacked"),
        (Settings(max_bytes=1_000_000, archive_ratio=5_000), "record 2 is larger than 1,000,000 bytes"),
    ],
)
def test_a_bomb_ends_the_archive_and_what_came_before_is_kept(read: Read, settings: Settings, words: str) -> None:
    made = Warc(packed=True)
    made.answer(ADDRESS)
    made.answer(ADDRESS + "/bomb", b" " * 3_000_000)
    got = read("a.warc.gz", made.data, settings)
    assert got.sources == [ADDRESS]
    (trouble,) = got.troubles
    assert words in trouble


def test_a_bomb_within_an_answer_is_one_line(read: Read) -> None:
    made = Warc()
    made.answer(ADDRESS + "/bomb", gzip.compress(bytes(5_000_000)), http={"Content-Encoding": "gzip"})
    made.answer(ADDRESS)
    got = read("a.warc", made.data)
    assert got.sources == [ADDRESS]
    assert len(got.troubles) == 1
    assert "more than 200 times as large" in got.troubles[0]


def test_an_archive_that_breaks_off_says_where_and_gives_what_came_before(read: Read) -> None:
    whole = warc()
    got = read("a.warc", whole[: whole.rindex(b"<html>") + 9])
    assert len(got.members) == 2
    (trouble,) = got.troubles
    assert re.fullmatch(r"a\.warc: record 3 breaks off after \d+ of \d+ bytes", trouble)


def test_an_archive_of_no_report_says_so(read: Read) -> None:
    made = Warc()
    made.answer(ADDRESS, http={"Content-Type": "image/png"})
    assert read("a.warc", made.data).troubles == ["a.warc is a web archive (WARC) without a report that can be read"]


def test_an_answer_may_name_its_request_instead(read: Read) -> None:
    made = Warc()
    name = made.request(ADDRESS, "<urn:uuid:nothing>", {"Accept": "text/html"})
    made.answer(ADDRESS, warc={"WARC-Concurrent-To": name})
    (member,) = read("a.warc", made.data).members
    assert member.fetches[0].hops[0].sent == (("Accept", "text/html"),)


def test_no_more_revisits_are_held_than_ten_a_report(read: Read) -> None:
    made = Warc()
    made.answer(ADDRESS, warc={"WARC-Payload-Digest": "sha256:" + _sha256(PAGE)})
    for _ in range(25):
        made.revisit(ADDRESS, {"WARC-Payload-Digest": "sha256:" + _sha256(PAGE)})
    got = read("a.warc", made.data, Settings(archive_members=2))
    assert len(got.members[0].fetches) == 21
    assert got.troubles == ["a.warc: 5 requests and revisits beyond the first were not looked at"]


@pytest.mark.parametrize("written", ["", "yesterday", "2031", "0001-01-01T00:00:00+14:00", "2031-13-45T00:00:00Z"])
def test_a_record_without_a_time_is_read_and_tells_of_no_fetch(read: Read, written: str) -> None:
    made = Warc()
    made.answer(ADDRESS)
    data = made.data.replace(f"WARC-Date: {DATE}".encode(), f"WARC-Date: {written}".encode())
    (member,) = read("a.warc", data).members
    assert member.fetches == ()
    assert [finding.code for finding in member.captured.findings] == ["archive-undated"]
