"""Looks up what the words of a draft mean: who the bodies are, where the places lie, when it happened."""

import hashlib
from collections.abc import Sequence

import msgspec

from sayso.gazetteer.lookup import Gazetteer
from sayso.records import Claim, Draft, Finding, PassageRef, Report, Resolution
from sayso.register.load import Register
from sayso.resolve.story import Story
from sayso.resolve.where import Locator
from sayso.resolve.who import Identifier
from sayso.settings import Settings
from sayso.spans import Span
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place, PlaceMention


class Resolved(msgspec.Struct, frozen=True):
    """The claims of a report, and for each name what it was taken for."""

    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    findings: tuple[Finding, ...]


class Resolver:
    """Resolves drafts; opens gazetteer and register once, on first use."""

    def __init__(self, settings: Settings, gazetteer: Gazetteer) -> None:
        self._settings = settings
        self._locator = Locator(gazetteer)
        self._identifier = Identifier(Register.load(), settings.language)

    def resolve(self, report: Report, drafts: Sequence[Draft], surroundings: Sequence[PlaceMention]) -> Resolved:
        """Return the claims that the drafts make, in the same order; `surroundings` are all places the report names."""
        mentions = sorted({m.span: m for d in drafts for m in d.places}.values(), key=lambda m: m.span)
        located = self._locator.locate(report, mentions, surroundings)
        places = {span: place for span, (place, _) in located.items()}
        resolutions = [resolution for _, resolution in located.values()]
        named: dict[tuple[str, Span], str | None] = {}
        for draft in drafts:
            parties: list[Speaker | Actor] = [*draft.speakers, *draft.actors]
            for party in parties:
                if (party.name, party.span) not in named:
                    found, resolution = self._identifier.identify(report, party.name, party.span)
                    named[party.name, party.span] = found
                    resolutions.append(resolution)
        digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
        story = Story()
        claims = tuple(_identified(digest, self._claim(report, draft, places, named, story)) for draft in drafts)
        return Resolved(claims, tuple(resolutions), ())

    def _claim(
        self,
        report: Report,
        draft: Draft,
        places: dict[Span, Place],
        named: dict[tuple[str, Span], str | None],
        story: Story,
    ) -> Claim:
        """Return the claim of one draft with what was looked up."""
        passage = report.passages[draft.passage]
        said = passage.at or report.published
        speakers = tuple(msgspec.structs.replace(s, id=named[s.name, s.span]) for s in draft.speakers)
        actors = tuple(msgspec.structs.replace(a, id=named[a.name, a.span]) for a in draft.actors)
        return Claim(
            id="",
            report=report.id,
            span=draft.span,
            quote=report.text[slice(*draft.span)],
            channel=draft.channel,
            passage=PassageRef(kind=passage.kind, label=passage.label, at=passage.at),
            speakers=speakers,
            event=draft.event,
            status=draft.status,
            actors=actors,
            figures=draft.figures,
            places=tuple(dict.fromkeys(places[m.span] for m in draft.places)),
            time=story.moment(draft, said),
            said=said,
            by=draft.by,
        )


def _identified(digest: str, claim: Claim) -> Claim:
    """Return the claim with an id made from the text (its SHA-256) and from what the claim says and where.

    The parts are framed as JSON so that no two can be confused.
    """
    names = [speaker.name for speaker in claim.speakers]
    figures = [(f.measure, f.low, f.high, f.of) for f in claim.figures]
    content = msgspec.json.encode([digest, claim.span, claim.event, claim.status, names, figures])
    return msgspec.structs.replace(claim, id=hashlib.sha256(content).hexdigest()[:20])
