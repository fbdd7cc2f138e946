"""Events in the order in which one looks them up: by the day on which they are said to have happened, and by place."""

from collections.abc import Sequence

from sayso.publish.dates import day_words
from sayso.publish.public.record import PublicEvent

UNDATED = "No day given"
NO_PLACE = "No place given"


def by_day(events: Sequence[PublicEvent], months: Sequence[str]) -> list[tuple[str, PublicEvent]]:
    """Return events under the words of the day on which they begin, the newest day first; those without a day last.

    What is coarsened stands under its own words, so that its place among others says no more than they do.
    """
    dated: list[tuple[str, str, PublicEvent]] = []
    for event in events:
        start = (event.time.start or event.time.end or "")[:10] if event.time else ""
        if not start:
            dated.append(("", UNDATED, event))
        elif event.time and (event.time.coarsened or event.time.precision not in {"instant", "hour", "day"}):
            dated.append((start, event.time.words, event))
        else:
            dated.append((start, day_words(start, months), event))
    dated.sort(key=lambda row: (row[1], row[2].heading, row[2].id))
    dated.sort(key=lambda row: row[0], reverse=True)
    return [(words, event) for _, words, event in dated]


def by_place(events: Sequence[PublicEvent]) -> list[tuple[str, PublicEvent]]:
    """Return events under the name of their first place, in the order of the alphabet; those without one last."""
    placed = [(event.places[0].name if event.places else "", event) for event in events]
    placed.sort(
        key=lambda row: (not row[0], row[0].casefold(), row[1].time.start or "" if row[1].time else "", row[1].id)
    )
    return [(name or NO_PLACE, event) for name, event in placed]
