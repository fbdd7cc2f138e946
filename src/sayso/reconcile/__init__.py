"""Claims become events: what stands together, between which figures, and where accounts differ."""

from collections.abc import Sequence

from sayso.records import Claim, Incident


def reconcile(claims: Sequence[Claim]) -> tuple[Incident, ...]:
    """Return the events that claims report; for now each claim stands alone."""
    return tuple(
        Incident(
            id=claim.id, kind=claim.event, status=claim.status, places=claim.places, time=claim.time, claims=(claim,),
            figures=(), disputes=(), reasons=(),
        )
        for claim in claims
    )  # fmt: skip
