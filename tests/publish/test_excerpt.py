"""The words of a claim as a brief quotes them."""

import re

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.publish.excerpt import Excerpts, link_to, marks
from sayso.publish.private import PrivateNames, PublicRoles

ROLES = PublicRoles("en")


@pytest.mark.parametrize(
    ("text", "quote", "label", "says", "words"),
    [
        ("UPDATE 0930 GMT: Six died.", "UPDATE 0930 GMT: Six died.", "UPDATE 0930 GMT", None, "Six died."),
        ("Nine fell; the others fled.", "; the others fled.", None, None, "the others fled."),
        ("He said, “We hold the hill.”", "We hold the hill.”", None, "Tomas Erle", "We hold the hill."),
        ("“We hold,” he said.", "“We hold,” he said.", None, None, "“We hold,” he said."),
        ("“We hold the hill. We stay.”", "“We hold the hill.", None, None, "We hold the hill."),
        # a private name: the words that do without it
        (
            "Marta Oll, a baker, said that six died.",
            "Marta Oll, a baker, said that six died.",
            None,
            "Marta Oll",
            "six died.",
        ),
        ("“Six died here,” said Marta Oll.", "“Six died here,” said Marta Oll.", None, "Marta Oll", "“Six died here,”"),
        ("A shell hit Marta Oll at noon.", "A shell hit Marta Oll at noon.", None, "Marta Oll", "A shell hit"),
    ],
)
def test_words_are_verbatim_without_stamps_stray_marks_and_private_names(
    make: type, *, text: str, quote: str, label: str | None, says: str | None, words: str
) -> None:
    maker = make(text)
    found = Excerpts(maker.report, PrivateNames(maker.report, ROLES, ["Marta Oll"]), {}).words(
        maker.claim(quote, label=label, says=says)
    )
    assert found.text == words
    assert text[slice(*found.span)] == words


@pytest.mark.parametrize(
    ("stamp", "label"),
    [("UPDATE 0930 GMT", "UPDATE 0930 GMT"), ("3.", "report 3"), (None, "report")],
)
def test_the_part_a_quote_stands_in_is_named(make: type, stamp: str | None, label: str) -> None:
    maker = make("Six died.")
    private = PrivateNames(maker.report, ROLES, [])
    claim = maker.claim("Six died.", label=stamp)
    kinds = {"update": "report", "article": "report"}
    assert Excerpts(maker.report, private, kinds).words(claim).label == label


def test_what_stands_beside_the_words_hides_private_names_even_where_it_is_cut(make: type) -> None:
    text = "x " * 89 + "Marta Oll was there. Six died. " + "Marta Oll saw it, a baker. " * 9
    maker = make(text)
    found = Excerpts(maker.report, PrivateNames(maker.report, ROLES, ["Marta Oll"]), {}).words(maker.claim("Six died."))
    assert "Marta" not in found.before + found.after
    assert "Oll" not in found.before + found.after


def test_beside_a_comment_nothing_is_shown_because_advice_may_stand_there(make: type) -> None:
    maker = make("# “Six died.” They should hit the depot.")
    found = Excerpts(maker.report, PrivateNames(maker.report, ROLES, []), {}).words(
        maker.claim("“Six died.”", channel="comment")
    )
    assert (found.before, found.after) == ("", "")


@pytest.mark.parametrize(
    ("source", "media_type", "link"),
    [
        ("in/day one.txt", "text/plain", "in/day%20one.txt#char=4,13"),  # RFC 5147
        ("in/day(1).txt", "text/plain", "in/day%281%29.txt#char=4,13"),
        ("day.html", "text/html", "day.html#:~:text=Six%20died."),
        ("https://example.test/a b", "text/plain", "https://example.test/a%20b#char=4,13"),
        ("javascript:alert(1)", "text/plain", "javascript%3Aalert%281%29#char=4,13"),  # a path, never a scheme
        ("day.json", "application/json", "day.json"),
        ("-", "text/plain", None),
    ],
)
def test_the_link_leads_to_the_place(make: type, source: str, media_type: str, link: str | None) -> None:
    assert link_to(make("So: Six died.", source, media_type).report, (4, 13)) == link


@given(st.text(max_size=40))
def test_no_source_can_break_out_of_a_link(make: type, source: str) -> None:
    link = link_to(make("Six died.", source).report)
    assert link is None or not set("<>\"'`()[] \n") & set(link)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Six died.", "“Six died.”"),
        ("“Six died,” he said.", "“\u202f“Six died,” he said.”"),  # the words' own marks stay apart
        ("he said: “Six died.”", "“he said: “Six died.”\u202f”"),
    ],
)
def test_marks_of_quotation_keep_apart_from_the_words_own(words: str, shown: str) -> None:
    before, after = marks(words)
    assert before + words + after == shown


@given(st.text("aB “”,;:—\n\u202eMO ltar", min_size=1, max_size=80), st.data())
def test_whatever_the_span_the_words_are_inside_it_and_to_the_letter(
    make: type, text: str, data: st.DataObject
) -> None:
    maker = make(f"{text} Marta Oll, a baker, said it. {text}")
    start = data.draw(st.integers(0, len(maker.report.text) - 1))
    end = data.draw(st.integers(start + 1, len(maker.report.text)))
    claim = msgspec.structs.replace(maker.claim("Marta Oll"), span=(start, end))
    private = PrivateNames(maker.report, ROLES, ["Marta Oll"])
    assume(private.role("Marta Oll") is not None)  # "Lt Marta Oll" holds a rank, and her name may be shown
    found = Excerpts(maker.report, private, {}).words(claim)
    assert start <= found.span[0] <= found.span[1] <= end
    assert found.text == maker.report.text[slice(*found.span)]
    assert not private.found(found.text)
    assert not re.search(r"\bOll\b", found.before + found.after)  # "BOll" is another word
