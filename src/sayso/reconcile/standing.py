"""A standing record: the events of the claims so far, to which further claims are added without touching what they cannot."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from sayso.reconcile.account import Account, age
from sayso.reconcile.admission import DIFFERS, Admitted, admit, as_given, together
from sayso.reconcile.arithmetic import Series, falls, series
from sayso.reconcile.blocking import Blocks
from sayso.reconcile.clustering import Tie
from sayso.reconcile.incident import Links, incidents
from sayso.reconcile.inclusion import Linked, by_claim, inclusions, with_inclusions
from sayso.reconcile.reading import AccountReader
from sayso.reconcile.reasons import joining
from sayso.reconcile.rules import Rule
from sayso.reconcile.words import Phrasing
from sayso.records import Claim, Finding, Incident
from sayso.register.grades import Grades

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT", Claim, Sequence[Finding])
Ties = Mapping[int, Mapping[int, float]]
"""By number of an account: those it is tied to, with the scores; a tie stands at both of its ends."""


class Means(NamedTuple):
    """With what claims are read and events are made; the same for all states of one record."""

    reader: AccountReader
    phrasing: Phrasing
    rule: Rule
    grades: Grades


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The events of some claims, with all that adding to them needs; adding gives a new state and leaves this one as it is.

    A pure function of the claims: into whatever batches they are split, and in whatever order these come, the events
    are those of all claims at once. Reports that get another claim are read again, pairs with a new account are weighed
    (and those in blocks too large for each to be compared with each), and the events of the components that this
    touches are made anew; everything else is kept.
    """

    means: Means
    blocks: Blocks
    """All accounts, by a number that each keeps; numbers are not in the order of age."""
    ties: Ties
    numbers: Mapping[str, int]
    """The number of each claim, by its id."""
    reports: Mapping[str, Sequence[int]]
    counted: Mapping[Series, Sequence[int]]
    """Who gives cumulative counts of one series."""
    fallen: Mapping[str, Sequence[Finding]]
    """Cumulative counts that fell, by the id of the claim."""
    amiss: Mapping[str, Sequence[Finding]]
    """What else is amiss with a claim, by its id: see `admit`."""
    given: Mapping[str, Claim]
    """As it was given, each claim that was changed for the comparison, by its id."""
    linked: Linked
    """Counts told as parts of others, which lie in one report."""
    event_of: Mapping[int, str]
    made: Mapping[str, Incident]
    """The events, by id, in no order."""
    changed: tuple[str, ...] = ()
    """Ids of the events that the claims last added brought, or made different; events that they undid are left out."""
    dropped: tuple[str, ...] = ()
    """Ids of the events that they undid."""

    @property
    def events(self) -> tuple[Incident, ...]:
        """All events, the first told first."""
        return tuple(sorted(self.made.values(), key=lambda event: age(event.claims[0])))

    def add(self, claims: Iterable[Claim]) -> "Standing":
        """Return the state with further claims; of several that differ under one id the same one is kept in whatever order."""
        admitted = self._admitted(claims)
        gone, come = self._moved(admitted)
        if not come:
            return msgspec.structs.replace(self, changed=(), dropped=())
        leaving = {number: self.blocks.accounts[number] for number in gone}
        blocks = self.blocks.changed(gone, come)
        unsettled = blocks.unsettled(self.blocks, (*leaving.values(), *come.values()))
        ties, stirred = _tied(self.ties, blocks, leaving, come, unsettled)
        counted = _regrouped(self.counted, leaving, come, lambda account: (key for key, _ in series(account)))
        fallen, restated = self._fallen(blocks, counted, leaving, come)
        after = msgspec.structs.replace(
            self,
            blocks=blocks,
            ties=ties,
            numbers=_renumbered(self.numbers, leaving, come),
            reports=_regrouped(self.reports, leaving, come, lambda account: (account.claim.report,)),
            counted=counted,
            fallen=fallen,
            amiss=_replaced(self.amiss, admitted, admitted.findings),
            given=_replaced(self.given, admitted, admitted.given),
            linked=self._linked(leaving, come),
        )
        return self._remade(_reached(ties, stirred | restated), leaving, after)

    def _admitted(self, claims: Iterable[Claim]) -> Admitted:
        """Return the claims that are new, or known and now with something else amiss, as they may be compared."""
        given = list(claims)
        known = {
            claim.id: self.blocks.accounts[self.numbers[claim.id]].claim for claim in given if claim.id in self.numbers
        }
        originals = (self.given.get(name, claim) for name, claim in known.items())
        differing = [name for name in known if any(finding.code == DIFFERS for finding in self.amiss.get(name, ()))]
        admitted = admit((*originals, *given), differing)
        news = tuple(
            claim
            for claim in admitted.claims
            if known.get(claim.id) != claim or self.amiss.get(claim.id) != admitted.findings.get(claim.id)
        )
        return admitted._replace(claims=news)

    def _moved(self, admitted: Admitted) -> tuple[set[int], dict[int, Account]]:
        """Return who goes, and who comes, oldest first: all of the reports that get another claim, or one otherwise."""
        accounts = self.blocks.accounts
        news = {claim.id: claim for claim in admitted.claims}
        reports = {claim.report for claim in admitted.claims}
        reports.update(accounts[self.numbers[name]].claim.report for name in news if name in self.numbers)
        gone = {number for report in reports for number in self.reports.get(report, ())}
        staying = (accounts[number].claim for number in gone if accounts[number].claim.id not in news)
        first = max(self.numbers.values(), default=-1) + 1
        read = self.means.reader.read((*staying, *admitted.claims), self.means.grades)
        return gone, dict(enumerate(read, start=first))

    def _fallen(
        self,
        blocks: Blocks,
        counted: Mapping[Series, Sequence[int]],
        leaving: Mapping[int, Account],
        come: Mapping[int, Account],
    ) -> tuple[Mapping[str, Sequence[Finding]], set[int]]:
        """Return the cumulative counts that fall, and the numbers of those accounts for which that is another than before."""
        keys = {key for account in (*leaving.values(), *come.values()) for key, _ in series(account)}
        members = {number for key in keys for number in counted.get(key, ())}
        beside = {key for number in members for key, _ in series(blocks.accounts[number])}
        found = falls(blocks.accounts[number] for number in {n for key in beside for n in counted[key]})
        fallen = {**self.fallen}
        restated = set()
        for account in leaving.values():
            fallen.pop(account.claim.id, None)
        for number in members:
            key = blocks.accounts[number].claim.id
            if fallen.get(key) != found.get(key):
                restated.add(number)
                fallen.pop(key, None)
                if key in found:
                    fallen[key] = found[key]
        return fallen, restated

    def _linked(self, leaving: Mapping[int, Account], come: Mapping[int, Account]) -> Linked:
        """Return the counts told as parts of others; a report that is read again has all of its own found again."""
        gone = {account.claim.id for account in leaving.values()}
        staying = {key: found for key, found in self.linked.items() if key not in gone} if gone else self.linked
        return {**staying, **by_claim(inclusions(come.values(), self.means.phrasing))}

    def _remade(self, touched: Collection[int], leaving: Collection[int], after: "Standing") -> "Standing":
        """Return the state after, with the events of the touched accounts made anew."""
        accounts = after.blocks.accounts
        ordered = sorted(touched, key=lambda number: age(accounts[number].claim))
        rank_of = {number: rank for rank, number in enumerate(ordered)}
        local = [msgspec.structs.replace(accounts[number], rank=rank) for number, rank in rank_of.items()]
        tied = (
            Tie(score, rank, rank_of[other])
            for number, rank in rank_of.items()
            for other, score in after.ties.get(number, {}).items()
            if rank < rank_of[other]
        )
        event_of, made = {**self.event_of}, {**self.made}
        undone = {event_of.pop(number) for number in (*touched, *leaving) if number in event_of}
        for key in undone:
            del made[key]
        ids = {account.claim.id for account in local}
        odd = together(*({key: its[key] for key in ids & its.keys()} for its in (after.fallen, after.amiss)))
        phrasing, rule = self.means.phrasing, self.means.rule
        remade: dict[str, None] = {}
        for each in incidents(local, Links(tied), odd, phrasing, rule):
            made[each.id] = as_given(each, after.given)
            event_of.update((after.numbers[claim.id], each.id) for claim in each.claims)
            remade[each.id] = None
        ends = {end.claim.id for key in ids for link in after.linked.get(key, ()) for end in (link.part, link.whole)}
        remade.update(dict.fromkeys(sorted(event_of[after.numbers[end]] for end in ends)))
        for key in remade:
            made[key] = with_inclusions(made[key], after.linked, lambda claim: event_of[after.numbers[claim]], phrasing)
        changed = tuple(key for key in remade if self.made.get(key) != made[key])
        dropped = tuple(sorted(undone - made.keys()))
        return msgspec.structs.replace(after, event_of=event_of, made=made, changed=changed, dropped=dropped)


def nothing(means: Means) -> Standing:
    """Return the state of no claims."""
    return Standing(
        means=means, blocks=Blocks.of(()), ties={}, numbers={}, reports={}, counted={}, fallen={}, amiss={}, given={}, linked={},
        event_of={}, made={},
    )  # fmt: skip


def _replaced(before: Mapping[str, ValueT], admitted: Admitted, now: Mapping[str, ValueT]) -> dict[str, ValueT]:
    """Return what is known by id of a claim, with what is known now of those admitted."""
    after = {**before}
    for claim in admitted.claims:
        after.pop(claim.id, None)
    return {**after, **now}


def _tied(
    before: Ties, blocks: Blocks, leaving: Collection[int], come: Collection[int], unsettled: Collection[int]
) -> tuple[Ties, set[int]]:
    """Return all ties, and the numbers of the accounts that came or have other ties than before."""
    fresh: dict[int, dict[int, float]] = {}
    for number in {*come, *unsettled}:
        fresh[number] = dict(_joined(number, before, fresh, blocks, come))
    changes: dict[int, dict[int, float | None]] = defaultdict(dict)
    for number, now in fresh.items():
        was = before.get(number, {})
        for other in was.keys() | now.keys():
            if was.get(other) != now.get(other):
                changes[other][number] = now.get(other)
    for number in leaving:
        for other in before.get(number, ()):
            changes[other][number] = None
    ties: dict[int, Mapping[int, float]] = {**before, **fresh}
    for other in changes.keys() - fresh.keys():
        patched = {**before.get(other, {}), **changes[other]}
        ties[other] = {number: score for number, score in patched.items() if score is not None}
    for number in leaving:
        ties.pop(number, None)
    stirred = {*come, *changes, *(number for change in changes.values() for number in change)}
    return ties, stirred.difference(leaving)


def _joined(
    number: int, before: Ties, fresh: Ties, blocks: Blocks, come: Collection[int]
) -> Iterator[tuple[int, float]]:
    """Yield whom an account joins among those whom it meets, with the scores; only what is not known yet is weighed."""
    accounts = blocks.accounts
    for other in blocks.company(number):
        if other in fresh:
            score = fresh[other].get(number)
        else:
            score = None if number in come or other in come else before.get(number, {}).get(other)
            if score is None:
                score = joining(accounts[number], accounts[other])
        if score is not None:
            yield other, score


def _reached(ties: Ties, starts: Iterable[int]) -> set[int]:
    """Return all accounts that ties lead to from some: their whole components."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for other in ties.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _regrouped(
    before: Mapping[KeyT, Sequence[int]],
    leaving: Mapping[int, Account],
    come: Mapping[int, Account],
    keys_of: Callable[[Account], Iterable[KeyT]],
) -> dict[KeyT, Sequence[int]]:
    """Return numbers by key, without those who leave and with those who come."""
    after = {**before}
    lost = {key for account in leaving.values() for key in keys_of(account)}
    won: dict[KeyT, list[int]] = {}
    for number, account in come.items():
        for key in keys_of(account):
            won.setdefault(key, []).append(number)
    for key in lost | won.keys():
        staying = (number for number in before.get(key, ()) if number not in leaving)
        after[key] = (*staying, *won.get(key, ()))
    return after


def _renumbered(
    before: Mapping[str, int], leaving: Mapping[int, Account], come: Mapping[int, Account]
) -> dict[str, int]:
    """Return the number of each claim."""
    gone = {account.claim.id for account in leaving.values()}
    staying = {key: number for key, number in before.items() if key not in gone} if gone else before
    return {**staying, **{account.claim.id: number for number, account in come.items()}}
