"""Puts a report together from a parsed page: the canonical text, its blocks, and its dated passages.

The canonical text is the page's lines with an empty line between them. The same bytes give the same text, and every span
points into it. What is furniture by its words ("Read more: …", "Share this") is left out here.
"""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.records import Block, Capture, Finding, Passage, Report
from sayso.spans import Span, cover
from sayso.structure.dates import stamps
from sayso.structure.furniture import is_date_line, is_furniture, opens_links
from sayso.structure.liveblog import Label, find_labels, instants
from sayso.structure.markup import compile_markup, markup_words
from sayso.structure.outline import Group, Line, ParsedPage
from sayso.structure.page_pieces import Stood, pieces_of
from sayso.structure.patience import Patience
from sayso.structure.posts import Post, tweet_line
from sayso.structure.published import Published, publication
from sayso.structure.stated import stated_moment, stated_publication
from sayso.structure.words import structure_words

GAP = "\n\n"


def assemble(
    capture: Capture, page: ParsedPage, language: str, published: str | None, patience: Patience
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report that a parsed page is, and what was amiss.

    UsageError when `published` is no date, OutOfTime when the page takes longer than `patience` has.
    """
    lines = _titled(page)
    groups, signatures = _signed(patience.over(lines), page.groups, language)
    labels = _labels(lines, groups, language, patience)
    kept = [
        number
        for number in patience.over(range(len(lines)))
        if _stays(lines[number], number in labels, groups, language)
    ]
    text, spans = _joined([lines[number] for number in kept])
    page = msgspec.structs.replace(page, bylines=(*page.bylines, *_date_lines(lines, kept, groups, language)))
    when = publication(text, language, published=published, metadata=stated_publication(page, capture.source, language))
    stood = [
        Stood(lines[number], span, groups[lines[number].group], labels.get(number), number in signatures)
        for number, span in zip(kept, spans, strict=True)
    ]
    passages, of_line = _passages(stood, when, language, patience)
    stood = _entries(stood)
    blocks = tuple(
        Block(
            channel=piece.channel,
            span=(piece.start, piece.end),
            passage=of_line[piece.passage],
            author=piece.author,
            item=piece.item,
            level=piece.level,
            quotation=piece.quotation,
        )
        for piece in pieces_of(text, stood, structure_words(language), language, patience)
    )
    report = Report(
        id=capture.id,
        capture=capture,
        text=text,
        title=next((line.text for line in lines if line.role == "title"), None),
        published=when.value,
        published_basis=when.basis,
        passages=passages,
        blocks=blocks,
    )
    return report, tuple(_findings(report, page))


def _titled(page: ParsedPage) -> list[Line]:
    """Return the page's lines, with its title before them when only its head names it."""
    lines = list(page.lines)
    if page.titles and not any(line.role == "title" for line in lines):
        lines.insert(0, Line(page.titles[0], "title", 1))
    return lines


def _signed(lines: Iterable[Line], groups: Sequence[Group], language: str) -> tuple[list[Group], frozenset[int]]:
    """Return the groups with author and date from the lines that sign posts ("— Name (@handle) July 27, 2016")."""
    signed = list(groups)
    signatures = set()
    for number, line in enumerate(lines):
        if line.role == "signature":
            signatures.add(number)
        elif groups[line.group].kind == "post":
            post = tweet_line(line.text, 0, len(line.text), language) or _shared_by(line.text, language)
            if post is not None:
                known = signed[line.group]
                author, at = known.author or post.author, known.at or post.at
                signed[line.group] = msgspec.structs.replace(known, author=author, at=at)
                signatures.add(number)
    return signed, frozenset(signatures)


def _shared_by(line: str, language: str) -> Post | None:
    """Return author and date of a line "A post shared by Name (@handle) on Jul 27, 2016"."""
    hit = compile_markup(markup_words()).signature.match(line)
    if hit is None:
        return None
    dates = stamps(hit["date"], 0, len(hit["date"]), language) if hit["date"] else ()
    return Post(hit["author"].strip(), (0, len(line)), next((stamp.value for stamp in dates), None))


def _labels(lines: Sequence[Line], groups: Sequence[Group], language: str, patience: Patience) -> dict[int, Label]:
    """Return, by line, the stamps of updates that stand in the words, when the markup shows no updates."""
    if any(group.kind == "update" for group in groups):
        return {}
    own = [number for number, line in enumerate(lines) if line.role != "title" and line.group == 0]
    text, spans = _joined([lines[number] for number in own])
    return {
        own[label.paragraph]: _moved(label, spans[label.paragraph][0])
        for label in find_labels(text, patience.over(spans), language)
    }


def _moved(label: Label, start: int) -> Label:
    """Return a label with its places counted from the start of its line."""
    span = label.span[0] - start, label.span[1] - start
    return msgspec.structs.replace(label, span=span, end=label.end - start)


def _stays(line: Line, labelled: bool, groups: Sequence[Group], language: str) -> bool:  # noqa: FBT001 - a filter's row
    """Tell whether a line is part of the report by its words; the name above a reader's comment is not."""
    if line.role == "signature":
        return not line.inside_comment or groups[line.group].kind == "post"
    if line.role == "title" or labelled or groups[line.group].kind == "post":
        return True
    words = structure_words(language)
    return not (is_furniture(line.text, words, language) or (line.role == "heading" and opens_links(line.text, words)))


def _date_lines(lines: Sequence[Line], kept: Sequence[int], groups: Sequence[Group], language: str) -> list[str]:
    """Return the report's lines that were left out and say no more than a date: evidence of when it was published."""
    words, stays = structure_words(language), frozenset(kept)
    return [
        line.text
        for number, line in enumerate(lines)
        if number not in stays and groups[line.group].kind == "article" and is_date_line(line.text, words, language)
    ]


def _joined(lines: Sequence[Line]) -> tuple[str, list[Span]]:
    spans = []
    at = 0
    for line in lines:
        spans.append((at, at + len(line.text)))
        at += len(line.text) + len(GAP)
    return GAP.join(line.text for line in lines), spans


def _entries(stood: Sequence[Stood]) -> list[Stood]:
    """Return the lines, those of updates no longer items: a live blog in a list is not a list of the report's."""
    if not any(line.label is not None and line.line.item for line in stood):
        return list(stood)
    found, inside = [], False
    for line in stood:
        inside = line.line.item if line.label is not None else inside
        flat = inside and line.line.item
        found.append(
            msgspec.structs.replace(line, line=msgspec.structs.replace(line.line, item=False)) if flat else line
        )
    return found


def _passages(
    stood: Sequence[Stood], when: Published, language: str, patience: Patience
) -> tuple[tuple[Passage, ...], list[int]]:
    """Return the passages in the order of the text, and for each line the index of its own."""
    labels = [line.label for line in stood if line.label is not None]
    times = iter(instants(labels, when.value, language))
    keys: dict[int, int] = {}
    passages: list[Passage] = []
    of_line: list[int] = []
    around: tuple[int, str | None] = (-1, when.value)
    openings = _openings(stood)
    for number, line in enumerate(patience.over(stood)):
        stamp = openings.get(number)
        if stamp is not None and stamp.label is not None:
            written = stamp.line.text[slice(*stamp.label.span)]
            around = len(passages), next(times) or when.value
            passages.append(Passage(kind=stamp.label.kind, label=written, at=around[1], span=line.span))
        if line.line.group == 0:
            if around[0] < 0:
                around = len(passages), around[1]
                passages.append(Passage(kind="article", label=None, at=when.value, span=line.span))
            of_line.append(around[0])
            continue
        if line.line.group not in keys:
            keys[line.line.group] = len(passages)
            passages.append(_passage(line.group, line.span, around[1], language))
        of_line.append(keys[line.line.group])
    return _widened(passages, stood, of_line), of_line


def _openings(stood: Sequence[Stood]) -> dict[int, Stood]:
    """Return the line with which each stamped update opens: that of its stamp, or the heading above it.

    The heading opens it on pages on which every stamp stands alone, right below a heading and not above one.
    """
    stamped = [number for number, line in enumerate(stood) if line.label is not None]
    below = len(stamped) > 1 and all(
        number > 0
        and stood[number - 1].line.role == "heading"
        and (number + 1 == len(stood) or stood[number + 1].line.role != "heading")
        and (label := stood[number].label) is not None
        and label.end >= len(stood[number].line.text)
        for number in stamped
    )
    return {number - below: stood[number] for number in stamped}


def _passage(group: Group, span: Span, around: str | None, language: str) -> Passage:
    """Return the passage of a group; a post without a date of its own was there when the words around it were."""
    at = stated_moment(group.at, language) if group.at else None
    if at is None and group.kind != "comment":
        at = around
    return Passage(kind=group.kind, label=group.label, at=at, span=span)


def _widened(passages: Iterable[Passage], stood: Sequence[Stood], of_line: Sequence[int]) -> tuple[Passage, ...]:
    """Return the passages with spans that cover all their lines."""
    spans: list[list[Span]] = [[passage.span] for passage in passages]
    for line, number in zip(stood, of_line, strict=True):
        spans[number].append(line.span)
    return tuple(
        msgspec.structs.replace(passage, span=cover(places)) for passage, places in zip(passages, spans, strict=True)
    )


def _findings(report: Report, page: ParsedPage) -> Iterable[Finding]:
    source = report.capture.source
    for trouble in page.troubles:
        yield Finding(code="json-ld-unreadable", message=trouble, source=source)
    if page.hidden:
        message = f"{page.hidden:,} characters of text that the page hides from its readers were left out."
        yield Finding(code="text-hidden", message=message, source=source)
    if not report.blocks:
        yield Finding(code="html-without-text", message="No text of a report was found on the page.", source=source)
    if report.published is None:
        message = "The page does not show when it was published; weekdays and 'today' stay undated (give --published)."
        yield Finding(code="published-unknown", message=message, source=source)
