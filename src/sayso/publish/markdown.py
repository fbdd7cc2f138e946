"""A brief as Markdown: every line with its quote below it and a link to the place in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.publish.excerpt import marks
from sayso.publish.model import Brief, Coded, Development, Disagreement, FigureRow, Gap, Line, Position, Source, Words
from sayso.sources import SourceHealth

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def markdown(brief: Brief) -> str:
    """Return the brief in CommonMark; ends with a line end."""
    return "\n".join(_lines(brief)).rstrip("\n") + "\n"


def plain(text: str) -> str:
    """Return text that Markdown shows to the letter, on one line; marks of direction and control are left out.

    They could otherwise turn round what stands beside them; the linked place has them.
    """
    line = " ".join(_CONTROL.sub("", _DIRECTION.sub("", text.replace("\n", " "))).split())
    return _LIST.sub(_unlisted, _MARKED.sub(r"\\\1", line))


def quoted(words: Words) -> str:
    """Return the words of a claim in quotation marks, kept apart from marks that are the words' own."""
    before, after = marks(words.text)
    return f"{before}{plain(words.text)}{after}"


def _unlisted(found: re.Match[str]) -> str:
    """Return the beginning of a line so that it makes no list and no heading."""
    return f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"{found[4]}\\{found[5]}"


def _lines(brief: Brief) -> Iterator[str]:
    """Yield the lines of the whole brief."""
    yield f"# {plain(brief.title)}"
    yield ""
    said = f" Said {brief.span}." if brief.span else ""
    yield f"{plain(brief.counts)}{said} {plain(brief.review)}"
    if brief.state:
        yield from ("", plain(brief.state))
    yield from _section("Developments", _developments(brief.developments, brief.more))
    yield from _section("Disputed", _disputes(brief.disputes, brief.disputes_more))
    yield from _section("Figures", _figures(brief.figures, brief.figures_more))
    yield from _section("Ceasefire and talks: who says what", _positions(brief.positions, brief.positions_more))
    yield from _section("Not known", _gaps(brief.gaps))
    if brief.comments:
        heading = "Said in comments and pasted posts: not counted"
        yield from _section(heading, _told(brief.comments, brief.comments_more))
    if brief.coded:
        yield from _section("Codes of others", _coded(brief.coded))
    yield from _section("Limits", (f"- {plain(limit)}" for limit in brief.limits))
    yield from _section("Sources", _sources(brief.sources))
    if brief.watched:
        yield from _section("How the sources stand", _watched(brief.watched))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a section; one without content says so."""
    yield from ("", f"## {heading}", "")
    told = list(lines)
    while told and not told[-1]:
        told.pop()
    yield from told or ["Nothing reported."]


def _told(lines: Sequence[Line], more: int, *, heading: str = "") -> Iterator[str]:
    """Yield lines of claims as a list, each with its quote, under a heading if there is one."""
    if heading:
        yield from (heading, "")
    for line in lines:
        yield from _line(line)
    if more:
        yield from (f"- and {more} more; `sayso read` prints them all", "")


def _line(line: Line) -> Iterator[str]:
    """Yield one claim: who, what, where, when and the link; below it the quote."""
    facts = "; ".join(plain(part) for part in (line.says, line.where, line.when) if part)
    said = f", {plain(line.said)}" if line.said else ""
    yield f"- **{plain(line.who)}:** {facts}. ({_place(line.words)}{said})"
    yield ""
    yield f"  > {quoted(line.words)}"
    yield ""


def _place(words: Words) -> str:
    """Return a link to the words, or where they stand when there is nothing to link to."""
    label = plain(words.label)
    if words.link is None and not words.source:
        return label
    if words.link is None:
        return f"{label}, characters {words.span[0]}–{words.span[1]} of standard input"
    return f"[{label}]({words.link})"


def _developments(developments: Sequence[Development], more: int) -> Iterator[str]:
    for development in developments:
        figure = f": {plain(development.figure)}" if development.figure else ""
        yield from (f"### {plain(development.heading)}{figure}", "")
        if development.standing:
            yield from (plain(development.standing), "")
        yield from _told(development.lines, development.more)
    yield from _left(more, "events")


def _left(more: int, what: str) -> Iterator[str]:
    """Yield how much is not shown, and where it is."""
    if more:
        yield from (f"And {more} more {what}; `sayso read` prints every claim.", "")


def _disputes(disputes: Sequence[Disagreement], more: int) -> Iterator[str]:
    for dispute in disputes:
        yield from (f"### {plain(dispute.heading)}", "", plain(dispute.sentence), "")
        yield from _told(dispute.lines, dispute.more)
    yield from _left(more, "disputes")


def _figures(rows: Sequence[FigureRow], more: int) -> Iterator[str]:
    if rows:
        yield from ("Low to high as given; parts stand under their whole and are never added.", "")
    for row in rows:
        yield from _row(row, 0, frozenset())
    if rows:
        yield ""
    yield from _left(more, "figures")


def _row(row: FigureRow, depth: int, above: frozenset[str]) -> Iterator[str]:
    """Yield a row of figures, with the parts that it contains indented below it; `above` are claims quoted already."""
    indent = "  " * depth
    where = ", ".join(plain(part) for part in (row.where, row.when) if part and depth == 0)
    what = plain(f"{row.what} ({row.population})" if row.population else row.what)
    part = "part of it: " if depth else ""
    told = {source.line.claim for source in row.sources}
    same = ", in the same words" if told <= above else ""
    taken = f", {plain(row.taken)}" if row.taken else ""
    yield f"{indent}- {part}**{plain(row.range)}** {what}{taken}" + (f"; {where}" if where else "") + same
    for source in row.sources if not same else ():
        line = source.line
        yield f"{indent}  - {plain(line.who)}: {plain(source.figure)} ({_place(line.words)}: {quoted(line.words)})"
    for inner in row.parts:
        yield from _row(inner, depth + 1, above | told)


def _positions(positions: Sequence[Position], more: int) -> Iterator[str]:
    for position in positions:
        yield from _told(position.lines, position.more, heading=f"### {plain(position.party)}")
    yield from _left(more, "parties")


def _gaps(gaps: Sequence[Gap]) -> Iterator[str]:
    for gap in gaps:
        yield from (f"### {plain(gap.heading)}", "")
        if gap.note:
            yield from (plain(gap.note), "")
        if gap.lines:
            yield from _told(gap.lines, gap.more)


def _coded(coded: Sequence[Coded]) -> Iterator[str]:
    """Yield for each event the codes that fit; why others do not stands in the data (`sayso show EVENT`)."""
    for event in coded:
        codes = (" / ".join(filter(None, (code.code, code.detail))) for code in event.codes)
        told = [f"{code.scheme} {words}" for code, words in zip(event.codes, codes, strict=True) if words]
        yield f"- {plain(event.heading)}: {plain('; '.join(told))}"


def _sources(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        name = f"[{plain(source.title)}]({source.link})" if source.link else plain(source.title)
        dated = f"{plain(source.published)} ({plain(source.basis)})"
        digest = f"; SHA-256 {source.digest}" if source.digest else ""
        yield f"- {name}: {dated}; {source.claims} claims{digest}"
        for note in source.notes:
            yield f"  - {plain(note)}"


def _watched(watched: Sequence[SourceHealth]) -> Iterator[str]:
    for one in watched:
        times = f"last success {one.last_success or 'never'}; last new {one.last_new or 'never'}"
        newest = f"; newest item {one.newest_item}" if one.newest_item else ""
        moved = f"; moved to {one.moved_to}" if one.moved_to else ""
        yield f"- {plain(one.name)}: **{one.state}**, {plain(one.reason + '; ' + times + newest + moved)}"
