"""What a set gives: measures, counts case by case, and what it cost. All sets speak in these records."""

from collections.abc import Iterable

import msgspec


class Counts(msgspec.Struct, frozen=True):
    """How many fills were right, how many there were to find, and how many were given."""

    correct: int = 0
    possible: int = 0
    actual: int = 0

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 when nothing was given."""
        return self.correct / self.actual if self.actual else 0.0

    @property
    def recall(self) -> float:
        """The share of what was to be found that was; 0 when there was nothing to find."""
        return self.correct / self.possible if self.possible else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.possible + self.actual
        return 2 * self.correct / both if both else 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.correct + other.correct, self.possible + other.possible, self.actual + other.actual)


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: a measure with its value, and with precision and recall where it is an F1."""

    name: str
    value: float
    counts: Counts | None = None
    gated: bool = False
    """Whether a floor guards it; only what is the same on every machine may be gated."""
    unit: str = ""
    less_is_better: bool = False


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One set as measured: what was reached, by case too, and the characters and seconds that went into it."""

    set: str
    """Names the data and its split: `gold/dev`, `timeml/TimeBank`."""
    measures: tuple[Measured, ...]
    cases: dict[str, Counts] = {}
    """By the name of a case: a file, a record's number; never words of the data."""
    characters: int = 0
    seconds: float = 0.0
    """Processor time of the stages under measurement alone, without loading and scoring."""
    peak_mb: float = 0.0
    """The most memory that the process of its row ever held; the runner fills it in."""


def f1(name: str, counts: Counts, *, gated: bool = False) -> Measured:
    """Return an F1 as a line of the table."""
    return Measured(name=name, value=counts.f1, counts=counts, gated=gated)


def share(name: str, right: int, total: int, *, gated: bool = False) -> Measured:
    """Return a share of right answers as a line of the table."""
    return Measured(name=name, value=right / total if total else 0.0, gated=gated)


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum."""
    return sum(counts, Counts())
