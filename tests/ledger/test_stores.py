"""What every store promises, in one suite for SQLite and PostgreSQL: order, all or nothing, nothing twice, nothing changed."""

import hashlib
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.made_entries import (
    AT,
    LATER,
    claim,
    decision,
    finding,
    names,
    proven,
    redact,
    redaction,
    report,
    root,
)
from sayso.errors import ConflictError, IntegrityError, LedgerError, RedactedError
from sayso.ledger import sqlite
from sayso.ledger.contract import Cut, Entry, Sealed, Store
from sayso.ledger.sealing import check, part_names
from tests.ledger.places import Place

BYTES = b"SAMPLE. Two people were hurt."
SHA = hashlib.sha256(BYTES).hexdigest()

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example is a ledger of its own."""


# --- order and time ------------------------------------------------------------------------------------------------------


def test_entries_stand_in_the_order_of_recording_counted_from_one(store: Store) -> None:
    store.append([report("r1"), claim("c2"), claim("c1")], [], AT)
    done = store.append([decision("d1", "c1")], [], AT)
    assert names(store) == ["1 report r1", "2 claim c2", "3 claim c1", "4 decision d1"]
    assert (done.seq, store.head().seq) == (4, 4)


def test_an_empty_ledger_says_so(store: Store) -> None:
    assert (store.head().seq, store.head().recorded_at) == (0, None)
    assert (store.seq_at(AT), names(store), list(store.captures())) == (0, [], [])


def test_a_clock_that_jumps_back_changes_no_order_and_is_kept_as_it_was(store: Store) -> None:
    for name, at in (("a", AT), ("b", "2031-05-14T08:00:00Z"), ("c", "2031-05-14T11:00:00+02:00"), ("d", LATER)):
        store.append([finding(name)], [], at)
    assert [(s.recorded_at[11:19], s.clock and s.clock[11:19]) for s in store.sealed()] == [
        ("09:00:00", None),
        ("09:00:00", "08:00:00"),
        ("09:00:00", None),  # another zone, the same instant
        ("10:30:00", None),
    ]


@pytest.mark.parametrize(
    ("instant", "seq"),
    [
        ("2031-05-14T08:59:59Z", 0),
        ("2031-05-14T09:00:00Z", 2),
        ("2031-05-14T11:00:00+02:00", 2),
        ("2031-05-14T10:29:59.999999Z", 2),
        ("2031-05-14T10:30:00Z", 3),
        ("2099-01-01T00:00:00Z", 3),
    ],
    ids=["before all", "at the first", "the same in another zone", "a moment before the last", "at the last", "later"],
)
def test_what_was_recorded_at_an_instant_is_counted(store: Store, instant: str, seq: int) -> None:
    store.append([finding("a"), finding("b")], [], AT)
    store.append([finding("c")], [], LATER)
    assert store.seq_at(instant) == seq


@pytest.mark.parametrize("moment", ["yesterday", "2031-05-14T09:00:00"], ids=["no instant", "no zone"])
def test_what_is_no_instant_is_refused(store: Store, moment: str) -> None:
    with pytest.raises(LedgerError):
        store.append([finding("a")], [], moment)
    with pytest.raises(LedgerError):
        store.seq_at(moment)
    assert names(store) == []


# --- nothing twice, all or nothing ---------------------------------------------------------------------------------------


def test_what_is_known_by_kind_and_id_stays_as_it_was_recorded(store: Store) -> None:
    store.append([claim("c1", "first words")], [], AT)
    before = proven(store)
    done = store.append([claim("c1", "other words"), claim("c2"), claim("c2", "again")], [], LATER)
    assert ([e.id for e in done.new], done.known, done.seq) == (["c2"], 2, 2)
    assert proven(store)[:1] == before


def test_one_id_of_two_kinds_is_two_entries(store: Store) -> None:
    store.append([report("same"), finding("same")], [], AT)
    assert names(store) == ["1 report same", "2 finding same"]


def test_an_append_that_breaks_off_leaves_nothing_behind(store: Store) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield SHA, BYTES
        message = "the disk went away"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="the disk went away"):
        store.append([finding("a")], broken(), AT)
    assert (names(store), store.capture(SHA), list(store.captures())) == ([], None, [])
    assert store.append([finding("a")], [(SHA, BYTES)], AT).seq == 1


def test_a_ledger_opened_again_holds_what_it_held(there: Place) -> None:
    first = there.begin()
    first.append([report("r1"), claim("c1")], [(SHA, BYTES)], AT)
    held = proven(first)
    first.close()
    second = there.again()
    assert (proven(second), second.capture(SHA)) == (held, BYTES)


def test_two_sessions_see_each_others_entries_and_go_on_in_one_order(there: Place) -> None:
    one, other = there.begin(), there.again()
    one.append([finding("a")], [], AT)
    other.append([finding("b")], [], AT)
    one.append([finding("a"), finding("b"), finding("c")], [], AT)
    assert names(one) == names(other) == ["1 finding a", "2 finding b", "3 finding c"]


# --- decisions that meet -------------------------------------------------------------------------------------------------


def test_a_decision_that_came_too_late_is_refused_and_names_the_one_that_came_first(store: Store) -> None:
    store.append([claim("c1"), decision("d1", "c1", by="ada", reason="read twice")], [], AT)
    with pytest.raises(ConflictError, match=r"ada decided about c1 meanwhile .*read twice.*nothing was recorded"):
        store.append([decision("d2", "c1"), finding("f")], [(SHA, BYTES)], AT, expects={"c1": 0})
    assert names(store) == ["1 claim c1", "2 decision d1"]
    assert store.capture(SHA) is None


@pytest.mark.parametrize(
    ("expects", "conflict"),
    [
        ({"c1": 4}, False),
        ({"c1": 3}, True),
        ({"c2": 3}, False),
        ({"c2": 2}, True),
        ({"c9": 0}, False),
        ({"c1": 4, "c2": 0}, True),
        ({"d1": 4}, False),
    ],
    ids=[
        "knew the last",
        "knew an earlier one",
        "knew the one about several claims",
        "did not know the one about several claims",
        "nobody decided about it",
        "one of two is stale",
        "about a decision",
    ],
)
def test_a_decision_stands_only_on_what_its_maker_knew(
    store: Store, expects: dict[str, int], *, conflict: bool
) -> None:
    store.append([claim("c1"), claim("c2"), decision("d1", "c1 c2"), decision("d2", "c1")], [], AT)
    if conflict:
        with pytest.raises(ConflictError):
            store.append([decision("d3", "c1")], [], AT, expects=expects)
    else:
        store.append([decision("d3", "c1")], [], AT, expects=expects)
    assert store.head().seq == (4 if conflict else 5)


def test_a_conflict_with_a_decision_that_was_redacted_is_a_conflict(store: Store) -> None:
    store.append([decision("d1", "c1", by="ada")], [], AT)
    redact(store, "x1", (1, "rest", {}))
    with pytest.raises(ConflictError, match=r"ada decided about c1 meanwhile \(entry 1, "):
        store.append([decision("d2", "c1")], [], AT, expects={"c1": 0})


def test_a_decision_that_is_added_again_is_no_conflict_with_itself(store: Store) -> None:
    """After a lost connection nobody knows whether it was recorded; adding it again must be safe."""
    store.append([decision("d1", "c1")], [], AT, expects={"c1": 0})
    again = store.append([decision("d1", "c1")], [], LATER, expects={"c1": 0})
    assert (again.new, again.known, names(store)) == ((), 1, ["1 decision d1"])


def test_entries_about_an_id_are_found_by_kind_and_a_decision_by_each_of_its_claims(store: Store) -> None:
    store.append([claim("c1"), claim("c2", report="r2"), decision("d1", "c1 c2"), claim("c3")], [], AT)
    store.append([decision("d2", "c2")], [], AT)
    assert [e.id for e in store.about("r1", "claim")] == ["c1", "c3"]
    assert [e.id for e in store.about("r1", "claim", until=3)] == ["c1"]
    assert [e.id for e in store.about("c2", "decision")] == ["d1", "d2"]
    assert [e.id for e in store.about("c1", "decision")] == ["d1"]
    assert store.about("c1", "claim") == store.about("c1 c2", "decision") == []


# --- reading -------------------------------------------------------------------------------------------------------------


def test_a_stretch_of_the_ledger_can_be_read_and_one_kind_of_it(store: Store) -> None:
    store.append([report("r1"), *(claim(f"c{n}") for n in range(4)), finding("f")], [], AT)
    assert [e.seq for e in store.entries(after=1, until=4)] == [2, 3, 4]
    assert [e.seq for e in store.entries("claim", after=2, until=4)] == [3, 4]
    assert [e.seq for e in store.entries("finding")] == [6]
    assert [s.seq for s in store.sealed(after=4)] == [5, 6]
    assert list(store.entries(until=0)) == list(store.entries(after=6)) == []


def test_an_entry_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    store.append([claim("abc1"), finding("abd"), finding("b"), report("abc2")], [], AT)
    assert [e.id for e in store.find("abc")] == ["abc1", "abc2"]
    assert [e.id for e in store.find("ab")] == ["abc1", "abd", "abc2"]
    assert store.find("abc3") == store.find("%") == store.find("_b") == []


def test_reading_goes_on_while_others_append_and_shows_what_was_there_when_it_began(store: Store) -> None:
    store.append([finding(f"f{n}") for n in range(5000)], [], AT)
    reading = store.entries()
    assert next(reading).seq == 1
    store.append([finding("later")], [], AT)
    assert [e.seq for e in reading] == list(range(2, 5001))


def test_large_and_small_entries_come_in_their_order(store: Store) -> None:
    """A page of reading is bounded in bytes too."""
    store.append([report(f"r{n}", "x" * (3_000_000 if n % 3 else 10)) for n in range(9)], [], AT)
    assert [e.id for e in store.entries()] == [e.id for e in store.entries("report")] == [f"r{n}" for n in range(9)]


def test_bytes_of_captures_are_listed_and_checked_when_they_are_read(store: Store) -> None:
    store.append([], [(SHA, BYTES), ("0" * 64, BYTES), (SHA, BYTES)], AT)
    assert list(store.captures()) == sorted([SHA, "0" * 64])
    assert (store.capture(SHA), store.capture("f" * 64)) == (BYTES, None)
    with pytest.raises(IntegrityError, match="not those that were taken"):
        store.capture("0" * 64)


# --- redaction -----------------------------------------------------------------------------------------------------------


def test_what_is_cut_out_is_gone_and_all_else_and_every_proof_stays(store: Store) -> None:
    store.append([claim("c1", "Ada fled", people="Ada"), claim("c2", "Bo fled")], [(SHA, BYTES)], AT)
    before, proof = proven(store), root(store)
    redact(store, "x1", (1, "words", {"quote": "███ fled"}), captures=(SHA,))
    first, second, _ = proven(store)
    assert (first.withheld, first.redaction, b"Ada fled" in first.parts, b'"Ada"' in first.parts) == (
        ("words",),
        3,
        False,
        True,
    )
    assert second == before[1]
    assert (store.capture(SHA), list(store.captures())) == (None, [])
    read = next(store.entries())
    assert (read.withheld, b'"quote":"\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88 fled"' in read.body) == (("words",), True)
    assert root(store, until=2) == proof


def test_parts_of_one_entry_can_go_one_after_another(store: Store) -> None:
    store.append([claim("c1", "Ada fled", people="Ada")], [], AT)
    redact(store, "x1", (1, "words", {"quote": "███ fled"}))
    redact(store, "x2", (1, "people", {"actors": ["███"]}))
    [read] = store.entries(until=1)
    assert read.withheld == ("people", "words")
    assert "Ada" not in read.body.decode()
    assert '"actors":["███"]' in read.body.decode()
    assert '"quote":"███ fled"' in read.body.decode()


def test_what_a_redaction_put_there_can_be_redacted_itself(store: Store) -> None:
    store.append([claim("c1", "Ada saw Bo")], [], AT)
    redact(store, "x1", (1, "words", {"quote": "███ saw Bo"}))
    hidden = {
        "id": "x1",
        "withheld": [{"seq": 1, "part": "words", "instead": {"quote": "███ saw ██"}}],
        "captures": [],
        "authority": "-",
        "by": "editor",
        "at": AT,
        "reason": "-",
    }
    redact(store, "x2", (2, "rest", hidden))
    assert all(b"Bo" not in e.body for e in store.entries())
    assert "███ saw ██" in next(store.entries()).body.decode()


def test_a_redaction_of_which_nothing_is_left_to_read_leaves_the_ledger_readable(store: Store) -> None:
    store.append([claim("c1", "Ada fled")], [(SHA, BYTES)], AT)
    redact(store, "x1", (1, "words", {"quote": "█"}), captures=(SHA,))
    redact(store, "x2", (2, "rest", {}))
    assert [(e.id, e.withheld) for e in store.entries()] == [("c1", ("words",)), ("x1", ("rest",)), ("x2", ())]
    assert store.capture(SHA) is None


def test_both_parts_cut_by_one_redaction_are_gone(store: Store) -> None:
    store.append([claim("c1", "Ada fled", people="Ada")], [], AT)
    redact(store, "x1", (1, "words", {}), (1, "people", {}))
    [read] = store.entries(until=1)
    assert (read.withheld, read.body) == (("people", "words"), b'{"report":"r1"}')


def test_a_redaction_that_is_added_again_cuts_nothing_twice(store: Store) -> None:
    store.append([claim("c1")], [], AT)
    made, cuts = redaction("x1", (1, "words", {}))
    store.append([made], [], AT, cuts=cuts)
    before = proven(store)
    assert store.append([made], [], AT, cuts=cuts).known == 1
    assert proven(store) == before


def test_bytes_that_a_redaction_removed_do_not_come_back(store: Store) -> None:
    store.append([report("r1")], [(SHA, BYTES)], AT)
    redact(store, "x1", captures=(SHA,))
    with pytest.raises(RedactedError, match="was removed by the redaction in entry 2"):
        store.append([finding("f")], [(SHA, BYTES)], AT)
    assert (store.capture(SHA), store.head().seq) == (None, 2)


@pytest.mark.parametrize(
    ("entries", "cuts", "says"),
    [
        ([finding("f")], [Cut(seq=1, part="words")], "without a new redaction"),
        ([redaction("x", (9, "words", {}))[0]], [Cut(seq=9, part="words")], "no entry 9"),
        ([redaction("x", (1, "text", {}))[0]], [Cut(seq=1, part="text")], "no part 'text'"),
    ],
    ids=["no redaction", "no such entry", "no such part"],
)
def test_a_cut_that_cannot_be_is_refused_and_nothing_is_recorded(
    store: Store, entries: list[Entry], cuts: list[Cut], says: str
) -> None:
    store.append([claim("c1")], [], AT)
    before = proven(store)
    with pytest.raises(LedgerError, match=says):
        store.append(entries, [], AT, cuts=cuts)
    assert proven(store) == before


def test_after_purging_no_file_holds_what_was_cut_out(there: Place) -> None:
    store = there.begin()
    secret = "Zebulon Quick" + "silver"
    raw = f"SAMPLE. {secret} fled.".encode()
    sha = hashlib.sha256(raw).hexdigest()
    store.append([claim("c1", f"{secret} fled"), report("r", f"{secret} " * 5000), claim("c2")], [(sha, raw)], AT)
    store.append([claim(f"more{n}") for n in range(50)], [], AT)
    assert there.holds(secret.encode())
    redact(store, "x1", (1, "words", {"quote": "█"}), (2, "words", {"text": "█"}), captures=(sha,))
    store.purge()
    assert there.holds(secret.encode()) == []
    assert (store.head().seq, next(store.entries()).withheld) == (54, ("words",))


# --- what the store itself refuses, and what it finds --------------------------------------------------------------------

COPY = 'SELECT {seq}, kind, {id}, about, "by", recorded_at, clock, commitments FROM entries WHERE seq = 1'


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET recorded_at = '2031-01-01T00:00:00.000000Z'",
        "UPDATE entries SET about = 'r2' WHERE seq = 1",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT INTO entries " + COPY.format(seq=9, id="'other'"),
        "UPDATE openings SET parts = '{}'",
        "UPDATE openings SET parts = '{}', redaction = 3 WHERE seq = 1",
        "UPDATE openings SET redaction = 1, withheld = withheld WHERE seq = 1",
        "UPDATE openings SET redaction = 3 WHERE seq = 1",
        "UPDATE openings SET seq = 7 WHERE seq = 1",
        "DELETE FROM openings",
        "UPDATE captures SET sha256 = '0'",
        "DELETE FROM captures",
    ],
    ids=[
        "another time",
        "another subject",
        "all entries away",
        "one entry away",
        "an entry that does not follow",
        "other words",
        "other words under a redaction of something else",
        "a redaction that is none",
        "a redaction that does not name it",
        "an opening moved",
        "openings away",
        "a capture renamed",
        "captures away",
    ],
)
def test_the_database_itself_refuses_what_is_not_appending(there: Place, statement: str) -> None:
    store = there.begin()
    store.append([claim("c1"), claim("c2")], [(SHA, BYTES)], AT)
    redact(store, "x1", (2, "words", {}))
    before = proven(store)
    with pytest.raises(there.refused):
        there.stranger(statement)
    assert (proven(store), store.capture(SHA)) == (before, BYTES)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET commitments = (SELECT e.commitments FROM entries AS e WHERE e.seq = 2) WHERE seq = 1",
        "UPDATE entries SET id = 'c9' WHERE seq = 1",
        "UPDATE openings SET salts = (SELECT o.salts FROM openings AS o WHERE o.seq = 2) WHERE seq = 1",
        "UPDATE openings SET parts = (SELECT o.parts FROM openings AS o WHERE o.seq = 2) WHERE seq = 1",
    ],
    ids=["other commitments", "another id", "other salts", "other words"],
)
def test_a_changed_entry_is_found_when_it_is_read(there: Place, statement: str) -> None:
    store = there.begin()
    store.append([claim("c1", "one"), claim("c2", "two")], [], AT)
    there.unguarded(statement)
    with pytest.raises(IntegrityError, match=r"entry 1 \(claim c\d\) is not what was recorded"):
        list(store.entries())
    assert len(list(store.sealed())) == 2


def test_changed_bytes_of_a_capture_are_found_when_they_are_read(there: Place) -> None:
    store = there.begin()
    store.append([], [(SHA, BYTES)], AT)
    there.unguarded("UPDATE captures SET sha256 = replace(sha256, substr(sha256, 1, 4), '0000')")
    with pytest.raises(IntegrityError, match="not those that were taken"):
        store.capture(next(store.captures()))


# --- moving --------------------------------------------------------------------------------------------------------------


def test_a_store_is_filled_only_when_it_is_empty(store: Store) -> None:
    store.append([claim("c1")], [], AT)
    before = proven(store)
    with pytest.raises(LedgerError, match="is not empty"):
        store.put_back(before, [])
    assert proven(store) == before


def test_filling_that_breaks_off_leaves_the_store_empty(store: Store) -> None:
    held = sqlite.open_store(sqlite.MEMORY)
    held.append([claim(f"c{n}") for n in range(3000)], [], AT)

    def broken() -> Iterator[Sealed]:
        yield from held.sealed(until=2500)
        message = "the other store went away"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="went away"):
        store.put_back(broken(), [(SHA, BYTES)])
    assert (names(store), list(store.captures())) == ([], [])


def move(source: Store, target: Store) -> None:
    target.put_back(source.sealed(), ((sha, source.capture(sha) or b"") for sha in source.captures()))


def test_a_ledger_moved_to_postgresql_and_back_is_the_same_to_the_byte(both: tuple[Place, Place, Place]) -> None:
    first, second, third = (there.begin() for there in both)
    first.append([report("r1", "naïve — “quoted” \u0000 \U0001f600"), claim("c1"), claim("c2")], [(SHA, BYTES)], LATER)
    first.append([decision("d1", "c1 c2", reason="Ünïcödé"), finding("f")], [], AT)  # by a clock that has jumped back
    redact(first, "x1", (2, "words", {"quote": "█"}), (2, "people", {}))
    move(first, second)
    move(second, third)
    assert proven(first) == proven(second) == proven(third)
    assert root(first) == root(second) == root(third)
    assert list(first.entries()) == list(second.entries()) == list(third.entries())
    assert first.capture(SHA) == second.capture(SHA) == third.capture(SHA) == BYTES
    assert second.append([claim("c1"), claim("c3")], [], AT).seq == 7
    redact(second, "x2", (3, "words", {}))


# --- properties ----------------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
IDS = st.text("0123456789abcdef", min_size=1, max_size=3)
ENTRIES = st.one_of(
    st.builds(claim, IDS, WORDS, report=IDS, people=WORDS),
    st.builds(report, IDS, WORDS),
    st.builds(finding, IDS),
    st.builds(lambda name, claims: decision(name, " ".join(claims)), IDS, st.lists(IDS, min_size=1, max_size=3)),
)


@some
@given(st.lists(st.lists(ENTRIES, max_size=6), max_size=6))
def test_a_ledger_is_the_list_of_what_was_new_in_the_order_it_came(there: Place, batches: list[list[Entry]]) -> None:
    """Whatever is appended, in whatever pieces, the ledger is the first appearance of each entry, to the byte."""
    store = there.begin()
    for batch in batches:
        store.append(batch, [], AT)
    first = {(e.kind, e.id): e for batch in reversed(batches) for e in reversed(batch)}
    order = list(dict.fromkeys((e.kind, e.id) for batch in batches for e in batch))
    found = list(store.entries())
    assert [(e.seq, e.kind, e.id) for e in found] == [(n, *key) for n, key in enumerate(order, 1)]
    assert [msgspec.json.decode(e.body) for e in found] == [msgspec.json.decode(first[key].body) for key in order]
    assert [(e.about, e.by) for e in found] == [(first[key].about, first[key].by) for key in order]


@some
@given(st.lists(ENTRIES, min_size=1, max_size=12), st.data())
def test_what_is_redacted_at_random_leaves_the_root_and_every_other_part(
    there: Place, entries: list[Entry], data: st.DataObject
) -> None:
    store = there.begin()
    store.append(entries, [], AT)
    before, proof = proven(store), root(store)
    seq = data.draw(st.integers(1, len(before)))
    part = data.draw(st.sampled_from(part_names(before[seq - 1].kind)))
    redact(store, "x", (seq, part, {}))
    after = proven(store)[: len(before)]
    assert root(store, until=len(before)) == proof
    assert [s for s in after if s.seq != seq] == [s for s in before if s.seq != seq]
    assert check(after[seq - 1]) == {name: value for name, value in check(before[seq - 1]).items() if name != part}


@some
@given(entries=st.lists(ENTRIES, max_size=12), redacted=st.booleans())
def test_any_ledger_moved_through_the_other_store_keeps_its_root(
    both: tuple[Place, Place, Place], entries: list[Entry], *, redacted: bool
) -> None:
    first, second, third = (there.begin() for there in both)
    first.append(entries, [], AT)
    if redacted and entries:
        redact(first, "x", (1, "rest", {}))
    move(first, second)
    move(second, third)
    assert proven(first) == proven(second) == proven(third)
    assert root(first) == root(third)
