"""How fetches look on a screen and as data."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.fetches import Fetch
from sayso.intake import Taken
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


def fetch_lines(fetch: Fetch) -> Iterator[tuple[str, str]]:
    """Yield the lines that show the record of one fetch: what was asked, every answer, what was kept, how it was done."""
    yield "bold", f"fetch of {safe(fetch.address)}: {fetch.verdict}"
    yield "", f"{safe(fetch.reason)} · {fetch.started} to {fetch.ended} ({safe(fetch.clock)})"
    for hop in fetch.hops:
        status = "no answer" if hop.status is None else str(hop.status)
        yield "", f"  {safe(hop.address)} · {hop.ip or 'not connected'} · {status}"
        for name, value in hop.received:
            yield "dim", f"    {safe(name)}: {safe(value)}"
        for digest in hop.tls:
            yield "dim", f"    certificate SHA-256 {digest}"
    if fetch.wire_sha256 is not None:
        yield "", f"{fetch.wire_bytes:,} bytes sent, SHA-256 {fetch.wire_sha256}"
    if fetch.capture is not None:
        yield "", f"capture {fetch.capture}"
    label = f" · {safe(fetch.label)}" if fetch.label else ""
    yield (
        "dim",
        f"by {safe(fetch.collector)} with {safe(fetch.tool)}, way out: {safe(fetch.egress)}, led to by {safe(fetch.parent)}{label}",
    )
