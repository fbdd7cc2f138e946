"""A brief as one self-contained HTML page: no script, nothing loaded from anywhere, readable on paper and on a phone."""

from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.publish.excerpt import marks
from sayso.publish.model import Brief, Words, lines_of
from sayso.publish.ranges import HEIGHT, WIDTH, largest, range_mark


def page(brief: Brief) -> str:
    """Return the brief as an HTML document; every quote leads to its words in their place, further down the page."""
    environment = Environment(
        loader=PackageLoader("sayso.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["range_mark"] = range_mark
    environment.filters["largest"] = largest
    environment.filters["safe_link"] = safe_link
    environment.filters["marks"] = marks
    template = environment.get_template("brief.html")
    return template.render(brief=brief, words=_all_words(brief), width=WIDTH, height=HEIGHT)


def safe_link(link: str | None) -> str | None:
    """Return a link that may stand in a page: http, https or a relative path; anything else is no link."""
    return link if link is not None and urlsplit(link).scheme in {"", "http", "https"} else None


def _all_words(brief: Brief) -> tuple[Words, ...]:
    """Return the words behind every line of the brief, each once, in the order of the text."""
    found: dict[str, Words] = {line.words.id: line.words for line in lines_of(brief)}
    return tuple(sorted(found.values(), key=lambda words: (words.source, words.span)))
