"""The screen: what may be shown on it, and how lines reach it."""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """Return text for a screen: one line, control and direction marks shown as `�` so that none can act."""
    return " ".join(_UNPRINTABLE.sub("\ufffd", text.replace("\n", " ")).split())


def wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces of at most `width` characters, broken between words; those after the first stand further in.

    A word that is longer (an address, a hash) stays whole, so that it can be copied.
    """
    inset = " " * (len(line) - len(line.lstrip()) + 2)
    yield from textwrap.wrap(
        line, width, subsequent_indent=inset, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    ) or [""]


class Screen:
    """Prints lines: on a terminal with colour and broken between words, elsewhere plainly and whole; NO_COLOR is obeyed."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True) if sys.stdout.isatty() else None

    def lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Print pairs of style and text."""
        for style, text in lines:
            if self._console is None:
                sys.stdout.write(text + "\n")
                continue
            for piece in wrapped(text, self._console.width):
                self._console.print(Text(piece, style=style))


def terminal() -> Screen:
    """Return the screen that standard output is."""
    return Screen()
