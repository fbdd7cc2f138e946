"""PDF and Word documents: paragraphs in order, locked and scanned ones in one line, hostile ones stopped."""

import io
import random
import zipfile

import msgspec
import pytest
from pypdf import PdfWriter

from sayso.records import Finding, Report
from sayso.settings import Settings
from sayso.structure import structure
from sayso.structure.documents import PDF, WORD
from tests.structure.conftest import capture

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST = "Shells hit Orvaal on Monday, killing three people, the mayor said."
SECOND = "The ministry denied that its forces shelled the town."


def pdf(*pages: str) -> bytes:
    """A PDF with a page for each text, a line of it for each line."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = " ".join(f"({line}) Tj T*" for line in page.split("\n"))
        words = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(words)} >>\nstream\n{words}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return (made + end).encode("latin-1")


def locked(data: bytes, password: str) -> bytes:
    sink = io.BytesIO()
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(sink)
    return sink.getvalue()


def word(body: str, head: str = "") -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{SPACE}" xmlns:mc="mc"><w:body>{body}</w:body></w:document>'
        packed.writestr(zipfile.ZipInfo("word/document.xml"), text, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def read(data: bytes, kind: str, settings: Settings | None = None) -> tuple[Report, tuple[Finding, ...]]:
    taken = msgspec.structs.replace(capture(kind), encoding="latin-1")
    found = structure(taken, data, settings or Settings(), "2031-05-14")
    return found.report, found.findings


def blocks(report: Report) -> list[str]:
    return [f"{block.channel}: {report.text[slice(*block.span)]}" for block in report.blocks]


def test_the_pages_of_a_pdf_are_paragraphs_in_order() -> None:
    report, findings = read(pdf(FIRST, SECOND), PDF)
    assert (blocks(report), findings) == ([f"body: {FIRST}", f"body: {SECOND}"], ())


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    report, _ = read(pdf("Shells hit the town of Orvaal on Monday, kill-\ning three people, the mayor said."), PDF)
    assert "killing three people" in report.text


def test_a_word_document_gives_headings_and_paragraphs() -> None:
    body = paragraph("Day", style="Heading1") + paragraph(
        "Shells hit Orvaal on Monday, killing ", "three people, the mayor said."
    )
    report, findings = read(word(body + paragraph(SECOND)), WORD)
    assert blocks(report) == ["heading: Day", f"body: {FIRST}", f"body: {SECOND}"]
    assert findings == ()


def test_what_an_editor_struck_out_is_not_read() -> None:
    struck = "<w:p><w:del><w:r><w:delText>Nine people died.</w:delText></w:r></w:del></w:p>"
    report, _ = read(word(struck + paragraph(SECOND)), WORD)
    assert report.text == SECOND


def test_a_text_box_that_stands_twice_is_read_once() -> None:
    once = f"<mc:AlternateContent><mc:Choice>{paragraph(FIRST)}</mc:Choice><mc:Fallback>{paragraph(FIRST)}</mc:Fallback></mc:AlternateContent>"
    report, _ = read(word(once), WORD)
    assert report.text == FIRST


BOMB = word("<w:p/>" * 600_000)
ENTITIES = '<!DOCTYPE d [<!ENTITY a "Orvaal "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "kind", "code", "words"),
    [
        (locked(pdf(FIRST), "word"), PDF, "document-locked", "The PDF is encrypted"),
        (pdf(""), PDF, "document-scanned", "holds no text, only pictures"),
        (b"%PDF-1.7\n", PDF, "document-broken", "The PDF is broken"),
        (pdf(FIRST)[:200], PDF, "document-broken", "The PDF is broken"),
        (word(paragraph("&b;"), ENTITIES), WORD, "document-broken", "defines types or entities of its own"),
        (word(paragraph("&a;"), OUTSIDE), WORD, "document-broken", "defines types or entities of its own"),
        (word(paragraph("Words") + "<w:p>"), WORD, "document-broken", "mismatched tag"),
        (word(paragraph("Words"))[:-40], WORD, "document-broken", "The document is broken"),
        (BOMB, WORD, "document-bomb", "more than 200 times as large"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_clear_line(data: bytes, kind: str, code: str, words: str) -> None:
    report, findings = read(data, kind)
    assert (report.text, report.blocks) == ("", ())
    assert [finding.code for finding in findings] == [code]
    assert words in findings[0].message
    assert "\n" not in findings[0].message


def test_a_pdf_that_anybody_may_open_is_read() -> None:
    """It is encrypted against changing, with an empty password for reading."""
    assert FIRST in read(locked(pdf(FIRST), ""), PDF)[0].text


def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    _report, (finding,) = read(pdf(*[FIRST] * 2_000), PDF, Settings(document_deadline_s=0.05))
    assert finding.code == "document-deadline"
    assert read(pdf(FIRST), PDF)[0].text == FIRST


def test_without_the_library_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.structure.document_report.find_spec", lambda _name: None)
    _report, (finding,) = read(pdf(FIRST), PDF)
    assert (finding.code, "sayso[documents]" in finding.message) == ("document-extra", True)


@pytest.mark.parametrize(("data", "kind"), [(pdf(FIRST, SECOND), PDF), (word(paragraph(FIRST)), WORD)])
def test_mutated_documents_never_crash_the_reader(data: bytes, kind: str) -> None:
    """What is found is text, or one finding of a known kind; a fault of the program (`document-fault`) is neither."""
    chance = random.Random(kind)  # noqa: S311 - the same mutations every time
    codes = set()
    for _ in range(150):
        made = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(8, len(made))
            if chance.random() < 0.5:
                made[at] = chance.randrange(256)
            else:
                del made[at : at + chance.randint(1, 40)]
        _report, findings = read(bytes(made), kind)
        codes |= {finding.code for finding in findings}
    assert codes <= {"document-broken", "document-scanned", "document-locked", "document-bomb", "html-without-text"}
