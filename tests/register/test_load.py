"""Looking bodies up: by id, by name, with their sides."""

import pytest

from sayso.errors import DataFileError
from sayso.register import load
from sayso.register.load import Register


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Amaq", "outlet:amaq"),
        ("the Kremlin", "gov:ru"),  # with its article
        ("ISIL", "org:islamic-state"),
        ("Da’esh", "org:islamic-state"),  # a curly apostrophe
        ("Kurdistan Workers Party", "org:pkk"),  # the apostrophe left out
        ("Syria Civil Defense", "ngo:white-helmets"),  # American spelling
        ("U.N. Security Council", "un:security-council"),
        ("Médecins Sans Frontières", "ngo:msf"),
        ("Ukrainian", "state:ua"),
        ("Ankara", "state:tr"),  # a capital for its state
        ("Sendero Luminoso", "org:shining-path"),
    ],
)
def test_named(register: Register, words: str, id_: str) -> None:
    name = register.named(words)
    assert name is not None
    assert name.ids[0] == id_


def test_named_knows_no_stranger(register: Register) -> None:
    assert register.named("Society of Quiet Gardeners") is None


@pytest.mark.parametrize(
    ("id_", "name", "kind", "country"),
    [
        ("mil:ru-mod", "Russian Defense Ministry", "ministry", "ru"),
        ("mil:td", "Chadian Army", None, "td"),  # an entry of its own
        ("mil:td-navy", "Chadian Navy", "military", "td"),  # made from the state and the organ
        ("gov:ge-courts", "Georgian Courts", "government", "ge"),
    ],
)
def test_get_makes_organs_of_states(register: Register, id_: str, name: str, kind: str | None, country: str) -> None:
    entry = register.get(id_)
    assert entry is not None
    assert (entry.name, entry.country) == (name, country)
    assert kind is None or entry.kind == kind


@pytest.mark.parametrize("id_", ["mil:zz", "org:nobody", "", "state:"])
def test_get_returns_none_for_no_body(register: Register, id_: str) -> None:
    assert register.get(id_) is None


def test_parents_say_whose_an_outlet_is(register: Register) -> None:
    amaq = register.get("outlet:amaq")
    assert amaq is not None
    assert amaq.parent == "org:islamic-state"


@pytest.mark.parametrize(
    ("id_", "day", "side"),
    [
        ("org:hts", "2020-03-01", "opposition"),
        ("org:hts", "2025-02-01", "government"),  # it came to power in December 2024
        ("mil:sy", "2024-12-05", "government"),  # a month named as the end counts whole
        ("mil:sy", "2010-01-01", None),  # before the war
        ("outlet:amaq", "2016-12-08", "islamic-state"),  # by its parent
        ("org:nobody", "2016-12-08", None),
    ],
)
def test_side(register: Register, id_: str, day: str, side: str | None) -> None:
    assert register.side(id_, "syria", day) == side


def test_a_damaged_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_package: str) -> object:
        raise OSError("no such thing")  # noqa: EM101, TRY003 - stands in for the system

    monkeypatch.setattr(load, "files", nowhere)
    Register.load.cache_clear()
    with pytest.raises((DataFileError, OSError)):
        Register.load()
