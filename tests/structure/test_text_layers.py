"""Plain text: which lines are title, heading, caption, list, body, and which are no part of the report."""

from collections.abc import Callable

import pytest

from sayso.records import Report

Read = Callable[..., Report]
Layers = Callable[[Report], list[str]]

BODY = "Shells fell on the northern bridge of Orvaal for an hour, two residents said."
MORE = "The council has asked both sides to let an ambulance through to the river clinic."

ROWS = [
    # each row: why, the text, its blocks
    (
        "a headline, a blank line, text",
        f"Two Towns Shelled in Orvaal Valley\n\n{BODY}\n\n{MORE}\n",
        ["title: Two Towns Shelled in Orvaal Valley", f"body: {BODY}", f"body: {MORE}"],
    ),
    ("a first sentence is no title", f"{BODY}\n\n{MORE}\n", [f"body: {BODY}", f"body: {MORE}"]),
    (
        "a first sentence without its full stop is no title",
        f"At least nine people died in the raid on Orvaal, the mayor said on Friday\n\n{BODY}",
        ["body: At least nine people died in the raid on Orvaal, the mayor said on Friday", f"body: {BODY}"],
    ),
    (
        "a headline that parts itself with a bar",
        f"Hours after the truce | Drone hits car on the road between Orvaal and Lesk\n\n{BODY}",
        ["title: Hours after the truce | Drone hits car on the road between Orvaal and Lesk", f"body: {BODY}"],
    ),
    (
        "a headline run together with the text after a date",
        f"14-05-2031 Nine Dead in Orvaal Market Attack. {BODY} {MORE}",
        ["title: Nine Dead in Orvaal Market Attack.", f"body: {BODY} {MORE}"],
    ),
    ("a date run together with a first sentence", f"14 May 2031 {BODY}", [f"body: {BODY}"]),
    (
        "headings stand between paragraphs",
        f"{BODY}\n\nRoad to the South\n\n{MORE}\n\nBORDER TOWNS\n\n{BODY}",
        [f"body: {BODY}", "heading: Road to the South", f"body: {MORE}", "heading: BORDER TOWNS", f"body: {BODY}"],
    ),
    (
        "headings marked with #",
        f"# Orvaal this week\n\n{BODY}\n\n## The north\n\n{MORE}",
        ["title: Orvaal this week", f"body: {BODY}", "heading2: The north", f"body: {MORE}"],
    ),
    (
        "items lose their bullet, not their place",
        f"{BODY}\n\n* One tank was lost.\n\\* Two trucks burned .\n• A bridge fell\n1. Nine people fled.\n\n{MORE}",
        [
            f"body: {BODY}",
            "body*: One tank was lost.",
            "body*: Two trucks burned .",
            "body*: A bridge fell",
            "body*: Nine people fled.",
            f"body: {MORE}",
        ],
    ),
    (
        "a list without bullets, which a colon announced",
        f"{BODY} The dead are:\n\nAda Merin (6)\n\nOlin Task (41)\n\n{MORE}",
        [f"body: {BODY} The dead are:", "body*: Ada Merin (6)", "body*: Olin Task (41)", f"body: {MORE}"],
    ),
    (
        "captions: a label, a credit in brackets, a name that ends in a colon",
        (f"{BODY}\n\nPHOTO: The old mill of Lesk\n\nA boy crosses the square. (Photo: Valley Wire)\n\n"
        f"Footage from the mill on Monday:\n\n{MORE}"),
        [
            f"body: {BODY}",
            "caption: PHOTO: The old mill of Lesk",
            "caption: A boy crosses the square. (Photo: Valley Wire)",
            "caption: Footage from the mill on Monday:",
            f"body: {MORE}",
        ],
    ),
    (
        "a line above a credit line is a caption, even the first of the page",
        f"Smoke over the bridge at Lesk\n\nCredit: A. Merin/Valley Wire\n\n{BODY}",
        ["caption: Smoke over the bridge at Lesk", f"body: {BODY}"],
    ),
    (
        "a credit amid a text that lost its breaks ends a caption",
        f"{BODY} A woman sweeps glass near the mill. May 14 2031. (Valley Wire and agencies) {MORE}",
        [f"body: {BODY}", "caption: A woman sweeps glass near the mill.", f"body: {MORE}"],
    ),
    (
        "lines in capitals amid such a text are links",
        f"{BODY}VALLEY COUNCIL SPLITS OVER BRIDGE TOLLS{MORE}CLICK HERE TO GET THE VALLEY APP",
        [f"body: {BODY}", f"body: {MORE}"],
    ),
    (
        "wire text, hard-wrapped, with indented first lines",
        ("   THE ARMY OF ORVAAL TODAY CONFIRMED THAT HEAVY CLASHES TOOK PLACE NEAR\n"
        "THE MILL OF LESK.  A SOURCE OF THE COUNCIL SAID THAT NINE WERE WOUNDED IN\nTHE NORTH.\n\n"
        "   THE COUNCIL HAS ASKED BOTH SIDES TO LET AN AMBULANCE THROUGH TO THE\nCLINIC.\n"),
        [
            ("body: THE ARMY OF ORVAAL TODAY CONFIRMED THAT HEAVY CLASHES TOOK PLACE NEAR THE MILL OF LESK. "
            "A SOURCE OF THE COUNCIL SAID THAT NINE WERE WOUNDED IN THE NORTH."),
            "body: THE COUNCIL HAS ASKED BOTH SIDES TO LET AN AMBULANCE THROUGH TO THE CLINIC.",
        ],
    ),
    (
        "an editor's note does not keep a sentence open",
        ("THE MILL OF LESK BURNED ALL NIGHT.  [PASSAGE OMITTED]\n\nNINE PEOPLE ARE IN THE CLINIC.  [PASSAGE OMITTED]\n\n"
        "THE FORD IS CLOSED.  [CONTINUED]\n"),
        [
            "body: THE MILL OF LESK BURNED ALL NIGHT. [PASSAGE OMITTED]",
            "body: NINE PEOPLE ARE IN THE CLINIC. [PASSAGE OMITTED]",
            "body: THE FORD IS CLOSED. [CONTINUED]",
        ],
    ),
    (
        "a dateline on a line of its own is no title",
        ("LESK CITY (VALMARK), 17 JUL 89 (VALLEY TELEVISION CHANNEL EIGHT)\n-- [TEXT] THE MILL OF LESK BURNED ALL NIGHT AND "
        "THE FORD\nWAS CLOSED TO ALL WHO CAME BY THE NORTHERN ROAD.\n\nNINE PEOPLE ARE IN THE CLINIC.\n"),
        [
            "body: THE MILL OF LESK BURNED ALL NIGHT AND THE FORD WAS CLOSED TO ALL WHO CAME BY THE NORTHERN ROAD.",
            "body: NINE PEOPLE ARE IN THE CLINIC.",
        ],
    ),
    (
        "a line broken by chance goes on, a new sentence on its own line is a paragraph",
        f"The council says a\nsecond bridge fell.\n{BODY}\n{MORE} {MORE}",
        ["body: The council says a second bridge fell.", f"body: {BODY}", f"body: {MORE} {MORE}"],
    ),
    ("quoted lines of a message", f"{BODY}\n\n> We hold the mill.\n> Nobody is hurt.\n", [f"body: {BODY}", "quoted: We hold the mill.\n> Nobody is hurt."]),
    (
        "a post's signature names its author",
        f"{BODY}\n\nThe mill is ours, and all are well.\n\n— Olin Task (@olintask) May 14, 2031\n\n{MORE}",
        [f"body: {BODY}", "quoted by Olin Task: The mill is ours, and all are well.", f"body: {MORE}"],
    ),
    (
        "a quotation with a dash and a handle",
        f"{BODY}\n\n“The mill burned for three hours before the rain came.” – valleywatch\n\n{MORE}",
        [
            f"body: {BODY}",
            "quoted by valleywatch: “The mill burned for three hours before the rain came.” – valleywatch",
            f"body: {MORE}",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_layers(text: str, blocks: list[str], read_text: Read, layers: Layers) -> None:
    expected = [" ".join(block.split()) for block in blocks]
    assert layers(read_text(text)) == expected


FURNITURE = [
    # what stands on a page and is no part of the report
    "Facebook",
    "Share this",
    "ADVERTISEMENT",
    "Read more: Mill of Lesk burns again",
    "By Ada Merin, Orvaal",
    "(Reporting by Ada Merin; Editing by Olin Task)",
    "Reporting by Ada Merin",
    "Source: Valley Wire",
    "Published: 14 May 2031",
    "Wednesday, 14 May 2031, 10:05",
    "5 min read",
    "12 likes",
    "merin@valleywire.example",
    "© 2031 Valley Wire",
    "We use cookies to make this page work.",
    "Credit: A. Merin/Valley Wire",
    "---",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize(
    "place", ["{line}\n\n{body}\n\n{more}", "{body}\n\n{line}\n\n{more}", "{body}\n\n{more}\n\n{line}"]
)
def test_furniture_is_in_no_block(line: str, place: str, read_text: Read, layers: Layers) -> None:
    text = place.format(line=line, body=BODY, more=MORE)
    assert layers(read_text(text)) == [f"body: {BODY}", f"body: {MORE}"]


def test_a_sign_off_amid_a_long_line_does_not_end_it(read_text: Read) -> None:
    """Reports run together into one line: the first one's sign-off may not swallow the others."""
    text = f"{BODY} (Reporting by Ada Merin) " + f"{MORE} " * 12
    assert read_text(text).blocks[-1].span[1] == len(text.rstrip())


LINKS = [
    # headlines of other stories: after the line that opens them, until whole sentences come again
    (
        f"{BODY}\n\nRelated News\n\nBoy hurt by a mine near Lesk, July 3, 2030\n\nMill burns in Orvaal, July 5, 2030\n\n{MORE}",
        [BODY, MORE],
    ),
    (f"{BODY}\n\n{MORE}\n\nPrev Post\n\nMill burns in Orvaal\n\nNext Post\n\nNine flee the valley as\n\nTruce ends…", [BODY, MORE]),
    (f"{BODY}\n\n{MORE}\n\nMill burns in Orvaal as shells\n\nNine flee the valley after…", [BODY, MORE]),
    (f"{BODY}\n\n{MORE} (Reporting by Ada Merin; Editing by Olin Task) A faster way to read our figures", [BODY, MORE]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bodies"), LINKS)
def test_links_to_other_stories_are_in_no_block(text: str, bodies: list[str], read_text: Read, layers: Layers) -> None:
    assert layers(read_text(text)) == [f"body: {body}" for body in bodies]


DATELINES = [
    # what a text begins with before its first words, and the words
    ("LESK, Orvaal (Valley Wire) – ", "A shell hit the mill."),
    ("LESK, May 14 (Valley Wire) - ", "A shell hit the mill."),
    ("Port Lesk, 14 May 2031 (Valley Wire) - ", "A shell hit the mill."),
    ("Lesk, May 14, 2031 – ", "A shell hit the mill."),
    ("(May 14, 2031 / VWN) ", "A shell hit the mill."),
    ("Lesk , VWNA-", "Ten people were hurt near the mill."),
    ("LESK ", "Orvaal shelling hurt nine people in the valley, the council said."),
    ("LESK/ORVAAL, Valmark ", "Nine people were hurt when a shell hit the mill."),
    ("LESK CITY (VALMARK), 14 MAY 89 (VALLEY WIRE) -- [TEXT] ", "A SHELL HIT THE MILL OF THE TOWN."),
    ("May 14 -LRB- Wire -RRB- - ", "Following are the latest events in the valley ."),
    ("", "NATO ships left the port of Lesk. A NATO spokesman said so."),
    ("", "A shell hit the mill (Lesk) - nobody was hurt."),
]


@pytest.mark.parametrize(("dateline", "words"), DATELINES)
def test_a_dateline_is_in_no_block(dateline: str, words: str, read_text: Read, layers: Layers) -> None:
    more = MORE.upper() if words.isupper() else MORE
    assert layers(read_text(f"{dateline}{words}\n\n{more}")) == [f"body: {words}", f"body: {more}"]


def test_a_post_amid_running_text_is_quoted(read_text: Read, layers: Layers) -> None:
    """The name, handle and date after the picture's link end the post; its words go no further back than 140 characters."""
    text = (
        f"{BODY} Oh no! The mill of Lesk is on fire again. pic.twitter.com/x1 Ada Merin (adamerin) May 14 2031 {MORE}"
    )
    report = read_text(text)
    assert layers(report) == [
        f"body: {BODY}",
        "quoted by Ada Merin: Oh no! The mill of Lesk is on fire again.",
        f"body: {MORE}",
    ]
    assert [p.at for p in report.passages if p.kind == "post"] == ["2031-05-14"]


def test_a_single_post_ends_at_its_stamp(read_text: Read, layers: Layers) -> None:
    text = "Valley Rescue@ValleyRescueA shell hit the mill.\n#Lesk9:56 PM · Jun 10, 20318.6KViews12\n\nOlin@olin44Jun 10Well said.."
    report = read_text(text)
    assert layers(report) == ["body: A shell hit the mill."]
    assert report.published == "2031-06-10"
