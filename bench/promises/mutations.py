"""Measures tampering: somebody who owns the file changes, deletes, inserts, swaps or rewrites; `verify` has to find it.

The attacker may do anything but sign: the triggers and the rules of the tables are gone, salts are known, and hashes and the
ledger's own checkpoints are computed anew where that helps. What stays out of reach is one checkpoint that was kept elsewhere.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import apsw
import msgspec

from bench.outcome import Measured, Outcome, share
from bench.promises.attacks import ATTACKS, Attack, rewrite_checkpoints
from bench.promises.made_up import BY, Batch, checkpoint_entry, decision, moment, redaction, reports
from sayso.errors import SaysoError
from sayso.ledger.notes import Note, SigningKey, read_note
from sayso.ledger.sealing import leaf
from sayso.ledger.sqlite import SqliteStore
from sayso.ledger.sqlite_schema import lay_out
from sayso.ledger.tree import leaf_hash, root_of
from sayso.ledger.verify import verify

MUTATIONS = 100_000


class Victim(msgspec.Struct, frozen=True):
    """A ledger whose file the attacker owns, and what is kept elsewhere."""

    connection: apsw.Connection
    store: SqliteStore
    outside: Note
    key: SigningKey
    sizes: tuple[int, ...]
    """Of its checkpoints, the one outside included."""


class Found(msgspec.Struct, frozen=True):
    """What `verify` made of one mutation."""

    attack: str
    changed: int
    """The first entry that was touched."""
    verdict: str
    """`found`, `named too late`, `missed`, `void` where nothing that can be read was changed, or what was raised instead."""
    named: int | None = None
    """The first bad entry by the report; never later than the one touched."""
    narrowed: bool = False
    """Whether no checkpoint that holds lies between the two: the report is as near as it can be. It is not where the entry
    touched is a checkpoint itself, or a redaction, for then what it was about is told first."""


def victim(seed: int = 5) -> Victim:
    """Return a small ledger with reports, decisions, a redaction and two checkpoints, its tables bare of all rules."""
    connection = apsw.Connection(":memory:")
    lay_out(connection)
    store, key, sizes = SqliteStore(connection, Path(":memory:")), SigningKey.new("bench"), []
    for number, batch in enumerate(_batches(seed)):
        store.append(batch.entries, batch.captures, moment(number), cuts=batch.cuts)
        if number in {1, 4, 6}:
            sizes.append(store.head().seq)
            note = _note(store, key)
            if number < 6:
                entry = checkpoint_entry(note)
                store.append([entry], [], moment(number))
    _lay_bare(connection)
    return Victim(connection, store, read_note(note), key, tuple(sizes))


def _batches(seed: int) -> list[Batch]:
    made = reports(4, seed, characters=400)
    told = [entry.id for batch in made for entry in batch.entries if entry.kind == "claim"]
    last = len(made[0].entries)
    return [
        made[0],
        made[1],
        redaction(90, {2: "words", last: "people"}, (made[0].captures[0][0],)),
        decision(91, told[:2]),
        made[2],
        decision(92, told[1:2]),
        made[3],
    ]


def _note(store: SqliteStore, key: SigningKey) -> str:
    hashes = [leaf_hash(leaf(sealed)) for sealed in store.sealed()]
    return key.checkpoint(f"sayso/{BY}", len(hashes), root_of(hashes))


def _lay_bare(connection: apsw.Connection) -> None:
    """Make the tables again without types, keys and triggers, as an attacker may."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for name in ("entries", "openings", "captures", "subjects"):
        connection.execute(f"CREATE TABLE bare AS SELECT * FROM {name}")
        connection.execute(f"DROP TABLE {name}")
        connection.execute(f"ALTER TABLE bare RENAME TO {name}")
    # For speed alone; they hold nobody back.
    connection.execute(
        "CREATE INDEX i1 ON entries (seq); CREATE INDEX i2 ON openings (seq); CREATE INDEX i3 ON subjects (about)"
    )


def mutations(number: int, seed: int, *, kept_outside: bool = True) -> Iterator[Found]:
    """Attack so many times, each time the same ledger as it was, and yield what was found.

    Without `kept_outside` there is nothing to hold the ledger against: then some attacks must be missed.
    """
    chance = random.Random(seed)  # noqa: S311 - the same attacks every time, not a secret
    prey = victim()
    whole = _seen(prey.store)
    for _ in range(number):
        attack = chance.choice(ATTACKS)
        prey.connection.execute("SAVEPOINT attack")
        try:
            changed = attack.act(prey.connection, chance)
            if attack.recomputes:
                rewrite_checkpoints(prey.connection, prey.store)
            yield _found(prey, attack, changed, whole, kept_outside=kept_outside)
        finally:
            prey.connection.execute("ROLLBACK TO attack; RELEASE attack")


def _found(prey: Victim, attack: Attack, changed: int, whole: object, *, kept_outside: bool) -> Found:
    against, keys = ([prey.outside], [prey.key.verifier]) if kept_outside else ([], [])
    try:
        first = verify(prey.store, against, keys=keys).first
    except Exception as trouble:  # noqa: BLE001 - verify promises to raise nothing; what it raised is the finding
        return Found(attack.name, changed, f"raised {type(trouble).__name__}: {trouble}")
    if first is None:
        return Found(attack.name, changed, "void" if _seen(prey.store) == whole else "missed")
    since = max((size for size in prey.sizes if size < changed), default=0)
    return Found(
        attack.name, changed, "found" if first.seq <= changed else "named too late", first.seq, first.seq > since
    )


def _seen(store: SqliteStore) -> object:
    """Return all that can be read of a ledger, or what stops the reader."""
    try:
        sealed = list(store.sealed())
        names = sorted({name for one in sealed for name in (one.id, *(one.about or "").split())})
        decided = [[one.seq for one in store.about(name, "decision")] for name in names]
        return sealed, [(name, store.capture(name)) for name in store.captures()], decided
    except (SaysoError, TypeError, ValueError) as trouble:
        return str(trouble)


def run(data_dir: Path) -> list[Outcome]:
    """Return how many of 100,000 mutations were found; needs no data."""
    del data_dir
    begun = time.perf_counter()
    found = list(mutations(MUTATIONS, seed=1))
    seconds = time.perf_counter() - begun
    real = [one for one in found if one.verdict != "void"]
    caught = [one for one in real if one.verdict == "found"]
    for (attack, verdict), number in Counter((o.attack, o.verdict) for o in real if o.verdict != "found").items():
        print(f"{attack}: {verdict} ({number})")
    measures = (
        Measured(name="mutations", value=len(real)),
        share("found", len(caught), len(real), gated=True),
        share("told between checkpoints", sum(one.narrowed for one in caught), len(caught)),
        Measured(name="mutations a second", value=len(found) / seconds, unit="/s"),
    )
    return [Outcome(set="mutations", measures=measures)]
