"""`sayso desk`: pages to work at and an API, for one person on this machine or for a team."""

import sys
from datetime import timedelta
from pathlib import Path

import click

from sayso import clock
from sayso.commands.options import CONFIG, GRADES, LEDGER, Place
from sayso.desk.options import DeskSettings
from sayso.desk.people import People
from sayso.desk.rights import ROLES
from sayso.desk.serving import is_loopback, serve
from sayso.errors import UsageError
from sayso.ledger.ledger import ADDRESSES, Ledger

PORT = 8321
ACCOUNTS = click.option(
    "--accounts",
    type=click.Path(path_type=Path),
    envvar="SAYSO_ACCOUNTS",
    metavar="PATH",
    help="The file of accounts: for a team. Without it the desk is for one person on this machine.",
)
WHERE = click.option(
    "--accounts",
    type=click.Path(path_type=Path),
    envvar="SAYSO_ACCOUNTS",
    metavar="PATH",
    required=True,
    help="The file of accounts.",
)


@click.group("desk", invoke_without_command=True)
@LEDGER
@CONFIG
@GRADES
@ACCOUNTS
@click.option(
    "--site", type=click.Path(path_type=Path), metavar="DIR", help="Where `Publish` writes the site that goes out."
)
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Outlines to draw instead of the bundled ones, as TopoJSON or GeoJSON.",
)
@click.option("--listen", default="127.0.0.1", show_default=True, metavar="NUMBER", help="The number to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="0: any that is free.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="The name of the desk on the web, served by https through a proxy of yours; may be given again.",
)
@click.option("--proxied", is_flag=True, help="Believe the proxy in front about who asks (X-Forwarded-For).")
@click.option(
    "--by",
    metavar="NAME",
    envvar="SAYSO_USER",
    default="desk",
    show_default=True,
    help="Your pseudonym, at a desk for one person.",
)
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    ledger: Place,
    config: Path,
    grades: Path | None,
    accounts: Path | None,
    listen: str,
    port: int,
    names: tuple[str, ...],
    proxied: bool,
    site: Path | None,
    boundaries: Path | None,
    by: str,
) -> None:
    """Open the desk: pages to work at and an API, on the ledger that all other commands use.

    For one person it needs no password and listens on this machine alone. With --accounts it is for a team, each signing in; see
    docs/how-to/desk-for-a-team.md. Ctrl-C or SIGTERM ends it cleanly.
    """
    if context.invoked_subcommand is not None:
        return
    place = str(ledger)
    with Ledger.open(ledger, begin=accounts is None):
        pass  # one that cannot be opened is told before anything is served
    local = ("127.0.0.1", "localhost", "[::1]")
    settings = DeskSettings(
        ledger=place if place.startswith(ADDRESSES) else str(Path(place).absolute()),
        accounts=accounts,
        hosts=names or local,
        https=bool(names),
        second_factor=accounts is not None and (bool(names) or not is_loopback(listen)),
        config=config,
        grades=grades,
        name=by,
        proxied=proxied,
        site=None if site is None else site.absolute(),
        boundaries=boundaries,
    )

    def told(address: str) -> None:
        where = f"https://{names[0]}/, through {address}" if names else address
        click.echo(f"sayso: the desk is at {where}; Ctrl-C ends it", err=True)

    serve(settings, listen, port, told)


@command.group("user")
def user() -> None:
    """Add accounts, give them roles, let them in no more."""


@user.command("add")
@WHERE
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="read", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one up.")
def user_add(accounts: Path, name: str, *, role: str, password_stdin: bool) -> None:
    """Add an account; what is printed is shown this once. Its owner chooses another password when first signing in."""
    given = _given(password_stdin=password_stdin)
    people = People(accounts)
    try:
        added = people.add(name, role, clock.instant(), password=given, fresh=True)
    finally:
        people.close()
    click.echo(f"{added.user.name} may {added.user.role}")
    if added.password is not None:
        click.echo(f"password: {added.password}")
    click.echo(f"second factor: {added.secret}")


@user.command("role")
@WHERE
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def user_role(accounts: Path, name: str, role: str) -> None:
    """Give an account another role, at once."""
    people = People(accounts)
    try:
        people.give_role(name, role)
    finally:
        people.close()
    click.echo(f"{name} may {role}")


@user.command("disable")
@WHERE
@click.argument("name")
@click.option("--again", is_flag=True, help="Let it in again.")
def user_disable(accounts: Path, name: str, *, again: bool) -> None:
    """Let an account in no more: its sessions and tokens end at once."""
    people = People(accounts)
    try:
        people.disable(name, disabled=not again)
    finally:
        people.close()
    click.echo(f"{name} may come in again" if again else f"{name} may come in no more")


@user.command("password")
@WHERE
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one up.")
def user_password(accounts: Path, name: str, *, password_stdin: bool) -> None:
    """Give an account another password and second factor, and end its sessions; what is printed is shown this once."""
    given = _given(password_stdin=password_stdin)
    people = People(accounts)
    try:
        password, secret = people.renew(name, password=given, fresh=True)
    finally:
        people.close()
    if password is not None:
        click.echo(f"password: {password}")
    click.echo(f"second factor: {secret}")


@user.command("factor")
@WHERE
@click.argument("name")
def user_factor(accounts: Path, name: str) -> None:
    """Give an account another second factor, for a device that was lost, and end its sessions; what is printed is shown this once."""
    people = People(accounts)
    try:
        secret = people.renew_factor(name)
    finally:
        people.close()
    click.echo(f"second factor: {secret}")


def _given(*, password_stdin: bool) -> str | None:
    """Return the password on standard input where one is promised; UsageError where none comes."""
    given = sys.stdin.readline().rstrip("\n") if password_stdin else None
    if password_stdin and not given:
        message = "no password came on standard input"
        raise UsageError(message)
    return given


@user.command("list")
@WHERE
def user_list(accounts: Path) -> None:
    """List the accounts."""
    people = People(accounts)
    try:
        for one in people.users():
            click.echo(f"{one.name}  {one.role}" + ("  (may come in no more)" if one.disabled else ""))
    finally:
        people.close()


@command.command("token")
@WHERE
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="read", show_default=True, help="The most that may be done with it."
)
@click.option("--label", required=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 90), default=30, show_default=True)
def token(accounts: Path, name: str, *, role: str, label: str, days: int) -> None:
    """Make a token for a program of an account; it is shown this once."""
    people = People(accounts)
    try:
        shown, made = people.make_token(name, role, label, timedelta(days=days), clock.instant())
    finally:
        people.close()
    click.echo(shown)
    click.echo(f"sayso: {made.id}, may {made.role} until {made.ends[:10]}", err=True)
