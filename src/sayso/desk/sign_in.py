"""Coming in and going out: the form, sessions, and the page of one's own account."""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.forms import form_of
from sayso.desk.guard import address_of, cookie_name, within
from sayso.desk.people import ABSOLUTE, Person, User
from sayso.desk.problems import Problem
from sayso.desk.rendering import page
from sayso.desk.rights import RIGHTS, Role
from sayso.desk.route import Ask
from sayso.desk.writing import TokenBody, token_made

_WRONG = "The name, the password or the code is wrong."
"""One sentence for whatever is wrong, so that nobody learns which names there are."""

_DIGITS = 6
"""Of a code of a second factor; a longer one is a recovery code."""
_ENDED = (
    "Your session has ended, or it is another desk’s: two desks on one machine take each other’s place in a browser."
)


class SignInAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to go afterwards."""

    next: str = "/"


class SignInForm(msgspec.Struct, frozen=True, kw_only=True):
    """The form."""

    name: str
    password: str
    code: str = ""
    next: str = "/"


class TokenForm(msgspec.Struct, frozen=True, kw_only=True):
    """The form for a token."""

    label: str
    role: Role = "read"
    days: int = 30


async def sign_in(ask: Ask) -> Response:
    """Show the form."""
    if ask.desk.people is None or ask.anybody is not None:
        return RedirectResponse(within(ask.query.next), 303)
    ended = bool(ask.request.cookies.get(cookie_name(https=ask.desk.settings.https)))
    return _form(ask, ask.query.next, _ENDED if ended else "")


async def signed_in(ask: Ask) -> Response:
    """Take the form: begin a session, or show the form again with what is wrong."""
    desk = ask.desk
    people = desk.people
    if people is None:
        raise Problem("unknown", "this desk has no accounts: nobody need sign in")
    form = await form_of(ask, SignInForm)
    at = desk.now()

    def checked() -> User | None:
        return people.checked(form.name, form.password, form.code, at, second_factor=desk.settings.second_factor)

    user = await tried(ask, form.name, checked)
    if not isinstance(user, User):
        return _form(ask, form.next, _WRONG, 401)
    old = ask.request.cookies.get(cookie_name(https=desk.settings.https))
    if old is not None:
        people.end_session(old)
    key = people.begin_session(user.name, at)
    by_code = len("".join(form.code.split())) > _DIGITS
    desk.audit.note(_person(user), "sign-in", "desk, by a recovery code" if by_code else "desk", at)
    response = RedirectResponse(within(form.next), 303)
    set_cookie(ask, response, key)
    return response


async def tried(ask: Ask, name: str, check: Callable[[], object]) -> object:
    """Return what a check of a password gives; Problem after five that failed, for the account and for the address."""
    desk, now = ask.desk, ask.desk.monotonic()
    names = (f"name {name}", f"address {address_of(desk, ask.request)}")
    wait = max(desk.tries.wait_s(name, now) for name in names)
    if wait:
        raise Problem("too-many", f"five tries failed; wait {wait // 60 + 1} minutes", retry_after=wait)
    # Counted before the work, so that a flood of tries at the same moment is no way around it.
    for one in names:
        desk.tries.failed(one, now)
    found = await desk.hashing(check)
    if found:
        for one in names:
            desk.tries.forget(one)
    return found


async def sign_out(ask: Ask) -> Response:
    """End this session."""
    people = ask.desk.people
    key = ask.request.cookies.get(cookie_name(https=ask.desk.settings.https))
    if people is not None and key is not None:
        people.end_session(key)
    return _out(ask)


async def sign_out_everywhere(ask: Ask) -> Response:
    """End all sessions of whoever asks."""
    if ask.desk.people is not None:
        ask.desk.people.log_out_everywhere(ask.person.name)
        ask.desk.audit.note(ask.person, "people", "signed out everywhere", ask.desk.now())
    return _out(ask)


async def account(ask: Ask) -> Response:
    """Show one's own account: role, tokens, ways out."""
    return _account(ask)


async def account_token(ask: Ask) -> Response:
    """Make a token and show it, once."""
    form = await form_of(ask, TokenForm)
    made = await token_made(ask, msgspec.convert(msgspec.structs.asdict(form), TokenBody))
    return _account(ask, made.token)


async def account_end_token(ask: Ask) -> Response:
    """End one of one's tokens."""
    people = ask.desk.people
    if people is None or not people.end_token(ask.person.name, ask.path("token")):
        raise Problem("unknown", "you have no token of this id")
    ask.desk.audit.note(ask.person, "people", f"token {ask.path('token')} ended", ask.desk.now())
    return RedirectResponse("/account", 303)


def _account(ask: Ask, shown: str | None = None) -> Response:
    people = ask.desk.people
    tokens: list[Any] = people.tokens(ask.person.name) if people is not None else []
    left = people.codes_left(ask.person.name) if people is not None else 0
    return page(
        "own_account.html", ask.desk, ask.person, tokens=tokens, shown=shown, roles=list(RIGHTS), codes_left=left
    )


def _form(ask: Ask, target: str, wrong: str = "", status: int = 200) -> Response:
    second = ask.desk.settings.second_factor
    return page("sign_in.html", ask.desk, None, status, next=within(target), wrong=wrong, second=second)


def _out(ask: Ask) -> Response:
    response = RedirectResponse("/sign-in", 303)
    set_cookie(ask, response, "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def set_cookie(ask: Ask, response: Response, key: str, seconds: int = int(ABSOLUTE.total_seconds())) -> None:
    """Have a browser keep the key of a session; none, and no seconds, to have it forget one."""
    https = ask.desk.settings.https
    response.set_cookie(
        cookie_name(https=https), key, max_age=seconds, path="/", secure=https, httponly=True, samesite="lax"
    )


def _person(user: User) -> Person:
    return Person(name=user.name, rights=RIGHTS[user.role], role=user.role, by="session")
