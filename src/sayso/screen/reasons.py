"""How the reasons for which a claim stands in an event look on a screen."""

from collections.abc import Iterator

from sayso.records import Explanation
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe


def explanation_lines(found: Explanation) -> Iterator[tuple[str, str]]:
    """Yield the lines that show why a claim stands in an event, or why not."""
    yield "bold", f"claim {found.claim}, event {found.event}"
    yield "", safe(found.sentence)
    for comparison in found.comparisons:
        end = " · forbids" if comparison.forbids else " · joins" if comparison.joins else ""
        yield "", ""
        yield "cyan", f"  with {comparison.claim}: {comparison.points:+.1f} points{end}"
        for reason in comparison.reasons:
            yield "", f"    {reason.points:+5.2f}  {safe(reason.sentence)}"
    if found.more:
        yield "", ""
        yield "dim", f"  and {number_of(found.more, 'more comparison')}"
