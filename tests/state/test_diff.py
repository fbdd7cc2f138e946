"""What changed between two moments, in words: prose in, sentences out, one reason a row."""

from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.history import Between, compared
from sayso.ledger.ledger import Ledger
from sayso.lexicon.load import load
from sayso.pipeline import Pipeline
from sayso.publish.changes import DiffWords
from sayso.publish.loaded import NeutralNames
from sayso.verdicts import Request
from tests.state.conftest import asked

ENTRIES = """SAMPLE: an invented live blog

UPDATE 1800 GMT: {last}

UPDATE 0845 GMT: {first}
"""


def said(folder: Path, first: str, last: str) -> list[str]:
    """What changed between the two updates of a live blog."""
    page = folder / "page.txt"
    page.write_text(ENTRIES.format(first=first, last=last), encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(folder / "page.ledger") as record:
        for _ in pipeline.add(record, [pipeline.read(page, published="2031-05-14")]):
            pass
        found = compared(record, Between("2031-05-14T09:00Z", "2031-05-14T18:05Z"))
    return [f"{change.kind} | {change.sentence}" for change in found.changes]


MINISTRY = "The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday."


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(
            MINISTRY, "Olm Watch said four soldiers were killed by shelling of a base in Brask on Tuesday.",
            "figure | killed (soldiers): 3 -> 3 to 4; Olm Watch, 14 May 2031, 18:00 UTC",
            id="a figure, with who changed it and when"),
        pytest.param(
            MINISTRY, "Olm Watch said four soldiers were killed by shelling of a base in Brask on Tuesday.",
            "disputed | now disputed, how many: Soldiers killed: Defence Ministry gave 3; Olm Watch gave 4.",
            id="a dispute that was not there before"),
        pytest.param(
            MINISTRY, "Olm Watch said shelling of a base in Brask on Tuesday killed three soldiers and wounded nine people.",
            "figure | wounded: 9, no figure before; Olm Watch, 14 May 2031, 18:00 UTC", id="a figure of something not counted before"),
        pytest.param(
            MINISTRY, "Olm Watch said a bomb in Sarno killed two guards on Wednesday.",
            "new | new: Bombing, Sarno, 14 May 2031: 2 killed (guards); Olm Watch, 14 May 2031, 18:00 UTC", id="a new event"),
        pytest.param(
            "President Hanne Sool has rejected a ceasefire in Brask.", "President Hanne Sool has announced a ceasefire in Brask.",
            "position | Hanne Sool on a ceasefire: ceasefire, announced, 14 May 2031, 18:00 UTC; before that: ceasefire, rejected",
            id="a party that says otherwise"),
    ],
)  # fmt: skip
def test_what_changed(first: str, last: str, expected: str, tmp_path: Path) -> None:
    assert expected in said(tmp_path, first, last)


def test_private_people_are_roles(tmp_path: Path) -> None:
    """A name of a private person stands nowhere in a difference: not as speaker, not as victim, not in a decision's reason."""
    page = tmp_path / "page.txt"
    last = "Marta Oll, a fishmonger, said four soldiers were killed by shelling of a base in Brask on Tuesday."
    page.write_text(ENTRIES.format(first=MINISTRY, last=last), encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "page.ledger") as record:
        for _ in pipeline.add(record, [pipeline.read(page, published="2031-05-14")]):
            pass
        before = record.head().seq
        claim = next(c.id for c in asked(record).claims if c.speakers and c.speakers[0].name == "Marta Oll")
        pipeline.decide(record, Request(verb="accept", claims=(claim,), by="r1", reason="Marta Oll told me herself"))
        by_saying = compared(record, Between("2031-05-14T09:00Z", "2031-05-14T18:05Z"))
        by_knowing = compared(record, Between(str(before), str(record.head().seq)))
    told = [change.sentence for change in (*by_saying.changes, *by_knowing.changes)]
    assert "accepted by r1" in told[-1]
    assert any("A fishmonger (name withheld)" in sentence for sentence in told)
    assert not any("Marta" in sentence or "Oll" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        pytest.param(
            {"verb": "reject"}, ["figure | killed (soldiers): 3 to 4 -> 3; without Olm Watch group, 14 May 2031, 15:45 UTC",
             "settled | no longer disputed, how many: Soldiers killed: Defence Ministry gave 3; Olm Watch group gave 4."],
            id="a claim rejected"),
        pytest.param(
            {"verb": "edit", "field": "figures", "value": '[{"measure":"killed","low":7,"high":7,"bound":"exact","of":"soldiers"}]'},
            ["figure | killed (soldiers): 3 to 4 -> 3 to 7; as a person edited what Olm Watch group said, 14 May 2031, 15:45 UTC"],
            id="a claim edited"),
    ],
)  # fmt: skip
def test_what_a_decision_changed(request_: dict[str, str], expected: list[str], ledger: Ledger) -> None:
    before = ledger.head().seq
    claim = next(c.id for c in asked(ledger).claims if c.figures and c.figures[0].low == 4)
    Pipeline().decide(ledger, Request(**request_, claims=(claim,), by="r1", reason="misread"))  # type: ignore[arg-type]  # a row's fields
    found = compared(ledger, Between(str(before), str(before + 1)))
    told = [f"{change.kind} | {change.sentence}" for change in found.changes]
    assert [line for line in told if line in expected] == expected
    assert found.changes[-1].kind == "decision"


def test_nothing_changed_says_so(ledger: Ledger) -> None:
    found = compared(ledger, Between("2031-05-14T09:00Z", "2031-05-14T09:30Z"))
    assert found.changes == ()
    assert found.summary == "Nothing changed."


@pytest.mark.parametrize(
    ("between", "words"),
    [
        (Between("2031-05-14T10:00Z", "2031-05-14T09:00Z"), "give the earlier moment first"),
        (Between("5", "3"), "give the earlier moment first"),
        (Between("5", "2031-05-14", "said"), "leave out --clock said"),
        (Between("soon", "2031-05-14"), "no ISO date or instant"),
    ],
)
def test_moments_that_make_no_difference_are_wrong_usage(between: Between, words: str, ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=words):
        compared(ledger, between)


def test_the_words_of_a_difference_take_no_side() -> None:
    words = load("en", "diff", DiffWords)
    own = [getattr(words, name) for name in words.__struct_fields__ if isinstance(getattr(words, name), str)]
    own += [*words.subjects.values(), *words.verbs.values(), *(word for pair in words.counts.values() for word in pair)]
    assert [word for word in own if word not in {words.about, words.source} and NeutralNames("en").loaded(word)] == []
