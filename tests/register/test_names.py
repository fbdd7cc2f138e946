"""Names in a text: whole words, the longest, written as names are written; organs put together with their states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.register.fold import fold, folding
from sayso.register.load import Register

TABLE = folding()


def found(register: Register, text: str, *, shouting: bool = False) -> list[str]:
    """Return `words=id|id` for every name."""
    return [
        f"{text[hit.start : hit.end]}={'|'.join(hit.ids)}" for hit in register.names(text, shouting=shouting) if hit.ids
    ]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("The Chadian army left.", ["Chadian army=mil:td"]),
        ("Chad's Defense Ministry spoke.", ["Chad's Defense Ministry=mil:td-mod"]),
        ("The Ministry of Defence of Chad spoke.", ["Ministry of Defence of Chad=mil:td-mod"]),
        ("the army of Chad", ["army of Chad=mil:td"]),
        ("troops in Chad", ["Chad=state:td"]),  # troops in a country may be another's
        ("the health ministry in Chad", ["health ministry in Chad=gov:td-moh"]),  # a ministry in it is its own
        ("a visit to Chad. Army officers met", ["Chad=state:td"]),  # not over the end of a sentence
        ("Chadian and Malian troops", ["Chadian=mil:td", "Malian troops=mil:ml"]),
        ("Chadian and Malian herders", ["Chadian=state:td", "Malian=state:ml"]),
        ("U.S. Army", ["U.S. Army=mil:us"]),
        ("in the U.S. They", ["U.S.=state:us"]),  # the full stop of the initials belongs to them
        ("A U.S. convoy", ["U.S.=state:us"]),  # an article and initials are no other initials
        ("told us who it is", []),  # acronyms are written in capitals
        ("told the US, WHO and IS", ["US=state:us", "WHO=un:who", "IS=org:islamic-state"]),
        ("the yemen road", []),  # names begin with a capital
        ("al-Qaeda, Al Qaida and al-Qa'ida", [f"{w}=org:al-qaeda" for w in ("al-Qaeda", "Al Qaida", "al-Qa'ida")]),
        ("the Iranians’ base", ["Iranians=state:ir"]),
        ("Mali’an", []),  # an apostrophe inside a word is no border
        ("People 's Protection Units", ["People 's Protection Units=org:ypg"]),  # tokenised before
        ("Islamic State Khorasan Province", ["Islamic State Khorasan Province=org:iskp"]),  # the longest
        ("Farabundo\n   Marti National\r\nLiberation Front!", [
            "Farabundo\n   Marti National\r\nLiberation Front=org:fmln"]),  # broken lines
        ("Erdoğan met Türkiye’s army", ["Türkiye’s army=mil:tr"]),
        ("Congolese villagers", ["Congolese=state:cd|state:cg"]),  # two states: both are kept
    ],
)  # fmt: skip
def test_names(register: Register, text: str, notation: list[str]) -> None:
    assert found(register, text) == notation


def test_in_capitals_case_says_nothing(register: Register) -> None:
    assert found(register, "CHADIAN TROOPS MET THE PKK", shouting=True) == ["CHADIAN TROOPS=mil:td", "PKK=org:pkk"]


def test_part_of_a_text_keeps_the_offsets_of_the_whole(register: Register) -> None:
    text = "Chad said no. Mali said yes."
    assert [(hit.start, hit.end) for hit in register.names(text, 14)] == [(14, 18)]


@given(st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0x2FFF)))
def test_folding_moves_no_character(text: str) -> None:
    folded = fold(text, TABLE)
    assert len(folded) == len(text)
    assert fold(folded, TABLE) == folded


@given(
    st.lists(st.sampled_from(["Chad", "army", "US", "U.S.", "\r\n", "\n  ", " ", "'s", ".", "x", "Mali"]), max_size=30)
)
def test_hits_are_in_order_inside_the_text_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    reached = 0
    for hit in REGISTER.names(text):
        assert reached <= hit.start < hit.end <= len(text)
        reached = hit.end


REGISTER = Register.load()
