"""What can be asked of the lists: the parameters of their addresses, each with its meaning; the OpenAPI document is made of them too."""

from datetime import date
from typing import Annotated

import msgspec

from sayso.desk.audit import Did
from sayso.desk.paging import MOST, Order
from sayso.desk.problems import Problem
from sayso.desk.route import At, Nothing, Rule
from sayso.reconcile.selection import Wanted
from sayso.values.kinds import Event


class Paging(At, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page of a list."""

    after: str | None = None
    """Where the page begins: from the link to the next page."""
    limit: int = 50
    """Rows of a page, 1 to 200; exports give all rows without it."""
    order: Order = "oldest"
    """Which rows come first."""

    def __post_init__(self) -> None:
        """Raise ValueError for a page of no size."""
        if not 1 <= self.limit <= MOST:
            message = f"limit is 1 to {MOST}"
            raise ValueError(message)


class EventsAsked(Paging, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events."""

    since: str | None = None
    """Only events on or after this day."""
    until: str | None = None
    """Only events on or before this day."""
    place: tuple[str, ...] = ()
    """Only events at a place of this name or id, or inside it; may be given again."""
    kind: tuple[Event, ...] = ()
    """Only events of this kind; may be given again."""
    disputed: bool = False
    """Only events on which accounts stand against each other."""

    @property
    def wanted(self) -> Wanted:
        """What is asked for of events; Problem for what is no day, and for days the wrong way round."""
        return wanted_of(self.since, self.until, self.place, self.kind, disputed=self.disputed)


class ClaimsAsked(Paging, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims."""

    report: str | None = None
    """Only those of this report."""
    event: str | None = None
    """Only those of this event."""
    reviewed: bool | None = None
    """Only those that somebody accepted, or only the others."""


class DecisionsAsked(Paging, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which decisions."""

    claim: str | None = None
    """Only those about this claim."""


class AccessesAsked(Nothing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which looks, and which page of them; the newest first."""

    by: str | None = None
    """Only those of this pseudonym."""
    did: Did | None = None
    """Only those of this kind."""
    since: str | None = None
    """Only those on or after this day."""
    until: str | None = None
    """Only those on or before this day."""
    before: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """Only those of entries before this one: from the link to the next page."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 50
    """Rows of a page, 1 to 200; exports give all rows without it."""


class WhyAsked(At, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which event."""

    event: str
    """The event's id, or its beginning."""


class ChangesAsked(Nothing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between which moments."""

    before: str
    """An instant, a day (its end, UTC), or the number of an entry."""
    after: str
    """The later moment."""
    clock: str = "said"
    """For instants: `said`, or `known` for when the ledger held it."""
    rule: Rule = "envelope"
    """By which rule one of several figures is taken."""


class BriefAsked(At, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A brief of which events."""

    since: str | None = None
    """Only of events on or after this day."""
    until: str | None = None
    """Only of events on or before this day."""
    place: tuple[str, ...] = ()
    """Only of events at a place of this name or id, or inside it; may be given again."""
    kind: tuple[Event, ...] = ()
    """Only of events of this kind; may be given again."""
    disputed: bool = False
    """Only of events on which accounts stand against each other."""

    @property
    def wanted(self) -> Wanted:
        """What is asked for of events."""
        return wanted_of(self.since, self.until, self.place, self.kind, disputed=self.disputed)


class TimeMapAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which address."""

    of: str
    """An address of this API, such as `/api/v1/events`."""


def wanted_of(
    since: str | None, until: str | None, places: tuple[str, ...], kinds: tuple[Event, ...], *, disputed: bool
) -> Wanted:
    """Return what is asked for of events; Problem for what is no day, and for days the wrong way round."""
    first, last = day_of(since), day_of(until)
    if first is not None and last is not None and first > last:
        raise Problem("bad-request", f"since {since} is later than until {until}")
    return Wanted(first, last, places, kinds, disputed)


def day_of(text: str | None) -> date | None:
    """Return a day as it is written; Problem for what is none."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as trouble:
        raise Problem("bad-request", f"{text!r} is no day; write one as 2031-05-14") from trouble
