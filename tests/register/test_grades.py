"""Grades of sources and claims: what a table may say, what it means on a day, and which line is wrong."""

from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.register.grades import Grades

HEAD = "source,grade,since,reason\n"


@pytest.fixture(name="table")
def table_(tmp_path: Path) -> Path:
    return tmp_path / "grades.csv"


@pytest.mark.parametrize(
    ("source", "day", "letter"),
    [
        pytest.param("outlet:hill", "2031-05-06", "B", id="from its day on"),
        pytest.param("outlet:hill", "2031-03-31", "D", id="before it, the earlier one"),
        pytest.param("outlet:hill", "2030-12-31", "F", id="before any"),
        pytest.param("outlet:hill", None, "B", id="no day: the newest"),
        pytest.param("hill monitor", "2031-05-06T10:00:00Z", "C", id="by name, in any case, by instant"),
        pytest.param("Radio Delta", "2031-05-06", "F", id="no row"),
    ],
)
def test_the_letter_of_a_source(source: str, day: str | None, letter: str, table: Path) -> None:
    rows = "outlet:hill,B,2031-04-01,names the dead\noutlet:hill,D,2031-01-01,new\nHill Monitor,C,2031-01-01,mixed\n"
    table.write_text(HEAD + rows)
    assert Grades.read(table).of(source, day) == letter


def test_the_number_of_a_claim(table: Path) -> None:
    table.write_text(HEAD + "93b1,3,2031-05-07,plausible\n93b1,2,2031-05-08,a second source\n")
    grades = Grades.read(table)
    assert (grades.of_claim("93b1"), grades.of_claim("aaaa"), grades.of("93b1", None)) == ("2", "6", "F")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("source,grade\n", "columns", id="other columns"),
        pytest.param("", "columns", id="nothing"),
        pytest.param(HEAD + "a,G,2031-01-01,why\n", "line 2", id="no such letter"),
        pytest.param(HEAD + "a,95,2031-01-01,why\n", "line 2", id="a score is no grade"),
        pytest.param(HEAD + "a,A,2031-01-01,why\nb,A,soon,why\n", "line 3", id="no date"),
        pytest.param(HEAD + "a,A,2031-01-01,\n", "reason", id="no reason"),
        pytest.param(HEAD + "a,A\n", "line 2", id="half a row"),
    ],
)
def test_what_is_wrong_is_named(text: str, says: str, table: Path) -> None:
    table.write_text(text)
    with pytest.raises(UsageError, match=says):
        Grades.read(table)


def test_a_table_that_is_not_there(table: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Grades.read(table)
