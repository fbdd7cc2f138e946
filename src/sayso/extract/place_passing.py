"""Finds the places that a sentence names in passing: it speaks of them, but says of nothing that it is there.

A country that acts ("Ruritania said"), the land of a people ("Ruritanian officials"), the place in the name of a body
("Zenda Police Department") or before a hyphen ("a Zenda-based group"). No claim is placed there; together they say which
part of the world a report speaks of.
"""

import re
from collections.abc import Callable, Iterator

from sayso.extract.place_found import FoundPlace
from sayso.extract.place_runs import Runs
from sayso.extract.sentences import Sentence
from sayso.gazetteer.lookup import Gazetteer
from sayso.values.place import PlaceMention

_NAMED = re.compile(r"[NZCE](?:n{0,2}[NZCE])*")
_BODY = re.compile(r"[NCJ]{0,3}[OH]")
"""What makes the name before it part of a body's or a building's: "Police Department", "High School"."""
_TOUCHING = frozenset("NTZ")
_LONGEST = 4


class Passing:
    """Reads one sentence for what it names in passing; `taken` tells whether a token is in a place found before."""

    def __init__(self, gazetteer: Gazetteer, runs: Runs, sentence: Sentence, code: str) -> None:
        self._gazetteer = gazetteer
        self._runs = runs
        self._sentence = sentence
        self._code = code

    def find(self, taken: Callable[[int], bool], known: frozenset[str]) -> Iterator[FoundPlace]:
        """Yield each place; `known` are the names that are places elsewhere in the report."""
        if self._sentence.shouting:
            return
        words, code = self._sentence.words, self._code
        for i, letter in enumerate(code):
            if letter == "J" and not taken(i) and self._gazetteer.demonym(words[i]):
                yield self._found(i, i + 1)
            elif letter in "NAJx" and "-" in words[i] and words[i][0].isupper() and not taken(i):
                yield from self._hyphened(i, known)
        for run in _NAMED.finditer(code):
            start = run.start()
            while start < run.end():
                end = self._named(start, run.end(), taken, known)
                if end:
                    yield self._found(start, end)
                start = max(end, start + 1)

    def _found(self, start: int, end: int) -> FoundPlace:
        mention = PlaceMention(name=self._runs.text(start, end), span=self._sentence.slice(start, end))
        return FoundPlace(mention, start, end, None, "passing")

    def _named(self, start: int, stop: int, taken: Callable[[int], bool], known: frozenset[str]) -> int:
        """Return the token behind the place that begins at `start`, 0 when none does."""
        code = self._code
        if taken(start) or code[start - 1 : start] in _TOUCHING:
            return 0
        for end in range(min(stop, start + _LONGEST), start, -1):
            if any(map(taken, range(start, end))):
                continue
            following = code[end : end + 1]
            name = self._runs.text(start, end)
            plain = code[start:end].strip("ZCE") != ""
            sort = self._runs.sort(start, end)
            if sort == "country" and following not in {"N", "Z"}:
                return end
            if name in known and plain and following not in {"N", "T"}:
                return end
            if not plain or sort == "unknown":
                continue
            if code[end - 1] == "C" and end - start > 1:
                return end
            if sort == "large" and _BODY.match(code, end):
                return end
        return 0

    def _hyphened(self, i: int, known: frozenset[str]) -> Iterator[FoundPlace]:
        """Yield the places that a word with hyphens holds: "Zenda-based", "Ruritanian-Graustarkian", "D-Pa."."""
        at = self._sentence.starts[i]
        parts = self._sentence.words[i].split("-")
        for part in parts:
            large = self._runs.is_widely_known(part) and (len(part) > 3 or len(parts) == 2)
            if part[:1].isupper() and len(part) > 1 and (large or part in known or self._gazetteer.demonym(part)):
                yield FoundPlace(PlaceMention(name=part, span=(at, at + len(part))), i, i + 1, None, "passing")
            at += len(part) + 1
