"""When a report was published: what is believed, and the evidence that is shown for it."""

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.structure.published import Published, given, publication

SAID = "A shell hit the mill of Lesk on Thursday, two residents said."

EVIDENCE = [
    # each row: why, the text, the day, the words shown
    ("a date above the text", f"Tuesday 08 April 2031\n\n{SAID}", "2031-04-08", "08 April 2031"),
    ("a date run together with the text", f"27 Jul 2031 {SAID}", "2031-07-27", "27 Jul 2031"),
    ("figures with hyphens are day first", f"07-11-2031 Mill Of Lesk Hit. {SAID}", "2031-11-07", "07-11-2031"),
    ("a dateline with a year of two figures", "LESK, 29 MAY 89 (WIRE) -- A SHELL HIT LESK.", "1989-05-29", "29 MAY 89"),
    (
        "a dateline with a city in small letters",
        f"Mill hit\n\nPort Lesk, 14 May 2031 (Wire) - {SAID}",
        "2031-05-14",
        "14 May 2031",
    ),
    ("a dateline in brackets", f"(July 5, 2031 / VWN) {SAID}", "2031-07-05", "July 5, 2031"),
    (
        "an ISO instant is kept whole",
        f"2031-02-12T12:37:21+00:00\n\n{SAID}",
        "2031-02-12T12:37:21+00:00",
        "2031-02-12T12:37:21+00:00",
    ),
    ("American, with clock and zone", f"Mon Jun 30 , 2031 10:00 am EDT {SAID}", "2031-06-30", "Jun 30 , 2031"),
    ("an Arabic comma", f"2 February، 2031\n\n{SAID}", "2031-02-02", "2 February، 2031"),
    ("after Published:", f"{SAID}\n\nPublished: 14 May 2031", "2031-05-14", "14 May 2031"),
    (
        "the pasted article whose weekday the text speaks of, not the older one",
        f"{SAID} {SAID}\n\nComments\n\n1. Old song 9/8/2030\n\n2. © Wire/ Ada Merin 20:08 11.12.2031 Lesk burns.",
        "2031-12-11",
        "11.12.2031",
    ),
    (
        "the date with which the headline ends, not those of linked stories",
        f"Shell hits mill of Lesk, October 28, 2031\n\nRelated News\n\nMill burns, July 1, 2029\n\n{SAID}",
        "2031-10-28",
        "October 28, 2031",
    ),
    ("a post's own stamp", f"Olin@olin {SAID} 9:56 PM · Jun 10, 20318.6KViews", "2031-06-10", "Jun 10, 2031"),
]


@pytest.mark.parametrize(("text", "day", "words"), [row[1:] for row in EVIDENCE], ids=[row[0] for row in EVIDENCE])
def test_evidence_in_the_text(text: str, day: str, words: str) -> None:
    assert publication(text, "en", published=None) == Published(day, f'text: "{words}"')


NO_EVIDENCE = [
    ("none", SAID),
    ("a date in a sentence dates what the sentence tells", f"The mill was hit on 6 November 2030, they say. {SAID}"),
    ("no such day", f"31 February 2031\n\n{SAID}"),
    ("a weekday that is not the date's", f"Monday 08 April 2031\n\n{SAID}"),
    ("a date of birth", f"{SAID}\n\nOlin Task (DOB: 02/14/1977) was held."),
]


@pytest.mark.parametrize("text", [row[1] for row in NO_EVIDENCE], ids=[row[0] for row in NO_EVIDENCE])
def test_unknown_is_said_so(text: str) -> None:
    assert publication(text, "en", published=None) == Published(None, "unknown")


def test_what_is_given_wins_over_metadata_and_these_over_the_text() -> None:
    text, metadata = f"14 May 2031\n\n{SAID}", Published("2031-05-15", "metadata: date")
    assert publication(text, "en", published="2031-05-16", metadata=metadata) == Published("2031-05-16", "given")
    assert publication(text, "en", published=None, metadata=metadata) == metadata


@pytest.mark.parametrize("written", ["2031-12-08", "2031-12-08T18:00:00Z", "2031-12-08T18:00:00+03:00", " 2031-12-08 "])
def test_given_dates(written: str) -> None:
    assert given(written) == written.strip()


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2031", "2031-12", "2031-13-01", "8.12.2031", "2031-02-30", "20311208"]
)
def test_given_nonsense_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        given(written)


@given_any(st.dates())
def test_any_iso_date_may_be_given(day: object) -> None:
    assert given(str(day)) == str(day)
