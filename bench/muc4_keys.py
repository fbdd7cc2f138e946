"""Reads the fills of MUC-4 keys: numbers with their effect, places, dates, organisations; `/` alternatives, `?` optional.

Measured over a text's whole set of incidents, so that it does not matter which templates the annotators kept apart.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

import msgspec

Template = dict[str, Any]
"""One incident: the names of its slots, each with a list of fills; `-` is empty, `*` does not apply."""

Days = tuple[date, date]
Fill = TypeVar("Fill")

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})")
_QUOTED = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"\d+")
_KIND = re.compile(r"(?<=[A-Z.\]])\s\([^()]*\)")
_SLACK = timedelta(days=1)
_LONG_AGO = date(1900, 1, 1)


class Wanted(msgspec.Struct, Generic[Fill], frozen=True):
    """A fill of a key: the values that may stand for it, and whether it has to be given."""

    ways: tuple[Fill, ...]
    required: bool = True

    def meets(self, given: Fill, same: Callable[[Fill, Fill], bool]) -> bool:
        """Tell whether a given value stands for this fill."""
        return any(same(way, given) for way in self.ways)


def numbers(templates: Sequence[Template], effect: str) -> list[Wanted[float]]:
    """Return how many targets suffered an effect (`DEATH`, `INJURY`): each count once; sums are optional."""
    found: list[Wanted[float]] = []
    for template in templates:
        suffering = _suffering(template["HUM TGT: EFFECT OF INCIDENT"], effect)
        counted = []
        for entry in template["HUM TGT: NUMBER"]:
            count, _, names = entry.partition(":")
            sure = suffering.get(frozenset(_QUOTED.findall(names)))
            ways = tuple(float(number) for number in _NUMBER.findall(count))
            if sure is None or not ways:
                continue
            found.append(Wanted(ways, sure and "?" not in count and "PLURAL" not in count))
            counted.append(ways[0])
        whole = [float(number) for entry in template["HUM TGT: TOTAL NUMBER"] for number in _NUMBER.findall(entry)]
        if sums := [sum(counted), *whole] if len(counted) > 1 else whole:
            found.append(Wanted(tuple(sums), required=False))
    return _once(found)


def _suffering(entries: Iterable[str], effect: str) -> dict[frozenset[str], bool]:
    """Return the targets with an effect by their names, and whether the key is sure of it."""
    found = {}
    for entry in entries:
        kinds, _, names = entry.partition(":")
        ways = [kind.strip(" ()?") for kind in kinds.split("/")]
        if effect in ways:
            found[frozenset(_QUOTED.findall(names))] = len(ways) == 1 and "?" not in kinds
    return found


def places(templates: Sequence[Template]) -> list[Wanted[str]]:
    """Return the narrowest place of each location; the wider ones around it are optional."""
    found: list[Wanted[str]] = []
    for entry in (entry for template in templates for entry in template["INCIDENT: LOCATION"]):
        narrow: list[str] = []
        for way in _KIND.sub("", entry).split("/"):
            *wide, last = (part.strip(" ()?") for part in way.split(":"))
            narrow.extend(part.strip() for part in last.split(" - "))
            found.extend(Wanted((name,), required=False) for name in wide)
        if any(name.strip("-*") for name in narrow):
            found.append(Wanted(tuple(narrow), "?" not in entry))
    return _once(found)


def dates(templates: Sequence[Template]) -> list[Wanted[Days]]:
    """Return the days of each incident; one that is only known to lie before a day is optional."""
    found: list[Wanted[Days]] = []
    for entry in (entry for template in templates for entry in template["INCIDENT: DATE"]):
        ways: list[Days] = []
        sure = "?" not in entry
        for way in (part.strip(" ()?") for part in entry.split("/")):
            days = [day for found in _DAY.finditer(way) if (day := _day(*found.groups())) is not None]
            if not days:
                continue
            sure = sure and not way.startswith("-")
            ways.append((_LONG_AGO if way.startswith("-") else days[0], days[-1]))
        if ways:
            found.append(Wanted(tuple(ways), sure))
    return _once(found)


def _day(day: str, month: str, year: str) -> date | None:
    """Return the day, None for one that no calendar has (the keys hold a 31 November)."""
    try:
        return date(1900 + int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def groups(templates: Sequence[Template]) -> list[Wanted[str]]:
    """Return the perpetrating organisations; the single perpetrators, whom a text may call by their group, are optional."""
    found = [
        Wanted(tuple(_QUOTED.findall(entry)), required and "?" not in entry)
        for template in templates
        for slot, required in (("PERP: ORGANIZATION ID", True), ("PERP: INDIVIDUAL ID", False))
        for entry in template[slot]
    ]
    return _once(wanted for wanted in found if wanted.ways)


def same_number(wanted: float, given: float) -> bool:
    """Tell whether two numbers are one."""
    return wanted == given


def same_days(wanted: Days, given: Days) -> bool:
    """Tell whether two stretches of days meet, the given one at most a day longer than the one wanted."""
    meet = given[0] <= wanted[1] and wanted[0] <= given[1]
    return meet and given[1] - given[0] <= wanted[1] - wanted[0] + _SLACK


def _once(wanted: Iterable[Wanted[Fill]]) -> list[Wanted[Fill]]:
    """Return each fill once: what several incidents share is one fill of the text's set, required if any asks for it."""
    kept: dict[frozenset[Fill], Wanted[Fill]] = {}
    for fill in wanted:
        key = frozenset(fill.ways)
        if key not in kept or (fill.required and not kept[key].required):
            kept[key] = fill
    return list(kept.values())
