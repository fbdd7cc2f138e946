"""Reads the tables in `tables/`, checks them, and compiles them into the one file that `Register.load` reads.

YAML is kind to the hand and slow to the machine: the compiled form `register.json` is committed beside it, and a test
compares the two. A row is `id: {name, kind, country, parent, aliases, sides, source}`; the kind may be left out where
the id's prefix says it. A side is written `conflict side [from..to]`. A name or alias that begins with `~` is known to be
shared with another body or with common words, and never decides alone.
"""

import csv
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar, get_args

import msgspec
import yaml

from sayso.errors import DataFileError
from sayso.register.entry import Case, Entry, Form, Kind, Name, Organ, Side, Tables
from sayso.register.fold import folding


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a table of bodies."""

    name: str
    kind: Kind | None = None
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    source: str | None = None


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of bodies."""

    about: str
    source: str
    entries: dict[str, _Row]


class _OrganRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table of organs."""

    kind: Kind
    name: str
    heads: tuple[str, ...]
    alone: tuple[str, ...] = ()


class _OrganTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of organs."""

    about: str
    source: str
    organs: dict[str, _OrganRow]


class _Spelling(msgspec.Struct, frozen=True):
    """One spelling of one body, before those of all bodies are brought together."""

    text: str
    form: Form
    id: str


TableT = TypeVar("TableT", _Table, _OrganTable)

_KIND_OF_PREFIX = {
    "org": "armed-group", "mil": "military", "gov": "government", "un": "un-body", "local": "local-body",
}  # fmt: skip
_SIDE = re.compile(r"(\S+) (\S+)(?: ([\d-]*)(?:\.\.([\d-]*))?)?\Z")
_ID = re.compile(r"[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_TWINS = (("defense", "defence"), ("organization", "organisation"), ("center", "centre"), ("program ", "programme "),
          ("labor", "labour"), ("stabilization", "stabilisation"))  # fmt: skip
_OWNER = re.compile(r"(?<=\w\w) s(?= |\Z)")
_DOTTED = re.compile(r"(us|un|uk|eu|au)(?= )")


def sources() -> list[Traversable]:
    """Return the files of the register's tables, in the order of their names."""
    found = [f for f in files("sayso.register").joinpath("tables").iterdir() if f.name.endswith((".yaml", ".csv"))]
    return sorted(found, key=lambda f: f.name)


def digest() -> str:
    """Return the SHA-256 of all tables, in hex."""
    total = hashlib.sha256()
    for place in sources():
        total.update(place.read_bytes())
    return total.hexdigest()


def compile_tables() -> Tables:
    """Return the tables, checked and compiled; `DataFileError` names what is wrong with them."""
    entries: dict[str, Entry] = {}
    spellings: list[_Spelling] = []
    organs: dict[str, _OrganRow] = {}
    for place in sources():
        if place.name == "states.csv":
            found = list(_states(place))
        elif place.name == "organs.yaml":
            organs = _read(place, _OrganTable).organs
            continue
        else:
            found = list(_bodies(place))
        for entry, names in found:
            if entry.id in entries:
                message = f"register: {place.name} gives {entry.id} a second time"
                raise DataFileError(message)
            entries[entry.id] = entry
            spellings.extend(names)
    _check_ids(entries, organs)
    return Tables(
        digest=digest(),
        entries=tuple(entries.values()),
        organs=tuple(Organ(id=i, name=row.name, kind=row.kind) for i, row in organs.items()),
        names=tuple(_names(spellings, organs)),
    )


def _read(place: Traversable, kind: type[TableT]) -> TableT:
    """Return a YAML table as `kind`, every scalar read as text."""
    try:
        return msgspec.convert(yaml.load(place.read_bytes(), Loader=yaml.CBaseLoader), kind)  # noqa: S506 - text only
    except (yaml.YAMLError, msgspec.ValidationError) as trouble:
        message = f"register table {place.name} cannot be used: {trouble}"
        raise DataFileError(message) from trouble


def _states(place: Traversable) -> Iterator[tuple[Entry, list[_Spelling]]]:
    """Yield the states and territories of the table of states with their spellings."""
    for row in csv.DictReader(place.read_text(encoding="utf-8").splitlines()):
        code, people = row["code"], row["people"].split(";") if row["people"] else []
        key = f"state:{code}"
        entry = Entry(
            id=key,
            name=row["name"],
            kind="territory" if "-" in code else "state",
            country=code,
            adjective=people[0].lstrip("~") if people else row["name"],
        )
        names = [row["name"], *filter(None, row["aliases"].split(";"))]
        cities = filter(None, row["capital"].split(";"))
        spelled: list[_Spelling] = [_Spelling(text, "name", key) for text in names]
        spelled += [_Spelling(text, "people", key) for text in people]
        spelled += [_Spelling(text, "capital", key) for text in cities]
        yield entry, spelled


def _bodies(place: Traversable) -> Iterator[tuple[Entry, list[_Spelling]]]:
    """Yield the bodies of one table with their spellings."""
    table = _read(place, _Table)
    for key, row in table.entries.items():
        prefix = key.partition(":")[0]
        kind = row.kind or _kind(prefix)
        if kind is None or not _ID.match(key):
            message = f"register table {place.name}: {key} has no kind, or is no id"
            raise DataFileError(message)
        entry = Entry(
            id=key,
            name=row.name.lstrip("~"),
            kind=kind,
            country=row.country,
            parent=row.parent,
            sides=tuple(_side(text, key) for text in row.sides),
            source=row.source or table.source,
        )
        yield entry, [_Spelling(text, "name", key) for text in (row.name, *row.aliases)]


def _kind(prefix: str) -> Kind | None:
    """Return the kind that the prefix of an id stands for, None if for none."""
    kind = _KIND_OF_PREFIX.get(prefix, prefix)
    return next((known for known in get_args(Kind) if known == kind), None)


def _side(text: str, key: str) -> Side:
    """Return a side from its short form: `syria opposition 2011-07..2017`."""
    found = _SIDE.match(text)
    if found is None:
        message = f"register: {key} has a side that cannot be read: {text!r}"
        raise DataFileError(message)
    conflict, side, start, end = found.groups()
    if ".." not in text:
        end = start
    return Side(conflict, side, start or None, end or None)


def _check_ids(entries: dict[str, Entry], organs: dict[str, _OrganRow]) -> None:
    """Make sure that every country and every parent is there."""
    codes = {e.country for e in entries.values() if e.id.startswith("state:")}
    composed = {template.format(code) for template in organs for code in codes}
    for entry in entries.values():
        if entry.country is not None and entry.country not in codes:
            message = f"register: {entry.id} belongs to the unknown country {entry.country}"
            raise DataFileError(message)
        if entry.parent is not None and entry.parent not in entries and entry.parent not in composed:
            message = f"register: {entry.id} has the unknown parent {entry.parent}"
            raise DataFileError(message)


def _names(spellings: list[_Spelling], rows: dict[str, _OrganRow]) -> Iterator[Name]:
    """Yield the names of all bodies and organs, one for each folded form, in the order of the forms."""
    table = folding()
    claims: dict[str, dict[str, list[_Spelling]]] = defaultdict(dict)
    for spelling in spellings:
        for text in joined(spelling.text.lstrip("~")):
            for key in variants(text.translate(table).strip()):
                claims[key].setdefault(spelling.id, []).append(spelling)
    organs = {
        key: (organ, head in row.alone)
        for organ, row in rows.items()
        for head in row.heads
        for key in variants(head.translate(table).strip())
    }
    for key in sorted(claims.keys() | organs.keys()):
        organ, alone = organs.get(key, ("", False))
        yield _name(key, claims.get(key, {}), organ, alone=alone)


def _name(key: str, claims: dict[str, list[_Spelling]], organ: str, *, alone: bool) -> Name:
    """Return the name of one folded form; `DataFileError` if two bodies claim it and neither says so."""
    if not claims:
        return Name(key, "any", "head", (), organ, alone=alone)
    loosest = [min(spelled, key=_strictness) for spelled in claims.values()]
    plain = [s for s in loosest if not s.text.startswith("~")]
    shared = [s for s in loosest if s.text.startswith("~")]
    if len(plain) > 1:
        message = f"register: {key!r} is claimed by {' and by '.join(s.id for s in plain)}"
        raise DataFileError(message)
    ranked = plain + shared
    text = ranked[0].text.lstrip("~")
    case = _case(text)
    spelling = "".join(filter(str.isalnum, text)) if case == "exact" else ""
    return Name(key, case, ranked[0].form, tuple(s.id for s in ranked), organ, spelling, bool(shared), alone)


def _strictness(spelling: _Spelling) -> int:
    """Return how strictly a spelling must be met, 0 the least: the loosest of a body's spellings is the rule."""
    return ("any", "capital", "exact").index(_case(spelling.text.lstrip("~")))


def _case(text: str) -> Case:
    """Return how a spelling must be written: acronyms letter for letter, names with a capital."""
    if text == text.lower():
        return "any"
    letters = "".join(filter(str.isalnum, text))
    whole = " " not in text.strip()
    if whole and (text.upper() == text or (len(letters) <= 3 and sum(map(str.isupper, letters)) > 1)):
        return "exact"
    return "capital"


def variants(key: str) -> set[str]:
    """Return a folded name with the other ways to write it: "defence", "U.S.", "peoples", tokenised "people 's"."""
    found = {key}
    for one, other in _TWINS:
        found |= {k.replace(one, other) for k in found} | {k.replace(other, one) for k in found}
    found |= {_DOTTED.sub(_dots, k, count=1) for k in found if _DOTTED.match(k)}
    marked = {k for k in found if _OWNER.search(k)}
    found |= {_OWNER.sub("  s", k) for k in marked} | {_OWNER.sub("s", k) for k in marked}
    return {k for k in found if k}


def _dots(match: re.Match[str]) -> str:
    """Return the folded form of dotted initials that a space follows: "u s " for "us"."""
    return " ".join(match.group()) + " "


def joined(text: str) -> Iterator[str]:
    """Yield the text itself, and without its apostrophes when they stand between letters: "Da'esh", "Daesh"."""
    yield text
    bare = re.sub(r"(?<=\w)['’‘ʼ](?=\w)", "", text)
    if bare != text:
        yield bare


def compiled() -> bytes:
    """Return the compiled form, byte for byte as it is committed: one entry or name a line."""
    tables = compile_tables()
    encode = msgspec.json.Encoder(order="deterministic").encode
    lines: list[bytes] = [b'{"digest":' + encode(tables.digest)]
    for field in ("entries", "organs", "names"):
        rows = [encode(row) for row in getattr(tables, field)]
        lines.append(b',"' + field.encode() + b'":[\n' + b",\n".join(rows) + b"]")
    return b"\n".join(itertools.chain(lines, [b"}\n"]))
