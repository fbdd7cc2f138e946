"""Grades of sources and ratings of claims: Admiralty letters and numbers, as the user's own table says; without one, F and 6.

A table is CSV with the columns `source`, `grade`, `since` and `reason`. A row grades a source (its id in the register, or
its name) with a letter from a day on, or rates a claim (its id) with a number. The package grades nobody.
"""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from sayso.errors import UsageError
from sayso.lexicon.load import fold

Letter = Literal["A", "B", "C", "D", "E", "F"]
"""From A, completely reliable, to E, unreliable; F cannot be judged, which is no worse than E: nothing is known."""
Digit = Literal["1", "2", "3", "4", "5", "6"]
"""From 1, confirmed by others, to 5, improbable; 6 cannot be judged."""
LETTERS: tuple[Letter, ...] = get_args(Letter)
DIGITS: tuple[Digit, ...] = get_args(Digit)
UNKNOWN: Letter = "F"
UNRATED: Digit = "6"
_COLUMNS = ("source", "grade", "since", "reason")


class Grade(NamedTuple):
    """What a source or a claim was graded from a day on, and why."""

    since: str
    value: str
    """A letter or a number."""
    reason: str


class Grades:
    """The grades of sources over time, and of claims: `Grades.read(path).of("outlet:afp", "2031-05-06")`."""

    def __init__(self, rows: Iterable[tuple[str, Grade]] = ()) -> None:
        self._grades: dict[str, list[Grade]] = {}
        for source, grade in rows:
            self._grades.setdefault(fold(source), []).append(grade)
        for grades in self._grades.values():
            grades.sort()

    @classmethod
    def read(cls, path: Path) -> "Grades":
        """Return the grades of a table; UsageError names the line that is wrong."""
        try:
            with path.open(encoding="utf-8", newline="") as lines:
                rows = csv.DictReader(lines)
                if tuple(rows.fieldnames or ()) != _COLUMNS:
                    message = f"{path}: the columns must be {', '.join(_COLUMNS)}"
                    raise UsageError(message)
                return cls([_row(path, number, row) for number, row in enumerate(rows, 2)])
        except (OSError, UnicodeDecodeError, csv.Error) as trouble:
            message = f"{path} cannot be read as a table of grades: {trouble}"
            raise UsageError(message) from trouble

    def beside(self, rows: Iterable[tuple[str, Grade]]) -> "Grades":
        """Return these grades with some more, each by a source's or a claim's id or name; of two the newer day's holds.

        On one day the added one holds.
        """
        more = Grades()
        more._grades = {source: list(held) for source, held in self._grades.items()}
        for source, grade in rows:
            more._grades.setdefault(fold(source), []).append(grade)
        for held in more._grades.values():
            held.sort(key=lambda grade: grade.since)  # keeps the order of those of one day
        return more

    def of(self, source: str, day: str | None) -> Letter:
        """Return the letter that a source had on an ISO day, by id or name; the newest one when the day is not known."""
        rows = self._grades.get(fold(source), ())
        held = [row.value for row in rows if day is None or row.since <= day[:10]]
        return next((letter for value in reversed(held) for letter in LETTERS if letter == value), UNKNOWN)

    def of_claim(self, claim: str) -> Digit:
        """Return the newest number that a claim was rated with."""
        held = [row.value for row in self._grades.get(fold(claim), ())]
        return next((digit for value in reversed(held) for digit in DIGITS if digit == value), UNRATED)


NO_GRADES = Grades()
"""Nobody is graded."""


def _row(path: Path, number: int, row: dict[str, str | None]) -> tuple[str, Grade]:
    """Return one row, checked."""
    source, value, since, reason = (row[column] or "" for column in _COLUMNS)
    try:
        date.fromisoformat(since)
    except ValueError:
        since = ""
    if value not in {*LETTERS, *DIGITS} or not (source and since and reason):
        message = f"{path}, line {number}: needs a source, a letter A to F or a number 1 to 6, an ISO date and a reason"
        raise UsageError(message)
    return source, Grade(since, value, reason)
