"""What can go wrong with a request: each kind with its status, what it means and what to do, told as RFC 9457 problems and as pages."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sayso.capture.archives import READ
from sayso.desk.accounts import AccountsError
from sayso.errors import (
    ConflictError,
    EmptyInput,
    InputError,
    IntegrityError,
    LedgerError,
    RedactedError,
    SaysoError,
    UsageError,
)

ADDRESS = "/problems/"
"""Where each kind is explained; the `type` of a problem is this and its name."""


class Kind(NamedTuple):
    """One kind of trouble."""

    status: int
    title: str
    advice: str
    """What to do, in a sentence."""


KINDS: Mapping[str, Kind] = {
    "bad-request": Kind(400, "The request makes no sense as it stands", "Correct what the message names and send it again."),
    "sign-in-needed": Kind(401, "Nobody is signed in", "Sign in, or send a token that has not ended."),
    "not-allowed": Kind(403, "Your role does not allow this", "Ask whoever keeps the accounts for another role."),
    "password-needed": Kind(403, "Choose a password of your own first", "Somebody else chose the one that you came in with: open the page of your account."),
    "foreign-request": Kind(403, "The request did not come from a page of this desk", "Open the desk itself and do it there; a program uses a token."),
    "foreign-host": Kind(421, "The desk is not served under this name", "Use the address that the desk printed when it began."),
    "unknown": Kind(404, "There is nothing of that name here", "Events are computed, and their names change with what is known: look for one of its claims."),
    "wrong-method": Kind(405, "This address does not take that method", "See the reference of the API."),
    "conflict": Kind(409, "Somebody decided about the same thing meanwhile", "Nothing was recorded. Read both texts below, look again, then decide."),
    "gone-since": Kind(409, "What you decided about is no more as you saw it", "Nothing was recorded. Load the page anew and look again."),
    "too-large": Kind(413, "What was sent is too large", "Cut it into parts, or add it on the machine with `sayso add`."),
    "wrong-kind": Kind(415, "What was sent is of a kind that is not taken here", "Send JSON, or a form from a page of this desk."),
    "unreadable": Kind(422, "No report could be read from what was sent", f"The message says why. What is read: {', '.join(READ)}."),
    "unprocessable": Kind(422, "This cannot be decided", "The message says why; nothing was recorded."),
    "redacted": Kind(422, "This was made unreadable by a redaction", "It does not come back by adding it again."),
    "too-many": Kind(429, "Too many requests", "Wait as many seconds as `Retry-After` says."),
    "fault": Kind(500, "The desk made a mistake", "Nothing was recorded by this request. The log of the desk has the details."),
    "ledger-unavailable": Kind(503, "The ledger cannot be used just now", "Wait a moment, then try again. If it stays so, tell whoever keeps the desk what the message says."),
    "ledger-busy": Kind(503, "Another program is writing to the ledger", "Nothing was recorded. Wait until it is done, then send the same again."),
    "ledger-full": Kind(503, "There is no room left to record anything", "Nothing was recorded. Tell whoever keeps the desk that its disk is full; until there is room, the desk can only be read."),
    "ledger-read-only": Kind(503, "The ledger cannot be written to", "Nothing was recorded. Tell whoever keeps the desk that it may not write there; until then, the desk can only be read."),
    "accounts-unavailable": Kind(503, "The file of accounts cannot be used just now", "Wait a moment, then try again. If it stays so, tell whoever keeps the desk: the file and its folder must be its own to write to, and the disk not full."),
    "ledger-damaged": Kind(503, "The ledger is not what was written to it", "Run `sayso verify`, and restore a backup if it says so."),
    "busy": Kind(503, "This takes longer than a request may", "It is still being worked out: ask again in a little while."),
}  # fmt: skip


class Problem(SaysoError):  # noqa: N818 - reads as the condition it names, as the others do
    """A request that is refused: `Problem("unknown", "no event 3f9c")`; `more` are further members of the answer."""

    def __init__(self, name: str, detail: str = "", **more: Any) -> None:  # noqa: ANN401 - members of a JSON object
        super().__init__(detail or KINDS[name].title)
        self.name = name
        self.detail = detail
        self.more = more

    @property
    def kind(self) -> Kind:
        """Status, title and advice."""
        return KINDS[self.name]

    def without_places(self, told: Callable[[str], str]) -> "Problem":
        """Return the same with its sentence as it may be told."""
        return Problem(self.name, told(self.detail), **self.more)

    def body(self, instance: str) -> dict[str, Any]:
        """Return the problem as a JSON object (RFC 9457)."""
        kind = self.kind
        told = {"type": ADDRESS + self.name, "title": kind.title, "status": kind.status, "detail": self.detail}
        return told | {"advice": kind.advice, "instance": instance} | self.more


_BY_CAUSE: Mapping[str, str] = {
    "BusyError": "ledger-busy", "LockedError": "ledger-busy", "LockNotAvailable": "ledger-busy",
    "FullError": "ledger-full", "DiskFull": "ledger-full",
    "ReadOnlyError": "ledger-read-only", "CantOpenError": "ledger-read-only", "PermissionsError": "ledger-read-only",
    "ReadOnlySqlTransaction": "ledger-read-only", "InsufficientPrivilege": "ledger-read-only",
}  # fmt: skip
"""What a store's own error is to somebody who asks, by the names that SQLite's and PostgreSQL's libraries give it: the latter is not loaded
for a ledger that is a file."""


def problem_of(error: SaysoError) -> Problem:
    """Return the problem that an error of the tree is to somebody who asks."""
    match error:
        case Problem():
            return error
        case AccountsError():
            name = "accounts-unavailable"
        case ConflictError():
            name = "conflict"
        case RedactedError():
            name = "redacted"
        case IntegrityError():
            name = "ledger-damaged"
        case LedgerError():
            name = _BY_CAUSE.get(type(error.__cause__).__name__, "ledger-unavailable")
        case EmptyInput() | InputError():
            name = "unreadable"
        case UsageError():
            name = "bad-request"
        case _:
            name = "fault"
    return Problem(name, str(error))
