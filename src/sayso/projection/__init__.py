"""What is kept beside a ledger so that it answers quickly: never authoritative, deletable at will, and made again from the ledger."""
