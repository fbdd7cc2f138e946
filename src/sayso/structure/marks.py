"""What an element of a page says of itself: by its tag, its role, its microdata, and the words in its class and id.

Sources: the element and role names of the HTML Standard and of WAI-ARIA, the property names of schema.org; the words in
classes and ids stand in the list that `markup.py` loads.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from sayso.structure.markup import Markup, found, reading

Attributes = Mapping[str, str | None]


class Mark:
    """Bits of what an element says of itself, by its tag, its role, its microdata or the words in its class and id."""

    FURNITURE = 1
    COMMENTS = 2
    COMMENT = 4
    EMBED = 8
    QUOTE = 16
    CAPTION = 32
    ARTICLE = 64
    MAIN = 128
    BODY_TEXT = 256
    UPDATE = 512
    BYLINE = 1024
    AUTHOR = 2048
    CITE = 4096
    ITEM = 8192
    HEADER = 16384
    FOOTER = 32768
    FIGURE = 65536
    TABLE = 131072
    CONSENT = 262144
    FORWARDED = 524288


UNSEEN = -1
"""Instead of marks: an element that no reader of the page sees."""

_ROLES = {
    "navigation": Mark.FURNITURE,
    "banner": Mark.HEADER,
    "complementary": Mark.FURNITURE,
    "contentinfo": Mark.FURNITURE,
    "search": Mark.FURNITURE,
    "dialog": Mark.FURNITURE | Mark.CONSENT,
    "alertdialog": Mark.FURNITURE | Mark.CONSENT,
    "menu": Mark.FURNITURE,
    "main": Mark.MAIN,
    "article": Mark.ARTICLE,
}
_TAGS = {
    "nav": Mark.FURNITURE,
    "aside": Mark.FURNITURE,
    "footer": Mark.FURNITURE | Mark.FOOTER,
    "address": Mark.FURNITURE,
    "menu": Mark.FURNITURE,
    "form": Mark.FURNITURE,
    "header": Mark.HEADER,
    "article": Mark.ARTICLE,
    "main": Mark.MAIN,
    "blockquote": Mark.QUOTE,
    "figcaption": Mark.CAPTION,
    "caption": Mark.CAPTION,
    "cite": Mark.CITE,
    "li": Mark.ITEM,
    "figure": Mark.FIGURE,
    "table": Mark.TABLE,
}
_PROPERTIES = {
    "articlebody": Mark.BODY_TEXT,
    "liveblogupdate": Mark.UPDATE,
    "comment": Mark.COMMENT,
    "author": Mark.BYLINE | Mark.AUTHOR,
    "creator": Mark.BYLINE | Mark.AUTHOR,
    "caption": Mark.CAPTION,
    "datepublished": Mark.BYLINE,
}
_TYPES = {"comment": Mark.COMMENT, "usercomments": Mark.COMMENT}
_DATED = frozenset({"datepublished", "datecreated", "uploaddate"})
_RDFA = frozenset({"dc:date", "dc:created", "dc:issued", "dcterms:created", "schema:datepublished", "datepublished"})
_MOMENTS = ("datetime", "data-timestamp", "data-utime", "data-datetime", "data-date", "data-time", "data-published")
"""Attributes in which pages keep a moment for a script to show: in ISO 8601, or in (milli)seconds since 1970."""
_DATE_NAMES = frozenset({"itemprop", "property", *_MOMENTS})
_ISO = re.compile(r"\s*(?:19|20)\d\d-\d\d-\d\d")
_EPOCH = re.compile(r"\s*([1-3]?\d{9})(\d{3})?\s*$")
_NAMES = ("data-component", "data-testid")
"""Attributes besides class and id in which pages name their parts."""
_COMMENT_ID = re.compile(r"(?:div-|li-)?comment[-_]?\d+")
_ENTRY = re.compile(r"(?:^|\s)(?:hentry|type-post|post-\d+)(?:\s|$)")
"""Classes of an entry whose other classes name its subjects and author: `category-…`, `tag-…`."""
_TAXONOMY = re.compile(r"(?:^|(?<=\s))(?:category|tag|author)-\S+")


@cache
def mark_reader(markup: Markup) -> "MarkReader":
    """Return the reader for a list of words, the same each time."""
    return MarkReader(markup)


def tag_marks(tag: str) -> int:
    """Return what an element says by its tag alone."""
    return _TAGS.get(tag, 0)


def stated_date(tag: str, attributes: Attributes) -> str | None:
    """Return the date that an element gives in its attributes: as written, or in ISO 8601 where it counts from 1970."""
    if tag != "abbr" and _DATE_NAMES.isdisjoint(attributes):
        return None
    if tag == "time" and attributes.get("datetime"):
        return attributes.get("datetime")
    if (attributes.get("itemprop") or "").lower() in _DATED or (attributes.get("property") or "").lower() in _RDFA:
        return attributes.get("content") or attributes.get("datetime")
    if tag == "abbr":  # the way of the hAtom microformat
        title = attributes.get("title") or ""
        if _ISO.match(title):
            return title
    return _kept_moment(attributes) if tag not in {"html", "body"} else None


def says_published(attributes: Attributes) -> bool:
    """Tell whether an element calls its date that of publication: in microdata, or in the words of hAtom."""
    prop, classes = (attributes.get("itemprop") or "").lower(), attributes.get("class") or ""
    return prop == "datepublished" or "pubdate" in attributes or "published" in classes.lower().split()


def _kept_moment(attributes: Attributes) -> str | None:
    for name in _MOMENTS:
        value = attributes.get(name)
        if value:
            count = _EPOCH.match(value)
            if count is not None:
                return datetime.fromtimestamp(int(count[1]), UTC).isoformat().replace("+00:00", "Z")
            if _ISO.match(value):
                return value
    return None


_FIELDS = {
    "furniture": Mark.FURNITURE,
    "byline": Mark.BYLINE,
    "comments": Mark.COMMENTS,
    "author": Mark.AUTHOR,
    "embed": Mark.EMBED,
    "caption": Mark.CAPTION,
    "update": Mark.UPDATE,
    "consent": Mark.FURNITURE | Mark.CONSENT,
    "forwarded": Mark.AUTHOR | Mark.FORWARDED,
}
_REMEMBERED = 20_000
"""So many spellings are remembered from page to page: the pages of one site share most of them."""


class MarkReader:
    """Reads marks from attributes; every spelling is looked at once, also on later pages."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._known: dict[tuple[str | None, ...], tuple[int, str]] = {}

    def read(self, tag: str, attributes: Attributes) -> tuple[int, str]:
        """Return an element's marks (or `UNSEEN`), and the class that makes it one reader's comment, if one does."""
        get = attributes.get
        key = (
            tag,
            get("class"),
            get("id"),
            get("role"),
            get("itemprop"),
            get("itemtype"),
            get("rel"),
            *map(get, _NAMES),
        )
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._read(tag, attributes)
        return known

    def _read(self, tag: str, attributes: Attributes) -> tuple[int, str]:
        role, prop, kind, rel, classes, name = (
            attributes.get(key) or "" for key in ("role", "itemprop", "itemtype", "rel", "class", "id")
        )
        marks = tag_marks(tag) | _ROLES.get(role.lower(), 0) | _PROPERTIES.get(prop.lower(), 0)
        marks |= _TYPES.get(kind.rsplit("/", 1)[-1].lower(), 0)
        marks |= (Mark.AUTHOR | Mark.BYLINE) if rel == "author" else 0
        if tag in {"html", "body"}:
            return marks, ""
        if _ENTRY.search(classes):
            classes = _TAXONOMY.sub("", classes)
        said = reading(" ".join((classes, name, *(attributes.get(key) or "" for key in _NAMES))))
        if "comments" in said:
            said = self._markup.not_comments.sub("", said)
        for field in found(self._markup.entries, said):
            if field == "invisible":
                return UNSEEN, ""
            marks |= _FIELDS[field]
        word = self._comment_word(classes, name)
        return marks | (Mark.COMMENT if word else 0), word

    def _comment_word(self, classes: str, name: str) -> str:
        for written in classes.split():
            word = reading(written).strip("-")
            if word in self._markup.comment:
                return word
        return "comment" if _COMMENT_ID.fullmatch(name) else ""
