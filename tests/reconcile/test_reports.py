"""Several reports of one happening, in prose of invented outlets, read by the whole pipeline: origins, rises, grades."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pipeline import Pipeline
from sayso.records import Claim, Incident

Read = Callable[..., Incident]


@pytest.fixture(name="read", scope="module")
def read_(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Return the event with most claims of some reports, each a day of May 2031 and a text."""
    pipeline = Pipeline()
    folder: Path = tmp_path_factory.mktemp("reports")

    def read(*reports: tuple[int, str]) -> Incident:
        claims: list[Claim] = []
        for number, (day, text) in enumerate(reports):
            path = folder / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            claims += pipeline.read(path, published=f"2031-05-{day:02}").claims
        return max(pipeline.events(claims, rule="conservative"), key=lambda event: len(event.claims))

    return read


WIRE = "Shelling of the grain market in Sarnovo on Tuesday killed nine people and wounded 14, Delta Wire reported.\n"


def test_copies_and_relays_of_one_wire_are_one_origin(read: Read) -> None:
    event = read(
        (7, WIRE),
        (7, "Morning brief. " + WIRE),
        (8, "Nine people died on Tuesday in shelling of the grain market in Sarnovo, Delta Wire said.\n"),
        (8, "Eleven people were killed in the shelling of Sarnovo on Tuesday, mayor Ivo Bask said.\n"),
    )
    assert sorted((origin.name, len(origin.reports)) for origin in event.origins) == [
        ("Delta Wire", 3),
        ("Ivo Bask", 1),
    ]
    assert [(grading.question, grading.grade) for grading in event.grades] == [("happened", "fair")]


def test_a_toll_that_rises_is_a_rise_and_no_dispute(read: Read) -> None:
    event = read(
        (6, "Shelling of Sarnovo on Tuesday killed three people, the Harbour Watch said.\n"),
        (7, "Five people died in the shelling of Sarnovo on Tuesday, Delta Wire said.\n"),
        (8, "The shelling of Sarnovo on Tuesday killed eight people, the Harbour Watch said.\n"),
    )
    (killed,) = (figures for figures in event.figures if figures.measure == "killed")
    assert [(step.said[-1], step.low) for step in killed.rise] == [("6", 3), ("7", 5), ("8", 8)]
    assert (killed.low, killed.best, killed.high) == (3, 8, 8)
    assert event.disputes == ()


def test_who_did_it_is_contested_when_the_accused_denies_it(read: Read) -> None:
    event = read(
        (7, "The Chadian army shelled a market in Sarnovo on Tuesday, killing nine people, the Harbour Watch said.\n"),
        (7, "The Chadian army shelled a market in Sarnovo on Tuesday and killed nine people, Delta Wire said.\n"),
        (7, "The Chadian army denied shelling a market in Sarnovo on Tuesday.\n"),
    )
    grades = {grading.question: grading.grade for grading in event.grades}
    assert grades["responsibility"] == "contested"
    assert {dispute.kind for dispute in event.disputes} == {"denial"}
