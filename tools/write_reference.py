"""Writes docs/cli.md from the commands themselves, so that the reference cannot say anything else.

Run it after a change to a command: python tools/write_reference.py
"""

from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli import main

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

INTRODUCTION = """# Commands

Written by `tools/write_reference.py` from the commands themselves.

Data goes to standard output, messages to standard error. `-` is standard input. On a terminal there is colour, unless
`NO_COLOR` is set, and lines are broken between words; elsewhere there is neither. `SAYSO_LEDGER` names the ledger where `--ledger` is not given; `SAYSO_DEBUG=1`
shows where an error came from.

## Exit codes

| code | meaning |
| --- | --- |
| 0 | done; also when nothing fits what was asked for, which is said on standard error |
| 1 | failed: nothing could be read or fetched, or the ledger could not be used |
| 2 | wrong usage, told in one line: an unknown option, a day, kind, rule or number that is none, a page that cannot be written |
| 3 | done, with findings to look at: one of several inputs could not be read, or a page that could not be parsed |
| 4 | some sources that were to be fetched gave nothing; what the others gave is kept |
| 5 | the ledger does not hold what was written to it |
| 6 | somebody decided about the same thing meanwhile; nothing was recorded |
| 7 | something may not go out to the public; nothing was written |
| 130 | interrupted |
"""


def reference() -> str:
    """Return the text of docs/cli.md."""
    parts = [INTRODUCTION, "\n## sayso\n\n", _help(main, "sayso")]
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None  # noqa: S101 - it is listed
        parts += _with_parts(command, f"sayso {name}")
    return "".join(parts)


def _with_parts(command: click.Command, name: str) -> Iterator[str]:
    """Yield the help of a command and of the commands below it."""
    yield f"\n## {name}\n\n{_help(command, name)}"
    if isinstance(command, click.Group):
        for below in sorted(command.commands):
            yield from _with_parts(command.commands[below], f"{name} {below}")


def _help(command: click.Command, name: str) -> str:
    """Return a command's help as a code block, at a fixed width."""
    context = click.Context(
        command, info_name=name, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    return f"```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
