"""What a text carries over from one sentence to the next, and what it does not: prose in, one line a claim out."""

import pytest

from tests.extract.drafted import drafts
from tests.extract.test_claims import line

CARRIED = [
    (
        "“We are starving here,” a nurse said on Monday.\n\nThe nurse said people were starving.",
        ["conditions/ongoing <nurse> ~Monday", "conditions/ongoing <nurse> ~Monday"],
        "what a speaker goes on to say holds for the day of saying",
    ),
    (
        "The mayor rejected a truce in an interview published on Monday. The mayor insisted that the militia must disarm first.",
        ["ceasefire/rejected <mayor> ~Monday", "statement/happened <mayor> ~Monday"],
        "to reject is to say so, and dates what is said beside it",
    ),
    (
        "“The dead are everywhere,” Ilan Dor said on Monday. “There are dozens of bodies in the streets.”",
        ["casualty-toll/ongoing <Ilan Dor> killed=24.. ~Monday"],
        "what the next sentence says more fully is one claim, and keeps its day",
    ),
    (
        (
            "Drones of the militia struck the town again. Here is a list of attacks by drones in 2031:\n\n"
            "• January: Three attacks left three people dead.\n\n• February: Two attacks injured two people."
        ),
        ["air-strike/happened", "air-strike/happened strikes=3 killed=3 ~January", "air-strike/happened strikes=2 wounded=2 ~February"],
        "items of a list are of the kind that the line over them names, and that line is no claim",
    ),
    (
        "An air strike hit Marivan on Monday. The toll came from two separate strikes, officials said.",
        ["air-strike/happened @Marivan ~Monday", "air-strike/happened <officials> strikes=2 @Marivan ~Monday"],
        "once air strikes are told of, strikes are from the air",
    ),
    (
        "The envoys met on Monday. The ministry said the talks had not been scheduled.",
        ["negotiation/happened ~Monday", "negotiation/denied <ministry>"],
        "talks denied or to come are not of the day of those before",
    ),
    (
        "A raid hit Marivan and, later, the fields around it. On one occasion soldiers attacked a patrol.",
        ["attack/happened @Marivan", "attack/happened"],
        "a happening that the words set apart is not placed where the report's first one was",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), CARRIED, ids=[row[2] for row in CARRIED])
def test_what_is_carried_over(text: str, wanted: list[str], why: str) -> None:
    assert [line(draft) for draft in drafts(text)] == wanted, why


def test_an_undated_title_is_dated_by_the_claim_below_it() -> None:
    text = "Nine dead in Marivan blast\n\nNine people were killed by a truck bomb in Marivan on Monday, the mayor said."
    assert [draft.time and draft.time.text for draft in drafts(text)] == ["Monday", "Monday"]
