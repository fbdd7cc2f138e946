"""Which figure each rule takes, what is a rise, what is rounded, and what does not add up."""

from collections.abc import Callable, Sequence

import pytest

from sayso.errors import UsageError
from sayso.reconcile import reconcile
from sayso.reconcile.rules import RULES, rule_named
from sayso.records import Claim, Incident
from sayso.register.grades import Grade, Grades

Make = Callable[[Sequence[str]], list[Claim]]
Events = Callable[..., tuple[Incident, ...]]
T = "casualty-toll, Tarsa, 6"
GRADES = Grades(
    [
        ("Ministry", Grade("2031-01-01", "D", "counts its own dead only")),
        ("Team", Grade("2031-01-01", "D", "new")),
        ("Team", Grade("2031-04-01", "B", "names each of the dead")),
    ]
)


@pytest.mark.parametrize(
    ("rule", "lines", "best"),
    [
        pytest.param("envelope", [f"A: {T} | killed 3 people", f"B: {T} | killed 4 people"], None, id="envelope takes none"),
        pytest.param("conservative", [f"A: {T} | killed 3 people", f"B: {T} | killed 4 people"], 3, id="the lowest"),
        pytest.param("conservative", [f"A: {T} | killed 3.. people", f"B: {T} | killed 4 people"], 3, id="at least 3 is 3"),
        pytest.param("conservative", [f"A: {T} | killed ~3 people", f"B: {T} | killed 4 people"], 4, id="about 3 is not exact"),
        pytest.param("conservative", [f"A: {T} | killed ~3 people"], 3, id="but what there is counts"),
        pytest.param("conservative", [f"A: {T} | killed ..30 people"], None, id="up to 30 names no lowest"),
        pytest.param(
            "conservative", [f"A: {T} | killed 3 people", f"A: {T} said 8 | killed 5 people", f"B: {T} | killed 6 people"], 5,
            id="a source's later figure replaces its earlier"),
        pytest.param(
            "conservative", [f"A: {T} | killed 3 people", f"B: {T} said 8 | killed 5 people"], 5,
            id="a toll that rose: the lowest of the last day"),
        pytest.param(
            "majority", [f"A: {T} | killed 3 people", f"B: {T} | killed 4 people", f"C: {T} | killed 4 people"], 4,
            id="two of three"),
        pytest.param("majority", [f"A: {T} | killed 3 people", f"B: {T} | killed 4 people"], None, id="one each: none"),
        pytest.param("majority", [f"A: {T} | killed 3 people", f"A: {T} at 90 | killed 3 people"], None, id="one voice twice"),
        pytest.param("hierarchy", [f"Ministry: {T} | killed 3 people", f"Team: {T} | killed 4 people"], 4, id="B before D"),
        pytest.param("hierarchy", [f"A: {T} | killed 3 people", f"Ministry: {T} | killed 4 people"], 4, id="D before F"),
        pytest.param("hierarchy", [f"A: {T} | killed 3 people", f"B: {T} | killed 4 people"], None, id="nobody is graded"),
    ],
)  # fmt: skip
def test_the_figure_that_a_rule_takes(rule: str, lines: list[str], best: int | None, claims: Make) -> None:
    (event,) = reconcile(claims(lines), rule_named(rule), GRADES)
    (figures,) = event.figures
    assert (figures.best, figures.rule) == (best, rule)


def test_a_grade_holds_from_its_day_on() -> None:
    assert [GRADES.of("Team", day) for day in ("2030-12-31", "2031-03-31", "2031-04-01", None)] == ["F", "D", "B", "B"]


def test_an_unknown_rule_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="envelope, conservative, majority, hierarchy"):
        rule_named("best")


def test_every_rule_says_what_it_does() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.about for rule in RULES)


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        pytest.param(
            [f"A: {T} | killed 3 people", f"B: {T} said 8 | killed 5 people", f"A: {T} said 9 | killed 6 people"],
            ["2031-05-06 3", "2031-05-08 5", "2031-05-09 6"], id="from day to day"),
        pytest.param([f"A: {T} | killed 3 people", f"B: {T} | killed 5 people"], [], id="on one day: two counts"),
        pytest.param([f"A: {T} | killed 5 people", f"B: {T} said 8 | killed 3 people"], [], id="lower later: no rise"),
        pytest.param([f"A: {T} | killed 5 people", f"B: {T} said 8 | killed 5 people"], [], id="the same later"),
        pytest.param([f"A: {T} | killed 5 people", f"B: {T} said 8 | killed ~9 people"], [], id="rounded later"),
    ],
)  # fmt: skip
def test_a_rise_is_shown_as_a_rise(lines: list[str], steps: list[str], events: Events) -> None:
    (event,) = events(*lines)
    (figures,) = event.figures
    assert [f"{step.said} {step.low}" for step in figures.rise] == steps
    assert not steps or event.disputes == ()


def test_an_end_that_rests_on_a_round_word_says_so(events: Events) -> None:
    (event,) = events(f"A: {T} | killed ~50 people", f"B: {T} | killed 52 people")
    (figures,) = event.figures
    assert (figures.low, figures.high, figures.rounded) == (50, 52, ("low",))


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        pytest.param([f"A: {T} | killed 9 people, killed 12 children <0"], ["part-larger"], id="a part above its whole"),
        pytest.param(
            [f"A: {T} | killed 9 people, killed 5 children <0, killed 6 women <0"], ["parts-over-whole"], id="parts above it"),
        pytest.param([f"A: {T} | killed 9 people, killed 5 children <0, killed 4 women <0"], [], id="parts that fill it"),
        pytest.param([f"A: {T} | killed 9.. people, killed 12 children <0"], [], id="at least 9 may be 12"),
        pytest.param([f"A: {T} | killed 9 people, wounded 12 children <0"], [], id="another measure is no part"),
    ],
)  # fmt: skip
def test_parts_that_do_not_add_up(lines: list[str], codes: list[str], events: Events) -> None:
    (event,) = events(*lines)
    assert [finding.code for finding in event.findings] == codes


@pytest.mark.parametrize(
    ("lines", "falls"),
    [
        pytest.param(
            ["A: casualty-toll, Tarsa, 1-7 said 7 | killed 90 people", "A: casualty-toll, Tarsa, 1-9 said 9 | killed 80 people"],
            "b", id="since May 1, lower two days later"),
        pytest.param(
            ["A: casualty-toll, Tarsa, 1-7 said 7 | killed 90 people", "B: casualty-toll, Tarsa, 1-9 said 9 | killed 80 people"],
            "", id="another source"),
        pytest.param(
            ["A: casualty-toll, Tarsa, 1-7 said 7 | killed 90 people", "A: casualty-toll, Tarsa, 2-9 said 9 | killed 80 people"],
            "", id="since another day"),
        pytest.param(
            ["A: casualty-toll, Tarsa, 1-7 said 7 | killed 80 people", "A: casualty-toll, Tarsa, 1-9 said 9 | killed 90 people"],
            "", id="it rises"),
    ],
)  # fmt: skip
def test_a_cumulative_count_that_falls(lines: list[str], falls: str, events: Events) -> None:
    found = [finding for event in events(*lines) for finding in event.findings]
    assert "".join(finding.source.removeprefix("report ") for finding in found) == falls
    assert all(finding.code == "cumulative-falls" for finding in found)
