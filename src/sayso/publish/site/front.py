"""The first page: what of a record it shows, and in which order."""

from collections.abc import Sequence

import msgspec

from sayso.publish.public.record import Correction, PublicEvent
from sayso.publish.site.catalogue import Catalogue
from sayso.publish.site.map_drawing import Atlas, atlas
from sayso.publish.site.outlines import Outlines
from sayso.publish.site.timeline import Timeline, timeline
from sayso.sources import SourceHealth

_GIVING = frozenset({"live", "quiet"})
MOST_CORRECTIONS = 6
MOST_PLAIN = 24
"""How many events stand on the first page when the brief tells no developments."""


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What the first page is made of beside the brief."""

    corrections: tuple[Correction, ...]
    """Since the last publication."""
    corrections_more: int
    events: tuple[PublicEvent, ...]
    """Shown plainly where the brief tells no developments."""
    events_more: int
    timeline: Timeline
    atlas: Atlas
    down: tuple[SourceHealth, ...]
    """Sources that are followed and give nothing now."""


def front(catalogue: Catalogue, outlines: Outlines, months: Sequence[str]) -> Front:
    """Return what the first page shows of a record."""
    record = catalogue.record
    last = record.publications[0].at if record.publications else ""
    new = [one for one in record.corrections if one.at > last]
    told = [
        catalogue.event_of(development.lines[0].claim) for development in record.brief.developments if development.lines
    ]
    leading = list(dict.fromkeys(event.id for event in told if event is not None))
    rest = [event.id for event in record.events if event.id not in set(leading)]
    ordered = [catalogue.events[name] for name in (*leading, *rest)]
    plain = () if record.brief.developments else tuple(record.events[:MOST_PLAIN])
    return Front(
        corrections=tuple(new[:MOST_CORRECTIONS]),
        corrections_more=max(0, len(record.corrections) - len(new[:MOST_CORRECTIONS])),
        events=plain,
        events_more=len(record.events) - len(plain) if plain else 0,
        timeline=timeline(ordered, months),
        atlas=atlas(record.events, outlines),
        down=tuple(one for one in record.watched if one.state not in _GIVING),
    )
