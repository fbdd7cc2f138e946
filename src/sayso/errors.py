"""The tree of errors: trouble with the program or with how it was called; trouble in the data is a Finding instead.

SaysoError
├── UsageError         what was asked for makes no sense (exit code 2)
├── InputError         a report could not be read at all (exit code 1)
│   ├── MissingInput       the path is not there, or may not be opened
│   ├── EmptyInput         nothing in it to read
│   └── NotText            bytes that are no text in any encoding we know
├── GateError          something may not go out; nothing was written (exit code 7)
├── DataFileError      a word list, register or gazetteer of the package is damaged (exit code 1)
└── LedgerError        the ledger could not be opened, read or appended to (exit code 1)
    ├── ConflictError      somebody decided about the same thing meanwhile (exit code 6)
    ├── RedactedError      what was to be recorded was redacted before (exit code 1)
    └── IntegrityError     what the ledger holds is not what was written (exit code 5)

Every error carries one sentence that a person can act on; the command line prints it and nothing else.
"""


class SaysoError(Exception):
    """The root of every error that Sayso raises on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(SaysoError):
    """What was asked for makes no sense: an unknown option value, a date that is none."""

    exit_code = 2


class InputError(SaysoError):
    """A report could not be read at all."""


class MissingInput(InputError):  # noqa: N818 - reads as the condition it names, as the others do
    """The path is not there, or may not be opened."""


class EmptyInput(InputError):  # noqa: N818 - same
    """There is nothing in it to read."""


class NotText(InputError):  # noqa: N818 - same
    """The bytes are no text in any encoding we know."""


class DataFileError(SaysoError):
    """A word list, the register or the gazetteer that belongs to the package is missing or damaged."""


class GateError(SaysoError):
    """Something may not go out to the public, so nothing was written."""

    exit_code = 7


class LedgerError(SaysoError):
    """The ledger could not be opened, read or appended to."""


class ConflictError(LedgerError):
    """Somebody decided about the same thing meanwhile; nothing was recorded, and the message says what they decided."""

    exit_code = 6


class RedactedError(LedgerError):
    """What was to be recorded was taken out by a redaction before, and does not come back by reading it again."""


class IntegrityError(LedgerError):
    """What the ledger holds is not what was written to it."""

    exit_code = 5
