"""Reads the table `[publish]` of `sayso.toml`; every fault of it is one line, and without it the careful defaults hold."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from sayso.errors import UsageError
from sayso.publish.public.addresses import public_address
from sayso.publish.public.policy import POLICY, Licence, Policy, Unreviewed
from sayso.publish.public.record import Redistribute
from sayso.values.kinds import EVENTS

_SPAN = re.compile(r"(\d{1,5})\s*(min|m|h|d)")
_HOURS = {"min": 1 / 60, "m": 1 / 60, "h": 1.0, "d": 24.0}
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}")
_LONGEST = 100_000


def read_policy(path: Path) -> Policy:
    """Return the policy of a file; the default one where the file has no `[publish]`, or where there is no file.

    Raises UsageError with a line for each fault: the file, the key, and what is wrong.
    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return POLICY
    except OSError as trouble:
        message = f"{path} cannot be opened: {trouble.strerror}"
        raise UsageError(message) from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        message = f"{path} is no TOML: {trouble}"
        raise UsageError(message) from trouble
    table = read.get("publish", {})
    if not isinstance(table, dict):
        message = f"{path}: publish is one table, [publish]"
        raise UsageError(message)
    policy, faults = policy_of(table)
    if faults:
        raise UsageError("\n".join(f"{path}: [publish] {fault}" for fault in faults))
    return policy


def policy_of(table: Mapping[str, Any]) -> tuple[Policy, list[str]]:
    """Return the policy of a table, and what is wrong with it: a sentence a fault."""
    faults = [f"{key} is not known; there are {', '.join(_KEYS)}" for key in table if key not in _KEYS]
    made: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            continue
        field, read = _KEYS[key]
        try:
            made[field] = read(value)
        except ValueError as wrong:
            faults.append(f"{key} {wrong}")
    return (POLICY if faults else Policy(**made)), faults


def _words(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        message = "must be words in quotation marks"
        raise ValueError(message)
    return " ".join(value.split())


def _list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        message = "must be a list of words in quotation marks"
        raise ValueError(message)
    return tuple(value)


def _kinds(value: object) -> tuple[str, ...]:
    kinds = _list(value)
    unknown = [kind for kind in kinds if kind not in EVENTS]
    if unknown:
        message = f"has no kind {unknown[0]!r}; there are {', '.join(EVENTS)}"
        raise ValueError(message)
    return kinds


def _hours(value: object) -> float:
    hit = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if hit is None:
        message = "must be a time such as 90min, 24h or 3d"
        raise ValueError(message)
    return float(hit[1]) * _HOURS[hit[2]]


def _km(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= 500:
        message = "must be a number of kilometres from 1 to 500"
        raise ValueError(message)
    return float(value)


def _length(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 20 <= value <= _LONGEST:
        message = f"must be a whole number of characters from 20 to {_LONGEST}"
        raise ValueError(message)
    return value


def _flag(value: object) -> bool:
    if value not in (True, False):
        message = "must be true or false"
        raise ValueError(message)
    return bool(value)


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            message = f"must be one of {', '.join(allowed)}"
            raise ValueError(message)
        return str(value)

    return read


def _spdx(value: object) -> str:
    words = _words(value)
    if not _SPDX.fullmatch(words):
        message = "must be an SPDX id such as CC-BY-4.0, or a LicenseRef-"
        raise ValueError(message)
    return words


def _web(value: object) -> str:
    words = _words(value)
    if words and public_address(words, ()) is None:
        message = "must be an address of the web, such as https://desk.example/"
        raise ValueError(message)
    return words


def _language(value: object) -> str:
    words = _words(value)
    if words != "en":
        message = "must be en: there are no other word lists yet"
        raise ValueError(message)
    return words


def _licences(value: object) -> tuple[Licence, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        message = "begins with [[publish.licences]], in two brackets"
        raise ValueError(message)
    return tuple(_licence_of(item) for item in value)


def _licence_of(table: Mapping[str, Any]) -> Licence:
    keys = {"source": _words, "licence": _spdx, "attribution": _words, "redistribute": _REDISTRIBUTE}
    unknown = [key for key in table if key not in keys]
    if unknown:
        message = f"has {unknown[0]}, which is not known; there are {', '.join(keys)}"
        raise ValueError(message)
    if "source" not in table:
        message = "needs the source of each licence: its host, or its name"
        raise ValueError(message)
    try:
        return msgspec.convert({key: keys[key](value) for key, value in table.items()}, Licence)
    except ValueError as wrong:
        message = f"of {table['source']!r}: {wrong}"
        raise ValueError(message) from wrong


_REDISTRIBUTE = _one_of(*get_args(Redistribute))
_KEYS: Mapping[str, tuple[str, Callable[[object], Any]]] = {
    "title": ("title", _words),
    "language": ("language", _language),
    "publisher": ("publisher", _words),
    "contact": ("contact", _words),
    "address": ("address", _web),
    "licence": ("licence", _spdx),
    "delay": ("delay_hours", _hours),
    "grid_km": ("grid_km", _km),
    "sensitive_kinds": ("sensitive_kinds", _kinds),
    "sensitive_words": ("sensitive_words", _list),
    "named": ("named", _list),
    "withheld": ("withheld", _list),
    "unreviewed": ("unreviewed", _one_of(*get_args(Unreviewed))),
    "comments": ("comments", _flag),
    "redistribute": ("redistribute", _REDISTRIBUTE),
    "longest_quote": ("longest_quote", _length),
    "licences": ("licences", _licences),
}
"""Each key of the table: the field of `Policy` that it fills, and what reads it."""
