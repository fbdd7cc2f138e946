"""What happens around every handler: who asks, whether from a page of ours, how often, with which right, and how trouble is told."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from urllib.parse import quote, urlsplit

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from sayso.desk import memento
from sayso.desk.audit import named
from sayso.desk.desk import Desk
from sayso.desk.forms import words_of
from sayso.desk.people import Person
from sayso.desk.problems import Problem, problem_of
from sayso.desk.rendering import problem_page
from sayso.desk.rights import EVERY
from sayso.desk.route import UNSAFE, Ask, At, Form, Route, query_of
from sayso.errors import SaysoError

_log = logging.getLogger("sayso.desk")
PROBLEM = "application/problem+json"
_NOT_AGAIN = frozenset({"foreign-host", "foreign-request", "too-large", "conflict"})
"""Trouble after which the same form is not offered again: who sent it is not known, or the page has both texts already."""
_DRAINED = 4
"""So many times what is taken is read of an upload that is too large, and thrown away: a browser that is cut off shows no answer."""
OWN_PASSWORD = "/account/password"  # noqa: S105 - an address
"""Where somebody chooses a password of their own: whoever came in with one that another chose is led there, and nowhere else."""
_WAYS_OUT = ("/sign-out", "/sign-out-everywhere")
SLOW_S = 5
"""What somebody is told to wait who asks for what is still worked out."""


def cookie_name(*, https: bool) -> str:
    """Return what the cookie of a session is called: with https, a name that no other host and no other path can set."""
    return "__Host-sayso" if https else "sayso"


def endpoint(desk: Desk, route: Route, form: Form = "json") -> Callable[[Request], Awaitable[Response]]:
    """Return what answers one route in one form."""

    async def answer(request: Request) -> Response:
        try:
            async with asyncio.timeout(_patience_s(desk, route, request)):
                return await _answer(desk, route, form, request)
        except SaysoError as error:
            problem = problem_of(error)
            return told(desk, request, problem, await _sent(route, request, problem))
        except (TimeoutError, BrokenProcessPool):
            away = desk.snapshots.trouble  # a server that does not answer keeps whoever asks it waiting
            name, detail = ("ledger-unavailable", away) if away else ("busy", "it is still being worked out")
            return told(desk, request, Problem(name, detail, retry_after=SLOW_S))
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # noqa: BLE001 - whatever it is, it is logged and told as a fault; the desk goes on for the others
            _log.exception("%s %s failed", route.method, route.path)
            problem = Problem("fault")
            return told(desk, request, problem, await _sent(route, request, problem))

    answer.__name__ = route.name
    return answer


async def _sent(route: Route, request: Request, problem: Problem) -> tuple[tuple[str, str], ...]:
    """Return what somebody wrote that was not recorded, so that they have it back; nothing of what did not come from a page of ours."""
    if not route.refilled or problem.name in _NOT_AGAIN:
        return ()
    return await words_of(request)


def _patience_s(desk: Desk, route: Route, request: Request) -> float | None:
    """Return how long somebody waits for an answer: a program longer than a person before a blank page; a sender as long as it takes."""
    if request.method in UNSAFE:
        return None
    return desk.settings.limits.patience_s if route.api else desk.settings.limits.page_patience_s


async def _answer(desk: Desk, route: Route, form: Form, request: Request) -> Response:
    scope = request.scope
    if not scope["sayso.host"]:
        raise Problem("foreign-host", f"this desk is not served as {request.headers.get('host', '')!r}")
    person = identify(desk, request)
    if scope["sayso.oversize"]:
        if person is not None:
            await _drained(request, desk.settings.limits.upload_bytes * _DRAINED)
        raise Problem("too-large", f"more than the {scope['sayso.limit']:,} bytes that are taken here")
    if request.method in UNSAFE and not (person is not None and person.by == "token"):
        _from_a_page_of_ours(desk, request)
    _in_bounds(desk, request, person, export=form != "json")
    if route.needs is not None:
        if person is None:
            raise Problem("sign-in-needed")
        if person.fresh and request.url.path not in (OWN_PASSWORD, *_WAYS_OUT):
            raise Problem("password-needed")
        if not person.may(route.needs):
            raise Problem(
                "not-allowed", f"this needs the right to {route.needs}; {person.name} has the role {person.role}"
            )
    query = query_of(route.query, request.query_params)
    ask = Ask(request=request, desk=desk, route=route, anybody=person, query=query, form=form)
    if route.private and person is not None and person.may("private"):
        desk.audit.ready()
    if not route.kept:
        response = await route.handler(ask)
        await _written_down(ask)
        return response
    return await _kept(ask)


async def _drained(request: Request, most: int) -> None:
    """Read what somebody sends and throw it away, up to so many bytes: most browsers show an answer only when they have sent everything."""
    taken = 0
    while taken < most:
        message = await request.scope["sayso.receive"]()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


async def _kept(ask: Ask) -> Response:
    """Answer what depends on the ledger alone: with a tag, links to its past, and 304 where nothing is otherwise."""
    request = ask.request
    path, query = request.url.path, request.url.query
    asked = request.headers.get("accept-datetime")
    known = isinstance(ask.query, At) and ask.query.known is not None
    if asked is not None and isinstance(ask.query, At) and not known:
        moment = memento.asked_datetime(asked)
        entry = await ask.desk.ledgers.read(lambda ledger: memento.entry_at(ledger, moment))
        response: Response = RedirectResponse(memento.at_entry(path, query, entry), 302)
        response.headers["Vary"] = "Accept-Datetime"
        return response
    snapshot = await ask.snapshot()
    tag = tag_of(ask, snapshot.facts.entry)
    given = request.headers.get("if-none-match", "")
    same = given.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in given.split(",")}
    response = Response(status_code=304) if same else await ask.route.handler(ask)
    links = [response.headers["link"]] if "link" in response.headers else []
    response.headers["ETag"] = tag
    for name, value in memento.headers(path, query, snapshot.facts, known=known, more=links).items():
        response.headers[name] = value
    if not same:
        await _written_down(ask)
    return response


async def _written_down(ask: Ask) -> None:
    """Take note of who saw what; of what is taken away before it goes."""
    person, route = ask.anybody, ask.route
    if person is None or route.needs is None:
        return
    address = named(ask.request.url.path, ask.request.query_params.multi_items(), export=ask.form != "json")
    if ask.form != "json":
        ask.desk.audit.note(person, "export", address, ask.desk.now())
        await ask.desk.audit.flush()
    elif route.private and person.may("private"):
        ask.desk.audit.note(person, "read-private", address, ask.desk.now())


def tag_of(ask: Ask, entry: int) -> str:
    """Return the strong tag of an answer: the entry that it is of, and a hash of what was asked by whom with which rights."""
    person = ask.person
    said = msgspec.json.encode(
        [ask.request.url.path, ask.request.url.query, ask.form, sorted(person.rights), ask.desk.pipeline.engine]
    )
    behind = max(0, ask.desk.index.seen - (ask.snapshot_of.facts.seen if ask.snapshot_of else 0))
    return f'"{entry}-{hashlib.sha256(said + b"%d" % bool(behind)).hexdigest()[:16]}"'


def identify(desk: Desk, request: Request) -> Person | None:
    """Return who asks: the one person of a desk without accounts, or whose token or session it is."""
    if desk.people is None:
        return Person(name=desk.settings.name, rights=EVERY, role="admin", by="local")
    given = request.headers.get("authorization")
    if given is not None:
        scheme, _, token = given.partition(" ")
        found = desk.people.of_token(token.strip(), desk.now()) if scheme.lower() == "bearer" else None
        if found is None:
            raise Problem("sign-in-needed", "the token is none of this desk's, or it has ended", token=True)
        return found
    key = request.cookies.get(cookie_name(https=desk.settings.https))
    return None if key is None else desk.people.of_session(key, desk.now())


def _from_a_page_of_ours(desk: Desk, request: Request) -> None:
    """Raise Problem where a request that changes something does not come from a page of this desk.

    Browsers say where a request comes from and pages cannot change what they say: `Sec-Fetch-Site` where there is one, else
    `Origin`. A request with neither is refused: pages of ours send no `Referer`, so there is nothing else to go by. A program sends a token.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = f"{'https' if desk.settings.https else request.url.scheme}://{request.headers.get('host', '')}".lower()
    foreign = origin is not None and origin != "null" and origin.lower() != ours
    if foreign or (site != "same-origin" if site is not None else origin is None or origin.lower() != ours):
        said = site or origin or "nothing"
        raise Problem("foreign-request", f"the browser says that it comes from elsewhere ({said})")


def _in_bounds(desk: Desk, request: Request, person: Person | None, *, export: bool) -> None:
    """Raise Problem where somebody asks more often than is good for the others."""
    who = address_of(desk, request) if person is None else f"{person.name} {person.key}"
    now = desk.monotonic()
    for rate in (desk.writes if request.method in UNSAFE else desk.reads, *([desk.exports] if export else [])):
        wait = rate.wait_s(who, now)
        if wait:
            raise Problem("too-many", f"wait {wait} seconds", retry_after=wait)


def address_of(desk: Desk, request: Request) -> str:
    """Return from which address a request comes; behind a proxy of ours, what that says."""
    if desk.settings.proxied:
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.client.host if request.client is not None else "unknown"


def told(desk: Desk, request: Request, problem: Problem, sent: tuple[tuple[str, str], ...] = ()) -> Response:
    """Return a problem to whoever asked: as a page for a browser, with what they sent to be sent again; as JSON for all others."""
    headers = {}
    if "retry_after" in problem.more:
        headers["Retry-After"] = str(problem.more["retry_after"])
    elif problem.kind.status == 503:
        headers["Retry-After"] = str(SLOW_S)
    path = request.url.path
    page = not path.startswith("/api/") and "application/json" not in request.headers.get("accept", "")
    if problem.name == "sign-in-needed":
        if page and request.method == "GET" and not problem.more:
            return RedirectResponse(f"/sign-in?next={_after(path, request.url.query)}", 303)
        headers["WWW-Authenticate"] = 'Bearer realm="desk"' + (', error="invalid_token"' if problem.more else "")
    if page and problem.name == "password-needed" and request.method == "GET":
        return RedirectResponse(OWN_PASSWORD, 303)
    if page:
        return problem_page(desk, request, problem, headers, sent)
    body = msgspec.json.encode(problem.body(path) | {"detail": desk.told(problem.detail)})
    return Response(body, problem.kind.status, media_type=PROBLEM, headers=headers)


def _after(path: str, query: str) -> str:
    """Return where to go after signing in, as it stands in an address."""
    return quote(path + (f"?{query}" if query else ""), safe="")


def within(target: str) -> str:
    """Return where to go, if it is a page of this desk; else the first page."""
    parts = urlsplit(target)
    good = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return target if good and target.isprintable() and "\\" not in target else "/"
