"""Taking reports from files, folders and streams: what is accepted, what is refused, and in which words."""

import io
import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sayso.capture.encoding import decode
from sayso.capture.files import capture_path, capture_stream, find_inputs
from sayso.errors import EmptyInput, InputError, MissingInput, NotText, SaysoError
from sayso.settings import Settings

NOW = datetime(2021, 3, 4, 12, 0, tzinfo=UTC)
SETTINGS = Settings()
PROSE = "Three people were hurt in Orvaal on Tuesday, the mayor said.\n"


def test_a_capture_keeps_the_bytes_and_says_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    path.write_bytes(PROSE.encode())
    taken = capture_path(path, SETTINGS, NOW)
    assert taken.data == PROSE.encode()
    assert taken.findings == ()
    record = taken.capture
    assert (record.source, record.size, record.media_type) == (str(path), len(PROSE), "text/plain")
    assert (record.encoding, record.encoding_basis, record.replaced) == ("utf-8", "utf-8", 0)
    assert record.captured_at == "2021-03-04T12:00:00Z"
    assert len(record.id) == 64
    assert decode(taken.data, record) == PROSE


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
        (
            b"PK\x03\x04\x14\0\x06\0 word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_document_is_kept_by_its_bytes_whatever_its_name(data: bytes, kind: str) -> None:
    """Its bytes are no text in an encoding: each stands for itself, so that they can be had from the record again."""
    taken = capture_stream(io.BytesIO(data), SETTINGS, NOW)
    assert (taken.capture.media_type, taken.capture.encoding, taken.capture.encoding_basis) == (
        kind,
        "latin-1",
        "bytes",
    )
    assert decode(taken.data, taken.capture).encode("latin-1") == data


def test_the_time_of_capture_is_told_in_utc() -> None:
    there = datetime(2021, 3, 4, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    assert capture_stream(io.BytesIO(b"Words."), SETTINGS, there).capture.captured_at == "2021-03-03T22:00:00Z"


def test_the_same_bytes_have_the_same_id_wherever_they_come_from(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Words.")
    piped = capture_stream(io.BytesIO(b"Words."), SETTINGS, NOW)
    assert piped.capture.id == capture_path(path, SETTINGS, NOW).capture.id
    assert piped.capture.source == "-"


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.txt", b"", EmptyInput, "is empty"),
        ("a.txt", b" \n\t\r\n ", EmptyInput, "is empty"),
        ("a.txt", b"\xef\xbb\xbf\n", EmptyInput, "is empty"),  # nothing but a byte order mark
        ("a.txt", b"\0\0\0\0", EmptyInput, "is empty"),
        ("a.rtf", b"{\\rtf1 Words.}", NotText, "an RTF document"),
        ("a.html", b"PK\x03\x04\x14\0\x06\0", NotText, "a ZIP archive"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotText, "a PNG picture"),
        ("a", b"\x7fELF\x02\x01\x01\0" + bytes(300), NotText, "a program"),
        ("a.txt", bytes(range(256)) * 8, NotText, "a binary file"),
        ("a.txt", PROSE.encode() + bytes(40), NotText, "a binary file"),  # more NULs than a text may hold
        ("a.txt", b"\xe9\xff\x81abc " * 50, NotText, "no text in any encoding"),
        ("a.json", b'{"title": "Truce", "text": "The ma', InputError, "not whole JSON"),
        ("a.json", b"Words without braces.", InputError, "not whole JSON"),
        ("a.json", b"[" * 100_000, InputError, "not whole JSON"),  # deeper than any parser follows
        (
            "a.txt",
            b'{"title": "Truce", "text": "The ma',
            InputError,
            "not whole JSON",
        ),  # half-written, whatever its name
    ],
)
def test_what_is_no_report_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, error: type[SaysoError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=words) as refused:
        capture_path(path, SETTINGS, NOW)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"A plain report, 3 < 5.", "text/plain"),
        ("a.md", b"# Orvaal\n\nThree were hurt.", "text/plain"),
        ("a.txt", b"[18:05] Shells fell on Orvaal.", "text/plain"),  # a bracket opens no JSON
        ("a.txt", b"<!DOCTYPE html><p>Three were hurt.", "text/html"),  # content before name
        ("a.txt", b"\n<!-- saved -->\n<html><body>Hurt", "text/html"),
        ("a", b'<?xml version="1.0"?><html xmlns="x"><p>Hurt</p></html>', "text/html"),
        ("a.html", b"Three were <b>hurt</b> in Orvaal.", "text/html"),
        ("a.html", b"Three were hurt, no markup at all.", "text/plain"),
        ("a.HTM", b"Three<br>hurt", "text/html"),
        ("a.json", b'{"title": "Truce", "text": "The mayor said so."}', "application/json"),
        ("a.txt", b'{"@type": "NewsArticle", "articleBody": "Said so."}', "application/json"),
        ("a.json", b"\xef\xbb\xbf[]", "application/json"),
        ("a.txt", "<html><p>Three were hurt in Orvaal.".encode("utf-16-le"), "text/html"),
    ],
)
def test_the_media_type_is_told_by_content_then_by_name(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert capture_path(path, SETTINGS, NOW).capture.media_type == kind


def test_a_stray_nul_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = PROSE.encode() + b"\0" + PROSE.encode()
    path.write_bytes(data)
    taken = capture_path(path, SETTINGS, NOW)
    assert [finding.code for finding in taken.findings] == ["nul-characters"]
    assert decode(taken.data, taken.capture) == PROSE + "\0" + PROSE


def test_too_large_is_refused_with_the_limit() -> None:
    small = Settings(max_bytes=1000)
    assert capture_stream(io.BytesIO(b"a" * 1000), small, NOW).capture.size == 1000
    with pytest.raises(InputError, match="larger than 1,000 bytes"):
        capture_stream(io.BytesIO(b"a" * 1001), small, NOW)


@pytest.mark.parametrize("name", ["nowhere.txt", "no\0name.txt", "x" * 5000])
def test_a_path_that_is_not_there_is_missing(tmp_path: Path, name: str) -> None:
    for take in (lambda p: capture_path(p, SETTINGS, NOW), find_inputs):
        with pytest.raises(MissingInput, match="cannot be opened"):
            take(f"{tmp_path}/{name}")


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        capture_path(tmp_path, SETTINGS, NOW)


def test_a_device_that_never_ends_is_refused() -> None:
    with pytest.raises(InputError, match="larger than"):
        capture_path("/dev/zero", Settings(max_bytes=10_000), NOW)


def test_a_name_that_is_no_utf8_is_kept_as_escapes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(b"Words.")
    taken = capture_path(os.fsdecode(name), SETTINGS, NOW)
    assert taken.capture.source == f"{tmp_path}/caf\\xe9.txt"


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.html",
        "c/d.json",
        "c/e.md",
        "c/README",
        "x.pdf",
        "y.png",
        ".hidden.txt",
        ".git/f.txt",
        "g.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"Words.")
    found = [path.relative_to(tmp_path).as_posix() for path in find_inputs(tmp_path)]
    assert found == ["a.html", "b.txt", "c/README", "c/d.json", "c/e.md", "x.pdf"]


def test_a_file_named_outright_is_taken_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"Words.")
    assert find_inputs(path) == [path]


def test_a_folder_without_reports_is_empty(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    with pytest.raises(EmptyInput, match="holds no reports"):
        find_inputs(tmp_path)


def test_links_do_not_lead_out_of_a_folder_nor_in_circles(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside.txt"
    home.mkdir()
    outside.write_bytes(b"Words.")
    (home / "own.txt").write_bytes(b"Words.")
    (home / "out.txt").symlink_to(outside)
    (home / "again.txt").symlink_to(home / "own.txt")
    (home / "circle").symlink_to(home)
    assert [path.name for path in find_inputs(home)] == ["again.txt", "own.txt"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ((PROSE * 820_000).encode()[:50_000_000], "text/plain"),
        (b"word " * 1_000_000, "text/plain"),  # one line of 5 MB
        (b"<html><p>" + b"word " * 1_000_000, "text/html"),
        (b"<a" * 2_000_000, "text/plain"),
        (b"\n" * 5_000_000 + b"x", "text/plain"),
        ((PROSE * 8_000).encode() + b"\x93", "text/plain"),
    ],
    ids=["50 MB of prose", "a line of 5 MB", "a page of one line", "brackets", "empty lines", "a broken end"],
)
def test_large_files_are_taken_in_a_moment(data: bytes, kind: str) -> None:
    started = time.perf_counter()
    taken = capture_stream(io.BytesIO(data), SETTINGS, NOW)
    assert (taken.capture.media_type, taken.capture.size) == (kind, len(data))
    assert time.perf_counter() - started < 10
