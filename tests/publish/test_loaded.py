"""Words that take a side stay out of a brief's own prose."""

import pytest

from sayso.lexicon.load import load
from sayso.publish.loaded import LoadedWords, NeutralNames
from sayso.publish.wording import BriefWords

NAMES = NeutralNames("en")


@pytest.mark.parametrize("word", load("en", "loaded", LoadedWords).words)
def test_each_entry_catches_itself(word: str) -> None:
    assert NAMES.loaded(f"the {word.upper()}’s men")


@pytest.mark.parametrize(
    ("name", "key", "shown"),
    [
        ("Coastal Front", None, "Coastal Front"),
        ("regime forces", "mil:sy", "Syrian Arab Army"),  # the register's name stands in
        ("regime forces", None, None),  # nobody knows who is meant: left to the quote
        ("anti-regime  rebels", None, None),
        ("Counterterrorism Committee", None, "Counterterrorism Committee"),  # whole words only
        ("pro-government daily", None, "pro-government daily"),
    ],
)
def test_a_name_is_shown_in_neutral_words(name: str, key: str | None, shown: str | None) -> None:
    assert NAMES.shown(name, key) == shown


def test_the_briefs_own_words_take_no_side() -> None:
    words = load("en", "brief", BriefWords)
    own = [*words.events.values(), *words.statuses.values(), *words.measures.values(), *words.disputes.values()]
    assert [word for word in own if NAMES.loaded(word)] == []
