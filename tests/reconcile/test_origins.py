"""How many independent sources an event has: copies, rewrites and relays count once."""

from collections.abc import Callable, Sequence

import msgspec
import pytest

from sayso.reconcile import reconcile
from sayso.reconcile.copies import copies
from sayso.reconcile.rules import rule_named
from sayso.records import Claim, Incident

Make = Callable[[Sequence[str]], list[Claim]]
Events = Callable[..., tuple[Incident, ...]]
T = "air-strike, Tarsa, 6"
WIRE = "Aircraft struck the old grain mill by the river in Tarsa on Tuesday, killing 14 people, rescuers said."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([f": {T} | | {WIRE}", f": {T} | | {WIRE}", f": {T} | | {WIRE}"], ["abc"], id="one wire story, copied"),
        pytest.param(
            [f": {T} | | {WIRE}", f": {T} | | At dawn, aircraft struck the old grain mill by the river in Tarsa, killing 14 people."],
            ["ab"], id="a rewrite"),
        pytest.param(
            [f": {T} | | {WIRE}", f": {T} | | A mill was bombed from the air and fourteen lives were lost, our reporter writes."],
            ["a", "b"], id="two tellings of their own"),
        pytest.param([f"Delta Wire: {T}", f"Delta Wire: {T}", f"Post: {T}"], ["ab", "c"], id="Delta Wire reported"),
        pytest.param(
            [f"Ministry > Post: {T}", f"Ministry > Radio: {T}", f"Ministry: {T}"], ["abc"], id="all cite the ministry"),
        pytest.param(
            [f"Ministry > Post: {T}", f": {T} | | {WIRE}", f"Post: {T}"], ["a", "b", "c"], id="what Post itself says is another"),
        pytest.param(
            [f"a resident > Delta Wire: {T} in r", f"a resident > Delta Wire: {T} in s"], ["ab"],
            id="an unnamed voice passed on by one wire"),
        pytest.param([f"a resident: {T} in r", f"a medic: {T} in s"], ["a", "b"], id="unnamed, in two reports"),
        pytest.param([f"a resident: {T} in r", f": {T} in r at 40"], ["ab"], id="an unnamed voice goes back to its report"),
        pytest.param([f": {T} | | {WIRE}", f"Reader: {T} channel comment | | {WIRE}"], ["a"], id="a comment is no origin"),
        pytest.param(
            [f": {T} | | {WIRE}", f"Delta Wire: {T} | | {WIRE}"], ["ab"], id="a copy that does not name its source"),
    ],
)  # fmt: skip
def test_origins(lines: list[str], expected: list[str], events: Events) -> None:
    (event,) = events(*lines)
    assert sorted("".join(sorted(origin.claims)) for origin in event.origins) == expected


def test_an_origin_bears_the_name_of_who_said_it(events: Events) -> None:
    (event,) = events(f": {T} | | {WIRE}", f"Delta Wire: {T} | | {WIRE}")
    assert [(origin.name, len(origin.reports)) for origin in event.origins] == [("Delta Wire", 2)]


@pytest.mark.parametrize(
    ("voices", "count"),
    [
        pytest.param(("org:islamic-state", "outlet:amaq"), 1, id="a group and its own outlet"),
        pytest.param(("mil:td", "police:td"), 2, id="two organs of one state"),
        pytest.param(("mil:td", "org:islamic-state"), 2, id="two sides"),
    ],
)
def test_a_body_and_its_outlet_are_one_origin(voices: tuple[str, str], count: int, claims: Make) -> None:
    given = [
        msgspec.structs.replace(claim, speakers=(msgspec.structs.replace(claim.speakers[0], id=voice),))
        for claim, voice in zip(claims([f"One: {T}", f"Other: {T}"]), voices, strict=True)
    ]
    (event,) = reconcile(given)
    assert len(event.origins) == count


def test_a_majority_counts_origins_and_not_outlets(claims: Make) -> None:
    """Three outlets that copy one wire are one voice against two."""
    copied = [f": {T} | killed 14 people | {WIRE}"] * 3
    lines = [*copied, f"Mayor: {T} | killed 15 people", f"Hospital: {T} | killed 15 people"]
    (event,) = reconcile(claims(lines), rule_named("majority"))
    assert [figures.best for figures in event.figures] == [15]


def test_copies_of_one_sentence_are_found_in_linear_work() -> None:
    """Each sentence is compared with a few others, whatever their number, and all copies hang together."""
    many = 3_000
    pairs = list(copies(["aircraft struck the mill by the river in the old town on tuesday"] * many))
    assert len(pairs) < 4 * many
    assert {two for _, two in pairs} == set(range(1, many))
