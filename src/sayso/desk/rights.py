"""Who may do what at the desk: five roles, each with its rights; a route names the one right that it needs."""

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["read", "propose", "review", "publish", "admin"]
Right = Literal["see", "private", "add", "decide", "publish", "people"]
"""`see`: what a brief would show, private people as roles and points on a grid. `private`: names of private people, exact points,
full texts. `add`: bring in reports. `decide`: accept, reject, edit, merge and so on. `publish`: give things out. `people`: who may come in."""

ROLES: tuple[Role, ...] = get_args(Role)
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "read": frozenset({"see"}),
    "propose": frozenset({"see", "add"}),
    "review": frozenset({"see", "add", "private", "decide"}),
    "publish": frozenset({"see", "add", "private", "decide", "publish"}),
    "admin": frozenset({"see", "add", "private", "decide", "publish", "people"}),
}
"""Each role has what the one before it has, and one thing more; `docs/how-to/desk-for-a-team.md` has the table in words."""
WRITING: frozenset[Right] = frozenset({"add", "decide", "publish", "people"})
"""Rights by which the ledger or the people change: who has one needs a second factor where the desk is open to a network."""
EVERY: frozenset[Right] = frozenset(get_args(Right))
