"""How a desk is set up."""

from pathlib import Path

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much the desk takes and gives."""

    body_bytes: int = 2 * 1024 * 1024
    """What may be sent, uploads aside."""
    upload_bytes: int = 64 * 1024 * 1024
    reads_a_minute: int = 1_200
    """Of one person or, where nobody is signed in, of one address."""
    writes_a_minute: int = 240
    exports_a_minute: int = 12
    streams: int = 6
    """Pages of one person that may listen for news at a time."""
    rows: int = 50_000
    """Rows of one export."""
    patience_s: float = 30.0
    """How long an answer of the API may be worked out before the asker is told to come back,"""
    page_patience_s: float = 4.0
    """and a page, which then loads itself anew."""


class DeskSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the ledger is, who may come in, and under which names the desk is asked for."""

    ledger: str
    """A file, or an address `postgresql://…`."""
    accounts: Path | None = None
    """The file of accounts; None for one person on this machine, without a password."""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names, without port, under which the desk may be asked for."""
    https: bool = False
    """Whether browsers reach it by https: cookies are for https only then."""
    second_factor: bool = False
    """Whether accounts that may change something need one: where the desk is open to a network."""
    config: Path = Path("sayso.toml")
    """The file that names the sources that are followed."""
    grades: Path | None = None
    name: str = "desk"
    """The pseudonym of the one person of a desk without accounts."""
    boundaries: Path | None = None
    """Outlines of countries for the map, TopoJSON or GeoJSON; None for those of the package."""
    site: Path | None = None
    """Where the site is written that goes out; None where nothing is put out from this desk."""
    limits: Limits = Limits()
    apart: bool = True
    """Whether work is done in processes of their own; tests do it in threads."""
    follows_paths: bool = True
    """Whether the one person of a desk without accounts may have a folder of this machine read."""
    proxied: bool = False
    """Whether a proxy of ours stands in front and says in `X-Forwarded-For` who asks."""
    beat_s: float = 5.0
    """After so many seconds of silence a page that listens is sent a line; then too it is seen whether its session still holds."""
