"""Whoever owns the file can change everything but a checkpoint that was kept elsewhere, and against that it is found."""

from collections import Counter

import pytest

from bench.promises.attacks import ATTACKS
from bench.promises.mutations import mutations, victim
from sayso.ledger.verify import verify


def test_the_ledger_under_attack_is_whole_before() -> None:
    prey = victim()
    found = verify(prey.store, [prey.outside], keys=[prey.key.verifier])
    assert (found.troubles, found.outside, found.signed) == ((), 1, 3)
    assert found.withheld == 2


def test_every_mutation_is_found_against_a_checkpoint_kept_elsewhere() -> None:
    found = list(mutations(700, seed=1))
    assert Counter(one.verdict for one in found if one.verdict != "void").keys() == {"found"}
    attacked = {one.attack for one in found if one.verdict == "found"}
    assert attacked == {attack.name for attack in ATTACKS}


def test_without_a_checkpoint_elsewhere_a_ledger_rewritten_with_all_its_hashes_passes() -> None:
    """The harness has teeth, and a ledger alone proves nothing against its owner."""
    missed = {one.attack for one in mutations(300, seed=1, kept_outside=False) if one.verdict == "missed"}
    assert "a part reworded, all hashes recomputed" in missed


@pytest.mark.parametrize("name", ["two openings swapped", "a capture changed"])
def test_damage_without_hashes_recomputed_is_found_without_any_checkpoint(name: str) -> None:
    found = Counter(one.verdict for one in mutations(200, seed=2, kept_outside=False) if one.attack == name)
    assert found.keys() == {"found"}
