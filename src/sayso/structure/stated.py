"""Reads the dates that a page's metadata state, and chooses the one that says when the report was published.

Zones stay as given: "2016-12-08T00:30:00+03:00" is the 8th, for the page's own "today" is.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from sayso.structure.dates import leading_stamp, stamps
from sayso.structure.outline import ParsedPage
from sayso.structure.published import Published

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s?(\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"[/-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/.-]|$)")


def stated_moment(value: str, language: str) -> str | None:
    """Return a date or instant as metadata write it in ISO 8601, None when it is no date.

    "2016-12-08 10:15:00 +0000" gives `2016-12-08T10:15:00+00:00`, "Thu, 08 Dec 2016 10:15:00 GMT" gives `2016-12-08`.
    """
    written = value.strip()
    hit = _ISO.match(written)
    if hit is None:
        stamp = leading_stamp(written, 0, len(written), language)
        return stamp.value if stamp is not None else None
    year, month, day, clock, zone = hit.groups()
    moment = f"{year}-{month}-{day}"
    if clock:
        moment += f"T{clock if len(clock) > 5 else clock + ':00'}{_zone(zone)}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return moment


def _zone(written: str | None) -> str:
    if not written:
        return ""
    if written[0] not in "+-":
        return "Z"
    return written if ":" in written else f"{written[:3]}:{written[3:]}"


def stated_publication(page: ParsedPage, source: str, language: str) -> Published | None:
    """Return when a page says that it was published: by its metadata, its byline, at last its address."""
    return next(_candidates(page, source, language), None)


def _candidates(page: ParsedPage, source: str, language: str) -> Iterator[Published]:
    for stated in page.dates:
        moment = stated_moment(stated.value, language)
        if moment is not None:
            yield Published(moment, stated.where)
    for byline in page.bylines:
        for stamp in stamps(byline, 0, len(byline), language):
            yield Published(stamp.value, f'byline: "{byline}"')
    for address in (page.address or "", source):
        if "/" in address and (address == page.address or "://" in address):  # a folder's date is that of filing
            yield from _of_address(address, language)


def _of_address(address: str, language: str) -> Iterator[Published]:
    """Yield the date in the path of an address: "…/2016/12/08/title"."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return
    hit = _IN_ADDRESS.search(path)
    if hit is not None:
        year, month, day = hit.groups()
        moment = stated_moment(f"{year}-{month:0>2}-{day:0>2}", language)
        if moment is not None:
            yield Published(moment, f"address: {hit.group().strip('/-')}")
