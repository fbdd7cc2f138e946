"""How entries are sealed: canonical bytes, commitments that a stranger can compute, parts that go without a trace."""

import hashlib
import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.contract import Entry
from sayso.ledger.sealing import canonical, check, cut_out, leaf, read, seal
from sayso.records import Finding

AT = "2031-05-14T09:00:00.000000Z"
CLAIM = Entry(
    kind="claim",
    id="4b61",
    about="9f86",
    by="sayso",
    body=canonical(
        {"actors": ["Ana"], "figures": [], "id": "4b61", "quote": "Ana said so", "span": [0, 11], "speakers": []}
    ),
)
SEALED = seal(CLAIM, 7, AT, None, bytes(range(48)))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcxyz_", min_size=1), VALUES, max_size=5))
def test_what_is_written_is_canonical_whatever_it_holds(record: dict[str, object]) -> None:
    """The quick way and RFC 8785's own writer agree on every byte."""
    assert canonical(record) == rfc8785.dumps(msgspec.to_builtins(record))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_as_the_standard_writes_them(number: float) -> None:
    assert canonical({"n": number, "o": [number, number]}) == rfc8785.dumps({"n": number, "o": [number, number]})


@pytest.mark.parametrize(
    "value", [2**53 + 1, 10**30, "\ud800"], ids=["integer beyond 2^53", "large integer", "half a character"]
)
def test_what_json_cannot_hold_exactly_is_not_recorded(value: object) -> None:
    with pytest.raises(LedgerError, match="cannot be recorded exactly"):
        canonical({"n": value})


def test_a_commitment_can_be_computed_with_hashlib_alone() -> None:
    """The recipe in docs/ledger.md, word for word."""
    salt, words = bytes(range(32, 48)), '{"quote":"Ana said so"}'
    expected = hashlib.sha256(b"\x02" + salt + b'"4b61"' + b'"words"' + words.encode()).hexdigest()
    assert json.loads(leaf(SEALED))["parts"]["words"] == expected


def test_a_leaf_is_canonical_json_of_everything_that_is_proven() -> None:
    found = json.loads(leaf(SEALED))
    assert {name: found[name] for name in found if name != "parts"} == {
        "v": 1,
        "seq": 7,
        "kind": "claim",
        "id": "4b61",
        "about": "9f86",
        "by": "sayso",
        "recorded_at": AT,
        "clock": None,
    }
    assert sorted(found["parts"]) == ["people", "rest", "words"]
    assert rfc8785.dumps(found) == leaf(SEALED)


def test_what_was_cut_out_leaves_the_leaf_as_it_was() -> None:
    left = cut_out(SEALED, "people", 9)
    assert leaf(left) == leaf(SEALED)
    assert b"Ana" not in left.parts.split(b"words")[0]
    assert left.withheld == ("people",)
    assert left.salts[:16] == bytes(16)
    assert json.loads(read(left, {"people": b'{"actors":["\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"]}'}).body)[
        "actors"
    ] == ["███"]


@pytest.mark.parametrize("part", ["people", "salts"])
def test_a_part_is_cut_out_once_and_only_one_that_is_there(part: str) -> None:
    with pytest.raises(LedgerError, match="no part"):
        cut_out(cut_out(SEALED, "people", 9), part, 10)


CHANGES = [
    ("another word", {"parts": SEALED.parts.replace(b"Ana", b"Eva")}),
    ("a space more", {"parts": SEALED.parts.replace(b'"words":', b'"words": ')}),
    ("a space instead of a byte", {"parts": SEALED.parts.replace(b'"actors":["Ana"]', b'"actors":[ "An"]')}),
    ("parts in another order", {"parts": b'{"words":{},"rest":{},"people":{}}'}),
    ("a part twice", {"parts": SEALED.parts[:-1] + b',"words":{"quote":"Ana said so"}}'}),
    ("a part more", {"parts": SEALED.parts[:-1] + b',"zone":{}}'}),
    ("a part less", {"parts": b'{"people":{}}'}),
    ("no JSON", {"parts": SEALED.parts[:-1]}),
    ("no text", {"parts": SEALED.parts.replace(b"Ana", b"\xff\xff\xff")}),
    ("another salt", {"salts": bytes(48)}),
    ("a salt less", {"salts": SEALED.salts[:32]}),
    ("another commitment", {"commitments": bytes(96)}),
    ("another entry's id", {"id": "4b62"}),
    ("withheld, but readable", {"withheld": ("people",)}),
    ("withheld, but the salt is there", {"withheld": ("people",), "parts": cut_out(SEALED, "people", 9).parts}),
    ("a part withheld that is none", {"withheld": ("zone",)}),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_any_change_of_an_entry_is_found_when_it_is_read(name: str, change: dict[str, object]) -> None:
    del name
    assert check(SEALED)
    with pytest.raises(IntegrityError, match="is not what was recorded"):
        check(msgspec.structs.replace(SEALED, **change))


def test_a_record_with_fractions_is_read_as_it_was() -> None:
    found = canonical(Finding(code="sample", message="[1.0, 2e5]", source="a"))
    assert msgspec.json.decode(found, type=Finding).message == "[1.0, 2e5]"
