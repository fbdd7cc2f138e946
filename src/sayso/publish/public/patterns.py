"""What no words that go out may hold, whatever they say: exact points, ways to reach a person, and what looks like a secret."""

import re
from collections.abc import Iterable, Sequence

from sayso.spans import Span

_NUMBER = r"[-+−]?\d{1,3}[.,]\d{3,}"
_POINTS = (
    rf"(?<![\d.]){_NUMBER}\s*°?\s*[NnSs]?\s*[,;/ ]\s*{_NUMBER}\s*°?\s*[EeWwOo]?(?![\d])",
    r"\d{1,3}\s?°\s?\d{1,2}(?:[.,]\d+)?\s?(?:['’′]\s?(?:\d{1,2}(?:[.,]\d+)?\s?(?:[\"”″]|'')?)?)?\s?[NSEWO]?",
    r"\d{1,3}[.,]\d{2,}\s?°\s?[NSEWO]?",
    r"(?<![A-Za-z\d])\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\d)",
    r"(?<![A-Za-z\d+])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![A-Za-z\d])",
)
"""Degrees with decimals, degrees with minutes, a military grid reference, an open location code."""
_REACH = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w@])@\w{2,}",
    r"(?<![\d.,-])(?:\+|00)\d[\d ()/.-]{6,17}\d(?!\d)",
    r"(?<![\w.])0\d{2,4}[ /-]\d{3,4}[ /-]?\d{3,5}(?!\d)",
    r"(?:https?|ftp|file|tg|signal|whatsapp)://\S+",
    r"(?<!\w)(?:t\.me|wa\.me)/\S+",
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
)
"""An address of mail, an account, a telephone number, an address of the web or of a host."""
_SECRETS = (
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    r"(?<![\w/])(?:/(?:home|Users|root|var|tmp|etc|mnt)|[A-Z]:\\)[\w./\\ -]*\w",
)
"""A signed token, a path of a machine."""
_ANY = re.compile("|".join((*_POINTS, *_REACH, *_SECRETS)))
_POINT = re.compile("|".join(_POINTS))
_SIGN = re.compile(r"[\d@+/\\]|eyJ")
"""What stands in all of them; most words that are asked about have none of it, and it is found a hundred times as quickly."""


def reaching_spans(text: str) -> list[Span]:
    """Return where a text gives an exact point, a way to reach somebody, a path or a token."""
    return [found.span() for found in _ANY.finditer(text)] if _SIGN.search(text) else []


def gives_a_point(text: str) -> bool:
    """Tell whether a text gives an exact point."""
    return _SIGN.search(text) is not None and _POINT.search(text) is not None


def merged(spans: Iterable[Span]) -> Sequence[Span]:
    """Return places in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
