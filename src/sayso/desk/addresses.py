"""Addresses of pages: the same page with another parameter, so that one address holds all that a page shows."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

MOMENT = ("as_of", "known", "rule")
"""The parameters that say which state is shown; they go along from page to page."""


def with_changes(path: str, query: str, /, **changes: str | int | None) -> str:
    """Return an address with some parameters put in, or taken out where they are None."""
    kept = [(name, value) for name, value in _parsed(query) if name not in changes]
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    return f"{path}?{urlencode(kept)}" if kept else path


@lru_cache(256)
def _parsed(query: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a query; a page asks for those of its own address a hundred times."""
    return tuple(parse_qsl(query))


def here(request: Request) -> Callable[..., str]:
    """Return what gives the address of this page with changes."""

    def changed(path: str | None = None, /, **changes: str | int | None) -> str:
        return with_changes(path or request.url.path, request.url.query, **changes)

    return changed


def carried(request: Request) -> Callable[[str], str]:
    """Return what leads to another page of the same moment."""
    kept = [(name, value) for name, value in parse_qsl(request.url.query) if name in MOMENT and value]

    def to(path: str) -> str:
        if not kept or path.startswith(("http:", "https:")):
            return path
        bare, mark, fragment = path.partition("#")
        sign = "&" if "?" in bare else "?"
        return f"{bare}{sign}{urlencode(kept)}{mark}{fragment}"

    return to
