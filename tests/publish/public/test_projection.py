"""What goes out of a state, and what does not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest

from sayso.publish.public.material import Projected
from sayso.publish.public.places import Grid
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import project
from sayso.publish.public.record import Correction
from sayso.records import Claim, Dispute, Origin
from sayso.values.place import Place
from tests.publish.public.conftest import LATER, SOON, incident, material_of, written

Public = Callable[..., Projected]


@pytest.mark.parametrize(
    ("text", "says", "quote"),
    [
        ("Marta Oll, a fishmonger, said she had seen five bodies.", "Marta Oll", "she had seen five bodies."),
        ("Four men died, among them Jon Marl, 9, and a cook.", None, "Four men died, among them"),
        ("A friend of Jon Marl Odden saw the boat go down there.", None, "saw the boat go down there."),
        ("The men took JON MARL to a house on the hill at noon.", None, "to a house on the hill at noon."),
        ("Lieutenant Jon Marl was killed on the boat by a mine.", None, "was killed on the boat by a mine."),
        ("Foreign Minister Gerrit Holm met envoys of both sides.", "Gerrit Holm", "Foreign Minister Gerrit Holm met envoys of both sides."),
        ("Write to jon.marl@harbour.example to ask for the lists.", None, "to ask for the lists."),
        ("Rockets fell at 36.20213, 37.13426 before the truce began.", None, "before the truce began."),
        ("Rockets fell at 36°12'07\"N 37°09'55\"E before the truce began.", None, "before the truce began."),
        ("Call +963 11 2345678 for news of the drivers on the road.", None, "for news of the drivers on the road."),
    ],
)  # fmt: skip
def test_words_go_out_to_the_letter_without_private_names_and_points(
    make: type, public: Public, text: str, says: str | None, quote: str
) -> None:
    made = make(text)
    record = public(made, made.claim(text, says=says)).record
    assert [claim.quote for claim in record.claims] == [quote]


def test_a_private_speaker_is_a_role_and_the_record_says_so(make: type, public: Public) -> None:
    made = make("Marta Oll, a fishmonger, said she had seen five bodies.")
    record = public(made, made.claim(made.report.text, says="Marta Oll")).record
    (speaker,) = record.claims[0].speakers
    assert (speaker.shown, speaker.id, speaker.role_only) == ("a fishmonger (name withheld)", None, True)
    assert record.events[0].withheld == ("Private people are shown by their role.",)


def test_a_role_that_names_somebody_is_no_role_to_show(make: type, public: Public) -> None:
    made = make("Marta Oll, the wife of baker Jon Marl, said the stall burnt down.")
    record = public(made, made.claim(made.report.text, says="Marta Oll")).record
    assert record.claims[0].speakers[0].shown == "a named person (name withheld)"


def test_a_name_withheld_in_one_report_is_withheld_in_all(make: type) -> None:
    one = make("Marta Oll, a fishmonger, said she had seen five bodies.")
    two = make("The minister Marta Oll said the bridge was closed to all.")
    other = msgspec.structs.replace(
        two.report, id="r2", capture=msgspec.structs.replace(two.report.capture, id="cd" * 32)
    )
    first = one.claim(one.report.text, says="Marta Oll")
    second = msgspec.structs.replace(two.claim(two.report.text, says="Marta Oll"), id="c2", report="r2")
    material = msgspec.structs.replace(material_of(one, first, second, events=()), reports=[one.report, other])
    made = project(material, now=LATER)
    assert "Oll" not in written(made)


def test_a_name_that_the_desk_answers_for_goes_out(make: type, public: Public) -> None:
    made = make("Marta Oll said she had seen five bodies.")
    record = public(made, made.claim(made.report.text, says="Marta Oll"), policy=Policy(named=("Marta Oll",))).record
    assert record.claims[0].quote == made.report.text


def test_a_name_that_the_desk_withholds_does_not(make: type, public: Public) -> None:
    made = make("Foreign Minister Gerrit Holm met envoys of both sides.")
    record = public(made, made.claim(made.report.text, says="Gerrit Holm"), policy=Policy(withheld=("Gerrit Holm",)))
    assert "Holm" not in written(record)


HOSPITAL = "At 04:30 shells hit the Quay Hospital in Brackwater and killed six of the patients there."


def hospital(make: type, **fields: object) -> tuple[Any, Claim]:
    made = make(HOSPITAL, source="https://watch.example/news/brackwater-shelling", media_type="text/html")
    made.report = msgspec.structs.replace(made.report, title="SAMPLE: Shells on Brackwater")
    return made, made.claim(
        HOSPITAL, event="shelling", places=("Brackwater",), day="2031-05-14", label="UPDATE 0430 GMT", **fields
    )


def test_a_recent_event_at_a_hospital_says_neither_where_nor_at_what_hour(make: type, public: Public) -> None:
    made, claim = hospital(make)
    record = public(made, claim, now=SOON).record
    (told,) = record.claims
    assert told.quote == "and killed six of the patients there."
    assert told.places == ()
    assert told.said == "2031-05-14"
    assert told.label == "update"
    assert (told.link, record.sources[0].link, record.sources[0].digest) == (None, None, None)
    assert record.sources[0].title == "SAMPLE: Shells on [place withheld]"
    assert not {"Brackwater", "Quay", "04:30", "0430"} & set(
        written(public(made, claim, now=SOON)).replace('"', " ").split()
    )
    assert len(record.events[0].withheld) == 2


def test_the_same_event_is_told_in_full_when_the_delay_is_over(make: type, public: Public) -> None:
    made, claim = hospital(make)
    (told,) = public(made, claim, now=LATER).record.claims
    assert told.quote == HOSPITAL
    assert [place.name for place in told.places] == ["Brackwater"]
    assert told.said == "2031-05-14T09:30:00Z"


def test_a_claim_of_which_nothing_may_be_said_waits(make: type, public: Public) -> None:
    made = make("Quay Hospital, Brackwater, Tollhouse Hill.")
    projected = public(made, made.claim(made.report.text, places=("Brackwater",), day="2031-05-14"), now=SOON)
    assert projected.record.claims == ()
    assert [(held.rule, held.until) for held in projected.held] == [("sensitive", "2031-05-15T09:30:00+00:00")]
    assert [count for _, count in projected.record.held_back] == [1]


def located(place: str, **fields: object) -> Place:
    return Place(name=place, span=(0, 1), **fields)  # type: ignore[arg-type]  # as a test gives them


def test_a_recent_event_placed_finer_than_a_district_waits_for_the_delay(make: type, public: Public) -> None:
    made = make("Rockets fell on the depot there and hurt two of the guards.")
    place = located("the depot", lat=36.20213, lon=37.13426, radius_m=500, precision="exact")
    claim = msgspec.structs.replace(made.claim(made.report.text, event="shelling", day="2031-05-14"), places=(place,))
    assert [held.rule for held in public(made, claim, now=SOON).held] == ["recent"]
    (out,) = public(made, claim, now=LATER).record.claims[0].places
    assert (out.lat, out.lon, out.radius_m, out.precision) == (36.2, 37.14, 500 + Grid(1).cell_m(36.2), "near")


def test_a_sensitive_place_is_told_as_its_province(make: type, public: Public) -> None:
    made = make("Shells hit a clinic there and killed six of the patients.")
    place = located("Aleppo", id="geonames:170063", lat=36.2021, lon=37.1343, radius_m=12_000, precision="city")
    claim = msgspec.structs.replace(made.claim(made.report.text, event="shelling", day="2031-05-14"), places=(place,))
    (told,) = public(made, claim, now=SOON).record.claims
    assert [(out.precision, out.coarsened, out.country) for out in told.places] == [("admin1", True, "SY")]
    assert [(out.precision, out.coarsened) for out in public(made, claim).record.claims[0].places] == [("city", False)]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"embargoed": {"c0000casualty-toll": "2031-07-01"}}, "embargoed"),
        ({"embargoed": {"c0000casualty-toll": ""}}, "embargoed"),
        ({"embargoed": {"c0000casualty-toll": "soon"}}, "embargoed"),  # an end that cannot be read is none
        ({"retracted": frozenset({"c0000casualty-toll"})}, "retracted"),
        ({"policy": Policy(unreviewed="hold")}, "unreviewed"),
    ],
)
def test_what_people_hold_back_is_not_in_the_record(
    make: type, public: Public, fields: dict[str, object], rule: str
) -> None:
    made = make("Three stokers died on the boat.")
    projected = public(made, made.claim(made.report.text), **fields)
    assert [held.rule for held in projected.held] == [rule]
    assert "stokers" not in written(projected)


def test_an_embargo_that_is_over_holds_nothing(make: type, public: Public) -> None:
    made = make("Three stokers died on the boat.")
    assert public(made, made.claim(made.report.text), embargoed={"c0000casualty-toll": "2031-05-20"}).held == ()


def test_words_under_an_embargo_stand_in_no_other_claim_either(make: type, public: Public) -> None:
    made = make("Three stokers died on the boat, and the talks were broken off at noon.")
    whole = made.claim(made.report.text)
    part = made.claim("the talks were broken off at noon", event="negotiation")
    projected = public(made, whole, part, embargoed={part.id: ""})
    assert [claim.quote for claim in projected.record.claims] == ["Three stokers died on the boat, and"]


def test_an_event_without_one_of_its_claims_says_nothing_that_rested_on_it(make: type, public: Public) -> None:
    made = make("Three died, the navy said. Four died, the team said.")
    one = made.claim("Three died, the navy said.", says="the navy", figures=(made.figure(3, 3),))
    two = made.claim("Four died, the team said.", says="the team", figures=(made.figure(4, 4),))
    event = msgspec.structs.replace(
        incident(one, two),
        disputes=(Dispute(kind="figure", claims=(one.id, two.id), sentence="Navy gave 3; team gave 4."),),
    )
    (told,) = public(made, one, two, events=(event,), embargoed={two.id: ""}).record.events
    assert (told.disputes, [(r.low, r.high) for r in told.ranges]) == ((), [(3, 3)])


@pytest.mark.parametrize(
    ("source", "link", "outlet"),
    [
        ("/home/anna/tips/boat.txt", None, "a document of the desk"),
        ("-", None, "a document of the desk"),
        ("http://10.0.0.7/boat.html", None, "a document of the desk"),
        ("https://desk.internal/boat.html", None, "a document of the desk"),
        (
            "https://www.watch.example/boat.html?id=7&key=hush#top",
            "https://www.watch.example/boat.html?id=7",
            "watch.example",
        ),
        ("https://anna:hush@watch.example/boat.html", "https://watch.example/boat.html", "watch.example"),
        ("https://watch.example/marta-oll-saw-it", None, "a document of the desk"),
    ],
)
def test_of_an_address_only_what_everybody_may_see_goes_out(
    make: type, public: Public, source: str, link: str | None, outlet: str
) -> None:
    made = make("Marta Oll, a fishmonger, said she had seen five bodies.", source=source, media_type="text/html")
    projected = public(made, made.claim(made.report.text, says="Marta Oll"))
    (told,) = projected.record.sources
    assert (told.link, told.outlet, told.digest is None) == (link, outlet, link is None)
    assert not {"hush", "anna", "10.0.0.7"} & set(written(projected).replace("/", " ").replace('"', " ").split())


def test_a_loaded_title_stands_in_quotation_marks(make: type, public: Public) -> None:
    made = make("Three stokers died on the boat.")
    made.report = msgspec.structs.replace(made.report, title="SAMPLE: Terrorists sink a boat")
    assert public(made, made.claim(made.report.text)).record.sources[0].title == "“SAMPLE: Terrorists sink a boat”"


def test_ids_say_nothing_of_names(make: type, public: Public) -> None:
    one, two = make("Marta Oll, a fishmonger, saw it all."), make("Greta Bol, a fishmonger, saw it all.")
    ids = [
        public(made, made.claim(made.report.text, says=made.report.text[:9])).record.claims[0].id for made in (one, two)
    ]
    assert ids[0] == ids[1]  # same report id, place and kind


def test_a_secret_changes_every_id(make: type, public: Public) -> None:
    made = make("Three stokers died on the boat.")
    claim = made.claim(made.report.text)
    plain, keyed = public(made, claim).record, public(made, claim, secret=b"k").record
    assert plain.claims[0].id != keyed.claims[0].id
    assert plain.sources[0].id != keyed.sources[0].id
    assert plain.events[0].id != keyed.events[0].id


def test_a_lasting_name_is_the_events_id(make: type, public: Public) -> None:
    made = make("Three stokers died on the boat.")
    claim = made.claim(made.report.text)
    record = public(made, claim, names={f"e{claim.id}": "lasting"}).record
    assert (record.events[0].id, record.claims[0].event) == ("lasting", "lasting")


def test_readers_comments_stand_apart_and_in_no_event(make: type, public: Public) -> None:
    made = make("# Smoke over the harbour since noon, all of it black.")
    claim = made.claim(made.report.text, channel="comment")
    record = public(made, claim).record
    assert (record.claims[0].event, record.events, len(record.brief.comments)) == (None, (), 1)
    assert public(made, claim, policy=Policy(comments=False)).record.claims == ()


def test_the_order_of_claims_of_one_day_is_by_id_where_the_hour_is_not_told(make: type, public: Public) -> None:
    text = " ".join(f"Shells hit a clinic and killed {n} of the patients." for n in ("two", "three", "four", "five"))
    made = make(text)
    quotes = [f"{part.strip()}." for part in text.split(".") if part]
    claims = [
        made.claim(quote, event="shelling", day="2031-05-14", said=f"2031-05-14T0{9 - n}:00:00Z")
        for n, quote in enumerate(quotes)
    ]
    record = public(made, *claims, now=SOON).record
    assert {claim.said for claim in record.claims} == {"2031-05-14"}
    assert [claim.id for claim in record.claims] == sorted(claim.id for claim in record.claims)
    assert [event.id for event in record.events] == sorted(event.id for event in record.events)


def test_graphic_words_put_a_note_before_an_event(make: type, public: Public) -> None:
    made = make("They found charred bodies in the mill. Three men were killed.")
    one, two = made.claim("They found charred bodies in the mill."), made.claim("Three men were killed.")
    notes = (
        {event.graphic for event in public(made, one).record.events},
        {event.graphic for event in public(made, two).record.events},
    )
    assert notes == ({True}, {False})


def test_an_empty_state_is_an_empty_record(make: type, public: Public) -> None:
    record = public(make("Nothing.")).record
    assert (record.events, record.claims, record.sources, record.brief.developments) == ((), (), (), ())


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("3 killed (sailors)", "4 killed (sailors)", ("3 killed (sailors)", "4 killed (sailors)")),
        ("1 killed (Jon Marl)", "2 killed", ("1 killed ([name withheld])", "2 killed")),
        ("1 killed (Sergeant Pell Rusk)", "2 killed", ("", "")),
        ("the jetty", "Write to jon.marl@harbour.example", ("", "")),
        ("the jetty", "36.20213, 37.13426", ("", "")),
    ],
    ids=[
        "a count",
        "a name that a report has",
        "a name that no report has",
        "a way to reach somebody",
        "an exact point",
    ],
)
def test_what_a_correction_was_and_is_goes_out_without_private_values_or_not_at_all(
    make: type, public: Public, was: str, now: str, told: tuple[str, str]
) -> None:
    made = make("Four men died, among them Jon Marl, 9, and a cook.")
    one = Correction(
        id="c1", at="2031-05-20T09:00:00+00:00", kind="correction", event=None, sentence="SAMPLE.", was=was, now=now
    )
    (found,) = public(made, made.claim(made.report.text), corrections=(one,)).record.corrections
    assert (found.sentence, (found.was, found.now)) == ("SAMPLE.", told)


def test_a_change_that_may_name_somebody_is_not_told(make: type, public: Public) -> None:
    made = make("Four men died, among them Jon Marl, 9, and a cook.")
    changes = ("Figure: 1 killed (Jon Marl).", "Figure: 1 killed (Sergeant Pell Rusk).", "Figure: 3 to 4 killed.")
    record = public(made, made.claim(made.report.text), changes=changes).record
    assert record.changes == ("Figure: 1 killed ([name withheld]).", "Figure: 3 to 4 killed.")


def test_each_claim_says_which_origin_of_its_event_it_goes_back_to_in_no_order(make: type, public: Public) -> None:
    """Numbers follow the public ids, which say nothing: not who spoke first, nor how many origins are held back."""
    text = "The mayor said four men died. The guard said five men died. The mayor said it again to all. Marta Oll."
    made = make(text)
    words = [f"{one}." for one in text.split(".")[:3]]
    claims = [made.claim(one.strip(), event="shelling") for one in words]
    ids = [claim.id for claim in claims]
    origins = (
        Origin(name="Marta Oll", reports=(made.report.id,), claims=("held back",)),
        Origin(name="the mayor", reports=(made.report.id,), claims=(ids[0], ids[2])),
        Origin(name="the guard", reports=(made.report.id,), claims=(ids[1],)),
    )
    event = msgspec.structs.replace(incident(*claims), origins=origins)
    swapped = msgspec.structs.replace(event, origins=origins[::-1])
    one, two = (public(made, *claims, events=(told,)) for told in (event, swapped))
    assert one.record.claims == two.record.claims
    number = {one.claims[claim.id]: claim.origin for claim in one.record.claims}
    assert number[ids[0]] == number[ids[2]] != number[ids[1]]
    assert set(number.values()) == {0, 1}
    first = min(one.record.claims, key=lambda claim: claim.id)
    assert first.origin == 0


def test_a_claim_of_which_nobody_worked_the_origin_out_has_none(make: type, public: Public) -> None:
    made = make("Four men died at the quay.")
    (claim,) = public(made, made.claim(made.report.text)).record.claims
    assert claim.origin is None


@pytest.mark.parametrize(
    ("now", "changed"), [(LATER, "2031-05-14T09:30:00+00:00"), (SOON, "2031-05-14")], ids=["exact", "coarsened"]
)
def test_when_an_event_changed_is_a_day_where_the_event_is_coarsened(
    make: type, public: Public, now: datetime, changed: str
) -> None:
    made = make("Shells hit the Quay Hospital and six people died there.")
    claim = made.claim(made.report.text, event="shelling", day="2031-05-14")
    projected = public(
        made, claim, now=now, names={f"e{claim.id}": "lasting"}, changed={"lasting": "2031-05-14T09:30:00+00:00"}
    )
    assert projected.record.events[0].changed == changed
