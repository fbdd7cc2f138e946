"""Which claims are told less exactly, and which not yet, because people could be harmed by where and when."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sayso.publish.public.rules import Rules
from sayso.publish.public.terms import Terms
from sayso.publish.public.times import recent_until
from sayso.records import Claim, Incident, Report
from sayso.values.place import Place


class Sensitivity:
    """Tells by the rules of a policy, at one moment, what an event asks for."""

    def __init__(self, rules: Rules, now: datetime) -> None:
        self._policy = rules.policy
        self._words = rules.publishing
        self._own = Terms(rules.policy.sensitive_words)
        self._places = rules.places
        self._reports = rules.reports
        self._now = now

    def coarse(self, event: Incident) -> bool:
        """Tell whether an event is told no finer than a district and a day: it is recent and speaks of a sensitive site."""
        return self.recent(event) and self._asks(event)

    def too_early(self, event: Incident) -> datetime | None:
        """Return until when an event is held back: it is recent and placed finer than a district; None where it is not."""
        if not any(self._places.is_fine(place) for place in _places(event)) or not self.recent(event):
            return None
        return recent_until(event, self._reports, self._policy.delay_hours)

    def until(self, event: Incident) -> datetime:
        """Return up to when an event counts as recent."""
        return recent_until(event, self._reports, self._policy.delay_hours)

    def tells_of_a_site(self, text: str) -> bool:
        """Tell whether words speak of a sensitive site."""
        return self._words.tells_of_a_site(text) or self._own.found(text)

    def recent(self, event: Incident) -> bool:
        """Tell whether an event is younger than the delay."""
        return self._now < recent_until(event, self._reports, self._policy.delay_hours)

    def _asks(self, event: Incident) -> bool:
        if event.kind in self._policy.sensitive_kinds:
            return True
        return any(self.tells_of_a_site(text) for claim in event.claims for text in _texts(claim, self._reports))


def _texts(claim: Claim, reports: Mapping[str, Report]) -> Iterable[str]:
    """Yield the words of a claim, whoever changed its fields."""
    yield reports[claim.report].text[slice(*claim.span)]
    yield claim.quote
    yield from (place.name for place in claim.places)
    yield from (actor.name for actor in claim.actors)
    yield from (speaker.name for speaker in claim.speakers)
    yield from (figure.of for figure in claim.figures)


def _places(event: Incident) -> Iterable[Place]:
    yield from event.places
    yield from (place for claim in event.claims for place in claim.places)
