"""How a difference between two states looks on a screen."""

from collections.abc import Iterator

from sayso.publish.difference import Difference
from sayso.screen.terminal import safe

_OWN = frozenset({"new", "gone"})
"""Changes that name their event themselves."""


def difference_lines(difference: Difference) -> Iterator[tuple[str, str]]:
    """Yield the lines that show a difference: the two states, how much changed, and each change under its event."""
    yield "dim", f"from  {safe(difference.before)}"
    yield "dim", f"to    {safe(difference.after)}"
    yield "bold", safe(difference.summary)
    shown: str | None = None
    for change in difference.changes:
        if change.event is None or change.kind in _OWN:
            shown = None
            tail = f" [{change.event}]" if change.event else ""
            yield "", f"{safe(change.sentence)}{tail}"
            continue
        if change.event != shown:
            shown = change.event
            yield "cyan", f"{safe(change.heading)} [{change.event}]"
        yield "", f"  {safe(change.sentence)}"
