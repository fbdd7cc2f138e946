"""Abbreviations that a text introduces."""

import pytest

from sayso.register.abbreviations import TextNames, initials


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("the Valley Action Committee (VAC) said", {"VAC": "Valley Action Committee"}),
        ("the Union for Peace and Bread (UPB)", {"UPB": "Union for Peace and Bread"}),  # small words left out
        ("the Movement of the Hills (MOTH)", {"MOTH": "Movement of the Hills"}),  # or not
        ("the Free Hills Brigades, or FHB, fled", {"FHB": "Free Hills Brigades"}),
        ("the Free Hills Brigades, also known as the FHB, fled", {"FHB": "Free Hills Brigades"}),
        ("the Free Hills Brigades, known by its acronym FHB", {"FHB": "Free Hills Brigades"}),
        ("People's Shield Units (YKB)", {"YKB": "People's Shield Units"}),  # letters of another language
        ("FHB (Free Hills Brigades)", {"FHB": "Free Hills Brigades"}),
        ("The Hill Watch Team counts two. HWT says more.", {"HWT": "Hill Watch Team"}),  # by initials alone
        ("Hill Watch Team -LRB- HWT -RRB-", {"HWT": "Hill Watch Team"}),  # tokenised before
        ("THE HILL FARMERS NATIONAL FRONT (HFNF) SAID", {"HFNF": "HILL FARMERS NATIONAL FRONT"}),
        ("THE HILL FARMERS\nNATIONAL FRONT (HFNF)", {"HFNF": "HILL FARMERS NATIONAL FRONT"}),  # over a line's end
        ("he fired two shots (TOW)", {}),  # no name before it
        ("in the village (photo)", {}),
        ("a man (AK) ran", {}),
        ("A TALL MAN CAME (XYZ)", {}),  # capitals say nothing, and the letters do not fit
    ],
)
def test_read(text: str, full: dict[str, str]) -> None:
    assert TextNames.read(text).full == full


def test_the_first_introduction_counts() -> None:
    names = TextNames.read("the Valley Action Committee (VAC) and the Virgin Air Company (VAC)")
    assert names.expand("VAC") == "Valley Action Committee"
    assert names.introduced == {"VAC": 4}


def test_dots_do_not_matter() -> None:
    assert TextNames.read("the Valley Action Committee (VAC)").expand("V.A.C.") == "Valley Action Committee"


@pytest.mark.parametrize(
    ("name", "short"), [("Union for Peace and Bread", "UPB"), ("the Hill-Valley Front", "HVF"), ("", "")]
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short
