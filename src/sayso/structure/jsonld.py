"""Reads what a page says of itself in JSON-LD with schema.org's words: headline, date, text, and the updates of a live blog.

Source of the names: schema.org `Article` and its kinds, `LiveBlogPosting` with `liveBlogUpdate`.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias, Union

import msgspec

Json: TypeAlias = Union[bool, int, float, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007 - it names itself

_ARTICLES = frozenset(
    {"Article", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "BlogPosting", "NewsArticle"}
    | {"LiveBlogPosting", "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle"}
    | {"SocialMediaPosting", "WebPage", "CreativeWork"}
)
_WEAK = frozenset({"WebPage", "CreativeWork"})
"""Kinds that say something of the page when nothing better does."""
_DEEPEST = 12
_TAG = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>")


class StatedUpdate(msgspec.Struct, frozen=True):
    """One update of a live blog as its publisher states it."""

    at: str | None
    headline: str
    text: str
    fragment: str | None
    """The id of its element, where its address names one."""


class Statement(msgspec.Struct, frozen=True):
    """What a page's JSON-LD says of the report on it; all empty when there is none."""

    headline: str | None = None
    published: str | None = None
    text: str = ""
    updates: tuple[StatedUpdate, ...] = ()
    troubles: tuple[str, ...] = ()


def read_statement(scripts: Iterable[str]) -> Statement:
    """Return what JSON-LD scripts say; one that is no JSON is named among the troubles and passed over."""
    articles: list[dict[str, Json]] = []
    troubles: list[str] = []
    for script in scripts:
        try:
            articles.extend(_articles(json.loads(script, strict=False)))
        except (ValueError, RecursionError) as trouble:
            troubles.append(f"JSON-LD of the page cannot be read: {type(trouble).__name__}: {str(trouble)[:120]}")
    best = max(articles, key=_weight, default=None)
    if best is None:
        return Statement(troubles=tuple(troubles))
    statement = article_statement(best)
    return msgspec.structs.replace(statement, troubles=tuple(troubles))


def article_statement(article: dict[str, Json]) -> Statement:
    """Return what one schema.org article says."""
    updates = article.get("liveBlogUpdate")
    stated = [_update(item) for item in (updates if isinstance(updates, list) else [updates]) if isinstance(item, dict)]
    return Statement(
        headline=plain(article.get("headline")) or plain(article.get("name")) or None,
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        text=plain(article.get("articleBody")) or plain(article.get("text")),
        updates=tuple(update for update in stated if update.text or update.headline),
    )


def plain(value: Json) -> str:
    """Return a value's text without markup, one paragraph a line; empty when it is no text."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(_ANY_TAG.sub("", _TAG.sub("\n", value))) if "<" in value or "&" in value else value
    text = text.encode("utf-8", "replace").decode()  # JSON can spell half a character
    return "\n".join(words for line in text.split("\n") if (words := " ".join(line.split())))


def _articles(value: Json) -> Iterator[dict[str, Json]]:
    """Yield every object that is an article, wherever a page has put it; no deeper than anyone does in earnest."""
    waiting: list[tuple[int, Json]] = [(0, value)]
    while waiting:
        depth, item = waiting.pop()
        if isinstance(item, dict):
            if _kinds(item) & _ARTICLES:
                yield item
            inner: Iterable[Json] = (item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
        else:
            inner = item if isinstance(item, list) else ()
        if depth < _DEEPEST:
            waiting.extend((depth + 1, part) for part in inner)


def _kinds(item: dict[str, Json]) -> frozenset[str]:
    kinds = item.get("@type")
    return frozenset(kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str))


def _weight(article: dict[str, Json]) -> tuple[bool, bool, int]:
    body = article.get("articleBody")
    return (
        bool(article.get("liveBlogUpdate")),
        not _kinds(article) & _WEAK,
        len(body) if isinstance(body, str) else 0,
    )


def _update(item: dict[str, Json]) -> StatedUpdate:
    address = _text(item.get("url")) or _text(item.get("@id")) or ""
    return StatedUpdate(
        at=_text(item.get("datePublished")) or _text(item.get("dateModified")),
        headline=plain(item.get("headline")) or plain(item.get("name")),
        text=plain(item.get("articleBody")) or plain(item.get("text")),
        fragment=address.partition("#")[2] or None,
    )


def _text(value: Json) -> str | None:
    return value.strip()[:500] if isinstance(value, str) and value.strip() else None
