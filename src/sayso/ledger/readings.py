"""What every store says in the same words: an entry as it is read when parts of it are withheld, and who decided first."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from sayso.decisions import Decision, Redaction
from sayso.errors import ConflictError, IntegrityError, LedgerError
from sayso.ledger.contract import Cut, Recorded, Sealed
from sayso.ledger.sealing import NOTHING_INSTEAD, cut_out, read


def stand_ins(redactions: Iterable[Sealed]) -> dict[int, dict[str, bytes]]:
    """Return for each entry, by its seq, what is read in the stead of each withheld part.

    `redactions` are all entries of that kind, the newest first: a later one speaks before an earlier one, and an earlier one
    may itself have been redacted by a later.
    """
    found: dict[int, dict[str, bytes]] = {}
    for sealed in redactions:
        redaction = _redaction(read(sealed, found.get(sealed.seq, NOTHING_INSTEAD)))
        for withheld in redaction.withheld if redaction else ():
            found.setdefault(withheld.seq, {}).setdefault(withheld.part, bytes(withheld.instead))
    return found


def read_all(sealed: Iterable[Sealed], instead: Mapping[int, Mapping[str, bytes]]) -> list[Recorded]:
    """Return entries as they are read, each checked."""
    return [read(one, instead.get(one.seq, NOTHING_INSTEAD)) for one in sealed]


def removed_by(recorded: Recorded) -> tuple[str, ...]:
    """Return the captures, by SHA-256, that a redaction removed; raises IntegrityError when the entry is none."""
    redaction = _redaction(recorded)
    return redaction.captures if redaction else ()


def _redaction(recorded: Recorded) -> Redaction | None:
    """Return what a redaction says; None where it was redacted itself and nothing is left to be read."""
    try:
        return msgspec.json.decode(recorded.body, type=Redaction)
    except msgspec.DecodeError as trouble:
        if recorded.withheld:
            return None
        message = f"entry {recorded.seq} (redaction {recorded.id}) is no redaction: {trouble}"
        raise IntegrityError(message) from trouble


def conflict(name: str, later: Recorded) -> ConflictError:
    """Return the error for a decision that came too late, naming the one that came first."""
    try:
        first = msgspec.json.decode(later.body, type=Decision)
        what = f"{first.verb}, {later.recorded_at}: {first.reason}"
    except msgspec.DecodeError:  # it was redacted, and nothing is to be read of it
        what = f"entry {later.seq}, {later.recorded_at}"
    message = f"{later.by} decided about {name} meanwhile ({what}); nothing was recorded; look again, then decide"
    return ConflictError(message)


def left_over(cuts: Sequence[Cut], new: Sequence[Sealed], held: Callable[[int], Sequence[Sealed]]) -> list[Sealed]:
    """Return what is left of each entry that loses parts to the one redaction among the new entries.

    `held` gives the entry of a sequence number, or nothing. Raises LedgerError where nothing can be cut: no redaction, no
    such entry, no such part.
    """
    redaction = next((one.seq for one in new if one.kind == "redaction"), None)
    if cuts and redaction is None:
        message = "nothing is cut out of a ledger without a new redaction; nothing was recorded"
        raise LedgerError(message)
    left: dict[int, Sealed] = {}
    for cut in cuts:
        if cut.seq is None or cut.part is None or redaction is None:
            continue
        found = [left[cut.seq]] if cut.seq in left else held(cut.seq)
        if not found:
            message = f"there is no entry {cut.seq} to redact; nothing was recorded"
            raise LedgerError(message)
        left[cut.seq] = cut_out(found[0], cut.part, redaction)
    return list(left.values())
