"""What `verify` finds: damage of any kind, and what somebody rewrote who owns the disk, by a checkpoint that others keep."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.ledger import runs
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import Note, SigningKey, read_note
from sayso.ledger.redact import Mandate, words_plan
from sayso.ledger.sealing import DIGEST, commit
from sayso.ledger.tree import Frontier, full_root, root_of
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from tests.ledger.ledgers import AT, add, claim, decision, finding, tamper

TEXT = "SAMPLE. Shells hit Marivan, Harbour Watch said."
LATER = "SAMPLE. A school in Marivan was hit again."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of eleven entries: a report with a claim (1 to 4), a decision, a key, a checkpoint of six, a report (8 to 11)."""
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells")])
        ledger.append([decision("d1", claim(TEXT, "Shells").id)], [], AT)
        Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        add(ledger, LATER, [claim(LATER, "A school")], "2041-05-14T09:00:00+00:00")
    return path


def kept_elsewhere(path: Path) -> Note:
    with Ledger.open(path) as ledger:
        return read_note(next(ledger.checkpoints()).note)


def troubles(path: Path, *notes: Note) -> list[str]:
    with Ledger.open(path) as ledger:
        found = verify(ledger.store, notes)
        assert found.whole == (not found.troubles)
        return [f"{trouble.seq}: {trouble.message}" for trouble in found.troubles]


def test_a_ledger_as_it_was_recorded_is_whole(path: Path) -> None:
    with Ledger.open(path) as ledger:
        found = verify(ledger.store, [kept_elsewhere(path)])
    assert (found.size, found.opened, found.withheld, found.captures) == (11, 17, 0, 2)
    assert (found.checkpoints, found.outside, found.signed, found.unknown_keys) == (1, 1, 2, ())
    assert found.whole


def test_an_empty_ledger_is_whole(tmp_path: Path) -> None:
    assert troubles(tmp_path / "desk.ledger") == []


DAMAGE = [
    ("a word", "UPDATE openings SET parts = replace(parts, 'shelling', 'shalling')", "3: entry 3 (claim"),
    ("a salt", "UPDATE openings SET salts = zeroblob(length(salts)) WHERE seq = 4", "4: entry 4 (claim-set"),
    ("the commitments", "UPDATE entries SET commitments = zeroblob(length(commitments)) WHERE seq = 2", "2: entry 2 (report"),
    ("a missing entry", "DELETE FROM entries WHERE seq = 4", "4: entry 4 is missing"),
    ("a missing opening", "DELETE FROM openings WHERE seq = 4", "4: entry 4 is missing"),
    ("the last entry gone", "DELETE FROM entries WHERE seq = 7", "7: entry 7 is missing"),
    ("an earlier time", "UPDATE entries SET recorded_at = '2030-01-01T00:00:00.000000Z' WHERE seq = 9", "8: entry 9 was recorded before"),
    ("what was withheld, without a redaction", ("UPDATE openings SET withheld = 'words', parts = json_remove(parts, '$.words'), "
     "salts = CAST(substr(salts, 1, 32) || zeroblob(16) AS BLOB), redaction = 9 WHERE seq = 3"), "3: what is withheld of entry 3"),
    ("bytes of a capture", "UPDATE captures SET bytes = x'00'", "1: "),
    ("a capture gone", "DELETE FROM captures", "1: the bytes of capture"),
    ("a decision that is not found any more", "DELETE FROM subjects", "5: the decision in entry 5 is not found"),
    ("a decision that seems to be about another", "UPDATE subjects SET about = 'c9'", "5: the decision in entry 5 is not found"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "statement", "says"), DAMAGE, ids=[row[0] for row in DAMAGE])
def test_damage_is_found_and_the_first_bad_entry_named(path: Path, what: str, statement: str, says: str) -> None:
    del what
    tamper(path, statement)
    assert troubles(path)[0].startswith(says)


REWRITES = [
    ("who recorded it", "UPDATE entries SET by = 'r2' WHERE seq = 5"),
    ("when", "UPDATE entries SET recorded_at = '2031-05-14T09:00:00.000001Z' WHERE seq = 5"),
    ("what it is about", "UPDATE entries SET about = 'ffff' WHERE seq = 3"),
    ("what the clock said", "UPDATE entries SET clock = '2031-05-14T08:00:00.000000Z' WHERE seq = 2"),
    ("its id", "UPDATE entries SET id = 'ffff' WHERE seq = 4"),
    ("its kind", "UPDATE entries SET kind = 'finding' WHERE seq = 4"),
]


@pytest.mark.parametrize(("what", "statement"), REWRITES, ids=[row[0] for row in REWRITES])
def test_whatever_a_leaf_holds_is_held_by_every_checkpoint_after_it(path: Path, what: str, statement: str) -> None:
    del what
    outside = kept_elsewhere(path)
    tamper(path, statement)
    assert any(
        "entries 1 to 6 are not those of the checkpoint of 6 entries that was given" in t
        for t in troubles(path, outside)
    )


def rewrite(path: Path, seq: int, old: bytes, new: bytes) -> None:
    """Change a word and compute its commitment again, as somebody would who knows how ledgers are made."""
    with Ledger.open(path) as ledger:
        sealed = next(iter(ledger.store.sealed(after=seq - 1, until=seq)))
    parts = msgspec.json.decode(sealed.parts.replace(old, new), type=dict[str, msgspec.Raw])
    commitments = b"".join(
        commit(sealed.salts[at * 16 : at * 16 + 16], sealed.id, name, bytes(value))
        for at, (name, value) in enumerate(parts.items())
    )
    assert commitments != sealed.commitments
    tamper(
        path,
        f"UPDATE openings SET parts = replace(parts, '{old.decode()}', '{new.decode()}') WHERE seq = {seq}",
        f"UPDATE entries SET commitments = x'{commitments.hex()}' WHERE seq = {seq}",
    )


def test_a_change_with_its_hashes_computed_again_is_found_by_an_earlier_checkpoint(path: Path) -> None:
    outside = kept_elsewhere(path)
    rewrite(path, 3, b"Harbour Watch", b"Harbour Guard")
    assert troubles(path, outside) == [
        "1: entries 1 to 6 are not those of the checkpoint of 6 entries in entry 7",
        "1: entries 1 to 6 are not those of the checkpoint of 6 entries that was given",
    ]


def test_what_was_rewritten_after_the_last_checkpoint_is_not_found(path: Path) -> None:
    """What is not promised: the window since the last checkpoint that somebody else keeps."""
    outside = kept_elsewhere(path)
    rewrite(path, 10, b"Harbour Watch", b"Harbour Guard")
    assert troubles(path, outside) == []


def test_a_ledger_cut_short_is_found_by_a_checkpoint_of_more_entries(path: Path) -> None:
    """An entry may as well have been taken out further up and the others numbered anew: that looks the same."""
    outside = kept_elsewhere(path)
    tamper(path, "DELETE FROM openings WHERE seq > 4", "DELETE FROM entries WHERE seq > 4", "DELETE FROM subjects")
    assert troubles(path, outside) == [
        (
            "1: the checkpoint of 6 entries that was given knew more entries than the 4 that are here; "
            "what is missing stood after entry 0"
        )
    ]


def test_the_entries_since_the_last_good_checkpoint_are_named(path: Path) -> None:
    """Of two checkpoints the first still fits: what was changed lies between them."""
    with Ledger.open(path) as ledger:
        later = read_note(Pipeline().checkpoint(ledger, SigningKey.new("desk")).note)
    earlier = kept_elsewhere(path)
    rewrite(path, 10, b"Harbour Watch", b"Harbour Guard")
    assert "7: entries 7 to 12 are not those of the checkpoint of 12 entries that was given" in troubles(
        path, earlier, later
    )


def test_a_checkpoint_that_its_key_did_not_sign_is_found(path: Path) -> None:
    """The text fits the ledger, but the signature belongs to another text."""
    note = kept_elsewhere(path)
    forged = read_note(note.text.replace("sayso/", "sayso/0", 1))
    assert troubles(path, forged) == [
        "12: the checkpoint of 6 entries that was given bears a signature that is not its key's"
    ]


def test_a_key_that_is_not_known_is_named(path: Path) -> None:
    with Ledger.open(path) as ledger:
        stranger = SigningKey.new("stranger").checkpoint("elsewhere", 0, Frontier().root())
        found = verify(ledger.store, [read_note(stranger)])
    assert (found.unknown_keys, found.whole, found.signed) == (("stranger",), True, 1)


def test_bytes_that_no_entry_names_are_listed_and_do_no_harm(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.append([], [("a5" * 32, b"SAMPLE")], AT)
        ledger.append([], [], AT)
    tamper(path, f"DELETE FROM captures WHERE sha256 = '{'a5' * 32}'")
    sha256 = "ac9fa9b6fb2ba3d9a2ef9bd6c1a0fd4bd2ff7ec38a7e1ee1d5ecb2b5f8db9b5f"
    tamper(path, f"INSERT INTO captures VALUES ('{sha256}', x'00')")
    with Ledger.open(path) as ledger:
        found = verify(ledger.store)
    assert found.orphans == (sha256,)
    assert [t.message for t in found.troubles] == [
        f"{path}: the bytes of capture {sha256} are not those that were taken"
    ]


def test_two_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over more than one run, with a checkpoint in the middle of one and a bad entry in another."""
    path = tmp_path / "desk.ledger"
    step = 1 << runs.HEIGHT
    with Ledger.open(path) as ledger:
        ledger.append([finding(str(n)) for n in range(step + 100)], [], AT)
        Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        ledger.append([finding(str(n)) for n in range(step + 100, 2 * step + 200)], [], AT)
    monkeypatch.setattr(runs, "WORTH", 0)
    with Ledger.open(path) as ledger:
        alone = verify(ledger.store)
        assert alone == verify(ledger.store, place=ledger.place, processes=2)
        assert (alone.whole, alone.size, alone.checkpoints) == (True, 2 * step + 202, 1)
    tamper(path, f"UPDATE openings SET salts = zeroblob(16) WHERE seq = {2 * step + 7}")
    with Ledger.open(path) as ledger:
        found = verify(ledger.store, place=ledger.place, processes=2)
    assert found.first is not None
    assert found.first.seq == 2 * step + 7


def test_a_redaction_in_the_meantime_is_no_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody redacts what was just looked at; the second look finds all in order, and one more part withheld."""
    with Ledger.open(path) as ledger, Ledger.open(path) as other:
        look = runs.run
        looks: list[runs.Run] = []

        def meanwhile(*arguments: object) -> runs.Run:
            found = look(*arguments)  # type: ignore[arg-type]  # as it was called
            if not looks:
                mandate = Mandate(authority="an editor", reason="asked for it", by="e1")
                words = Words(["Harbour Watch"])
                Pipeline().redact(other, lambda after: words_plan(other, words, after=after), mandate, purge=False)
            looks.append(found)
            return found

        monkeypatch.setattr(runs, "run", meanwhile)
        assert (verify(ledger.store).troubles, len(looks)) == ((), 2)


@given(st.lists(st.binary(min_size=DIGEST, max_size=DIGEST), min_size=1, max_size=70), st.integers(0, 4))
def test_a_tree_put_together_from_full_subtrees_has_the_root_of_its_leaves(hashes: list[bytes], height: int) -> None:
    frontier, step = Frontier(), 1 << height
    whole = len(hashes) // step * step
    for at in range(0, whole, step):
        frontier.add_full(height, full_root(hashes[at : at + step]))
    for hashed in hashes[whole:]:
        frontier.add(hashed)
    assert (frontier.size, frontier.root()) == (len(hashes), root_of(hashes))


def test_a_subtree_follows_only_on_a_whole_number_of_its_size() -> None:
    frontier = Frontier()
    frontier.add(bytes(DIGEST))
    with pytest.raises(ValueError, match="height 2 does not follow on 1 leaves"):
        frontier.add_full(2, bytes(DIGEST))


def test_a_process_that_cannot_open_the_ledger_is_one_clear_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "WORTH", 0)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="could not open it, or was ended; try again"):
        verify(ledger.store, place=str(path.parent / "nowhere" / "desk.ledger"), processes=2)
