"""The tables: checked on compiling, and compiled as they stand."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from sayso.errors import DataFileError
from sayso.register import tables
from sayso.register.load import Register


def test_compiled_register_is_what_the_tables_say() -> None:
    # run tools/compile_register.py after every change to a table
    assert files("sayso.register").joinpath("register.json").read_bytes() == tables.compiled()


def test_register_is_broad(register: Register) -> None:
    states = [key for key in register.entries if key.startswith("state:")]
    assert len(states) >= 193  # the members of the United Nations
    assert len(register.entries) - len(states) >= 600


def dotted(initials: re.Match[str]) -> str:
    return initials.group().strip().replace(" ", ".") + "."


def test_every_name_finds_its_own_body(register: Register) -> None:
    missed = []
    for name in register._names:  # noqa: SLF001 - every name must be found by the very automaton that holds it
        words = re.sub(r"^\w(?: \w)+(?: (?= )|$)", dotted, name.key)  # initials are found by their full stops
        hits = register.names(words, shouting=True)
        if not any(set(name.ids) <= set(hit.name.ids) and hit.name.organ == name.organ for hit in hits):
            missed.append((name.key, [hit.name.key for hit in hits]))
    assert missed == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("{org:one: {name: Grey Wolves Column}, org:two: {name: grey wolves column}}", "claimed by"),
        ("{org:one: {name: Grey Wolves Column, parent: org:nobody}}", "unknown parent"),
        ("{org:one: {name: Grey Wolves Column, country: zz}}", "unknown country"),
        ("{org:one: {name: Grey Wolves Column, sides: [just one-side and more words]}}", "side"),
        ("{thing:one: {name: Grey Wolves Column}}", "no kind"),
        ("{org:one: {name: Grey Wolves Column, colour: grey}}", "colour"),
    ],
    ids=["two owners", "parent", "country", "side", "kind", "unknown field"],
)
def test_a_bad_table_is_named(rows: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "bad.yaml"
    place.write_text(f"about: a table for a test\nsource: own\nentries: {rows}\n", encoding="utf-8")
    monkeypatch.setattr(tables, "sources", lambda: [place])
    with pytest.raises(DataFileError, match=said):
        tables.compile_tables()


def test_a_name_marked_as_shared_may_have_two_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "shared.yaml"
    rows = "{org:one: {name: Grey Column, aliases: [GC]}, org:two: {name: Green Column, aliases: [~GC]}}"
    place.write_text(f"about: a table for a test\nsource: own\nentries: {rows}\n", encoding="utf-8")
    monkeypatch.setattr(tables, "sources", lambda: [place])
    shared = [name for name in tables.compile_tables().names if name.key == "gc"]
    assert [(name.ids, name.open) for name in shared] == [(("org:one", "org:two"), True)]


def test_every_head_that_may_stand_alone_is_a_head() -> None:
    place = next(place for place in tables.sources() if place.name == "organs.yaml")
    organs = yaml.safe_load(place.read_text(encoding="utf-8"))["organs"]
    strays = [head for row in organs.values() for head in row.get("alone", []) if head not in row["heads"]]
    assert strays == []
