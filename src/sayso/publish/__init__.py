"""Publishes: from reports, claims and events to a brief, and from a brief to the forms it can take.

A form is a module of this room with one function from `Brief` to text; a new one is a row here.
"""

from typing import NamedTuple


class Form(NamedTuple):
    """A form of the brief: `sayso.publish.<module>.<function>(brief) -> str`."""

    name: str
    suffix: str
    media_type: str
    module: str
    function: str


FORMS = (
    Form("markdown", ".md", "text/markdown", "sayso.publish.markdown", "markdown"),
    Form("page", ".html", "text/html", "sayso.publish.page", "page"),
)
"""All forms; modules are named, not imported, so that asking for one does not load the others."""
