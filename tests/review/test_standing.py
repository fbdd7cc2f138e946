"""How claims stand after what people decided: decisions in a small notation, one reason a row.

A decision is `who verb what`: `r1 reject a`, `r2 edit a status denied`, `r1 grade b 2`, `r1 merge a b`, `r1 split a from b c`,
`r2 undo 1` (the first decision of the row). They are made a minute apart. Claims a to e are of one report, read once,
unless a row says otherwise.
"""

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.decisions import Decision
from sayso.records import Claim, ClaimSet, PassageRef, Rule
from sayso.review import Standing, standing


def claim(name: str, quote: str = "", at: int = 0) -> Claim:
    words = quote or f"Words of {name}."
    return Claim(
        id=name, report="r", span=(at, at + len(words)), quote=words, channel="body",
        passage=PassageRef(kind="article", label=None, at=None), speakers=(), event="shelling", status="happened",
        actors=(), figures=(), places=(), time=None, said="2031-05-06", by=Rule(extractor="test", rule="test"),
    )  # fmt: skip


CLAIMS = [claim(name) for name in "abcde"]


def decision(number: int, written: str) -> Decision:
    by, verb, *rest = written.split(" ")
    fields: dict[str, object] = {}
    match verb:
        case "edit":
            fields = {"claims": (rest[0],), "field": rest[1], "value": f'"{rest[2]}"'}
        case "grade":
            fields = {"claims": (rest[0],), "value": rest[1]}
        case "undo":
            fields = {"claims": (), "undoes": rest[0]}
        case "split":
            cut = rest.index("from")
            fields = {"claims": tuple(rest[:cut]), "against": tuple(rest[cut + 1 :])}
        case _:
            fields = {"claims": tuple(rest)}
    made = {"id": str(number), "verb": verb, "by": by, "at": f"2031-05-14T09:{number:02}:00Z", "reason": "because"}
    return msgspec.convert({**made, **fields}, Decision)


def decided(*written: str) -> list[Decision]:
    return [decision(number, line) for number, line in enumerate(written, 1)]


def write(found: Standing) -> str:
    """Write what stands: `a b=denied/r1 c:2 | de cd≠e`: claims with edits and grades, then what is bound."""
    claims = [
        c.id
        + (f"={c.status}/{c.by.rule}" if c.by.extractor == "person" else "")
        + (f":{found.grades[c.id].value}" if c.id in found.grades else "")
        + ("+" if c.id in found.accepted else "")
        for c in sorted(found.claims, key=lambda c: c.id)
    ]
    bound = sorted("".join(b.claims) + ("≠" + "".join(b.against) if b.against else "") for b in found.constraints)
    return " ".join(claims) + (" | " + " ".join(bound) if bound else "")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([], "a b c d e", id="nothing decided"),
        pytest.param(["r1 reject a"], "b c d e", id="a rejected claim is gone"),
        pytest.param(["r1 reject a b"], "c d e", id="one decision about two claims"),
        pytest.param(["r1 reject a", "r2 accept a"], "a+ b c d e", id="what anybody decides later replaces it"),
        pytest.param(["r1 reject a", "r2 accept a", "r1 undo 2"], "b c d e", id="undone, and the earlier one holds again"),
        pytest.param(["r1 reject a", "r1 undo 1"], "a b c d e", id="undone"),
        pytest.param(["r1 reject a", "r1 undo 1", "r2 undo 2"], "b c d e", id="an undoing undone"),
        pytest.param(["r1 undo 2", "r1 reject a"], "b c d e", id="nothing is undone before it is decided"),
        pytest.param(["r1 edit a status denied"], "a=denied/r1 b c d e", id="an edit says whose it is"),
        pytest.param(["r1 edit a status denied", "r2 edit a status planned"], "a=planned/r2 b c d e", id="the later edit"),
        pytest.param(
            ["r1 edit a status denied", "r2 edit a event attack"], "a=denied/r2 b c d e", id="edits of two fields both hold"),
        pytest.param(["r1 edit a status sideways"], "a b c d e", id="a value that no field can hold changes nothing"),
        pytest.param(["r1 edit a quote changed"], "a b c d e", id="words are never edited"),
        pytest.param(["r1 grade a 2", "r2 grade a 4"], "a:4 b c d e", id="the later grade"),
        pytest.param(["r1 grade a 2", "r1 reject b"], "a:2 c d e", id="grade and reading are two things"),
        pytest.param(["r1 merge b a"], "a b c d e | ab", id="a merge binds"),
        pytest.param(["r1 pin a b c"], "a b c d e | abc", id="a pin binds"),
        pytest.param(["r1 split a from b c"], "a b c d e | a≠bc", id="a split parts"),
        pytest.param(["r1 merge a b c", "r2 split c from a b"], "a b c d e | ab c≠ab", id="a later split leaves the rest bound"),
        pytest.param(
            ["r1 merge a b c d", "r2 split c d from a b"], "a b c d e | ab cd cd≠ab", id="those who leave stay together"),
        pytest.param(["r1 split c from a b", "r2 merge a b c"], "a b c d e | abc", id="a later merge ends a split"),
        pytest.param(
            ["r1 split a from c d", "r2 merge a b", "r2 merge b c"], "a b c d e | ab a≠d bc",
            id="together by way of a third ends the split, of that pair only"),
        pytest.param(["r1 merge a b", "r2 merge b c", "r2 split c from a"], "a b c d e | bc c≠a", id="the older merge gives way"),
        pytest.param(["r1 merge a b", "r1 reject b"], "a c d e", id="nothing is bound to a rejected claim"),
        pytest.param(["r1 merge a b", "r2 undo 1"], "a b c d e", id="a merge undone"),
    ],
)  # fmt: skip
def test_what_stands(lines: list[str], expected: str) -> None:
    assert write(standing(CLAIMS, [], decided(*lines))) == expected


@pytest.mark.parametrize(
    ("lines", "code", "words"),
    [
        pytest.param(
            ["r1 reject a", "r2 accept a"], "decisions-contradict", "reject (1) by r1 on 2031-05-14: “because”; accept (2) by r2",
            id="two people differ: both are listed"),
        pytest.param(
            ["r1 edit a status denied", "r2 edit a status planned"], "decisions-contradict", "field status of a",
            id="two people set one field"),
        pytest.param(
            ["r1 merge a b", "r2 split a from b"], "decision-overruled", "merge (1) by r1 on 2031-05-14: “because” stands against",
            id="a merge that a split overrules"),
        pytest.param(
            ["r1 split a from b", "r2 merge a b"], "decision-overruled", "which holds: merge (2) by r2", id="and the other way"),
        pytest.param(["r1 reject z"], "decision-waits", "reject (1) by r1 on 2031-05-14: “because” waits for z", id="no such claim"),
        pytest.param(["r1 edit a status sideways"], "decision-unusable", "'sideways'", id="no such status"),
        pytest.param(["r1 undo 7"], "undoes-nothing", "undoes 7", id="nothing to undo"),
    ],
)  # fmt: skip
def test_what_is_listed(lines: list[str], code: str, words: str) -> None:
    (finding,) = standing(CLAIMS, [], decided(*lines)).findings
    assert finding.code == code
    assert words in finding.message


@pytest.mark.parametrize(
    "lines",
    [["r1 reject a", "r1 accept a"], ["r1 reject a", "r2 reject a"], ["r1 reject a", "r2 accept a", "r2 undo 1"]],
    ids=["one person who thinks again", "two who agree", "one that no longer holds"],
)
def test_no_contradiction_is_listed(lines: list[str]) -> None:
    assert standing(CLAIMS, [], decided(*lines)).findings == ()


def readings(*sets: Iterable[Claim]) -> tuple[list[Claim], list[ClaimSet]]:
    """Return the claims of several readings of one report, and the readings."""
    claims = {c.id: c for one in sets for c in one}
    return list(claims.values()), [
        ClaimSet(id=str(n), report="r", engine=f"test {n}", claims=tuple(c.id for c in one))
        for n, one in enumerate(sets)
    ]


X, Y, Z = claim("x", "A shell fell."), claim("y", "A shell fell."), claim("z", "Two shells fell.")


@pytest.mark.parametrize(
    ("first", "second", "expected", "waits"),
    [
        pytest.param([X, Z], [X, Z], "z", False, id="the claim itself is read again"),
        pytest.param([X, Z], [Y, Z], "z", False, id="another claim with the same words"),
        pytest.param([X], [Z], "z", True, id="other words"),
        pytest.param([X], [claim("y", "A shell fell.", at=9)], "y", True, id="the same words elsewhere"),
        pytest.param([X, Y], [Y], "y", True, id="the one that is left stood beside it"),
        pytest.param([X], [Y, claim("w", "A shell fell.")], "w y", True, id="two have the same words"),
        pytest.param([X, claim("v", "A shell fell.")], [Y], "y", True, id="two had the same words"),
        pytest.param([X], [], "", True, id="nothing is read any more"),
    ],
)
def test_what_is_carried_over(first: list[Claim], second: list[Claim], expected: str, waits: bool) -> None:  # noqa: FBT001 - a row
    """A decision about a claim that the newest reading lacks holds for the one claim with the same words, or waits."""
    found = standing(*readings(first, second), decided("r1 reject x"))
    assert write(found) == expected
    assert [finding.code for finding in found.findings] == (["decision-waits"] if waits else [])


def test_claims_of_an_older_reading_do_not_stand() -> None:
    assert write(standing(*readings([X], [Z]), [])) == "z"


LINES = st.lists(
    st.one_of(
        st.builds(
            "{} {} {}".format,
            st.sampled_from(["r1", "r2"]),
            st.sampled_from(["accept", "reject", "merge", "pin"]),
            st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True).map(" ".join),
        ),
        st.builds(
            "r1 split {} from {}".format,
            st.sampled_from("abcde"),
            st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True).map(" ".join),
        ),
        st.builds("r2 undo {}".format, st.integers(1, 8)),
        st.builds("r2 edit {} status {}".format, st.sampled_from("abcde"), st.sampled_from(["denied", "planned"])),
    ),
    max_size=8,
)


@given(lines=LINES, data=st.data())
def test_order_of_what_is_given_changes_nothing(lines: list[str], data: st.DataObject) -> None:
    made = decided(*lines)
    shuffled = standing(data.draw(st.permutations(CLAIMS)), [], data.draw(st.permutations(made)))
    assert write(shuffled) == write(standing(CLAIMS, [], made))


@given(lines=LINES)
def test_what_is_asked_of_the_joining_is_free_of_contradiction(lines: list[str]) -> None:
    """No two claims are both together, directly or by way of others, and apart."""
    found = standing(CLAIMS, [], decided(*lines)).constraints
    group = {c: {c} for c in "abcde"}
    for bound in found:
        if bound.kind == "together":
            joined = set().union(*(group[c] for c in bound.claims))
            group.update(dict.fromkeys(joined, joined))
    apart = {(a, b) for bound in found if bound.kind == "apart" for a in bound.claims for b in bound.against}
    assert not any(b in group[a] for a, b in apart)


@given(lines=LINES)
def test_undoing_everything_leaves_what_was_read(lines: list[str]) -> None:
    made = [d for d in decided(*lines) if d.verb != "undo"]
    undone = [decision(10 + n, f"r3 undo {d.id}") for n, d in enumerate(made)]
    found = standing(CLAIMS, [], [*made, *undone])
    assert found.claims == tuple(CLAIMS)
    assert found.constraints == ()
