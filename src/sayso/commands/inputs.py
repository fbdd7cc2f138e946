"""What commands are given: reports at paths, a ledger that must be there, a table of grades."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from sayso.capture.archives import NO_MAPPING, Mapping
from sayso.commands.options import Place
from sayso.errors import UsageError
from sayso.intake import Reading, Refusal
from sayso.ledger.asof import View
from sayso.ledger.care import opened
from sayso.ledger.ledger import Ledger, decode
from sayso.ledger.notes import SigningKey
from sayso.pipeline import Pipeline
from sayso.reconcile.selection import Selection, Wanted
from sayso.records import Capture
from sayso.register.grades import NO_GRADES, Grades
from sayso.screen.terminal import safe
from sayso.settings import Settings
from sayso.sources import Source, SourceHealth
from sayso.state import State
from sayso.watching.config import read_sources
from sayso.watching.health import health, sources_of

_T = TypeVar("_T")


def reader(*, comments: bool, members: int, mapping: Path | None) -> Pipeline:
    """Return what reads reports, under the options that a command was given; UsageError for a mapping that is none."""
    columns = NO_MAPPING if mapping is None else Mapping.read(mapping)
    return Pipeline(Settings(comments=comments, archive_members=members), columns)


def readings(pipeline: Pipeline, paths: tuple[str, ...], *, published: str | None) -> Iterator[Reading | None]:
    """Yield a reading for each report; None, with a line on standard error, for one of several that cannot be read.

    When nothing at all can be read, the last reason is raised.
    """
    read_any, refusals = False, []
    for found in with_progress(pipeline.read_all(paths, published=published, stream=sys.stdin.buffer), "reading"):
        if isinstance(found, Refusal):
            refusals.append(found)
            continue
        read_any = True
        for finding in found.findings:
            click.echo(f"sayso: {safe(finding.source)}: {safe(finding.message)}", err=True)
        yield found
    if refusals and not read_any:
        raise refusals[-1].error
    for refusal in refusals:
        click.echo(f"sayso: {safe(str(refusal.error))}", err=True)
        yield None


def with_progress(found: Iterator[_T], doing: str) -> Iterator[_T]:
    """Pass on what is found; on a terminal, say on standard error what is being done, and how many there are so far."""
    if not sys.stderr.isatty():
        yield from found
        return
    with Console(stderr=True).status(doing) as status:
        for count, one in enumerate(found, 1):
            status.update(f"{doing}, {count} done")
            status.stop()
            yield one
            status.start()


@contextmanager
def existing(place: Place) -> Iterator[Ledger]:
    """Open a ledger that is there; asking a ledger must not begin one."""
    with opened(place) as record:
        yield record


@contextmanager
def state(
    place: Place, *, as_of: str | None, known: str | None, grades: Path | None = None, quiet: bool = False
) -> Iterator[State]:
    """Open a ledger that is there, as of a moment; a past state is announced on standard output, if `quiet` on standard error."""
    with existing(place) as record:
        view = View.of(record, as_of, known)
        if view.sentence:
            click.echo(view.sentence, err=quiet)
        yield State(view, grades_at(grades))


def watched(record: Ledger, config: Path, now: datetime, until: int | None = None) -> tuple[SourceHealth, ...]:
    """Return how the sources stand that are followed into a ledger: those of a file where it is there, else those that the fetches name.

    None where nothing was ever watched into it.
    """
    named = sources_of(record.fetches(until=until))
    if not named:
        return ()
    sources = read_sources(config) if config.exists() else named
    return stand(record, sources, now, until)


def stand(
    record: Ledger, sources: Sequence[Source], now: datetime, until: int | None = None
) -> tuple[SourceHealth, ...]:
    """Return how some sources stand by what a ledger holds, up to an entry where one is given."""
    captures = (made for made in map(decode, record.entries("capture", until=until)) if isinstance(made, Capture))
    return health(sources, record.fetches(until=until), captures, now)


def wanted(*, since: date | None, until: date | None, **others: Any) -> Wanted:  # noqa: ANN401 - the fields of Wanted
    """Return what is asked for of events; UsageError when the days are the wrong way round."""
    if since is not None and until is not None and since > until:
        message = f"--since {since} is later than --until {until}"
        raise UsageError(message)
    return Wanted(since=since, until=until, **others)


def told_of(selection: Selection) -> None:
    """Say on standard error how many events are not among those picked because nobody says their day."""
    if selection.undated:
        click.echo(f"sayso: {selection.undated} of no known day left out", err=True)


def grades_at(path: Path | None) -> Grades:
    """Return the user's grades of sources; none when no table is given."""
    return NO_GRADES if path is None else Grades.read(path)


def signing_key(path: Path | None, *, make: bool = True) -> SigningKey:
    """Return the key of a file, or the user's own (XDG base directories), made where there is none if it may be; UsageError else."""
    home = os.environ.get("XDG_CONFIG_HOME")
    own = (Path(home) if home else Path.home() / ".config") / "sayso" / "signing.key"
    if not make and not (path or own).exists():
        message = f"there is no signing key at {path or own}; `sayso checkpoint` makes one and names it in the register"
        raise UsageError(message)
    return SigningKey.at(path or own)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; UsageError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as trouble:
        message = f"{path} cannot be read: {trouble.strerror}"
        raise UsageError(message) from trouble


def text_of(path: Path) -> str:
    """Return what a text file in UTF-8 holds; UsageError when it cannot be read or is none."""
    try:
        return bytes_of(path).decode("utf-8")
    except UnicodeDecodeError as trouble:
        message = f"{path} is no text in UTF-8"
        raise UsageError(message) from trouble
