"""How Sayso behaves towards those it fetches from, and what it takes from them: pauses, limits, its name.

The limits are those of the threat table, and each can be set.
"""

import hashlib
from importlib.metadata import version

import msgspec

from sayso.errors import UsageError

MEGABYTE = 1_000_000


def own_agent() -> str:
    """Return what Sayso calls itself where the user gives no name."""
    return f"sayso/{version('sayso')}"


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose about fetching; the defaults are polite and safe."""

    agent: str = msgspec.field(default_factory=own_agent)
    """What stands in `User-Agent`; a desk puts an address at which it can be asked: `sayso/0.1.0 (+https://desk.example)`."""
    robots: bool = True
    """Whether robots.txt is asked first and obeyed; its rules for `product` hold, else those for `*`."""
    product: str = "sayso"
    pause_s: float = 1.0
    """Between the end of one request to a host and the beginning of the next; robots.txt may ask for more."""
    longest_pause_s: float = 60.0
    """More than this, whoever asks for it (Retry-After, Crawl-delay), is not waited for."""
    at_once: int = 256
    """How many requests are under way at once; each goes to another host."""
    tries: int = 3
    """How often what may pass (no connection, 429, 503) is tried."""
    first_byte_s: float = 15.0
    """From asking for the host's number until the head of the answer is whole."""
    total_s: float = 60.0
    """For one try with all its redirects, without the waiting for turns."""
    redirects: int = 10
    wire_bytes: int = 25 * MEGABYTE
    body_bytes: int = 100 * MEGABYTE
    ratio: int = 200
    """How many times larger than sent a body may become; the first million bytes are free."""
    encodings: int = 2
    header_bytes: int = 32_768
    headers: int = 200
    collector: str = "sayso"
    """Pseudonym of the person who fetches; `sayso` for the program by itself."""
    egress: str = "direct"

    def __post_init__(self) -> None:
        """Raise UsageError for a name that cannot be sent."""
        if not self.agent.isascii() or not self.agent.isprintable():
            message = "what to call yourself (--agent) may hold ASCII characters only, on one line"
            raise UsageError(message)

    @property
    def tool(self) -> str:
        """Name and version of what fetches, with a digest of these limits and manners."""
        digest = hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:20]
        return f"sayso {version('sayso')} {digest}"
