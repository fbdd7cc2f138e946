"""Reads a report that comes as JSON: `{"title", "published", "text"}` or a schema.org article, whose text is plain."""

import msgspec

from sayso.structure.published import Published

_TEXTS = ("text", "articleBody", "body", "content")
_TITLES = ("title", "headline", "name")
_DATES = ("published", "datePublished", "published_at", "date")


class JsonReport(msgspec.Struct, frozen=True):
    """What a JSON document says about its report; `text` is None when it holds none."""

    text: str | None
    title: str | None
    metadata: Published | None


def read_json(document: str) -> JsonReport:
    """Return the report in a JSON document: its first object that has a text. Broken JSON holds none."""
    try:
        value = msgspec.json.decode(document.lstrip("\ufeff").encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError):
        return JsonReport(None, None, None)
    for found in _objects(value):
        text = _first(found, _TEXTS)
        if text is not None:
            return JsonReport(text, _first(found, _TITLES), _dated(found))
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
