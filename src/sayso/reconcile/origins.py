"""Independent origins: who of an event's accounts goes back to one source, so that copies and relays count once."""

from collections.abc import Iterable, Sequence

from sayso.lexicon.load import fold
from sayso.reconcile.account import Account
from sayso.reconcile.copies import copies
from sayso.reconcile.words import Phrasing
from sayso.records import Origin
from sayso.values.party import Speaker


class Origins:
    """The origins of some accounts: `Origins(accounts).of(account)` is a number, the same for all of one origin.

    Accounts of one named speaker are of one origin, in whatever reports ("Reuters reported", "citing the ministry"); so
    are those of a body and of its own organ or outlet, and those of which one is a copy or rewrite of the other. What a
    report says in its own voice, and what it has from somebody unnamed ("a resident"), goes back to the report. Readers'
    comments have no origin.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = [account for account in accounts if not account.comment]
        self._first = list(range(len(self._accounts)))
        self._at = {account.rank: at for at, account in enumerate(self._accounts)}
        voices: dict[str, int] = {}
        for at, account in enumerate(self._accounts):
            self._join(at, voices.setdefault(_source(account), at))
        for at, account in enumerate(self._accounts):
            for body in sorted(_above(account) & voices.keys()):
                self._join(at, voices[body])
        for one, two in copies([account.words for account in self._accounts]):
            self._join(one, two)

    def of(self, account: Account) -> int:
        """Return the number of an account's origin."""
        return self._root(self._at[account.rank])

    def records(self, phrasing: Phrasing) -> tuple[Origin, ...]:
        """Return the origins, those with the most reports first; of equals the one that spoke first."""
        groups: dict[int, list[Account]] = {}
        for at, account in enumerate(self._accounts):
            groups.setdefault(self._root(at), []).append(account)
        return tuple(sorted((_origin(group, phrasing) for group in groups.values()), key=lambda o: -len(o.reports)))

    def _root(self, at: int) -> int:
        while self._first[at] != at:
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def _join(self, one: int, two: int) -> None:
        first, second = sorted((self._root(one), self._root(two)))
        self._first[second] = first


def _source(account: Account) -> str:
    """Return what tells one source from another: a named speaker is one everywhere, an unnamed one in its report only."""
    named = _named(account)
    return _key(named) if named else f"report {account.claim.report}"


def _named(account: Account) -> Speaker | None:
    """Return the innermost speaker who has a name: of "a resident, cited by Delta Wire" the wire."""
    return next((s for s in account.claim.speakers if s.id or s.name.removeprefix("the ")[:1].isupper()), None)


def _key(speaker: Speaker) -> str:
    return speaker.id or fold(speaker.name).removeprefix("the ")


def _above(account: Account) -> frozenset[str]:
    """Return the ids of the bodies to which the one speaker of an account belongs; a chain speaks for several."""
    return account.speakers.kin if len(account.claim.speakers) == 1 else frozenset()


def _origin(group: Sequence[Account], phrasing: Phrasing) -> Origin:
    """Return one origin. It bears the name of its first named speaker, else of its first, unless a report says it itself."""
    said = [account.claim.speakers[0] for account in group if account.claim.speakers]
    named = next((speaker for account in group if (speaker := _named(account))), None)
    speaker = named or (said[0] if len(said) == len(group) else None)
    return Origin(
        name=phrasing.named(speaker.name, speaker.id) if speaker else None,
        reports=tuple(dict.fromkeys(account.claim.report for account in group)),
        claims=tuple(account.claim.id for account in group),
        outcomes=tuple(dict.fromkeys(account.outcome for account in group if account.outcome)),
    )
