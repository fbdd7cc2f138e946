"""That quotes of a published site and its data are looked up in the captures, and that a wrong one is noticed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.quotes import Captured, Quoted, in_data, on_site
from sayso.issuing import Prepared, extras, prepared
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.publish.public.policy import Policy
from sayso.publish.site.pages import site
from sayso.publish.site.writing import write_site
from sayso.reconcile.rules import ENVELOPE
from sayso.state import State

PAGE = """<!doctype html><title>SAMPLE: the quay</title><article>
<p>Shells hit the town of Marivan on Monday, killing at least <b>three</b> people, the Harbour&nbsp;Watch group said.</p>
<p>The defence ministry denied that its forces &lt;shelled&gt; the town &amp; the quay.</p></article>"""
POLICY = Policy(title="SAMPLE", address="https://sayso.example", unreviewed="mark")


class Out(NamedTuple):
    """A page and a text that went out."""

    folder: Path
    issue: Prepared
    captured: Captured


@pytest.fixture(name="out")
def out_(tmp_path: Path) -> Iterator[Out]:
    sample = Path(__file__).parents[2] / "sample" / "harbour-city-live.txt"
    (tmp_path / "quay.html").write_text(PAGE, "utf-8")
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "desk.ledger") as ledger:
        read = [pipeline.read(one, published="2031-05-14") for one in (tmp_path / "quay.html", sample)]
        list(pipeline.add(ledger, read))
        issue = prepared(State(View.of(ledger)), POLICY, now=datetime(2031, 9, 1, tzinfo=UTC), rule=ENVELOPE.name)
        write_site(tmp_path / "site", site(issue.record, extras(issue)))
        yield Out(tmp_path / "site", issue, Captured(ledger, issue))


def test_every_line_of_every_page_and_every_claim_of_the_data_stands_in_its_capture(out: Out) -> None:
    found = {**on_site(out.folder, out.captured), **in_data(out.issue, out.captured)}
    assert {place: one for place, one in found.items() if one.right != one.every} == {}
    claims = len(out.issue.record.claims)
    assert found["sources"] == found["csv"] == found["jsonl"] == Quoted(claims, claims)
    assert set(found) == {"front page", "briefs", "events", "sources", "csv", "jsonl", "atom"}


@pytest.mark.parametrize(
    ("was", "now"),
    [("killing at least", "killing about"), ('class="words"', 'class="told"')],
    ids=["another word", "no quote"],
)
def test_a_line_with_other_words_or_none_is_wrong(out: Out, was: str, now: str) -> None:
    kinds = set()
    for path in out.folder.rglob("*.html"):
        page = path.read_text("utf-8")
        if was in page:
            path.write_text(page.replace(was, now), "utf-8")
            kinds.add(path.parent.name)
    found = on_site(out.folder, out.captured)
    assert {"site", "events", "sources", "briefs"} <= kinds
    assert all(found[kind].right < found[kind].every for kind in ("front page", "events", "sources", "briefs"))
