"""Where everything stands in a site: file names made of lasting ids, and links from one page to another, without a leading slash."""

import hashlib
import re
from urllib.parse import quote, urlsplit

from sayso.publish.public.record import State

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_UNSAFE = "%/:?#[]@!$&'()*+,;=~-._"


def slug(name: str) -> str:
    """Return an id as a file is named after it: itself where it is plain, else a hash of it."""
    if _PLAIN.fullmatch(name):
        return name
    return "x" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def numbered(path: str, number: int) -> str:
    """Return the path of the nth page of something: "events/e1.html", "events/e1.2.html"."""
    return path if number == 1 else f"{path.removesuffix('.html')}.{number}.html"


def event_path(event: str) -> str:
    """Return where an event stands, for ever."""
    return f"events/{slug(event)}.html"


def source_path(source: str) -> str:
    """Return where a source stands, for ever."""
    return f"sources/{slug(source)}.html"


def brief_path(name: str) -> str:
    """Return where a brief stands, for ever."""
    return f"briefs/{name}.html"


def brief_name(state: State, digest: str) -> str:
    """Return how a brief is called: the instant of its state and what `content_digest` says of it.

    The same brief gets the same name, another one never does, so no earlier brief is written over.
    """
    day = (state.recorded or "")[:10]
    hour = (state.recorded or "")[11:16].replace(":", "")
    return "-".join(filter(None, (day, hour, digest)))


def content_digest(content: bytes) -> str:
    """Return the end of a brief's name, which is the same for the same words."""
    return hashlib.sha256(content).hexdigest()[:12]


def anchor(claim: str) -> str:
    """Return the anchor of a claim on the page of its event."""
    return f"c-{slug(claim)}"


def safe_link(link: str | None) -> str | None:
    """Return an address of the web that may stand in a page, with what no address may hold escaped; anything else is no link."""
    if link is None:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(link.encode("utf-8", "replace"), safe=_UNSAFE))


class At:
    """Links as they read from one page: `At("events/e1.html").event("e2")` is `e2.html` below the same folder's parent."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root = "../" * path.count("/")

    def to(self, path: str) -> str:
        """Return the link to a path of the site."""
        return f"{self.root}{path}"

    def event(self, event: str) -> str:
        """Return the link to an event."""
        return self.to(event_path(event))

    def source(self, source: str) -> str:
        """Return the link to a source."""
        return self.to(source_path(source))
