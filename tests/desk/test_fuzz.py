"""Whatever a program sends that the document allows or forbids, as each role: no fault, only answers that the document names, no private name."""

import pytest

from bench.desk_fuzz import FOREIGN, LABEL, broken_by, foreign, hidden_from, known
from bench.desk_pages_fuzz import PagesWatch
from sayso.desk.rights import ROLES, Role
from tests.desk.conftest import Team


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_makes_a_fault(role: Role, team: Team) -> None:
    """A few examples an operation; `python -m bench --sets desk-fuzz` sends many."""
    assert broken_by(team.client, team.token(role), examples=4, role=role) == []


def test_the_watch_over_answers_can_fail(team: Team) -> None:
    """With a word that is no secret it finds some."""
    assert broken_by(team.client, team.token("read"), examples=3, role="read", secrets=("shelling",))


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_to_a_page_makes_a_fault(role: Role, team: Team) -> None:
    foreign(team.client)
    watch = PagesWatch(team.client, team.session(role), role, hidden_from(role), known(team.client))
    watch.send(5)
    assert watch.wrong == []
    assert watch.calls > 100


def test_the_watch_over_pages_can_fail(team: Team) -> None:
    """Somebody's own job and token stand on their own pages."""
    foreign(team.client)
    session = {"Cookie": f"sayso={team.people.begin_session('somebody', team.clock())}"}
    for secret in (FOREIGN, LABEL):
        watch = PagesWatch(team.client, session, "publish", (secret,), known(team.client))
        watch.send(2)
        assert watch.wrong
