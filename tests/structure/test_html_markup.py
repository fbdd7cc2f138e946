"""The list of words by which pages name their parts: every entry is found through the code that uses it."""

import pytest

from sayso.structure.marks import UNSEEN, Mark, MarkReader
from sayso.structure.markup import compile_markup, markup_words, reading

WORDS = markup_words()
MARKS = {
    "furniture": Mark.FURNITURE,
    "byline": Mark.BYLINE,
    "comments": Mark.COMMENTS,
    "comment": Mark.COMMENT,
    "author": Mark.AUTHOR,
    "embed": Mark.EMBED,
    "caption": Mark.CAPTION,
    "update": Mark.UPDATE,
    "consent": Mark.CONSENT,
    "forwarded": Mark.FORWARDED,
}
ENTRIES = [(field, entry) for field in MARKS for entry in getattr(WORDS, field)]


def marks(tag: str = "div", **attributes: str) -> int:
    return MarkReader(compile_markup(WORDS)).read(tag, attributes)[0]


@pytest.mark.parametrize(("field", "entry"), ENTRIES, ids=[f"{field}: {entry}" for field, entry in ENTRIES])
def test_every_entry_catches_itself(field: str, entry: str) -> None:
    first, *rest = entry.split("-")
    camel = first + "".join(part.capitalize() for part in rest)
    for written in (entry, entry.replace("-", "_"), camel):
        assert marks(**{"class": written}) & MARKS[field], written


@pytest.mark.parametrize("entry", WORDS.invisible)
def test_every_invisible_entry_hides(entry: str) -> None:
    assert marks("span", **{"class": entry}) == UNSEEN


@pytest.mark.parametrize("entry", WORDS.not_comments)
def test_what_only_looks_like_comments_is_none(entry: str) -> None:
    assert not marks(**{"class": entry}) & (Mark.COMMENTS | Mark.COMMENT)


@pytest.mark.parametrize("entry", WORDS.signatures)
def test_every_signature_names_who_posted(entry: str) -> None:
    hit = compile_markup(WORDS).signature.match(f"{entry.capitalize()} Lom Now (@lomnow) on Mar 3, 2021")
    assert hit is not None
    assert (hit["author"], hit["date"]) == ("Lom Now", "Mar 3, 2021")


@pytest.mark.parametrize("field", [*MARKS, "invisible", "not_comments"])
def test_entries_are_written_as_they_are_matched_and_once(field: str) -> None:
    entries = getattr(WORDS, field)
    assert [reading(entry).strip("-") for entry in entries] == list(entries)
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize(
    ("written", "form"),
    [("relatedPosts__list", "-related-posts-list-"), ("AD-Slot", "-ad-slot-"), ("nav2Main", "-nav2-main-"), ("", "--")],
)
def test_the_form_in_which_attributes_are_matched(written: str, form: str) -> None:
    assert reading(written) == form


@pytest.mark.parametrize(
    "name",
    [
        "header-shadow",
        "adobe",
        "loading",
        "shared-content",
        "navy",
        "commentary",
        "updatecenter",
        "discomfort",
        "tweets-off",
    ],
)
def test_words_are_matched_whole(name: str) -> None:
    assert marks(**{"class": name}) == 0
