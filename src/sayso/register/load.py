"""The register as the rest of the house sees it: who a body is, which names it has, where they stand in a text."""

from functools import cache, cached_property
from importlib.resources import files

import msgspec

from sayso.errors import DataFileError
from sayso.register.entry import Entry, Name, Organ, Tables
from sayso.register.fold import fold, folding
from sayso.register.names import Hit, NameIndex


class Register:
    """All known bodies: `Register.load()`, then `get` by id, `named` by a name, `names` for a whole text."""

    def __init__(self, tables: Tables) -> None:
        self.entries: dict[str, Entry] = {entry.id: entry for entry in tables.entries}
        self._organs = tables.organs
        self._names = tables.names
        self._table = folding()

    @classmethod
    @cache
    def load(cls) -> "Register":
        """Return the register of the package, read once per process; `DataFileError` if its file is missing or damaged."""
        place = files("sayso.register").joinpath("register.json")
        try:
            return cls(msgspec.json.decode(place.read_bytes(), type=Tables))
        except (OSError, msgspec.DecodeError) as trouble:
            message = f"the register cannot be used: {trouble}"
            raise DataFileError(message) from trouble

    @cached_property
    def index(self) -> NameIndex:
        """The automaton over all names."""
        return NameIndex(self._names, self._table)

    @cached_property
    def _by_key(self) -> dict[str, Name]:
        """The names by their folded form."""
        return {name.key: name for name in self._names}

    def fold(self, text: str) -> str:
        """Return text under which names are compared, as long as it was: see `register/fold.py`."""
        return fold(text, self._table)

    def get(self, key: str) -> Entry | None:
        """Return the entry with an id; organs of states are made when asked for ("mil:td" is the army of Chad)."""
        return self.entries.get(key) or self._organ(key)

    def named(self, words: str) -> Name | None:
        """Return the name that is written as `words`, whole and with "the" or without, in any case; None if none is."""
        key = self.fold(words).strip()
        return self._by_key.get(key) or self._by_key.get(key.removeprefix("the "))

    def names(self, text: str, start: int = 0, end: int | None = None, *, shouting: bool = False) -> list[Hit]:
        """Return the names in `text[start:end]` in order, without overlap: see `NameIndex.find`."""
        return self.index.find(text, start, end, shouting=shouting)

    def side(self, key: str, conflict: str, day: str) -> str | None:
        """Return the side of a body in a conflict on an ISO day; a body without sides stands with the one above it."""
        seen: set[str] = set()
        entry = self.get(key)
        while entry is not None and entry.id not in seen:
            for side in entry.sides:
                if side.conflict == conflict and side.holds_on(day):
                    return side.side
            seen.add(entry.id)
            entry = self.get(entry.parent) if entry.parent else None
        return None

    def organ_of(self, key: str) -> str | None:
        """Return the template of the organ that an id is of a state ("mil:{}" for "mil:td"), None for other bodies."""
        return next((o.id for o in self._organs if f"state:{_code(o, key)}" in self.entries), None)

    def _organ(self, key: str) -> Entry | None:
        """Return the organ of a state that an id names, None if it names none."""
        for organ in self._organs:
            code = _code(organ, key)
            state = self.entries.get(f"state:{code}") if code else None
            if state is not None:
                name = f"{state.adjective} {organ.name}"
                return Entry(id=key, name=name, kind=organ.kind, country=state.country, parent=state.id)
        return None


def _code(organ: Organ, key: str) -> str:
    """Return what stands for `{}` in an organ's template, empty if the id is not of that organ."""
    before, _, after = organ.id.partition("{}")
    if not key.startswith(before) or not key.endswith(after):
        return ""
    return key[len(before) : len(key) - len(after)]
