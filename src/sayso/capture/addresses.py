"""Which addresses may be fetched: how a web address must be written, and which machines must never be connected to.

An address is read once, strictly, and everything afterwards (who is asked for its number, what is dialled, which name the
certificate must bear, what is requested) uses what was read here; two readings of one address are how guards are fooled.
The table of networks is our own: Python's `ipaddress.is_global` lets multicast, NAT64, 6to4 and others through.
"""

import ipaddress
import re
import unicodedata
from typing import Literal
from urllib.parse import quote, urljoin

import msgspec

_DENIED = (
    # IANA IPv4 Special-Purpose Address Registry (RFC 6890 and updates), and what cloud providers put beside it.
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a provider's inner network (CGNAT)"),
    ("127.0.0.0/8", "this machine (loopback)"),
    ("169.254.0.0/16", "link-local, with the metadata of clouds"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "multicast tunnels (AMT)"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "for measurements"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, with broadcast"),
    ("168.63.129.16/32", "the inner service of a cloud"),
    # IANA IPv6 Special-Purpose Address Registry; those outside 2000::/3 are denied anyway and named for the message.
    ("::/128", "unspecified"),
    ("::1/128", "this machine (loopback)"),
    ("::ffff:0:0/96", "IPv4 in IPv6 (mapped)"),
    ("::ffff:0:0:0/96", "IPv4 in IPv6 (translated)"),
    ("::/96", "IPv4 in IPv6 (compatible)"),
    ("64:ff9b::/96", "IPv4 in IPv6 (NAT64)"),
    ("64:ff9b:1::/48", "IPv4 in IPv6 (NAT64 of a network's own)"),
    ("100::/64", "discarded"),
    ("100:0:0:1::/64", "discarded"),
    ("2001::/32", "IPv4 in IPv6 (Teredo)"),
    ("2001:2::/48", "for measurements"),
    ("2001:3::/32", "multicast tunnels (AMT)"),
    ("2001:4:112::/48", "AS112"),
    ("2001:10::/28", "not routed (ORCHID)"),
    ("2001:20::/28", "not routed (ORCHIDv2)"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "IPv4 in IPv6 (6to4)"),
    ("2620:4f:8000::/48", "AS112"),
    ("3fff::/20", "for documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "a private network (unique local)"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NETWORKS: tuple[tuple[Network, str], ...] = tuple((ipaddress.ip_network(text), name) for text, name in _DENIED)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only part of IPv6 from which public addresses are given out (RFC 4291, IANA)."""

_OWN_NAMES = ("localhost", "local", "internal", "onion", "alt", "home.arpa", "invalid", "test")
"""Ends of names that are no public ones (RFC 6761, 6762, 7686, 8375, 9476; ICANN for `internal`)."""
_WEB_PORTS = frozenset({80, 443})
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
    | {2375, 2379, 3306, 5432, 6379, 9200, 11211, 27017}
)
"""Ports above 1023 on which other things listen than web servers: the Fetch Standard's, and those of databases."""

_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]{2,45}\]|[^\[\]:@/\\]+)(?::(?P<port>[0-9]{1,5}))?")
_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?"
)
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\\\s]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_PLAIN_IPV4 = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_LONGEST = 8192
_KEPT = "%/:?@!$&'()*+,;=-._~[]"
"""Characters that a path or query may hold as they are; all others are written as escapes (RFC 3986)."""


class Refused(Exception):  # noqa: N818 - it reads as the condition it names
    """An address that is not fetched; `code` is short and stable, the message a part of a sentence."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A web address as it was read: `Address(scheme="https", host="sample.example", port=443, target="/day?p=2")`."""

    scheme: Literal["http", "https"]
    host: str
    """A name in ASCII and small letters, or a number as `ipaddress` writes it."""
    port: int
    target: str
    """Path and query, escaped; begins with `/`."""
    literal: bool = False
    """Whether the host is a number."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        own = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if self.port == own else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address in one spelling; a fragment is no part of it."""
        return self.origin + self.target


def read_address(text: str) -> Address:
    """Read an address; raises Refused for one that is none, that names a number oddly, or that is not for the web."""
    text = text.strip(" \t\r\n")
    if len(text) > _LONGEST or _UNWRITABLE.search(text):
        message = "the address is too long" if len(text) > _LONGEST else "the address holds what no address may hold"
        raise Refused(message, code="address")
    found = _ADDRESS.fullmatch(text)
    if found is None:
        message = "it is no web address (http:// or https://)"
        raise Refused(message, code="address")
    scheme = found["scheme"].lower()
    if scheme not in {"http", "https"}:
        message = f"only http and https are fetched, not {scheme[:20]}"
        raise Refused(message, code="scheme")
    if "@" in found["authority"]:
        message = "the address holds a user's name or password; credentials are neither sent nor kept"
        raise Refused(message, code="credentials")
    parts = _AUTHORITY.fullmatch(found["authority"])
    if parts is None:
        message = "the address names no host"
        raise Refused(message, code="address")
    host, literal = _host(parts["host"])
    target = quote(found["path"] or "/", safe=_KEPT) + quote(found["query"] or "", safe=_KEPT)
    kind: Literal["http", "https"] = "https" if scheme == "https" else "http"
    return Address(scheme=kind, host=host, port=_port(parts["port"], kind), target=target, literal=literal)


def follow(address: Address, location: str) -> Address:
    """Return where a redirect leads from an address; raises Refused as `read_address` does."""
    if "\\" in location or any(ord(character) < 0x20 for character in location):
        message = "a redirect leads to what is no address"
        raise Refused(message, code="address")
    try:
        return read_address(urljoin(address.url, location.strip().replace(" ", "%20")))
    except ValueError as trouble:
        message = "a redirect leads to what is no address"
        raise Refused(message, code="address") from trouble


def denied(number: str) -> str | None:
    """Return why a machine with this IP number must not be connected to; None when it may be."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return "no number of a machine"
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "within one network only (it bears a zone)"
    for network, name in _NETWORKS:
        if address in network:
            return name
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return "not public"
    return None


def judge(numbers: tuple[str, ...]) -> None:
    """Raise Refused unless every number that a name stands for may be connected to; one bad answer spoils all."""
    if not numbers:
        message = "its name stands for no number"
        raise Refused(message, code="no-such-host")
    for number in numbers:
        reason = denied(number)
        if reason is not None:
            message = f"it leads to {number[:60]}: {reason}"
            raise Refused(message, code="denied")


def _port(text: str | None, scheme: str) -> int:
    if text is None:
        return 443 if scheme == "https" else 80
    port = int(text)
    if port not in _WEB_PORTS and (port < 1024 or port > 65535 or port in _BAD_PORTS):
        message = f"port {port} is none on which pages are served"
        raise Refused(message, code="port")
    return port


def _host(text: str) -> tuple[str, bool]:
    """Return a host in one spelling, and whether it is a number; a number must be spelled plainly."""
    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1])), True
        except ValueError as trouble:
            message = "the address names no host"
            raise Refused(message, code="address") from trouble
    if _PLAIN_IPV4.fullmatch(text):
        try:
            return str(ipaddress.IPv4Address(text)), True
        except ValueError as trouble:
            message = "the address names no host"
            raise Refused(message, code="address") from trouble
    # Whatever some reader of addresses takes for a number (127.1, 0x7f.1, 2130706433, full-width or circled digits) is no name.
    folded = re.sub("[\u3002\uff0e\uff61]", ".", unicodedata.normalize("NFKC", text)).rstrip(".")
    if _NUMBER.fullmatch(folded.rsplit(".", 1)[-1]) or "%" in text:
        message = "the address writes a number oddly"
        raise Refused(message, code="spelling")
    return _name(text), False


def _name(text: str) -> str:
    """Return a host's name in ASCII; raises Refused for one that is no public name."""
    name = (text if text.isascii() else _in_ascii(text)).lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        message = "the address names no host"
        raise Refused(message, code="address")
    if len(labels) < 2 or any(name == end or name.endswith(f".{end}") for end in _OWN_NAMES):
        message = "its host has no public name"
        raise Refused(message, code="denied")
    return name


def _in_ascii(text: str) -> str:
    """Return a name with letters beyond ASCII as it is asked for (IDNA 2008, UTS 46)."""
    import idna  # noqa: PLC0415 - tables that few addresses need

    try:
        return idna.encode(text, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError as trouble:
        message = "the address names no host"
        raise Refused(message, code="address") from trouble
