"""What the bench measures of following, small: every change noticed, nothing lost or doubled by a kill."""

import json
import subprocess
import sys
from pathlib import Path

from bench.watching import changes


def test_every_change_is_noticed_and_every_version_kept() -> None:
    """Three pages of each way to change: edited, deleted, moved, growing three times."""
    assert changes(3) == (18, 18, 12)


def test_runs_that_are_killed_lose_and_double_nothing() -> None:
    """The harness forks, in a process of its own."""
    command = [sys.executable, "-m", "bench.watching", "10"]
    found = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    assert json.loads(found.stdout) == {"whole": 10}
