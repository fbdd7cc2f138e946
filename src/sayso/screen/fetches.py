"""How fetches look on a screen and as data."""

from typing import Any

import msgspec

from sayso.pipeline import Taken
from sayso.screen.terminal import safe


def taken_line(taken: Taken) -> str:
    """Return what came of one fetch in a line: `https://…: content, 3 new claims, 0 known`."""
    fetch = taken.fetch
    line = f"{safe(fetch.address)}: {fetch.verdict}"
    if taken.reading is None:
        return f"{line} ({safe(fetch.reason)})"
    new = sum(entry.kind == "claim" for entry in taken.appended.new)
    return f"{line}, {new} new claims, {len(taken.reading.claims) - new} known"


def taken_record(taken: Taken) -> dict[str, Any]:
    """Return what came of one fetch as data: the record of the fetch, and the ids of the claims that were read."""
    claims = [claim.id for claim in taken.reading.claims] if taken.reading else []
    new = [entry.id for entry in taken.appended.new if entry.kind == "claim"]
    return {"fetch": msgspec.to_builtins(taken.fetch), "claims": claims, "new_claims": new}
