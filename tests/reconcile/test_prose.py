"""The traps of a day's page, in prose of invented outlets, read by the whole pipeline: what becomes one event, and what not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pipeline import Pipeline
from sayso.records import Incident

Read = Callable[[str], tuple[Incident, ...]]


@pytest.fixture(name="read", scope="module")
def read_(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Return the events of a text published on a Thursday."""
    pipeline = Pipeline()
    path: Path = tmp_path_factory.mktemp("prose") / "day.txt"

    def read(text: str) -> tuple[Incident, ...]:
        path.write_text(text, encoding="utf-8")
        return pipeline.events(pipeline.read(path, published="2031-05-08").claims)

    return read


def with_words(events: tuple[Incident, ...], words: str) -> Incident:
    """Return the event that has a claim with some words."""
    return next(event for event in events if any(words in claim.quote for claim in event.claims))


def figures(event: Incident) -> set[tuple[str, str, int | float | None, int | float | None]]:
    return {(figure.measure, figure.population, figure.low, figure.high) for figure in event.figures}


def test_taken_and_repelled_are_one_event_with_a_disputed_outcome(read: Read) -> None:
    events = read(
        "Hill Brigade Claims Attack on Army Posts\n\n"
        "The Hill Brigade is claiming an attack on army posts near the town of Sarnovo.\n\n"
        "Its outlet Hill Press claimed more than 40 troops were killed as the Hill Brigade captured two checkpoints near "
        "the town of Sarnovo.\n\n"
        "A pro-government website says, from “valley radio”, that the attack was repelled, with the Hill Brigade losing more "
        "than 55 fighters and six trucks.\n"
    )
    event = with_words(events, "repelled")
    assert event is with_words(events, "40 troops")
    assert {("killed", "soldiers", 40, None), ("killed", "fighters", 55, None)} <= figures(event)
    assert [dispute.kind for dispute in event.disputes] == ["outcome"]


def test_two_bodies_count_the_same_dead(read: Read) -> None:
    events = read(
        "The Ostland Defence Ministry acknowledged three deaths from rebel shelling on a base in Sarnovo on Sunday.\n\n"
        "However, the Border Watch Team says four soldiers were killed in the shelling in Sarnovo.\n"
    )
    event = with_words(events, "three deaths")
    assert event is with_words(events, "four soldiers")
    (stated,) = (figure for figure in event.figures if figure.measure == "killed")
    assert (stated.low, stated.high) == (3, 4)
    assert [dispute.kind for dispute in event.disputes] == ["figure"]


def test_a_towns_toll_the_countrys_and_its_parts(read: Read) -> None:
    events = read(
        "The Valley Committee documented the killing of 61 people in Berlin on Wednesday.\n\n"
        "The deaths were among 97 documented across Germany, including 21 children and 17 women.\n"
    )
    town, country = with_words(events, "61 people"), with_words(events, "97 documented")
    assert figures(town) == {("killed", "people", 61, 61)}
    assert figures(country) == {
        ("killed", "people", 97, 97), ("killed", "children", 21, 21), ("killed", "women", 17, 17),
    }  # fmt: skip
    assert town.disputes == country.disputes == ()
    assert [(found.event, found.part, found.whole) for found in town.within] == [(country.id, 61, 97)]
    assert [(found.event, found.part, found.whole) for found in country.contains] == [(town.id, 61, 97)]


def test_a_provinces_toll_told_among_the_countrys_is_part_of_it(read: Read) -> None:
    """Three events, of which one holds the two others; what a neighbouring country counts is no part of it."""
    events = read(
        "The Valley Committee documented the killing of 61 people in Berlin on Wednesday.\n\n"
        "The deaths were among 97 documented across Germany, including 21 children and 17 women.\n\n"
        "Among the dead were 20 in Bavaria.\n\n"
        "The Border Watch counted 12 deaths in France on Wednesday.\n"
    )
    country = with_words(events, "97 documented")
    assert {(found.part, found.sentence) for found in country.contains} == {
        (61, "61 people in Berlin are among 97 in Germany (people killed)"),
        (20, "20 in Bavaria are among 97 in Germany (people killed)"),
    }
    assert with_words(events, "20 in Bavaria").within[0].event == country.id
    assert with_words(events, "12 deaths").within == ()


def test_a_truce_announced_and_rejected_is_one_with_both_standing(read: Read) -> None:
    events = read(
        "Coast Minister Adem Varo has announced a ceasefire in Sarnovo.\n\n"
        "However, Governor Ivo Bask has rejected a ceasefire in Sarnovo.\n"
    )
    event = with_words(events, "announced a ceasefire")
    assert event is with_words(events, "rejected a ceasefire")
    assert [dispute.kind for dispute in event.disputes] == ["outcome"]
    assert "announced a truce" in event.disputes[0].sentence
    assert "rejected a truce" in event.disputes[0].sentence
