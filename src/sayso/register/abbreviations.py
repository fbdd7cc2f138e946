"""The abbreviations a text itself introduces: "Free Valley Action Committee (FVAC)", "…, or FVAC", or by its initials.

What a text says of its own abbreviations goes before what anybody else knows of them.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from sayso.register.naming import naming

_WORD = re.compile(r"[^\W_][\w’'.‐-]*")
_OPENED = re.compile(
    r"[(\[-](?:LRB- )?\s?[“\"‘]?((?=[^\s]*[A-Z][^\s]*[A-Z])[A-Z][A-Za-z0-9&/.‐-]{1,11})[”\"’]?\s?(?:[)\]]|-RRB-)"
)
_OTHER_WAY = re.compile(r"([A-Z][A-Z&/-]{1,7})\s(?:[(\[]|-LRB- )([A-Z][^()\[\]\n]{5,80}?)\s?(?:[)\]]|-RRB-)")
_SHORT = re.compile(r"[A-Z]{3,6}(?![A-Za-z])")
_LONGEST = 120
"""How far back, in characters, a full name may begin before its abbreviation."""


class TextNames(msgspec.Struct, frozen=True):
    """Abbreviation → full name within one text, and where each was introduced."""

    full: Mapping[str, str]
    introduced: Mapping[str, int]
    """Abbreviation → offset of its introduction, the full name's beginning."""
    loose: frozenset[str] = frozenset()
    """The abbreviations that only stand beside their full name and are not its initials: "Ana Zorn (AP)" looks so too."""

    @classmethod
    def read(cls, text: str) -> "TextNames":
        """Return the abbreviations that `text` introduces; the first introduction counts. Linear in the length."""
        full: dict[str, str] = {}
        introduced: dict[str, int] = {}
        for short, name, at in _introductions(text):
            article = naming().article.match(name)
            cut = article.end() if article else 0
            if short not in full and len(name) > cut:
                full[short] = " ".join(name[cut:].split())
                introduced[short] = at + cut
        loose = frozenset(short for short, name in full.items() if not _is_initials(short, name))
        return cls(full, introduced, loose)

    def expand(self, words: str) -> str | None:
        """Return the full name of an abbreviation of this text, None if it introduces none such."""
        return self.full.get(words) or self.full.get(words.replace(".", ""))


def _introductions(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield `(abbreviation, full name, offset of the full name)`, the surest ways to introduce one first."""
    for found in _OPENED.finditer(text):
        yield from _looked_back(text, found.start(), found.group(1))
    for found in naming().called.finditer(text):
        between = naming().between.search(text, max(0, found.start() - 20), found.start())
        yield from _looked_back(text, between.start() if between else found.start(), found.group(1))
    for found in _OTHER_WAY.finditer(text):
        if initials(found.group(2)) == found.group(1):
            yield found.group(1), found.group(2), found.start(2)
    yield from _by_initials(text)


def _looked_back(text: str, end: int, short: str) -> Iterator[tuple[str, str, int]]:
    """Yield the full name that ends at `end`, if the words there can be shortened to `short`."""
    letters = "".join(filter(str.isalnum, short)).lower()
    if 2 * sum(map(str.isupper, short)) <= len(letters):
        return
    words = list(_WORD.finditer(text, max(0, end - _LONGEST), end))[-(2 * len(letters) + 2) :]
    if not words or text[words[-1].end() : end].strip(" ,\n”\"’'"):
        return
    start = _spelled(words, letters)
    if start is None:
        start = _capitalised(text, words)
    if start is not None:
        yield short.replace(".", ""), text[start : words[-1].end()], start


def _is_initials(short: str, name: str) -> bool:
    """Tell whether an abbreviation is made of the initials of a name."""
    return _spelled(list(_WORD.finditer(name)), "".join(filter(str.isalnum, short)).lower()) is not None


def _spelled(words: list[re.Match[str]], letters: str) -> int | None:
    """Return where the words begin whose initials, small words left out at will, are `letters`; None if none do."""
    left = len(letters)
    for number in range(len(words) - 1, -1, -1):
        word = words[number].group().lower()
        parts = [part for part in re.split(r"[‐-]", word) if part]
        wanted = letters[max(0, left - len(parts)) : left]
        if len(parts) > 1 and wanted == "".join(part[0] for part in parts):
            left -= len(parts)
        elif word[0] == letters[left - 1]:
            left -= 1
        elif word not in naming().small:
            return None
        if left == 0:
            return words[number].start()
    return None


def _capitalised(text: str, words: list[re.Match[str]]) -> int | None:
    """Return where the run of capitalised words that ends with `words` begins, if it is a name of two words or more.

    For abbreviations of a name's form in another language: "People's Protection Units (YPG)".
    """
    begin, capitals = None, 0
    for number in range(len(words) - 1, -1, -1):
        word = words[number].group()
        if number + 1 < len(words) and text[words[number].end() : words[number + 1].start()].strip(" \n'’s"):
            break
        if word[0].isupper():
            begin, capitals = words[number].start(), capitals + 1
        elif word not in naming().small:
            break
    if capitals < 2 or begin is None:
        return None
    return begin if any(map(str.islower, text[begin : words[-1].end()])) else None


def _by_initials(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield names whose initials the text uses somewhere without saying what they stand for."""
    wanted = set(_SHORT.findall(text))
    if not wanted:
        return
    for run in naming().run.finditer(text):
        name = run.group()
        if name.isupper():
            continue
        for skip in _starts(name):
            short = initials(name[skip:])
            if short in wanted:
                yield short, name[skip:], run.start() + skip
                break


def _starts(name: str) -> Iterator[int]:
    """Yield where a name may begin within a run of capitalised words: at the first, or after a sentence's first word."""
    yield 0
    second = re.search(r"\s(?=[A-Z])", name)
    if second is not None:
        yield second.end()


def initials(name: str) -> str:
    """Return the initials of a name's words, small words left out: "Union for Peace and Bread" → "UPB"."""
    words = re.split(r"[\s‐-]+", name)
    return "".join(word[0].upper() for word in words if word and word.lower() not in naming().small)
