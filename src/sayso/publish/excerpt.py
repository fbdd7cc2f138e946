"""Takes from a report the words that a claim rests on, with the place they stand in and an address that leads there."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from sayso.publish.model import Words
from sayso.publish.private import PrivateNames
from sayso.records import Claim, Report
from sayso.spans import Span

_CONTEXT = 180
"""How many characters before and after the words are shown for reading on."""
_LEADING = re.compile(r"[\s,;:–—-]+")
_TRAILING = re.compile(r"[\s,;:–—-]+$")
_OPEN, _CLOSE = "“", "”"
_ACTIVE = re.compile(r"[\s<>\"'`()\[\]\\]|[^\x21-\x7e]")
_FRAGMENT_WORDS = 8
_LONGEST_NAME = 80
_NEAR = 80
"""How far after a name its verb of saying may stand: "Marta Oll, a fishmonger on the quay, *said*"."""
_LONGEST_TITLE = 60
_LEAST = 6
"""How many characters must be left for words to be worth quoting."""


class Excerpts:
    """Takes the words of claims from one report."""

    def __init__(
        self, report: Report, private: PrivateNames, passages: Mapping[str, str], *, several: bool = False
    ) -> None:
        """Take the report, whom to withhold in it, the words for kinds of passage, and whether it is one of several."""
        self.report = report
        self._passages = passages
        self.private = private
        self._name = short_title(private.masked(report.title or _file(report.capture.source))) if several else ""
        self._blocks = sorted(report.blocks, key=lambda block: block.span)
        self._starts = [block.span[0] for block in self._blocks]

    def words(self, claim: Claim) -> Words:
        """Return the words of a claim: its quote to the letter, without the passage's stamp and stray marks at its ends.

        Where a withheld name stands in them, the longest stretch without it is taken.
        """
        text = self.report.text
        span = without_names(text, trimmed(text, unstamped(claim, text)), self.private)
        before, after = self._context(claim, span)
        return Words(
            id=claim.id,
            text=text[slice(*span)],
            span=span,
            before=before,
            after=after,
            source=self.report.capture.source,
            link=link_to(self.report, span),
            label=self._label(claim),
        )

    @property
    def link(self) -> str | None:
        """The report's address; None when it came from standard input."""
        return link_to(self.report)

    def _label(self, claim: Claim) -> str:
        """Return the stamp of the part that a claim stands in, or what kind of part it is: "comment 3".

        Where the report is one of several, its title or file stands before that.
        """
        kind = self._passages.get(claim.passage.kind, claim.passage.kind)
        label = (claim.passage.label or "").strip(" .:#")
        part = f"{kind} {label}" if label.isdigit() else label or kind
        if not self._name:
            return part
        return self._name if claim.passage.kind == "article" and not label else f"{self._name}, {part}"

    def _context(self, claim: Claim, span: Span) -> tuple[str, str]:
        """Return what stands before and after, within the block; nothing for comments, where advice may stand beside."""
        number = bisect_right(self._starts, span[0]) - 1
        if number < 0 or claim.channel in {"comment", "quoted"}:
            return "", ""
        text, block = self.report.text, self._blocks[number].span
        start = _cut(text, max(block[0], span[0] - _CONTEXT), span[0], self.private, forward=True)
        end = _cut(text, min(max(block[1], span[1]), span[1] + _CONTEXT), span[1], self.private, forward=False)
        before = ("… " if start > block[0] else "") + text[start : span[0]]
        after = text[span[1] : end] + (" …" if end < block[1] else "")
        return self.private.masked(before), self.private.masked(after)


def short_title(title: str) -> str:
    """Return a title on one line, cut where it is long, between words if it has any."""
    line = " ".join(title.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    head = line[:_LONGEST_TITLE]
    return f"{head.rpartition(' ')[0] or head} …"


def _file(source: str) -> str:
    """Return the last part of a path or address; the whole where there is none."""
    return source.rstrip("/").rpartition("/")[2] or source


def marks(text: str) -> tuple[str, str]:
    """Return the quotation marks to set around words; a narrow space parts them from marks of the words' own."""
    own = frozenset("“”‘’\"'«»„")
    return "“\u202f" if text[:1] in own else "“", "\u202f”" if text[-1:] in own else "”"


def link_to(report: Report, span: Span | None = None) -> str | None:
    """Return the address of a report, or of a place in it; None for standard input.

    Plain text takes an RFC 5147 fragment (`day.txt#char=269,420`); a page takes a text fragment with its first words,
    because our offsets lead into the text drawn from it.
    """
    source = report.capture.source
    if source == "-":
        return None
    base = _address(source)
    if span is None:
        return base
    if report.capture.media_type == "text/plain":
        return f"{base}#char={span[0]},{span[1]}"
    if report.capture.media_type == "text/html":
        opening = " ".join(report.text[slice(*span)].split()[:_FRAGMENT_WORDS])
        return f"{base}#:~:text={quote(opening, safe='', errors='replace').replace('-', '%2D')}"
    return base


def _address(source: str) -> str:
    """Return a source as it may stand in a link: a web address, or a path in which nothing acts as an address."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return quote(source, safe="/", errors="replace")
    if parts.scheme not in {"http", "https"}:
        path = quote(source, safe="/", errors="replace")
        return f"/{path.lstrip('/')}" if path.startswith("//") else path
    path = quote(parts.path, safe="/%:@~+,;=", errors="replace")
    whole = urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    return _ACTIVE.sub(lambda found: quote(found[0], safe="", errors="replace"), whole)


def unstamped(claim: Claim, text: str) -> Span:
    """Return the span of a claim without the stamp of its passage ("UPDATE 0930 GMT: ")."""
    start, end = claim.span
    label = claim.passage.label
    if label and text.startswith(label, start) and start + len(label) < end:
        start += len(label)
    return start, end


def trimmed(text: str, span: Span) -> Span:
    """Return a span without white space, commas and half a pair of quotation marks at its ends."""
    start, end = span
    while True:
        before = start, end
        leading = _LEADING.match(text, start, end)
        start = leading.end() if leading else start
        trailing = _TRAILING.search(text, start, end)
        end = trailing.start() if trailing else end
        inside = text[start:end]
        surplus = inside.count(_CLOSE) - inside.count(_OPEN)
        if surplus > 0 and inside.endswith(_CLOSE):
            end -= 1
        elif inside.startswith(_CLOSE if surplus > 0 else _OPEN) and surplus:
            start += 1
        elif surplus < 0 and inside.endswith(_OPEN):
            end -= 1
        if (start, end) == before or start >= end:
            return (start, end) if start < end else span


def without_names(text: str, span: Span, private: PrivateNames) -> Span:
    """Return the longest stretch of a span in which no withheld name stands."""
    return longest_without(text, span, private.spans(text[slice(*span)]), private.speech)


def longest_without(text: str, span: Span, found: Sequence[Span], speech: re.Pattern[str]) -> Span:
    """Return the longest stretch of a span that holds nothing of what was found in it: places from the span's begin, in order.

    A verb of saying that stood beside it goes too.
    """
    if not found:
        return span
    start, end = span
    edges = [0, *(edge for place in found for edge in place), end - start]
    stretches = [(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    best = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return trimmed(text, _without_verb(text, best, speech, named_before=best[0] > start))


def _without_verb(text: str, span: Span, speech: re.Pattern[str], *, named_before: bool) -> Span:
    """Return what is left of a stretch without a verb of saying that stood beside the name: "…, a baker, said she saw"."""
    start, end = span
    verbs = list(speech.finditer(text, start, end))
    if verbs and named_before and verbs[0].end() - start <= _NEAR and end - verbs[0].end() >= _LEAST:
        start = verbs[0].end()
    elif verbs and end - verbs[-1].end() <= 1:
        end = verbs[-1].start()
    return start, end


def _cut(text: str, at: int, words: int, private: PrivateNames, *, forward: bool) -> int:
    """Return where to cut near `at`, towards the words: between two words, and never inside a withheld name."""
    step = 1 if forward else -1
    edge = 0 if forward else len(text)
    while at not in {words, edge} and not text[at - 1 if forward else at].isspace():
        at += step
    low, high = max(0, at - _LONGEST_NAME), at + _LONGEST_NAME
    for start, end in private.spans(text[low:high]):
        if low + start < at < low + end:
            at = low + end if forward else low + start
    return min(at, words) if forward else max(at, words)
