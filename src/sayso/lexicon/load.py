"""Loads word lists: one YAML file a list, one folder a language, each checked against its type.

A list's type is a `msgspec.Struct` that inherits from `WordList`; it stands in the file that compiles the list, and its
fields are the list's schema. An unknown or missing field is a `DataFileError` that names the file.
"""

import re
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from sayso.errors import DataFileError


class WordList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every list says about itself, whatever it holds."""

    about: str
    """What the list is for, and what must not be put into it."""
    source: str
    """Where its entries come from: `own` (written for this project), or a named public source with its licence."""


class _WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """PyYAML's safe loader, the fast one where it was compiled in, for which "no" and "on" are words, not booleans."""


_WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_WordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


ListT = TypeVar("ListT", bound=WordList)


@cache
def load(language: str, name: str, kind: type[ListT]) -> ListT:
    """Return the list `lexicon/<language>/<name>.yaml` as `kind`, read once per process."""
    place = files("sayso.lexicon").joinpath(language, f"{name}.yaml")
    try:
        raw = yaml.load(place.read_bytes(), Loader=_WordLoader)  # noqa: S506 - a safe loader
        return msgspec.convert(raw, kind)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as trouble:
        message = f"word list {language}/{name}.yaml cannot be used: {trouble}"
        raise DataFileError(message) from trouble


def fold(word: str) -> str:
    """Return the form under which words are compared: lower case, one kind of apostrophe and hyphen."""
    lower = word.lower()
    return lower.replace("`", "'") if lower.isascii() else lower.translate(_FOLD)


_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
