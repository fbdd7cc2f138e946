"""Sets out what is not known: what is hedged, what nobody is named for, what has no place or day, where accounts conflict."""

from collections.abc import Sequence

from sayso.publish.composer import Composer
from sayso.publish.developments import VIOLENCE
from sayso.publish.model import Gap
from sayso.records import Claim
from sayso.values.place import Place

MOST_LINES = 3
MOST_NAMES = 12
_HEADLINES = frozenset({"title", "heading"})
_VAGUE = frozenset({"about", "vague"})
_COUNTED = frozenset({"displacement", "population-trapped"})


def gaps(composer: Composer, disputes: int) -> tuple[Gap, ...]:
    """Return the kinds of gaps that there are, each with the claims it is seen in."""
    claims = [claim for claim in composer.counted if claim.channel not in _HEADLINES]
    heavy = [claim for claim in claims if claim.event in VIOLENCE or claim.event in _COUNTED]
    unplaced = [claim for claim in claims if claim.places and all(place.lat is None for place in claim.places)]
    found = [
        _gap(composer, "Only said to be possible", [claim for claim in claims if claim.status == "possible"]),
        _gap(composer, "Figures that are estimates or words", [claim for claim in claims if _is_vague(claim)]),
        _gap(composer, "No source is named", [claim for claim in heavy if claim.figures and not claim.speakers]),
        _gap(composer, "When it happened is not said", [claim for claim in heavy if claim.time is None]),
        _gap(composer, "Cannot be located", unplaced, note=_unlocated(composer, unplaced)),
    ]
    if disputes:
        points = "1 point" if disputes == 1 else f"{disputes} points"
        note = f"Accounts differ on {points}, set out above; nothing here says who is right."
        found.append(Gap(heading="Accounts that conflict", lines=(), more=0, note=note))
    return tuple(gap for gap in found if gap.lines or gap.note)


def _is_vague(claim: Claim) -> bool:
    """Tell whether a claim gives a figure only about, or only in words such as "dozens"."""
    return any(figure.bound in _VAGUE for figure in claim.figures)


def _gap(composer: Composer, heading: str, claims: Sequence[Claim], note: str = "") -> Gap:
    """Return one kind of gap with the first claims it is seen in."""
    return Gap(
        heading=heading,
        lines=tuple(composer.line(claim) for claim in claims[:MOST_LINES]),
        more=max(0, len(claims) - MOST_LINES),
        note=note,
    )


def _unlocated(composer: Composer, claims: Sequence[Claim]) -> str:
    """Return the names of places that are not in the gazetteer."""
    places: dict[str, Place] = {}
    for claim in claims:
        for place in claim.places:
            places.setdefault(composer.wording.where([place]), place)
    names = [name for name in places if name]
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"No place on a map was found for {', '.join(names[:MOST_NAMES])}{more}."
