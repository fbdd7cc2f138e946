"""Which reports are older versions of a page: told by the fetches of its address, never stored."""

from collections.abc import Iterable

from sayso.fetches import Fetch


def superseded(fetches: Iterable[Fetch]) -> dict[str, str]:
    """Return for each report that is an older version of a page the one that is its newest; both are ids of captures.

    `fetches` come in the order of recording. A page that is gone, that is a shell or that cannot be had supersedes nothing: what it
    said stands until it says something else. Bytes that are the newest of any address stand, wherever else they are old.
    """
    newest: dict[str, str] = {}
    older: dict[str, str] = {}
    for fetch in fetches:
        if fetch.verdict != "content" or fetch.capture is None:
            continue
        before = newest.get(fetch.address)
        if before is not None and before != fetch.capture:
            older[before] = fetch.address
        newest[fetch.address] = fetch.capture
    stand = set(newest.values())
    return {capture: newest[address] for capture, address in older.items() if capture not in stand}
