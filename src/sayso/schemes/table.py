"""Reads a table of this room, checked against its type."""

from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from sayso.errors import DataFileError

TableT = TypeVar("TableT", bound=msgspec.Struct)


def read_table(name: str, kind: type[TableT]) -> TableT:
    """Return `tables/<name>.yaml` as `kind`; DataFileError when it is missing or not of its form."""
    place = files("sayso.schemes").joinpath("tables", f"{name}.yaml")
    try:
        return msgspec.convert(yaml.safe_load(place.read_bytes()), kind)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as trouble:
        message = f"the table {name} of the code schemes cannot be used: {trouble}"
        raise DataFileError(message) from trouble
