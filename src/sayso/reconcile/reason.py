"""A reason: how strongly one observation speaks for or against two accounts being of one happening, and in which words."""

from collections.abc import Callable

import msgspec

from sayso.reconcile.account import Account


class Reason(msgspec.Struct, frozen=True, gc=False):
    """`Reason(1.0, "both on 2031-05-07")`: 1 is wholly for, below 0 is against; and what was observed."""

    number: float
    sentence: str


Judge = Callable[[Account, Account], Reason | None]
"""Looks at two accounts, the one told earlier first; None when it has nothing to say of them."""
