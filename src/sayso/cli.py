"""The command line: arguments in, text out; which command is which, and how each ends.

Data goes to standard output, messages to standard error. Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, with
findings to look at (an input that could not be read, or holds no text) · 4 done, but some sources gave nothing · 5 the ledger is not what was written · 130 interrupted.
"""

import os
import sys
from importlib import import_module
from typing import Any

import click

from sayso.commands import COMMANDS
from sayso.errors import SaysoError

EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """The group of commands, each loaded when it is asked for; turns errors of the tree into one line and their exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in order."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, loading its module; None for a name that is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sayso.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, so that asking for it loads none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

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
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            asked = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "sayso"
            _fail(f"{' '.join(error.format_message().split())} (`{asked} --help` says more)", error.exit_code)
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
def main() -> None:
    """Keep track of who claims what in reports of armed conflict, in exactly which words.

    A PATH is a file (plain text, HTML or JSON), a folder of such files, or - for standard input.
    """
