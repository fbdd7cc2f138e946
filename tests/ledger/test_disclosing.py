"""What is shown of single entries opens their commitments, leads to the root, and says nothing of parts that are not shown."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.made_entries import AT, claim, redact, report, root
from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.contract import Store
from sayso.ledger.disclosing import ALL, Disclosed, disclosed, inclusion_proofs
from sayso.ledger.sealing import commit
from sayso.ledger.sqlite import MEMORY, open_store
from sayso.ledger.tree import includes, inclusion_proof, leaf_hash, root_of


@given(st.integers(1, 70), st.data())
def test_the_proofs_of_many_are_those_of_each(size: int, data: st.DataObject) -> None:
    hashes = [hashlib.sha256(bytes([at])).digest() for at in range(size)]
    indices = data.draw(st.lists(st.integers(0, size - 1), max_size=5))
    proofs = inclusion_proofs(hashes, indices)
    assert proofs == [tuple(step.hex() for step in inclusion_proof(hashes, index)) for index in indices]
    for index, proof in zip(indices, proofs, strict=True):
        assert includes(hashes[index], index, size, list(map(bytes.fromhex, proof)), root_of(hashes))


@pytest.fixture(name="held")
def held_() -> Store:
    """A ledger of a report and two claims."""
    store = open_store(MEMORY)
    store.append([report("r1"), claim("c1", "two hurt", people="Ana Petrova"), claim("c2")], [], AT)
    return store


def opens(entry: Disclosed, name: str, part: str) -> bool:
    """Whether a part that is shown opens its commitment in the leaf."""
    shown = entry.open[part]
    found = commit(bytes.fromhex(shown.salt), name, part, shown.fields.encode()).hex()
    return f'"{part}":"{found}"' in entry.leaf


def test_a_part_that_is_shown_opens_its_commitment_and_no_other_part_is_told(held: Store) -> None:
    (one,) = disclosed(held, {2: frozenset({"words"})}, 3)
    assert (one.index, list(one.open), opens(one, "c1", "words")) == (1, ["words"], True)
    assert "two hurt" in one.open["words"].fields
    assert "Petrova" not in repr(one)
    assert includes(
        leaf_hash(one.leaf.encode()), 1, 3, list(map(bytes.fromhex, one.proof or ())), bytes.fromhex(root(held))
    )


def test_all_entries_need_no_proof(held: Store) -> None:
    found = disclosed(held, None, 3)
    assert [(one.index, one.proof) for one in found] == [(0, None), (1, None), (2, None)]
    assert root_of(leaf_hash(one.leaf.encode()) for one in found).hex() == root(held)
    assert sorted(found[1].open) == ["people", "rest", "words"]


def test_what_a_redaction_withheld_is_never_shown_and_the_proof_stays(held: Store) -> None:
    before = disclosed(held, {2: ALL}, 3)
    redact(held, "x1", (2, "people", {"actors": []}))
    after = disclosed(held, {2: ALL}, 3)
    assert sorted(after[0].open) == ["rest", "words"]
    assert (after[0].leaf, after[0].proof) == (before[0].leaf, before[0].proof)


@pytest.mark.parametrize("seq", [0, 4], ids=["none", "after the tree"])
def test_an_entry_outside_of_the_tree_cannot_be_shown(held: Store, seq: int) -> None:
    with pytest.raises(LedgerError, match="there is no entry"):
        disclosed(held, {seq: ALL}, 3)


def test_an_entry_that_is_not_what_was_recorded_is_not_shown(held: Store) -> None:
    held._connection.execute("DROP TRIGGER openings_stand")  # type: ignore[attr-defined]  # noqa: SLF001
    held._connection.execute("UPDATE openings SET parts = replace(parts, 'two', 'ten')")  # type: ignore[attr-defined]  # noqa: SLF001
    with pytest.raises(IntegrityError):
        disclosed(held, None, 3)
