"""What a brief says, and what it leaves out."""

import pytest

from sayso.publish.brief import compose
from sayso.publish.model import Brief, Line
from sayso.records import Claim, Finding, Incident
from sayso.values.kinds import Event

TEXT = """\
Shells killed two at the quay.
The Front took the mill.
The envoy announced a truce.
The Front rejected the truce.
Some 900 people fled.
Flour was sent.
The minister spoke.
Guns killed nine on the hill.
"""


def claims_of_the_day(make: type) -> tuple[Claim, ...]:
    maker = make(TEXT)
    return (
        maker.claim("Shells killed two at the quay.", event="shelling", figures=(maker.figure(2, 2),)),
        maker.claim("The Front took the mill.", event="territory-gained"),
        maker.claim("The envoy announced a truce.", event="ceasefire", status="announced", says="envoy"),
        maker.claim(
            "The Front rejected the truce.", event="ceasefire", status="rejected", says="Front",
            said="2031-05-14T18:00:00Z",
        ),
        maker.claim("Some 900 people fled.", event="displacement"),
        maker.claim("Flour was sent.", event="aid"),
        maker.claim("The minister spoke.", event="statement", says="minister"),
        maker.claim("Guns killed nine on the hill.", event="shelling", figures=(maker.figure(9, 9),)),
    )  # fmt: skip


def briefed(make: type, *claims: Claim) -> Brief:
    return compose([make(TEXT).report], claims, [], [])


def test_developments_come_by_harm_then_ground_truce_displacement_aid_and_the_rest(make: type) -> None:
    brief = briefed(make, *claims_of_the_day(make))
    assert [d.lines[0].words.text for d in brief.developments] == [
        "Guns killed nine on the hill.",  # the larger figure first
        "Shells killed two at the quay.",
        "The Front took the mill.",
        "The Front rejected the truce.",  # the newer of two about the truce
        "The envoy announced a truce.",
        "Some 900 people fled.",
        "Flour was sent.",
        "The minister spoke.",
    ]


def test_a_heading_says_how_it_stands_only_where_all_agree(make: type) -> None:
    maker = make(TEXT)
    announced = maker.claim("The envoy announced a truce.", event="ceasefire", status="announced")
    rejected = maker.claim("The Front rejected the truce.", event="ceasefire", status="rejected")
    incident = Incident(
        id="i", kind="ceasefire", status="announced", places=(), time=None, claims=(announced, rejected),
        figures=(), disputes=(), reasons=(),
    )  # fmt: skip
    assert compose([maker.report], [announced, rejected], [incident], []).developments[0].heading == "Ceasefire"
    assert compose([maker.report], [announced], [], []).developments[0].heading == "Ceasefire announced"


def test_positions_stand_by_party_the_latest_heard_first(make: type) -> None:
    brief = briefed(make, *claims_of_the_day(make))
    assert [(p.party, [line.says for line in p.lines]) for p in brief.positions] == [
        ("Front", ["ceasefire, rejected"]),
        ("Envoy", ["ceasefire, announced"]),
    ]


@pytest.mark.parametrize(
    ("event", "status", "says"),
    [
        ("air-strike", "happened", "air strike"),
        ("armed-clash", "denied", "fighting, denied"),
        ("withdrawal", "possible", "withdrawal, said to be possible"),
        ("siege", "ended", "siege, ended"),
    ],
)
def test_a_line_names_the_kind_and_how_it_stands(make: type, event: Event, status: str, says: str) -> None:
    maker = make("Six died.")
    brief = compose([maker.report], [maker.claim("Six died.", event=event, status=status)], [], [])
    assert brief.developments[0].lines[0].says == says


@pytest.mark.parametrize(
    ("text", "says", "speaker_id", "who"),
    [
        ("Six died.", None, None, "The report itself"),
        ("Six died, a resident said.", "resident of the quay", None, "Resident of the quay"),
        ("Marta Oll, a baker, saw it.", "Marta Oll", None, "A baker (name withheld)"),
        ("Regime officials said so.", "regime officials", "gov:sy", "Syrian Government"),
        ("Regime officials said so.", "regime officials", None, "A source named in the quote"),
    ],
)
def test_who_says_so(make: type, text: str, says: str | None, speaker_id: str | None, who: str) -> None:
    maker = make(text)
    brief = compose([maker.report], [maker.claim(text, says=says, speaker_id=speaker_id)], [], [])
    assert brief.developments[0].lines[0].who == who


def test_what_is_not_known_is_said(make: type) -> None:
    maker = make("About 900 fled Brackwater.\nThe camp may fall.")
    fled = maker.claim(
        "About 900 fled Brackwater.", event="displacement", places=("Brackwater",),
        figures=(maker.figure(900, None, measure="displaced"),),
    )  # fmt: skip
    camp = maker.claim("The camp may fall.", event="territory-gained", status="possible", says="envoy")
    brief = compose([maker.report], [fled, camp], [], [])
    assert {gap.heading: [line.claim for line in gap.lines] for gap in brief.gaps} == {
        "Only said to be possible": [camp.id],
        "No source is named": [fled.id],
        "When it happened is not said": [fled.id],
        "Cannot be located": [fled.id],
    }
    assert "Brackwater" in brief.gaps[-1].note


def test_an_empty_brief_is_honest() -> None:
    brief = compose([], [], [], [])
    assert brief.counts == "No report was read."
    assert (brief.developments, brief.figures, brief.gaps) == ((), (), ())


def test_a_report_without_claims_says_nothing_reported(make: type) -> None:
    brief = compose([make("Ferries run hourly.").report], [], [], [])
    assert brief.counts == "Nothing reported: 1 report read, and no claim found."


def test_trouble_in_the_data_stands_by_its_source(make: type) -> None:
    finding = Finding(code="encoding-replaced", message="Two characters could not be read.", source="day.txt")
    brief = compose([make("Ferries run hourly.").report], [], [], [finding])
    assert brief.sources[0].notes == ("Two characters could not be read.",)


def test_a_long_brief_says_how_much_it_leaves_out(make: type) -> None:
    text = "\n".join(f"Shell number {number} fell." for number in range(30))
    maker = make(text)
    claims = [maker.claim(line, event="shelling") for line in text.split("\n")]
    brief = compose([maker.report], claims, [], [])
    assert len(brief.developments) + brief.more == 30
    assert brief.more > 0


def test_every_line_carries_words_that_the_report_prints(make: type) -> None:
    brief = briefed(make, *claims_of_the_day(make))
    lines: list[Line] = [line for development in brief.developments for line in development.lines]
    assert all(TEXT[slice(*line.words.span)] == line.words.text for line in lines)
