"""What makes an issue quick changes nothing: a projection told twice, and names looked up instead of tried one by one."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.publish.public.patterns import _ANY, _POINT, gives_a_point, reaching_spans
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import Projection, project
from sayso.publish.public.record import Correction
from sayso.publish.public.terms import Terms, Verbatim, tokens
from tests.publish.public.conftest import SOON, material_of, written

WORDS = st.text("abAB é-", min_size=1, max_size=12)
SIGNED = st.text(
    st.sampled_from("aZeyJ .,;:@+/\\°'′\"NSEW0123456789-()_CFGHMPQRVWX\u0663"), max_size=40
) | st.sampled_from(
    [
        "eyJhbGciOi12.eyJzdWIiOi12.x",
        "/home/desk/a",
        "C:\\desk\\a",
        "36.20213, 37.13426",
        "36°12′N",
        "37S CA 12345 67890",
    ]
)
"""Words in which addresses, points, numbers and secrets are likely."""


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(["zz", "aa", "mm"]), unique=True, min_size=3, max_size=3),
    hours=st.floats(0, 5_000),
    unreviewed=st.sampled_from(["mark", "stop", "hold"]),
)
def test_a_projection_that_is_told_again_gives_what_one_that_is_made_anew_gives(
    make: type, names: list[str], hours: float, unreviewed: str
) -> None:
    quotes = ["Three stokers died.", "Two cooks were hurt at the Quay Hospital.", "The mill burnt down."]
    made = make(" ".join(quotes), source="https://sample.example/a")
    claims = [made.claim(quote, says="Marta Oll", day="2031-05-14") for quote in quotes]
    material, policy = material_of(made, *claims), Policy(delay_hours=hours, unreviewed=unreviewed)  # type: ignore[arg-type]
    projection = Projection(material, policy, now=SOON)
    named = msgspec.structs.replace(
        material,
        names={event.id: name for event, name in zip(material.events, names, strict=True)},
        first_published={"aa": "2031-05-15T00:00:00Z"},
        changed={"zz": "2031-05-16T00:00:00Z"},
        corrections=(Correction(id="c", at="2031-05-16T00:00:00Z", kind="correction", event="mm", sentence="SAMPLE"),),
    )
    first = projection.projected(material)
    assert projection.projected(named) == project(named, policy, now=SOON)
    assert projection.projected(material) == first == project(material, policy, now=SOON)
    told = [tuple(first.claims[name] for name in event.claims) for event in first.record.events]
    going = projection.going_out()
    assert list(going.events.items()) == [
        (first.events[e.id], c) for e, c in zip(first.record.events, told, strict=True)
    ]
    coarse = {
        claim.id
        for claim in first.record.claims
        if any(p.coarsened for p in claim.places) or (claim.time and claim.time.coarsened)
    }
    assert going.exact == {first.claims[claim.id] for claim in first.record.claims if claim.id not in coarse}
    assert "Oll" not in written(first)


@given(st.lists(WORDS, max_size=8), st.text("abAB é-/", max_size=40))
def test_an_address_says_a_term_as_if_each_were_tried(terms: list[str], address: str) -> None:
    words = tokens(address)
    tried = [tokens(term) for term in terms if tokens(term)]
    said = any(term[0] in words if len(term) == 1 else "".join(term) in "".join(words) for term in tried)
    assert Terms(terms).in_address(address) == said


@given(st.lists(st.text("abc ", min_size=1, max_size=7), max_size=12), st.text("abc ", max_size=30))
def test_victims_are_found_as_if_each_were_tried(names: list[str], text: str) -> None:
    assert Verbatim(names).named_in(text) == sorted({name for name in names if name in text})


@given(SIGNED)
def test_no_way_to_reach_somebody_is_passed_over_for_want_of_a_sign(text: str) -> None:
    assert reaching_spans(text) == [found.span() for found in _ANY.finditer(text)]
    assert gives_a_point(text) == (_POINT.search(text) is not None)
