"""What is asked of a fetch and what comes of it; light, for those who only take what others fetched."""

import hashlib

import msgspec

from sayso.capture.addresses import Refused, read_address
from sayso.capture.body import Body
from sayso.capture.secrets import shown_address
from sayso.fetches import Fetch, Listed


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An address to fetch, with what is known of it: `Wanted(address="https://sample.example/live", before=last)`."""

    address: str
    parent: str = "given"
    """What led to it: `given` by a person, or the address of a feed or list."""
    before: Fetch | None = None
    """The last fetch of it that had content or found it unchanged: then the server is asked only for what is new."""
    label: str | None = None
    """Licence or sensitivity, to be put on record."""
    listed: Listed | None = None
    """What the list that led to it says of it, to be put on record."""
    robots: bool = True
    """False where robots.txt is not to be asked for this one."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a fetch; whoever takes it closes the body."""

    wanted: Wanted
    record: Fetch
    body: Body | None = None
    """There when the verdict is `content`."""
    media_type: str | None = None
    """As the server says, in small letters: `text/html`."""
    charset: str | None = None
    """The label of the encoding, as the server says."""


def named(record: Fetch) -> Fetch:
    """Return a record with the id that its content gives it."""
    unnamed = msgspec.json.encode(msgspec.structs.replace(record, id=""), order="sorted")
    return msgspec.structs.replace(record, id=hashlib.sha256(unnamed).hexdigest()[:20])


def spelled(address: str) -> str:
    """Return the one spelling under which an address stands in records: its host in small letters, its path never empty."""
    try:
        return shown_address(read_address(address).url)
    except Refused:
        return shown_address(address)
