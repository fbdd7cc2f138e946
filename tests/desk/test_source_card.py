"""What a source card says is known of a source, and who said so: licence, letters, side, health, grades, echo family; and what is not known."""

import html
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from sayso.decisions import RegisterChange
from sayso.desk.screen_source import body_words, parties_of
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.register.load import Register
from sayso.values.party import Speaker
from tests.desk.conftest import desk_of, settings_of


def _card(client: TestClient, source: str) -> dict[str, str]:
    """Return what the card of the report from a source says, by name of the line, with who said so after a stroke."""
    report = next(taken.capture.id for taken in desk_of(client).index.captures if source in taken.capture.source)
    page = html.unescape(client.get(f"/reports/{report}").text)
    rows = page.partition('<dl class="source-known">')[2].partition("</dl>")[0].split("</div>")[:-1]
    said = {}
    for row in rows:
        name = row.partition("<dt>")[2].partition("</dt>")[0]
        value = row.partition('dir="auto">')[2].partition("</span>")[0]
        by = row.partition('class="by">')[2].partition("</span>")[0]
        said[name] = f"{value} | {by}".removesuffix(" | ")
    return said


def _disputed(client: TestClient) -> str:
    """Return the event on which two accounts stand against each other."""
    return next(event.id for event in desk_of(client).snapshots.newest.events if event.disputes)


def test_what_is_not_known_is_said_plainly(client: TestClient) -> None:
    assert _card(client, "blog.txt") == {
        "Licence": "not known; short quotes may go out | by the desk’s default",
        "Language": "not said; written in Latin letters | seen in its text",
        "Party to a conflict": "not known: the register has no body for this outlet",
        "Health": "not followed: it came in by hand",
        "Grade": "F: nobody graded it",
        "Echo family": "told of one event at a time",
    }


@pytest.fixture
def page(own: Path) -> Path:
    """A ledger to which a report of the web was added, in Arabic and Latin letters."""
    pipeline = Pipeline()
    text = "SAMPLE\n\nقال الشاهد إن القصف أصاب المرفأ والسوق القديم.\n\nThe Olm Watch group said four soldiers were killed by shelling of a base in Brask on Tuesday.\n"
    read = pipeline.read_sent(
        text.encode(), "https://anchor.example/14", published="2031-05-14", media_type="text/plain"
    )
    with Ledger.open(own) as record:
        for _ in pipeline.add(record, [read]):
            pass
    return own


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('licence = "CC-BY-4.0"\nredistribute = "yes"', "CC-BY-4.0: its words may go out | says sayso.toml"),
        ('redistribute = "no"', "its words do not go out | says sayso.toml"),
    ],
)
def test_the_licence_is_what_the_file_of_sources_says(
    page: Path, opened: Callable[..., TestClient], config: str, says: str
) -> None:
    page.with_name("sayso.toml").write_text(f'[[publish.licences]]\nsource = "anchor.example"\n{config}\n', "utf-8")
    card = _card(opened(settings_of(page)), "anchor.example")
    assert card["Licence"] == says
    assert card["Language"] == "not said; written in Latin and Arabic letters | seen in its text"


def test_a_fault_of_the_file_of_sources_leaves_the_page_whole(page: Path, opened: Callable[..., TestClient]) -> None:
    page.with_name("sayso.toml").write_text("[publish]\nnonsense = 1\n", "utf-8")
    client = opened(settings_of(page))
    assert _card(client, "anchor.example")["Health"].startswith("not known: ")
    assert client.get("/").status_code == 200


def test_grades_are_told_over_time_with_who_gave_them(page: Path, opened: Callable[..., TestClient]) -> None:
    with Ledger.open(page) as record:
        for value, day in (("C", "2031-05-01"), ("B", "2031-06-01")):
            change = RegisterChange(
                id=f"g{value}", subject="source", name="Olm Watch group", value=value, from_day=day, by="r1",
                at="2031-06-01T12:00:00Z", reason="ten of ten borne out",
            )  # fmt: skip
            record.append([change], [], "2031-06-01T12:00:00Z")
    client = opened(settings_of(page))
    event = f"/events/{_disputed(client)}"
    told = html.unescape(client.get(event).text)
    assert "C from 1 May 2031 (Olm Watch group): ten of ten borne out" in told
    assert "B from 1 June 2031 (Olm Watch group): ten of ten borne out" in told
    assert "given by r1" in told


def test_the_echo_family_is_who_goes_back_to_the_same_origin(page: Path, opened: Callable[..., TestClient]) -> None:
    client = opened(settings_of(page))
    told = html.unescape(client.get(f"/events/{_disputed(client)}").text)
    assert "goes back here to the same as anchor.example" in told
    assert "goes back here to the same as blog.txt" in told


@pytest.mark.parametrize(
    ("body", "day", "words"),
    [
        ("mil:sy", "2016-12-08", "Syria, Government side"),
        ("mil:sy", "2025-06-01", "a body of a state"),  # its side ended with the government
        ("outlet:amaq", "2016-12-08", "Syria, Islamic state side; Iraq, Islamic state side"),  # of the body above it
        ("outlet:tolonews", "2016-12-08", ""),
    ],
)
def test_a_side_is_the_registers_own_on_the_day_of_saying(body: str, day: str, words: str) -> None:
    entry = Register.load().get(body)
    assert entry is not None
    assert body_words(entry, day) == words


def test_a_speaker_whom_the_register_does_not_know_is_no_party(client: TestClient) -> None:
    claim = desk_of(client).snapshots.newest.claims[0]
    speakers = (Speaker(name="Syrian army", id="mil:sy", span=claim.span), Speaker(name="a neighbour", span=claim.span))
    known = msgspec.structs.replace(claim, speakers=speakers, said="2016-12-08")
    assert parties_of(known) == ("Syrian Arab Army: Syria, Government side",)
    assert parties_of(msgspec.structs.replace(claim, speakers=speakers[1:])) == ()
