"""Tells claims in words, and without what is private to those who may not see it: by the very rules of the brief."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.publish.composer import Composer
from sayso.publish.excerpt import Excerpts
from sayso.publish.model import Line
from sayso.publish.private import PrivateNames, PublicRoles
from sayso.publish.wording import Wording
from sayso.records import Claim, Dispute, Finding, Incident, Report
from sayso.values.place import Place

LANGUAGE = "en"
GRID = 2
"""Decimal places of a degree that those see who may not see exact points: about a kilometre."""
GRID_M = 1_000
_KEPT = 512
"""Reports that are kept ready."""
_WITHHELD = "[name withheld]"


class _Openly(PrivateNames):
    """Withholds nobody: for those who may see private names."""

    def __init__(self, report: Report, roles: PublicRoles) -> None:
        super().__init__(report, roles, ())
        self._withheld = {}
        self._parts = {}
        self._masks = None


class Told(NamedTuple):
    """One report, ready to be told of."""

    report: Report
    masked: Composer
    openly: Excerpts

    @property
    def private(self) -> PrivateNames:
        """Who is withheld in it."""
        return self.masked.excerpts[self.report.id].private


class Telling:
    """Keeps reports ready; a report is made ready anew when other claims of it stand."""

    def __init__(self) -> None:
        self._wording = Wording(LANGUAGE)
        self._roles = PublicRoles(LANGUAGE)
        self._kept: OrderedDict[str, tuple[tuple[str, ...], Told]] = OrderedDict()

    def missing(self, claims_of: Mapping[str, Sequence[Claim]], reports: Iterable[str]) -> list[str]:
        """Return those of some reports that have to be read from the ledger first."""
        return [name for name in dict.fromkeys(reports) if self._of(name, claims_of.get(name, ())) is None]

    def take(self, report: Report, claims: Sequence[Claim]) -> None:
        """Make a report ready, with its claims that stand."""
        openly = Excerpts(report, _Openly(report, self._roles), self._wording.words.passages)
        told = Told(report, Composer([report], claims, LANGUAGE), openly)
        self._kept[report.id] = (_ids(claims), told)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def told(self, report: str) -> Told | None:
        """Return a report that is ready."""
        found = self._kept.get(report)
        if found is None:
            return None
        self._kept.move_to_end(report)
        return found[1]

    def line(self, claim: Claim, *, private: bool) -> Line | None:
        """Return a claim in words, with its quote; None where its report is not ready."""
        told = self.told(claim.report)
        if told is None:
            return None
        return self._wording.line(claim, told.openly) if private else told.masked.line(claim)

    def claim(self, claim: Claim) -> Claim:
        """Return a claim without what is private: roles for persons, the quote without their names, points on a grid."""
        told = self.told(claim.report)
        if told is None:
            return _unread(claim)
        role = told.private.role
        words = told.masked.line(claim).words
        masked = told.private.masked
        return msgspec.structs.replace(
            claim,
            quote=words.text,
            span=words.span,
            speakers=tuple(msgspec.structs.replace(s, name=role(s.name) or masked(s.name)) for s in claim.speakers),
            actors=tuple(msgspec.structs.replace(a, name=role(a.name) or masked(a.name)) for a in claim.actors),
            figures=tuple(msgspec.structs.replace(f, of=masked(f.of), text=masked(f.text)) for f in claim.figures),
            places=tuple(map(on_grid, claim.places)),
            passage=msgspec.structs.replace(claim.passage, label=claim.passage.label and masked(claim.passage.label)),
        )

    def event(self, event: Incident) -> Incident:
        """Return an event without what is private."""
        reports = dict.fromkeys(claim.report for claim in event.claims)
        mask = self.mask(reports)
        origins = tuple(msgspec.structs.replace(o, name=o.name and mask(o.name)) for o in event.origins)
        return msgspec.structs.replace(
            event,
            places=tuple(map(on_grid, event.places)),
            claims=tuple(map(self.claim, event.claims)),
            figures=tuple(msgspec.structs.replace(f, population=mask(f.population)) for f in event.figures),
            disputes=tuple(_said(dispute, mask) for dispute in event.disputes),
            origins=origins,
            persons=(),
            contains=tuple(msgspec.structs.replace(one, sentence=mask(one.sentence)) for one in event.contains),
            within=tuple(msgspec.structs.replace(one, sentence=mask(one.sentence)) for one in event.within),
            findings=tuple(_finding(found, mask) for found in event.findings),
            reasons=(),
        )

    def mask(self, reports: Iterable[str]) -> Callable[[str], str]:
        """Return what takes the names out of a text that are withheld in any of some reports."""
        known = [self.told(report) for report in reports]

        def mask(text: str) -> str:
            for told in known:
                if told is None:
                    return _WITHHELD
                text = told.private.role(text) or told.private.masked(text)
            return text

        return mask

    def _of(self, report: str, claims: Sequence[Claim]) -> Told | None:
        found = self._kept.get(report)
        return None if found is None or found[0] != _ids(claims) else found[1]


def on_grid(place: Place) -> Place:
    """Return a place with its point on a grid of about a kilometre; a place without a point as it is."""
    if place.lat is None or place.lon is None:
        return place
    return msgspec.structs.replace(
        place,
        lat=round(place.lat, GRID),
        lon=round(place.lon, GRID),
        radius_m=max(place.radius_m or 0, GRID_M),
        precision="near" if place.precision == "exact" else place.precision,
    )


def _unread(claim: Claim) -> Claim:
    """Return what may be said of a claim whose report cannot be read any more: nothing in anybody's words."""
    return msgspec.structs.replace(
        claim,
        quote="",
        speakers=tuple(msgspec.structs.replace(s, name=_WITHHELD) for s in claim.speakers),
        actors=tuple(msgspec.structs.replace(a, name=_WITHHELD) for a in claim.actors),
        figures=tuple(msgspec.structs.replace(f, of="", text="") for f in claim.figures),
        places=tuple(map(on_grid, claim.places)),
    )


def _said(dispute: Dispute, mask: Callable[[str], str]) -> Dispute:
    return msgspec.structs.replace(dispute, sentence=mask(dispute.sentence))


def _finding(found: Finding, mask: Callable[[str], str]) -> Finding:
    return msgspec.structs.replace(found, message=mask(found.message))


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
