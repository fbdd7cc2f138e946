"""Looks names of places up in the compiled gazetteer: by exact key first, then by the consonants they share."""

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from sayso.errors import DataFileError
from sayso.gazetteer.names import bare_key, difference, key, skeleton

Kind = Literal[
    "country", "admin1", "admin2", "admin3", "city", "neighbourhood", "camp", "base", "airport", "site", "region",
    "mountain", "island", "sea", "lake", "river", "continent",
]  # fmt: skip
"""What a place is; `admin1` is a province or state, `admin2` a district, `city` any settlement."""

_BY_KEY = """
SELECT p.number, p.id, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, p.radius_m, p.source
FROM name n JOIN place p ON p.number = n.place WHERE n.key = ?
"""
_BY_ID = _BY_KEY[: _BY_KEY.index("FROM")] + "FROM place p WHERE p.number >= 100000000 AND p.id = ?"
_BY_NUMBER = _BY_KEY[: _BY_KEY.index("FROM")] + "FROM place p WHERE p.number = ?"
_DIVISIONS = _BY_KEY[: _BY_KEY.index("FROM")] + "FROM place p WHERE p.kind = ?"
_BY_SKELETON = "SELECT key FROM skeleton WHERE skeleton = ? LIMIT 100"


def _largest_first(row: tuple[Any, ...]) -> tuple[int, int]:
    return -row[8], row[0]


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean; degrees are WGS 84, `radius_m` is how far from the point it may reach."""

    id: str
    name: str
    kind: Kind
    country: str
    """ISO 3166-1 alpha-2; empty for seas and regions of the world."""
    admin1: str
    """Code of the first-level division, as GeoNames has it; empty for countries."""
    lat: float
    lon: float
    population: int
    """0 when unknown."""
    radius_m: int
    source: str
    """`geonames`, `ocha`, `ucdp` or `sayso` (our own table), `census` (counties of the USA); `geonames, ocha` when
    both have it."""
    exact: bool
    """Whether the name is one of the place's own; otherwise it only sounds like one."""


def _candidate(row: tuple[Any, ...], *, exact: bool) -> Candidate:
    number, identity, name, kind, country, admin1, lat, lon, population, radius, source = row
    return Candidate(
        identity or f"geonames:{number}", name, kind, country, admin1,
        lat / 1e4, lon / 1e4, population, radius, source, exact,
    )  # fmt: skip


class Gazetteer:
    """The compiled gazetteer, opened at the first look-up and only read; made by `Gazetteer.open()`.

    A look-up that was made before is answered from memory (the last 16,384 names are kept).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base: sqlite3.Connection | None = None
        self._demonyms: dict[str, str] | None = None
        self._divisions: dict[tuple[str, str], Candidate] | None = None
        self.candidates = lru_cache(maxsize=16_384)(self._candidates)
        self.known = lru_cache(maxsize=16_384)(self._known)

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Return the gazetteer of the package, or the one at `path`; `DataFileError` when there is none."""
        place = path or Path(__file__).with_name("places.sqlite")
        if not place.is_file():
            message = f"the gazetteer {place.name} is missing: compile it with python -m sayso.gazetteer.compile"
            raise DataFileError(message)
        return cls(place)

    def demonym(self, word: str) -> str | None:
        """Return the ISO code of the country whose people or adjective the word is: `Syrian` → `SY`."""
        return self.demonyms().get(word.lower())

    def demonyms(self) -> dict[str, str]:
        """Return all words for peoples, in lower case, with their countries."""
        if self._demonyms is None:
            self._demonyms = dict(self._query("SELECT word, country FROM demonym", ()))
        return self._demonyms

    def country(self, code: str) -> Candidate | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        rows = self._query(_BY_ID, (f"iso:{code}",))
        return _candidate(rows[0], exact=True) if rows else None

    def place(self, identity: str) -> Candidate | None:
        """Return the place with an id of ours, as records carry it; None where there is none."""
        scheme, _, number = identity.partition(":")
        plain = scheme == "geonames" and number.isdecimal() and len(number) < 10
        rows = self._query(_BY_NUMBER, (number,)) if plain else self._query(_BY_ID, (identity,))
        return _candidate(rows[0], exact=True) if rows else None

    def division(self, country: str, admin1: str) -> Candidate | None:
        """Return the first-level division of a country with a code; None where there is none."""
        if self._divisions is None:
            rows = self._query(_DIVISIONS, ("admin1",))
            rows.sort(key=_largest_first, reverse=True)
            self._divisions = {(row[4], row[5]): _candidate(row, exact=True) for row in rows}
        return self._divisions.get((country, admin1))

    def _known(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that have the name, as spelt or without its article, largest first."""
        found = self._by_key(key(name))
        return found or self._by_key(bare_key(name))

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that a name may mean: those that have it, largest first, then those that sound like it."""
        known = self.known(name)
        ids = {place.id for place in known}
        return known + tuple(place for place in self._alike(name) if place.id not in ids)

    def _by_key(self, wanted: str, *, exact: bool = True) -> tuple[Candidate, ...]:
        rows = self._query(_BY_KEY, (wanted,))
        if len(rows) > 1:
            rows.sort(key=_largest_first)
        return tuple([_candidate(row, exact=exact) for row in rows])

    def _alike(self, name: str) -> tuple[Candidate, ...]:
        """Return the places whose names have the same consonants and, of those, the most alike vowels."""
        wanted = bare_key(name)
        if len(wanted) < 4:
            return ()
        limit = min(3, len(wanted) // 3)
        near: list[tuple[int, str]] = []
        for (other,) in self._query(_BY_SKELETON, (skeleton(name),)):
            far = difference(wanted, other, limit)
            if far <= limit:
                near.append((far, other))
        best = min(near, default=(0, ""))[0]
        found = {c.id: c for far, other in sorted(near) if far <= best + 1 for c in self._by_key(other, exact=False)}
        return tuple(found.values())

    def _query(self, statement: str, value: tuple[str, ...]) -> list[tuple[Any, ...]]:
        if self._base is None:
            # immutable: nobody writes to it, so no lock is taken; mapped, so that a look-up reads no page twice
            self._base = sqlite3.connect(f"{self._path.resolve().as_uri()}?immutable=1", uri=True)
            self._base.execute("PRAGMA mmap_size = 268435456")
        try:
            return self._base.execute(statement, value).fetchall()
        except sqlite3.DatabaseError as trouble:
            message = f"the gazetteer {self._path.name} cannot be used: {trouble}; compile it anew"
            raise DataFileError(message) from trouble
