"""What two accounts have in common, or one of them lacks, that lets a reason speak of them, as bits of one number."""

from functools import cache

from sayso.reconcile.about_telling import reworded, told_near
from sayso.reconcile.account import Account

ALWAYS = 0
"""A reason that may speak of any two needs nothing."""
REPORT = 1
NEAR = 2
WORDS = 4
PERSONS = 8
OUTCOMES = 16
"""Both name persons, both tell how an assault ended."""
HEADING = 32
LOOKS_BACK = 64
DAYLESS = 128
PLACELESS = 256
"""One stands under a heading, tells what has risen or denies, gives no day, or no place within a country."""
FIGURES = 512
COUNTED = 1024
"""Both give figures, both say whom they count."""


@cache  # one number for all who have the same
def shared(*, persons: bool, outcome: bool, figures: bool, counted: bool) -> int:
    """Return what an account has that counts where another has it too."""
    return PERSONS * persons | OUTCOMES * outcome | FIGURES * figures | COUNTED * counted


@cache
def brought(*, heading: bool, looks_back: bool, dayless: bool, placeless: bool) -> int:
    """Return what an account brings to any comparison."""
    return HEADING * heading | LOOKS_BACK * looks_back | DAYLESS * dayless | PLACELESS * placeless


def kinship(a: Account, b: Account) -> int:
    """Return what two accounts have in common, as a sum of the names above; the order of the two makes no difference."""
    common = (a.shares & b.shares) | a.brings | b.brings
    ours, theirs = a.passage, b.passage
    if ours[0] == theirs[0]:
        common |= REPORT | NEAR if ours == theirs and told_near(a, b) else REPORT
    elif a.hashes and b.hashes and reworded(a, b):
        common |= WORDS
    return common | WORDS if a.words == b.words else common
