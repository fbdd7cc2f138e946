"""The command line: arguments in, text out; every command is one call into the pipeline.

Data goes to standard output, messages to standard error. Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, with
findings to look at (an input that could not be read, or holds no text) · 5 the ledger is not what was written · 130 interrupted.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.pipeline import Pipeline, Reading, Refusal
    from sayso.register.grades import Grades

EXIT_FINDINGS = 3
EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """The group of commands; turns errors of the tree into one line and their exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command that the arguments name; ends the process."""
        try:
            kwargs["standalone_mode"] = False
            code = super().main(*args, **kwargs)
            sys.stdout.flush()
            sys.exit(code if isinstance(code, int) else 0)
        except SaysoError as error:
            if os.environ.get("SAYSO_DEBUG"):
                raise
            _fail(str(error), error.exit_code)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _fail("interrupted", EXIT_INTERRUPTED)
        except BrokenPipeError:
            # Whoever read our output has closed it; that is no failure, and Python must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def _fail(message: str, code: int) -> None:
    """Print one line on standard error and end with a code."""
    click.echo(f"sayso: {message}", err=True)
    sys.exit(code)


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    """Print the version; asked for lazily so that it costs no import."""
    if value and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"sayso {version('sayso')}")
        context.exit()


PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
PUBLISHED = click.option("--published", metavar="DATE", help="When the report was published (ISO date or instant).")
COMMENTS = click.option(
    "--comments", is_flag=True, help="Also read posts and articles that readers pasted in comments."
)
LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    envvar="SAYSO_LEDGER",
    default="sayso.ledger",
    show_default=True,
    help="The ledger's file.",
)

RULE = click.option(
    "--rule", default="envelope", show_default=True, metavar="NAME",
    help="Which of several figures to take: envelope (none), conservative, majority or hierarchy.",
)  # fmt: skip
GRADES = click.option(
    "--grades",
    type=click.Path(path_type=Path),
    help="Your grades of sources (A to F, dated) and claims (1 to 6), as CSV.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
def main() -> None:
    """Keep track of who claims what in reports of armed conflict, in exactly which words.

    A PATH is a file (plain text, HTML or JSON), a folder of such files, or - for standard input.
    """


@main.command()
@click.argument("path")
@PUBLISHED
@COMMENTS
@click.option("--jsonl", is_flag=True, help="Print one claim record a line (docs/claim-record.md).")
def read(path: str, *, published: str | None, comments: bool, jsonl: bool) -> int:
    """Show what a report claims: who says so, what, to whom, how many, where, when, in which words."""
    from sayso.show import reading_lines, terminal

    out = terminal()
    code = 0
    for reading in _readings((path,), published=published, comments=comments):
        if reading is None or not reading.report.blocks:
            code = EXIT_FINDINGS
        if reading is None:
            continue
        if jsonl:
            import msgspec

            for claim in reading.claims:
                sys.stdout.buffer.write(msgspec.json.encode(claim) + b"\n")
        else:
            out.lines(reading_lines(reading))
    return code


@main.command()
@PATHS
@PUBLISHED
@COMMENTS
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Also write the brief as one self-contained page."
)
def brief(paths: tuple[str, ...], *, published: str | None, comments: bool, page: Path | None) -> int:
    """Write a brief of some reports in Markdown: developments, disputes, figures as ranges, positions, gaps."""
    from sayso.publish.brief import compose
    from sayso.publish.markdown import markdown

    pipeline = _pipeline(comments=comments)
    all_readings = list(_readings(paths, published=published, comments=comments, pipeline=pipeline))
    readings = [reading for reading in all_readings if reading is not None]
    claims = [claim for reading in readings for claim in reading.claims]
    findings = [finding for reading in readings for finding in reading.findings]
    composed = compose([r.report for r in readings], claims, pipeline.events(claims), findings)
    if page is not None:
        from sayso.publish.page import page as as_page

        _write(page, as_page(composed))
    click.echo(markdown(composed), nl=False)
    unread = len(readings) < len(all_readings) or any(not reading.report.blocks for reading in readings)
    return EXIT_FINDINGS if unread else 0


@main.command()
@PATHS
@PUBLISHED
@COMMENTS
@LEDGER
def add(paths: tuple[str, ...], *, published: str | None, comments: bool, ledger: Path) -> int:
    """Append reports and their claims to the ledger; adding the same thing twice changes nothing."""
    pipeline = _pipeline(comments=comments)
    code = 0
    with _open(ledger) as record:
        for reading in _readings(paths, published=published, comments=comments, pipeline=pipeline):
            if reading is None or not reading.report.blocks:
                code = EXIT_FINDINGS
            if reading is None:
                continue
            for _, appended in pipeline.add(record, [reading]):
                new = sum(entry.kind == "claim" for entry in appended.new)
                click.echo(f"{reading.report.capture.source}: {new} new claims, {len(reading.claims) - new} known")
    return code


@main.command()
@LEDGER
@RULE
@GRADES
@click.option("--json", "as_json", is_flag=True, help="Print the events as one JSON array.")
def events(*, ledger: Path, rule: str, grades: Path | None, as_json: bool) -> None:
    """Show the events that the ledger's claims report together, computed anew."""
    with _existing(ledger) as record:
        found = _pipeline().events(record.claims(), rule=rule, grades=_grades(grades))
    if as_json:
        _print_json(found)
        return
    from sayso.show import incident_lines, terminal

    terminal().lines(incident_lines(found))


@main.command()
@click.argument("name", metavar="ID")
@LEDGER
@RULE
@GRADES
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def show(name: str, *, ledger: Path, rule: str, grades: Path | None, as_json: bool) -> None:
    """Show one claim, report, finding or event by its id or the beginning of it."""
    from sayso.records import Incident

    with _existing(ledger) as record:
        computed = _pipeline().events(record.claims(), rule=rule, grades=_grades(grades))
        incidents = [i for i in computed if name and i.id.startswith(name)]
        found: Any = incidents[0] if len(incidents) == 1 else record.get(name)
    if as_json:
        _print_json(found)
        return
    from sayso.show import event_lines, record_lines, terminal

    terminal().lines(event_lines(found) if isinstance(found, Incident) else record_lines(found))


@main.command()
@LEDGER
@click.option("--json", "as_json", is_flag=True, help="Print the positions as one JSON array.")
def positions(*, ledger: Path, as_json: bool) -> None:
    """Show where parties stand over time on truces, talks and ground, and who says so."""
    with _existing(ledger) as record:
        found = _pipeline().positions(record.claims())
    if as_json:
        _print_json(found)
        return
    from sayso.show import position_lines, terminal

    terminal().lines(position_lines(found))


@main.command()
@click.argument("claim")
@click.argument("event")
@LEDGER
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as JSON.")
def why(claim: str, event: str, *, ledger: Path, as_json: bool) -> None:
    """Say why a claim stands in an event, or why it does not: every reason with its points."""
    with _existing(ledger) as record:
        found = _pipeline().why(record.claims(), claim, event)
    if as_json:
        _print_json(found)
        return
    from sayso.show import explanation_lines, terminal

    terminal().lines(explanation_lines(found))


@main.command()
@LEDGER
def doctor(*, ledger: Path) -> int:
    """Check that Sayso has what it needs, and say what it would use."""
    from sayso.checkup import checkup

    healthy = True
    for check in checkup(ledger):
        click.echo(f"{'ok ' if check.good else 'BAD'}  {check.name}: {check.detail}")
        healthy = healthy and check.good
    return 0 if healthy else 1


def _pipeline(*, comments: bool = False) -> "Pipeline":
    """Return a pipeline; imported late, so that `--version` and `--help` cost little."""
    from sayso.pipeline import Pipeline
    from sayso.settings import Settings

    return Pipeline(Settings(comments=comments))


def _print_json(found: object) -> None:
    """Print a record or several as JSON, for reading too."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def _grades(path: Path | None) -> "Grades":
    """Return the user's grades of sources; none when no table is given."""
    from sayso.register.grades import NO_GRADES, Grades

    return NO_GRADES if path is None else Grades.read(path)


def _readings(
    paths: tuple[str, ...], *, published: str | None, comments: bool, pipeline: "Pipeline | None" = None
) -> Iterator["Reading | None"]:
    """Yield a reading for each report; None, with a line on standard error, for one of several that cannot be read.

    When nothing at all can be read, the last reason is raised.
    """
    from sayso.pipeline import Refusal

    reader = pipeline or _pipeline(comments=comments)
    read_any, refusals = False, []
    for found in _with_progress(reader.read_all(paths, published=published, stream=sys.stdin.buffer)):
        if isinstance(found, Refusal):
            refusals.append(found)
            continue
        read_any = True
        for finding in found.findings:
            click.echo(f"sayso: {finding.source}: {finding.message}", err=True)
        yield found
    if refusals and not read_any:
        raise refusals[-1].error
    for refusal in refusals:
        click.echo(f"sayso: {refusal.error}", err=True)
        yield None


def _with_progress(found: "Iterator[Reading | Refusal]") -> "Iterator[Reading | Refusal]":
    """Pass readings through; on a terminal, say on standard error how many reports were read so far."""
    if not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        for count, reading in enumerate(found, 1):
            status.update(f"reading, {count} done")
            status.stop()
            yield reading
            status.start()


def _open(path: Path) -> "Ledger":
    from sayso.ledger.ledger import Ledger

    return Ledger.open(path)


@contextmanager
def _existing(path: Path) -> Iterator["Ledger"]:
    """Open a ledger that is there; asking a ledger must not begin one."""
    from sayso.errors import LedgerError

    if not path.exists():
        message = f"there is no ledger at {path}; `sayso add` begins one"
        raise LedgerError(message)
    with _open(path) as record:
        yield record


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    from sayso.errors import UsageError

    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble
