"""Groups of reports of one happening and of its look-alikes, in prose of invented outlets: what becomes one event, and what not.

Each row is some reports, a day of May 2031 and a text each. An event is written as the letters of its reports, and the claims of
a report that stand in several events make its letter stand in each: `ab c`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pipeline import Pipeline
from sayso.records import Claim

Told = list[tuple[int, str]]
Group = Callable[[Told], str]


@pytest.fixture(name="grouped", scope="module")
def grouped_(tmp_path_factory: pytest.TempPathFactory) -> Group:
    """Write which reports stand together."""
    pipeline = Pipeline()
    path: Path = tmp_path_factory.mktemp("groups") / "report.txt"

    def write(reports: Told) -> str:
        claims: list[Claim] = []
        letter_of: dict[str, str] = {}
        for letter, (day, text) in zip("abcdef", reports, strict=False):
            path.write_text(text, encoding="utf-8")
            found = pipeline.read(path, published=f"2031-05-{day:02}").claims
            letter_of |= dict.fromkeys((claim.id for claim in found), letter)
            claims += found
        events = pipeline.events(claims)
        return " ".join(sorted("".join(sorted({letter_of[claim.id] for claim in event.claims})) for event in events))

    return write


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param(
            [(7, "Shelling of the grain market in Sarnovo on Tuesday killed three people, the Harbour Watch said.\n"),
             (8, "The death toll from Tuesday's shelling of Sarnovo market rose to eight on Wednesday, Delta Wire reported.\n"),
             (20, "The death toll from the shelling of the market in Sarnovo has risen to 11, doctors said.\n")],
            "abc", id="a toll that rises, two weeks later without a day"),
        pytest.param(
            [(7, "An explosion in Sarnovo on Tuesday killed 25 people, the Health Ministry said.\n"),
             (8, "The Health Ministry on Wednesday corrected the toll of Tuesday's explosion in Sarnovo to 19 dead.\n")],
            "ab", id="a correction"),
        pytest.param(
            [(7, "Shelling of Sarnovo on Tuesday killed three people, the Harbour Watch said.\n"),
             (8, "Shelling of Sarnovo on Wednesday killed five people, the Harbour Watch said.\n"),
             (8, "Three people were killed in Tuesday's shelling of Sarnovo, Delta Wire said.\n")],
            "ac b", id="the same town on the next day is another happening"),
        pytest.param(
            [(7, "Four soldiers were killed by shelling of a base in Kolm on Tuesday, Radio Olm said.\n"),
             (7, "The ministry said four soldiers were killed by shelling of a base in Brask on Tuesday.\n")],
            "a b", id="two towns on one day, and nobody can locate them"),
        pytest.param(
            [(7, ("A drone strike killed four people in a car in Sarnovo on Tuesday. Hours later, another strike on a petrol "
                 "station in the town killed two.\n")),
             (7, "Four people died when a drone hit their car in Sarnovo on Tuesday, Delta Wire said.\n")],
            "a ab", id="another strike of the same evening"),
        pytest.param(
            [(7, ("A car bomb killed nine people in Sarnovo on Tuesday, police said.\n\n"
                 "The attack came a year after a car bomb killed 40 people in the same town in May 2030.\n")),
             (7, "At least nine people died when a car bomb exploded near a bank in Sarnovo on Tuesday, the ministry said.\n")],
            "a ab", id="an older happening that a report recalls"),
        pytest.param(
            [(8, "At least 14 people were killed in an airstrike on a school in Sarnovo, the Harbour Watch said.\n"),
             (8, "An airstrike hit a school in the town of Sarnovo, killing 14 people, among them six children.\n")],
            "ab", id="neither dated: news of one day, one town, one figure"),
        pytest.param(
            [(3, "An airstrike killed seven people in the village of Beleno, Delta Wire said.\n"),
             (28, "Seven people died in an air raid on houses in Beleno village, doctors said.\n")],
            "a b", id="neither dated, and told as news of other weeks"),
        pytest.param(
            [(7, "Russian aircraft bombed a hospital in Sarnovo on Tuesday, killing 12 people, the Harbour Watch said.\n"),
             (10, "Russia's Defense Ministry denied that its aircraft struck a hospital in Sarnovo.\n")],
            "ab", id="a denial without a day is of what its own side is accused of"),
        pytest.param(
            [(8, "A Turkish drone struck a car in the village of Kafr Nuran on Tuesday, killing two people, Delta Wire said.\n"),
             (8, "Two people were killed on Tuesday when a drone struck their car in Kfar Nouran village.\n"),
             (8, "A drone strike in the village of Tal Rumman killed two shepherds on Tuesday, doctors said.\n")],
            "ab c", id="one village in two spellings, and another village"),
        pytest.param(
            [(8, "Rockets hit the Old Mill district of Sarnovo on Tuesday and killed six people, Delta Wire said.\n"),
             (8, "Six people were killed by rockets in Sarnovo on Tuesday, the Harbour Watch said.\n")],
            "ab", id="a quarter and its town"),
        pytest.param(
            [(8, "Forty-one people were killed in Sarnovo in the past week, the Harbour Watch said.\n"),
             (8, "Nine people were killed in shelling of Sarnovo on Tuesday, the Harbour Watch said.\n")],
            "a b", id="a week's total and one day's toll"),
        pytest.param(
            [(8, "Gunmen attacked a checkpoint in Sarnovo on Tuesday. Two soldiers were killed, the Harbour Watch said.\n"),
             (8, ("Two soldiers died in an attack by gunmen on a checkpoint in Sarnovo on Tuesday, the Interior Ministry said.\n"
                 "\nThe ministry said two attackers were wounded.\n"))],
            "ab", id="what a report tells of one happening in several sentences"),
    ],
)  # fmt: skip
def test_what_stands_together(reports: Told, expected: str, grouped: Group) -> None:
    assert grouped(reports) == expected
