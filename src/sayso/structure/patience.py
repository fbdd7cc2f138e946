"""Ends work that runs in our own process past a page's deadline: the loops over its lines ask now and then."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_STEP = 200
"""So many lines are worked on between two looks at the time."""


class OutOfTime(Exception):  # noqa: N818 - reads as the condition it names
    """The deadline has passed; caught where the page is given up, never seen outside `structure`."""


class Patience:
    """How long work may still go on; counts from when it is made."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items; OutOfTime when the deadline passes on the way."""
        for number, item in enumerate(items):
            if not number % _STEP and time.monotonic() > self._until:
                raise OutOfTime
            yield item
