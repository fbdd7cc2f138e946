"""Whatever a program sends that the document allows or forbids, as each role: no fault, only answers that the document names, no private name."""

import pytest

from bench.desk_fuzz import broken_by
from sayso.desk.rights import ROLES, Role
from tests.desk.conftest import Team


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_makes_a_fault(role: Role, team: Team) -> None:
    """A few examples an operation; `python -m bench --sets desk-fuzz` sends many."""
    assert broken_by(team.client, team.token(role), examples=4, role=role) == []


def test_the_watch_over_answers_can_fail(team: Team) -> None:
    """With a word that is no secret it finds some."""
    assert broken_by(team.client, team.token("read"), examples=3, role="read", secrets=("shelling",))
