"""Build step: compiles the gazetteer into the package, so that nothing is downloaded or compiled at run time."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the builder's own configuration type
    """Called by hatchling before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the gazetteer where it is missing or older than its sources."""
