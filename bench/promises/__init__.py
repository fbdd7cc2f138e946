"""Proofs that the ledger keeps its promises: power cuts, kills, faults, mutations, backups, redactions, and a million claims."""
