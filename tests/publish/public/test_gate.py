"""What stops a publication: each stop on a record that was spoilt in one place, and a whole record that nothing stops."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest

from sayso.publish.public import gate as gates
from sayso.publish.public.gate import Override, closed, gate
from sayso.publish.public.material import Material, Projected
from sayso.publish.public.policy import Licence, Policy
from sayso.publish.public.projection import project
from sayso.publish.public.prose import texts
from sayso.publish.public.record import Correction, PublicPlace
from tests.publish.public.conftest import LATER, SOON, material_of
from tests.publish.public.made import few

TEXT = "Three stokers died on the boat when a mine went off."
DRAFT = Policy().draft


class Case:
    """A record of one claim, to be spoilt."""

    def __init__(
        self,
        make: type,
        text: str = TEXT,
        policy: Policy = DRAFT,
        now: datetime = LATER,
        **fields: Any,  # noqa: ANN401 - of a claim
    ) -> None:
        made = make(text, source="https://watch.example/boat.html", media_type="text/html")
        self.policy, self.now = policy, now
        self.material: Material = material_of(made, made.claim(text, **fields))
        self.projected: Projected = project(self.material, policy, now=now)

    def spoilt(self, **fields: Any) -> "Case":  # noqa: ANN401 - of a record
        """Return itself with other fields in its record."""
        self.projected = msgspec.structs.replace(
            self.projected, record=msgspec.structs.replace(self.projected.record, **fields)
        )
        return self

    def claim(self, **fields: Any) -> "Case":  # noqa: ANN401 - of a claim
        """Return itself with other fields in its one claim."""
        return self.spoilt(claims=(msgspec.structs.replace(self.projected.record.claims[0], **fields),))

    def event(self, **fields: Any) -> "Case":  # noqa: ANN401 - of an event
        """Return itself with other fields in its one event."""
        return self.spoilt(events=(msgspec.structs.replace(self.projected.record.events[0], **fields),))

    def codes(self) -> set[str]:
        """Return the codes of what stops it."""
        return {stop.code for stop in gate(self.projected, self.material, self.policy, now=self.now)}


def fine(**fields: Any) -> PublicPlace:  # noqa: ANN401 - of a place
    return PublicPlace(name="the quay", **fields)


def test_a_whole_record_is_not_stopped(make: type) -> None:
    assert Case(make).codes() == set()


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("unquoted", lambda case: case.claim(quote="Four stokers died on the boat")),
        ("unquoted", lambda case: case.claim(quote="")),
        ("precise-place", lambda case: case.claim(places=(fine(lat=36.2021, lon=37.14, radius_m=9_000, precision="city"),))),
        ("precise-place", lambda case: case.claim(places=(fine(lat=36.2, lon=37.14, radius_m=500, precision="city"),))),
        ("precise-place", lambda case: case.claim(places=(fine(lat=36.2, lon=37.14, radius_m=9_000, precision="exact"),))),
        ("precise-place", lambda case: case.event(places=(fine(lat=36.2, lon=None, radius_m=9_000, precision="city"),))),
        ("precise-place", lambda case: case.event(heading="Shelling, 36.20213, 37.13426")),
        ("private-person", lambda case: case.event(heading="Shelling, Jon Marl")),
        ("private-person", lambda case: case.spoilt(publisher="ring +963 11 2345678")),
        ("private-person", lambda case: case.spoilt(changes=("Jon Marl is said to have seen it.",))),
        ("loaded-word", lambda case: case.event(heading="Shelling by terrorists")),
        ("loaded-word", lambda case: case.claim(who="Regime forces")),
        ("loaded-word", lambda case: case.spoilt(changes=("The martyrs are now five.",))),
        ("loaded-word", lambda case: case.spoilt(
            corrections=(Correction(id="k", at="2031-05-14", kind="correction", event=None, sentence="It was the regime."),))),
    ],
)  # fmt: skip
def test_each_spoilt_place_stops_the_record(make: type, code: str, spoil: Callable[[Case], Case]) -> None:
    assert code in spoil(Case(make)).codes()


def test_a_loaded_word_in_quotation_marks_stops_nothing(make: type) -> None:
    assert Case(make).spoilt(changes=("The word “terrorists” is the ministry’s.",)).codes() == set()


def test_an_unreviewed_claim_stops_a_publication_and_no_draft(make: type) -> None:
    assert Case(make, policy=Policy()).codes() == {"unreviewed"}
    assert Case(make, policy=Policy().draft).codes() == set()
    case = Case(make, policy=Policy())
    reviewed = msgspec.structs.replace(case.material, reviews={case.material.claims[0].id: "accepted"})
    case.projected = project(reviewed, case.policy, now=case.now)
    assert case.codes() == set()


def test_a_source_that_lets_nothing_out_stops_the_record(make: type) -> None:
    assert Case(
        make, policy=msgspec.structs.replace(DRAFT, licences=(Licence(source="watch.example", redistribute="no"),))
    ).codes() == {"licence"}


def test_a_quote_longer_than_ordinary_stops_the_record(make: type) -> None:
    case = Case(make)
    case.policy = msgspec.structs.replace(DRAFT, longest_quote=20)
    assert case.codes() == {"licence"}


def test_a_recent_event_at_a_hospital_that_is_told_too_exactly_stops_the_record(make: type) -> None:
    case = Case(
        make, text="Shells hit a clinic at noon and killed six of the patients.", event="shelling", day="2031-05-14"
    )
    case.now = SOON
    assert case.codes() == {"precise-place"}


def test_one_partys_word_without_a_note_stops_the_record(make: type) -> None:
    text = "The Chadian army said that it killed forty men on the road."
    case = Case(make, text=text, event="attack", says="Chadian army", speaker_id="mil:td")
    assert case.projected.record.events[0].one_party == "Only a party to the conflict says so (Chadian army)."
    assert case.codes() == set()
    assert case.event(one_party="").codes() == {"single-party"}


def test_a_claim_that_is_retracted_after_the_record_was_made_stops_it(make: type) -> None:
    case = Case(make)
    case.material = msgspec.structs.replace(case.material, retracted=frozenset({case.material.claims[0].id}))
    assert case.codes() == {"held-back"}


def test_an_overridden_stop_is_listed_with_who_answers_for_it(make: type) -> None:
    case = Case(make, policy=Policy())
    (claim,) = case.projected.record.claims
    override = Override(by="r1", at="2031-05-15T08:00:00Z")
    stops = gate(
        case.projected, case.material, case.policy, now=case.now, overrides={("unreviewed", claim.id): override}
    )
    assert [(stop.code, stop.subject, stop.overridden) for stop in stops] == [("unreviewed", claim.id, override)]
    assert not closed(stops)
    assert closed(gate(case.projected, case.material, case.policy, now=case.now))


@pytest.mark.parametrize("check", [check.__name__ for check in gates._CHECKS])  # noqa: SLF001 - every one of them
def test_a_fault_in_any_check_is_a_stop_that_nobody_can_override(
    make: type, monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    def broken(_: object) -> list[Any]:
        raise RuntimeError(check)

    broken.__name__ = check
    checks = tuple(broken if one.__name__ == check else one for one in gates._CHECKS)  # noqa: SLF001 - see above
    monkeypatch.setattr(gates, "_CHECKS", checks)
    case = Case(make)
    override = {("fault", check.strip("_").replace("_", " ")): Override(by="r1", at="2031-05-15")}
    stops = gate(case.projected, case.material, case.policy, now=case.now, overrides=override)
    assert [(stop.code, stop.overridden) for stop in stops] == [("fault", None)]
    assert closed(stops)


def test_no_id_is_taken_for_words() -> None:
    """An id of twenty digits would look like a telephone number, and stop a record of which nothing is wrong."""
    record = few()
    ids = {event.id for event in record.events} | {claim.id for claim in record.claims}
    told = [text for text in texts(record) if text.text in ids]
    assert {text.field for text in told} >= {"PublicDispute.claims", "PublicRange.claims", "PublicEvent.claims"}
    assert {text.field for text in told if text.words} == set()
