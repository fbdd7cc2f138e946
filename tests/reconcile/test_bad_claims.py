"""Claims that hold what cannot be, say nothing of place or time, or come a thousand times: a finding, and a stable answer."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile import packaged, reconcile
from sayso.reconcile.admission import admit
from sayso.records import Claim, Incident

Claims = Callable[[Sequence[str]], list[Claim]]
Events = Callable[..., tuple[Incident, ...]]

STRIKE = "Post: air-strike, Tarsa, 6 | killed 14 people | The strike hit a mill."
TOLL = "Wire: air-strike, Tarsa, 6 | killed 14 people, killed 5 children <0 | The strike on the mill killed 14."


def codes(events: Sequence[Incident]) -> list[str]:
    return [finding.code for event in events for finding in event.findings]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Post: air-strike, -, 6 | killed 3 people", ["place-unsaid"], id="no place"),
        pytest.param("Post: air-strike, Tarsa, - | killed 3 people", ["time-unsaid"], id="no time"),
        pytest.param("Post: air-strike, -, - | killed 3 people", ["place-unsaid", "time-unsaid"], id="neither"),
        pytest.param("Post: statement, -, -", [], id="of a position neither is asked"),
        pytest.param(STRIKE, [], id="both said"),
    ],
)
def test_what_no_claim_says_is_a_finding_of_the_event(line: str, expected: list[str], events: Events) -> None:
    assert codes(events(line)) == expected


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"lat": float("nan")}, "place-off-globe", id="a place at no number"),
        pytest.param({"lat": 95.0}, "place-off-globe", id="a place beyond the pole"),
        pytest.param({"lon": None}, "place-off-globe", id="half a coordinate"),
        pytest.param({"low": 9, "high": 3}, "figure-impossible", id="the low end above the high one"),
        pytest.param({"low": -4, "high": -4}, "figure-impossible", id="fewer than nobody"),
        pytest.param({"low": float("nan"), "high": float("nan")}, "figure-impossible", id="a count that is no number"),
        pytest.param({"part_of": 7}, "part-of-nothing", id="part of a figure that is not there"),
        pytest.param({"part_of": 0}, "part-of-nothing", id="part of itself"),
        pytest.param({"start": "2031-13-45", "end": "2031-13-46"}, "time-impossible", id="a day that is none"),
        pytest.param(
            {"start": "2031-05-08", "end": "2031-05-02"}, "time-impossible", id="the last day before the first"
        ),
    ],
)
def test_what_cannot_be_is_a_finding_and_the_claim_stays_as_it_was_given(
    changed: dict[str, object], code: str, claims: Claims
) -> None:
    (claim,) = claims([STRIKE])
    field = next(name for name in ("places", "figures", "time") if _holds(getattr(claim, name), changed))
    bad = msgspec.structs.replace(claim, **{field: _changed(getattr(claim, field), changed)})
    (event,) = reconcile([bad])
    assert code in codes([event])
    assert event.claims == (bad,)


def _holds(value: object, changed: dict[str, object]) -> bool:
    first = value[0] if isinstance(value, tuple) else value
    return all(hasattr(first, name) for name in changed)


def _changed(value: object, changed: dict[str, object]) -> object:
    if isinstance(value, tuple):
        return (msgspec.structs.replace(value[0], **changed), *value[1:])
    return msgspec.structs.replace(value, **changed)  # type: ignore[type-var]  # a struct of the claim


def test_an_impossible_value_does_not_keep_a_claim_from_its_event(claims: Claims) -> None:
    strike, toll = claims([STRIKE, TOLL])
    bad = msgspec.structs.replace(strike, figures=(msgspec.structs.replace(strike.figures[0], low=9, high=3),))
    (event,) = reconcile([bad, toll])
    assert {claim.id for claim in event.claims} == {"a", "b"}
    assert [(f.low, f.high) for f in event.figures if f.population == "people"] == [(14, 14)]


def test_a_claim_in_two_wordings_is_a_finding_and_the_order_does_not_decide(claims: Claims) -> None:
    """Somebody changed a claim while events were computed: whichever comes first, the answer is one."""
    first, toll = claims([STRIKE, TOLL])
    second = msgspec.structs.replace(first, quote="The strike hit a mill and a barn.")
    one, two = reconcile([first, toll, second]), reconcile([second, first, toll])
    assert one == two
    assert codes(one) == ["claim-differs"]
    assert reconcile([first, toll, first]) == reconcile([first, toll])


def test_claims_that_change_while_they_are_read_are_read_once(claims: Claims) -> None:
    """Events are of the claims as they were handed over; nothing is asked for twice."""
    given = claims([STRIKE, TOLL])

    def once() -> Iterator[Claim]:
        while given:
            yield given.pop()

    assert len(packaged().reconcile(once())) == 1


def test_a_thousand_copies_of_one_report_are_one_event_of_one_origin_and_say_each_thing_once(claims: Claims) -> None:
    (claim,) = claims(["Wire: shelling, Tarsa, 6 | killed 9 people, killed 12 children <0 | Shells hit the old mill."])
    copies = [msgspec.structs.replace(claim, id=f"copy {n}", report=f"report {n}") for n in range(1000)]
    (event,) = reconcile(copies)
    assert [len(origin.reports) for origin in event.origins] == [1000]
    assert [finding.code for finding in event.findings] == ["part-larger"]
    assert event.findings[0].message.endswith("(in 1000 claims)")
    assert [grading.grade for grading in event.grades] == ["weak"]


LINES = [
    STRIKE,
    TOLL,
    "Post: shelling, -, - | killed 9 people, killed 12 children <0",
    "Wire: casualty-toll, Beled, 6-9 | killed 40 people | 40 have died so far.",
]
ODD = st.sampled_from([-1, 0, 3, 9, None, float("nan"), float("inf")])
DAYS = st.sampled_from(["2031-05-02", "2031-05-09", "2031-13-45", "", None, "soon"])


@given(data=st.data())
def test_whatever_a_claim_holds_there_are_events_and_their_order_does_not_matter(
    data: st.DataObject, claims: Claims
) -> None:
    given_claims: list[Claim] = []
    for claim in claims(LINES):
        figures = tuple(
            msgspec.structs.replace(f, low=data.draw(ODD), high=data.draw(ODD), part_of=data.draw(st.integers(-1, 2)))
            for f in claim.figures
        )
        places = tuple(msgspec.structs.replace(p, lat=data.draw(ODD), lon=data.draw(ODD)) for p in claim.places)
        time = claim.time and msgspec.structs.replace(claim.time, start=data.draw(DAYS), end=data.draw(DAYS))
        said = data.draw(DAYS)
        given_claims.append(msgspec.structs.replace(claim, figures=figures, places=places, time=time, said=said))
    found = reconcile(given_claims)
    held = sorted(claim.id for event in found for claim in event.claims)
    assert held == sorted(claim.id for claim in given_claims)
    turned = reconcile(given_claims[::-1])
    assert msgspec.json.encode(turned) == msgspec.json.encode(found)


def test_sound_claims_are_admitted_as_they_are(claims: Claims) -> None:
    given_claims = claims(LINES)
    admitted = admit(given_claims)
    assert admitted.claims == tuple(given_claims)
    assert not admitted.given
    assert not admitted.findings
