"""What a ledger held at one moment, of what had been said by another: the two clocks by which it can be asked.

`known` is when an entry was recorded: what did we know. `said` is when the words were said or published: what had been
said, of all that the ledger holds, whenever it came to us. Both stay the same for ever, for entries are only appended; words
that were redacted since are blacked out at every moment.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from sayso.decisions import Decision, RegisterChange
from sayso.errors import UsageError
from sayso.fetches import Fetch
from sayso.ledger.contract import Head, Recorded
from sayso.ledger.instants import instant as as_recorded
from sayso.ledger.ledger import Ledger, decode
from sayso.publications import Publication
from sayso.records import Claim, ClaimSet, Finding, Report
from sayso.values.instants import asked_instant, instant


class View:
    """A ledger as of a moment; made by `View.of`, and cheap until something is asked of it."""

    def __init__(self, ledger: Ledger, head: Head, *, known: str | None, said: datetime | None, past: bool) -> None:
        self.ledger = ledger
        self.head = head
        """The last entry that is seen."""
        self.known = known
        """Up to when it was recorded, as asked: an instant in UTC, or a sequence number; None for all of it."""
        self.said = said
        """Up to when it was said; None for all of it."""
        self.past = past
        """Whether a moment was asked for at all."""
        self._recorded: dict[str, datetime] = {}
        """When the claims were recorded of which nobody knows when they were said."""
        self._begun: dict[str, str | None] = {}
        """By report when its first update was made, where that has been asked."""

    @classmethod
    def of(cls, ledger: Ledger, said: str | None = None, known: str | int | None = None) -> "View":
        """Return a ledger as of two moments: ISO instants or dates (a date is its end, UTC), `known` also a sequence number.

        UsageError for what is no moment, and for a sequence number that the ledger does not have.
        """
        latest = ledger.head()
        until, named = _until(ledger, latest, known)
        head = latest
        if until < latest.seq:
            last = next(iter(ledger.entries(after=until - 1, until=until)), None) if until else None
            head = Head(seq=until, recorded_at=last.recorded_at if last else None)
        moment = None if said is None else asked_instant(said)
        return cls(ledger, head, known=named, said=moment, past=said is not None or known is not None)

    def claims(self) -> list[Claim]:
        """Return the claims of all readings that were known, whenever they were said; `said_by_then` picks from them."""
        return [self._read(recorded) for recorded in self.ledger.entries("claim", until=self.head.seq)]

    def some_claims(self, names: Iterable[str]) -> list[Claim]:
        """Return those claims of some ids that were known, in the order of recording."""
        found = (e for name in names for e in self.ledger.store.find(name) if e.kind == "claim" and e.id == name)
        known = sorted((e for e in found if e.seq <= self.head.seq), key=lambda e: e.seq)
        return [self._read(recorded) for recorded in known]

    def claim_sets_of(self, report: str) -> list[ClaimSet]:
        """Return the readings of a report that were known, in the order of recording."""
        entries = self.ledger.store.about(report, "claim-set", until=self.head.seq)
        return [made for made in map(decode, entries) if isinstance(made, ClaimSet)]

    def decisions_about(self, claim: str) -> list[Decision]:
        """Return what people had decided that touches a claim."""
        return [decision for _, decision in self.ledger.decisions_about(claim, until=self.head.seq)]

    def _read(self, recorded: Recorded) -> Claim:
        claim = decode(recorded)
        assert isinstance(claim, Claim)  # noqa: S101 - asked for by kind
        if _said(claim) is None:
            self._recorded[claim.id] = instant(recorded.recorded_at)
        return claim

    def said_by_then(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield those claims that had been said; one of which nobody knows when, once it was recorded.

        A date without a clock time counts as said when that day was over, in UTC; the original entry of a live blog when
        its first update was made, for then it stood there.
        """
        for claim in claims:
            if self.said is None or (when := self._when(claim)) is None or when <= self.said:
                yield claim

    def _when(self, claim: Claim) -> datetime | None:
        said = _said(claim)
        if said is None:
            return self._recorded.get(claim.id)
        if claim.passage.kind == "original" and (first := self._first_update(claim.report)) is not None:
            return min(said, instant(first))
        return said

    def _first_update(self, report: str) -> str | None:
        """Return when the first update was made to a report; None where none has a clock time."""
        if report not in self._begun:
            found = self.ledger.get(report)
            passages = found.passages if isinstance(found, Report) else ()
            timed = [p.at for p in passages if p.kind == "update" and p.at is not None and "T" in p.at]
            self._begun[report] = min(timed, key=instant, default=None)
        return self._begun[report]

    def claim_sets(self) -> Iterator[ClaimSet]:
        """Yield the readings that were known, in the order of recording."""
        return self.ledger.claim_sets(until=self.head.seq)

    def fetches(self) -> Iterator[Fetch]:
        """Yield what had been asked of the web."""
        return self.ledger.fetches(until=self.head.seq)

    def decisions(self) -> Iterator[Decision]:
        """Yield what people had decided."""
        return self.ledger.decisions(until=self.head.seq)

    def register_changes(self) -> Iterator[RegisterChange]:
        """Yield the changes of who is who that were known."""
        return self.ledger.register_changes(until=self.head.seq)

    def publications(self) -> Iterator[Publication]:
        """Yield what had gone out, oldest first."""
        return self.ledger.publications(until=self.head.seq)

    def reports(self) -> Iterator[Report]:
        """Yield the reports that were known."""
        return self.ledger.reports(until=self.head.seq)

    def findings(self) -> Iterator[Finding]:
        """Yield what was known to be amiss with the reports."""
        return self.ledger.findings(until=self.head.seq)

    @property
    def sentence(self) -> str:
        """What state this is, in words; empty when nothing was asked for but the newest."""
        if not self.past:
            return ""
        asked = [f"what had been said by {_shown(self.said)}"] if self.said is not None else []
        if self.known is not None:
            asked.append(f"what the ledger held at {self.known}")
        recorded = f", recorded {self.head.recorded_at}" if self.head.recorded_at else ""
        return f"A past state: {' of '.join(asked)}. Ledger head: entry {self.head.seq}{recorded}."


def _said(claim: Claim) -> datetime | None:
    """Return when a claim was said; None where it does not say, or in no way that is an ISO date or instant."""
    try:
        return None if claim.said is None else instant(claim.said)
    except (ValueError, OverflowError):
        return None


def _until(ledger: Ledger, latest: Head, known: str | int | None) -> tuple[int, str | None]:
    """Return the last entry that is seen, and the words for the moment that was asked for."""
    if known is None:
        return latest.seq, None
    if isinstance(known, int) or known.isdecimal():
        seq = int(known)
        if not 0 <= seq <= latest.seq:
            message = f"the ledger has {latest.seq} entries, no entry {seq}"
            raise UsageError(message)
        return seq, f"entry {seq}"
    moment = asked_instant(known)
    return ledger.seq_at(as_recorded(moment.isoformat())), _shown(moment)


def _shown(moment: datetime) -> str:
    """Return an instant for reading: `2031-05-14 09:30 UTC`, with seconds where there are any; a day as its end."""
    if moment.time() == time.max:
        return f"the end of {moment.date()}, UTC"
    seconds = moment.replace(tzinfo=None).isoformat(sep=" ", timespec="auto")
    return f"{seconds.removesuffix(':00')} UTC"
