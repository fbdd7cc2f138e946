"""The commands, one a file: each is arguments, one call into the pipeline, and what is printed of it.

A file holds one `command` and bears its name. It is loaded when it is asked for, so it may import what it needs; this table
is all that `sayso --help` needs.
"""

COMMANDS = {
    "add": "Append reports and their claims to the ledger.",
    "backup": "Write a verified copy of the ledger.",
    "brief": "Write a brief of some reports or of a ledger.",
    "checkpoint": "Sign what the ledger holds, for keeping elsewhere.",
    "doctor": "Check that Sayso has what it needs.",
    "events": "Show the events that the ledger's claims report together.",
    "fetch": "Fetch pages and keep them, with what they claim.",
    "move": "Copy a ledger between a file and PostgreSQL, proofs and all.",
    "positions": "Show where parties stand over time, and who says so.",
    "read": "Show what a report claims, in which words.",
    "redact": "Make words, a part or a report unreadable for good.",
    "restore": "Put a verified copy where there is no ledger.",
    "show": "Show one claim, report, finding or event.",
    "verify": "Prove that the ledger holds what was recorded.",
    "why": "Say why a claim stands in an event, or why not.",
}
"""What each command does, in a line."""
