"""Which addresses are refused, judged by a trap on loopback: whatever is dialled wrongly is counted there."""

import ipaddress
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.capture.addresses import Refused, denied, follow, read_address
from sayso.capture.manners import Manners
from tests.capture.world import PUBLIC, World, page

CLASSES = {
    "this network": "0.0.0.0",  # noqa: S104 - it must be refused
    "private 10": "10.0.0.7",
    "CGNAT": "100.64.0.1",
    "loopback": "127.0.0.1",
    "link-local": "169.254.7.7",
    "metadata": "169.254.169.254",
    "private 172": "172.16.3.4",
    "protocol assignments": "192.0.0.192",
    "documentation": "192.0.2.1",
    "6to4 relay": "192.88.99.1",
    "private 192": "192.168.1.1",
    "measurements": "198.18.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "inner service of a cloud": "168.63.129.16",
    "unspecified 6": "::",
    "loopback 6": "::1",
    "mapped": "::ffff:127.0.0.1",
    "compatible": "::127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a network": "64:ff9b:1::7f00:1",
    "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "6to4": "2002:7f00:1::1",
    "unique local": "fd00:ec2::254",
    "link-local 6": "fe80::1",
    "site-local": "fec0::1",
    "multicast 6": "ff02::1",
    "documentation 6": "2001:db8::1",
}


def spellings(number: str) -> list[str]:
    """Return eleven ways in which a number is written as a host, the plain one first."""
    address = ipaddress.ip_address(number)
    if address.version == 6:
        full = address.exploded
        return [
            f"[{address}]", f"[{full}]", f"[{full.upper()}]", f"[{address}].", f"[{address}%25eth0]", f"[{address}%eth0]",
            str(address), f"%5B{address}%5D", f"[{address}", f"[[{address}]]", f"[{address}]:80",
        ]  # fmt: skip
    a, b, c, d = number.split(".")
    whole = int(address)
    return [
        number, f"{number}.", str(whole), hex(whole), f"{hex(int(a))}.{hex(int(b))}.{hex(int(c))}.{hex(int(d))}",
        f"0{int(a):o}.{b}.{c}.{d}", f"{a}.{int(b) * 65536 + int(c) * 256 + int(d)}",
        number.translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")), number.replace(".", "。"),
        "".join(f"%{ord(sign):02x}" for sign in number), f"[::ffff:{number}]",
    ]  # fmt: skip


NAMES = (
    "bad.sample.org", "bad.sample.org.", "BAD.sample.org", "Bad.Sample.Org:80", "bad.sample.org:8080", "ｂａｄ.sample.org",
    "bad。sample。org", "bad．sample.org", "bad.ſample.org", "BAD.SAMPLE.ORG.", "bad.sample.org:443",
)  # fmt: skip
"""Eleven spellings of one name, or of one that looks like it."""


ONCE = Manners(tries=1)


@pytest.mark.parametrize("name", CLASSES)
def test_no_class_of_inner_addresses_is_ever_dialled(world: World, name: str) -> None:
    """Each is written eleven ways in the address, in a redirect, and stood for by eleven spellings of a name, alone and among others."""
    number = CLASSES[name]
    got = [world.fetch(f"http://{host}/", ONCE) for host in spellings(number)]
    for at, host in enumerate(spellings(number)):
        world.host(f"r{at}.sample.org", page("", f"Location: http://{host}/", status="302 Found"))
        got.append(world.fetch(f"http://r{at}.sample.org/", ONCE))
    for answers in ((number,), (f"{PUBLIC}9", number), (number, f"{PUBLIC}9")):
        world.name("bad.sample.org", answers)
        got += [world.fetch(f"http://{host}/", ONCE) for host in NAMES]
    assert world.trapped == 0
    assert [one.verdict for one in got] == ["refused"] * 55
    assert number not in world.dialled


def test_the_trap_counts_whatever_is_let_through(world: World) -> None:
    """Without the judge every class is dialled: the test above can fail."""
    world.name("bad.sample.org", ("127.0.0.1",))
    with patch("sayso.capture.exchange.judge", lambda _: None):
        world.fetch("http://bad.sample.org/", ONCE)
    assert world.trapped > 0


def test_a_name_that_changes_its_number_is_judged_by_the_one_that_is_dialled(world: World) -> None:
    """A resolver that says a public number first and loopback afterwards: one question a connection, and the trap stays empty."""
    good = world.host("turning.sample.org", page("<p>SAMPLE."))
    for first in range(1, 4):
        world.name("turning.sample.org", *[(good,)] * first, ("127.0.0.1",))
        assert world.fetch("http://turning.sample.org/", Manners(tries=1, robots=False)).verdict == "content"
    assert world.trapped == 0
    assert len(world.asked_for) == len(world.dialled)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("gopher://sample.org/", "scheme"),
        ("ftp://sample.org/", "scheme"),
        ("javascript:alert(1)", "address"),
        ("sample.org", "address"),
        ("", "address"),
        ("http://", "address"),
        ("http:///day", "address"),
        ("http://sample.org:22/", "port"),
        ("http://sample.org:6379/", "port"),
        ("http://sample.org:99999/", "port"),
        ("http://sample.org:/", "address"),
        ("http://a\\@sample.org/", "address"),
        ("http://sample.org\t.evil.org/", "address"),
        ("http://sample.org /", "address"),
        ("http://reader:word@sample.org/", "credentials"),
        ("http://@sample.org/", "credentials"),
        ("http://localhost/", "denied"),
        ("http://desk.localhost/", "denied"),
        ("http://printer.local/", "denied"),
        ("http://metadata.google.internal/", "denied"),
        ("http://intranet/", "denied"),
        ("http://-.sample.org/", "address"),
        ("http://" + "a" * 9000, "address"),
    ],
)
def test_what_is_no_address_of_the_public_web_is_refused(address: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_address(address)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("HTTPS://Sample.ORG", "https://sample.org/"),
        ("http://sample.org:80/a?b=c#d", "http://sample.org/a?b=c"),
        ("http://sample.org:8080/", "http://sample.org:8080/"),
        ("https://пример.sample.org/день", "https://xn--e1afmkfd.sample.org/%D0%B4%D0%B5%D0%BD%D1%8C"),
        ("http://sample.org./x%2fy", "http://sample.org/x%2fy"),
        ("http://8.8.4.4/", "http://8.8.4.4/"),
        ("http://[2606:4700:0::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_an_address_has_one_spelling(address: str, url: str) -> None:
    assert read_address(address).url == url
    assert read_address(url).url == url


def test_a_redirect_is_read_as_strictly_as_an_address() -> None:
    here = read_address("https://sample.org/live/day")
    assert follow(here, "../next?p=2").url == "https://sample.org/next?p=2"
    assert follow(here, "//other.sample.org").url == "https://other.sample.org/"
    for location in ("file:///etc/passwd", "//127.1/", "http://a@b.sample.org/", "\\\\evil.org", "http://[::1"):
        with pytest.raises(Refused):
            follow(here, location)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for address in (text, f"http://{text}", f"https://sample.org/{text}"):
        try:
            read = read_address(address)
        except Refused:
            continue
        assert read.url.isascii()
        assert read_address(read.url) == read


@given(st.ip_addresses())
def test_what_python_knows_not_to_be_public_is_denied(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """Our table is stricter than Python's, never laxer."""
    if not address.is_global:
        assert denied(str(address)) is not None
