"""What is worked out of new entries alone is what all entries give; jobs, what happens as it happens, and how the desk ends."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.decisions import Decision
from sayso.desk.jobs import Job
from sayso.desk.reckoning import Order, Reckoning
from sayso.desk.snapshot import Change, Moment, Snapshot
from sayso.desk.snapshots import Snapshots
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline
from sayso.verdicts import Request as Asked
from tests.desk.conftest import LIVE_BLOG, OURS, PUBLISHED, STORES, Team, desk_of, settled

PIPELINE = Pipeline()
MORE = [
    "SAMPLE. The Defence Ministry said five soldiers were killed by shelling of a base in Brask on Tuesday.",
    "SAMPLE. Olm Watch said nine people were killed by an air strike on a market in Kolm on Monday.",
    "SAMPLE. Foreign Minister Ludo Varga has announced a ceasefire in Brask.",
]


def taken(snapshot: Snapshot, pieces: list[bytes]) -> Snapshot:
    return snapshot.changed([msgspec.msgpack.decode(piece, type=Change) for piece in pieces])


def same(one: Snapshot, two: Snapshot) -> None:
    assert one.events == two.events
    assert one.accepted == two.accepted
    assert one.home == two.home
    assert one.facts.entry == two.facts.entry
    assert (one.keys, one.claims, dict(one.by_report)) == (two.keys, two.claims, dict(two.by_report))


def copied(place: Path, folder: Path) -> Path:
    """Return a copy of a ledger to walk on; what the walk before left there is removed."""
    for left in folder.glob("walk.ledger*"):
        left.unlink()
    copy = folder / "walk.ledger"
    copy.write_bytes(place.read_bytes())
    return copy


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "edit", "merge", "split", "pin", "grade", "undo", "add"]),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=6,
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_following_gives_what_beginning_anew_gives(
    steps: list[tuple[str, int, int]], place: Path, tmp_path: Path
) -> None:
    """Whatever is decided or added, in whatever order."""
    copy = copied(place, tmp_path)
    following = Reckoning(Order(place=str(copy)))
    snapshot = taken(Snapshot.empty(Moment()), following.begin())
    with Ledger.open(copy) as ledger:
        for number, (verb, one, two) in enumerate(steps):
            _step(ledger, verb, one, two, number)
            with pytest.MonkeyPatch.context() as patch:
                # what is in order is kept in order, however much changes
                patch.setattr("sayso.desk.snapshot._FEW_OF", 0)
                snapshot = taken(snapshot, following.follow())
            anew = Reckoning(Order(place=str(copy)))
            same(snapshot, taken(Snapshot.empty(Moment()), anew.begin()))
            anew.close()
    following.close()


def _step(ledger: Ledger, verb: Any, one: int, two: int, number: int) -> None:  # noqa: ANN401 - a verb
    claims = [claim.id for claim in ledger.claims()]
    events = [event.id for event in PIPELINE.events(ledger.claims())]
    claim, other = claims[one % len(claims)], claims[two % len(claims)]
    because = f"step {number}"
    match verb:
        case "add":
            reading = PIPELINE.read_sent(
                MORE[one % len(MORE)].encode(), f"more-{one % len(MORE)}.txt", published="2031-05-15"
            )
            list(PIPELINE.add(ledger, [reading]))
            return
        case "edit":
            value = ["denied", "planned", "happened"][two % 3]
            request = Asked(verb="edit", claims=[claim], field="status", value=value, by="r1", reason=because)
        case "grade":
            request = Asked(verb="grade", claims=[claim], value=str(1 + two % 6), by="r1", reason=because)
        case "merge" | "pin" | "split":
            against = (other,) if verb == "split" else ()
            both = (claim,) if verb == "split" else (claim, other)
            if claim == other:
                return
            at = f"2031-06-01T00:00:{number:02}Z"
            ledger.append(
                [Decision(id=f"d{number}", verb=verb, claims=both, against=against, by="r1", at=at, reason=because)],
                [],
                at,
            )
            return
        case "undo":
            decided = [decision.id for decision in ledger.decisions()]
            if not decided:
                return
            request = Asked(verb="undo", undoes=decided[one % len(decided)], by="r1", reason=because)
        case _:
            request = Asked(verb=verb, claims=[claim], by="r1", reason=because)
    del events
    PIPELINE.decide(ledger, request)


@STORES
def test_a_redaction_is_followed_by_beginning_anew(where: str) -> None:
    """Words that were cut out stand in no snapshot that is made afterwards."""
    following = Reckoning(Order(place=where))
    snapshot = taken(Snapshot.empty(Moment()), following.begin())
    assert any("Marta Oll" in speaker.name for claim in snapshot.claims for speaker in claim.speakers)
    with Ledger.open(where) as ledger:
        PIPELINE.redact(
            ledger,
            lambda after: words_plan(ledger, Words(["Marta Oll"]), after=after),
            Mandate(by="r1", authority="herself", reason="asked"),
            purge=False,
        )
    snapshot = taken(snapshot, following.follow())
    assert not any("Marta Oll" in speaker.name for claim in snapshot.claims for speaker in claim.speakers)
    following.close()


# Jobs.


def waited(client: TestClient, address: str, headers: dict[str, str] | None = None) -> Job:
    for _ in range(600):
        job = msgspec.json.decode(client.get(address, headers=headers or {}).content, type=Job)
        if job.ended is not None:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


@STORES
def test_a_folder_is_read_one_report_after_the_other(client: TestClient, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(MORE):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "4.txt").write_bytes(b"\0\1\2" * 50)
    made = client.post("/api/v1/reports", json={"paths": [str(folder)], "published": "2031-05-15"}, headers=OURS)
    assert made.status_code == 202
    job = waited(client, made.headers["location"])
    assert (job.state, job.done, job.claims) == ("done", 4, 3)
    assert [bool(step.trouble) for step in job.steps] == [False, False, False, True]


@STORES
def test_a_job_that_is_cancelled_keeps_what_it_read(client: TestClient, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"{MORE[0]} Note {number}.", encoding="utf-8")
    made = client.post("/api/v1/reports", json={"paths": [str(folder)]}, headers=OURS)
    address = made.headers["location"]
    while (far := client.get(address).json())["done"] < 2:
        assert far["ended"] is None, str(far["trouble"]) + str(far["state"]) + str(far["steps"])
    assert client.delete(address, headers=OURS).json()["state"] == "cancelled"
    job = waited(client, address)
    assert 2 <= job.done < 200
    settled(client)
    assert len(desk_of(client).index.captures) >= job.done + 1


def test_so_many_jobs_of_one_person_wait_at_a_time(client: TestClient, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(50):
        (folder / f"{number:03}.txt").write_text(MORE[0] + str(number), encoding="utf-8")
    answers = [client.post("/api/v1/reports", json={"paths": [str(folder)]}, headers=OURS) for _ in range(25)]
    assert 429 in {answer.status_code for answer in answers}
    for answer in answers:
        if answer.status_code == 202:
            client.delete(answer.headers["location"], headers=OURS)


# What happens, as it happens: by a real server, for a stream that never ends is not the test client's strength.


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Served:
    """`sayso desk` in a process of its own."""

    def __init__(self, place: Path | str, folder: Path, *more: str) -> None:
        self.base = f"http://127.0.0.1:{(port := free_port())}"
        command = [
            str(Path(sys.executable).with_name("sayso")),
            "desk",
            "--ledger",
            str(place),
            "--port",
            str(port),
            *more,
        ]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=folder, text=True)
        for _ in range(600):
            if self.ask("/health")[0] == 200:
                return
            time.sleep(0.1)
        self.process.kill()
        raise AssertionError(self.process.communicate())

    def ask(self, path: str, body: object = None, **headers: str) -> tuple[int, str]:
        asked = Request(self.base + path, headers={"Origin": self.base} | headers)  # noqa: S310 - loopback
        if body is not None:
            asked.data = json.dumps(body).encode()
            asked.add_header("Content-Type", "application/json")
        try:
            with urlopen(asked, timeout=20) as answer:  # noqa: S310 - loopback
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.told = self.process.communicate(timeout=20)[1]
        return self.process.returncode


@pytest.fixture(name="served")
def served_(own: Path) -> Any:  # noqa: ANN401 - an iterator
    found = Served(own, own.parent)
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.communicate()


def test_a_real_desk_tells_what_happens_and_ends_cleanly(served: Served) -> None:
    """Two people's decisions reach an open page, a page that comes back is told what it missed, and SIGTERM ends all of it with code 0."""
    claim = json.loads(served.ask("/api/v1/claims")[1])["items"][0]["id"]
    lines: list[str] = []

    def listen(last: str | None) -> Thread:
        def run() -> None:
            asked = Request(served.base + "/live", headers={} if last is None else {"Last-Event-ID": last})  # noqa: S310
            with urlopen(asked, timeout=20) as stream:  # noqa: S310 - loopback
                lines.extend(line.decode().strip() for line in stream)

        thread = Thread(target=run, daemon=True)
        thread.start()
        return thread

    first = listen(None)
    time.sleep(0.5)
    status, told = served.ask("/api/v1/decisions", {"verb": "accept", "claims": [claim], "reason": "read as quoted"})
    assert status == 201
    entry = json.loads(told)["entry"]
    late = listen(str(entry - 1))
    time.sleep(1.5)
    assert served.end() == 0, served.told
    first.join(10)
    late.join(10)
    assert lines.count(f"id: {entry}") == 2
    assert lines.count("event: decision") == 2
    assert "event: head" in lines
    assert "leaked" not in served.told
    assert "Traceback" not in served.told


def test_a_desk_without_accounts_is_open_to_no_network(own: Path) -> None:
    for more in (["--listen", "0.0.0.0"], ["--listen", "0.0.0.0", "--accounts", str(own.with_name("accounts"))]):  # noqa: S104 - refused
        command = [str(Path(sys.executable).with_name("sayso")), "desk", "--ledger", str(own), *more]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == 2
        assert "open to a network" in ended.stderr or "needs https" in ended.stderr


def test_a_page_that_missed_too_much_is_told_to_load_anew(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(client)
    monkeypatch.setattr("sayso.desk.desk._MOST_MISSED", 0)
    assert [told.event for told in desk.missed(0)] == ["anew"]
    monkeypatch.undo()
    assert [told.event for told in desk.missed(0)] == ["captured"]


@STORES
def test_what_others_decide_is_there_without_asking_again(team: Team) -> None:
    """A second program on the same ledger: the desk finds out by itself."""
    claim = team.desk.snapshots.newest.claims[0].id
    with Ledger.open(team.desk.settings.ledger) as ledger:
        PIPELINE.decide(ledger, Asked(verb="accept", claims=[claim], by="r2", reason="read as quoted"))
    settled(team.client)
    assert claim in team.desk.snapshots.newest.accepted


def test_the_ledger_of_the_tests_holds_what_they_say() -> None:
    assert LIVE_BLOG.count("UPDATE") == 4
    assert PUBLISHED


@STORES
def test_past_snapshots_are_made_once(client: TestClient) -> None:
    desk = desk_of(client)
    moment = Moment(said="2031-05-14T09:00Z")
    one, two = (client.portal.call(desk.snapshot, moment) for _ in range(2))  # type: ignore[union-attr]  # there while entered
    assert one is two


def test_what_comes_in_as_the_desk_ends_does_not_keep_it(place: Path, tmp_path: Path) -> None:
    """Following ends when it is told to, also at the very moment at which something new is told."""
    copy = tmp_path / "ends.ledger"
    copy.write_bytes(place.read_bytes())

    async def ended() -> bool:
        snapshots = Snapshots(Order(place=str(copy)), apart=False)
        following = asyncio.create_task(snapshots.run())
        await snapshots.ready.wait()
        await asyncio.sleep(0.5)  # it waits for news by now
        snapshots.wake()
        following.cancel()
        done, _ = await asyncio.wait({following}, timeout=5)
        following.cancel()
        await snapshots.close()
        return bool(done)

    assert asyncio.run(ended())
