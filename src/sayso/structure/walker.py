"""Walks a page's parse tree once and writes it down flat: its block elements, and the lines of text in them.

No element is judged here by what stands around it; that is for later passes over the flat lists, which are linear and
know the whole page. The walk is a loop, not a recursion: a hostile page may be nested deeper than Python's stack.
"""

import re

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso.structure.hidden import hidden_names, unseen
from sayso.structure.marks import UNSEEN, Attributes, Mark, mark_reader, says_published, stated_date, tag_marks
from sayso.structure.markup import Markup


class Element(msgspec.Struct, gc=False):
    """A block element, or an inline one with a mark."""

    parent: int
    tag: str
    marks: int
    id: str | None = None
    word: str = ""
    """Which class made it a comment, so that replies inside it can be told from its own parts."""
    stated: str | None = None
    """The first date that the markup gives inside it."""
    stated_label: str | None = None


class RawLine(msgspec.Struct, gc=False):
    """A paragraph as found, with the element it stands in and how many of its characters are links, times, bold, an author's name."""

    text: str
    element: int
    level: int
    linked: int
    timed: int
    strong: int
    authored: int
    href: str | None
    names_columns: bool
    """Whether it is a table's row of nothing but header cells."""
    link: int
    """The number of the link that it ends in, 0 outside links: lines of one link are a card."""


class Outline(msgspec.Struct):
    """A page written down flat; an element always comes after the one that holds it."""

    elements: list[Element]
    lines: list[RawLine]
    scripts: list[str]
    """The texts of its JSON-LD."""
    authors: dict[int, str]
    """By element: the name that an author's mark gives."""
    dates: list[tuple[int, str, bool]]
    """The dates that the markup gives, in the order of the page: the element, the date, whether it says "published"."""
    hidden: list[tuple[int, int]]
    """How many characters an element holds that style hides from the page's readers."""


_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "li"}
    | {"main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
    | set(_HEADINGS)
)
_SIGNATURE = "cite as a line"
"""A name that no element has: a `<cite>` at the end of a quotation is left like a block."""
_CELLS = frozenset({"td", "th"})
_OWN_LEAVE = frozenset({"a", "b", "q", "strong", "time"}) | _CELLS
"""Inline elements that are left in their own way; any other that states a date is left like a `<time>`."""
_SKIPPED = frozenset(
    {"audio", "button", "canvas", "datalist", "dialog", "embed", "frameset", "head", "iframe", "input", "map", "math"}
    | {"meter", "noframes", "noscript", "object", "progress", "rp", "rt", "script", "select", "style", "svg"}
    | {"template", "textarea", "video"}
)
_PLAIN_INLINE = frozenset(
    {"acronym", "b", "bdi", "bdo", "big", "br", "code", "em", "font", "hr", "i", "img", "mark", "s", "small"}
    | {"strong", "sub", "sup", "tt", "u", "wbr"}
)
_STRONG = frozenset({"b", "strong"})
_BREAK_MARKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Marks for where a word may break; invisible, and in the way inside it."""
_INLINE_FURNITURE = 200
"""An inline element of furniture with more characters than this holds text of the report after all."""
_HIDDEN_PROSE = 40
"""Hidden text of fewer characters is a word for a button."""
_NAME = 80
"""No name of an author is longer, in characters."""


def walk(tree: LexborHTMLParser, markup: Markup) -> Outline:
    """Write a parse tree down flat."""
    walker = _Walker(markup)
    if tree.root is not None:
        walker.run(tree.root)
    return walker.outline


class _Walker:
    """The state of one walk: where we are, and the paragraph that is being gathered."""

    def __init__(self, markup: Markup) -> None:
        self.outline = Outline(elements=[Element(-1, "", 0)], lines=[], scripts=[], authors={}, dates=[], hidden=[])
        self._reader = mark_reader(markup)
        self._element = 0
        self._parts: list[str] = []
        self._linked = self._timed = self._strong = self._authored = self._cells = 0
        self._links = self._times = self._strongs = self._pre = self._quotes = 0
        self._level = 0
        self._broken = self._filled = self._lined = self._values = False
        self._href: str | None = None
        self._link = self._link_count = 0
        self._at = -1
        self._hidden: frozenset[str] = frozenset()

    def run(self, root: LexborNode) -> None:
        """Visit every node in the order of the page; after a node's children comes `leave`."""
        open_nodes: list[tuple[LexborNode, tuple[str, int]]] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag not in _SKIPPED:
                state = self._enter(tag, node)
                child = node.first_child if state is not None else None
                if state is not None and child is not None:
                    open_nodes.append((node, state))
                    node = child
                    continue
                if state is not None:
                    self._leave(*state)
            elif tag == "script":
                self._script(node)
            elif tag == "head":
                self._head(node)
            following = node.next
            while following is None and open_nodes:
                node, state = open_nodes.pop()
                self._leave(*state)
                following = node.next
            node = following
        self._flush()

    def _head(self, head: LexborNode) -> None:
        for script in head.css("script"):
            self._script(script)
        self._hidden = hidden_names(sheet.text(deep=True) for sheet in head.css("style"))

    def _script(self, script: LexborNode) -> None:
        if "ld+json" in (script.attributes.get("type") or "").lower():
            self.outline.scripts.append(script.text(deep=True))

    def _text(self, text: str) -> None:
        if self._pre:
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self._break()
                self._add(line)
            return
        self._add(text.replace("\n", " "))

    def _add(self, text: str) -> None:
        if not text.isascii():
            text = _BREAK_MARKS.sub("", text)
        self._parts.append(text)
        if text and not text.isspace():
            self._broken = False
            if self._at != self._element:
                self._at = -1 if self._filled else self._element
            self._filled = True
            size = len(text)
            if self._links:
                self._linked += size
            if self._times:
                self._timed += size
            if self._strongs:
                self._strong += size

    def _break(self) -> None:
        """End a line; an empty line ends the paragraph, as two `<br>` do on a page."""
        if self._broken:
            self._flush()
        else:
            self._parts.append("\n")
            self._broken = self._lined = True

    def _enter(self, tag: str, node: LexborNode) -> tuple[str, int] | None:
        """Open an element; None when it is passed over with all it holds."""
        before = self._element
        if tag == "br":
            self._break()
        elif tag == "hr":
            self._flush()
        elif tag in _PLAIN_INLINE and (tag == "img" or "class" not in node.attributes):
            if tag != "img" and self._is_hidden(node, node.attributes):
                return None
            self._strongs += tag in _STRONG
        else:
            entered = self._enter_marked(tag, node)
            return (entered, before) if entered else None
        return tag, before

    def _enter_marked(self, tag: str, node: LexborNode) -> str:
        """Open an element that may have marks; return the name by which it is left, empty when it is passed over."""
        attributes = node.attributes
        block = tag in _BLOCKS or (tag == "cite" and self._quotes > 0 and _is_last(node))
        if attributes:
            if self._is_hidden(node, attributes):
                return ""
            marks, word = self._reader.read(tag, attributes)
            if marks == UNSEEN or (not block and marks & Mark.FURNITURE and self._is_aside(tag, node)):
                return ""
        else:
            marks, word = tag_marks(tag), ""
        if tag in _CELLS:
            self._values = self._values or tag == "td"
            if self._filled:
                self._next_cell()
            self._cells += 1
        if block or marks or tag in _CELLS:
            self._open(tag, marks, word, attributes, block=block)
        self._open_inline(tag, attributes)
        stated = self._state_date(tag, attributes, node)
        if marks & Mark.AUTHOR and not block:
            self._name_author(node)
            self._authored += len(node.text(deep=True).strip())
        if stated and not block and tag not in _OWN_LEAVE:
            self._times += 1
            return "time"
        return _SIGNATURE if block and tag == "cite" else tag

    def _is_hidden(self, node: LexborNode, attributes: Attributes) -> bool:
        """Tell whether an element is hidden, and write down how much of style's hiding is prose."""
        if not attributes or not (unseen(attributes) or (self._hidden and self._is_named_hidden(attributes))):
            return False
        if "style" in attributes or "class" in attributes or "id" in attributes:
            size = len(node.text(deep=True).strip())
            if size >= _HIDDEN_PROSE:
                self.outline.hidden.append((self._element, size))
        return True

    def _is_named_hidden(self, attributes: Attributes) -> bool:
        names = (attributes.get("class") or "").split()
        return any(f".{name}" in self._hidden for name in names) or f"#{attributes.get('id')}" in self._hidden

    def _is_aside(self, tag: str, node: LexborNode) -> bool:
        """Tell whether an inline element of furniture is small; a large one is a wrapper around the report's text."""
        return tag not in _CELLS and len(node.text(deep=True)) <= _INLINE_FURNITURE

    def _open(self, tag: str, marks: int, word: str, attributes: Attributes, *, block: bool) -> None:
        if block:
            self._flush()
            self._level = _HEADINGS.get(tag, self._level)
            self._pre += tag == "pre"
            self._quotes += tag == "blockquote"
        elements = self.outline.elements
        elements.append(Element(self._element, tag, marks, attributes.get("id") if attributes else None, word))
        self._element = len(elements) - 1

    def _open_inline(self, tag: str, attributes: Attributes) -> None:
        if tag == "a":
            href = (attributes.get("href") or "") if attributes else ""
            if href and not href.startswith("#"):
                self._href = href
                self._links = 1
                self._link_count += 1
                self._link = self._link_count
        elif tag == "time":
            self._times += 1
        elif tag in _STRONG:
            self._strongs += 1
        elif tag == "q":
            self._parts.append("“")

    def _next_cell(self) -> None:
        """Set the cells of a row apart; a cell of several lines is a part of the page's layout, not of a table."""
        if self._lined:
            self._flush()
        else:
            self._parts.append(" | ")

    def _leave(self, tag: str, before: int) -> None:
        if tag in _BLOCKS or tag == _SIGNATURE:
            self._flush()
            if tag in _HEADINGS:
                self._level = 0
            self._pre -= tag == "pre"
            self._quotes -= tag == "blockquote"
        elif tag in _STRONG:
            self._strongs -= 1
        elif tag == "a":
            self._links = self._link = 0
        elif tag == "time":
            self._times -= 1
        elif tag == "q":
            self._parts.append("”")
        self._element = before

    def _flush(self) -> None:
        """Write down the paragraph gathered so far."""
        if not self._parts:
            self._cells = 0
            self._values = False
            if not self._links:
                self._href = None
            return
        if self._filled:
            text = "\n".join(" ".join(line.split()) for line in "".join(self._parts).split("\n")).strip()
            whole = self._at > 0 and not self.outline.elements[self._at].marks & Mark.FURNITURE
            line = RawLine(
                text,
                self._at if whole else self._element,
                self._level,
                self._linked,
                self._timed,
                self._strong,
                self._authored,
                self._href,
                self._cells > 1 and not self._values,
                self._link,
            )
            self.outline.lines.append(line)
        self._parts = []
        self._linked = self._timed = self._strong = self._authored = self._cells = 0
        self._broken = self._filled = self._lined = self._values = False
        if not self._links:
            self._href = None

    def _state_date(self, tag: str, attributes: Attributes, node: LexborNode) -> bool:
        """Write a date that the markup gives onto the elements around it that have none yet; tell whether it gives one."""
        value = stated_date(tag, attributes) if attributes else None
        if not value:
            return False
        label = " ".join(node.text(deep=True).split()) if tag not in _BLOCKS else ""
        label = label if len(label) <= _NAME else ""
        self.outline.dates.append((self._element, value[:64], says_published(attributes)))
        elements = self.outline.elements
        at = self._element
        while at > 0 and elements[at].stated is None:
            elements[at].stated, elements[at].stated_label = value[:64], label or None
            at = elements[at].parent
        return True

    def _name_author(self, node: LexborNode) -> None:
        name = " ".join(node.text(deep=True).split())
        if 0 < len(name) <= _NAME:
            self.outline.authors.setdefault(self._element, name)


def _is_last(node: LexborNode) -> bool:
    """Tell whether nothing but white space follows a node in its parent: a `<cite>` there signs what stands before it."""
    following = node.next
    while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
        following = following.next
    return following is None
