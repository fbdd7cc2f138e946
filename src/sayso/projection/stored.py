"""Which claims of a ledger can matter to each other, kept in a file beside it: see `StoredReach`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.ledger.ledger import ADDRESSES, Ledger
from sayso.projection.file import ProjectionFile, removed, trouble_of
from sayso.projection.linking import Linking, hash_of_report, mark_of

LAYOUT = 4
"""Version of the tables and of how they are filled; another one is begun anew, as one of another engine."""
_AT_ONCE = 4_000
"""Entries in one transaction."""


class StoredReach:
    """A `Reach` in a SQLite file that follows its ledger: what `reach_of` gives of all claims, added to as they come.

    Of claims in an open part nothing is promised, and which other claims stand in it is not told.
    """

    def __init__(self, path: Path, engine: str) -> None:
        """Open the file at a path (`:memory:` for none), or begin one.

        `engine` names what reads and compares claims; a file of another is begun anew. LedgerError for a file of another program.
        """
        self._file = ProjectionFile(path, f"{engine}, reach {LAYOUT}")
        self._linking: Linking | None = None

    def follow(self, ledger: Ledger) -> None:
        """Add the entries that the ledger has got since; begin anew after a redaction, and where this is not its file.

        Takes about 1 ms for each new claim, and holds a bounded number of them in memory.
        """
        until = ledger.head().seq
        if self._file.renew():
            self._linking = None
        head = self._file.head()
        if head.seq == until and self._is_of(ledger):
            return
        if not self._is_of(ledger) or next(ledger.entries("redaction", after=head.known), None) is not None:
            self._linking = None
            self._file.begin_anew()
        while self._add_some(ledger, until):
            pass

    def reaches(self, ledger: Ledger, entry: int) -> bool:
        """Tell whether the file, as it is now, is of this ledger, holds it up to an entry, and no words of it were redacted since."""
        if self._file.renew():
            self._linking = None
        head = self._file.head()
        if head.seq < entry or not self._is_of(ledger):
            return False
        return next(ledger.entries("redaction", after=head.known), None) is None

    def around(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return the claims that can matter to events of some; None where that is open, or one of them is not known."""
        return self._file.around(claims)

    def around_open(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return what `around` returns, and with any claim of an open part those of all open parts; None where one is not known."""
        return self._file.around_open(claims)

    def headings_of(self, report: str) -> Sequence[str]:
        """Return the claims of a report's headings."""
        return self._file.headings(hash_of_report(self._file.head().salt, report))

    @property
    def open_share(self) -> float:
        """The share of claims of which nothing is promised, from 0 to 1."""
        return self._file.open_share()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_of(self, ledger: Ledger) -> bool:
        """Tell whether the last entry in the file is the one that the ledger has at that place."""
        head = self._file.head()
        if head.seq == 0:
            return True
        last = next(ledger.entries(after=head.seq - 1, until=head.seq), None)
        return last is not None and mark_of(last) == head.last

    def _add_some(self, ledger: Ledger, until: int) -> bool:
        """Add the next few thousand entries in one transaction; tell whether there were any."""
        with self._writing():
            head = self._file.head()
            if self._linking is None or self._linking.head != head:
                self._linking = Linking(self._file, ledger, head)
            after = head.seq
            if after >= until:
                return False
            self._linking.add(ledger.entries(after=after, until=min(until, after + _AT_ONCE)), known=until)
        return True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the one writer's lock; what failed is undone, and what was held in memory of it is let go."""
        connection = self._file.connection
        with trouble_of(self._file.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                self._linking = None
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def beside(place: str | None) -> Path | None:
    """Return where the file of a ledger lies: `desk.ledger.reach`; None for a ledger in memory or on a server."""
    return None if place is None or place.startswith(ADDRESSES) else Path(f"{place}.reach")


def forget(place: str | None) -> None:
    """Remove the file beside a ledger, as a redaction must; the next question makes it again."""
    path = beside(place)
    if path is not None:
        removed(path)
