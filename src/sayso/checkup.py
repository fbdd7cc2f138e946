"""What `sayso doctor` looks at: versions, data files, the ledger."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from sayso.errors import SaysoError


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    good: bool
    detail: str


def checkup(ledger: Path | str) -> Iterator[Check]:
    """Yield what was found of each thing that Sayso needs; reads, and changes nothing."""
    yield Check("sayso", good=True, detail=f"{version('sayso')} on Python {platform.python_version()}")
    yield _words()
    yield _places()
    yield _bodies()
    yield from _record(ledger)


def _words() -> Check:
    """Load every part of the reader, which checks each word list against its schema."""
    from sayso.extract.reader import Reader
    from sayso.gazetteer.lookup import Gazetteer
    from sayso.settings import Settings

    try:
        Reader(Settings(), Gazetteer.open())
    except SaysoError as trouble:
        return Check("word lists", good=False, detail=str(trouble))
    return Check("word lists", good=True, detail="English, all in order")


def _places() -> Check:
    from sayso.gazetteer.lookup import Gazetteer

    try:
        found = Gazetteer.open().candidates("Aleppo")
    except SaysoError as trouble:
        return Check("gazetteer", good=False, detail=str(trouble))
    return Check("gazetteer", good=bool(found), detail="answers" if found else "does not know Aleppo; build it again")


def _bodies() -> Check:
    from sayso.register.load import Register

    try:
        Register.load()
    except SaysoError as trouble:
        return Check("register", good=False, detail=str(trouble))
    return Check("register", good=True, detail="in order")


def _record(place: Path | str) -> Iterator[Check]:
    """Yield how the ledger stands: whole or not, how it is kept, how far it goes, and when it was last signed."""
    from sayso.ledger.care import opened
    from sayso.ledger.verify import verify

    if isinstance(place, Path) and not place.exists():
        yield Check("ledger", good=True, detail=f"none yet at {place}; `sayso add` begins one")
        return
    try:
        with opened(place) as ledger:
            found = verify(ledger.store)
            last, head = ledger.last_checkpoint(), ledger.head()
            settings = ledger.store.settings()
    except SaysoError as trouble:
        yield Check("ledger", good=False, detail=str(trouble))
        return
    where = place if isinstance(place, Path) else "PostgreSQL"
    as_recorded = found.first.message if found.first else "each as it was recorded"
    yield Check("ledger", good=found.whole, detail=f"{where}: {found.size:,} entries, {as_recorded}")
    kept = "ledger's file" if isinstance(place, Path) else "ledger's server"
    yield Check(kept, good=True, detail=", ".join(f"{name} {value}" for name, value in settings.items()))
    yield Check("last entry", good=True, detail=head.recorded_at or "none")
    since = (
        "none; `sayso checkpoint` signs one"
        if last is None
        else (
            f"{last[0].recorded_at}, {found.size - last[1].size:,} entries before the last, "
            f"{'with' if last[1].stamp else 'without'} a time stamp"
        )
    )
    yield Check("last checkpoint", good=True, detail=since)
