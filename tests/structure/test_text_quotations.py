"""Block quotations: paragraphs that are a speaker's own words by their place, without quotation marks."""

from collections.abc import Callable

import pytest

from sayso.records import Report

Read = Callable[..., Report]

TOLD = "The mayor spoke of the truce in an interview with Valley Radio, broadcast on Thursday:"
ROWS = [
    # each row: why, the paragraphs, and which of them (counting from 0) are set off as quotations
    ("the paragraph after the introduction", [TOLD, "Those who beg for a truce are losing.", "Rain fell in Lesk."], [1]),
    (
        "what broke off goes on",
        [TOLD, "The bridge is a symbol of the valley….", "Whoever holds it holds the mill.", "Rain fell in Lesk."],
        [1, 2],
    ),
    (
        "the speaker's we and our go on",
        [TOLD, "The bridge is a symbol.", "We shall not give up our mill.", "Rain fell in Lesk."],
        [1, 2],
    ),
    ("because ties", [TOLD, "The bridge is a symbol.", "Because the mill feeds all of Lesk, it must stand."], [1, 2]),
    (
        "a paragraph that reports speech is the narrator's, whoever says we in it",
        [TOLD, "The bridge is a symbol.", "The mayor added that “we shall stay” in Lesk."],
        [1],
    ),
    ("a new introduction is the narrator's", [TOLD, "It is ours.", "Merin insisted on this point:", "Lesk stays."], [1, 3]),
    ("quotation marks speak for themselves", [TOLD, "“It is ours.”", "“We stay.”"], []),
    ("a colon after a picture's name introduces nobody", ["The mill of Lesk on Thursday:", "Rain fell in Lesk."], []),
    ("no colon, no quotation", ["The mayor gave an interview on Thursday.", "We shall stay in Lesk."], []),
    ("the items of a statement", ["The council said the following in a statement:", "* Lesk is ours.", "* We stay."], [1, 2]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "quoted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_quotations(paragraphs: list[str], quoted: list[int], read_text: Read) -> None:
    first = "Heavy rain fell on the valley of Orvaal for three days, two residents said."
    report = read_text("\n\n".join([first, *paragraphs]))
    marked = [report.text[slice(*block.span)] for block in report.blocks if block.quotation]
    assert marked == [paragraphs[number].removeprefix("* ") for number in quoted]


def test_an_update_is_never_the_words_of_the_speaker_above_it(read_text: Read) -> None:
    report = read_text(f"UPDATE 0900 GMT: {TOLD}\n\nUPDATE 0800 GMT: We saw rain fall in Lesk.")
    assert [block.quotation for block in report.blocks] == [False, False]
