"""Nothing that was acknowledged is lost when the power goes, and the harness that says so can fail."""

import random
from pathlib import Path

import pytest

from bench.promises import power
from bench.promises.medium import Call, Medium, recording
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from tests.ledger.test_sqlite import old_ledger


def test_no_acknowledged_entry_is_lost_or_damaged_in_power_cuts() -> None:
    assert power.tally(300, seed=1, a_run=100) == {"whole": 300}


@pytest.mark.parametrize(
    "sabotage",
    [
        "commits not forced to disk",  # synchronous=NORMAL, as most advice for web servers has it
        "acknowledged too early",  # before the commit has returned
        "a disk that forgets to sync",
    ],
)
def test_the_harness_finds_losses_where_a_ledger_is_careless(sabotage: power.Sabotage) -> None:
    assert power.tally(60, seed=1, sabotage=sabotage, a_run=60)["lost"] >= 1


def test_a_ledger_of_version_1_survives_a_cut_while_it_is_brought_over(tmp_path: Path) -> None:
    """Whatever the cut leaves is brought over at the next opening, every record as it was."""
    path = tmp_path / "desk.ledger"
    bodies = old_ledger(path)
    medium, chance = Medium(), random.Random(3)  # noqa: S311 - the same cuts every time, not a secret
    medium.hold(path.name, path.read_bytes())
    with recording() as recorder:
        Ledger.open(path).close()
    for call in recorder.calls:
        medium.step(call)
        for left in tmp_path.iterdir():
            left.unlink()
        for name, content in medium.cut(chance).items():
            (tmp_path / name).write_bytes(content)
        with Ledger.open(path) as ledger:
            assert {entry.kind for entry in ledger.entries()} == bodies.keys()
            assert [claim.quote for claim in ledger.claims()] == ["Shells"]
            assert verify(ledger.store).whole
        assert power.integrity(path) == "ok"
    assert len(recorder.calls) > 20


def written(*calls: Call) -> list[dict[str, bytes]]:
    """What many cuts after these calls leave."""
    medium = Medium()
    for call in calls:
        medium.step(call)
    chance = random.Random(5)  # noqa: S311 - the same cuts every time, not a secret
    return [medium.cut(chance) for _ in range(300)]


BEGUN = (Call("create", "log", 1), Call("write", "log", 0, b"old" * 400), Call("sync", "log"))


def test_what_was_synced_survives_every_cut() -> None:
    assert {found["log"] for found in written(*BEGUN)} == {b"old" * 400}


def test_what_was_not_synced_is_whole_or_gone_or_torn_where_sectors_meet() -> None:
    found = {cut["log"] for cut in written(*BEGUN, Call("write", "log", 100, b"new" * 300))}
    assert b"old" * 400 in found
    assert (b"old" * 400)[:100] + b"new" * 300 + (b"old" * 400)[1000:] in found
    torn = (b"old" * 400)[:100] + (b"new" * 300)[:412] + (b"old" * 400)[512:]
    assert torn in found
    assert len(found) == 4  # two sectors, each old or new


def test_writes_without_a_sync_between_them_reach_the_disk_in_any_order() -> None:
    found = {cut["log"] for cut in written(*BEGUN, Call("write", "log", 0, b"a"), Call("write", "log", 0, b"b"))}
    assert {cut[:1] for cut in found} == {b"o", b"a", b"b"}


def test_a_deleted_file_may_come_back_until_its_folder_is_synced() -> None:
    assert {"log" in cut for cut in written(*BEGUN, Call("delete", "log", 0))} == {True, False}
    assert {"log" in cut for cut in written(*BEGUN, Call("delete", "log", 1))} == {False}


def test_a_new_file_may_be_missing_until_its_folder_is_synced() -> None:
    assert {"log" in cut for cut in written(Call("create", "log", 1), Call("write", "log", 0, b"x"))} == {True, False}
