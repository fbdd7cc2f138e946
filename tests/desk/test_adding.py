"""What comes in by the page Add: every kind that `sayso add` reads, as a job with its findings, under the same limits; and addresses, judged as ever."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from bench.web.world import World, page
from sayso.capture.archives import FORMATS, READ
from sayso.capture.fetch import Fetcher
from sayso.cli import main
from sayso.desk import reading_room
from sayso.desk.jobs import Job
from sayso.ledger.ledger import Ledger
from sayso.settings import Settings
from tests.capture.archives.samples import EVERY, PAGE, Warc, packed
from tests.desk.conftest import OURS, STORES, Team, desk_of, settled
from tests.desk.test_following import waited
from tests.structure.test_documents import paragraph, pdf, word

SENT: dict[str, bytes] = {
    "day.txt": b"SAMPLE. Shells hit Orvaal on Monday, killing three people.",
    "day.html": PAGE,
    "day.json": b'{"title": "Day", "published": "2031-05-14", "text": "Shells hit Orvaal on Monday, killing three people."}',
    **EVERY,
}


def sent(client: TestClient, name: str, data: bytes, headers: dict[str, str] = OURS) -> Job:
    """Send a file by the form of the page, and wait until it is read."""
    form = {"published": "2031-05-15"}
    answer = client.post("/add", files={"file": (name, data)}, data=form, headers=headers)
    assert answer.status_code == 303, answer.text
    return waited(client, "/api/v1" + answer.headers["location"], headers)


def held(place: Path) -> tuple[set[str], set[str]]:
    """The sources and the quotes that a ledger holds."""
    with Ledger.open(place) as ledger:
        sources = {report.capture.source for report in ledger.reports()}
        return sources, {claim.quote for claim in ledger.claims()}


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent_is_read_as_the_command_reads_it(name: str, client: TestClient, own: Path, tmp_path: Path) -> None:
    """The same reports and claims under the same names, the same places that cannot be read; where it lay meanwhile is told nowhere."""
    other = tmp_path / "other.ledger"
    other.write_bytes(own.read_bytes())
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(SENT[name])
    command = CliRunner().invoke(main, ["add", str(folder / name), "--published", "2031-05-15", "--ledger", str(other)])
    job = sent(client, name, SENT[name])
    assert job.state == "done"
    sources, quotes = held(own)
    theirs, said = held(other)
    assert quotes == said
    assert sources == {source.removeprefix(f"{folder}/") for source in theirs}
    troubles = [step.trouble for step in job.steps if step.trouble]
    lines = command.stderr.replace(f"{folder}/", "")
    assert all(trouble in lines for trouble in troubles if not trouble.startswith("no text"))
    assert lines.count("sayso: ") == len(troubles) + sum(len(step.notes) for step in job.steps)
    assert "sayso-desk-" not in str(job)


def test_documents_are_read(client: TestClient) -> None:
    for name, data in (
        ("day.pdf", pdf(SENT["day.txt"].decode())),
        ("day.docx", word(paragraph(SENT["day.txt"].decode()))),
    ):
        job = sent(client, name, data)
        assert (job.state, job.done, [step.trouble for step in job.steps]) == ("done", 1, [None])


def test_the_page_and_the_command_tell_the_same_list(client: TestClient) -> None:
    """One list: whoever adds a format need not remember to tell it anywhere."""
    assert set(READ) >= {kind.name for kind in FORMATS}
    told = ", ".join(READ)
    assert f"What is read: {told}." in client.get("/add").text
    assert told in client.get("/problems/unreadable").text
    help_text = " ".join(CliRunner().invoke(main, ["add", "--help"]).output.split())
    assert f"What is read: {told}." in help_text


def test_findings_of_a_long_archive_stay_while_the_rest_scrolls_away(client: TestClient) -> None:
    """Of what was read without trouble only the last is told; what was amiss stays."""
    lines = [b'{"text": "Shells hit Orvaal, %d said."}' % number for number in range(300)]
    lines[3], lines[7] = b"[1]", b'{"text"'
    job = sent(client, "many.jsonl", b"\n".join(lines))
    assert (job.state, job.done, len(job.steps)) == ("done", 300, 200)
    assert [step.trouble.partition(" ")[0] for step in job.steps if step.trouble] == ["many.jsonl#4", "many.jsonl#8"]


@pytest.mark.parametrize("name", ["a.zip", "a.warc.gz"])
def test_a_bomb_is_one_line(name: str, client: TestClient) -> None:
    """The caps of the command line hold: they are the same."""
    record = Warc(packed=True)
    record.answer("https://bomb.example/", b" " * 60_000_000)
    bomb = packed({"a.txt": b" " * 30_000_000}) if name == "a.zip" else record.data
    job = sent(client, name, bomb)
    assert job.state == "done"
    assert "times as large when it is unpacked" in str(job.steps)
    assert Settings().archive_ratio == 200


@STORES
def test_an_archive_is_cancelled_in_the_middle(client: TestClient) -> None:
    """What was read stays, the file that was sent is gone."""
    lines = b"\n".join(b'{"text": "Shells hit Orvaal, %d said."}' % number for number in range(900))
    answer = client.post("/add", files={"file": ("many.jsonl", lines)}, headers=OURS)
    address = "/api/v1" + answer.headers["location"]
    while client.get(address).json()["done"] < 2:
        pass
    assert client.post(answer.headers["location"] + "/cancel", headers=OURS).status_code == 303
    job = waited(client, address)
    assert (job.state, 2 <= job.done < 900) == ("cancelled", True)
    after = sent(client, "day.txt", SENT["day.txt"])
    assert after.state == "done"
    assert _left(client) == []
    settled(client)
    assert len(desk_of(client).index.captures) >= job.done + 2


def test_what_waits_is_bounded_and_let_go(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of everybody together; one that is cancelled before its turn is removed at once."""
    monkeypatch.setattr("sayso.desk.jobs.MOST_HELD", 100)
    answer = client.post("/add", files={"file": ("a.txt", b"x" * 101)}, headers=OURS)
    assert answer.status_code == 429
    assert _left(client) == []


def test_a_disk_without_room_for_what_is_sent_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sayso.desk.jobs.shutil.copyfileobj", full)
    answer = client.post("/add", files={"file": ("a.txt", b"x" * 101)}, headers=OURS)
    assert answer.status_code == 503
    assert "There is no room left" in answer.text
    assert "No space left on device" in answer.text
    assert _left(client) == []


def test_a_disk_that_fills_while_a_file_comes_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is put down on disk before any route sees it."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("starlette.formparsers.SpooledTemporaryFile", full)
    answer = client.post("/add", files={"file": ("a.txt", b"x" * 101)}, headers=OURS)
    assert answer.status_code == 503
    assert "what was sent could not be taken: No space left on device" in answer.text


def test_files_that_come_at_the_same_moment_lie_in_one_folder(client: TestClient) -> None:
    jobs = desk_of(client).jobs
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda number: jobs.keep(io.BytesIO(b"%d" % number)), range(40)))
    assert len({path.parent for path in paths if path}) == 1
    assert sorted(int(path.read_bytes()) for path in paths if path) == list(range(40))


def _left(client: TestClient) -> list[str]:
    folder = desk_of(client).jobs._folder  # noqa: SLF001 - what nobody is to see
    return [] if folder is None else [path.name for path in Path(folder.name).iterdir()]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("../../etc/day.txt", "day.txt"), ("C:\\reports\\day.txt", "day.txt"), ("\u202etxt.yad", "txt.yad"),
        ("<script>alert(1)</script>.txt", "script>.txt"), ("x" * 500 + ".txt", "x" * 196 + ".txt"), ("\u200f", "sent"),
    ],
)  # fmt: skip
def test_a_name_of_a_file_is_only_a_name(name: str, called: str, client: TestClient) -> None:
    job = sent(client, name, SENT["day.txt"])
    assert (job.what, job.steps[0].source) == (called, called)
    assert "<script>alert" not in client.get(f"/jobs/{job.id}").text


# Addresses.


@pytest.fixture(name="world")
def world_(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The desk fetches from a world in which all names are invented and every number leads to loopback."""
    with World().running() as world:
        monkeypatch.setattr(reading_room, "Fetcher", world.fetcher)
        yield world


def test_an_address_is_judged_as_by_the_command(world: World, team: Team) -> None:
    """A page that is public is read; whatever leads into our own network is refused, by name or by number, and nobody is dialled."""
    world.host("harbour-watch.example", page(PAGE.decode()))
    good = "http://harbour-watch.example/day"
    world.name("inside.example", ("10.0.0.7",))
    world.name("half.example", ("93.184.215.9", "127.0.0.1"))
    bad = ["http://127.0.0.1:8321/", "http://169.254.169.254/latest/", "http://[::1]/", "https://inside.example/", "https://half.example/", "ftp://a.example/"]  # fmt: skip
    made = team.client.post("/api/v1/reports", json={"addresses": [good, *bad]}, headers=team.token("propose"))
    assert made.status_code == 202
    job = waited(team.client, made.headers["location"], team.token("propose"))
    assert job.state == "done"
    steps = {step.source: step.trouble for step in job.steps}
    assert steps.pop(good) is None
    assert len(steps) == len(bad)
    assert all(trouble and trouble.startswith("refused") for trouble in steps.values()), steps
    assert len(set(world.dialled)) == 1


def test_the_desk_fetches_with_the_fetcher_of_the_command() -> None:
    """What the test above replaces is this and no other."""
    assert vars(reading_room)["Fetcher"] is Fetcher
