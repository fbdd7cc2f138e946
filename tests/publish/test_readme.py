"""What the first page and the tutorial show is what Sayso prints; run this file to write it anew after a change.

PYTHONPATH=src python tests/publish/test_readme.py
"""

import os
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sayso.intake import Reading
from sayso.pipeline import Pipeline
from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.publish.model import Brief
from sayso.records import Incident
from sayso.screen.accounts import account_lines
from sayso.screen.claims import claim_lines, reading_lines
from sayso.screen.events import incident_lines

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "sample/harbour-city-live.txt"
PUBLISHED = "2031-05-14"
BOAT = "UPDATE 1530 GMT"
"""The entry that the first page shows."""
PAGES = ("README.md", "docs/tutorial.md")
_BLOCK = re.compile(r"<!-- (?P<name>[\w-]+) -->\n(?P<body>.*?)<!-- /(?P=name) -->", re.DOTALL)


@cache
def reading() -> Reading:
    """The sample, read by its name in the project, as the commands on the page have it."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return Pipeline().read(SAMPLE, published=PUBLISHED)
    finally:
        os.chdir(here)


@cache
def brief() -> Brief:
    found = reading()
    return compose([found.report], found.claims, Pipeline().events(found.claims), found.findings)


def entry() -> str:
    """The paragraphs of the update about the boat, as the sample prints them, without the caption after them."""
    text = reading().report.text
    start = text.index(BOAT)
    return text[start : text.index("\n\nThe plaque on", start)]


def section(label: str) -> str:
    """What `sayso read` prints for one update."""
    lines = [line for _, line in reading_lines(reading())]
    start = next(number for number, line in enumerate(lines) if line.startswith(f"— {label}"))
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("— ")), len(lines))
    return "\n".join(lines[start:end]).strip("\n")


def shown() -> dict[str, str]:
    """The blocks of the pages, by name, as they must be."""
    quoted = textwrap.indent(entry(), "> ", lambda _: True)
    disputes = [dispute for dispute in brief().disputes if any(line.words.label == BOAT for line in dispute.lines)]
    return {
        "entry": "\n".join(line.rstrip() for line in quoted.splitlines()),
        "claims": _fenced(section(BOAT)),
        "difference": "\n>\n".join(f"> {dispute.sentence}" for dispute in disputes),
        "read-head": _fenced("\n".join(line for _, line in reading_lines(reading())).split("\n\n")[0]),
        "toll": _fenced(section("UPDATE 0930 GMT")),
        "mill": _fenced("\n".join(_mill())),
        "accounts": _fenced("\n".join(_side_by_side())),
        "comments": _fenced(str(sum(claim.channel == "comment" for claim in reading().claims)) + " claims in comments"),
        "brief-disputed": _fenced(_dispute(disputes[0].heading), "markdown"),
        "brief-limits": _fenced(_of_brief("Limits"), "markdown"),
    }


def _mill() -> Iterator[str]:
    """The events with two outcomes, as `sayso events` prints them."""
    yield from (line for _, line in incident_lines(_with_two_outcomes()))


def _side_by_side() -> Iterator[str]:
    """The accounts of the fight for the mill, as `sayso show EVENT` sets them side by side."""
    (fight,) = (incident for incident in _with_two_outcomes() if incident.kind == "armed-clash")
    report = reading().report
    yield from (line for _, line in account_lines(fight, {report.id: report.capture.source}))


def _with_two_outcomes() -> list[Incident]:
    return [
        incident
        for incident in Pipeline().events(reading().claims)
        if any(dispute.kind == "outcome" for dispute in incident.disputes)
    ]


def _of_brief(heading: str) -> str:
    """One section of the brief in Markdown."""
    return markdown(brief()).split(f"## {heading}\n\n", 1)[1].split("\n## ", 1)[0].rstrip("\n")


def _dispute(heading: str) -> str:
    """One dispute of the brief in Markdown."""
    return f"### {heading}" + _of_brief("Disputed").split(f"### {heading}", 1)[1].split("\n### ", 1)[0]


def _fenced(text: str, language: str = "text") -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def rewritten(page: str) -> str:
    """A page with its blocks written anew."""
    blocks = shown()

    def block(found: re.Match[str]) -> str:
        return f"<!-- {found['name']} -->\n{blocks[found['name']]}\n<!-- /{found['name']} -->"

    return _BLOCK.sub(block, (ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_what_is_shown_is_what_is_printed(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == rewritten(page), "run tests/publish/test_readme.py"


def test_the_first_page_shows_an_entry_its_claims_and_a_difference() -> None:
    assert {"entry", "claims", "difference"} <= {found["name"] for found in _BLOCK.finditer(rewritten("README.md"))}
    assert "gave 3" in shown()["difference"]


def test_every_quote_of_the_brief_stands_in_the_sample() -> None:
    text = reading().report.text
    lines = [line for development in brief().developments for line in development.lines]
    assert lines
    assert all(line.words.text in text for line in lines)


def test_a_claim_is_shown_on_a_few_lines() -> None:
    assert all(len(list(claim_lines(claim))) <= 5 for claim in reading().claims)


if __name__ == "__main__":
    for name in PAGES:
        (ROOT / name).write_text(rewritten(name), encoding="utf-8")
