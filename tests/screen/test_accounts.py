"""Accounts side by side: a row for each independent origin, within 80 columns, each wording once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pipeline import Pipeline
from sayso.records import Claim, Incident
from sayso.screen.accounts import account_lines

Shown = Callable[..., list[str]]


@pytest.fixture(name="shown", scope="module")
def shown_(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Return the lines of the one event of some reports, given as texts."""
    pipeline = Pipeline()
    folder: Path = tmp_path_factory.mktemp("reports")

    def shown(*texts: str) -> list[str]:
        claims: list[Claim] = []
        for number, text in enumerate(texts):
            path = folder / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            claims += pipeline.read(path, published="2031-05-14").claims
        event: Incident = max(pipeline.events(claims), key=lambda event: len(event.claims))
        return [line for _, line in account_lines(event, {claim.report: "day.txt" for claim in claims})]

    return shown


def rows(lines: list[str]) -> list[str]:
    """The lines that open a row: neither words nor where they stand."""
    return [line for line in lines if line.startswith("  ") and line[2:3] not in {" ", ""}][1:]


SHELLING = "SAMPLE. Shelling of the grain market in Sarnovo on Tuesday killed nine people, Delta Wire reported."


def test_copies_are_one_row_and_one_wording(shown: Shown) -> None:
    lines = shown(SHELLING, f"{SHELLING} ", f" {SHELLING}")
    assert len(rows(lines)) == 1
    assert sum("“" in line for line in lines) == 1
    assert any("and 2 copies" in line for line in lines)


def test_each_origin_has_its_row_with_its_own_figures(shown: Shown) -> None:
    lines = shown(
        SHELLING, "SAMPLE. Eleven people were killed in the shelling of Sarnovo on Tuesday, Mayor Ivo Bask said."
    )
    assert sorted((row[2:23].strip(), row[46:67].strip()) for row in rows(lines)) == [
        ("Delta Wire", "killed: 9 people"),
        ("Ivo Bask", "killed: 11 people"),
    ]


def test_how_an_assault_ended_stands_beside_who_says_so(shown: Shown) -> None:
    lines = shown(
        "SAMPLE. The Coastal Front said on Tuesday that it had overrun the base at Sarnovo. "
        "The Hill Army said that the attack on the base at Sarnovo was repelled."
    )
    assert [row[24:44].strip() for row in rows(lines)] == ["ground taken", "attack repelled"]


def test_a_row_fits_eighty_columns_whatever_it_holds(shown: Shown) -> None:
    lines = shown(
        "SAMPLE. Shelling of Sarnovo on Tuesday killed at least nine agricultural maintenance superintendents and wounded "
        "14 people, the Transregional Interdepartmental Documentation and Monitoring Secretariat said.",
        SHELLING,
    )
    table = [line for line in lines if "“" not in line and " · " not in line]
    assert len(table) > 3
    assert max(map(len, table)) <= 80
