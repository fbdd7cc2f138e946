"""The ledger's captures as a web archive: our own reader and another program's find in it what the ledger holds."""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sayso.capture.archives import format_of, members
from sayso.capture.archives.member import Member
from sayso.capture.files import capture_bytes
from sayso.fetches import Fetch, Hop
from sayso.publish.web_archive import Kept, Made, Written, write_wacz, write_warc
from sayso.settings import Settings
from tests.capture.archives.conftest import NOW
from tests.capture.archives.samples import PAGE

MADE = Made(seq=9, at="2031-06-01T12:00:00.000001+00:00", software="sayso 0.1.0")
ADDRESS = "https://sample.example/day?page=2"
NORTH = "<html><head></head><body><p>Orvåal ist still, sagt der Rat.</p></body></html>".encode("latin-1")


def fetch(name: str, capture: str | None, at: str, **changes: object) -> Fetch:
    hop = Hop(
        address=ADDRESS,
        ip="192.0.2.7",
        status=200,
        sent=(("Accept", "text/html"),),
        received=(
            ("Content-Type", "text/html; charset=iso-8859-1"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "7"),
        ),
    )
    fields: dict[str, object] = {
        "id": name, "address": ADDRESS, "final": ADDRESS, "hops": (hop,), "capture": capture, "started": at, "ended": at,
        "clock": "ours", "collector": "desk", "tool": "sayso", "parent": "given", "verdict": "content", "reason": "200",
    }  # fmt: skip
    return Fetch(**{**fields, **changes})  # type: ignore[arg-type]


def kept(data: bytes, source: str, *fetches: Fetch, media_type: str | None = None, charset: str | None = None) -> Kept:
    suffix = "." + source.rsplit(".", 1)[-1]
    taken = capture_bytes(data, source, Settings(), NOW, media_type=media_type, charset=charset, suffix=suffix)
    return Kept(capture=taken.capture, data=data, fetches=fetches)


def ledger() -> list[Kept]:
    """A page fetched twice, one in an encoding that only its server names, a JSON answer, a file, a row, what was redacted."""
    page, north = hashlib.sha256(PAGE).hexdigest(), hashlib.sha256(NORTH).hexdigest()
    one = kept(
        NORTH, ADDRESS, fetch("a", north, "2031-05-14T08:30:00.25+00:00"), media_type="text/html", charset="iso8859-1"
    )
    again = fetch("c", page, "2031-05-15T08:30:00+00:00", verdict="unchanged", hops=())
    two = kept(
        PAGE, ADDRESS, fetch("b", page, "2031-05-14T09:30:00+00:00"), again, media_type="text/html", charset="iso8859-1"
    )
    answer = b'{"text": "It is quiet."}'
    hop = Hop(address=ADDRESS, status=200, received=(("Content-Type", "application/ld+json"),))
    sent = fetch("d", hashlib.sha256(answer).hexdigest(), "2031-05-14T10:30:00+00:00", hops=(hop,))
    gone = kept(b"Words that were redacted.", "secret.txt")
    return [
        one,
        two,
        kept(answer, ADDRESS, sent),
        kept(b"Shells hit Orvaal.", "reports/day #1 \u00e5.txt"),
        kept(b'{"text":"Quiet."}', "table.csv#12"),
        Kept(capture=gone.capture, data=None),
    ]


def warc(path: Path) -> list[Written]:
    with path.open("wb") as sink:
        refused = fetch("e", None, "2031-05-14T11:30:00+00:00", verdict="gone", reason="410", final=None, hops=())
        return write_warc(sink, ledger(), [refused], MADE, packed=path.suffix == ".gz")


def wacz(path: Path) -> None:
    inner = path.with_name("inner.warc.gz")
    written = warc(inner)
    with path.open("wb") as sink, inner.open("rb") as source:
        write_wacz(sink, source, written, MADE)


def written(path: Path) -> Path:
    (wacz if path.suffix == ".wacz" else warc)(path)
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_our_own_reader_finds_the_same_captures(tmp_path: Path, name: str) -> None:
    """The same bytes, names, media types and encodings, in the ledger's order; no trouble, no doubt."""
    path = written(tmp_path / name)
    kind = format_of(path)
    assert kind is not None
    found = list(members(path, kind, Settings(), NOW))
    assert all(isinstance(one, Member) and not one.captured.findings for one in found), found
    read = [one for one in found if isinstance(one, Member)]
    given = [one for one in ledger() if one.data is not None]
    assert [one.captured.capture for one in read] == [one.capture for one in given]
    assert [one.captured.data for one in read] == [one.data for one in given]
    assert [[(f.verdict, f.started) for f in one.fetches] for one in read[:2]] == [
        [("content", "2031-05-14T08:30:00.250000Z")],
        [("content", "2031-05-14T09:30:00Z"), ("unchanged", "2031-05-15T08:30:00Z")],
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    first = written(tmp_path / name).read_bytes()
    assert written(tmp_path / name).read_bytes() == first


def test_another_program_reads_it_and_finds_every_digest_right(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz")
    kinds = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            assert record.rec_headers.protocol == "WARC/1.1"
    answers = ["response", "request", "metadata"]
    assert kinds[:9] == ["warcinfo", *answers, "metadata", *answers, "revisit"]
    assert (kinds.count("response"), kinds.count("resource"), kinds.count("revisit")) == (2, 3, 1)
    assert kinds.count("metadata") == 6 + 5  # every capture and every fetch, that of the page that was gone too


def test_what_was_redacted_is_not_in_it(tmp_path: Path) -> None:
    assert b"redacted" not in written(tmp_path / "a.warc").read_bytes()


def test_the_headers_fit_a_body_without_its_encodings(tmp_path: Path) -> None:
    data = written(tmp_path / "a.warc").read_bytes()
    assert b"X-Archive-Orig-Content-Encoding: gzip\r\n" in data
    assert b"\r\nContent-Encoding" not in data


def test_the_index_of_a_wacz_leads_to_each_answer(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path / "a.wacz")) as package:
        data = package.read("archive/data.warc.gz")
        lines = package.read("indexes/index.cdx").decode().splitlines()
        described = json.loads(package.read("datapackage.json"))
        hashes = {one["path"]: one["hash"] for one in described["resources"]}
        assert hashes == {
            path: f"sha256:{hashlib.sha256(package.read(path)).hexdigest()}"
            for path in ("archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl")
        }
    assert (len(lines), lines) == (5, sorted(lines))
    assert lines[0].startswith("example,sample)/day?page=2 20310514083000 {")
    for line in lines:
        fields = json.loads(line.split(" ", 2)[2])
        start = int(fields["offset"])
        record = gzip.decompress(data[start : start + int(fields["length"])])
        (found,) = ArchiveIterator(io.BytesIO(record))
        assert found.rec_headers.get_header("WARC-Target-URI") == fields["url"]
