"""What of a source's address may go out: an address of the open web without user, port, secrets and fragment, or nothing."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from sayso.publish.public.terms import Terms

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_INNER = frozenset({"local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa", "private"})
"""Last names of hosts that are on no open web."""
_NUMBER = re.compile(r"\d{1,10}")


def public_address(source: str, keep: Collection[str]) -> str | None:
    """Return the address under which anybody can see a source; None for paths, standard input and hosts within a network.

    Of the query only parameters named in `keep` stay, and these only with a whole number for a value: every other may
    be a secret. So may a part of the path; that cannot be told, and docs/explanations/do-no-harm.md says so.
    """
    try:
        parts = urlsplit(source.strip())
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not _is_open(host):
        return None
    path = ";".join(part for n, part in enumerate(parts.path.split(";")) if n == 0)
    path = (
        quote(unquote(path, errors="replace"), safe="/:@~+,=()!$*", errors="replace")
        if "%2f" not in path.lower()
        else path
    )
    known = [(name, value) for name, value in parse_qsl(parts.query) if name in keep and _NUMBER.fullmatch(value)]
    query = "&".join(f"{name}={value}" for name, value in known)
    usual = {"http": 80, "https": 443}[parts.scheme]
    where = host if port in {None, usual} else f"{host}:{port}"
    return urlunsplit((parts.scheme, where, re.sub(r"[\s<>\"'`\\]", "", path), query, ""))


def host_of(address: str) -> str:
    """Return the host of a public address, without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def tells(address: str, terms: Terms) -> bool:
    """Tell whether an address says a withheld word, escaped or not."""
    return terms.in_address(unquote(address, errors="replace"))


def _is_open(host: str) -> bool:
    """Tell whether a host can be one of the open web: it has a name with a dot that is no number and no inner name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _HOST.fullmatch(host) is not None and host.rpartition(".")[2] not in _INNER
    return False
