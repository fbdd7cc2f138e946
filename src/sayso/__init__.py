"""Sayso keeps track of who claims what in reports of armed conflict, in exactly which words.

>>> from sayso import read
>>> for claim in read("day.txt", published="2031-05-14"):
...     print(claim.event, [speaker.name for speaker in claim.speakers], claim.quote)

`read` gives the claims of a report, `brief` a brief in Markdown of one or several, `events` the events that claims report
together. `Ledger` keeps them and gives them back as of any moment; `shown` shows a record in a notebook. The records (`Claim`, `Report`, `Incident`, …) are frozen and documented; everything else in
the package may move.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.errors import SaysoError
    from sayso.face import brief, events, read
    from sayso.library.html import shown
    from sayso.library.ledger import Ledger
    from sayso.pipeline import Pipeline
    from sayso.records import Claim, Finding, Incident, Report
    from sayso.settings import Settings

__all__ = [
    "Claim",
    "Finding",
    "Incident",
    "Ledger",
    "Pipeline",
    "Report",
    "SaysoError",
    "Settings",
    "brief",
    "events",
    "read",
    "shown",
]

_HOMES = {
    "Claim": "records",
    "Finding": "records",
    "Incident": "records",
    "Report": "records",
    "Ledger": "library.ledger",
    "Pipeline": "pipeline",
    "SaysoError": "errors",
    "Settings": "settings",
    "brief": "face",
    "events": "face",
    "read": "face",
    "load_ipython_extension": "library.html",
    "shown": "library.html",
}
"""Where each name lives; loaded on first use, so that importing the package costs nothing."""


def __getattr__(name: str) -> object:
    """Return a name of the face, loading its module on first use; `__version__` is asked of the installed package."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - rarely asked for

        return version("sayso")
    if name in _HOMES:
        return getattr(import_module(f"sayso.{_HOMES[name]}"), name)
    message = f"module 'sayso' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the face."""
    return sorted([*__all__, "__version__"])
