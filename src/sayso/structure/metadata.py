"""What the head of a page says of it: its title, its own address, and when it was published.

Sources of the names: the Open Graph and `article:` properties, Dublin Core, Twitter cards, and the names that content
systems have made up for the date of publication.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from sayso.structure.jsonld import Statement
from sayso.structure.outline import StatedDate

# Names of dates of publication in `<meta>`, the surest first. Dates of change are none of them.
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished",
    "parsely-pub-date", "sailthru.date", "article.published", "published_time", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date.published", "dcterms.date", "dc.date", "dcterms.created",
    "dc.date.created", "dc.created", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date",
    "published-date", "publication_date", "article_date_original", "originalpublicationdate", "date",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|–—»:·-]+\s+")
_TITLE = 12
"""What is left of a title without its site has at least so many characters."""
_ADDRESS = 2000
"""A longer address is cut; no date stands so far along in one."""
_OUTSIDE = re.compile(r"\W+")


class Head:
    """The head of one page, read once."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._metas: dict[str, str] = {}
        for meta in tree.css("meta"):
            attributes = meta.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = (attributes.get("content") or "").strip()
            if name and content:
                self._metas.setdefault(name.lower(), content[:2000])
        title = tree.css_first("title")
        self._title = " ".join(title.text(deep=True).split())[:2000] if title is not None else ""
        link = tree.css_first('link[rel="canonical"]')
        canonical = (link.attributes.get("href") or "").strip() if link is not None else ""
        address = canonical or self._metas.get("og:url", "")
        self.address = address[:_ADDRESS] or None
        """The page's own address, where it gives one."""

    def titles(self, statement: Statement) -> tuple[str, ...]:
        """Return what the page is called, best first, without the name of its site."""
        site = self._metas.get("og:site_name", "")
        stated = (self._metas.get("og:title"), statement.headline, self._metas.get("twitter:title"))
        found = [_without_site(title, site, stated=True) for title in stated if title]
        if self._title:
            found.append(_without_site(self._title, site, stated=bool(found)))
        return tuple(dict.fromkeys(" ".join(title.split()) for title in found if title.strip()))

    def dates(self, statement: Statement, stated: str | None) -> tuple[StatedDate, ...]:
        """Return the stated dates of publication, best first; `stated` is the first that the page's markup gives."""
        return tuple(self._dates(statement, stated))

    def _dates(self, statement: Statement, stated: str | None) -> Iterator[StatedDate]:
        first = [name for name in _DATES[:3] if name in self._metas]
        yield from (StatedDate(f"metadata: {name}", self._metas[name][:80]) for name in first)
        if statement.published:
            yield StatedDate("metadata: JSON-LD datePublished", statement.published[:80])
        rest = [name for name in _DATES[3:] if name in self._metas]
        yield from (StatedDate(f"metadata: {name}", self._metas[name][:80]) for name in rest)
        if stated:
            yield StatedDate("metadata: time element", stated)


def _without_site(title: str, site: str, *, stated: bool) -> str:
    """Return a title without the name of the site at its end or beginning.

    A `<title>` with no other title beside it loses its last part ("… | Outlet"), if enough is left to be a title.
    """
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site and same_words(parts[-1], site):
        return title[: title.rindex(parts[-1])].rstrip(" |–—»:·-")
    if site and same_words(parts[0], site):
        return title[len(parts[0]) :].lstrip(" |–—»:·-")
    if not stated and len(parts[-1].split()) <= 4 and len(title) - len(parts[-1]) >= _TITLE:
        return title[: title.rindex(parts[-1])].rstrip(" |–—»:·-")
    return title


def same_words(one: str, other: str) -> bool:
    """Tell whether two titles have the same words, whatever stands between them."""
    return bare_words(one) == bare_words(other) != ""


def bare_words(text: str) -> str:
    """Return a text's letters and digits alone, in lower case: the form in which texts of one page are compared."""
    return _OUTSIDE.sub("", text).lower()


def same_address(one: str, other: str | None) -> bool:
    """Tell whether two addresses name the same page: the path decides, and the host where both have one."""
    if other is None:
        return False
    try:
        a, b = urlsplit(one.strip()), urlsplit(other.strip())
    except ValueError:
        return False
    return a.path.rstrip("/") == b.path.rstrip("/") and (not a.netloc or not b.netloc or a.netloc == b.netloc)
