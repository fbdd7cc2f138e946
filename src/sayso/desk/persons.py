"""Who comes in, as records: accounts, tokens, and somebody who asks, with what they may do."""

import msgspec

from sayso.desk.rights import Right, Role


class User(msgspec.Struct, frozen=True, kw_only=True):
    """One account."""

    name: str
    """A pseudonym; it stands in the ledger for whoever decides."""
    role: Role
    second_factor: bool
    disabled: bool
    made: str
    fresh: bool = False
    """Whether somebody else chose the password: then its owner has to choose another first."""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a token; the token itself was shown once."""

    id: str
    name: str
    role: Role
    """The most that may be done with it, whatever its owner may."""
    label: str
    made: str
    ends: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks."""

    name: str
    rights: frozenset[Right]
    role: Role
    by: str
    """By which door they came: `local`, `session` or `token`."""
    key: str = ""
    """Of a session or token, the beginning of its hash: tells several of one person apart."""
    fresh: bool = False
    """Whether they have to choose a password of their own first."""

    def may(self, right: Right) -> bool:
        """Tell whether they have a right."""
        return right in self.rights


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A new account with what is shown once."""

    user: User
    password: str | None
    """Where one was made up; None where it was given."""
    secret: str | None
    """Of the second factor, as `otpauth://…`."""
