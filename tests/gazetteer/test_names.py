"""Tests the keys under which names of places are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gazetteer.names import bare_key, difference, key, skeleton


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Deir ez-Zor", "deirezzor"),  # hyphens and spaces go
        ("Sheikh Sa’eed", "sheikhsaeed"),  # a typographic apostrophe goes
        ("Ḩamāh", "hamah"),  # accents go
        ("Şırnak", "sirnak"),  # letters that Unicode does not take apart
        ("U.S.", "us"),  # full stops go
        ("", ""),
    ],
)
def test_key(name: str, wanted: str) -> None:
    assert key(name) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("al-Qamishli", "qamishli"),  # the article goes
        ("As Salamiyah", "salamiyah"),  # in its assimilated form too
        ("Al", "al"),  # a name that is nothing else keeps it
        ("Aleppo", "aleppo"),  # letters that only look like one stay
    ],
)
def test_bare_key(name: str, wanted: str) -> None:
    assert bare_key(name) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salheen", "Salhin"),  # a long vowel written twice
        ("Sheikh Sa'eed", "Sheikh Said"),
        ("al-Qameshli", "Al Qāmishlī"),
        ("Hasaka", "Al-Hasakah"),
        ("Khan Sheikhoun", "Khān Shaykhūn"),
        ("Deir ez-Zor", "Dayr az Zawr"),  # another vowel, another article
        ("Kalaseh", "Kallaseh"),  # a doubled letter
        ("Muqdadiyah", "Mukdadiya"),  # q and k
        ("Mash'had", "Mashhad"),
    ],
)
def test_skeleton_is_shared(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Raqqa", "Daraa"), ("Basra", "Bosra ash-Sham")])
def test_skeleton_tells_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other", "limit", "wanted"),
    [
        ("salhin", "salheen", 3, 2),
        ("same", "same", 1, 0),
        ("homs", "hamburg", 2, 3),  # more than the limit is not counted further
        ("", "abc", 5, 3),
    ],
)
def test_difference(one: str, other: str, limit: int, wanted: int) -> None:
    assert difference(one, other, limit) == wanted


@given(st.text(max_size=40))
def test_keys_hold_plain_letters_only(name: str) -> None:
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789" for char in key(name))
    assert key(key(name)) == key(name)
