"""A brief as Markdown: quotes to the letter, nothing that acts as markup, honest when empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.publish.brief import compose
from sayso.publish.markdown import markdown, plain

_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")


def quotes(text: str) -> list[str]:
    """The quoted words in Markdown, as a reader sees them."""
    found = re.findall(r"^ +> “\u202f?(.*?)\u202f?”$", text, re.MULTILINE)
    return [_ESCAPED.sub(r"\1", words) for words in found]


@pytest.mark.parametrize(
    "words",
    [
        "Six died at the quay.",
        "Six *died* at [the quay](x) <b>now</b> & `later` | _here_ #1 ~~no~~",
        "1. Six died.",
        "- Six died.",
        "“Six died,” she said.",
        "Six\ndied.",  # a line end is a space
    ],
)
def test_quotes_are_to_the_letter_for_whoever_reads_them(make: type, words: str) -> None:
    maker = make(f"Before.\n{words}\nAfter.")
    shown = markdown(compose([maker.report], [maker.claim(words)], [], []))
    assert set(quotes(shown)) == {words.replace("\n", " ").removeprefix("- ")}


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_nothing_in_a_report_acts_as_markup(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*\[\]|]", shown)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


def test_each_line_links_to_its_place(make: type) -> None:
    maker = make("Calm at first. Six died.")
    shown = markdown(compose([maker.report], [maker.claim("Six died.", label="UPDATE 0930 GMT")], [], []))
    assert "([UPDATE 0930 GMT](day.txt#char=15,24), 14 May 2031, 09:30 UTC)" in shown


def test_standard_input_has_no_link_but_a_place(make: type) -> None:
    maker = make("Six died.", "-")
    shown = markdown(compose([maker.report], [maker.claim("Six died.")], [], []))
    assert "characters 0–9 of standard input" in shown


def test_empty_input_gives_an_honest_page() -> None:
    shown = markdown(compose([], [], [], []))
    assert shown.count("Nothing reported.") == 6
    assert "No report was read." in shown
    assert shown.endswith("\n")


def test_a_private_name_is_nowhere(make: type) -> None:
    maker = make("Marta Oll, a baker, said six died. It was loud, Oll said.")
    claims = [
        maker.claim("Marta Oll, a baker, said six died.", says="Marta Oll"),
        maker.claim("It was loud, Oll said.", event="conditions", says="Marta Oll"),
    ]
    assert "Oll" not in markdown(compose([maker.report], claims, [], []))
