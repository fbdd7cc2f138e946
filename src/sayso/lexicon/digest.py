"""A digest of all that the reader knows and that is no code: word lists, tables, the tagger's weights."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

_DATA = frozenset({".yaml", ".csv", ".json", ".msgpack"})


@cache
def digest_of_data() -> str:
    """Return twelve hex digits that change with any data file of the package but the gazetteer, which the tables make."""
    root = Path(str(files("sayso")))
    total = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in _DATA):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]
