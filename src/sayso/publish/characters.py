"""Characters that a form cannot hold: what XML 1.0 forbids, and texts that a spreadsheet would take for formulas."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything that is no `Char` of XML 1.0 (fifth edition, 2.2)."""
_ACTIVE = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What begins a formula, in its usual and its full width (OWASP, CSV injection; ASVS 5.0, 1.2.10)."""
_GUARDABLE = re.compile(
    rf"\A(?=[' \u00a0\u3000]*[{_ACTIVE}\x00-\x1f\x7f\ufeff])|(?<=[;\t\r\n])(?=[' \u00a0\u3000]*[{_ACTIVE}])"
)
_GUARDED = re.compile(
    rf"(?:\A'(?=[' \u00a0\u3000]*[{_ACTIVE}\x00-\x1f\x7f\ufeff]))|(?<=[;\t\r\n])'(?=[' \u00a0\u3000]*[{_ACTIVE}])"
)
LOST = "\ufffd"
"""What stands for a character that a form cannot hold."""


def for_xml(text: str) -> str:
    """Return a text that XML can hold: one kind of line end, and U+FFFD for what is forbidden there."""
    return _FORBIDDEN.sub(LOST, text.replace("\r\n", "\n").replace("\r", "\n"))


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with a `'` in front of whatever begins like one.

    Also after a semicolon, a tab or a line end within it, for a program that takes these for the end of a cell. `unguarded` takes exactly
    these quotes away again.
    """
    return _GUARDABLE.sub("'", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub("", text)
