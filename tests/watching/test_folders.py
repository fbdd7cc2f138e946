"""Folders that are followed: a file is known by its name, as a page is by its address."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.web.desk import Desk
from sayso.ledger.asof import View
from sayso.sources import Source
from sayso.state import State
from sayso.watching.health import sources_of
from sayso.watching.versions import steps

Make = Callable[..., Desk]
HOUR = 3_600.0
THREE = "SAMPLE. Shells hit the town of Marivan on Monday, killing at least three people, the Harbour Watch group said."
FOUR = THREE.replace("three", "four")


@pytest.fixture(name="folder")
def folder_(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(THREE, encoding="utf-8")
    (folder / "b.txt").write_text("SAMPLE. The market was open on Sunday, the town council said.", encoding="utf-8")
    return folder


def happened(desk: Desk) -> list[str]:
    """Let an interval pass and write what was noticed: `a.txt changed 2`, or the refusal."""
    desk.later(HOUR)
    found = []
    for noticed in desk.round():
        if noticed.refusal is not None:
            found.append(str(noticed.refusal.error).rpartition("/")[2])
        elif noticed.taken is not None:
            name = noticed.taken.fetch.address.rpartition("/")[2]
            found += [f"{name} {step.kind} {step.number}" for step in noticed.steps] or [
                f"{name} {noticed.taken.fetch.verdict}"
            ]
    return found


def following(make: Make, folder: Path) -> Desk:
    return make(Source(name="Folder", address=str(folder), kind="folder", interval_s=HOUR))


def test_a_changed_file_is_a_new_version_and_its_older_claims_stand_no_more(make: Make, folder: Path) -> None:
    desk = following(make, folder)
    assert happened(desk) == ["a.txt first 1", "b.txt first 1"]
    assert happened(desk) == []
    (folder / "a.txt").write_text(FOUR, encoding="utf-8")
    assert happened(desk) == ["a.txt changed 2"]
    tolls = [claim.figures[0].low for claim in State(View.of(desk.ledger)).claims if claim.figures]
    assert tolls == [4]


def test_a_file_that_is_gone_is_noted_once_and_what_it_said_stands(make: Make, folder: Path) -> None:
    desk = following(make, folder)
    happened(desk)
    claims = State(View.of(desk.ledger)).claims
    (folder / "a.txt").unlink()
    assert happened(desk) == ["a.txt gone 1"]
    assert happened(desk) == []
    assert State(View.of(desk.ledger)).claims == claims
    (folder / "a.txt").write_text(THREE, encoding="utf-8")
    assert happened(desk) == ["a.txt back 1"]


def test_the_record_holds_it_and_not_the_run(make: Make, folder: Path) -> None:
    """Another run goes on from the ledger: it reads nothing twice and still notices what went meanwhile."""
    desk = following(make, folder)
    happened(desk)
    desk.again()
    assert happened(desk) == []
    (folder / "b.txt").unlink()
    desk.again()
    assert happened(desk) == ["b.txt gone 1"]
    assert [step.kind for step in steps(desk.ledger.fetches_of(str(folder / "b.txt")))] == ["first", "gone"]


def test_a_folder_that_cannot_be_opened_says_nothing_of_its_files(make: Make, folder: Path) -> None:
    desk = following(make, folder)
    happened(desk)
    folder.rename(folder.with_name("elsewhere"))
    assert happened(desk) == ["in cannot be opened: No such file or directory"]
    folder.with_name("elsewhere").rename(folder)
    assert happened(desk) == []


def test_an_emptied_folder_has_lost_its_files(make: Make, folder: Path) -> None:
    desk = following(make, folder)
    happened(desk)
    for file in list(folder.iterdir()):
        file.unlink()
    assert happened(desk)[1:] == ["a.txt gone 1", "b.txt gone 1"]


def test_a_file_that_cannot_be_read_is_said_once_with_its_reason(make: Make, folder: Path) -> None:
    (folder / "c.txt").write_bytes(bytes(range(256)) * 40)
    desk = following(make, folder)
    assert happened(desk) == ["a.txt first 1", "b.txt first 1", "c.txt refused"]
    (fetch,) = desk.ledger.fetches_of(str(folder / "c.txt"))
    assert fetch.reason.startswith("unread: ")
    assert happened(desk) == []


def test_files_are_no_sources_of_their_own(make: Make, folder: Path) -> None:
    desk = following(make, folder)
    happened(desk)
    assert sources_of(desk.ledger.fetches()) == ()
