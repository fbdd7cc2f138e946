"""Which addresses are refused, judged by a trap on loopback: whatever is dialled wrongly is counted there."""

import ipaddress
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.web.inner import CLASSES, NAMES, spellings
from bench.web.world import PUBLIC, World, page
from sayso.capture.addresses import Refused, denied, follow, read_address
from sayso.capture.manners import Manners

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
