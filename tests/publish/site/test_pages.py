"""What the pages of a site say: every form of record, links that lead somewhere, addresses that last, words that may be shown."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import urlsplit

import msgspec
import pytest

from sayso.publish.public.record import PublicRecord
from sayso.publish.site.model import Attachment, Chapter, Earlier, Extras, KeptBrief, Manifest, Named
from sayso.publish.site.pages import MANIFEST, site
from tests.publish.public import made
from tests.publish.site.edition import edition

RECORDS: dict[str, Callable[[], PublicRecord]] = {
    "edition": edition,
    "few": made.few,
    "empty": made.empty,
    "many": lambda: made.many(60),
    "crowded": lambda: made.crowded(450),
}


class _Seen(HTMLParser):
    """The links, anchors and elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name in {"href", "src", "action", "data", "poster", "srcset", "xlink:href"} and value is not None:
                self.links.append((tag, value))
            if name == "id" and value is not None:
                self.ids.append(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _made(record: PublicRecord, extras: Extras | None = None, earlier: Earlier | None = None) -> dict[str, bytes]:
    return dict(site(record, extras or Extras(), earlier or Earlier()))


def _pages(files: dict[str, bytes]) -> Iterator[tuple[str, _Seen]]:
    for name, data in files.items():
        if name.endswith(".html"):
            yield name, _Seen(data.decode())


def _text(files: dict[str, bytes], name: str) -> str:
    return " ".join(" ".join(_Seen(files[name].decode()).text).split())


def _after(files: dict[str, bytes]) -> Earlier:
    """Return what stands in the folder once these files were written."""
    manifest = msgspec.json.decode(files[MANIFEST], type=Manifest)
    return Earlier(
        events=manifest.events,
        sources=manifest.sources,
        briefs=manifest.briefs,
        kept={name: msgspec.json.decode(files[f"briefs/{name}.json"], type=KeptBrief) for name in manifest.briefs},
        pages={name: files[f"briefs/{name}.html"] for name in manifest.briefs},
    )


@pytest.mark.parametrize("name", RECORDS)
def test_every_link_leads_to_a_page_of_the_site_and_to_an_anchor_in_it(name: str) -> None:
    files = _made(RECORDS[name]())
    seen = dict(_pages(files))
    for path, page in seen.items():
        if path == "404.html":
            continue
        assert len(page.ids) == len(set(page.ids)), path
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert tag in {"a", "link"}
                assert parts.scheme in {"https", "http", "mailto"}
                continue
            target = normpath(str(PurePosixPath(path).parent / parts.path)) if parts.path else path
            assert target in files, f"{path}: {link}"
            if parts.fragment and target in seen:
                assert parts.fragment in seen[target].ids, f"{path}: {link}"


@pytest.mark.parametrize("name", RECORDS)
def test_no_page_has_a_script_a_style_of_its_own_or_anything_from_elsewhere(name: str) -> None:
    for path, page in _pages(_made(RECORDS[name]())):
        assert {"script", "style", "img", "iframe", "video", "audio", "object", "embed", "form", "base"}.isdisjoint(
            page.elements
        ), path
        assert [one for one in page.attributes if one == "style" or one.startswith("on")] == [], path
        assert [
            link for tag, link in page.links if tag == "link" and urlsplit(link).scheme and "record.sample" not in link
        ] == [], path


def test_linked_data_stands_in_the_page_and_cannot_end_its_element() -> None:
    record = edition()
    event = record.events[0].id
    page = _made(record, Extras(linked_data={event: '{"name": "</script><script>alert(1)</script>"}'}))[
        f"events/{event}.html"
    ].decode()
    assert page.count("<script") == 1
    assert "\\u003c/script" in page


@pytest.mark.parametrize("name", RECORDS)
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    assert _made(RECORDS[name]()) == _made(RECORDS[name]())


@pytest.mark.parametrize("name", RECORDS)
def test_no_page_is_heavier_than_a_reader_on_a_telephone_can_bear(name: str) -> None:
    """Half a megabyte, however many accounts an event has and however many events there are; most pages are a tenth of that."""
    files = _made(RECORDS[name]())
    assert max(len(data) for path, data in files.items() if path.endswith(".html")) < 500_000


def test_an_event_of_many_accounts_goes_on_on_further_pages_and_none_is_lost() -> None:
    record = made.crowded(450)
    files = _made(record)
    pages = [data.decode() for path, data in files.items() if re.fullmatch(r"events/[0-9a-f]{20}(\.\d+)?\.html", path)]
    assert len(pages) == 5
    assert sum(page.count('class="account"') for page in pages) == 450


def test_the_contact_for_removals_stands_on_every_page() -> None:
    for path, data in _made(edition()).items():
        if path.endswith(".html"):
            assert b'<a href="mailto:desk@sample.example">' in data, path


def test_corrections_since_the_last_publication_stand_before_everything_else() -> None:
    page = _made(edition())["index.html"].decode()
    assert page.index("The hospital said at least 4") < page.index("Key developments</h2>")


def test_corrections_that_an_earlier_brief_told_are_not_told_at_the_top_again() -> None:
    old = edition(publications=(msgspec.structs.replace(edition().publications[0], at="2031-05-15T09:00:00Z"),))
    files = _made(old)
    assert 'class="box corrections"' not in files["index.html"].decode()
    assert "The hospital said at least 4" in _text(files, "corrections.html")


def test_the_words_stand_before_the_number_in_every_account() -> None:
    page = _made(edition())["index.html"].decode()
    claim = page[page.index('<div class="claim">') :]
    assert claim.index("fish market") < claim.index("3 killed")


def test_accounts_of_one_origin_stand_in_one_row_and_the_oldest_row_first() -> None:
    record = edition()
    page = _made(record)[f"events/{record.events[0].id}.html"].decode()
    rows = page.split('<li class="origin">')[1:]
    assert [row.count('class="account"') for row in rows] == [1, 2, 1]
    assert [who in row for who, row in zip(("The mayor", "hospital", "Hill Brigade"), rows, strict=True)] == [True] * 3


def test_a_dispute_is_named_by_its_kind() -> None:
    record = edition()
    told = _text(_made(record), f"events/{record.events[0].id}.html")
    assert "Whether it happened" in told
    assert "How many" in told


def test_a_note_stands_before_graphic_words_and_what_is_left_out_is_said() -> None:
    record = edition()
    told = _text(_made(record), f"events/{record.events[4].id}.html")
    assert told.index("tell of killing or abuse") < told.index("lined up against the wall")
    assert "The place is told as its province." in told


def test_an_event_that_is_gone_keeps_its_address_and_says_why() -> None:
    record = edition()
    files = _made(record)
    retracted, joined = (_text(files, f"events/{gone.id}.html") for gone in record.gone)
    assert "Retracted on 2031-05-15 . The outlet withdrew its report (SAMPLE)." in retracted.replace(" .", " .")
    assert "Now part of another event" in joined
    assert record.events[0].heading in joined


def test_an_address_once_given_out_leads_somewhere_for_ever() -> None:
    """What the next record neither holds nor calls gone still has a page, and so has a source; in the third publication too."""
    first = _made(made.many(5))
    second = _made(made.empty(), earlier=_after(first))
    third = _made(made.empty(), earlier=_after(second))
    for name in (path for path in first if re.fullmatch(r"(events|sources)/[0-9a-f]{20}\.html", path)):
        assert "No longer published" in _text(second, name)
        assert "No longer published" in _text(third, name)


def test_an_earlier_brief_stays_to_the_byte_while_its_words_may_be_shown() -> None:
    first = _made(edition())
    (name,) = _after(first).briefs
    later = edition(state=made.state(recorded="2031-05-17T05:00:00Z", entries=50), title="The next one (SAMPLE)")
    second = _made(later, earlier=_after(first))
    assert second[f"briefs/{name}.html"] == first[f"briefs/{name}.html"]
    assert len(_after(second).briefs) == 2
    assert "The next one (SAMPLE)" in _text(second, "briefs/index.html")


def test_the_same_brief_again_is_no_second_brief() -> None:
    first = _made(edition())
    assert _made(edition(), earlier=_after(first)) == first


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("the claim is no longer there", None),
        ("its words were cut, for a name in them", {"quote": "three people were killed"}),
        ("its place is told wider now", {"places": (made.PLACES[4],)}),
        ("its day is told wider now", {"time": msgspec.structs.replace(made.TIMES[6])}),
    ],
)
def test_words_that_may_no_longer_be_shown_go_from_earlier_briefs_too(
    why: str, change: dict[str, object] | None
) -> None:
    """An old page and the data kept beside it, or a redaction would leave them standing on the web."""
    assert why
    first = _made(edition())
    (name,) = _after(first).briefs
    record = edition()
    told = record.claims[0]
    claims = record.claims[1:] if change is None else (msgspec.structs.replace(told, **change), *record.claims[1:])
    later = edition(state=made.state(recorded="2031-05-17T05:00:00Z"), claims=claims)
    later = msgspec.structs.replace(later, brief=made.brief())
    second = _made(later, earlier=_after(first))
    for path in (f"briefs/{name}.html", f"briefs/{name}.json"):
        assert told.quote.encode() in first[path]
        assert told.quote.encode() not in second[path]
    assert "may no longer be shown" in _text(second, f"briefs/{name}.html")
    assert record.claims[1].quote.encode() in second[f"briefs/{name}.html"]


def test_a_range_that_lost_one_of_its_ends_goes_whole() -> None:
    first = _made(edition())
    (name,) = _after(first).briefs
    later = msgspec.structs.replace(
        edition(state=made.state(recorded="2031-05-17T05:00:00Z")), claims=edition().claims[1:], brief=made.brief()
    )
    second = _made(later, earlier=_after(first))[f"briefs/{name}.html"].decode()
    assert "No figure is given." in second


def test_what_stands_around_quoted_words_is_not_kept() -> None:
    files = _made(edition())
    assert [path for path, data in files.items() if b"before it" in data] == []


def test_an_earlier_brief_that_cannot_be_read_is_replaced_by_a_notice() -> None:
    first = _made(edition())
    (name,) = _after(first).briefs
    earlier = msgspec.structs.replace(_after(first), kept={name: None})
    second = _made(made.empty(), earlier=earlier)
    assert "No longer published" in _text(second, f"briefs/{name}.html")
    assert f"briefs/{name}.json" not in second


def test_a_past_state_says_so_on_every_page() -> None:
    record = edition(state=made.state(sentence="As of 14 May 2031, 09:00 UTC: what had been said by then."))
    for path, data in _made(record).items():
        if path.endswith(".html") and path != "404.html":
            assert b"You are reading a past state" in data, path


def test_the_method_page_tells_the_rules_that_are_handed_in() -> None:
    chapter = Chapter(
        heading="Figures",
        lead="By one of these.",
        rules=(Named(name="envelope", about="none is taken"), Named(name="majority", about="most", in_force=False)),
    )
    page = _text(_made(edition(), Extras(method=(chapter,))), "method.html")
    assert "envelope in force none is taken majority most" in page


def test_files_to_take_away_are_listed_with_their_size_and_go_out_as_they_are() -> None:
    table = Attachment(
        name="data/events.csv", data=b"id\n" * 1000, title="Events", about="One row an event.", media_type="text/csv"
    )
    feed = Attachment(
        name="feed.atom",
        data=b"<feed/>",
        title="Feed",
        about="Events as they change.",
        media_type="application/atom+xml",
        kind="feed",
    )
    files = _made(edition(), Extras(attachments=(table, feed)))
    assert files["data/events.csv"] == table.data
    assert "Events data/events.csv, 3.0 kB One row an event." in _text(files, "data.html")
    assert b'<link rel="alternate" type="application/atom+xml" title="Feed" href="../feed.atom">' in files[
        "corrections.html"
    ].replace(b'href="feed', b'href="../feed')


def test_an_empty_day_says_that_nothing_is_reported() -> None:
    told = _text(_made(made.empty()), "index.html")
    assert "Nothing reported." in told
    assert "No place is named." in told
    assert "names no contact" in told


@pytest.mark.parametrize("name", ["few", "many"])
def test_characters_that_html_cannot_hold_are_shown_as_a_sign(name: str) -> None:
    for path, data in _made(RECORDS[name]()).items():
        if path.endswith(".html"):
            assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", data.decode()) is None, path


def test_a_lone_surrogate_breaks_no_page() -> None:
    record = made.many(2)
    events = tuple(msgspec.structs.replace(event, heading="half \ud83d of a sign") for event in record.events)
    assert "half \ufffd of a sign" in _text(_made(msgspec.structs.replace(record, events=events)), "events/index.html")


@pytest.mark.parametrize("bad", ["../../etc/passwd", "a/b", "CON", "É", "x" * 300, ""])
def test_an_id_that_is_no_file_name_leads_to_a_name_of_its_own(bad: str) -> None:
    record = made.many(2)
    events = (msgspec.structs.replace(record.events[0], id=bad), record.events[1])
    names = [
        path for path in _made(msgspec.structs.replace(record, events=events, claims=())) if path.startswith("events/")
    ]
    assert all(re.fullmatch(r"events/[a-z0-9.-]+\.html", name) for name in names)
    assert any(name.startswith("events/x") for name in names)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//elsewhere.example", "https://[broken"]
)
def test_a_link_that_leads_nowhere_on_the_web_is_no_link(link: str) -> None:
    record = made.many(3)
    claims = tuple(msgspec.structs.replace(claim, link=link) for claim in record.claims)
    sources = tuple(msgspec.structs.replace(source, link=link) for source in record.sources)
    for path, page in _pages(_made(msgspec.structs.replace(record, claims=claims, sources=sources))):
        assert link not in [found for _, found in page.links], path


def test_every_file_is_named_in_the_manifest_with_its_hash() -> None:
    files = _made(edition())
    manifest = msgspec.json.decode(files.pop(MANIFEST), type=Manifest)
    assert set(manifest.files) == set(files)


def test_the_same_words_published_again_of_a_later_state_are_no_second_brief() -> None:
    """A desk that publishes every hour has one brief for the hours in which nothing changed."""
    first = _made(edition())
    second = _made(edition(state=made.state(recorded="2031-05-17T05:00:00Z", entries=44)), earlier=_after(first))
    assert _after(second).briefs == _after(first).briefs
    (name,) = _after(first).briefs
    assert second[f"briefs/{name}.html"] == first[f"briefs/{name}.html"]


def test_a_draft_says_so_on_every_page() -> None:
    files = _made(edition(), Extras(draft=True))
    assert [
        path for path, data in files.items() if path.endswith(".html") and b"A draft for the desk" not in data
    ] == []
    assert msgspec.json.decode(files[MANIFEST], type=Manifest).draft
