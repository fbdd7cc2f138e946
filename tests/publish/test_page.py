"""A brief as one HTML page: it loads nothing, runs nothing, and lets nothing of a report act."""

import re
from html.parser import HTMLParser

import pytest

from sayso.publish import FORMS
from sayso.publish.brief import compose
from sayso.publish.page import page, safe_link

LOADING = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "form", "base"}


class Seen(HTMLParser):
    """What a browser would see: tags, attributes, the words in quotes and marks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)
        self._open = "words" if tag == "mark" or ("class", "words") in attrs else ""
        if self._open:
            self.words.append("")

    def handle_endtag(self, _: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[-1] += data


HOSTILE = "<script>alert(1)</script> “Six” died & \u202efell\u202c at <img src=x onerror=y> the 'quay' {{ 7 }}."


def shown(make: type, text: str = HOSTILE, source: str = "day.txt") -> str:
    maker = make(text, source)
    claim = maker.claim(text, says=text, figures=(maker.figure(6, 7, of=text),), places=(text,), event="shelling")
    return page(compose([maker.report], [claim], [], []))


def test_nothing_of_a_report_acts(make: type) -> None:
    seen = Seen(shown(make))
    assert not LOADING & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "src"]


def test_every_quote_is_to_the_letter(make: type) -> None:
    seen = Seen(shown(make))
    assert len(seen.words) >= 3  # the line, the figure and the excerpt
    assert all(words in HOSTILE for words in seen.words)
    assert all(len(words) > 20 for words in seen.words)


def test_the_page_loads_nothing_from_anywhere(make: type) -> None:
    text = shown(make, source="https://example.test/day.txt")
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|srcset|<link", text)
    addresses = [value for name, value in Seen(text).attributes if value and "//" in value]
    assert addresses
    assert all(value.startswith("https://example.test/day.txt") for value in addresses)  # links to follow, no more


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("sample/day.txt#char=1,2", True),
        ("https://example.test/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_only_plain_links_stand_in_a_page(link: str | None, safe: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (safe_link(link) is not None) == safe


def test_every_link_into_the_page_has_its_target(make: type) -> None:
    seen = Seen(shown(make))
    targets = {value for name, value in seen.attributes if name == "id"}
    inner = {value[1:] for name, value in seen.attributes if name == "href" and value and value.startswith("#")}
    assert inner <= targets


def test_empty_input_gives_an_honest_page() -> None:
    text = page(compose([], [], [], []))
    assert text.count("Nothing reported.") == 6
    assert "No report was read." in text


def test_a_form_is_found_by_its_row() -> None:
    for form in FORMS:
        module = __import__(form.module, fromlist=[form.function])
        assert "No report was read." in getattr(module, form.function)(compose([], [], [], []))
