"""The parts of which the projection is made: words that are looked for, addresses, patterns, the list of words."""

import pytest

from sayso.lexicon.load import load
from sayso.publish.loaded import NeutralNames
from sayso.publish.private import TitleWords
from sayso.publish.public.addresses import public_address
from sayso.publish.public.ids import public_id
from sayso.publish.public.patterns import gives_a_point, reaching_spans
from sayso.publish.public.terms import Terms
from sayso.publish.public.words import publishing

WORDS = publishing("en")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Marta Oll", "marta oll fell", ["marta oll"]),
        ("Marta Oll", "MARTA\n OLL fell", ["MARTA\n OLL"]),
        ("Marta Oll", "Marta-Oll’s stall", ["Marta-Oll"]),
        ("Marta Oll", "Ma\u0301rta Oll fell", ["Ma\u0301rta Oll"]),
        ("Märta Öll", "Marta Oll fell", ["Marta Oll"]),
        ("Marta Oll", "Martha Oll and Marta Ollmann", []),
        ("Marta Oll", "Marta fell; then Oll", []),
        ("Hill", "Hill fell on the hill", ["Hill"]),
        ("anna_k82", "Anna_K82 wrote", ["Anna_K82"]),
        ("fudhad", "FUDHAD and fudhad", ["FUDHAD", "fudhad"]),
        ("Oll", "Ollmann, Oll", ["Oll"]),
        ("", "nothing", []),
    ],
)
def test_a_term_is_found_however_it_is_written(term: str, text: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in Terms([term]).spans(text)] == found


def test_the_longest_of_several_terms_is_found() -> None:
    text = "Marta Oll Odden fell."
    assert Terms(["Marta Oll", "Marta Oll Odden"]).masked(text) == "[name withheld] fell."


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://watch.example/a.html", "https://watch.example/a.html"),
        ("HTTPS://WATCH.example:443/a.html", "https://watch.example/a.html"),
        ("https://watch.example:8443/a", "https://watch.example:8443/a"),
        ("https://anna:pw@watch.example/a", "https://watch.example/a"),
        ("https://watch.example/a;jsessionid=x/b", "https://watch.example/a"),
        ("https://watch.example/a?id=12&p=3&q=hush#t", "https://watch.example/a?id=12&p=3"),
        ("https://watch.example/a?id=12x", "https://watch.example/a"),
        ('https://watch.example/a b"c', "https://watch.example/a%20b%22c"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://127.0.0.1/a", None),
        ("http://[::1]/a", None),
        ("http://2130706433/a", None),
        ("http://localhost/a", None),
        ("http://desk.local/a", None),
        ("http://desk/a", None),
        ("file:///home/anna/a", None),
        ("ftp://watch.example/a", None),
        ("//watch.example/a", None),
        ("/home/anna/a.txt", None),
        ("C:\\tips\\a.txt", None),
        ("-", None),
        ("", None),
        ("http://[", None),
        ("http://watch.example:99999/", None),
    ],
)
def test_of_an_address_only_the_open_part_is_left(source: str, address: str | None) -> None:
    assert public_address(source, ("id", "p")) == address


@pytest.mark.parametrize(
    "text",
    ["36.20213, 37.13426", "36.202 N 37.134 E", "36°12'07\"N", "36,2021 37,1343", "37S BA 12345 67890", "8G7CQ4X5+2V"],
)
def test_an_exact_point_is_known_in_each_of_its_forms(text: str) -> None:
    assert gives_a_point(f"They fell at {text} at noon.")


@pytest.mark.parametrize(
    "text",
    ["1,250, and 3,400 people", "3.5 to 4.2 million", "60,000 and 15,000", "on 14.05.2031 at 16.40", "2031-05-14"],
)
def test_a_number_is_no_point(text: str) -> None:
    assert not gives_a_point(f"It was {text} in all.")


@pytest.mark.parametrize(
    "text",
    [
        "anna@harbour.example",
        "@anna_k",
        "+963 11 2345678",
        "0612 345 6789",
        "https://t.me/anna",
        "t.me/anna",
        "10.0.0.7",
        "/home/anna/tips.txt",
    ],
)
def test_a_way_to_reach_somebody_is_known(text: str) -> None:
    assert reaching_spans(f"Write to {text} now.")


@pytest.mark.parametrize("entry", WORDS.words.sites)
def test_each_site_is_found_alone_in_any_case_and_as_several(entry: str) -> None:
    assert WORDS.tells_of_a_site(f"Shells hit the {entry.upper()} at noon.")
    assert not WORDS.tells_of_a_site("Shells hit the market at noon.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two clinics", True),
        ("the bakeries", True),
        ("refuges", True),
        ("a clinical word", False),
        ("schooling", False),
    ],
)
def test_plurals_are_found_and_longer_words_are_not(text: str, told: bool) -> None:  # noqa: FBT001 - a case
    assert WORDS.tells_of_a_site(text) is told


@pytest.mark.parametrize("entry", WORDS.words.graphic)
def test_each_graphic_word_is_found_alone(entry: str) -> None:
    assert WORDS.is_graphic(f"They were {entry} there.")
    assert not WORDS.is_graphic("They were killed or wounded there, five dead.")


@pytest.mark.parametrize("entry", [*WORDS.words.hours, "04:30", "4.30", "0430 GMT", "4 am", "4 p.m."])
def test_each_word_for_an_hour_is_found_alone(entry: str) -> None:
    assert WORDS.hour_spans(f"It fell {entry}, they said.")
    assert not WORDS.hour_spans("It fell on 14 May 2031, they said; 25 died.")


@pytest.mark.parametrize("rank", WORDS.words.senior_ranks)
def test_each_senior_rank_is_a_rank(rank: str) -> None:

    assert rank in load("en", "titles", TitleWords).ranks


def test_no_sentence_of_the_list_takes_a_side() -> None:

    names = NeutralNames("en")
    said = [*WORDS.words.rules.values(), *WORDS.words.notes.values(), *WORDS.words.findings.values()]
    assert not [sentence for sentence in said if names.loaded(sentence)]


def test_parts_of_an_id_do_not_run_together() -> None:
    assert public_id("claim", "a", "bc") != public_id("claim", "ab", "c")
    assert public_id("claim", "a") != public_id("event", "a")
    assert public_id("claim", "a") != public_id("claim", "a", secret=b"k")
