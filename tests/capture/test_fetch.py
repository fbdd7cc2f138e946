"""One fetch as it goes: what becomes of each kind of answer, what is sent, how often it is tried, and what is put on record."""

import asyncio
import gzip
import hashlib
import socket

import pytest

from bench.web.world import Asked, Serve, World, page
from sayso.capture.exchange import SystemDialler, SystemResolver, Unreached
from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Wanted, spelled
from sayso.capture.manners import Manners
from sayso.errors import UsageError
from sayso.fetches import Fetch

PAGE = "<html><body><p>SAMPLE. Two people were hurt, the clinic said.</p></body></html>"
HERE = "http://news.sample.org/day"


def status(line: str, *headers: str) -> bytes:
    return page("", *headers, status=line)


@pytest.mark.parametrize(
    ("answer", "verdict", "reason", "tries"),
    [
        (page(PAGE), "content", "200", 1),
        (page(gzip.compress(PAGE.encode()), "Content-Encoding: gzip"), "content", "200", 1),
        (status("203 As Another Says"), "content", "203", 1),
        (status("404 Not Found"), "gone", "404", 1),
        (status("410 Gone"), "gone", "410", 1),
        (status("403 Forbidden"), "refused", "403", 1),
        (status("451 For Legal Reasons"), "refused", "451", 1),
        (status("206 Partial"), "unreachable", "206", 1),
        (status("304 Not Modified"), "unreachable", "304", 1),
        (status("302 Found"), "unreachable", "302", 1),
        (status("500 Fault"), "unreachable", "500", 1),
        (status("503 Busy"), "unreachable", "503", 3),
        (status("429 Too Many"), "unreachable", "429", 3),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>SAM", "truncated", "broken-off", 3),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>SA", "truncated", "broken-off", 3),
        (page(b"no gzip", "Content-Encoding: gzip"), "truncated", "damaged", 1),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "refused", "too-large", 1),
        (b"SSH-2.0-sample\r\n\r\n", "unreachable", "no-http", 1),
        (b"", "unreachable", "no-answer", 3),
        (page(PAGE, *(f"X-{at}: 1" for at in range(300))), "refused", "headers", 1),
        (page(PAGE, "X: " + "x" * 70_000), "refused", "headers", 1),
        (page(PAGE, "X: " + "x" * 300_000), "refused", "headers", 1),
        (page(PAGE, "Content-Encoding: br"), "refused", "encoding", 1),
    ],
)
def test_every_answer_has_its_verdict(world: World, answer: bytes, verdict: str, reason: str, tries: int) -> None:
    world.host("news.sample.org", answer)
    got = world.fetch(HERE)
    assert (got.verdict, got.reason.split(":")[0], got.tries) == (verdict, reason, tries)


def test_the_record_says_what_was_asked_and_what_was_answered(world: World) -> None:
    """The sixteen fields of a capture's record, as far as a fetch without a browser has them."""
    packed = gzip.compress(PAGE.encode())
    world.host(
        "new.sample.org",
        page(packed, "Content-Encoding: gzip", 'ETag: "v1"', "Last-Modified: Mon, 12 May 2031 08:00:00 GMT"),
    )
    world.host("news.sample.org", status("301 Moved", "Location: http://new.sample.org/day?sid=7"))
    wanted = Wanted(address="HTTP://News.Sample.org/day#top", parent="http://list.sample.org/feed", label="tlp:amber")
    fetched = asyncio.run(world.fetcher(Manners(collector="r1", egress="office")).fetch(wanted))
    got = fetched.record
    assert fetched.body is not None
    assert fetched.body.read() == PAGE.encode()
    fetched.body.close()
    assert (got.address, got.final, got.method) == (HERE, "http://new.sample.org/day?sid=***", "GET")
    assert [(hop.address, hop.status, hop.ip) for hop in got.hops] == [
        (HERE, 301, world_number(world, "news.sample.org")),
        (got.final, 200, world_number(world, "new.sample.org")),
    ]
    assert dict(got.hops[0].sent) == {name: value for name, value in got.hops[0].sent if name != "Cookie"}
    assert dict(got.hops[0].sent)["User-Agent"].startswith("sayso/")
    assert dict(got.hops[1].received)["ETag"] == '"v1"'
    assert (got.wire_sha256, got.wire_bytes) == (hashlib.sha256(packed).hexdigest(), len(packed))
    assert (got.body_sha256, got.body_bytes) == (hashlib.sha256(PAGE.encode()).hexdigest(), len(PAGE))
    assert "2031-05-14T09:00:00" <= got.started < got.ended
    assert "synchronised" in got.clock
    assert (got.collector, got.egress, got.parent, got.label) == (
        "r1",
        "office",
        "http://list.sample.org/feed",
        "tlp:amber",
    )
    assert got.tool.split()[0] == "sayso"


def world_number(world: World, name: str) -> str:
    return next(world.names[name])[0]


def test_every_try_of_other_manners_is_of_another_tool() -> None:
    assert Manners().tool != Manners(robots=False).tool
    assert Manners().tool == Manners().tool


def before(**changes: object) -> Fetch:
    """Return the record of a fetch that kept a capture."""
    fields: dict[str, object] = {
        "id": "1", "address": HERE, "final": HERE, "hops": (), "started": "", "ended": "", "clock": "", "collector": "",
        "tool": "", "parent": "given", "verdict": "content", "reason": "200", "etag": '"v1"',
        "last_modified": "Mon, 12 May 2031 08:00:00 GMT", "capture": hashlib.sha256(PAGE.encode()).hexdigest(),
    }  # fmt: skip
    return Fetch(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def test_a_page_that_was_had_is_asked_for_only_if_it_is_new(world: World) -> None:
    async def serve(_reader: object, writer: asyncio.StreamWriter, asked: Asked) -> None:
        same = asked.headers.get("if-none-match") == '"v1"'
        writer.write(status("304 Not Modified", 'ETag: "v2"') if same else page(PAGE))

    world.host("news.sample.org", serve)
    fetched = asyncio.run(world.fetcher(Manners(robots=False)).fetch(Wanted(address=HERE, before=before())))
    got = fetched.record
    assert world.requests[-1].headers["if-modified-since"] == "Mon, 12 May 2031 08:00:00 GMT"
    assert (got.verdict, got.reason, got.capture, got.etag, fetched.body) == (
        "unchanged", "304", before().capture, '"v2"', None,
    )  # fmt: skip


def test_the_same_bytes_sent_again_are_unchanged(world: World) -> None:
    world.host("news.sample.org", page(PAGE))
    fetched = asyncio.run(world.fetcher().fetch(Wanted(address=HERE, before=before())))
    assert (fetched.record.verdict, fetched.record.capture, fetched.body) == ("unchanged", before().capture, None)
    assert fetched.record.wire_bytes == len(PAGE)


async def had(world: World, wanted: Wanted, fetcher: Fetcher | None = None) -> Fetch:
    fetched = await (fetcher or world.fetcher()).fetch(wanted)
    assert fetched.body is not None
    fetched.body.close()
    return fetched.record


def test_what_one_server_gave_is_not_told_to_another(world: World) -> None:
    """A validator goes back only to the address that gave it, and not where the record cannot tell two addresses apart."""
    world.host("news.sample.org", status("302 Found", "Location: http://other.sample.org/"))
    world.host("other.sample.org", page(PAGE))
    asyncio.run(had(world, Wanted(address=HERE, before=before(final="http://third.sample.org/", capture="0"))))
    one, two = f"{HERE}?code=1", f"{HERE}?code=2"
    asyncio.run(had(world, Wanted(address=two, before=before(address=spelled(one), final=spelled(one), capture="0"))))
    assert not any("if-none-match" in asked.headers or "if-modified-since" in asked.headers for asked in world.requests)


@pytest.mark.parametrize(
    ("location", "verdict", "hops"),
    [
        ("/day", "refused", 1),
        ("/a", "refused", 11),
        ("ftp://news.sample.org/", "refused", 1),
        ("http://news.sample.org:25/", "refused", 1),
    ],
)
def test_redirects_end(world: World, location: str, verdict: str, hops: int) -> None:
    async def serve(_reader: object, writer: asyncio.StreamWriter, asked: Asked) -> None:
        further = asked.target + "a" if location == "/a" else location
        writer.write(status("302 Found", f"Location: {further}"))

    world.host("news.sample.org", serve)
    got = world.fetch(HERE, Manners(robots=False))
    assert (got.verdict, len(got.hops), got.tries) == (verdict, hops, 1)


def drip(head: bytes, piece: bytes, seconds: float) -> Serve:
    """Return a server that sends a beginning, and then a piece at a time for ever."""

    async def serve(_reader: object, writer: asyncio.StreamWriter, _asked: Asked) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return serve


@pytest.mark.parametrize(
    ("serve", "verdict", "reason"),
    [
        (drip(b"", b"H", 5), "unreachable", "slow"),
        (drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.02), "unreachable", "slow"),
        (drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.01), "unreachable", "slow"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"<", 0.02), "truncated", "slow"),
    ],
)
def test_a_server_that_never_ends_is_left(world: World, serve: Serve, verdict: str, reason: str) -> None:
    """With limits of seconds, so that the test ends as well."""
    world.host("news.sample.org", serve)
    got = world.fetch(HERE, Manners(robots=False, tries=1, first_byte_s=2, total_s=3, wire_bytes=1_000_000))
    assert (got.verdict, got.reason.split(":")[0]) == (verdict, reason)


@pytest.mark.parametrize(
    ("serve", "verdict", "reason"),
    [
        (drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 900, 0), "refused", "headers"),
        (drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 900, 0), "refused", "pieces"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536, 0), "refused", "too-large"),
        (
            drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;x=" + b"y" * 900, 0),
            "truncated",
            "broken-off",
        ),
    ],
)
def test_a_server_that_floods_is_left_as_soon_as_it_is_too_much(
    world: World, serve: Serve, verdict: str, reason: str
) -> None:
    """By what was sent, long before any deadline."""
    world.host("news.sample.org", serve)
    got = world.fetch(HERE, Manners(robots=False, tries=1, first_byte_s=120, total_s=240, wire_bytes=1_000_000))
    assert (got.verdict, got.reason.split(":")[0]) == (verdict, reason)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7", [7.0, 7.0]),
        ("Wed, 14 May 2031 09:00:09 GMT", [8.0, 0.0]),
        ("soon", [1.0, 2.0]),
        (None, [1.0, 2.0]),
        ("3600", []),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(world: World, asked: str | None, waited: list[float]) -> None:
    """Not when that is further off than we wait; the seconds between turns are not counted here."""
    world.host("news.sample.org", status("503 Busy", *([f"Retry-After: {asked}"] if asked else [])))
    world.time += 1
    world.fetch(HERE, Manners(robots=False, pause_s=0))
    assert world.waited == pytest.approx(waited)


ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: sayso\nDisallow: /closed*.html\nCrawl-delay: 5\n"


def with_robots(text: bytes) -> Serve:
    async def serve(_reader: object, writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(text if asked.target == "/robots.txt" else page(PAGE))

    return serve


@pytest.mark.parametrize(
    ("robots", "path", "verdict"),
    [
        (page(ROBOTS), "/day", "content"),
        (page(ROBOTS), "/closed/a.html", "refused"),
        (page(ROBOTS), "/private", "content"),
        (status("404 Not Found"), "/day", "content"),
        (status("403 Forbidden"), "/day", "content"),
        (status("500 Fault"), "/day", "refused"),
        (status("302 Found", "Location: /robots.txt"), "/day", "refused"),
        (status("302 Found", "Location: http://10.0.0.1/"), "/day", "refused"),
        (page(b"\xff\xfe\0nothing"), "/day", "content"),
        (page("Disallow"), "/day", "content"),
    ],
)
def test_robots_txt_is_asked_first_and_obeyed(world: World, robots: bytes, path: str, verdict: str) -> None:
    """Its absence allows everything, its faults nothing (RFC 9309, 2.3.1)."""
    world.host("news.sample.org", with_robots(robots))
    assert world.fetch(f"http://news.sample.org{path}").verdict == verdict
    assert world.fetch(f"http://news.sample.org{path}", Manners(robots=False)).verdict == "content"


def test_robots_txt_is_asked_for_once_a_day_and_its_pause_is_kept(world: World) -> None:
    world.host("news.sample.org", with_robots(page(ROBOTS)))
    fetcher = world.fetcher()

    async def three() -> None:
        for at in range(3):
            await had(world, Wanted(address=f"{HERE}/{at}"), fetcher)
        world.time += 25 * 3600
        await had(world, Wanted(address=HERE), fetcher)

    asyncio.run(three())
    assert [target for _, target in world.asked].count("/robots.txt") == 2
    assert world.waited == pytest.approx([1.0, 5.0, 5.0, 5.0])


def test_a_host_is_asked_one_thing_at_a_time_and_others_do_not_wait_for_it(world: World) -> None:
    under_way: list[str] = []
    most = 0

    async def serve(_reader: object, writer: asyncio.StreamWriter, asked: Asked) -> None:
        nonlocal most
        under_way.append(asked.target)
        most = max(most, len(under_way))
        await asyncio.sleep(0.02)
        under_way.remove(asked.target)
        writer.write(page(PAGE))

    world.host("news.sample.org", serve)
    world.host("other.sample.org", page(PAGE))

    async def many() -> list[str]:
        fetcher = world.fetcher(Manners(robots=False))
        order: list[str] = []

        async def one(address: str) -> None:
            fetched = await fetcher.fetch(Wanted(address=address))
            assert fetched.body is not None
            fetched.body.close()
            order.append(address)

        await asyncio.gather(*(one(f"{HERE}/{at}") for at in range(4)), one("http://other.sample.org/"))
        return order

    order = asyncio.run(many())
    assert most == 1
    assert order.index("http://other.sample.org/") < 3


def test_a_host_with_several_numbers_is_tried_at_the_next_one(world: World) -> None:
    """Of IPv6 and IPv4 by turns, three at most; the record names the one that answered."""
    good = world.host("news.sample.org", page(PAGE))
    dead = ["2606:4700::1", "2606:4700::2", "2606:4700::3"]
    for number in dead:
        world.ports[number] = 1
    world.name("news.sample.org", (*dead, good))
    got = world.fetch(HERE, Manners(robots=False))
    assert (got.verdict, got.hops[0].ip) == ("content", good)
    assert world.dialled == [dead[0], good]


@pytest.mark.parametrize("agent", ["desk/1\r\nX-Evil: 1", "d\u00e9sk"])
def test_a_name_that_cannot_be_sent_is_wrong_usage(agent: str) -> None:
    with pytest.raises(UsageError):
        Manners(agent=agent)


@pytest.mark.parametrize(("errno", "may_pass"), [(socket.EAI_AGAIN, True), (socket.EAI_NONAME, False)])
def test_the_systems_answer_about_a_name_is_read(
    monkeypatch: pytest.MonkeyPatch, errno: int, *, may_pass: bool
) -> None:
    """Numbers once each and in order; no such name and no answer just now are told apart. The system itself is not asked."""

    def answers(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host == "news.sample.org.":
            return [(0, 0, 0, "", (number, port)) for number in ("2606:4700::1", "93.184.215.1", "2606:4700::1")]
        raise socket.gaierror(errno, "sample")

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert asyncio.run(SystemResolver().numbers("news.sample.org", 80)) == ("2606:4700::1", "93.184.215.1")
    with pytest.raises(Unreached) as unreached:
        asyncio.run(SystemResolver().numbers("other.sample.org", 80))
    assert unreached.value.may_pass == may_pass


def test_the_systems_dialler_goes_to_the_number_that_it_is_given(world: World) -> None:
    """Here to the trap on loopback: whether a number may be dialled is judged before."""

    async def dial() -> None:
        stream = await SystemDialler().connect("127.0.0.1", world.ports["trap"], 30)
        assert await stream.read(1, 30) == b""
        await stream.aclose()

    asyncio.run(dial())
    assert world.trapped == 1
