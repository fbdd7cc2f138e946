"""Tells the layers of a page apart: from its outline to lines with a role, in groups with a date and an author.

What is furniture by its place or its markup is left out here; what is so by its words is left out where the report is
put together, with the word lists of the report's language.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from sayso.structure.contexts import Context, authors, contexts
from sayso.structure.jsonld import Statement
from sayso.structure.metadata import bare_words
from sayso.structure.outline import Group, GroupKind, Line, Role
from sayso.structure.regions import Regions, leads_elsewhere
from sayso.structure.updates import find_updates
from sayso.structure.walker import Outline, RawLine

_BYLINE = 160
_CAPTION = 600
_STRONG_HEADING = 100
_ENDS = ".!?…:;,"
_SENTENCE_ENDS = '.!?…”"'
_TITLE = 300
_BYLINES_KEPT = 8
_DATES_LOOKED_AT = 200
_BESIDE_AUTHOR = 30
"""A line with no more than this beside its author's name and the time is a byline ("Ada Roe · 4 min read")."""
_KICKER = 40
"""A line above the title that is shorter and ends no sentence names a section or the outlet."""
_CREDIT = 60
"""A line of no more beside a picture that ends no sentence names who took it."""
_REPEATED = 40
"""A paragraph of at least so many characters does not stand on a page twice by chance."""
_BESIDE_NAME = 20
"""A line with no more than this beside an author's name names the author ("birdman says:")."""


class Layers(msgspec.Struct):
    """The lines of a page that are kept, their groups, and the bylines that were taken away."""

    lines: list[Line]
    groups: list[Group]
    bylines: list[str]
    stated: str | None
    """The first date that the markup gives of the report itself."""
    hidden: int
    """How many characters of prose are hidden in the part that holds the report."""


def tell_apart(
    outline: Outline, regions: Regions, statement: Statement, titles: Sequence[str], address: str | None
) -> Layers:
    """Tell the layers of a page apart."""
    return _Sorter(outline, regions, address).run(statement, titles)


class _Sorter:
    """The state of one sorting: what each element inherits, and the groups found so far."""

    def __init__(self, outline: Outline, regions: Regions, address: str | None) -> None:
        self._outline = outline
        self._regions = regions
        self._address = address
        self._contexts = contexts(outline, regions.titled)
        self._authors = authors(outline, self._contexts)
        self._comments = 0
        self._groups: list[Group] = [Group("article")]
        self._known: dict[tuple[str, int], int] = {}
        self._bylines: list[str] = []

    def run(self, statement: Statement, titles: Sequence[str]) -> Layers:
        """Sort every line; the title first, since what stands before it is none of the report."""
        title = self._title(titles)
        kept = [number for number in range(len(self._outline.lines)) if self._belongs(number, title)]
        kept = self._once(self._without_furniture(kept, title), title)
        body = [n for n in kept if n != title and self._comment(n) < 0]
        updates = find_updates(self._outline, body, statement.updates)
        first = len(self._groups)
        self._groups.extend(updates.groups)
        lines = []
        for number in kept:
            group = first + updates.of_line[number] if number in updates.of_line else 0
            lines.append(self._line(number, group, title=number == title))
        for place, update in updates.unseen:
            heading = [Line(update.headline, "heading", 0, first + place)] if update.headline else []
            lines.extend(heading + [Line(text, group=first + place) for text in update.text.split("\n") if text])
        if not body and statement.text:
            lines.extend(Line(text) for text in statement.text.split("\n") if text)
        self._keep_dates_near(title)
        return Layers(lines, self._groups, self._bylines, self._stated_date(), self._hidden())

    def _keep_dates_near(self, title: int) -> None:
        """Keep the short lines around the title as evidence of the date, wherever they stand outside the report's part."""
        for number in range(max(0, title - 2), min(title + 4, len(self._outline.lines))) if title >= 0 else ():
            line = self._outline.lines[number]
            outside = not (self._regions.inside[line.element] or self._regions.furniture[line.element])
            near = outside and self._comment(number) < 0 and len(line.text) <= _STRONG_HEADING and not line.level
            if near and len(self._bylines) < _BYLINES_KEPT:
                self._bylines.append(line.text)

    def _hidden(self) -> int:
        regions = self._regions
        return sum(
            size
            for element, size in self._outline.hidden
            if regions.inside[element] and not regions.furniture[element] and regions.comment[element] < 0
        )

    def _stated_date(self) -> str | None:
        """Return the first date in the markup that is of no comment, post, or teaser; a header or footer may hold it."""
        regions, elements = self._regions, self._outline.elements
        for element, value, sure in self._outline.dates[:_DATES_LOOKED_AT]:
            if regions.comment[element] >= 0 or self._contexts[element].embed or regions.other[element]:
                continue
            root = element
            while regions.furniture[elements[root].parent]:
                root = elements[root].parent
            signed = sure or elements[root].tag in {"footer", "address"}
            near = regions.inside[root] or (sure and regions.titled[elements[root].parent] and self._is_small(root))
            if not regions.furniture[element] or (signed and near):
                return value
        return None

    def _is_small(self, element: int) -> bool:
        """Tell whether an element holds no more words than a byline; only what lies in a row after it is looked at."""
        size = 0
        within = {element}
        for number in range(element + 1, min(element + _BYLINE, len(self._outline.elements))):
            if self._outline.elements[number].parent in within:
                within.add(number)
        for line in self._outline.lines:
            size += len(line.text) if line.element in within else 0
        return size <= _BYLINE

    def _once(self, kept: Sequence[int], title: int) -> list[int]:
        """Drop what the page says again: the report laid out twice, paragraphs drawn out large, the title as a heading.

        Words with a date of their own are left alone (a live blog may pin an update above the others), and so are
        quotations, posts and comments.
        """
        lines = self._outline.lines
        seen = {bare_words(lines[title].text)} if title >= 0 else set()
        result: list[int] = []
        for number in kept:
            line, context = lines[number], self._contexts[lines[number].element]
            if number == title or self._comment(number) >= 0 or context.embed or context.quote or context.dated:
                result.append(number)
                continue
            words = bare_words(line.text) if line.level or len(line.text) >= _REPEATED else ""
            if words in seen and (
                not line.level or len(words) >= _REPEATED or (title >= 0 and words == bare_words(lines[title].text))
            ):
                continue
            if words:
                seen.add(words)
            result.append(number)
        return result

    def _comment_of(self, line: RawLine) -> int:
        return self._regions.comment[line.element]

    def _comment(self, number: int) -> int:
        return self._regions.comment[self._outline.lines[number].element]

    def _title(self, titles: Sequence[str]) -> int:
        """Return the line that is the report's title, -1 when the page shows none."""
        heads = [
            number
            for number, line in enumerate(self._outline.lines)
            if line.level and not self._regions.furniture[line.element] and self._comment(number) < 0
        ]
        wanted = [bare_words(title) for title in titles]
        for title in wanted:
            for number in heads:
                words = bare_words(self._outline.lines[number].text)
                if len(words) >= 8 and (words == title or words in title or title in words):
                    return number
        for number, line in enumerate(self._outline.lines):  # pages from before there were headings, or without any
            if not line.level and len(line.text) <= _TITLE and bare_words(line.text) in wanted and self._may_head(line):
                return number
        main = [number for number in heads if self._outline.lines[number].level == 1]
        inside = [number for number in main if self._regions.inside[self._outline.lines[number].element]]
        if inside:
            return inside[0]
        return main[0] if main and not titles else -1

    def _may_head(self, line: RawLine) -> bool:
        regions = self._regions
        context = self._contexts[line.element]
        outside = (
            regions.furniture[line.element] or regions.comment[line.element] >= 0 or context.embed or context.quote
        )
        return not outside and len(bare_words(line.text)) >= 8 and not leads_elsewhere(line, self._address)

    def _belongs(self, number: int, title: int) -> bool:
        """Tell whether a line stands in the report or in a comment on it, or between its title and its text."""
        line = self._outline.lines[number]
        if number == title:
            return True
        if self._regions.furniture[line.element] or self._bylined(line):
            return False
        if self._comment(number) >= 0:
            return not line.level
        if self._regions.inside[line.element]:
            if self._is_credit(line):
                return False
            return title < 0 or number > title or not self._is_kicker(line)
        return 0 <= title < number and self._leads_in(number)

    def _is_credit(self, line: RawLine) -> bool:
        context = self._contexts[line.element]
        loose = len(line.text) <= _CREDIT and line.text[-1] not in _SENTENCE_ENDS
        return context.figure and not context.caption and not line.level and loose

    def _is_kicker(self, line: RawLine) -> bool:
        """Tell whether a line above the title is none of the report: another main heading, the name of a section."""
        context = self._contexts[line.element]
        loose = len(line.text) <= _KICKER and line.text[-1] not in _SENTENCE_ENDS
        return line.level == 1 or (loose and not (context.caption or context.embed or context.quote))

    def _leads_in(self, number: int) -> bool:
        """Tell whether a line outside the report's part is prose that leads from the title to it."""
        line = self._outline.lines[number]
        return line.element < self._regions.container and len(line.text) >= 40 and line.linked * 3 <= len(line.text)

    def _bylined(self, line: RawLine) -> bool:
        """Tell whether a line says no more than who wrote the page and when; keep it as evidence of the date."""
        context = self._contexts[line.element]
        size = len(line.text)
        timed = line.timed >= size * 0.8 and size <= _STRONG_HEADING
        rest = size - line.authored - line.timed
        signed = (
            line.authored > 0 and rest <= _BESIDE_AUTHOR and line.text[-1] not in _SENTENCE_ENDS and not context.embed
        )
        if not timed and not (context.byline and size <= _BYLINE) and not (signed and self._comment_of(line) < 0):
            return False
        if line.level == 1:
            return False
        if self._comment_of(line) < 0 and not context.embed and len(self._bylines) < _BYLINES_KEPT:
            self._bylines.append(line.text)
        return True

    def _without_furniture(self, kept: Sequence[int], title: int) -> list[int]:
        """Drop lines that are links to other pages, and then headings over nothing but such lines."""
        result: list[int] = []
        dropped, links = False, 0
        cards = Counter(line.link for line in self._outline.lines)
        belongs = frozenset(kept)
        for number in range(len(self._outline.lines) - 1, -1, -1):
            line = self._outline.lines[number]
            if number not in belongs:
                dropped = dropped or (self._regions.furniture[line.element] and self._comment(number) < 0)
                continue
            if number != title and (self._is_link(line) or self._is_card(line, cards)):
                dropped, links = True, links + 1
                continue
            if line.level and number != title and dropped and self._heads_nothing(number, result):
                continue
            if links >= 2 and self._is_label(number, title):
                continue
            result.append(number)
            dropped, links = False, 0
        result.reverse()
        return result

    def _is_label(self, number: int, title: int) -> bool:
        """Tell whether a line right before links to other pages only says what they are: a few words, no figures."""
        line, context = self._outline.lines[number], self._contexts[self._outline.lines[number].element]
        if number == title or line.level or context.caption or context.embed or context.quote or context.item:
            return False
        few = len(line.text) <= _KICKER and self._outline.elements[line.element].tag not in {"td", "tr"}
        return few and line.text[-1] not in _SENTENCE_ENDS and not any(c.isdigit() for c in line.text)

    def _heads_nothing(self, number: int, after: Sequence[int]) -> bool:
        """Tell whether no line of a heading's own section is left after it; `after` runs backwards."""
        if not after or self._comment(after[-1]) != self._comment(number):
            return True
        following = self._outline.lines[after[-1]]
        return bool(following.level) and following.level <= self._outline.lines[number].level

    def _is_link(self, line: RawLine) -> bool:
        context = self._contexts[line.element]
        if context.embed or context.quote or context.caption or not leads_elsewhere(line, self._address):
            return False
        if self._regions.listing and line.level:
            return False
        return bool(line.level) or line.text[-1] not in '.!?…”"' or len(line.text) < _STRONG_HEADING // 2

    def _is_card(self, line: RawLine, cards: Counter[int]) -> bool:
        """Tell whether a line is a part of a link to another page that holds several: a card, also within a post."""
        return line.link > 0 and cards[line.link] > 1 and leads_elsewhere(line, self._address)

    def _line(self, number: int, group: int, *, title: bool) -> Line:
        line = self._outline.lines[number]
        context = self._contexts[line.element]
        comment = self._comment(number)
        if comment >= 0:
            group = self._group("comment", comment)
        if context.embed and not title:
            group = self._group("post", context.embed)
        elif context.quote and context.quote in self._authors:
            group = self._group("quoted", context.quote)
        return Line(
            text=line.text,
            role="title" if title else self._role(line, context, commented=comment >= 0),
            level=line.level,
            group=group,
            inside_comment=comment >= 0,
            item=context.item,
            quotation=bool(context.quote) and not context.embed,
        )

    def _role(self, line: RawLine, context: Context, *, commented: bool) -> Role:
        named = context.author or (line.authored and len(line.text) - line.authored <= _BESIDE_NAME)
        if context.cite or (named and (commented or context.embed)):
            return "signature"
        if line.names_columns:
            return "label"
        if context.caption and len(line.text) <= _CAPTION:
            return "caption"
        if line.level:
            return "heading"
        size = len(line.text)
        bold = line.strong >= size * 0.95 and size <= _STRONG_HEADING and line.text[-1] not in _ENDS
        return "heading" if bold and not (context.item or context.quote or context.embed or commented) else "paragraph"

    def _group(self, kind: GroupKind, element: int) -> int:
        """Return the group for a comment, post or quoted article, made on first sight."""
        key = (kind, element)
        if key not in self._known:
            self._groups.append(self._new_group(kind, element))
            self._known[key] = len(self._groups) - 1
        return self._known[key]

    def _new_group(self, kind: GroupKind, element: int) -> Group:
        holder = self._outline.elements[element]
        if kind == "comment":
            self._comments += 1
            return Group(kind, f"comment {self._comments}", holder.stated)
        return Group(kind, holder.stated_label, holder.stated, self._authors.get(element))
