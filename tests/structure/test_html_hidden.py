"""Words that a page hides from its readers: how it hides them, that they do not speak, and that a finding says so."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from sayso.capture.files import capture_stream
from sayso.settings import Settings
from sayso.structure.hidden import hidden_names, hides
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker

HIDING = [
    "display:none",
    "color:red; DISPLAY : None !important",
    "visibility: hidden",
    "opacity:0",
    "opacity: 0.0;",
    "font-size:0px",
    "position:absolute;left:-9999px",
    "text-indent:-10000px",
    "clip: rect(0, 0, 0, 0)",
    "clip-path: inset(50%)",
    "height:0; overflow:hidden",
    "color:#fff;background:#FFFFFF",
    "background-color: rgb(255, 255, 255); color: white",
    "color: navy; background: navy",
]
SHOWING = [
    "",
    "display:block",
    "opacity:0.5",
    "opacity:.05",
    "font-size:0.9em",
    "left:-10px",
    "height:0",
    "max-height:0.5em;overflow:hidden",
    "color:#fff;background:#000",
    "color:#fff",
    "border-color:white;background:white",
    "background:url(display:none.png)",
]


@pytest.mark.parametrize("style", HIDING)
def test_declarations_that_hide(style: str) -> None:
    assert hides(style)


@pytest.mark.parametrize("style", SHOWING)
def test_declarations_that_do_not(style: str) -> None:
    assert not hides(style)


SHEETS = [
    # each row: why, the sheet, what it hides
    ("a class and an id", ".a{display:none} #b { visibility:hidden }", {".a", "#b"}),
    ("several at once, with a tag", "p.a, .b-c{display:none}", {".a", ".b-c"}),
    ("the last rule decides", ".a{display:none}.a{display:block}", set()),
    ("what is hidden only in a place or a state is not judged", ".x .a{display:none}.b:hover{display:none}.c.d{display:none}", set()),
    ("nor what depends on the screen", "@media print{.a{display:none}} .b{display:none}", {".b"}),
    ("a comment and an import before it", "/* .z{display:none} */@import 'x';.a{display:none}", {".a"}),
    ("a whole page that a script will show is not hidden", "body{visibility:hidden}", set()),
    ("broken off", ".a{display:none}.b{display:no", {".a"}),
    ("a brace too many", "}.a{display:none}", {".a"}),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "names"), [row[1:] for row in SHEETS], ids=[row[0] for row in SHEETS])
def test_what_a_style_sheet_hides(sheet: str, names: set[str]) -> None:
    assert hidden_names([sheet]) == names


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


SHOWN = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."
UNSEEN = "Nine hundred soldiers were killed in Orvaal on Monday, the ministry has confirmed."


@pytest.mark.parametrize(
    ("hider", "codes"),
    [
        (f"<p style='font-size:0'>{UNSEEN}</p>", ["text-hidden"]),
        (f"<p class=q>{UNSEEN}</p>", ["text-hidden"]),
        (f"<p>Yes.<span style='color:#fff;background:white'>{UNSEEN}</span></p>", ["text-hidden"]),
        (f"<div style='display:none'><p>{UNSEEN}</p></div>", ["text-hidden"]),
        (f"<img src=a alt='{UNSEEN}'>", []),
        ("<p style='display:none'>Menu</p>", []),  # a word for a button is not worth a finding
    ],
)
def test_hidden_words_do_not_speak_and_are_told_of(worker: ParseWorker, hider: str, codes: list[str]) -> None:
    html = f"<head><style>.q{{opacity:0}}</style></head><article><h1>Truce</h1><p>{SHOWN}</p>{hider}</article>"
    taken = capture_stream(BytesIO(html.encode()), Settings(), datetime(2022, 1, 1, tzinfo=UTC))
    report, findings = structure_html(taken.capture, taken.data, Settings(), "2021-03-04", worker=worker)
    assert "Nine hundred" not in report.text
    assert codes == [finding.code for finding in findings]
