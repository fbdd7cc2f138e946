"""Kills the parser's process when a page overstays: one thread for as long as pages keep coming, not one a page.

It is not woken when a page begins, for that would cost more than most pages take to parse; it looks four times a second.
"""

import subprocess
import threading
import time

_LOOK_S = 0.25
"""A process is killed at most so much later than its time."""
_IDLE_LOOKS = 8
"""After so many looks without a page the thread ends."""


class Watch:
    """Watches one process at a time: `begin` when it gets work, `end` when it has answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._runs = False

    def begin(self, process: "subprocess.Popen[bytes]", patience_s: float) -> None:
        """Give a process so many seconds from now."""
        with self._lock:
            self._until = time.monotonic() + patience_s
            self._process = process
            start, self._runs = not self._runs, True
        if start:
            threading.Thread(target=self._look, name="sayso-parse-watch", daemon=True).start()

    def end(self) -> None:
        """Let the process be; when this returns it will not be killed any more."""
        with self._lock:
            self._until = self._process = None

    def _look(self) -> None:
        idle = 0
        while True:
            with self._lock:
                left = self._until - time.monotonic() if self._until is not None else None
                if left is not None and left <= 0 and self._process is not None:
                    self._process.kill()
                    self._until = self._process = None
                idle = idle + 1 if left is None else 0
                if idle > _IDLE_LOOKS:
                    self._runs = False
                    return
            time.sleep(min(_LOOK_S, max(left, 0.0)) if left is not None else _LOOK_S)
