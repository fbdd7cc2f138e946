"""The record of one fetch: what was asked of whom, when, how it was answered, and what was kept of it.

Its fields are those that the Berkeley Protocol on Digital Open Source Investigations (§§ 153-169) asks of a capture, as far
as they can be known of a fetch without a browser. Credentials stand in none of them: `capture/secrets.py` says how.
"""

from typing import Literal

import msgspec

Verdict = Literal["content", "unchanged", "gone", "refused", "truncated", "shell", "unreachable"]
"""What came of a fetch. `content`: a report, kept. `unchanged`: the bytes that were kept before, or the server says so. `gone`:
the server says that there is nothing (404, 410). `refused`: we do not take it (an address within a network, a bomb, robots.txt,
no text), or the server does not give it (401, 403, 451). `truncated`: the answer broke off; what came is not kept. `shell`: a
page without the text of a report; kept. `unreachable`: no answer that says anything about the page (no such name, no
connection, no valid certificate, too slow, 429, 5xx)."""


class Hop(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One request of a fetch and its answer: the first one, or one that a redirect led to."""

    address: str
    ip: str | None = None
    """The number that was connected to; None when nothing was."""
    status: int | None = None
    """HTTP status; None when no answer came."""
    sent: tuple[tuple[str, str], ...] = ()
    """The request's headers, in order."""
    received: tuple[tuple[str, str], ...] = ()
    """The answer's headers, in order and in the server's spelling."""
    tls: tuple[str, ...] = ()
    """SHA-256 of each certificate (DER) that the server showed, its own first; empty without TLS."""


class Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a feed or list said of an address when it led to it: the publisher's own clock, beside ours; no word of its text."""

    published: str | None = None
    """ISO instant in UTC where it can be read as one. It dates what the publisher did, never what happened."""
    updated: str | None = None
    digest: str
    """Of what the list says of the address (its times, title, summary), so that a change is seen."""
    left: bool = False
    """Whether it was asked for because it no longer stood in the list, though older ones did."""


class Fetch(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One fetch of one address: `Fetch(address="https://…", verdict="content", reason="200", capture="9f86…", …)`."""

    id: str
    address: str
    """As it was asked for, in one spelling, secrets blacked out: `…?token=***`."""
    final: str | None
    """The address whose answer it is, after every redirect; None when none was asked."""
    method: Literal["GET"] = "GET"
    hops: tuple[Hop, ...]
    """Every request in order, redirects included; empty when the address was refused before anything was asked."""
    tries: int = 1
    """How often it was tried; `hops` are those of the last try."""
    wire_sha256: str | None = None
    """Of the answer's body as it was sent, with its encodings; None when there was none."""
    wire_bytes: int = 0
    body_sha256: str | None = None
    """Of the body without its encodings; None when there was none or it could not be had whole."""
    body_bytes: int = 0
    capture: str | None = None
    """Id of the capture that this fetch stands for: kept now, or before when the verdict is `unchanged`."""
    etag: str | None = None
    """What to say at the next fetch of this address, so that an unchanged page need not be sent (RFC 9110)."""
    last_modified: str | None = None
    started: str
    """When the first request of the last try began, an ISO instant in UTC to the microsecond."""
    ended: str
    clock: str
    """What told the time, and whether it is known to be set by others: `clock_gettime(CLOCK_REALTIME), not known to be synchronised`."""
    collector: str
    """Who fetched: a person's pseudonym, or `sayso`."""
    tool: str
    """Name and version of what fetched, with a digest of its limits and manners: `sayso 0.1.0 3f9c…`."""
    egress: str = "direct"
    """A label of the way out that was taken, given by the user; never an address of ours."""
    parent: str
    """What led to it: `given` by a person, `source NAME` of the sources that are watched, or the address of a feed or list."""
    verdict: Verdict
    reason: str
    """Stable and short, then a sentence where there is more to say: `200`, `denied: it leads to 10.0.0.7: a private network`."""
    label: str | None = None
    """Licence or sensitivity, as the user gives it: `CC-BY-4.0`, `tlp:amber`."""
    listed: Listed | None = None
    """What the list that led to it said of it; None where none did."""
