"""What is kept beside a ledger puts claims into the parts of `reach_of`, however they come to the ledger, and lets go of what it must."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import apsw
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.decisions import Decision
from sayso.errors import LedgerError
from sayso.ledger.asof import View
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline
from sayso.projection.file import MEMORY
from sayso.projection.stored import StoredReach, beside
from sayso.reconcile.reach import Surroundings
from sayso.records import Claim
from sayso.state import State
from tests.reconcile.conftest import claim
from tests.reconcile.test_properties import DENSE, LINES

PIPELINE = Pipeline()
Parts = dict[str, frozenset[str] | None]
UNDATED = "Post: attack, Tarsa, - in p said -"
DATED = [f"R{day}: attack, Tarsa, {day} in r{day} said 28" for day in (5, 12, 15, 18)]
TOLD_BESIDE = st.lists(
    st.builds(
        "{}: {}, {}, {} in {} at {} {} said {} | {} | {}".format,
        st.sampled_from(["", "", "Ministry"]),
        st.sampled_from(["air-strike", "shelling", "casualty-toll", "casualty-toll"]),
        st.sampled_from(["-", "-", "Tarsa", "Tarsa", "Beled", "Mill Quarter", "Old Ferry", "Norra Province", "Ostland"]),
        st.sampled_from(["-", "-", "-", "6", "7", "20"]),
        st.sampled_from(["r", "r", "s", "t"]),
        st.sampled_from(["0", "40", "300", "900", "1800"]),
        st.sampled_from(["", "", "", "channel heading", "channel comment"]),
        st.sampled_from(["6", "7", "27", "-"]),
        st.sampled_from(["", "killed 14 people", "killed 61 people", "killed 97 people", "wounded 9 people"]),
        st.sampled_from(["", "61 of them died among 97.", "The toll of the shelling has climbed to 14."]),
    ),
    max_size=12,
)  # fmt: skip
"""Claims that lack a place or a day which others of their report give, and counts that lie within others."""


def written(lines: Sequence[str]) -> list[Claim]:
    return [claim(f"claim{at}", line) for at, line in enumerate(lines)]


def parts(reach: Surroundings, claims: Iterable[Claim]) -> Parts:
    """By claim, those of its part; None where nothing is promised."""
    found = {made.id: reach.around([made.id]) for made in claims}
    return {name: None if around is None else frozenset(around) for name, around in found.items()}


def headings(reach: Surroundings, claims: Iterable[Claim]) -> dict[str, set[str]]:
    return {made.report: set(reach.headings_of(made.report)) for made in claims}


def edit(number: int, claims: Sequence[Claim], field: str, value: object) -> Decision:
    """An edit, every other one of them told in public."""
    return Decision(
        id=f"edit{number}", verb="edit" if number % 2 else "correct", claims=tuple(c.id for c in claims), field=field,
        value=msgspec.json.encode(value).decode(), by="r1", at="2031-06-01T00:00:00Z", reason="misread",
    )  # fmt: skip


def filled(records: Sequence[Claim | Decision], cuts: Sequence[int] = ()) -> tuple[Ledger, StoredReach]:
    """A ledger in memory to which records were appended, followed by what is kept beside it after each cut."""
    ledger, kept = Ledger.open(MEMORY), StoredReach(MEMORY, "engine")
    for at, record in enumerate(records):
        ledger.append([record], [], "2031-06-02T00:00:00Z")
        if at in cuts:
            kept.follow(ledger)
    kept.follow(ledger)
    return ledger, kept


@given(lines=LINES | DENSE | TOLD_BESIDE, data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("most", [300, 3])
def test_however_they_come_the_parts_are_those_of_all_claims(lines: list[str], data: st.DataObject, most: int) -> None:
    """Also with edits in between, and where blocks are too large: of the same claims nothing is promised."""
    claims = written(lines)
    records: list[Claim | Decision] = list(data.draw(st.permutations(claims)))
    for number in range(data.draw(st.integers(0, 2)) if claims and most > 3 else 0):
        one = data.draw(st.sampled_from(claims))
        field, value = data.draw(
            st.sampled_from(
                [
                    ("event", "shelling"),
                    ("said", "2031-05-07"),
                    ("places", [{"name": "Old Ferry"}]),
                    ("time", None),
                ]
            )
        )
        where = data.draw(st.integers(0, len(records)))
        records.insert(where, edit(number, [one], field, value))
    cuts = data.draw(st.lists(st.integers(0, len(records)), max_size=4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.reconcile.reach.MOST", most)
        ledger, kept = filled(records, cuts)
        whole = PIPELINE.reach(ledger)
        assert parts(kept, claims) == parts(whole, claims)
    assert headings(kept, claims) == headings(whole, claims)


@given(lines=LINES | TOLD_BESIDE, said=st.sampled_from([None, "2031-05-07"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_event_of_a_claim_is_the_one_among_all_events(lines: list[str], said: str | None) -> None:
    claims = written(lines)
    ledger, kept = filled(claims)
    view = View.of(ledger, said, None)
    home = {held.id: event for event in State(view).events() for held in event.claims}
    assert all(State(view).event_of(made.id, kept) == home.get(made.id) for made in claims)


@pytest.mark.parametrize(
    ("lines", "most", "open_ones"),
    [
        # Under its heading the strike without a day is of one event with it, whichever of the two is read first.
        ([": air-strike, Tarsa, - in r at 300", ": air-strike, Tarsa, 6 in r at 0 channel heading"], 300, []),
        ([": air-strike, Tarsa, 6 in r at 0 channel heading", ": air-strike, Tarsa, - in r at 300"], 300, []),
        # Where no body text is there, the heading takes the town of what is told above it; only then they are of one event.
        (
            [
                ": air-strike, -, 20 in r at 900 channel heading | killed 97 people",
                ": air-strike, Tarsa, 20 in r at 300",
            ],
            300,
            [],
        ),
        # Two sentences apart in what they tell, but the town's dead are among the province's.
        (
            [
                ": casualty-toll, Tarsa, 6 in r at 0 said - | killed 61 people | 61 of them died among 97.",
                ": casualty-toll, Norra Province, - in r at 300 channel heading said - | killed 97 people | The toll of the shelling has climbed to 14.",
            ],
            300,
            [],
        ),
        # One that may be of any day of its town, where too much is told of the town; they do not stand in its block.
        ([UNDATED, *DATED], 3, [0]),
        ([*DATED, UNDATED], 3, [4]),
        # The same joins one that was there before, for both count 14.
        (
            [
                "Post: shelling, Tarsa, 13 in p said 16 | killed 14 people",
                *(f"R{n}: shelling, Tarsa, {n} in r{n} said {n}" for n in (1, 4, 8)),
                "Wire: shelling, Tarsa, - in q said - | killed 14 people",
            ],
            3,
            [0, 4],
        ),
        # One with a day, where too many have none.
        ([*(UNDATED.replace("in p", f"in p{n}") for n in range(4)), DATED[0]], 3, [0, 1, 2, 3, 4]),
        ([DATED[0], *(UNDATED.replace("in p", f"in p{n}") for n in range(4))], 3, [0, 1, 2, 3, 4]),
        # A cell beside its own grew too large after it came: the quarter south of the town.
        (["Post: shelling, Dyer Quarter, 6", *(f"R{n}: air-strike, Tarsa, 6" for n in range(4))], 3, [0, 1, 2, 3, 4]),
        ([*(f"R{n}: air-strike, Tarsa, 6" for n in range(4)), "Post: shelling, Dyer Quarter, 6"], 3, [0, 1, 2, 3, 4]),
        (["Post: air-strike, Sarno, 9", *(f"R{n}: air-strike, Tarsa, 6" for n in range(4))], 3, [1, 2, 3, 4]),
    ],
)
def test_what_comes_later_matters_to_what_was_there(
    lines: list[str], most: int, open_ones: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.reconcile.reach.MOST", most)
    claims = written(lines)
    ledger, kept = filled(claims, range(len(claims)))
    found = parts(kept, claims)
    assert found == parts(PIPELINE.reach(ledger), claims)
    assert [at for at, made in enumerate(claims) if found[made.id] is None] == open_ones
    assert open_ones or found["claim0"] == frozenset({"claim0", "claim1"})


@pytest.mark.parametrize("held", [0, 1])
def test_accounts_that_are_not_held_any_more_are_read_again(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.projection.linking._ACCOUNTS", held)
    monkeypatch.setattr("sayso.projection.linking._JOINED", held)
    monkeypatch.setattr("sayso.projection.blocks._HELD", held)
    claims = written(
        [f"Post: air-strike, {('Tarsa', 'Sarno')[at % 2]}, 6 | killed {at % 3} people" for at in range(12)]
    )
    records: list[Claim | Decision] = [*claims[:6], edit(1, [claims[0]], "event", "shelling"), *claims[6:]]
    ledger, kept = filled(records, range(len(records)))
    assert parts(kept, claims) == parts(PIPELINE.reach(ledger), claims)


def test_in_several_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.projection.stored._AT_ONCE", 2)
    claims = written([f"Post: air-strike, {('Tarsa', 'Sarno')[at % 2]}, 6" for at in range(7)])
    ledger, kept = filled(claims)
    assert parts(kept, claims) == parts(PIPELINE.reach(ledger), claims)


def test_of_a_claim_edited_too_often_nothing_is_promised_of_any() -> None:
    claims = written(["Post: air-strike, Tarsa, 6", "Radio: shelling, Sarno, 8"])
    edits = [edit(at, [claims[0]], "said", f"2031-05-{at % 28 + 1:02}T{at % 24:02}:00Z") for at in range(64)]
    ledger, kept = filled([*claims, *edits], [1])
    assert parts(PIPELINE.reach(ledger), claims) == {"claim0": None, "claim1": None}
    assert parts(kept, claims) == {"claim0": None, "claim1": None}


def test_of_a_claim_that_is_not_known_nothing_is_promised() -> None:
    _, kept = filled(written(["Post: air-strike, Tarsa, 6"]))
    assert kept.around(["claim0"]) == ("claim0",)
    assert kept.around(["claim0", "claim7"]) is None


@pytest.fixture(name="desk")
def desk_(tmp_path: Path) -> Callable[[Sequence[Claim]], Ledger]:
    """Opens the one ledger of a desk, with claims added."""

    def opened(claims: Sequence[Claim]) -> Ledger:
        ledger = Ledger.open(tmp_path / "desk.ledger")
        ledger.append(claims, [], "2031-06-02T00:00:00Z")
        return ledger

    return opened


Desk = Callable[[Sequence[Claim]], Ledger]
SHELLING = written(["Post: shelling, Tarsa, 6", "Radio: shelling, Tarsa, 6", "Wire: shelling, Sarno, 9"])


def salt(kept: StoredReach) -> bytes:
    """The file's own secret: another one means that it was begun anew."""
    return kept._file.head().salt  # noqa: SLF001 - nobody else is to know it


def test_it_is_found_again_and_added_to(desk: Desk) -> None:
    with desk(SHELLING[:1]) as ledger, PIPELINE.kept_reach(ledger) as kept:
        secret = salt(kept)
    with desk(SHELLING) as ledger, PIPELINE.kept_reach(ledger) as kept:
        assert salt(kept) == secret
        assert kept.around(["claim0"]) == ("claim0", "claim1")


def test_two_who_follow_one_ledger_get_the_same(desk: Desk) -> None:
    """Each notices that the other has written meanwhile."""
    path = Path(f"{desk(SHELLING[:1]).place}.reach")
    with StoredReach(path, "engine") as one, StoredReach(path, "engine") as two:
        for at in range(3):
            ledger = desk(SHELLING[: at + 1])
            (one, two)[at % 2].follow(ledger)
        for kept in (one, two):
            kept.follow(ledger)
            assert parts(kept, SHELLING) == parts(PIPELINE.reach(ledger), SHELLING)


@pytest.mark.parametrize("change", ["engine", "ledger shorter", "ledger another", "deleted"])
def test_it_is_made_anew(change: str, desk: Desk, tmp_path: Path) -> None:
    with desk(SHELLING) as ledger, StoredReach(tmp_path / "desk.ledger.reach", "engine") as kept:
        kept.follow(ledger)
        secret = salt(kept)
    claims = SHELLING
    if change.startswith("ledger"):
        for file in tmp_path.glob("desk.ledger*"):
            if not file.name.endswith(".reach"):
                file.unlink()
        claims = SHELLING[:1] if change == "ledger shorter" else SHELLING[::-1]
    elif change == "deleted":
        (tmp_path / "desk.ledger.reach").unlink()
    engine = "other" if change == "engine" else "engine"
    with desk(claims) as ledger, StoredReach(tmp_path / "desk.ledger.reach", engine) as kept:
        kept.follow(ledger)
        assert salt(kept) != secret
        assert parts(kept, SHELLING) == parts(PIPELINE.reach(ledger), SHELLING)


def test_a_file_that_another_program_removed_is_not_written_to(desk: Desk) -> None:
    with desk(SHELLING) as ledger, PIPELINE.kept_reach(ledger) as kept:
        path = beside(ledger.place)
        assert path is not None
        path.unlink()
        kept.follow(ledger)
        assert parts(kept, SHELLING) == parts(PIPELINE.reach(ledger), SHELLING)
        with apsw.Connection(str(path)) as other:
            assert next(other.execute("SELECT count(*) FROM claims")) == (3,)


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened for writing"):
        StoredReach(tmp_path / "no folder" / "desk.ledger.reach", "engine")


def test_a_failure_leaves_it_as_it_was(desk: Desk) -> None:
    with desk(SHELLING[:1]) as ledger, PIPELINE.kept_reach(ledger) as kept:
        ledger.append(SHELLING[1:], [], "2031-06-03T00:00:00Z")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sayso.projection.linking._join", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                kept.follow(ledger)
        assert kept.around(["claim1"]) is None
        kept.follow(ledger)
        assert parts(kept, SHELLING) == parts(PIPELINE.reach(ledger), SHELLING)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other"
    with apsw.Connection(str(path)) as other:
        other.execute("CREATE TABLE theirs (it)")
    with pytest.raises(LedgerError, match="another program"):
        StoredReach(path, "engine")
    (tmp_path / "text").write_text("no database, and long enough to have had a header " * 20, encoding="utf-8")
    with pytest.raises(LedgerError, match="not a database"):
        StoredReach(tmp_path / "text", "engine")


def test_no_word_stands_in_it_and_a_redaction_removes_it(desk: Desk) -> None:
    victim = [claim("claim9", "Post: attack, Old Ferry, 6 | killed 1 Colonel Adem Varo | Colonel Adem Varo died.")]
    with desk([*SHELLING, *victim]) as ledger, PIPELINE.kept_reach(ledger) as kept:
        path = beside(ledger.place)
        assert path is not None
        for word in (b"Varo", b"varo", b"Tarsa", b"tarsa", b"Ferry", b"Radio", b"shelling"):
            assert word not in path.read_bytes()
        secret = salt(kept)
        words = Words(["Adem Varo"])
        PIPELINE.redact(
            ledger,
            lambda after: words_plan(ledger, words, after=after),
            Mandate(authority="court", reason="r", by="r1"),
        )
        assert not path.exists()
        kept.follow(ledger)
        assert salt(kept) != secret
        assert parts(kept, [*SHELLING, *victim]) == parts(PIPELINE.reach(ledger), [*SHELLING, *victim])


def test_a_redaction_by_another_program_has_it_made_anew(desk: Desk) -> None:
    """Whose file that program did not know."""
    with desk(SHELLING) as ledger, StoredReach(MEMORY, "engine") as kept:
        kept.follow(ledger)
        secret = salt(kept)
        PIPELINE.redact(
            ledger,
            lambda after: words_plan(ledger, Words(["Tarsa"]), after=after),
            Mandate(authority="court", reason="r", by="r1"),
        )
        kept.follow(ledger)
        assert salt(kept) != secret
        assert parts(kept, SHELLING) == parts(PIPELINE.reach(ledger), SHELLING)
        secret = salt(kept)
        ledger.append([claim("claim9", "Post: attack, -, -")], [], "2031-06-04T00:00:00Z")
        kept.follow(ledger)
        assert salt(kept) == secret


@pytest.mark.parametrize(
    ("place", "path"),
    [(None, None), ("postgresql://desk/ledger", None), ("/desk/desk.ledger", Path("/desk/desk.ledger.reach"))],
)
def test_where_it_lies(place: str | None, path: Path | None) -> None:
    assert beside(place) == path
