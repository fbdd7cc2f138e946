"""Why a claim stands in an event, or why not: every reason with its points, put to the claim and each of the event's."""

from collections.abc import Sequence
from typing import TypeVar

from sayso.decisions import Constraint
from sayso.errors import UsageError
from sayso.reconcile.account import Account
from sayso.reconcile.blocking import Blocks
from sayso.reconcile.bonds import Bonds
from sayso.reconcile.reasons import JOINS, Link, weigh
from sayso.records import Comparison, Explanation, Incident, WeighedReason

FoundT = TypeVar("FoundT", Account, Incident)
_SHOWN = 5
"""How many comparisons are shown, the most telling ones."""


def explain(
    accounts: Sequence[Account],
    events: Sequence[Incident],
    claim: str,
    event: str,
    constraints: Sequence[Constraint] = (),
) -> Explanation:
    """Return why a claim stands in an event, or why it does not; both are named by their ids or the beginning of them.

    `accounts` and `events` are of the same claims, `constraints` what people decided about them; their word comes first.
    UsageError when a name fits none or several.
    """
    ours = _only([account for account in accounts if account.claim.id.startswith(claim)], "claim", claim)
    asked = _only([found for found in events if found.id.startswith(event)], "event", event)
    home = next(found for found in events if any(c.id == ours.claim.id for c in found.claims))
    members = _accounts(accounts, asked, ours)
    weighed = [(other, weigh(ours, other)) for other in members]
    together = home is asked
    if together:
        shown = sorted(weighed, key=lambda pair: -pair[1].score)
        sentence = _in_it(shown)
    else:
        shown = sorted(weighed, key=lambda pair: (not pair[1].forbids, -pair[1].score))
        sentence = _not_in_it(accounts, ours, shown, _accounts(accounts, home, ours))
    sentence = _decided(Bonds(accounts, constraints), ours, members, _accounts(accounts, home, ours)) or sentence
    return Explanation(
        claim=ours.claim.id,
        event=asked.id,
        together=together,
        sentence=sentence,
        comparisons=tuple(_comparison(other, link) for other, link in shown[:_SHOWN]),
        more=max(0, len(shown) - _SHOWN),
    )


def _only(found: list[FoundT], what: str, name: str) -> FoundT:
    """Return the one thing that was found."""
    if len(found) != 1:
        many = "no" if not found else f"{len(found)}"
        message = f"{many} {what}s of the ledger have an id that begins with {name!r}"
        raise UsageError(message)
    return found[0]


def _accounts(accounts: Sequence[Account], event: Incident, without: Account) -> list[Account]:
    ids = {claim.id for claim in event.claims} - {without.claim.id}
    return [account for account in accounts if account.claim.id in ids]


def _decided(bonds: Bonds, ours: Account, members: Sequence[Account], fellows: Sequence[Account]) -> str:
    """Return what a person decided that settles whether the claim stands in the event; empty where nobody did."""
    theirs = [account.rank for account in members]
    together = bonds.joining(ours.rank, theirs)
    if together is not None:
        return f"It stands in this event, for a person decided so: {together.sentence}."
    apart = bonds.parting([ours.rank], theirs)
    if apart is not None:
        return f"It cannot stand in this event, for a person decided so: {apart.sentence}."
    apart = bonds.parting([account.rank for account in fellows], theirs)
    if apart is not None:
        return f"A claim with which it stands cannot stand in this event, for a person decided so: {apart.sentence}."
    return ""


def _in_it(shown: Sequence[tuple[Account, Link]]) -> str:
    """Return why the claim stands in the event; the strongest comparison comes first."""
    if not shown:
        return "It is the only claim of this event."
    other, link = shown[0]
    return f"It stands in this event: {link.score:.1f} points with {other.claim.id}; {JOINS} points join."


def _not_in_it(
    accounts: Sequence[Account], ours: Account, shown: Sequence[tuple[Account, Link]], fellows: Sequence[Account]
) -> str:
    """Return why the claim does not stand in the event; what forbids it comes first, then the strongest comparison."""
    other, link = shown[0]
    if link.forbids:
        return f"It cannot stand in this event: {link.against:.1f} points against it from {other.claim.id}."
    if not link.joins:
        met = Blocks.of(accounts).company(ours.rank)
        near = any(account.rank in met for account, _ in shown)
        why = (
            "" if near else " They were never compared: no place and day, no report, no name or count brings them near."
        )
        return f"It does not reach this event: {link.score:.1f} points at most, with {other.claim.id}; {JOINS} points join.{why}"
    for fellow in fellows:
        for member, _ in shown:
            if weigh(fellow, member).forbids:
                return f"It fits, but {fellow.claim.id}, with which it stands, contradicts {member.claim.id} of this event."
    return "It fits this event and another equally well, and the two cannot be one; so it joined neither."


def _comparison(other: Account, link: Link) -> Comparison:
    reasons = tuple(WeighedReason(points=round(r.number, 2), sentence=r.sentence) for r in link.reasons)
    return Comparison(claim=other.claim.id, points=link.score, joins=link.joins, forbids=link.forbids, reasons=reasons)
