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


def checkup(ledger: Path) -> Iterator[Check]:
    """Yield what was found of each thing that Sayso needs; reads, and changes nothing."""
    yield Check("sayso", good=True, detail=f"{version('sayso')} on Python {platform.python_version()}")
    yield _words()
    yield _places()
    yield _bodies()
    yield _record(ledger)


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


def _record(path: Path) -> Check:
    from sayso.ledger.ledger import Ledger

    if not path.exists():
        return Check("ledger", good=True, detail=f"none yet at {path}; `sayso add` begins one")
    try:
        with Ledger.open(path) as ledger:
            count = sum(1 for _ in ledger.entries())
    except SaysoError as trouble:
        return Check("ledger", good=False, detail=str(trouble))
    return Check("ledger", good=True, detail=f"{path}: {count:,} entries, each with the bytes that were recorded")
