"""`sayso publish`: past the gate into a folder, recorded, and nothing written when something stands against it."""

from pathlib import Path

import pytest

from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.state import State
from tests.cli.called import Run


@pytest.fixture(name="desk")
def desk_(run: Run, report: str) -> Run:
    """Commands over a ledger with one report."""
    assert run("add", report, "--published", "2031-05-14").code == 0
    return run


def _claims() -> list[str]:
    with Ledger.open(Path("sayso.ledger")) as ledger:
        return [claim.id for claim in State(View.of(ledger)).claims]


def _publications() -> int:
    with Ledger.open(Path("sayso.ledger")) as ledger:
        return len(list(State(View.of(ledger)).view.publications()))


def _accepted(desk: Run) -> Run:
    assert desk("accept", *_claims(), "--by", "mara", "--reason", "read").code == 0
    return desk


def test_claims_that_nobody_looked_at_stop_it_and_are_named_as_the_desk_knows_them(desk: Run) -> None:
    ended = desk("publish", "site")
    assert ended.code == 7
    assert f"sayso: unreviewed {_claims()[0]}: " in ended.err
    assert not Path("site").exists()
    assert _publications() == 0


def test_what_somebody_looked_at_goes_out_and_is_recorded(desk: Run) -> None:
    ended = _accepted(desk)("publish", "site")
    assert (ended.code, ended.err) == (0, "")
    assert "; recorded" in ended.out
    assert _publications() == 1
    for name in (
        "index.html",
        "events/index.html",
        "method.html",
        "data/events.csv",
        "feed.atom",
        "feed.json",
        "SHA256SUMS",
    ):
        assert (Path("site") / name).is_file(), name
    method = Path("site/method.html").read_text("utf-8")
    assert "Which figure is taken" in method
    assert "envelope <span" in method


def test_published_again_an_event_keeps_its_address_and_the_brief_its_page(desk: Run) -> None:
    _accepted(desk)("publish", "site")
    before = {path.name: path.read_bytes() for path in Path("site/briefs").glob("2*.html")}
    names = {path.name for path in Path("site/events").glob("*.html")}
    assert desk("publish", "site").code == 0
    assert {path.name for path in Path("site/events").glob("*.html")} == names
    for name, page in before.items():
        assert (Path("site/briefs") / name).read_bytes() == page
    assert _publications() == 2


def test_a_draft_is_written_without_review_marked_and_not_recorded(desk: Run) -> None:
    ended = desk("publish", "site", "--draft")
    assert ended.code == 0
    assert "a draft, not recorded" in ended.out
    assert "A draft for the desk" in Path("site/index.html").read_text("utf-8")
    assert _publications() == 0


def test_a_draft_does_not_take_the_place_of_what_went_out(desk: Run) -> None:
    _accepted(desk)("publish", "site")
    ended = desk("publish", "site", "--draft")
    assert (ended.code, ended.err) == (2, "sayso: site holds a published site; a draft needs a folder of its own\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("mine",), "mine holds files and is no site that sayso wrote"),
        (("site", "--rule", "loudest"), "there is no rule 'loudest'"),
        (("site", "--boundaries", "nowhere.json"), "nowhere.json cannot be read"),
        (("site", "--boundaries", "mine/notes.txt", "--draft"), "neither TopoJSON nor GeoJSON"),
    ],
)
def test_what_cannot_be_done_gets_one_line_and_leaves_everything_as_it_is(
    desk: Run, arguments: tuple[str, ...], says: str
) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine")
    ended = desk("publish", *arguments)
    assert ended.code == 2
    assert says in ended.err
    assert ended.err.count("\n") == 1
    assert sorted(path.name for path in Path("mine").iterdir()) == ["notes.txt"]
    assert not Path("site").exists()
