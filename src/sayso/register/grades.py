"""Grades of sources: Admiralty letters for reliability, each from a day on, as the user's own table says; without one, F.

A table is CSV with the columns `source` (id in the register, or a name), `grade` (A to F), `since` (ISO date) and `reason`.
The package grades nobody.
"""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from sayso.errors import UsageError
from sayso.lexicon.load import fold

Letter = Literal["A", "B", "C", "D", "E", "F"]
"""A completely reliable … E unreliable, F cannot be judged. F is no worse than E: it says that nothing is known."""
LETTERS: tuple[Letter, ...] = get_args(Letter)
UNKNOWN: Letter = "F"
_COLUMNS = ("source", "grade", "since", "reason")


class Grade(NamedTuple):
    """What a source was graded from a day on, and why."""

    since: str
    letter: Letter
    reason: str


class Grades:
    """The grades of sources over time: `Grades.read(path).of("outlet:afp", "2031-05-06")`."""

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

    def of(self, source: str, day: str | None) -> Letter:
        """Return the letter that a source had on an ISO day, by id or name; the newest one when the day is not known."""
        held = [g for g in self._grades.get(fold(source), ()) if day is None or g.since <= day[:10]]
        return held[-1].letter if held else UNKNOWN


NO_GRADES = Grades()
"""Nobody is graded."""


def _row(path: Path, number: int, row: dict[str, str]) -> tuple[str, Grade]:
    """Return one row, checked."""
    letter = next((known for known in LETTERS if known == row["grade"]), None)
    try:
        date.fromisoformat(row["since"] or "")
    except ValueError:
        letter = None
    if letter is None or not row["source"] or not row["reason"]:
        message = f"{path}, line {number}: needs a source, a letter from A to F, an ISO date and a reason"
        raise UsageError(message)
    return row["source"], Grade(row["since"], letter, row["reason"])
