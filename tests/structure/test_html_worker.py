"""The worker that parses: hostile pages are refused or stopped in time, and the next page is read as if nothing was."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from bench.shapes import PAGE_SHAPES, SCAN_SHAPES
from sayso.capture.files import capture_stream
from sayso.errors import UsageError
from sayso.records import Finding, Report
from sayso.settings import Settings
from sayso.structure import worker as worker_module
from sayso.structure.html import structure_html
from sayso.structure.markup import markup_words
from sayso.structure.outline import ParsedPage
from sayso.structure.parsing import parse
from sayso.structure.prescan import refusal
from sayso.structure.worker import NoPage, ParseWorker

NOW = datetime(2022, 1, 1, tzinfo=UTC)
FIRST = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."
PAGE = f"<html><body><article><h1>Truce</h1><p>{FIRST}</p></article></body></html>"
FAST = Settings(parse_deadline_s=0.5)


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def read(worker: ParseWorker, html: str, settings: Settings = FAST) -> tuple[Report, tuple[Finding, ...]]:
    taken = capture_stream(BytesIO(html.encode()), settings, NOW)
    return structure_html(taken.capture, taken.data, settings, "2021-03-04", worker=worker)


REFUSED = [
    # each row: why, the page, a word of the reason
    ("nested without end", "<div>" * 200_000, "nested"),
    ("nested with end", "<div>" * 600 + "x" + "</div>" * 600, "nested"),
    ("nested, in capitals by turns", "<div><DIV>" * 300, "nested"),
    ("nested under end tags of others", "<div></b>" * 600, "nested"),
    ("nested unknown elements", "".join(f"<x{n}>" for n in range(600)), "nested"),
    ("nested formatting", "".join(f"<font color=c{n}>" for n in range(600)), "nested"),
    ("nested tables", "<table><tr><td>" * 600, "nested"),
    ("nested lists", "<ul><li>" * 600, "nested"),
    ("many attributes", "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x", "attributes"),
    ("many attributes without values", "<p " + " ".join(f"a{n}" for n in range(401)) + ">x", "attributes"),
    ("many attributes behind a quoted bracket", "<p title='>' " + " ".join(f"a{n}='>'" for n in range(401)) + ">x",
     "attributes"),
    ("many tags", "<p>" * 1_000_001, "tags"),
    ("too large", "<p>" + "word " * 4_100_000, "bytes"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_shapes_that_parsers_choke_on_are_not_parsed(worker: ParseWorker, html: str, word: str) -> None:
    report, findings = read(worker, f"<!doctype html><body>{html}")
    assert [finding.code for finding in findings] == ["html-refused"]
    assert word in findings[0].message
    assert (report.text, report.blocks, report.published) == ("", (), "2021-03-04")


@pytest.mark.parametrize(
    "html",
    [
        PAGE,
        "<p>x" * 5_000,  # a paragraph ends where the next begins
        "<ul>" + "<li>x" * 5_000,
        "<table>" + "<tr><td>x" * 5_000,
        "<div><p>x</p></div>" * 5_000,
        "<br>x<img src=y><hr>" * 5_000,
        "<div>" * 400 + "x" + "</div>" * 400,
        "<p " + " ".join(f"a{n}=1" for n in range(390)) + ">x",
        f"<p title='{'word ' * 5_000}'>x",  # one long value is one attribute
        "<p>" + "word " * 100_000,
        f"<script>{'document.write(`<div>`);' * 600}</script><p>x",  # tags in a script are none
        f"<!-- {'<div>' * 600} --><p>x",
        f"<style>{'a>b{} ' * 600}</style>",
    ],
)
def test_ordinary_pages_are_parsed(html: str) -> None:
    assert refusal(html.encode()) is None


@pytest.mark.parametrize("shape", SCAN_SHAPES)
def test_the_scan_comes_to_an_end_on_every_shape(shape: str) -> None:
    """How long it takes is measured in bench/growth.py."""
    assert refusal((shape * 50_000).encode("latin-1")) is None or shape


@pytest.mark.parametrize(("opening", "shape"), PAGE_SHAPES)
def test_a_page_of_one_shape_is_read(opening: str, shape: str) -> None:
    """How long it takes is measured in bench/growth.py; here a page comes of it."""
    assert isinstance(parse(f"<!doctype html><body>{opening}{shape * 500}", markup_words()), ParsedPage)


def test_a_page_over_its_deadline_is_stopped_and_the_next_one_read() -> None:
    with ParseWorker() as worker:
        assert isinstance(worker.parse(PAGE, markup_words(), 5), ParsedPage)
        slow = worker.parse("<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x", markup_words(), 0.3)
        assert isinstance(slow, NoPage)
        assert slow.code == "html-deadline"
        assert isinstance(worker.parse(PAGE, markup_words(), 5), ParsedPage)


def test_a_page_that_takes_too_much_memory_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "MEMORY_BYTES", 160 * 1024**2)
    with ParseWorker() as worker:
        page = worker.parse("<p>x" * 800_000, markup_words(), 20)
        assert isinstance(page, NoPage)
        assert page.code in {"html-memory", "html-crash"}
        assert isinstance(worker.parse(PAGE, markup_words(), 5), ParsedPage)


def test_a_worker_that_was_killed_is_replaced() -> None:
    with ParseWorker() as worker:
        assert isinstance(worker.parse(PAGE, markup_words(), 5), ParsedPage)
        process = worker._process  # noqa: SLF001 - stands in for the system's out-of-memory killer
        assert process is not None
        process.kill()
        process.wait()
        assert isinstance(worker.parse(PAGE, markup_words(), 5), ParsedPage)


def test_a_finding_says_what_happened(worker: ParseWorker) -> None:
    html = (
        "<html><body><p " + " ".join(f"a{n}='<b'" for n in range(60_000)) + ">x"
    )  # the scan takes the values for tags
    report, findings = read(worker, html, Settings(parse_deadline_s=0.3))
    assert [finding.code for finding in findings] in (["html-refused"], ["html-deadline"])
    assert report.text == ""


def test_nothing_of_the_worker_is_left_behind() -> None:
    script = (
        "from sayso.structure.worker import shared_worker, NoPage\n"
        "from sayso.structure.markup import markup_words\n"
        f"page = shared_worker().parse({PAGE!r}, markup_words(), 5)\n"
        "print(shared_worker()._process.pid, len(page.lines), flush=True)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script], capture_output=True, text=True, check=True, env=env
    )
    pid, lines = done.stdout.split()
    assert (lines, done.stderr) == ("2", "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_a_worker_whose_keeper_is_gone_ends_by_itself() -> None:
    script = (
        "import os\nfrom sayso.structure.worker import ParseWorker\nw = ParseWorker()\nw.start()\n"
        "print(w._process.pid, flush=True)\nos._exit(0)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    pid = int(done.stdout)
    for _ in range(100):
        if not _runs(pid):
            return
        time.sleep(0.05)
    pytest.fail(f"worker {pid} still runs")


def test_a_fork_does_not_use_the_worker_of_the_process_it_came_from() -> None:
    script = (
        "import os\nfrom sayso.structure.worker import ParseWorker\nfrom sayso.structure.markup import markup_words\n"
        "w = ParseWorker()\nw.parse('<p>one', markup_words(), 5)\nmine = w._process.pid\n"
        "child = os.fork()\npage = w.parse('<p>two', markup_words(), 5)\n"
        "assert (w._process.pid == mine) == bool(child)\nw.close()\n"
        "if child:\n    print(os.waitpid(child, 0)[1], page.lines[0].text)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "0 two\n"


@pytest.mark.parametrize("deed", ["open('/dev/null')", "__import__('socket').socket()", "bytearray(3 * 1024**3)"])
def test_a_worker_can_open_nothing_and_take_no_more_memory_than_its_share(deed: str) -> None:
    script = f"import socket\nfrom sayso.structure.parsing import bind\nbind(2 * 1024**3)\n{deed}\n"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    assert done.stderr.rstrip().splitlines()[-1].startswith(("OSError: [Errno 24]", "MemoryError"))


@pytest.mark.parametrize("host", ["пример.рф", "ex\u2100mple.org", "[::1", "xn--zz--", "a" * 300])
def test_an_address_in_any_script_is_no_fault(worker: ParseWorker, host: str) -> None:
    """What reading an address needs is loaded before the worker binds itself."""
    html = f"<link rel=canonical href=https://a.example/x>{PAGE}<article><h2><a href='https://{host}/y'>More</a></h2></article>"
    assert isinstance(worker.parse(html, markup_words(), 5), ParsedPage)


def test_a_date_that_is_none_is_a_matter_of_the_call(worker: ParseWorker) -> None:
    taken = capture_stream(BytesIO(PAGE.encode()), FAST, NOW)
    with pytest.raises(UsageError, match="is no date"):
        structure_html(taken.capture, taken.data, FAST, "last week", worker=worker)


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - no Path needed for one line
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
