"""What people put into the record: decisions about claims and events, changes of the register, redactions, and who looked.

Each names who, when and why, and none is ever taken out again: one is undone by another. A person is named by a
pseudonym here; what stands behind it is an entry of its own and can be redacted.
"""

from typing import Literal

import msgspec

Verb = Literal[
    "accept", "reject", "edit", "merge", "split", "pin", "grade", "undo", "correct", "retract", "embargo", "override"
]
"""What a person can decide. `accept` and `reject`: a claim was read rightly, or not. `edit`: a field of a claim stands
otherwise. `merge`: claims are of one event. `split`: claims are of another event than those they stood with. `pin`: the
claims of an event stay together, whatever the machine thinks later. `grade`: a claim's credibility. `undo`: another
decision no longer holds. The rest is about what goes out. `correct`: an edit that is told in public. `retract`: claims are
withdrawn in public; for the desk they stand as before. `embargo`: claims are held back until an instant. `override`: one stop
of the publish gate lets one thing pass; it counts only where it is signed."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One decision of one person: `Decision(verb="reject", claims=("4b61…",), by="r1", reason="reads a headline", …)`."""

    id: str
    verb: Verb
    claims: tuple[str, ...]
    """Ids of the claims that it is about; for `merge` and `pin` all that stay together, for `split` those that leave; for
    `override` the claim, where its subject is one. A decision about an event names its claims, for these last."""
    against: tuple[str, ...] = ()
    """For `split`: ids of the claims from which they part."""
    field: str | None = None
    """For `edit` and `correct`: the claim's field, such as `status` or `figures`."""
    value: str | None = None
    """For `edit` and `correct`: the new value as JSON; for `grade`: the Admiralty code's figure, `1` to `6`."""
    undoes: str | None = None
    """For `undo`: the id of the decision."""
    by: str
    """The pseudonym of who decided."""
    at: str
    """When, an ISO instant in UTC."""
    reason: str
    """Why, for the desk alone: it never goes out."""
    public_note: str | None = None
    """For `correct` and `retract`: what readers are told, in the desk's words. It goes out as it stands."""
    until: str | None = None
    """For `embargo`: the instant until which the claims are held back, ISO in UTC."""
    stop: str | None = None
    """For `override`: the code of the gate's stop, such as `private-person`."""
    subject: str | None = None
    """For `override`: what may pass, as the gate names it, empty for the whole record; a claim of the ledger stands in
    `claims` too."""
    signed: str | None = None
    """For `override`: the signature line of a note of C2SP over everything that it says; see `ledger/overrides.py`."""


class Constraint(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a decision that holds asks of the joining of claims: `merged by r1 on 2031-05-14: "one raid, two names"`."""

    kind: Literal["together", "apart"]
    claims: tuple[str, ...]
    """Ids. Together: all of them are of one event. Apart: none of them is of an event with any of `against`."""
    against: tuple[str, ...] = ()
    verb: Verb
    decision: str
    """Id of the decision."""
    by: str
    at: str
    reason: str

    @property
    def sentence(self) -> str:
        """Who decided it, when and why."""
        done = {"merge": "merged", "pin": "pinned", "split": "split"}.get(self.verb, self.verb)
        return f"{done} by {self.by} on {self.at[:10]}: “{self.reason}”"


class RegisterChange(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One change of who is who for this ledger: a person behind a pseudonym, a key that may sign, a source's grade."""

    id: str
    subject: Literal["person", "key", "source"]
    name: str
    """The pseudonym, the key's name, or the source's id in the register."""
    value: str
    """Who the person is, the public key as a C2SP verifier key, or the Admiralty letter `A` to `F`."""
    from_day: str | None = None
    """ISO date from which it holds; None for at once."""
    by: str
    at: str
    reason: str


class Access(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one person looked at that is not for everybody, took away, or did about who may come in, within some seconds."""

    id: str
    by: str
    """The pseudonym."""
    did: Literal["read-private", "export", "people", "sign-in"]
    """`read-private`: saw names of private people, exact points or the full text. `export`: took a list or a text away.
    `people`: changed who may come in. `sign-in`: came in."""
    what: tuple[str, ...]
    """Ids of what was read, or the addresses that were asked for; never what stood there."""
    first: str
    """When the first of these was, an ISO instant in UTC."""
    at: str
    """When the last was."""


class Withheld(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One part of one entry that a redaction makes unreadable, and what is read in its stead."""

    seq: int
    """The entry."""
    part: str
    """Which of the entry's parts: one of `PARTS` in `ledger/sealing.py`."""
    instead: msgspec.Raw
    """A JSON object of the part's fields, the redacted words blacked out; `{}` where nothing is to be read. It is the
    word of whoever redacted, not of the entry: the proof of the part's other words goes with its opening."""


class Redaction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Words made unreadable for good, by whose authority and why; never the words themselves."""

    id: str
    withheld: tuple[Withheld, ...]
    captures: tuple[str, ...] = ()
    """SHA-256 of captured bytes that were removed because they held the words."""
    authority: str
    """On whose authority: a court, an editor, the person concerned."""
    by: str
    at: str
    reason: str
