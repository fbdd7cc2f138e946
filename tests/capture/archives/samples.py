"""Invented archives and exports, made in memory; every outlet and place in them is made up."""

import hashlib
import io
import json
import zipfile

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2031-05-14T08:30:00Z"
PAGE = b"<html><body><article><h1>Day</h1><p>Shells hit Orvaal on Monday, killing three people.</p></article></body></html>"

Headers = dict[str, str]


class Warc:
    """A web archive that is being written; records get ids 1, 2, … and one date."""

    def __init__(self, *, packed: bool = False) -> None:
        self._sink = io.BytesIO()
        self._writer = WARCWriter(self._sink, gzip=packed, warc_version="WARC/1.1")
        self._count = 0

    @property
    def data(self) -> bytes:
        return self._sink.getvalue()

    def answer(
        self,
        address: str,
        body: bytes = PAGE,
        *,
        status: str = "200 OK",
        http: Headers | None = None,
        warc: Headers | None = None,
        kind: str = "response",
    ) -> str:
        head = StatusAndHeaders(
            status, list({"Content-Type": "text/html", **(http or {})}.items()), protocol="HTTP/1.1"
        )
        return self._put(address, kind, body, warc, http_headers=head)

    def request(self, address: str, answer: str, headers: Headers) -> str:
        head = StatusAndHeaders("/ HTTP/1.1", list(headers.items()), protocol="GET", is_http_request=True)
        return self._put(address, "request", b"", {"WARC-Concurrent-To": answer}, http_headers=head)

    def revisit(self, address: str, warc: Headers) -> str:
        return self.answer(address, b"", kind="revisit", status="304 Not Modified", warc=warc)

    def resource(self, address: str, body: bytes, media_type: str) -> str:
        return self._put(address, "resource", body, None, warc_content_type=media_type)

    def _put(self, address: str, kind: str, body: bytes, warc: Headers | None, **more: object) -> str:
        self._count += 1
        identity = f"<urn:uuid:00000000-0000-4000-8000-{self._count:012}>"
        record = self._writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict={"WARC-Record-ID": identity, "WARC-Date": DATE, **(warc or {})},
            **more,
        )
        self._writer.write_record(record)
        return identity


def warc(count: int = 3, *, packed: bool = False) -> bytes:
    made = Warc(packed=packed)
    for number in range(count):
        made.answer(f"https://sample.example/{number}", PAGE.replace(b"three", str(number + 3).encode()))
    return made.data


def wacz(files: dict[str, bytes] | None = None, *, hashes: dict[str, str] | None = None) -> bytes:
    """A packed archive; `hashes` replaces what its list says of files."""
    files = {"archive/data.warc.gz": warc(packed=True)} if files is None else files
    stated = {path: f"sha256:{hashlib.sha256(data).hexdigest()}" for path, data in files.items()} | (hashes or {})
    listed = [{"name": "x", "path": path, "hash": value, "bytes": 1} for path, value in stated.items()]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
        packed.writestr(zipfile.ZipInfo("datapackage.json"), package)
        packed.writestr(zipfile.ZipInfo("datapackage-digest.json"), json.dumps(digest))
    return sink.getvalue()


def telegram() -> bytes:
    return json.dumps(
        {
            "name": "Orvaal Watch",
            "type": "public_channel",
            "id": 7,
            "messages": [
                {
                    "id": 1,
                    "type": "message",
                    "date": "2031-05-14T10:00:00",
                    "date_unixtime": "1936605600",
                    "from": "Orvaal Watch",
                    "text": ["Shells hit ", {"type": "bold", "text": "Orvaal"}, ", killing 3 people."],
                },
                {
                    "id": 2,
                    "type": "message",
                    "date": "2031-05-15T10:00:00",
                    "from": "Orvaal Watch",
                    "forwarded_from": "Front Line",
                    "text": "Two soldiers were killed in Kelder.",
                },
                {
                    "id": 3,
                    "type": "message",
                    "date_unixtime": "1936605700",
                    "from": "A. Reader",
                    "reply_to_message_id": 1,
                    "text": "Now five people are dead.",
                },
                {"id": 4, "type": "service", "action": "pin_message"},
                {"id": 5, "type": "message", "photo": "photos/5.jpg", "text": ""},
                {"id": "six", "type": "message", "text": "Words."},
            ],
        }
    ).encode()


def tweets() -> bytes:
    posted = "Wed May 14 10:00:00 +0000 2031"
    posts = [
        {"tweet": {"id_str": "12", "created_at": posted, "full_text": "Shells hit Orvaal &amp; Kelder."}},
        {"tweet": {"id_str": "13", "created_at": posted, "full_text": "RT @front_desk: Two killed in Kelder."}},
        {"id_str": "14", "created_at": "then", "text": "It is quiet.", "in_reply_to_screen_name": "front_desk"},
        {"tweet": {"full_text": "Words without an id."}},
    ]
    return b"window.YTD.tweets.part0 = " + json.dumps(posts).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A folder that was packed to be sent."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in files.items():
            made.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


REPORTS = {
    "reports/b.html": PAGE,
    "reports/a.txt": b"SAMPLE. Shells hit Orvaal on Monday.",
    "reports/c.txt": b"\0\1\2" * 50,
    "reports/picture.png": b"\x89PNG",
    "__MACOSX/reports/._a.txt": b"what a system leaves",
    "reports/.hidden.txt": b"hidden",
}
TABLE = b"""id,text,date,note
1,"Shells hit Orvaal,
killing 3 people.",2031-05-14,=cmd|' /C calc'!A0
2,,2031-05-14,
3,Two were hurt.,14 May,x
4,too,few
"""
LINES = b'{"text":"Shells hit Orvaal.","published":"2031-05-14"}\n\n[1]\n{"text"\n{"headline":"Quiet"}\n{"text":"It is quiet."}\n'
EVERY = {
    "a.warc": warc(),
    "a.warc.gz": warc(packed=True),
    "a.wacz": wacz(),
    "a.zip": packed(REPORTS),
    "result.json": telegram(),
    "tweets.js": tweets(),
    "table.csv": TABLE,
    "lines.jsonl": LINES,
}
"""One of each format."""
