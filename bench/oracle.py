"""Measures the stores against the oracle: 100,000 random steps on each, and how many answers differed."""

import sys
import tempfile
from pathlib import Path

from bench.ledger_oracle import explore
from bench.outcome import Measured, Outcome
from bench.private_postgres import NoPostgres, PrivatePostgres
from sayso.ledger import postgres, sqlite
from sayso.ledger.contract import Store

STEPS = 100_000
_MEMORY = Path("/dev/shm")  # noqa: S108 - what is asked is meaning, not durability
_EACH = 100
"""Steps of one ledger."""
_AT_ONCE = 50
"""Ledgers of one run."""


class Files:
    """A row of ledgers in files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun = 0

    def begin(self) -> Store:
        """Open an empty one; the last is removed."""
        for file in self._folder.iterdir():
            file.unlink()
        self._begun += 1
        return sqlite.open_store(self._path)

    def again(self, store: Store) -> Store:
        """Close and open it."""
        store.close()
        return sqlite.open_store(self._path)

    @property
    def _path(self) -> Path:
        return self._folder / f"{self._begun}.ledger"


class Databases:
    """A row of ledgers in one database."""

    def __init__(self, server: PrivatePostgres) -> None:
        self._server = server
        self._address = server.database("oracle")

    def begin(self) -> Store:
        """Open an empty one."""
        self._server.empty("oracle")
        return postgres.open_store(self._address)

    def again(self, store: Store) -> Store:
        """Close and open it."""
        store.close()
        return postgres.open_store(self._address)


def run(data_dir: Path) -> list[Outcome]:
    """Return how many steps each store went beside the oracle; a difference is a fault of the row. Needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        outcomes = [_outcome("oracle/sqlite", Files(Path(folder)))]
    try:
        server = PrivatePostgres()
    except NoPostgres as reason:
        print(f"bench: the oracle is asked about SQLite alone: {reason}", file=sys.stderr)
        return outcomes
    with server:
        outcomes.append(_outcome("oracle/postgresql", Databases(server)))
    return outcomes


def _outcome(name: str, place: Files | Databases) -> Outcome:
    steps = 0
    while steps < STEPS:
        # Some at a time: Hypothesis remembers what it tried, so its memory grows with a run.
        steps += explore(place.begin, place.again, _AT_ONCE, steps=_EACH)
    measures = (
        Measured(name="steps", value=steps),
        Measured(name="differences", value=0, gated=True, less_is_better=True),
    )
    return Outcome(set=name, measures=measures)
