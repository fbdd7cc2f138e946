"""Keeps requests within bounds: so many tries to sign in a quarter of an hour, so many requests a minute. Times are handed in, in seconds."""

from collections import OrderedDict, deque
from math import ceil

TRIES = 5
"""Failed tries to sign in, for one account and for one address."""
WITHIN_S = 900.0
_MOST = 10_000
"""How many names and addresses are remembered; the oldest go first."""


class Tries:
    """Counts what failed within the last quarter of an hour, by name."""

    def __init__(self, most: int = TRIES, within_s: float = WITHIN_S) -> None:
        self._most = most
        self._within_s = within_s
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, name: str, now: float) -> int:
        """Return in how many seconds another try is allowed; 0 for now."""
        failed = self._failed.get(name)
        while failed and now - failed[0] >= self._within_s:
            failed.popleft()
        if failed is None or len(failed) < self._most:
            return 0
        return ceil(self._within_s - (now - failed[0]))

    def failed(self, name: str, now: float) -> None:
        """Take note of a try that failed."""
        self._failed.setdefault(name, deque(maxlen=self._most)).append(now)
        self._failed.move_to_end(name)
        while len(self._failed) > _MOST:
            self._failed.popitem(last=False)

    def forget(self, name: str) -> None:
        """Forget what failed, after a try that did not."""
        self._failed.pop(name, None)


class Rate:
    """A bucket for each name, which fills again steadily and from which each request takes one."""

    def __init__(self, a_minute: int) -> None:
        """Take how many requests a minute are allowed; as many may come at once."""
        self._most = float(a_minute)
        self._a_second = a_minute / 60
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, name: str, now: float) -> int:
        """Take one; return in how many seconds there will be one where there is none, 0 where there was."""
        left, then = self._left.get(name, (self._most, now))
        left = min(self._most, left + (now - then) * self._a_second)
        allowed = left >= 1
        self._left[name] = (left - 1 if allowed else left, now)
        self._left.move_to_end(name)
        while len(self._left) > _MOST:
            self._left.popitem(last=False)
        return 0 if allowed else ceil((1 - left) / self._a_second)
