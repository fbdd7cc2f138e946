"""Where parties stand over time: whose position it is, who says so, and what is put together."""

from collections.abc import Callable, Sequence

import pytest

from sayso.reconcile import packaged
from sayso.records import Claim, Position

Make = Callable[[Sequence[str]], list[Claim]]


def written(positions: Sequence[Position]) -> list[str]:
    """`Hill · ceasefire: 6 announced a own; 8 violated b by Coast`: party, subject, place, then day, standing, claims, teller."""
    return [
        f"{position.party} · {position.subject}{' ' + position.place if position.place else ''}: "
        + "; ".join(
            f"{(stance.said or '')[-1:]} {stance.standing} {''.join(stance.claims)} "
            + ("own" if stance.own else f"by {' < '.join(stance.by) or 'report'}")
            for stance in position.stances
        )
        for position in positions
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Coast: ceasefire/announced, Tarsa, 6", "Hill: ceasefire/rejected, Tarsa, 7"],
            ["Coast · ceasefire: 6 announced a own", "Hill · ceasefire: 7 rejected b own"], id="announced and rejected both stand"),
        pytest.param(
            ["Hill: ceasefire/rejected, Tarsa, 6", "Hill: ceasefire/announced, Tarsa, 8"],
            ["Hill · ceasefire: 6 rejected a own; 8 announced b own"], id="a change of mind, by time"),
        pytest.param(
            ["Coast: ceasefire/violated, Tarsa, 8 by Hill Brigade"], ["Hill Brigade · ceasefire: 8 violated a by Coast"],
            id="one side says that the other broke it"),
        pytest.param(
            [": ceasefire/proposed, Tarsa, 6 by Coast"], ["Coast · ceasefire: 6 proposed a by report"], id="the report itself"),
        pytest.param(
            ["Hill: negotiation, Tarsa, 6", "Hill: negotiation, Tarsa, 6"], ["Hill · negotiation: 6 happened ab own"],
            id="the same said twice on one day"),
        pytest.param(
            ["Hill: territory-gained, Tarsa, 6 by Hill Brigade on Coast Army"],
            ["Coast Army · territory Tarsa: 6 lost a by Hill", "Hill Brigade · territory Tarsa: 6 gained a by Hill"],
            id="one gains what the other loses"),
        pytest.param(
            ["Hill Brigade: territory-gained, Tarsa, 6 by Hill Brigade", "Mayor: withdrawal, Tarsa, 9 by Hill Brigade"],
            ["Hill Brigade · territory Tarsa: 6 gained a own; 9 left b by Mayor"], id="gained and left"),
        pytest.param(
            ["Mayor: territory-gained/planned, Tarsa, 6 by Hill Brigade on Coast Army"],
            ["Hill Brigade · territory Tarsa: 6 gained, planned a by Mayor"], id="what is only planned says so, and nobody lost it"),
        pytest.param(
            ["local council: ceasefire/proposed, Tarsa, 6 in r", "local council: ceasefire/rejected, Tarsa, 7 in s"],
            ["local council · ceasefire: 6 proposed a own", "local council · ceasefire: 7 rejected b own"],
            id="a body without a name, one a report"),
        pytest.param(["a resident: ceasefire/rejected, Tarsa, 6"], [], id="nobody named"),
        pytest.param(["Reader: ceasefire/rejected, Tarsa, 6 channel comment"], [], id="a comment"),
        pytest.param(
            ["Hill: ceasefire/rejected, Tarsa, 6 in r channel heading", "Hill: ceasefire/rejected, Tarsa, 6 in r at 80"],
            ["Hill · ceasefire: 6 rejected b own"], id="a headline whose text says the same"),
        pytest.param(
            ["Hill: ceasefire/rejected, Tarsa, 6 in r channel heading", "Coast: ceasefire/announced, Tarsa, 6 in r at 80"],
            ["Coast · ceasefire: 6 announced b own", "Hill · ceasefire: 6 rejected a own"], id="what only a headline says"),
        pytest.param(["Hill: shelling, Tarsa, 6 by Coast"], [], id="a deed is no position"),
    ],
)  # fmt: skip
def test_positions(lines: list[str], expected: list[str], claims: Make) -> None:
    assert written(packaged().positions(claims(lines))) == expected


def test_a_share_of_ground_stands_with_the_position(claims: Make) -> None:
    (position,) = packaged().positions(
        claims(["Mayor: territory-held, Tarsa, 6 by Hill | territory-percent 85 percent"])
    )
    assert [figure.low for stance in position.stances for figure in stance.figures] == [85]
