"""Structures a page: a report from its HTML, parsed where a hostile page can do no harm, or a capture without text.

A page that may not be parsed (too large, too deep, too slow) is a report without text and a finding that says why; its
bytes are kept all the same.
"""

from sayso.records import Capture, Finding, Passage, Report
from sayso.settings import Settings
from sayso.structure.assemble import assemble
from sayso.structure.markup import markup_words
from sayso.structure.outline import ParsedPage
from sayso.structure.patience import OutOfTime, Patience
from sayso.structure.prescan import refusal
from sayso.structure.published import publication
from sayso.structure.words import structure_words
from sayso.structure.worker import PAGES, NoPage, ParseWorker, shared_worker


def structure_html(
    capture: Capture, data: bytes, settings: Settings, published: str | None, *, worker: ParseWorker | None = None
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report that a page holds, and what was amiss.

    `published` is an ISO date or instant that the caller gives (UsageError when it is neither); `worker` parses the
    page, by default one that all readings of this process share. Takes no longer than `settings.parse_deadline_s`,
    and starting a process. The same bytes give the same report.
    """
    text = data.decode(capture.encoding, "replace")
    wide = capture.encoding.startswith(("utf-16", "utf-32"))
    reason = refusal(text.encode() if wide else data)
    if reason is not None:
        message = f"The page was not parsed: {reason}."
        return without_text(capture, settings, published, NoPage(code="html-refused", message=message))
    parser = worker if worker is not None else shared_worker()
    parser.start()
    structure_words(settings.language)  # read while the worker gets ready
    page = parser.parse(text, markup_words(), settings.parse_deadline_s)
    if not isinstance(page, ParsedPage):
        return without_text(capture, settings, published, page)
    patience = Patience(settings.parse_deadline_s - page.took_s)
    try:
        return assemble(capture, page, settings.language, published, patience)
    except OutOfTime:
        return without_text(capture, settings, published, PAGES.late(settings.parse_deadline_s))


def without_text(
    capture: Capture, settings: Settings, published: str | None, trouble: NoPage
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the empty report that a capture is which could not be read, with the finding that says why."""
    when = publication("", settings.language, published=published)
    report = Report(
        id=capture.id,
        capture=capture,
        text="",
        title=None,
        published=when.value,
        published_basis=when.basis,
        passages=(Passage(kind="article", label=None, at=when.value, span=(0, 0)),),
        blocks=(),
    )
    return report, (Finding(code=trouble.code, message=trouble.message, source=capture.source),)
