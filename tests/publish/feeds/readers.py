"""Small readers of feeds, as strict as the standards: what a program on the other side makes of what we write."""

import xml.etree.ElementTree as ET
from datetime import datetime

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def parsed(data: bytes) -> ET.Element:
    """Return the root of a document that we wrote ourselves."""
    return ET.fromstring(data)  # noqa: S314 - see above


class AtomReader:
    """A reader that knows RFC 4287 and RFC 6721: keeps entries by id, newest `updated` wins, and drops what a tombstone names."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[datetime, str]] = {}
        """By id, when it was updated and its title."""

    def read(self, data: bytes) -> None:
        feed = parsed(data)
        for entry in feed.iter(f"{ATOM}entry"):
            identity, title = (entry.findtext(f"{ATOM}{name}") or "" for name in ("id", "title"))
            updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
            if identity not in self.kept or self.kept[identity][0] < updated:
                self.kept[identity] = (updated, title)
        for stone in feed.iter(TOMBSTONE):
            kept = self.kept.get(stone.attrib["ref"])
            # RFC 6721, 3: an entry with a later `updated` than the tombstone was put back.
            if kept is not None and kept[0] <= datetime.fromisoformat(stone.attrib["when"]):
                del self.kept[stone.attrib["ref"]]
