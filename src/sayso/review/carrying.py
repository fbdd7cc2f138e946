"""To which claim of the newest reading a decision belongs that was made about a claim of an older one."""

from collections.abc import Iterable, Mapping

from sayso.records import Claim, ClaimSet
from sayso.spans import Span

NOTHING: Mapping[str, str] = {}
_Words = tuple[str, Span, str]
"""Report, span and quote: what two readings of one text can share."""


class Readings:
    """The claims of all readings of some reports, and which of them stand: those of each report's newest reading."""

    def __init__(
        self, claims: Iterable[Claim], claim_sets: Iterable[ClaimSet], superseded: Mapping[str, str] = NOTHING
    ) -> None:
        """Take claims, and readings in the order in which they were recorded; a report without one keeps all its claims.

        `superseded` names for a report that is an older version of a page the one that is the newest: see `review/versions.py`.
        """
        self._superseded = superseded
        self.every: Mapping[str, Claim] = {claim.id: claim for claim in claims}
        self._sets: dict[str, list[ClaimSet]] = {}
        for reading in claim_sets:
            self._sets.setdefault(reading.report, []).append(reading)
        newest = {report: frozenset(readings[-1].claims) for report, readings in self._sets.items()}
        self.standing: Mapping[str, Claim] = {
            name: claim
            for name, claim in self.every.items()
            if claim.report not in superseded and ((kept := newest.get(claim.report)) is None or name in kept)
        }
        self._same: dict[_Words, list[str]] | None = None
        self._quotes: dict[tuple[str, str], list[str]] | None = None

    def carried(self, name: str) -> str | None:
        """Return the standing claim to which what was decided about a claim belongs; None where it has to wait.

        That is the claim itself where it stands; else the one claim with the same report, span and quote, when the older
        reading had one claim only with these words that is gone, and the two never stood side by side in one reading.
        """
        if name in self.standing:
            return name
        old = self.every.get(name)
        if old is None:
            return None
        if (version := self._superseded.get(old.report)) is not None:
            return self._in_version(old, version)
        alike = [other for other in self._index().get(_words(old), ()) if other != name]
        beside = {c for reading in self._sets.get(old.report, ()) if name in reading.claims for c in reading.claims}
        gone = [other for other in alike if other not in self.standing and other in beside]
        heirs = [other for other in alike if other in self.standing]
        return heirs[0] if len(heirs) == 1 and not gone and heirs[0] not in beside else None

    def _in_version(self, old: Claim, version: str) -> str | None:
        """Return the one claim of a page's newest version in the words of one of an older version, where that had one only.

        Places in the text are not compared, for they move with every edit.
        """
        last = self._sets.get(old.report, ())
        beside = (
            frozenset(last[-1].claims)
            if last
            else frozenset(n for n, c in self.every.items() if c.report == old.report)
        )
        twins = [n for n in beside if n in self.every and self.every[n].quote == old.quote]
        heirs = self._quoted().get((version, old.quote), [])
        return heirs[0] if twins == [old.id] and len(heirs) == 1 else None

    def _quoted(self) -> dict[tuple[str, str], list[str]]:
        """Return the claims that stand by report and quote; made when first needed."""
        if self._quotes is None:
            self._quotes = {}
            for name, claim in self.standing.items():
                self._quotes.setdefault((claim.report, claim.quote), []).append(name)
        return self._quotes

    def _index(self) -> dict[_Words, list[str]]:
        """Return the claims by their words; made when first needed, for it seldom is."""
        if self._same is None:
            self._same = {}
            for name, claim in self.every.items():
                self._same.setdefault(_words(claim), []).append(name)
        return self._same


def _words(claim: Claim) -> _Words:
    return claim.report, claim.span, claim.quote
