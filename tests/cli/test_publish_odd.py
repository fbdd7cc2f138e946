"""`sayso publish` on what is rare and must not break it: nothing to tell, one event with thousands of accounts, odd names in any script."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.quotes import LINE
from sayso.decisions import Decision
from sayso.ledger.ledger import Ledger
from sayso.records import Block, Capture, Claim, ClaimSet, Passage, PassageRef, Report, Rule
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.party import Speaker
from sayso.values.place import Place
from tests.cli.called import Run

DAY = "2024-05-14"
CONFIG = '[publish]\nunreviewed = "mark"\ntitle = "SAMPLE"\naddress = "https://record.sample.example"\n'
LONG = "الكتيبة " * 292
"""A name of more than 4,096 bytes, from right to left."""
COMBINED = "Zal\u0334\u0321go\u0301 Co\u0308rps \u202eabc"
"""A name with combining marks and a sign that turns the direction of what follows."""


@pytest.fixture(name="desk")
def desk_(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "sayso.toml").write_text(CONFIG, encoding="utf-8")
    return run


def _recorded(name: str, sentences: list[str], place: str, number: int = 0) -> list[str]:
    """Record a report of an outlet that says these sentences, a claim each, of one place; return the ids of the claims."""
    text = "\n".join(sentences)
    report = hashlib.sha256(text.encode()).hexdigest()
    starts = [sum(len(one) + 1 for one in sentences[:at]) for at in range(len(sentences))]
    spans = [(start, start + len(one)) for start, one in zip(starts, sentences, strict=True)]
    capture = Capture(
        id=report, source=f"https://watch{number}.example/{number}", captured_at=f"{DAY}T20:00:00+00:00", size=len(text.encode()),
        media_type="text/plain", encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    made = Report(
        id=report, capture=capture, text=text, title=f"SAMPLE {name}", published=DAY, published_basis="SAMPLE",
        passages=(Passage(kind="article", label=None, at=DAY, span=(0, len(text))),),
        blocks=(Block(channel="body", span=(0, len(text)), passage=0),),
    )  # fmt: skip
    claims = [
        Claim(
            id=hashlib.sha256(f"{report}{at}".encode()).hexdigest()[:20], report=report, span=span, quote=text[slice(*span)],
            channel="body", passage=PassageRef(kind="article", label=None, at=DAY), speakers=(Speaker(name=name, id="igo:un", span=span),),
            event="shelling", status="happened", actors=(),
            figures=(Figure(measure="killed", low=at + 1, high=at + 1, bound="exact", of="people", text=str(at + 1), span=span),),
            places=(Place(name=place, span=span),),
            time=Moment(text=DAY, start=DAY, end=DAY, edtf=DAY, precision="day", span=span), said=DAY,
            by=Rule(extractor="made up", rule="made up"),
        )
        for at, span in enumerate(spans)
    ]  # fmt: skip
    ids = tuple(claim.id for claim in claims)
    with Ledger.open(Path("sayso.ledger")) as ledger:
        reading = ClaimSet(id=report[:20], report=report, engine="made up", claims=ids)
        ledger.append([capture, made, *claims, reading], [(report, text.encode())], f"{DAY}T21:00:00.{number:06}+00:00")
    return list(ids)


def test_an_empty_ledger_gives_a_site_that_says_so(desk: Run) -> None:
    with Ledger.open(Path("sayso.ledger")):
        pass
    ended = desk("publish", "site")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("site: 0 events, 0 claims, 0 sources;")
    assert Path("site/index.html").is_file()
    assert desk("export", "all", "--to", "out").code == 0


def test_a_day_before_everything_gives_an_empty_site_of_that_day(desk: Run) -> None:
    _recorded("Harbour Watch", ["Shells killed one at the quay."], "the quay")
    ended = desk("publish", "site", "--as-of", "2020-01-01")
    assert (ended.code, ended.out[:30]) == (0, "site: 0 events, 0 claims, 0 so")


def test_one_event_with_five_thousand_accounts_is_told_in_parts_and_no_account_is_lost(desk: Run) -> None:
    ids = [
        one
        for number in range(50)
        for one in _recorded(
            "Harbour Watch",
            [f"Shells killed {at + 1} at the quay, desk {number} said." for at in range(100)],
            "the quay",
            number,
        )
    ]
    merge = Decision(
        id="merge", verb="merge", claims=tuple(ids), by="mara", at=f"{DAY}T22:00:00+00:00", reason="SAMPLE"
    )
    with Ledger.open(Path("sayso.ledger")) as ledger:
        ledger.append([merge], [], merge.at)
    ended = desk("publish", "site")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("site: 1 event, 5,000 claims, 50 sources;")
    pages = [path for path in Path("site/events").glob("*.html") if path.name[0] not in "ip"]
    assert len(pages) == 50
    told = [line.attributes["id"] for path in pages for line in LexborHTMLParser(path.read_bytes()).css(LINE)]
    assert len(set(told)) == len(told) == 5_000
    assert max(path.stat().st_size for path in Path("site").rglob("*.html")) < 600_000


@pytest.mark.parametrize("name", [LONG, COMBINED], ids=["4,096 bytes from right to left", "combining"])
def test_any_name_goes_out_whole_in_the_data_and_in_its_own_direction_on_the_pages(desk: Run, name: str) -> None:
    said = f"{name.strip()} said that shells killed one at the quay."
    _recorded(name.strip(), [said], name.strip())
    ended = desk("publish", "site")
    assert (ended.code, ended.err) == (0, "")
    assert "1 event, 1 claim" in ended.out
    (claim,) = map(msgspec.json.decode, Path("site/data/claims.jsonl").read_bytes().splitlines())
    assert said.startswith(claim["quote"]) or claim["quote"] in said
    (page,) = (path for path in Path("site/events").glob("????-????.html"))
    assert 'dir="auto"' in page.read_text("utf-8")
    assert page.stat().st_size < 100_000
    assert all(len(path.name.encode()) < 100 for path in Path("site").rglob("*"))
