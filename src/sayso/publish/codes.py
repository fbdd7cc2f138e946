"""Codes an event by the schemes of others (ACLED, PLOVER, UCDP), and says why where no code fits."""

from datetime import date
from typing import NamedTuple

import msgspec

from sayso.lexicon.load import fold
from sayso.records import Incident
from sayso.register.load import Register
from sayso.register.populations import Populations
from sayso.schemes import SCHEMES
from sayso.schemes.scheme import Facts, scheme
from sayso.schemes.sides import Side, side_of_kind, side_of_population
from sayso.values.kinds import Role
from sayso.values.moment import Moment
from sayso.values.party import Actor


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """`Code(table="acled-event", scheme="ACLED event type / sub-event type", code="Battles", detail="Armed clash")`."""

    table: str
    """The name of our table: one of `SCHEMES`."""
    scheme: str
    """Whose scheme, and which variable of it."""
    code: str | None
    """None where no code fits; then `why` says the reason."""
    detail: str = ""
    why: str = ""
    """Also why the detail stays open."""


class _Party(NamedTuple):
    """What one of those who take part is, and whether it bears a name."""

    side: Side
    named: bool


class Coder:
    """Codes events under one register and one language's words; built once."""

    def __init__(self, register: Register, language: str) -> None:
        def identify(name: str) -> str | None:
            found = register.named(name)
            return found.ids[0] if found is not None and len(found.ids) == 1 else None

        self._register = register
        self._populations = Populations(language, identify)

    def codes(self, event: Incident) -> tuple[Code, ...]:
        """Return one code for each scheme, in the order of `SCHEMES`."""
        return tuple(self._code(name, event) for name in SCHEMES)

    def _code(self, name: str, event: Incident) -> Code:
        table = scheme(name)
        if table.of == "place":
            if not event.places:
                return Code(table=name, scheme=table.name, code=None, why="no place was said")
            place = event.places[0]
            radius = None if place.radius_m is None else place.radius_m / 1000
            cell = table.code(place.precision, Facts(radius_km=radius))
        elif table.of == "time":
            if event.time is None:
                return Code(table=name, scheme=table.name, code=None, why="no time was said")
            cell = table.code(event.time.precision, Facts(days=_length(event.time)))
        else:
            agents, targets = self._sides(event, "agent"), self._sides(event, "target")
            cell = table.code(
                event.kind,
                Facts(
                    status=event.status,
                    agents=tuple(party.side for party in agents),
                    targets=tuple(party.side for party in targets),
                    described=any(party.side == "armed" and not party.named for party in (*agents, *targets)),
                ),
            )
        return Code(table=name, scheme=table.name, code=cell.code, detail=cell.detail, why=cell.why)

    def _sides(self, event: Incident, role: Role) -> tuple[_Party, ...]:
        """Return what those in one role are, each body once; those of whom nothing is known are left out."""
        found: dict[str, _Party] = {}
        for claim in event.claims:
            if claim.channel == "comment" or claim.status == "denied":
                continue
            for actor in claim.actors:
                side = self._side(actor) if actor.role == role else None
                if side is not None:
                    found[actor.id or fold(actor.name)] = _Party(side, named=_named(actor))
        return tuple(found.values())

    def _side(self, actor: Actor) -> Side | None:
        """Return what one actor is: by the register's kind, else by the noun at the end of its name."""
        entry = self._register.get(actor.id) if actor.id else None
        if entry is not None:
            return side_of_kind(entry.kind)
        return side_of_population(self._populations.of(actor.name).name)


def _named(actor: Actor) -> bool:
    """Tell whether an actor bears a name: the register's, or one with a capital ("Hill Brigade fighters")."""
    return actor.id is not None or actor.name.removeprefix("the ")[:1].isupper()


def _length(time: Moment) -> int | None:
    """Return how many calendar days a time covers; None for one with an open end or without a date."""
    try:
        first, last = (date.fromisoformat((end or "")[:10]) for end in (time.start, time.end))
    except ValueError:
        return None
    return (last - first).days + 1
