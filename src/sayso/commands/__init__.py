"""The commands, one a file: each is arguments, one call into the pipeline, and what is printed of it.

A file holds one `command` and bears its name. It is loaded when it is asked for, so it may import what it needs; this table
is all that `sayso --help` needs.
"""

COMMANDS = {
    "accept": "Record that claims were read rightly.",
    "add": "Append reports and their claims to the ledger.",
    "archive": "Write the ledger's captures as a web archive.",
    "backup": "Write a verified copy of the ledger.",
    "brief": "Write a brief of some reports or of a ledger.",
    "bundle": "Write entries with their proofs, for a stranger to check.",
    "checkpoint": "Sign what the ledger holds, for keeping elsewhere.",
    "correct": "Record that a field of a claim stands otherwise, and tell readers.",
    "decisions": "List what people decided.",
    "desk": "Open pages to work at, and an API, for one person or a team.",
    "diff": "Say what changed between two moments.",
    "doctor": "Check that Sayso has what it needs.",
    "edit": "Record that a field of a claim stands otherwise.",
    "embargo": "Hold claims back until an instant.",
    "events": "Show the events that the ledger's claims report together.",
    "export": "Write what may go out as data and feeds.",
    "fetch": "Fetch pages and keep them, with what they claim.",
    "grade": "Record how credible a claim is.",
    "merge": "Record that events are one.",
    "move": "Copy a ledger between a file and PostgreSQL, proofs and all.",
    "override": "Let one thing pass a stop of the publish gate, signed.",
    "pin": "Record that an event stays together.",
    "positions": "Show where parties stand over time, and who says so.",
    "publish": "Write a site for the public of what may go out.",
    "read": "Show what a report claims, in which words.",
    "redact": "Make words, a part or a report unreadable for good.",
    "reject": "Record that claims were not read rightly.",
    "restore": "Put a verified copy where there is no ledger.",
    "retract": "Withdraw claims in public, and tell readers why.",
    "show": "Show one claim, report, finding or event.",
    "sources": "Say how each source that is watched stands.",
    "split": "Record that claims are of another event.",
    "undo": "Record that a decision no longer holds.",
    "verify": "Prove that the ledger holds what was recorded.",
    "versions": "Show what changed in a page over time.",
    "watch": "Follow the sources of sayso.toml into the ledger.",
    "why": "Say why a claim stands in an event, or why not.",
}
"""What each command does, in a line."""
