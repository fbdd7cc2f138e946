"""What a command is called on in these tests, and how it ended."""

from collections.abc import Callable
from typing import NamedTuple

TEXT = """SAMPLE. Shells hit the town of Marivan on Monday, killing at least three people, the Harbour Watch group said.

The defence ministry denied that its forces shelled the town.
"""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
