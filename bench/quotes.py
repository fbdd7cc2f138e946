"""Looks up every quote of what was published in the captured report that it is of: as it stands in the written site and the written data.

A page is read as a browser reads it. Which claim a quote is of is taken from the page too: the anchor of an account, the link of a line,
the file of a source, the data beside a brief. A line that bears no quote is counted as wrong.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso.issuing import Prepared
from sayso.ledger.ledger import Ledger
from sayso.publish.characters import unguarded
from sayso.publish.exports.package import written
from sayso.publish.feeds.atom import XHTML
from sayso.publish.model import lines_of
from sayso.publish.site.addresses import anchor, source_path
from sayso.publish.site.model import KeptBrief
from sayso.publish.site.rendering import shown

LINE = ".account, .claim, ul.givers > li"
"""What stands for one account on a page."""


class Quoted(NamedTuple):
    """How many quotes there are in a form, and how many of them stand to the letter in their capture."""

    right: int
    every: int


class Captured:
    """What was captured of each report, and which report each public claim is of."""

    def __init__(self, ledger: Ledger, issue: Prepared) -> None:
        reports = {report.id: report for report in ledger.reports()}
        plain = {name for name, report in reports.items() if report.capture.media_type == "text/plain"}
        held = {name: ledger.capture(name) for name in plain}
        self._texts: dict[str, tuple[str, ...]] = {
            name: (report.text, *(one.decode(report.capture.encoding) for one in (held.get(name),) if one is not None))
            for name, report in reports.items()
        }
        """By id of the report its text; of a plain file the text of its bytes too."""
        self._report = {claim.id: issue.desk[claim.source] for claim in issue.record.claims}
        self._apart = [claim.id for claim in issue.record.claims if claim.event is None]
        self.claims = {anchor(claim.id): claim.id for claim in issue.record.claims}
        self.sources = {source_path(source.id): issue.desk[source.id] for source in issue.record.sources}

    def stands(self, quote: str, claim: str | None) -> bool:
        """Tell whether a quote stands to the letter in the report of a claim, whatever ends its lines."""
        return claim in self._report and self.stands_in(quote, self._report[claim])

    def stands_apart(self, quote: str) -> bool:
        """Tell whether a quote stands in the report of any claim that is told under no event, and so has no page to name."""
        return any(self.stands(quote, claim) for claim in self._apart)

    def stands_in(self, quote: str, report: str) -> bool:
        """Tell whether a quote stands to the letter in all that was captured of a report."""
        return bool(quote.strip()) and all(_one_end(quote) in _one_end(shown(text)) for text in self._texts[report])


def on_site(folder: Path, captured: Captured) -> dict[str, Quoted]:
    """Return by kind of page what came of every line with words on the pages of a site."""
    found: dict[str, list[bool]] = defaultdict(list)
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        page = LexborHTMLParser(path.read_bytes())
        kind = name.partition("/")[0] if "/" in name else "front page"
        if kind == "briefs":
            beside = path.with_suffix(".json")
            kept = msgspec.json.decode(beside.read_bytes(), type=KeptBrief) if beside.is_file() else None
            found[kind] += _brief(page, kept, captured)
        else:
            found[kind] += (_right(line, name, captured) for line in page.css(LINE))
    return {kind: Quoted(sum(right), len(right)) for kind, right in found.items() if right}


def _right(line: LexborNode, name: str, captured: Captured) -> bool:
    """Tell whether the words of a line of a page stand in the report that the page names for them."""
    words = _words(line)
    if words is None:
        return False
    source = captured.sources.get(name.partition(".")[0] + ".html")
    if source is not None:
        return captured.stands_in(words, source)
    named = line.attributes.get("id") or next(
        (
            (link.attributes["href"] or "").rpartition("#")[2]
            for link in line.css("a[href]")
            if "#c-" in (link.attributes["href"] or "")
        ),
        "",
    )
    return captured.stands(words, captured.claims.get(named)) if named else captured.stands_apart(words)


def _brief(page: LexborHTMLParser, kept: KeptBrief | None, captured: Captured) -> Iterator[bool]:
    """Yield for each line of a brief's page whether its words stand in the report of a claim that is kept with them."""
    claims: dict[str, set[str]] = defaultdict(set)
    for told in () if kept is None else lines_of(kept.brief):
        claims[_one_end(shown(told.words.text))].add(told.claim)
    for line in page.css(LINE):
        words = _words(line)
        yield words is not None and any(captured.stands(words, claim) for claim in claims[words])


def _words(line: LexborNode) -> str | None:
    """Return the quoted words of a line; None where there are none or several."""
    found = line.css(".words")
    return found[0].text() if len(found) == 1 else None


def in_data(issue: Prepared, captured: Captured) -> dict[str, Quoted]:
    """Return by format what came of the quotes of every claim in the written data, and of every quote in the feed."""
    files = {
        name: {file.path: file.data for file in written(issue.record, name)}
        for name in ("csv", "jsonl", "atom", "json-ld")
    }
    rows = csv.DictReader(io.StringIO(files["csv"]["claims.csv"].decode(), newline=""))
    told = {"csv": [(row["id"], unguarded(row["quote"])) for row in rows]}
    told["jsonl"] = [(row["id"], row["quote"]) for row in map(json.loads, files["jsonl"]["claims.jsonl"].splitlines())]
    found = {form: _counted(captured.stands(quote, claim) for claim, quote in every) for form, every in told.items()}
    return {**found, "atom": _counted(_in_feed(files["atom"].values(), issue, captured))}


def _in_feed(files: Iterable[bytes], issue: Prepared, captured: Captured) -> Iterator[bool]:
    """Yield for each quote of the feed whether it stands in the report of a claim of the event that the entry is of."""
    events: Mapping[str, tuple[str, ...]] = {event.id: event.claims for event in issue.record.events}
    atom = "{http://www.w3.org/2005/Atom}"
    for data in files:
        for entry in etree.fromstring(data).iter(f"{atom}entry"):
            link = next((one.get("href", "") for one in entry.iter(f"{atom}link")), "")
            claims = events.get(link.rpartition("/")[2].removesuffix(".html"), ())
            for quote in entry.iter(f"{{{XHTML}}}blockquote"):
                words = "".join(quote.itertext())
                yield any(
                    captured.stands(one, claim)
                    for claim in claims
                    for one in (words, words.removeprefix("“").removesuffix("”"))
                )


def _counted(right: Iterable[bool]) -> Quoted:
    every = list(right)
    return Quoted(sum(every), len(every))


def _one_end(text: str) -> str:
    """Return a text with one kind of line end, as a page is read."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
