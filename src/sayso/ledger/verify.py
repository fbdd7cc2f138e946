"""Verifies a ledger: every entry against its commitments, the tree against every checkpoint, every capture against its hash.

What was changed after a checkpoint that somebody keeps elsewhere is found; `docs/ledger.md` says what is not proven.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.decisions import Redaction, RegisterChange
from sayso.errors import InputError, LedgerError, UsageError
from sayso.ledger.contract import EntryKind, Recorded, Store
from sayso.ledger.notes import Note, VerifierKey, read_note
from sayso.ledger.runs import runs
from sayso.ledger.sealing import DIGEST
from sayso.ledger.tree import Frontier
from sayso.ledger.verification import Trouble, Verification
from sayso.records import Checkpoint

_TOLD = 100


def verify(
    store: Store,
    against: Iterable[Note] = (),
    *,
    keys: Sequence[VerifierKey] = (),
    place: str | None = None,
    processes: int = 1,
) -> Verification:
    """Look at all of a ledger as it stands now and say what is amiss; what it finds is no exception.

    `against` are checkpoints that were kept elsewhere; `keys` are those whose signatures are checked, beside the keys that
    the ledger's register names. With `place`, where it can be opened again, the work is shared among `processes`.
    """
    notes = tuple(against)
    while True:
        found = _Verifier(store, notes, keys).verify(place, processes)
        # A redaction that came in the meantime cuts entries that were looked at already: that is no damage, so look again.
        if found.whole or not any(store.entries("redaction", after=found.size)):
            return found


class _Verifier:
    """One verification in the making."""

    def __init__(self, store: Store, against: tuple[Note, ...], keys: Sequence[VerifierKey]) -> None:
        self._store = store
        self._size = store.head().seq
        self._against = against
        self._keys = list(keys)
        self._troubles: list[Trouble] = []
        self._signed = 0
        self._unknown: dict[str, None] = {}
        self._opened = 0
        self._removed: set[str] = set()
        self._withheld: dict[int, tuple[set[str], int | None]] = {}
        self._pinned: set[int] = set()
        """Entries that are missing, there twice, or not what they commit to."""
        self._sure: set[int] = set()
        """Sizes up to which a checkpoint from outside, or one that a known key signed, vouches for the tree as it is: whoever
        rewrites a ledger rewrites its unsigned checkpoints too, and they must not tell where the change is."""

    def verify(self, place: str | None, processes: int) -> Verification:
        self._keys += self._registered_keys()
        inside = self._inside()
        sizes = {note.size for note in (*self._against, *inside.values())}
        roots, root = self._tree(sizes, place, processes)
        self._redacted()
        self._decisions()
        held, removed, orphans = self._captures()
        self._sure = {
            note.size
            for note in (*self._against, *inside.values())
            if roots.get(note.size) == note.root
            and (note in self._against or any(key.signed(note) for key in self._keys))
        }
        outside = self._compare({self._size + 1 + at: note for at, note in enumerate(self._against)}, roots, "given")
        return Verification(
            size=self._size,
            root=root.hex(),
            opened=self._opened,
            withheld=sum(len(parts) for parts, _ in self._withheld.values()),
            captures=held,
            removed=removed,
            orphans=orphans,
            checkpoints=self._compare(inside, roots, "own"),
            outside=outside,
            signed=self._signed,
            unknown_keys=tuple(self._unknown),
            troubles=tuple(sorted(set(self._troubles))[:_TOLD]),
        )

    def _say(self, seq: int, message: str) -> None:
        self._troubles.append(Trouble(seq=seq, message=message))

    def _entries(self, kind: EntryKind) -> list[Recorded]:
        """Return the readable entries of a kind of which there are few; one that is not is told by the runs."""
        found: list[Recorded] = []
        try:
            found.extend(self._store.entries(kind, until=self._size))
        except LedgerError as trouble:
            self._say(self._size + 1, f"{kind} entries cannot be read: {trouble}")
        return found

    def _registered_keys(self) -> list[VerifierKey]:
        """Return the keys that the ledger's own register names."""
        keys = []
        for recorded in self._entries("register"):
            if recorded.withheld:
                continue
            try:
                change = msgspec.json.decode(recorded.body, type=RegisterChange)
                if change.subject == "key":
                    keys.append(VerifierKey.parse(change.value))
            except (msgspec.DecodeError, UsageError) as trouble:
                self._say(recorded.seq, f"entry {recorded.seq} is no change of the register: {trouble}")
        return keys

    def _inside(self) -> dict[int, Note]:
        """Return the ledger's own checkpoints by their entry."""
        found = {}
        for recorded in self._entries("checkpoint"):
            try:
                checkpoint = msgspec.json.decode(recorded.body, type=Checkpoint)
                note = read_note(checkpoint.note)
            except (msgspec.DecodeError, InputError) as trouble:
                self._say(recorded.seq, f"entry {recorded.seq} is no checkpoint: {trouble}")
                continue
            if (note.size, note.root.hex()) != (checkpoint.size, checkpoint.root) or note.size >= recorded.seq:
                self._say(recorded.seq, f"the checkpoint in entry {recorded.seq} does not fit its own note")
            found[recorded.seq] = note
        return found

    def _tree(self, sizes: set[int], place: str | None, processes: int) -> tuple[dict[int, bytes], bytes]:
        """Go through all entries; return the roots at the sizes asked for, and the root of all."""
        frontier, last = Frontier(), ""
        roots = {0: frontier.root()}
        for run in runs(self._store, self._size, sizes, place, processes):
            self._troubles += run.troubles
            self._pinned.update(trouble.seq for trouble in run.troubles if trouble.among == 1)
            self._opened += run.opened
            for seq, part, redaction in run.withheld:
                self._withheld.setdefault(seq, (set(), redaction))[0].add(part)
            if run.first is not None and run.first < last:
                message = f"entry {frontier.size + 1} was recorded before the one before it"
                self._troubles.append(Trouble(seq=frontier.size, among=2, message=message))
            last = run.last or last
            if run.whole is not None:
                frontier.add_full((run.size - 1).bit_length(), run.whole)
            for at in range(0, len(run.leaves), DIGEST):
                frontier.add(run.leaves[at : at + DIGEST])
                if frontier.size in sizes:
                    roots[frontier.size] = frontier.root()
            if frontier.size in sizes:
                roots[frontier.size] = frontier.root()
        return roots, frontier.root()

    def _compare(self, notes: Mapping[int, Note], roots: Mapping[int, bytes], whose: str) -> int:
        """Hold checkpoints against the tree; return how many have its root."""
        right = self._sure | {n.size for n in notes.values() if whose == "own" and roots.get(n.size) == n.root}
        good = 0
        for seq, note in notes.items():
            named = (
                f"the checkpoint of {note.size} entries in entry {seq}"
                if whose == "own"
                else (f"the checkpoint of {note.size} entries that was given")
            )
            since = max((size for size in right if size < note.size), default=0) + 1
            # An entry that is not what it commits to says more; the checkpoint then only confirms it. What does not fit
            # together (times, redactions, other checkpoints) may be the fault of an earlier one.
            first = min((seq for seq in self._pinned if since <= seq <= note.size), default=since)
            if note.size > self._size:
                missing = f"{named} knew more entries than the {self._size} that are here"
                message = f"{missing}; what is missing stood after entry {since - 1}"
                self._troubles.append(Trouble(seq=first, among=self._size - since + 2, message=message))
            elif roots.get(note.size) != note.root:
                message = f"entries {since} to {note.size} are not those of {named}"
                self._troubles.append(Trouble(seq=first, among=note.size - since + 2, message=message))
            else:
                good += 1
            self._signatures(note, seq, named)
        return good

    def _signatures(self, note: Note, seq: int, named: str) -> None:
        found = [key.signed(note) for key in self._keys]
        if False in found:
            self._say(min(seq, self._size + 1), f"{named} bears a signature that is not its key's")
        elif True in found:
            self._signed += 1
        else:
            self._unknown.update(dict.fromkeys(signature.name for signature in note.signatures))

    def _redacted(self) -> None:
        """Hold what is withheld against what the redactions say they cut out, both ways."""
        said: dict[int, tuple[set[str], int | None]] = {}
        for recorded in self._entries("redaction"):
            try:
                redaction = msgspec.json.decode(recorded.body, type=Redaction)
            except msgspec.DecodeError as trouble:
                self._say(recorded.seq, f"entry {recorded.seq} is no redaction: {trouble}")
                continue
            self._removed.update(redaction.captures)
            for withheld in redaction.withheld:
                parts, _ = said.get(withheld.seq, (set[str](), None))
                said[withheld.seq] = (parts | {withheld.part}, recorded.seq)
        for seq in sorted({*said, *self._withheld}):
            if said.get(seq) != self._withheld.get(seq):
                self._say(seq, f"what is withheld of entry {seq} is not what the redactions say")

    def _decisions(self) -> None:
        """See that each decision is found by each id that it is about: the list of subjects is derived and could lie."""
        about: dict[str, list[int]] = {}
        for recorded in self._entries("decision"):
            for name in (recorded.about or "").split():
                about.setdefault(name, []).append(recorded.seq)
        for name, seqs in about.items():
            try:
                found = [recorded.seq for recorded in self._store.about(name, "decision", until=self._size)]
            except LedgerError as trouble:
                self._say(seqs[0], str(trouble))
                continue
            if found != seqs:
                missed = min(set(found) ^ set(seqs), default=seqs[0])
                self._say(missed, f"the decision in entry {missed} is not found, or wrongly, by the id {name}")

    def _captures(self) -> tuple[int, int, tuple[str, ...]]:
        """Hash every capture again; return how many are held, how many were removed, and which no entry names."""
        named = {recorded.id: recorded.seq for recorded in self._entries("capture")}
        removed = self._removed
        held = set()
        for sha256 in self._store.captures():
            held.add(sha256)
            try:
                self._store.capture(sha256)
            except LedgerError as trouble:
                self._say(named.get(sha256, self._size + 1), str(trouble))
            if sha256 in removed:
                self._say(named.get(sha256, self._size + 1), f"the bytes of capture {sha256} should have been removed")
        for sha256, seq in named.items():
            if sha256 not in held and sha256 not in removed:
                self._say(seq, f"the bytes of capture {sha256} are missing, and no redaction removed them")
        return len(held), len(removed), tuple(sorted(held - named.keys()))
