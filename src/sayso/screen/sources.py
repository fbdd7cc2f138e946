"""How sources and what came of following them look on a screen and as data."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.screen.fetches import taken_line, taken_record
from sayso.screen.terminal import safe
from sayso.sources import SourceHealth, SourceState
from sayso.watching.follow import Noticed
from sayso.watching.versions import Change, Step

_STYLES: dict[SourceState, str] = {"failing": "yellow", "broken": "yellow", "gone": "yellow", "unasked": "yellow"}


def health_lines(stood: Iterable[SourceHealth]) -> Iterator[tuple[str, str]]:
    """Yield for each source a line with its state, and lines with its times."""
    for one in stood:
        yield _STYLES.get(one.state, ""), f"{safe(one.name)}: {one.state} ({safe(one.reason)})"
        yield "dim", f"  {one.kind}, {safe(one.address)}"
        yield (
            "dim",
            (
                f"  last asked {one.last_asked or 'never'} · last success {one.last_success or 'never'}"
                f" · last new {one.last_new or 'never'} · newest item {safe(one.newest_item or 'unknown')}"
            ),
        )
        if one.moved_to is not None:
            yield "yellow", f"  it has moved for good to {safe(one.moved_to)}"


def noticed_lines(noticed: Noticed) -> Iterator[str]:
    """Yield what came of an answer or of reading a file, in lines."""
    if noticed.refusal is not None:
        yield f"{safe(noticed.source)}: {safe(str(noticed.refusal.error))}"
    if noticed.taken is not None:
        yield taken_line(noticed.taken)
        for step in noticed.steps:
            if step.kind != "first":
                yield f"  {step_words(step, noticed.change)}"


def step_words(step: Step, change: Change | None) -> str:
    """Return what happened to a page, in a line: `version 2: 3 words gone, 4 new; 1 claim gone, 1 new`."""
    if step.kind == "gone":
        left = "; it stands no more in its list" if step.left else ""
        return f"gone at {step.at}{left}; what it said is kept"
    if step.kind == "moved":
        return f"moved to {safe(step.final or '')}"
    if step.kind in {"back", "first"} or change is None:
        return f"{step.kind}: version {step.number} at {step.at}"
    gone, new = change.words
    return (
        f"version {step.number} at {step.at}: {gone} words gone, {new} new; "
        f"{len(change.claims_gone)} claims gone, {len(change.claims_new)} new"
    )


def change_lines(change: Change) -> Iterator[tuple[str, str]]:
    """Yield the words that differ, and the claims."""
    for run in change.gone:
        yield "red", f"    - {safe(run)}"
    for run in change.new:
        yield "green", f"    + {safe(run)}"
    for name in change.claims_gone:
        yield "", f"    claim gone: {name}"
    for name in change.claims_new:
        yield "", f"    claim new: {name}"


def noticed_record(noticed: Noticed) -> dict[str, Any]:
    """Return what came of an answer or a file, as data."""
    made: dict[str, Any] = {"source": noticed.source}
    if noticed.taken is not None:
        made |= taken_record(noticed.taken)
        made["steps"] = msgspec.to_builtins(noticed.steps)
        made["change"] = msgspec.to_builtins(noticed.change)
    if noticed.refusal is not None:
        made["refusal"] = str(noticed.refusal.error)
    return made
