"""The gate before a publication: looks at a finished record once more and says what stops it. What it cannot check it stops.

It trusts nothing that the projection says of itself: quotes are looked up in the captures, names and places are looked for
in every string.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec

from sayso.gazetteer.lookup import Gazetteer
from sayso.publish.public.happenings import happenings
from sayso.publish.public.material import Material, Projected
from sayso.publish.public.one_party import is_party
from sayso.publish.public.patterns import gives_a_point, reaching_spans
from sayso.publish.public.places import Grid, is_district
from sayso.publish.public.policy import POLICY, Policy
from sayso.publish.public.prose import Text, lines, texts
from sayso.publish.public.record import PublicPlace
from sayso.publish.public.rules import Rules
from sayso.publish.public.sensitivity import Sensitivity

Code = Literal[
    "unquoted", "unreviewed", "licence", "precise-place", "private-person", "loaded-word", "single-party", "held-back", "fault"
]  # fmt: skip
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody answers for letting one thing out all the same; the signed entry stands in the ledger."""

    by: str
    """A pseudonym; it stays with the desk."""
    at: str


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that stops a publication."""

    code: Code
    subject: str
    """Public id of the claim, event or source; empty for the record."""
    sentence: str
    """What it is and what to do."""
    overridden: Override | None = None


Overrides = Mapping[tuple[str, str], Override]
"""By code and subject of a stop. Nobody can override a fault: what was not checked is not known."""
NO_OVERRIDES: Overrides = MappingProxyType({})


class _Found(NamedTuple):
    code: Code
    subject: str
    sentence: str


def gate(
    projected: Projected,
    material: Material,
    policy: Policy = POLICY,
    *,
    now: datetime,
    overrides: Overrides = NO_OVERRIDES,
) -> tuple[Stop, ...]:
    """Return what stops a record, in the order of the checks; overridden stops are listed with who overrode them.

    `material` is what the record was made of. `policy.draft` does not ask whether anybody reviewed the claims.
    """
    case = _Case(projected, material, policy, now)
    stops: dict[tuple[str, str], Stop] = {}
    for check in _CHECKS:
        for found in _asked(check, case):
            key = found.code, found.subject
            over = None if found.code == "fault" else overrides.get(key)
            stops.setdefault(
                key, Stop(code=found.code, subject=found.subject, sentence=found.sentence, overridden=over)
            )
    return tuple(stops.values())


def closed(stops: Iterable[Stop]) -> bool:
    """Tell whether any stop holds: one that nobody overrode."""
    return any(stop.overridden is None for stop in stops)


class _Case:
    """What the checks look at."""

    def __init__(self, projected: Projected, material: Material, policy: Policy, now: datetime) -> None:
        self.projected = projected
        self.record = projected.record
        self.material = material
        self.policy = policy
        self.now = now
        self.reports = {report.id: report for report in material.reports}
        self.sources = {source.id: source for source in self.record.sources}

    @cached_property
    def rules(self) -> Rules:
        """The rules of the record, made anew."""
        return Rules(self.material, self.policy, Gazetteer.open())

    @cached_property
    def texts(self) -> Sequence[Text]:
        """Every string of the record."""
        return texts(self.record)


def _asked(check: Callable[[_Case], Iterable[_Found]], case: _Case) -> Iterator[_Found]:
    """Yield what a check finds; its own fault stops the record too."""
    try:
        yield from list(check(case))
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the record is not known to be harmless, and stops
        name = check.__name__.strip("_").replace("_", " ")
        yield _Found(
            "fault",
            name,
            f"The check for “{name}” broke off ({type(fault).__name__}: {fault}); report it, and do not publish.",
        )


def _unquoted(case: _Case) -> Iterator[_Found]:
    """Yield claims and lines whose quote does not stand to the letter in their report."""
    quotes: dict[str, str] = {}
    for claim in case.record.claims:
        quotes[claim.id] = claim.quote
        text = case.reports[case.projected.sources[claim.source]].text
        if not claim.quote.strip() or claim.quote not in text:
            yield _Found("unquoted", claim.id, "The quote does not stand in the report: read the report again.")
    for line in lines(case.record.brief):
        if quotes.get(line.claim) != line.words.text:
            yield _Found(
                "unquoted", line.claim, "A line of the brief has other words than its claim: make the brief again."
            )


def _unreviewed(case: _Case) -> Iterator[_Found]:
    """Yield claims that nobody has looked at, where the policy lets none of these out."""
    if case.policy.unreviewed == "mark":
        return
    for claim in case.record.claims:
        if claim.review == "machine":
            yield _Found("unreviewed", claim.id, "Nobody has looked at this claim: accept, edit or reject it.")


def _licence(case: _Case) -> Iterator[_Found]:
    """Yield sources whose words may not go out, and quotes that are longer than a source allows."""
    for source in case.record.sources:
        if source.redistribute == "no":
            yield _Found(
                "licence", source.id, "The source does not let its words go out: leave it out, or ask for leave."
            )
    for claim in case.record.claims:
        longest = case.policy.longest_quote
        if case.sources[claim.source].redistribute == "quote-only" and len(claim.quote) > longest:
            yield _Found(
                "licence",
                claim.id,
                f"The quote is longer than {longest} characters: only quotes of ordinary length may go out.",
            )


def _precise_place(case: _Case) -> Iterator[_Found]:
    """Yield what is placed more exactly than the policy says, in a field or in words."""
    for claim in case.record.claims:
        yield from (
            _Found("precise-place", claim.id, _OFF_GRID)
            for place in claim.places
            if not _on_grid(place, case.rules.places.grid)
        )
    for event in case.record.events:
        yield from (
            _Found("precise-place", event.id, _OFF_GRID)
            for place in event.places
            if not _on_grid(place, case.rules.places.grid)
        )
    points = cache(gives_a_point)
    for text in case.texts:
        if text.words and points(text.text):
            yield _Found("precise-place", text.subject, f"{text.field} gives an exact point: leave it out.")
    yield from _finer_than_district(case)


def _finer_than_district(case: _Case) -> Iterator[_Found]:
    """Yield events of sensitive sites that are recent and placed finer than a district, and those that come too early."""
    words = case.rules.publishing
    sensitivity = Sensitivity(case.rules, case.now)
    public = {claim: name for name, claim in case.projected.claims.items()}
    told = {claim.id: claim for claim in case.record.claims}
    for event in happenings(case.material.claims, case.material.events):
        out = [told[public[claim.id]] for claim in event.claims if claim.id in public]
        coarse = bool(out) and sensitivity.coarse(event)
        if coarse:
            for claim in out:
                finer = (
                    not all(map(is_district, claim.places))
                    or (claim.said or "").find("T") >= 0
                    or bool(words.hour_spans(claim.quote))
                )
                if finer:
                    yield _Found(
                        "precise-place",
                        claim.id,
                        "A recent event at a sensitive site is told too exactly: wait, or coarsen it.",
                    )
        elif out and sensitivity.too_early(event) is not None:
            yield from (
                _Found("precise-place", claim.id, "The event is recent and placed finer than a district: wait.")
                for claim in out
            )


_OFF_GRID = "A point is finer than the grid: make the record again."


def _on_grid(place: PublicPlace, grid: Grid) -> bool:
    if place.lat is None or place.lon is None:
        return place.lat is None and place.lon is None
    wide = place.radius_m is not None and place.radius_m >= grid.km * 1000
    return place.precision != "exact" and wide and grid.at(place.lat, place.lon) == (place.lat, place.lon)


def _private_person(case: _Case) -> Iterator[_Found]:
    """Yield where a withheld name stands, or what may be a name and was never judged, or a way to reach somebody."""
    people = case.rules.people
    reports = {claim.id: case.projected.sources[claim.source] for claim in case.record.claims}
    reports |= case.projected.sources
    may_name = cache(lambda words: bool(reaching_spans(words) or people.unjudged(words)))
    for text in case.texts:
        if not text.text:
            continue
        report = reports.get(text.subject, "")
        named = people.stand_in(report if text.words else "", text.text)
        if named or (text.words and may_name(text.text)):
            yield _Found(
                "private-person",
                text.subject,
                f"{text.field} may name a private person or say how to reach one: leave it out, or name who may be named in the policy.",
            )


def _loaded_word(case: _Case) -> Iterator[_Found]:
    """Yield words that take a side outside quotation marks."""
    loaded = cache(lambda words: case.rules.names.loaded(_QUOTED.sub(" ", words)))
    for text in case.texts:
        if text.own and loaded(text.text):
            yield _Found(
                "loaded-word",
                text.subject,
                f"{text.field} has a word that takes a side in our own prose: put it into quotation marks, or another.",
            )


def _single_party(case: _Case) -> Iterator[_Found]:
    """Yield events for which only one party to the conflict speaks, and which do not say so."""
    claims = {claim.id: claim for claim in case.record.claims}
    for event in case.record.events:
        if event.one_party or not event.claims:
            continue
        first = [claims[name].speakers[0] if claims[name].speakers else None for name in event.claims]
        speakers = {speaker.id for speaker in first if speaker is not None}
        if None not in first and len(speakers) == 1 and is_party(next(iter(speakers)), event.kind):
            yield _Found(
                "single-party",
                event.id,
                "Only one party to the conflict says so, and the event does not say that: make the record again.",
            )


def _held_back(case: _Case) -> Iterator[_Found]:
    """Yield claims that are embargoed or retracted and went out all the same."""
    held = {held.claim for held in case.projected.held} | case.material.retracted
    for name, claim in case.projected.claims.items():
        if claim in held:
            yield _Found("held-back", name, "The claim is held back: make the record again.")


_CHECKS: tuple[Callable[[_Case], Iterable[_Found]], ...] = (
    _unquoted, _unreviewed, _licence, _precise_place, _private_person, _loaded_word, _single_party, _held_back,
)  # fmt: skip
