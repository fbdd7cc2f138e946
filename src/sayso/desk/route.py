"""A route: one method of one address, what it needs, takes and gives; the table of routes is access control and API document in one."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from sayso.desk.desk import Desk
from sayso.desk.people import Person
from sayso.desk.problems import Problem
from sayso.desk.rights import Right
from sayso.desk.snapshot import Moment, Snapshot

Method = Literal["GET", "POST", "DELETE"]
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
Rule = Literal["envelope", "conservative", "majority", "hierarchy"]
Form = Literal["json", "csv", "geojson", "md"]


class Nothing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameter."""


class At(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two clocks by which a ledger can be asked, and how figures are taken."""

    as_of: str | None = None
    """Only what had been said or published by this instant or day."""
    known: str | None = None
    """Only what the ledger held at this instant, or up to this entry."""
    rule: Rule = "envelope"
    """By which rule one of several figures is taken."""

    @property
    def moment(self) -> Moment:
        """The moment that is asked for."""
        return Moment(self.as_of, self.known, self.rule)


class Ask(msgspec.Struct, kw_only=True):
    """One request, as a handler sees it."""

    request: Request
    desk: Desk
    route: "Route"
    anybody: Person | None
    """Who asks; None where nobody is signed in."""
    query: Any
    """The parameters, checked: of the type that the route names."""
    form: Form = "json"
    """In which form a list is asked for."""
    snapshot_of: Snapshot | None = None
    """The snapshot that the answer is of, once one was asked for."""

    @property
    def person(self) -> Person:
        """Who asks."""
        assert self.anybody is not None  # noqa: S101 - a route that needs a right has somebody
        return self.anybody

    @property
    def private(self) -> bool:
        """Whether they may see names of private people and exact points."""
        return self.person.may("private")

    def path(self, name: str) -> str:
        """Return a part of the address."""
        return str(self.request.path_params[name])

    async def snapshot(self) -> Snapshot:
        """Return the snapshot of the moment that is asked for."""
        moment = self.query.moment if isinstance(self.query, At) else Moment()
        self.snapshot_of = await self.desk.snapshot(moment)
        return self.snapshot_of


Handler = Callable[[Ask], Awaitable[Response]]


class Route(NamedTuple):
    """One method of one address."""

    method: Method
    path: str
    handler: Handler
    needs: Right | None
    """The right that it takes; None where nobody need be signed in."""
    summary: str
    query: type[msgspec.Struct] = Nothing
    body: Any = None
    """What is sent, for a route of the API: a type that msgspec knows."""
    answer: Any = None
    """What is answered as JSON."""
    status: int = 200
    forms: tuple[Form, ...] = ()
    """Other forms of the same, each under the address with its ending."""
    problems: tuple[str, ...] = ()
    """Kinds of trouble beside those that any route can have."""
    upload: bool = False
    """Whether something large may be sent."""
    private: bool = False
    """Whether names of private people or exact points can stand in the answer: then it is written down who saw it."""
    refilled: bool = False
    """Whether what somebody wrote into a form comes back with whatever kept it from being recorded, to be sent again."""
    kept: bool = False
    """Whether the answer depends on the ledger alone, so that an `ETag` tells whether it is the same."""

    @property
    def api(self) -> bool:
        """Whether it belongs to the API; pages are for browsers."""
        return self.path.startswith("/api/")

    @property
    def name(self) -> str:
        """The handler's name."""
        return self.handler.__name__


def query_of(kind: type[msgspec.Struct], given: QueryParams) -> Any:  # noqa: ANN401 - of that type
    """Return the parameters of an address as a struct; Problem for one that is unknown, given twice or not of its type."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    found: dict[str, object] = {}
    for name in given:
        values = [value for value in given.getlist(name) if value != ""]
        if name not in fields:
            known = f"; it takes {', '.join(fields)}" if fields else ""
            raise Problem("bad-request", f"there is no parameter {name!r} here{known}")
        if not values:
            continue
        several = getattr(fields[name].type, "__origin__", None) is tuple
        if len(values) > 1 and not several:
            raise Problem("bad-request", f"{name} is given {len(values)} times")
        found[name] = values if several else values[0]
    try:
        return msgspec.convert(found, kind, strict=False)
    except msgspec.ValidationError as trouble:
        raise Problem("bad-request", f"the parameters cannot stand: {trouble}") from trouble
