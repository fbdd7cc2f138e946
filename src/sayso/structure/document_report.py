"""Structures a PDF or a Word document: a report from its paragraphs, read where a hostile file can do no harm.

A document that cannot be read (locked, scanned, broken, too slow) is a report without text and a finding that says why; its bytes
are kept all the same.
"""

from functools import cache
from importlib.util import find_spec

import msgspec

from sayso.records import Capture, Finding, Report
from sayso.settings import Settings
from sayso.structure.assemble import assemble
from sayso.structure.documents import PDF, Answer, Request
from sayso.structure.html import without_text
from sayso.structure.outline import ParsedPage
from sayso.structure.patience import OutOfTime, Patience
from sayso.structure.worker import NoPage, ParseWorker, Serving

_SERVING = Serving(module="sayso.structure.documents", prefix="document", noun="document")


@cache
def document_worker() -> ParseWorker:
    """Return the worker that reads the documents of this process."""
    return ParseWorker(_SERVING)


def structure_document(
    capture: Capture, data: bytes, settings: Settings, published: str | None
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report that a document is, and what was amiss; UsageError when `published` is no date.

    Takes no longer than `settings.document_deadline_s` for reading the file. The same bytes give the same report.
    """
    page = _read(capture, data, settings)
    if not isinstance(page, ParsedPage):
        return without_text(capture, settings, published, page)
    patience = Patience(settings.document_deadline_s - page.took_s)
    try:
        return assemble(capture, page, settings.language, published, patience)
    except OutOfTime:
        return without_text(capture, settings, published, _SERVING.late(settings.document_deadline_s))


def _read(capture: Capture, data: bytes, settings: Settings) -> ParsedPage | NoPage:
    pdf = capture.media_type == PDF
    if pdf and find_spec("pypdf") is None:
        message = "PDF is read with the extra 'documents': pip install 'sayso[documents]'."
        return NoPage(code="document-extra", message=message)
    request = Request(
        data=data,
        kind="pdf" if pdf else "word",
        characters=settings.max_characters,
        cpu_s=int(settings.document_deadline_s) + 1,
    )
    reply = document_worker().ask(msgspec.msgpack.encode(request), settings.document_deadline_s)
    if isinstance(reply, NoPage):
        return reply
    answer = msgspec.msgpack.decode(reply, type=Answer)
    if answer.page is not None:
        return answer.page
    if answer.refusal is not None:
        return NoPage(code=answer.refusal[0], message=answer.refusal[1])
    return _SERVING.faulty(answer.fault)
