"""A reason: how strongly one observation speaks for or against two accounts being of one happening, and in which words."""

from collections.abc import Callable

import msgspec

from sayso.reconcile.account import Account


class Reason(msgspec.Struct, frozen=True, gc=False):
    """`Reason(1.0, "both on 2031-05-07")`: 1 is wholly for, below 0 is against; and what was observed."""

    number: float
    words: str | Callable[..., str]
    """The sentence, or what makes it of `told`: far more pairs are weighed than explained."""
    told: tuple[object, ...] = ()

    @property
    def sentence(self) -> str:
        """What was observed, in words."""
        return self.words if isinstance(self.words, str) else self.words(*self.told)


Judge = Callable[[Account, Account], Reason | None]
"""Looks at two accounts, the one told earlier first; None when it has nothing to say of them."""
