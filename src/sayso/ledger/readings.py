"""What every store says in the same words: an entry as it is read when parts of it are withheld, and who decided first."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.decisions import Decision, Redaction
from sayso.errors import ConflictError, IntegrityError
from sayso.ledger.contract import Recorded, Sealed
from sayso.ledger.sealing import NOTHING_INSTEAD, read


def stand_ins(redactions: Iterable[Sealed]) -> dict[int, dict[str, bytes]]:
    """Return for each entry, by its seq, what is read in the stead of each withheld part.

    `redactions` are all entries of that kind, the newest first: a later one speaks before an earlier one, and an earlier one
    may itself have been redacted by a later.
    """
    found: dict[int, dict[str, bytes]] = {}
    for sealed in redactions:
        body = read(sealed, found.get(sealed.seq, NOTHING_INSTEAD)).body
        try:
            redaction = msgspec.json.decode(body, type=Redaction)
        except msgspec.DecodeError as trouble:
            message = f"entry {sealed.seq} (redaction {sealed.id}) is no redaction: {trouble}"
            raise IntegrityError(message) from trouble
        for withheld in redaction.withheld:
            found.setdefault(withheld.seq, {}).setdefault(withheld.part, bytes(withheld.instead))
    return found


def read_all(sealed: Iterable[Sealed], instead: Mapping[int, Mapping[str, bytes]]) -> list[Recorded]:
    """Return entries as they are read, each checked."""
    return [read(one, instead.get(one.seq, NOTHING_INSTEAD)) for one in sealed]


def removed_by(recorded: Recorded) -> tuple[str, ...]:
    """Return the captures, by SHA-256, that a redaction removed; raises IntegrityError when the entry is none."""
    try:
        return msgspec.json.decode(recorded.body, type=Redaction).captures
    except msgspec.DecodeError as trouble:
        message = f"entry {recorded.seq} (redaction {recorded.id}) is no redaction: {trouble}"
        raise IntegrityError(message) from trouble


def conflict(name: str, later: Recorded) -> ConflictError:
    """Return the error for a decision that came too late, naming the one that came first."""
    first = msgspec.json.decode(later.body, type=Decision)
    message = (
        f"{first.by} decided about {name} meanwhile ({first.verb}, {later.recorded_at}: {first.reason}); "
        "nothing was recorded; look again, then decide"
    )
    return ConflictError(message)
