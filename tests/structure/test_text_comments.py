"""Readers' comments: where they begin, whose they are, and what in them was pasted."""

from collections.abc import Callable

import pytest

from sayso.records import Report

Read = Callable[..., Report]
Layers = Callable[[Report], list[str]]
Dated = Callable[[Report], list[str]]

BODY = "Shells fell on the northern bridge of Orvaal for an hour, two residents said on Thursday."
OPINION = "I for one do not believe a word of what the council says about that bridge, and never did."

PAGE = f"""Bridge of Orvaal Shelled

{BODY}

Related Posts

  1. {OPINION}

  2. Council of Lesk Halts Patrols – Merin

    © Valley Wire/ Olin Task Valley 20:08 11.12.2031 The council halted patrols on Thursday, Ada Merin said.

    Read more:

  3. #Lesk: “Nine trucks crossed the ford at dawn, heading for the mill road.” – fordwatch
    {OPINION}
    2) “Two of the nine trucks came back before noon, empty.” –
    @millcam: The mill is still burning.

  4. 1. Why the ford matters more than the bridge ever did, in my view:
    2. Have a look at this map of the ford, it is rather instructive:

Leave a Comment
"""


def test_a_numbered_section_after_the_links(read_text: Read, layers: Layers, dated: Dated) -> None:
    report = read_text(PAGE)
    assert layers(report) == [
        "title: Bridge of Orvaal Shelled",
        f"body: {BODY}",
        f"comment: {OPINION}",
        "comment1 by Valley Wire: Council of Lesk Halts Patrols – Merin",
        "comment by Valley Wire: The council halted patrols on Thursday, Ada Merin said.",
        "comment> by fordwatch: #Lesk: “Nine trucks crossed the ford at dawn, heading for the mill road.” – fordwatch",
        f"comment: {OPINION}",
        "comment>: “Two of the nine trucks came back before noon, empty.” –",
        "comment> by millcam: The mill is still burning.",
        "comment: 1. Why the ford matters more than the bridge ever did, in my view:",
        "comment: Have a look at this map of the ford, it is rather instructive:",
    ]
    assert dated(report) == [
        "article | - | 2031-12-11",
        "comment | 1. | -",
        "comment | 2. | -",
        "comment | 3. | -",
        "comment | 4. | -",
        "quoted | - | 2031-12-11T20:08:00",
    ]


OPENERS = ["3 Comments", "Comments (3)", "Leave a Reply", "2 thoughts on “Bridge of Orvaal”", "Comments"]


@pytest.mark.parametrize("opener", OPENERS)
def test_readers_named_above_their_words(opener: str, read_text: Read, layers: Layers, dated: Dated) -> None:
    text = f"{BODY}\n\n{opener}\n\nOlin Task says:\n\nMay 14, 2031 at 3:45 pm\n\n{OPINION}\n\nReply\n\nAda says:\n\nIndeed so."
    report = read_text(text, "2031-05-14")
    assert layers(report) == [f"body: {BODY}", f"comment: {OPINION}", "comment: Indeed so."]
    assert dated(report)[1:] == ["comment | - | -", "comment | - | -"]  # no private name becomes a label


NOT_COMMENTS = [
    ("a share bar above the text", f"{BODY}\n\nComments\n\nPrint\n\n{BODY}\n\n{BODY}\n\n{BODY}", 4),
    (
        "a numbered list of links",
        f"{BODY}\n\nRelated Posts\n\n1. Mill burns again\n\n2. Ford opens\n\n3. Rain comes",
        1,
    ),
    ("a numbered list of the report itself", f"{BODY}\n\n1. {BODY}\n\n2. {BODY}", 3),
]


@pytest.mark.parametrize(("text", "blocks"), [row[1:] for row in NOT_COMMENTS], ids=[row[0] for row in NOT_COMMENTS])
def test_what_is_no_comments_section(text: str, blocks: int, read_text: Read) -> None:
    assert [block.channel for block in read_text(text).blocks] == ["body"] * blocks
