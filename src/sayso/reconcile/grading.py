"""Two grades of an event, apart: did it happen, and who did it. Computed by stated rules, in words, never as a score.

The words are Airwars': confirmed, fair, weak, contested, discounted. Airwars gives one grade for both questions.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sayso.reconcile.about_parties import BLAMED, blame_differs
from sayso.reconcile.account import Account
from sayso.reconcile.origins import Origins
from sayso.records import Grading, Rating
from sayso.values.kinds import Event, Status

_AFFIRMED: frozenset[Status] = frozenset({"happened", "ongoing", "violated", "ended"})
NOT_GRADED: frozenset[Event] = frozenset(
    {
        "statement", "other", "ceasefire", "negotiation", "sanctions", "territory-held", "conditions", "population-trapped",
    }
)  # fmt: skip
"""Words, positions and states of things: whether they are so is no question of its having happened."""


class _Case(NamedTuple):
    """What a grade is computed from."""

    affirming: Sequence[Account]
    """Those who say so, and whose word counts."""
    uncounted: Sequence[Account]
    """Those who say so, and whose word does not count."""
    opposing: Sequence[Account]
    """Those who deny it, or name somebody else."""
    admitting: Sequence[Account]
    """Those who say so of themselves."""
    origins: int
    """How many independent origins say so."""


class Row(NamedTuple):
    """A grade, when it holds, and why."""

    grade: str
    holds: Callable[[_Case], bool]
    reason: str


GRADES: tuple[Row, ...] = (
    Row("contested", lambda case: bool(case.affirming and case.opposing), "{opposing} against it, {affirming} for it"),
    Row("confirmed", lambda case: bool(case.admitting), "who is said to have done it says so"),
    Row("fair", lambda case: case.origins > 1, "{origins} independent origins say so"),
    Row("weak", lambda case: case.origins == 1, "one origin only says so"),
    Row("discounted", lambda case: bool(case.uncounted), "only sources graded E or claims rated 5 say so"),
    Row("discounted", lambda case: bool(case.opposing), "all who speak of it deny it"),
)
"""Every grade, the first that holds is given. An E is an unreliable source, a 5 an improbable claim; both are the user's."""


def gradings(members: Sequence[Account], kind: Event, origins: Origins) -> tuple[Grading, ...]:
    """Return the grades of an event: whether it happened, and for a deed of one side who did it; none where not asked."""
    accounts = [account for account in members if not account.comment]
    if kind in NOT_GRADED:
        return ()
    happened = _graded("happened", _happened(accounts, kind, origins))
    if kind not in BLAMED:
        return happened
    return (*happened, *_graded("responsibility", _responsible(accounts, origins)))


def ratings(members: Sequence[Account]) -> tuple[Rating, ...]:
    """Return for each claim the letter of its source and its own number: F6 where nobody graded either."""
    return tuple(Rating(claim=a.claim.id, source=a.grade, credibility=a.credibility) for a in members)


def _happened(accounts: Sequence[Account], kind: Event, origins: Origins) -> _Case:
    """Return who says that it happened; a denial of casualties does not deny the deed."""
    said = [account for account in accounts if account.claim.status in _AFFIRMED]
    denied = [
        account
        for account in accounts
        if account.claim.status == "denied" and (account.claim.event != "casualty-toll" or kind == "casualty-toll")
    ]
    return _case(said, denied, origins)


def _responsible(accounts: Sequence[Account], origins: Origins) -> _Case:
    """Return who names the one whom most name, and who denies that or names another."""
    naming = [a for a in accounts if a.claim.status in _AFFIRMED and a.agents.named and a.claim.event in BLAMED]
    if not naming:
        return _case((), (), origins)
    first = max(naming, key=lambda a: (len({origins.of(b) for b in naming if a.agents.meets(b.agents)}), -a.rank))
    same = [account for account in naming if account.agents.meets(first.agents)]
    others = [account for account in naming if blame_differs(first, account)]
    own_denials = [
        account for account in accounts if account.claim.status == "denied" and account.speakers.meets(first.agents)
    ]
    return _case(same, [*others, *own_denials], origins)


def _case(said: Sequence[Account], against: Sequence[Account], origins: Origins) -> _Case:
    counted = [account for account in said if _counts(account)]
    return _Case(
        affirming=counted,
        uncounted=[account for account in said if not _counts(account)],
        opposing=[account for account in against if _counts(account)],
        admitting=[a for a in counted if a.claim.event in BLAMED and a.agents.named and a.agents.meets(a.speakers)],
        origins=len({origins.of(account) for account in counted}),
    )


def _counts(account: Account) -> bool:
    """Tell whether an account counts: its source is not graded unreliable, nor the claim rated improbable."""
    return account.grade != "E" and account.credibility != "5"


def _graded(question: str, case: _Case) -> tuple[Grading, ...]:
    """Return the first grade that holds; none where nobody says anything."""
    row = next((row for row in GRADES if row.holds(case)), None)
    if row is None:
        return ()
    reason = row.reason.format(affirming=len(case.affirming), opposing=len(case.opposing), origins=case.origins)
    accounts = sorted((*case.affirming, *case.uncounted, *case.opposing), key=lambda account: account.rank)
    return (
        Grading(
            question=question,  # type: ignore[arg-type]  # one of the two
            grade=row.grade,  # type: ignore[arg-type]  # one of the five
            reason=reason,
            claims=tuple(account.claim.id for account in accounts),
        ),
    )
