"""The table `[publish]`: what it may say, and one clear line for what it may not."""

from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.publish.public.policy import POLICY, Licence
from sayso.publish.public.policy_file import read_policy
from sayso.watching.config import read_sources

WHOLE = """
[[source]]
name = "Harbour Watch"
address = "https://watch.example/feed"
kind = "feed"

[publish]
title = "Harbour desk"
publisher = "Harbour desk"
contact = "desk@harbour.example"
address = "https://desk.harbour.example/"
licence = "CC-BY-4.0"
delay = "2d"
grid_km = 5
sensitive_kinds = ["aid"]
sensitive_words = ["ferry"]
named = ["Marta Oll"]
withheld = ["Gerrit Holm"]
unreviewed = "hold"
comments = false
redistribute = "no"
longest_quote = 300

[[publish.licences]]
source = "watch.example"
licence = "CC0-1.0"
attribution = "Harbour Watch"
redistribute = "yes"
"""


def test_every_key_of_the_table_is_read(tmp_path: Path) -> None:
    place = tmp_path / "sayso.toml"
    place.write_text(WHOLE, encoding="utf-8")
    policy = read_policy(place)
    assert (policy.title, policy.delay_hours, policy.grid_km, policy.unreviewed) == ("Harbour desk", 48.0, 5.0, "hold")
    assert (policy.sensitive_kinds, policy.named, policy.comments) == (("aid",), ("Marta Oll",), False)
    assert policy.licences == (
        Licence(source="watch.example", licence="CC0-1.0", attribution="Harbour Watch", redistribute="yes"),
    )
    assert [source.name for source in read_sources(place)] == ["Harbour Watch"]


def test_without_a_file_or_a_table_the_careful_defaults_hold(tmp_path: Path) -> None:
    place = tmp_path / "sayso.toml"
    assert read_policy(place) == POLICY
    place.write_text("", encoding="utf-8")
    assert read_policy(place) == POLICY


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour = 1", "colour is not known"),
        ("delay = 24", "delay must be a time such as 90min, 24h or 3d"),
        ("delay = '-1h'", "delay must be a time"),
        ("grid_km = 0.5", "grid_km must be a number of kilometres from 1 to 500"),
        ("grid_km = nan", "grid_km must be a number of kilometres from 1 to 500"),
        ("grid_km = true", "grid_km must be a number"),
        ("unreviewed = 'yes'", "unreviewed must be one of mark, stop, hold"),
        ("sensitive_kinds = ['war']", "sensitive_kinds has no kind 'war'"),
        ("named = 'Marta Oll'", "named must be a list of words"),
        ("named = ['']", "named must be a list of words"),
        ("licence = 'free for all'", "licence must be an SPDX id"),
        ("address = 'ftp://x'", "address must be an address of the web"),
        ("comments = 'no'", "comments must be true or false"),
        ("longest_quote = 3", "longest_quote must be a whole number"),
        ("language = 'fr'", "language must be en"),
        ("title = 3", "title must be words"),
        ("licences = 3", "licences begins with [[publish.licences]]"),
        ("licences = [{licence = 'CC0-1.0'}]", "licences needs the source of each licence"),
        ("licences = [{source = 'a', price = 3}]", "licences has price, which is not known"),
        ("licences = [{source = 'a', redistribute = 'maybe'}]", "licences of 'a': must be one of yes, quote-only, no"),
    ],
)
def test_a_fault_is_one_line_that_names_the_file_and_the_key(tmp_path: Path, line: str, said: str) -> None:
    place = tmp_path / "sayso.toml"
    place.write_text(f"[publish]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as trouble:
        read_policy(place)
    assert str(trouble.value).startswith(f"{place}: [publish] {said}")
    assert "\n" not in str(trouble.value)


@pytest.mark.parametrize(("text", "said"), [("publish = 3", "publish is one table"), ("[publish", "is no TOML")])
def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "sayso.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_policy(place)
