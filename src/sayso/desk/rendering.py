"""Makes pages of templates: everything is escaped, what a captured page says stands in them as text."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.desk.desk import Desk
from sayso.desk.forms import WRITTEN
from sayso.desk.people import Person
from sayso.desk.problems import Problem
from sayso.desk.screen_words import (
    dispute_words,
    happened_words,
    kind_words,
    long_day,
    said_at,
    source_name,
    status_words,
    to_the_minute,
)
from sayso.publish.excerpt import marks
from sayso.publish.page import safe_link
from sayso.screen.phrases import number_of, place_words
from sayso.values.party import chain

STATIC = Path(__file__).parent / "static"


@cache
def environment() -> Environment:
    """Return the templates of this folder, with the words of the house as filters."""
    made = Environment(
        loader=PackageLoader("sayso.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        safe_link=safe_link, marks=marks, moment_words=happened_words, place_words=place_words, instant_words=instant_words, said_at=said_at, long_day=long_day, kind_words=kind_words,
        status_words=status_words, dispute_words=dispute_words, source_name=source_name,
    )  # fmt: skip
    made.globals["number_of"] = number_of
    made.globals["chain"] = chain
    return made


def instant_words(text: str | None) -> str:
    """Return an instant of the record for reading, to the minute: "14 May 2031, 09:30 UTC"."""
    return "no time" if text is None else said_at(to_the_minute(text))


def page(template: str, desk: Desk, person: Person | None, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template's own
    """Return a page; every template knows who asks, and up to which entry the desk has come."""
    newest = desk.snapshots.newest.facts
    common = {
        "person": person,
        "team": desk.people is not None,
        "entry": newest.entry,
        "behind": max(0, desk.index.seen - newest.seen),
        "trouble": desk.snapshots.trouble and desk.told(desk.snapshots.trouble),
        "snapshot_state": None,
        "bar": None,
        "to": str,
    }
    return HTMLResponse(environment().get_template(template).render(common | values), status)


def problem_page(
    desk: Desk, request: Request, problem: Problem, headers: dict[str, str], sent: tuple[tuple[str, str], ...] = ()
) -> HTMLResponse:
    """Return the page that says what happened and what to do; with what was sent, filled in to be sent again."""
    again = _again(desk, request) if problem.name == "busy" and request.method == "GET" else None
    shown = problem.without_places(desk.told)
    template = "problem_sent.html" if any(value.strip() for name, value in sent if name in WRITTEN) else "problem.html"
    made = page(
        template, desk, None, problem.kind.status, problem=shown, again=again, sent=sent, written=WRITTEN,
        action=request.url.path,
    )  # fmt: skip
    made.headers.update(headers)
    return made


def _again(desk: Desk, request: Request) -> str:
    """Return where a page that was not ready can be had: of the same entry, or it would be begun anew with every entry that comes."""
    given = parse_qsl(request.url.query)
    if any(name == "known" for name, _ in given) or request.url.path == "/changes":
        return f"{request.url.path}?{request.url.query}"
    return f"{request.url.path}?{urlencode([*given, ('known', str(desk.snapshots.newest.facts.entry))])}"
