"""An event of prose is coded by what the register knows of those who act and are acted on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.pipeline import Pipeline
from sayso.publish.codes import Coder
from sayso.register.load import Register

Codes = Callable[[str], list[str]]


@pytest.fixture(name="coded", scope="module")
def coded_(tmp_path_factory: pytest.TempPathFactory) -> Codes:
    """Return the codes of the one event of a text, `-` for none."""
    pipeline, coder = Pipeline(), Coder(Register.load(), "en")
    path: Path = tmp_path_factory.mktemp("codes") / "day.txt"

    def codes(text: str) -> list[str]:
        path.write_text(text, encoding="utf-8")
        (event,) = pipeline.events(pipeline.read(path, published="2031-05-08").claims)
        return [" / ".join(filter(None, (code.code, code.detail))) or "-" for code in coder.codes(event)]

    return codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The Chadian army shelled civilians in Berlin on Tuesday.",
            ["Explosions/Remote violence / Shelling/artillery/missile attack", "1", "1", "ASSAULT / heavy-weapons", "3", "1", "1"],
            id="a state, civilians, a city, a day"),
        pytest.param(
            "Clashes between the Chadian army and militants in Germany left nine dead.",
            ["Battles / Armed clash", "-", "-", "ASSAULT", "-", "6", "-"],
            id="both sides, a country, no day; UCDP asks for a group with a name"),
        pytest.param(
            "Clashes between the Chadian army and Boko Haram in Germany left nine dead.",
            ["Battles / Armed clash", "-", "-", "ASSAULT", "1", "6", "-"],
            id="both sides named"),
    ],
)  # fmt: skip
def test_events_are_coded(text: str, expected: list[str], coded: Codes) -> None:
    assert coded(text) == expected
