"""Why a claim stands in an event, or why not: one case for each answer."""

from collections.abc import Callable, Sequence

import pytest

from sayso.errors import UsageError
from sayso.reconcile import packaged
from sayso.records import Claim, Explanation

Make = Callable[[Sequence[str]], list[Claim]]
A = "Post: air-strike, Tarsa, 6 | killed 14 people"


def why(claims: list[Claim], of: str, member: str) -> Explanation:
    """The explanation of one claim and the event in which another stands."""
    events = packaged().reconcile(claims)
    event = next(event for event in events if member in {claim.id for claim in event.claims})
    return packaged().why(claims, of, event.id)


@pytest.mark.parametrize(
    ("lines", "together", "words", "reason"),
    [
        pytest.param(
            ["Radio: air-strike, Tarsa, 6", A], True, "It stands in this event: ", "+2.00 both at Tarsa", id="it joined"),
        pytest.param(
            ["Radio: air-strike, Tarsa, 9", A], False, "It cannot stand in this event: ",
            "-4.00 one on 2031-05-06, the other on 2031-05-09", id="a contradiction"),
        pytest.param(
            ["Radio: air-strike, -, 6", A], False, "They were never compared", "-1.00 one gives no place",
            id="too few points, and nothing brought them near"),
        pytest.param(
            ["Radio: shelling/denied, Norra Province, 6", "Radio: shelling, Tarsa, - said 9"], False,
            "It does not reach this event: ", "+1.25 both shelling", id="too few points"),
        pytest.param(
            ["Radio: casualty-toll, Tarsa, 6 | killed 4 people", "Post: air-strike, Mill Quarter, 6 | killed 4 people",
             "Post: air-strike, Dyer Quarter, 6 | killed 4 people"],
            False, "It fits this event and another equally well", "+0.75 casualty-toll and air-strike", id="a tie"),
        pytest.param(
            ["Radio: casualty-toll, Tarsa, 6 by Hill Brigade | killed 4 people", "Post: air-strike, Mill Quarter, 6 | killed 4 people",
             "Wire: air-strike, Dyer Quarter, 6 by Hill Brigade | killed 4 people"],
            False, "It fits, but c, with which it stands, contradicts b of this event.", "+2.00 both on 2031-05-06",
            id="what it stands with contradicts"),
    ],
)  # fmt: skip
def test_the_answer(lines: list[str], together: bool, words: str, reason: str, claims: Make) -> None:  # noqa: FBT001 - a row
    found = why(claims(lines), "a", "b")
    said = [f"{r.points:+.2f} {r.sentence}" for comparison in found.comparisons for r in comparison.reasons]
    assert found.together is together
    assert words in found.sentence
    assert reason in said


def test_a_claim_alone_is_an_event_of_its_own(claims: Make) -> None:
    assert why(claims([A]), "a", "a").sentence == "It is the only claim of this event."


@pytest.mark.parametrize(("of", "event"), [("z", ""), ("a", "z"), ("", "")])
def test_what_is_not_there_or_not_one_is_wrong_usage(of: str, event: str, claims: Make) -> None:
    given = claims([A, "Radio: air-strike, Sarno, 6"])
    with pytest.raises(UsageError):
        packaged().why(given, of, event)
