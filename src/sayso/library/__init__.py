"""What a person at a notebook holds: a ledger as of a moment as tables, and records that show themselves."""
