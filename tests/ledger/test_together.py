"""Many programs at once on one ledger: no acknowledged decision is lost, none is made without knowing of another."""

from pathlib import Path

from bench.private_postgres import PrivatePostgres
from bench.together import AT, HOT, Found, Tally, Trouble, found_in, together
from sayso.decisions import Decision
from sayso.ledger.ledger import Ledger
from tests.ledger.places import Place, PostgresPlace, SqlitePlace

PROCESSES, EACH = 6, 8


def nothing_lost(found: Found) -> None:
    assert found.acknowledged == found.kept == found.decisions == PROCESSES * EACH
    assert found.informed == found.decisions
    assert found.whole


def test_processes_that_decide_at_once_lose_nothing_and_are_told_of_each_other(there: Place) -> None:
    there.begin()
    assert isinstance(there, SqlitePlace | PostgresPlace)
    found = together(there.address, PROCESSES, EACH)
    nothing_lost(found)
    assert found.conflicts > 0
    assert found.lost == 0


def test_sessions_killed_while_they_append_lose_nothing_and_leave_no_gap(postgres: PrivatePostgres) -> None:
    there = PostgresPlace(postgres, "tests")
    there.begin().close()
    found = together(there.address, PROCESSES, EACH, Trouble(postgres.end_a_session, 0.005, 0.05))
    nothing_lost(found)
    assert found.lost > 0


def test_a_server_that_crashes_while_programs_append_loses_nothing_and_leaves_no_gap(postgres: PrivatePostgres) -> None:
    there = PostgresPlace(postgres, "tests")
    there.begin().close()
    crashed_at: list[int] = []

    def crash_twice() -> None:
        with postgres.ask("tests") as connection:
            [seq] = connection.execute("SELECT coalesce(max(seq), 0) FROM sayso.entries").fetchone() or (0,)
        assert isinstance(seq, int)
        if len(crashed_at) < 2 and seq > max(crashed_at, default=0):
            crashed_at.append(seq)
            postgres.crash()

    found = together(there.address, PROCESSES, EACH, Trouble(crash_twice, 0.001, 0.01))
    nothing_lost(found)
    assert crashed_at
    assert found.lost > 0


def test_the_measure_sees_a_decision_that_was_made_unaware_of_another(tmp_path: Path) -> None:
    """Without `expects`, two who both know of nothing both decide; the second stands on what it did not know."""
    place = str(tmp_path / "desk.ledger")
    with Ledger.open(place) as ledger:
        for name in ("d1", "d2"):
            made = Decision(id=name, verb="accept", claims=(HOT[0],), by=name, at=AT, reason="0")
            ledger.append([made], [], AT)
    found = found_in(place, [Tally(("d1", "d2", "d3"), 0, 0)], 1.0)
    assert (found.decisions, found.informed) == (2, 1)
    assert (found.acknowledged, found.kept) == (3, 2)
