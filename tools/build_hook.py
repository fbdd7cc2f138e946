"""Build step: compiles the gazetteer into the package, so that nothing is downloaded or compiled at run time."""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).resolve().parent.parent / "src"
ROOM = SOURCE / "sayso" / "gazetteer"
PLACES = ROOM / "places.sqlite"


def stale() -> bool:
    """Tell whether the gazetteer is missing or older than the tables and the code it is compiled from."""
    if not PLACES.is_file():
        return True
    compiled = PLACES.stat().st_mtime
    sources = [*ROOM.glob("tables/*.csv"), *(ROOM / name for name in ("compile.py", "names.py", "sphere.py"))]
    return any(source.stat().st_mtime > compiled for source in sources)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the builder's own configuration type
    """Called by hatchling before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's contract
        """Compile the gazetteer where it is missing or older than its sources."""
        if self.target_name != "wheel" or not stale():
            return
        # the build environment has none of the package's dependencies, so `sayso/__init__.py` must not be run
        package = ModuleType("sayso")
        package.__path__ = [str(SOURCE / "sayso")]
        sys.modules["sayso"] = package
        importlib.import_module("sayso.gazetteer.compile").main()
