"""Turns a capture into a report: its text, its dated passages and its layers told apart."""

import msgspec

from sayso.records import Capture, Finding, Report
from sayso.settings import Settings
from sayso.structure.json_report import read_json
from sayso.structure.quoted import with_quoted
from sayso.structure.text import structure_text

_DOCUMENTS = frozenset({
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
})  # fmt: skip


class Structured(msgspec.Struct, frozen=True, kw_only=True):
    """A report and what was amiss with it."""

    report: Report
    findings: tuple[Finding, ...]


def structure(capture: Capture, text_or_bytes: bytes | str, settings: Settings, published: str | None) -> Structured:
    """Return the report that a capture holds.

    `text_or_bytes` is the capture's bytes, or their text where it was decoded before. `published` is the day that the
    caller gives, an ISO date or instant; UsageError when it is neither.
    """
    if capture.media_type == "text/html":
        return _page(capture, text_or_bytes, settings, published)
    if capture.media_type in _DOCUMENTS and isinstance(text_or_bytes, bytes):
        return _document(capture, text_or_bytes, settings, published)
    text = text_or_bytes if isinstance(text_or_bytes, str) else text_or_bytes.decode(capture.encoding, "replace")
    if capture.media_type == "application/json":
        return _json(capture, text, settings, published)
    report, findings = structure_text(capture, text, settings, published)
    return Structured(report=report, findings=findings)


def _page(capture: Capture, data: bytes | str, settings: Settings, published: str | None) -> Structured:
    """Return the report that an HTML page holds."""
    from sayso.structure.html import structure_html  # noqa: PLC0415 - the parser is loaded only for pages

    source = data if isinstance(data, bytes) else data.encode(capture.encoding, "replace")
    report, findings = structure_html(capture, source, settings, published)
    return Structured(report=report, findings=tuple(findings))


def _document(capture: Capture, data: bytes, settings: Settings, published: str | None) -> Structured:
    """Return the report that a PDF or a Word document holds."""
    from sayso.structure.document_report import structure_document  # noqa: PLC0415 - loaded only for documents

    report, findings = structure_document(capture, data, settings, published)
    return Structured(report=report, findings=findings)


def _json(capture: Capture, text: str, settings: Settings, published: str | None) -> Structured:
    """Return the report that a JSON document holds; one without a text is an empty report with a finding."""
    found = read_json(text)
    report, findings = structure_text(
        capture, found.text or "", settings, published, title=found.title, metadata=found.metadata
    )
    if found.text is None:
        message = "The JSON document holds no report: no field 'text', 'articleBody', 'body' or 'content' with words."
        findings = (Finding(code="json-without-text", message=message, source=capture.source), *findings)
    return Structured(report=with_quoted(report, found.quoted) if found.quoted else report, findings=findings)


__all__ = ["Structured", "structure"]
