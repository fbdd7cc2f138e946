"""Did it happen, and who did it: two grades, computed by stated rules."""

from collections.abc import Callable, Sequence

import pytest

from sayso.reconcile import reconcile
from sayso.reconcile.grading import GRADES
from sayso.reconcile.rules import ENVELOPE
from sayso.records import Claim
from sayso.register.grades import Grade, Grades

Make = Callable[[Sequence[str]], list[Claim]]
S = "shelling, Tarsa, 6"
USER = Grades(
    [("Coast Wire", Grade("2031-01-01", "E", "made up two raids")), ("a", Grade("2031-05-07", "5", "no trace"))]
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([f"Mayor: {S}"], "happened weak", id="one source, nobody blamed"),
        pytest.param([f"Mayor: {S}", f"Radio: {S}"], "happened fair", id="two sources"),
        pytest.param([f"Mayor > Post: {S}", f"Mayor > Radio: {S}"], "happened weak", id="two outlets, one origin"),
        pytest.param(
            [f"Mayor: {S} by Hill Brigade", f"Radio: {S} by Hill Brigade"], "happened fair, responsibility fair",
            id="two sources name one"),
        pytest.param(
            [f"Mayor: {S} by Hill Brigade", f"Radio: {S}"], "happened fair, responsibility weak",
            id="it happened is better borne out than who did it"),
        pytest.param(
            [f"Hill Brigade: {S} by Hill Brigade"], "happened confirmed, responsibility confirmed", id="they say so themselves"),
        pytest.param(
            [f"Mayor: {S} by Hill Brigade", f"Radio: {S} by Coast Army"], "happened fair, responsibility contested",
            id="two are blamed: that it happened is not in doubt"),
        pytest.param(
            [f"Mayor: {S} by Coast Army", "Coast Army: shelling/denied, Tarsa, 6 by Coast Army"],
            "happened contested, responsibility contested", id="the accused denies it"),
        pytest.param(["Coast Army: shelling/denied, Tarsa, 6"], "happened discounted", id="nobody says that it happened"),
        pytest.param(
            [f"Mayor: {S} | killed 3 people", "Coast Army: casualty-toll/denied, Tarsa, 6"], "happened weak",
            id="no casualties does not deny the shelling"),
        pytest.param([f"Post: {S}", f"Coast Wire: {S}"], "happened discounted", id="one rated improbable, one source graded E"),
        pytest.param(["Mayor: shelling/planned, Tarsa, 6"], "", id="not said to have happened"),
        pytest.param(["Mayor: statement, Tarsa, 6"], "", id="a position is not graded"),
        pytest.param([f"Reader: {S} channel comment"], "", id="a comment is no source"),
        pytest.param(["Hill Brigade: armed-clash, Tarsa, 6 by Hill Brigade"], "happened weak", id="in fighting each side tells its own"),
    ],
)  # fmt: skip
def test_the_two_grades(lines: list[str], expected: str, claims: Make, request: pytest.FixtureRequest) -> None:
    rated = "improbable" in request.node.callspec.id
    (event,) = reconcile(claims(lines), ENVELOPE, USER if rated else Grades())
    assert ", ".join(f"{grading.question} {grading.grade}" for grading in event.grades) == expected
    assert all(grading.reason and grading.claims for grading in event.grades)


def test_a_claim_is_f6_until_somebody_grades_it(claims: Make) -> None:
    codes = [
        [
            f"{rating.source}{rating.credibility}"
            for event in reconcile(claims([f"Coast Wire: {S}"]), ENVELOPE, grades)
            for rating in event.ratings
        ]
        for grades in (Grades(), USER)
    ]
    assert codes == [["F6"], ["E5"]]


def test_no_grade_is_a_number() -> None:
    assert {row.grade for row in GRADES} == {"confirmed", "fair", "weak", "contested", "discounted"}
