"""What a screen is given: lines of at most its width, broken between words, and nothing that acts on the terminal."""

import pytest

from sayso.screen.terminal import safe, wrapped


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        pytest.param("two men fell", ["two men fell"], id="fits"),
        pytest.param("two men fell at the quay", ["two men fell", "  at the", "  quay"], id="broken between words"),
        pytest.param("  two men fell at", ["  two men", "    fell at"], id="what goes on stands further in"),
        pytest.param("see 0123456789abcdef", ["see", "  0123456789abcdef"], id="a hash stays whole"),
        pytest.param("", [""], id="an empty line"),
    ],
)
def test_a_line_is_broken_between_words(line: str, pieces: list[str]) -> None:
    assert list(wrapped(line, 12)) == pieces


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\u202e", "\u200b", "\x9b", "\U000e0041"])
def test_no_sign_that_acts_reaches_the_screen(sign: str) -> None:
    assert safe(f"a{sign}b") == "a\ufffdb"
