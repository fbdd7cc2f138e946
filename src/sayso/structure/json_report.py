"""Reads a report that comes as JSON: `{"title", "published", "text"}` or a schema.org article, whose text is plain.

`{"quoted": [{"text", "author", "published"}]}` beside the text, or in its place, are the words of others.
"""

import msgspec

from sayso.structure.published import Published
from sayso.structure.quoted import Quoted

_TEXTS = ("text", "articleBody", "body", "content")
_TITLES = ("title", "headline", "name")
_DATES = ("published", "datePublished", "published_at", "date")


class JsonReport(msgspec.Struct, frozen=True):
    """What a JSON document says about its report; `text` is None when it holds none."""

    text: str | None
    title: str | None
    metadata: Published | None
    quoted: tuple[Quoted, ...] = ()


def read_json(document: str) -> JsonReport:
    """Return the report in a JSON document: its first object that has a text. Broken JSON holds none."""
    try:
        value = msgspec.json.decode(document.lstrip("\ufeff").encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError):
        return JsonReport(None, None, None)
    for found in _objects(value):
        text, quoted = _first(found, _TEXTS), _quoted(found)
        if text is not None or quoted:
            return JsonReport(text or "", _first(found, _TITLES), _dated(found), quoted)
    return JsonReport(None, None, None)


def _objects(value: object) -> list[dict[str, object]]:
    """Return the objects at the top of a document: itself, or those of its list or `@graph`."""
    if isinstance(value, dict):
        graph = value.get("@graph")
        return [value, *_objects(graph)] if isinstance(graph, list) else [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _first(found: dict[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the named fields that holds words."""
    for name in names:
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _dated(found: dict[str, object]) -> Published | None:
    """Return when the document says that it was published."""
    for name in _DATES:
        value = found.get(name)
        if isinstance(value, str) and (date := Published.read(value, f"metadata: {name}")):
            return date
    return None


def _quoted(found: dict[str, object]) -> tuple[Quoted, ...]:
    """Return the words of others that a document sets apart."""
    stated = found.get("quoted")
    rows = [row for row in stated if isinstance(row, dict)] if isinstance(stated, list) else []
    made = []
    for row in rows:
        text, author, at = _first(row, ("text",)), _first(row, ("author",)), _dated(row)
        if text is not None:
            made.append(Quoted(text, author, at.value if at else None))
    return tuple(made)
