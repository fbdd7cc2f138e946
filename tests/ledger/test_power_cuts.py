"""Nothing that was acknowledged is lost when the power goes, and the harness that says so can fail."""

import random

import pytest

from bench.promises import power
from bench.promises.medium import Call, Medium


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
