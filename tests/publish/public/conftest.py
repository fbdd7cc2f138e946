"""Makes material out of invented prose and projects it, so that a test shows only what it is about."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from sayso.publish.public.material import Material, Projected
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import project
from sayso.publish.public.record import State
from sayso.records import Claim, Incident

LATER = datetime(2031, 6, 1, tzinfo=UTC)
"""Long after everything that is told."""
SOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
"""Within a day of everything that is told."""
STATE = State(sentence="", as_of=None, recorded=None, entries=1, root=None, rule="envelope", engine="test")


def incident(*claims: Claim, name: str = "e1") -> Incident:
    """Return an event of claims, its place and time those of the first."""
    first = claims[0]
    return Incident(
        id=name, kind=first.event, status=first.status, places=first.places, time=first.time, claims=claims,
        figures=(), disputes=(), reasons=(),
    )  # fmt: skip


def material_of(made: Any, *claims: Claim, **fields: Any) -> Material:  # noqa: ANN401 - a Maker of any test, and fields as given
    """Return the material of one report and its claims."""
    events = fields.pop("events", tuple(incident(claim, name=f"e{claim.id}") for claim in claims))
    return Material(reports=[made.report], claims=claims, events=events, state=STATE, **fields)


@pytest.fixture(scope="session")
def public() -> Callable[..., Projected]:
    """Return what projects the claims of a report: `public(made, claim, now=SOON)`."""

    def projected(
        made: Any,  # noqa: ANN401 - a Maker of any test
        *claims: Claim,
        now: datetime = LATER,
        policy: Policy | None = None,
        **fields: Any,  # noqa: ANN401 - of the material
    ) -> Projected:
        return project(material_of(made, *claims, **fields), policy or Policy(), now=now)

    return projected


def written(projected: Projected) -> str:
    """Return the whole record as text."""
    return msgspec.json.encode(projected.record).decode()
