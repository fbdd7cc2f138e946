"""What an element of a page says of itself: by its tag, its role, its microdata, and the words in its class and id.

Sources: the element and role names of the HTML Standard and of WAI-ARIA, the property names of schema.org; the words in
classes and ids stand in the list that `markup.py` loads.
"""

import re
from collections.abc import Mapping

from sayso.structure.markup import Markup, reading

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


UNSEEN = -1
"""Instead of marks: an element that no reader of the page sees."""

_ROLES = {
    "navigation": Mark.FURNITURE,
    "banner": Mark.HEADER,
    "complementary": Mark.FURNITURE,
    "contentinfo": Mark.FURNITURE,
    "search": Mark.FURNITURE,
    "dialog": Mark.FURNITURE,
    "alertdialog": Mark.FURNITURE,
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
_COMMENT_ID = re.compile(r"(?:div-|li-)?comment[-_]?\d+")
_ENTRY = re.compile(r"(?:^|\s)(?:hentry|type-post|post-\d+)(?:\s|$)")
"""Classes of an entry whose other classes name its subjects and author: `category-…`, `tag-…`."""
_TAXONOMY = re.compile(r"(?:^|(?<=\s))(?:category|tag|author)-\S+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def tag_marks(tag: str) -> int:
    """Return what an element says by its tag alone."""
    return _TAGS.get(tag, 0)


def unseen(attributes: Attributes) -> bool:
    """Tell whether the markup hides an element; hidden words must not speak."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def stated_date(tag: str, attributes: Attributes) -> str | None:
    """Return the date that an element gives in its attributes, as written."""
    if tag == "time":
        return attributes.get("datetime")
    if (attributes.get("itemprop") or "").lower() in _DATED:
        return attributes.get("content") or attributes.get("datetime")
    return None


class MarkReader:
    """Reads marks from attributes; every spelling on a page is looked at once."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._patterns = (
            (markup.furniture, Mark.FURNITURE),
            (markup.byline, Mark.BYLINE),
            (markup.comments, Mark.COMMENTS),
            (markup.author, Mark.AUTHOR),
            (markup.embed, Mark.EMBED),
            (markup.caption, Mark.CAPTION),
            (markup.update, Mark.UPDATE),
        )
        self._known: dict[tuple[str | None, ...], tuple[int, str]] = {}

    def read(self, tag: str, attributes: Attributes) -> tuple[int, str]:
        """Return an element's marks (or `UNSEEN`), and the class that makes it one reader's comment, if one does."""
        get = attributes.get
        key = (tag, get("class"), get("id"), get("role"), get("itemprop"), get("itemtype"), get("rel"))
        known = self._known.get(key)
        if known is None:
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
        said = reading(f"{classes} {name}")
        if self._markup.invisible.search(said):
            return UNSEEN, ""
        said = self._markup.not_comments.sub("", said)
        for pattern, mark in self._patterns:
            if pattern.search(said):
                marks |= mark
        word = self._comment_word(classes, name)
        return marks | (Mark.COMMENT if word else 0), word

    def _comment_word(self, classes: str, name: str) -> str:
        for written in classes.split():
            word = reading(written).strip("-")
            if word in self._markup.comment:
                return word
        return "comment" if _COMMENT_ID.fullmatch(name) else ""
