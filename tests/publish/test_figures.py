"""Figures as rows: ranges, who gives which, parts under their whole."""

import pytest

from sayso.publish.brief import compose
from sayso.publish.figures import ends
from sayso.publish.model import FigureRow
from sayso.publish.ranges import WIDTH, largest, range_mark
from sayso.records import Dispute, Incident, Range


def notation(row: FigureRow) -> str:
    """A row in small: "38 killed by Register (12 killed of children by Register)"."""
    population = f" of {row.population}" if row.population else ""
    givers = ", ".join(source.line.who for source in row.sources)
    parts = "".join(f" ({notation(part)})" for part in row.parts)
    return f"{row.range} {row.what}{population} by {givers}{parts}"


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        ([(3, 3), (4, 4)], 3, 4),
        ([(25, None), (None, 40)], 25, 40),
        ([(61, 61), (97, None)], 61, None),  # "more than 97" has no upper end, and 61 is none
        ([(50, None)], 50, None),
        ([(None, 30)], None, 30),
        ([(20, 30), (25, 25)], 20, 30),
    ],
)
def test_a_range_goes_from_the_lowest_to_the_highest_that_anybody_gives(
    make: type, given: list[tuple[float | None, float | None]], low: float | None, high: float | None
) -> None:
    maker = make("Six died.")
    assert ends([maker.figure(*pair) for pair in given]) == (low, high)


def test_two_counts_of_one_event_are_one_row_with_both_sources(make: type) -> None:
    maker = make("The ministry said three died. The team said four died.")
    three = maker.claim("The ministry said three died.", says="ministry", figures=(maker.figure(3, 3),))
    four = maker.claim("The team said four died.", says="team", figures=(maker.figure(4, 4),))
    both = (three.id, four.id)
    incident = Incident(
        id="i", kind="shelling", status="happened", places=(), time=None, claims=(three, four),
        figures=(Range(measure="killed", population="people", low=3, high=4, rule="envelope", claims=both),),
        disputes=(Dispute(kind="figure", claims=both, sentence="Three or four died."),), reasons=(),
    )  # fmt: skip
    brief = compose([maker.report], [three, four], [incident], [])
    assert [notation(row) for row in brief.figures] == ["3 to 4 killed by Ministry, Team"]
    assert brief.developments[0].figure == "3 to 4 killed"
    assert [line.who for line in brief.disputes[0].lines] == ["Ministry", "Team"]


def test_parts_stand_under_their_whole_and_are_not_added(make: type) -> None:
    maker = make("The register counted 54 dead, including 12 children and seven women.")
    figures = (
        maker.figure(54, 54),
        maker.figure(12, 12, of="children", part_of=0),
        maker.figure(7, 7, of="women", part_of=0),
    )
    claim = maker.claim(maker.report.text, says="register", figures=figures)
    brief = compose([maker.report], [claim], [], [])
    assert [notation(row) for row in brief.figures] == [
        "54 killed by Register (12 killed of children by Register) (7 killed of women by Register)"
    ]
    assert "73" not in str(brief)


def test_a_range_takes_from_each_claim_the_figure_that_lies_in_it(make: type) -> None:
    maker = make("The ministry said three died, two of them stokers. The team said four died.")
    figures = (maker.figure(3, 3, of="deaths"), maker.figure(2, 2, of="stokers", part_of=0))
    three = maker.claim("The ministry said three died, two of them stokers.", says="ministry", figures=figures)
    four = maker.claim("The team said four died.", says="team", figures=(maker.figure(4, 4, of="sailors"),))
    both = (three.id, four.id)
    incident = Incident(
        id="i", kind="shelling", status="happened", places=(), time=None, claims=(three, four),
        figures=(
            Range(measure="killed", population="stokers", low=2, high=2, rule="envelope", claims=(three.id,)),
            Range(measure="killed", population="people", low=3, high=4, rule="envelope", claims=both),
        ),
        disputes=(), reasons=(),
    )  # fmt: skip
    brief = compose([maker.report], [three, four], [incident], [])
    assert [notation(row) for row in brief.figures] == [
        "3 to 4 killed by Ministry, Team (2 killed of stokers by Ministry)"
    ]


def test_a_pasted_posts_figure_never_widens_a_range(make: type) -> None:
    maker = make("The ministry said three died.\n# “90 died” – HarbourBell")
    three = maker.claim("The ministry said three died.", says="ministry", figures=(maker.figure(3, 3),))
    ninety = maker.claim("“90 died”", says="HarbourBell", channel="comment", figures=(maker.figure(90, 90),))
    both = (three.id, ninety.id)
    incident = Incident(
        id="i", kind="shelling", status="happened", places=(), time=None, claims=(three, ninety),
        figures=(Range(measure="killed", population="people", low=3, high=90, rule="envelope", claims=both),),
        disputes=(Dispute(kind="figure", claims=both, sentence="Three or ninety died."),), reasons=(),
    )  # fmt: skip
    brief = compose([maker.report], [three, ninety], [incident], [])
    assert [notation(row) for row in brief.figures] == ["3 killed by Ministry"]
    assert brief.disputes == ()
    assert [line.who for line in brief.comments] == ["An account online (name withheld)"]


def test_a_loaded_word_for_those_counted_is_left_to_the_quote(make: type) -> None:
    maker = make("The army said 40 terrorists died.")
    claim = maker.claim(maker.report.text, says="army", figures=(maker.figure(40, 40, of="terrorists"),))
    brief = compose([maker.report], [claim], [], [])
    assert [notation(row) for row in brief.figures] == ["40 killed by Army"]


@pytest.mark.parametrize(
    ("low", "high", "open_left", "open_right"),
    [(3, 4, False, False), (25, None, False, True), (None, 40, True, False), (0, 1, False, False)],
)
def test_a_drawn_range_stays_in_its_box(
    make: type, low: float | None, high: float | None, *, open_left: bool, open_right: bool
) -> None:
    maker = make("Six died.")
    claim = maker.claim("Six died.", figures=(maker.figure(low, high),))
    (row,) = compose([maker.report], [claim], [], []).figures
    mark = range_mark(row)
    assert mark is not None
    assert (mark.open_left, mark.open_right) == (open_left, open_right)
    assert all(0 <= x <= WIDTH for x in (mark.start, mark.end, *mark.points))
    assert mark.start <= mark.end


def test_a_single_exact_figure_is_not_drawn_but_a_part_is_drawn_against_its_whole(make: type) -> None:
    maker = make("The register counted 54 dead, including 12 children.")
    figures = (maker.figure(54, 54), maker.figure(12, 12, of="children", part_of=0))
    claim = maker.claim(maker.report.text, says="register", figures=figures)
    (row,) = compose([maker.report], [claim], [], []).figures
    assert range_mark(row) is None
    part = range_mark(row.parts[0], largest(row))
    assert part is not None
    assert part.end < WIDTH / 3  # 12 of 54
