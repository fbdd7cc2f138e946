"""What the parser's worker hands back of a page: its lines in order, the dated parts they stand in, what it says of itself.

Plain records that travel as bytes between two processes; nothing in them refers to the parse tree.
"""

from typing import Literal

import msgspec

Role = Literal["title", "heading", "paragraph", "caption", "signature", "label"]
"""`label`: the names of a table's columns, which say nothing by themselves. `signature`: a line that names who wrote the post or quotation it stands in."""

GroupKind = Literal["article", "update", "post", "comment", "quoted"]


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph of the page: white space collapsed, a line break of the page as a line feed."""

    text: str
    role: Role = "paragraph"
    level: int = 0
    """Of a heading, 1 to 6; 0 for a paragraph that only looks like one."""
    group: int = 0
    """Index into the page's groups."""
    inside_comment: bool = False
    item: bool = False
    quotation: bool = False


class Group(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A part of the page with its own date or author: the article, an update, an embedded post, a comment."""

    kind: GroupKind
    label: str | None = None
    """The words in which the page gives its time."""
    at: str | None = None
    """Its time as the markup gives it, not yet checked."""
    author: str | None = None


class StatedDate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A date of publication as the page's metadata state it: `StatedDate("meta article:published_time", "2016-12-08")`."""

    where: str
    value: str


class ParsedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page as its parse tree shows it."""

    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    """The first is the article itself."""
    titles: tuple[str, ...]
    """What the page's head calls it, best first."""
    dates: tuple[StatedDate, ...]
    """Best first."""
    bylines: tuple[str, ...]
    """Short lines about author and date that were taken away."""
    address: str | None
    """The page's own address, where it gives one."""
    troubles: tuple[str, ...] = ()
    """What could not be read, in words."""
    hidden: int = 0
    """How many characters of prose, where the report stands, the page hides from its readers."""
    took_s: float = 0.0
    """Seconds that parsing took."""
