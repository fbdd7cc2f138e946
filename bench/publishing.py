"""What a site costs and whether its pages are what they should be: time, bytes, axe, the HTML validator, requests.

Pages are looked at in Chromium. The validator (vnu) runs where Java is and `tools/vendor.py vnu-jar` has fetched it; where either is
missing the measure is left out, and a line says so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from bench.outcome import Measured, Outcome
from bench.publishable import put_events
from sayso.ledger.ledger import Ledger
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import packed
from sayso.publish.site.model import Attachment, Extras
from sayso.publish.site.pages import site
from sayso.publish.site.writing import write_site
from tests.browser.chromium import DESK, PHONE, NoChromium, looking, started, violations
from tests.publish.public import made
from tests.publish.site.edition import edition

EVENTS = 1_000
LOOKED_AT = 60
"""How many pages of events axe looks at, beside one of every other kind: they are made by one template."""
VALIDATOR = Path(__file__).resolve().parent.parent / "out" / "vendor" / "vnu-jar-26.9.27" / "vnu.jar"


def run(data_dir: Path) -> list[Outcome]:
    """Return what publishing came to; needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        cost = _cost(folder / "many")
        for name, record in (
            ("edition", edition()),
            ("odd", made.few()),
            ("empty", made.empty()),
            ("crowded", made.crowded()),
        ):
            write_site(folder / name, site(record))
        return [cost, _from_a_ledger(folder / "desk"), *_looked_at(folder), *_validated(folder)]


def _from_a_ledger(desk: Path) -> Outcome:
    """Return what `sayso publish` takes as a process, from a ledger of a thousand events to a site, past the gate; and once more over that.

    It starts with compiled modules, as it does for anybody but the first time: an empty ledger is published before.
    """
    desk.mkdir()
    (desk / "sayso.toml").write_text(
        '[publish]\nunreviewed = "mark"\ntitle = "SAMPLE"\naddress = "https://sayso.example"\n'
    )
    Ledger.open(desk / "none.ledger").store.close()
    put_events(desk / "sayso.ledger", EVENTS, 6)
    _published(desk, "nothing", "--ledger", "none.ledger")
    first, again = _published(desk, "site"), _published(desk, "site")
    manifest = json.loads((desk / "site" / "site.json").read_bytes())
    return Outcome(
        set="publish/from a ledger",
        measures=(
            Measured(name="seconds by the clock", value=first.wall, unit="s", less_is_better=True),
            Measured(name="seconds of the processor", value=first.spent, unit="s", less_is_better=True),
            Measured(name="published again, by the clock", value=again.wall, unit="s", less_is_better=True),
            Measured(name="published again, of the processor", value=again.spent, unit="s", less_is_better=True),
            Measured(name="peak memory", value=max(first.peak, again.peak), unit="MB", less_is_better=True),
            Measured(name="events", value=len(manifest["events"])),
        ),
        seconds=first.spent,
        peak_mb=max(first.peak, again.peak),
    )


class _Cost(NamedTuple):
    """What a process took: seconds by the clock and of the processor, and the most memory it held, in MB."""

    wall: float
    spent: float
    peak: float


def _published(desk: Path, *arguments: str) -> _Cost:
    """Run `sayso publish` in a folder; CalledProcessError when it does not end well."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "publish", *arguments]
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=desk, env={**kept, "PYTHONPYCACHEPREFIX": str(desk / "compiled")}) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return _Cost(
        wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    )


def _cost(folder: Path) -> Outcome:
    """Return what a site of a thousand events with its data takes to write."""
    record = made.many(EVENTS)
    begin, wall = time.process_time(), time.perf_counter()
    data = tuple(
        Attachment(
            name=f"data/{file.path}", data=file.data, title=file.path, about=file.about, media_type=file.media_type
        )
        for file in packed(record, [one.name for one in FORMATS])
    )
    write_site(folder, site(record, Extras(attachments=data)))
    spent, passed = time.process_time() - begin, time.perf_counter() - wall
    pages = [path.stat().st_size for path in folder.rglob("*.html")]
    return Outcome(
        set="publish/1,000 events",
        measures=(
            Measured(name="seconds by the clock", value=passed, unit="s", less_is_better=True),
            Measured(name="heaviest page", value=max(pages) / 1000, unit="kB", less_is_better=True),
            Measured(name="pages", value=len(pages)),
        ),
        seconds=spent,
    )


def _looked_at(folder: Path) -> Iterator[Outcome]:
    """Yield what a browser finds: faults by axe, requests that leave the folder, pages wider than the screen."""
    pages = _some(folder)
    faults = foreign = wide = 0
    begin = time.process_time()
    try:
        with started() as browser:
            for width, dark in ((DESK, False), (PHONE, True)):
                asked: list[str] = []
                with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
                    _listening(page, asked)
                    for path in pages:
                        page.goto(path.as_uri())
                        wide += page.evaluate("document.documentElement.scrollWidth") > width
                        found = violations(page)
                        faults += len(found)
                foreign += sum(not url.startswith(folder.as_uri()) for url in asked)
    except NoChromium as reason:
        print(f"publish: {reason}")
        return
    yield Outcome(
        set="publish/pages",
        measures=(
            Measured(name="axe faults", value=faults, gated=True, less_is_better=True),
            Measured(name="requests elsewhere", value=foreign, gated=True, less_is_better=True),
            Measured(name="wider than the screen", value=wide, gated=True, less_is_better=True),
            Measured(name="pages looked at", value=2 * len(pages)),
        ),
        seconds=time.process_time() - begin,
    )


def _listening(page: Page, asked: list[str]) -> None:
    """Let a page write down what it asks for."""
    page.on("request", lambda request: asked.append(request.url))


def _some(folder: Path) -> list[Path]:
    """Return every page of the small sites, and of the large ones the lists and some events."""
    small = [path for name in ("edition", "odd", "empty") for path in sorted((folder / name).rglob("*.html"))]
    large = [*sorted((folder / "many").glob("*.html")), *sorted((folder / "many" / "events").glob("index*.html"))]
    events = [
        *sorted((folder / "many" / "events").glob("[0-9a-f]*.html"))[:LOOKED_AT],
        *sorted((folder / "crowded" / "events").glob("[0-9a-f]*.html"))[:2],
    ]
    return [path for path in (*small, *large, *events) if path.name != "404.html" or path.parent.name == "empty"]


def _validated(folder: Path) -> Iterator[Outcome]:
    """Yield how many errors the validator finds on all pages."""
    java = shutil.which("java")
    if java is None or not VALIDATOR.is_file():
        print("publish: no HTML validator: needs Java, and `python tools/vendor.py vnu-jar`")
        return
    pages = [str(path) for path in sorted(folder.rglob("*.html"))]
    errors = 0
    for start in range(0, len(pages), 500):
        asked = [
            java,
            "-Xss8m",
            "-jar",
            str(VALIDATOR),
            "--format",
            "json",
            "--exit-zero-always",
            *pages[start : start + 500],
        ]
        done = subprocess.run(asked, capture_output=True, check=True)
        errors += sum(one["type"] != "info" for one in json.loads(done.stderr)["messages"])
    yield Outcome(
        set="publish/validator",
        measures=(
            Measured(name="errors", value=errors, gated=True, less_is_better=True),
            Measured(name="pages", value=len(pages)),
        ),
    )
