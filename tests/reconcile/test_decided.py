"""What people decided about which claims are of one event outranks any points.

A constraint is `ab` (together) or `a|bc` (apart).
"""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.decisions import Constraint
from sayso.reconcile import packaged, reconcile
from sayso.records import Claim

Make = Callable[[Sequence[str]], list[Claim]]

STRIKE = "Post: air-strike, Tarsa, 6 | killed 14 people"
SAME = "Radio: air-strike, Tarsa, 6 | killed 15 people"
THIRD = "Wire: air-strike, Tarsa, 6 | killed 14 people"
OTHER_DAY = "Wire: air-strike, Tarsa, 9 | killed 3 people"
OTHER_KIND = "Wire: ceasefire/announced, Sarno, 2"


def constraint(written: str, number: int = 1) -> Constraint:
    ours, _, theirs = written.partition("|")
    return Constraint(
        kind="apart" if theirs else "together", claims=tuple(ours), against=tuple(theirs), decision=str(number),
        verb="split" if theirs else "merge", by="r1", at="2031-05-14T09:00:00Z", reason="one raid, two names",
    )  # fmt: skip


def group(claims: Sequence[Claim], *constraints: Constraint) -> str:
    events = reconcile(claims, constraints=constraints)
    return " ".join(sorted("".join(sorted(c.id for c in event.claims)) for event in events))


@pytest.mark.parametrize(
    ("lines", "decided", "expected"),
    [
        pytest.param([STRIKE, SAME], [], "ab", id="nothing decided"),
        pytest.param([STRIKE, SAME], ["a|b"], "a b", id="apart, whatever the points"),
        pytest.param([STRIKE, OTHER_DAY], ["ab"], "ab", id="together, although the days forbid it"),
        pytest.param([STRIKE, OTHER_KIND], ["ab"], "ab", id="together, although nobody would compare them"),
        pytest.param([STRIKE, OTHER_DAY, OTHER_KIND], ["ab", "bc"], "abc", id="together in a chain"),
        pytest.param([STRIKE, SAME, THIRD], ["a|b"], "ac b", id="no third claim brings together what a person parted"),
        pytest.param(
            [STRIKE, SAME, OTHER_DAY], ["ac"], "ac b", id="a claim that contradicts one of those bound stays out"
        ),
        pytest.param([STRIKE, SAME], ["az"], "ab", id="of a claim that is not there nothing is asked"),
    ],
)
def test_a_persons_word_goes_first(lines: list[str], decided: list[str], expected: str, claims: Make) -> None:
    made = [constraint(written, number) for number, written in enumerate(decided)]
    assert group(claims(lines), *made) == expected


def test_an_event_says_who_decided_what_first_of_all(claims: Make) -> None:
    (event,) = reconcile(claims([STRIKE, OTHER_DAY]), constraints=[constraint("ab")])
    assert event.reasons[0] == "merged by r1 on 2031-05-14: “one raid, two names”"


@pytest.mark.parametrize(
    ("lines", "decided", "member", "words"),
    [
        pytest.param(
            [STRIKE, OTHER_DAY], "ab", "b", "It stands in this event, for a person decided so: merged by r1", id="merged"),
        pytest.param(
            [STRIKE, SAME], "a|b", "b", "It cannot stand in this event, for a person decided so: split by r1", id="split"),
        pytest.param(
            [STRIKE, SAME, THIRD], "c|b", "b", "A claim with which it stands cannot stand in this event", id="by way of another"),
    ],
)  # fmt: skip
def test_why_says_whose_word_it_is(lines: list[str], decided: str, member: str, words: str, claims: Make) -> None:
    made, bound = claims(lines), [constraint(decided)]
    event = next(e for e in reconcile(made, constraints=bound) if member in {c.id for c in e.claims})
    found = packaged().why(made, "a", event.id, bound)
    assert words in found.sentence
    assert "on 2031-05-14: “one raid, two names”." in found.sentence


@given(data=st.data())
@settings(max_examples=60)
def test_order_of_claims_and_decisions_changes_nothing(data: st.DataObject, claims: Make) -> None:
    """The same claims and the same decisions give the same events, in whatever order they come; every decision is kept."""
    made = claims([STRIKE, SAME, THIRD, OTHER_DAY, OTHER_KIND])
    bound = [constraint(written, number) for number, written in enumerate(["ad", "b|c", "ce"])]
    events = reconcile(data.draw(st.permutations(made)), constraints=data.draw(st.permutations(bound)))
    assert events == reconcile(made, constraints=bound)
    homes = {c.id: event.id for event in events for c in event.claims}
    assert homes["a"] == homes["d"]
    assert homes["c"] == homes["e"]
    assert homes["b"] != homes["c"]
