"""The word list catches itself: every entry does its work through the very code that uses it."""

import pytest

from sayso.lexicon.load import fold
from sayso.structure.dates import leading_stamp
from sayso.structure.furniture import is_furniture, opens_links, sign_off_at, title_case
from sayso.structure.liveblog import find_labels
from sayso.structure.posts import credited
from sayso.structure.published import posted_before
from sayso.structure.words import structure_words

WORDS = structure_words("en")
LISTS = WORDS.lists


@pytest.mark.parametrize("line", LISTS.alone)
def test_alone(line: str) -> None:
    assert is_furniture(line.title(), WORDS, "en")


@pytest.mark.parametrize("begin", LISTS.begins)
def test_begins(begin: str) -> None:
    assert is_furniture(f"{begin.capitalize()} the mill of Lesk", WORDS, "en")
    assert not begin[-1].isalnum() or not is_furniture(f"{begin}xyz is a word of the report.", WORDS, "en")


@pytest.mark.parametrize("line", LISTS.openers)
def test_openers(line: str) -> None:
    assert opens_links(f"{line.title()}:", WORDS)


@pytest.mark.parametrize("line", [*LISTS.comments, *(f"3 {word}" for word in LISTS.counted)])
def test_comments(line: str) -> None:
    assert WORDS.comments.match(fold(line))


@pytest.mark.parametrize("verb", LISTS.comment_verbs)
def test_comment_verbs(verb: str) -> None:
    assert WORDS.commenter.match(f"olin {verb}:")


@pytest.mark.parametrize("words", LISTS.sign_offs)
def test_sign_offs(words: str) -> None:
    text = f"Rain fell. ({words.capitalize()} Ada Merin)"
    assert sign_off_at(text, 0, len(text), WORDS) == 11
    assert is_furniture(f"{words.capitalize()} Ada Merin", WORDS, "en")


@pytest.mark.parametrize("word", LISTS.credits)
def test_credits(word: str) -> None:
    assert credited(f"Valley Wire {word}", WORDS)


@pytest.mark.parametrize("word", LISTS.media)
def test_media(word: str) -> None:
    assert WORDS.media.match(f"{word}: the mill")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (WORDS.cue, LISTS.quote_cues),
        (WORDS.narrating, LISTS.narrating),
        (WORDS.first_person, LISTS.first_person),
        (WORDS.binding, LISTS.binding),
        (WORDS.finite, LISTS.finite),
    ],
    ids=["cue", "narrating", "first person", "binding", "finite"],
)
def test_words_in_running_text(pattern: object, words: tuple[str, ...]) -> None:
    assert all(hasattr(pattern, "search") and pattern.search(word) for word in words)


@pytest.mark.parametrize("word", LISTS.minor)
def test_minor_words_may_be_small_in_a_headline(word: str) -> None:
    assert title_case(f"Mill of Lesk {word} Orvaal", WORDS)


@pytest.mark.parametrize("word", LISTS.updates)
def test_updates(word: str) -> None:
    line = f"{word.upper()} 1800 GMT: Rain."
    assert [label.kind for label in find_labels(line, [(0, len(line))], "en")] == ["update"]


@pytest.mark.parametrize("word", LISTS.originals)
def test_originals(word: str) -> None:
    line = f"{word.upper()}: Rain."
    assert [label.kind for label in find_labels(line, [(0, len(line))], "en")] == ["original"]


@pytest.mark.parametrize("word", LISTS.posted)
def test_posted(word: str) -> None:
    assert posted_before("en").search(f"{word.capitalize()}: ")


@pytest.mark.parametrize("zone", LISTS.zones)
def test_zones(zone: str) -> None:
    line = f"10:42 {zone}: Rain."
    assert [label.zone for label in find_labels(line, [(0, len(line))], "en")] == [zone]


@pytest.mark.parametrize(("month", "number"), LISTS.months.items())
def test_months(month: str, number: int) -> None:
    text = f"5 {month.capitalize()} 2031"
    stamp = leading_stamp(text, 0, len(text), "en")
    assert stamp is not None
    assert stamp.value == f"2031-{number:02}-05"


@pytest.mark.parametrize(("weekday", "number"), LISTS.weekdays.items())
def test_weekdays(weekday: str, number: int) -> None:
    text = f"{weekday.capitalize()}, 5 May 2031"
    stamp = leading_stamp(text, 0, len(text), "en")
    assert stamp is not None
    assert stamp.weekday == number


@pytest.mark.parametrize("first", LISTS.country_starts)
def test_country_starts(first: str) -> None:
    from sayso.structure.posts import after_dateline  # noqa: PLC0415 - used by this row alone

    text = f"LESK, {first.capitalize()} Orvaal Nine people were hurt."
    assert text[after_dateline(text, 0, len(text), WORDS, shouting=False) :] == "Nine people were hurt."
