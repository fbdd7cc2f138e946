"""A writer that is killed loses nothing that it acknowledged and leaves nothing half or twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.promises.kills import compared


def tally(*arguments: str) -> dict[str, int]:
    """Run the harness, which forks, in a process of its own."""
    command = [sys.executable, "-m", "bench.promises.kills", *arguments]
    found = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return json.loads(found.stdout)  # type: ignore[no-any-return]  # a Counter


def test_no_acknowledged_entry_is_lost_or_doubled_when_the_writer_is_killed() -> None:
    found = tally("40")
    assert found.pop("acknowledged") > 0
    assert found == {"whole": 40}


def test_the_harness_finds_a_writer_that_acknowledges_too_early() -> None:
    assert tally("40", "early").get("lost", 0) >= 1


A, B, C = ("claim", "a"), ("claim", "b"), ("claim", "c")


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ([A], "whole"),
        ([A, B, C], "whole"),  # the append under way had been committed
        ([], "lost"),
        ([A, A], "doubled"),
        ([A, B], "half an append"),
    ],
)
def test_what_is_found_is_judged_against_what_was_acknowledged(found: list[tuple[str, str]], verdict: str) -> None:
    assert compared(found, [A], [B, C]) == verdict
