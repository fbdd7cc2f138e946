"""Reads `sayso.toml`: which sources to follow, and how; every fault of the file is one line."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from sayso.capture.addresses import Refused, read_address
from sayso.errors import UsageError
from sayso.register.load import Register
from sayso.sources import Source, SourceKind

_SPAN = re.compile(r"(\d{1,6})\s*(s|min|m|h|d)")
_SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
_SHORTEST_S = 10.0
_TEXTS = frozenset({"name", "address", "folder", "kind", "register", "label"})
_SPANS = {"interval": "interval_s", "quiet": "quiet_s", "again": "again_s"}
_KEYS = _TEXTS | _SPANS.keys() | {"robots"}


def read_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources of a file in its order; a folder is taken as relative to the file.

    Raises UsageError with a line for each fault: the file, the source's number and name, and what is wrong.
    """
    try:
        with path.open("rb") as stream:
            read = tomllib.load(stream)
    except OSError as trouble:
        message = f"{path} cannot be opened: {trouble.strerror}; docs/how-to/watch-sources.md says what stands in it"
        raise UsageError(message) from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        message = f"{path} is no TOML: {trouble}"
        raise UsageError(message) from trouble
    faults = [
        f"{path}: {key} is not known; sources stand under [[source]]"
        for key in read
        if key not in {"source", "publish"}
    ]
    tables = read.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append(f"{path}: each source begins with [[source]], in two brackets")
        tables = []
    elif not tables and not faults:
        faults.append(f"{path} names no source; each begins with [[source]]")
    found: list[Source] = []
    names: set[str] = set()
    addresses: set[str] = set()
    for number, table in enumerate(tables, 1):
        wrong, source = _source(table, path.parent)
        if source is not None and source.name in names:
            wrong.append("another source has this name")
        if source is not None and source.address in addresses:
            wrong.append("another source has this address")
        name = table.get("name")
        where = f"{path}: source {number}" + (f" ({name})" if isinstance(name, str) and name else "")
        faults += [f"{where}: {fault}" for fault in wrong]
        if source is not None:
            names.add(source.name)
            addresses.add(source.address)
            found.append(source)
    if faults:
        raise UsageError("\n".join(faults))
    return tuple(found)


def _source(table: Mapping[str, Any], home: Path) -> tuple[list[str], Source | None]:
    """Return what is wrong with a source's table, and the source where nothing is."""
    wrong = [f"{key} is not known" for key in table if key not in _KEYS]
    texts = {key: table[key] for key in _TEXTS if key in table}
    wrong += [
        f"{key} must be words in quotation marks" for key, v in texts.items() if not isinstance(v, str) or not v.strip()
    ]
    if not isinstance(table.get("robots", True), bool):
        wrong.append("robots must be true or false")
    spans: dict[str, float] = {}
    for key, field in _SPANS.items():
        seconds = _seconds(table[key]) if key in table else 0.0
        if seconds is None:
            wrong.append(f"{key} must be a time such as 90s, 15m, 2h or 3d, at least {_SHORTEST_S:g}s")
        elif key in table:
            spans[field] = seconds
    if wrong:
        return wrong, None
    kind = texts.get("kind", "folder" if "folder" in texts else "")
    address = texts.get("folder") or texts.get("address")
    wrong += _amiss(texts, kind, home)
    if wrong or address is None:
        return wrong, None
    if kind == "folder" or (kind == "OPML" and "//" not in address):
        address = str(home / address)
    robots, register, label = table.get("robots", True), texts.get("register"), texts.get("label")
    return [], Source(
        name=texts["name"], address=address, kind=kind, robots=robots, register=register, label=label, **spans
    )


def _amiss(texts: Mapping[str, str], kind: str, home: Path) -> list[str]:
    """Return what is wrong with words that are words."""
    wrong = [] if "name" in texts else ["it needs a name"]
    kinds = get_args(SourceKind)
    if not kind:
        wrong.append(f"it needs a kind: {', '.join(kinds)}")
    elif kind not in kinds:
        wrong.append(f"there is no kind {kind!r}; there are {', '.join(kinds)}")
    if ("address" in texts) == ("folder" in texts):
        wrong.append("it needs an address or a folder, one of the two")
    elif (kind == "folder") != ("folder" in texts):
        wrong.append("a folder, and nothing else, has a folder in the place of an address")
    elif "folder" not in texts and not (kind == "OPML" and (home / texts["address"]).is_file()):
        try:
            read_address(texts["address"])
        except Refused as trouble:
            wrong.append(f"its address cannot be used: {trouble}")
    if "register" in texts and Register.load().get(texts["register"]) is None:
        wrong.append(f"the register knows nobody by the id {texts['register']!r}")
    return wrong


def _seconds(value: object) -> float | None:
    """Return the seconds of a time such as `15m`; None for what is none, or too short."""
    hit = _SPAN.fullmatch(value) if isinstance(value, str) else None
    seconds = float(hit[1]) * _SECONDS[hit[2]] if hit else 0.0
    return seconds if seconds >= _SHORTEST_S else None
