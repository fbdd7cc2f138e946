"""One's own account: another password, another second factor, recovery codes; each asks for the password again, and counts what fails."""

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.forms import form_of
from sayso.desk.people import People
from sayso.desk.problems import Problem
from sayso.desk.rendering import page
from sayso.desk.route import Ask
from sayso.desk.sign_in import set_cookie, tried
from sayso.errors import UsageError

_WRONG = "That is not your password."
_WRONG_CODE = "That is no code of the new second factor now. Is the clock of your device right?"
_UNLIKE = "The two new passwords are not the same."


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True):
    """Another password."""

    password: str
    new: str
    again: str


class FactorForm(msgspec.Struct, frozen=True, kw_only=True):
    """Another second factor, with a code that shows that it is set up."""

    password: str
    secret: str
    code: str


class CodesForm(msgspec.Struct, frozen=True, kw_only=True):
    """New recovery codes."""

    password: str


async def password_page(ask: Ask) -> Response:
    """Show the form for another password."""
    _people(ask)
    return _password_form(ask)


async def password_chosen(ask: Ask) -> Response:
    """Take another password; all sessions end, and this browser gets a new one."""
    people, form = _people(ask), await form_of(ask, PasswordForm)
    name = ask.person.name
    if not await tried(ask, name, lambda: people.is_password(name, form.password)):
        return _password_form(ask, _WRONG, 403)
    if form.new != form.again:
        return _password_form(ask, _UNLIKE, 422)
    if form.new == form.password:
        return _password_form(ask, "The new password is the old one.", 422)
    try:
        await ask.desk.hashing(lambda: people.choose(name, form.new))
    except UsageError as error:
        return _password_form(ask, f"{error}.", 422)
    ask.desk.audit.note(ask.person, "people", "password changed, sessions ended", ask.desk.now())
    response = RedirectResponse("/account", 303)
    set_cookie(ask, response, people.begin_session(name, ask.desk.now()))
    return response


async def factor_page(ask: Ask) -> Response:
    """Offer another second factor."""
    return _factor_form(ask, _people(ask))


async def factor_taken(ask: Ask) -> Response:
    """Take another second factor, once a code shows that it is set up; all sessions end, and this browser gets a new one."""
    people, form = _people(ask), await form_of(ask, FactorForm)
    name, at = ask.person.name, ask.desk.now()
    if not await tried(ask, name, lambda: people.is_password(name, form.password)):
        return _factor_form(ask, people, _WRONG, 403)
    try:
        taken = people.take_factor(name, form.secret, form.code, at)
    except UsageError as error:
        raise Problem("unprocessable", str(error)) from error
    if not taken:
        return _factor_form(ask, people, _WRONG_CODE, 422)
    people.log_out_everywhere(name)
    ask.desk.audit.note(ask.person, "people", "second factor changed, sessions ended", at)
    response = RedirectResponse("/account", 303)
    set_cookie(ask, response, people.begin_session(name, at))
    return response


async def codes_made(ask: Ask) -> Response:
    """Make recovery codes and show them, once."""
    people, form = _people(ask), await form_of(ask, CodesForm)
    name = ask.person.name
    if not await tried(ask, name, lambda: people.is_password(name, form.password)):
        raise Problem("not-allowed", _WRONG)
    ask.desk.audit.note(ask.person, "people", "recovery codes made", ask.desk.now())
    return page("account_codes.html", ask.desk, ask.person, codes=people.make_codes(name))


def _password_form(ask: Ask, wrong: str = "", status: int = 200) -> Response:
    return page("account_password.html", ask.desk, ask.person, status, wrong=wrong)


def _factor_form(ask: Ask, people: People, wrong: str = "", status: int = 200) -> Response:
    secret, address = people.offered(ask.person.name)
    return page("account_factor.html", ask.desk, ask.person, status, wrong=wrong, secret=secret, address=address)


def _people(ask: Ask) -> People:
    """Return the accounts; Problem where there are none, and for a program: a token is not its owner."""
    if ask.desk.people is None:
        raise Problem("unknown", "this desk has no accounts")
    if ask.person.by != "session":
        raise Problem("not-allowed", "this is for somebody who signed in")
    return ask.desk.people
