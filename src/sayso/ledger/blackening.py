"""Blacks words out of records: the same number of `█` stands where they stood, so that every span still fits."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from sayso.decisions import Redaction
from sayso.errors import UsageError
from sayso.ledger.contract import EntryKind, Recorded
from sayso.ledger.ledger import RECORDS
from sayso.ledger.sealing import REST, canonical, split

BLACK = "\u2588"
SHORTEST = 2
"""Words of fewer characters stand everywhere."""

_HASH = re.compile(
    r"[0-9a-f]{20}|[0-9a-f]{64}|[2-9bcdfghjkmnpqrstvwxyz]{4}-[2-9bcdfghjkmnpqrstvwxyz]{4}|\u2014 \S+ [A-Za-z0-9+/]{91}="
)
"""Ids of records, hashes of bytes, lasting ids of events and lines of signatures: they hold nobody's words, and hold the ledger
together."""
_SAID = frozenset({"message", "public_note", "reason", "source", "subject", "value"})
"""The fields of findings, decisions and changes of the register in which somebody says something."""
Fields = dict[str, Any]


class Words:
    """Words that are to go, in whatever case and however spaced: `Words(["Ana Petrova"])`."""

    def __init__(self, words: Iterable[str]) -> None:
        wanted = [word.split() for word in words]
        if not wanted or any(len("".join(pieces)) < SHORTEST for pieces in wanted):
            message = f"words to redact need at least {SHORTEST} characters each"
            raise UsageError(message)
        # The longest first, so that a name goes whole where its beginning is to go too.
        wanted.sort(key=lambda pieces: -len("".join(pieces)))
        self._pattern = re.compile("|".join(r"\s+".join(map(re.escape, pieces)) for pieces in wanted), re.IGNORECASE)
        # Within JSON a space may be written \n or \t, and a quotation mark \": a piece without them is found as it stands.
        plain = (max(re.split(r'[\x00-\x1f\s"\\]', " ".join(pieces)), key=len) for pieces in wanted)
        self._probe = re.compile("|".join(map(re.escape, plain)), re.IGNORECASE)

    def may_be_in(self, written: bytes) -> bool:
        """Tell, quickly, whether the words may stand in some JSON; never wrongly no."""
        return self._probe.search(written.decode("utf-8", "replace")) is not None

    def are_in(self, text: str) -> bool:
        """Tell whether the words stand in a text."""
        return self._pattern.search(text) is not None

    def blackened(self, text: str) -> str:
        """Return a text with the words blacked out."""
        return self._pattern.sub(lambda found: BLACK * len(found.group()), text)


def blacked_part(kind: EntryKind, body: bytes, part: str, blacken: Callable[[str], str]) -> bytes | None:
    """Return one part of a record with its texts blacked out, as canonical JSON; None when nothing changes.

    The record stays one that can be read: a value of a closed list (`attack`, `agent`) is vocabulary and nobody's words.
    """
    fields = msgspec.json.decode(body)
    own = msgspec.json.decode(split(kind, body)[part])
    changed = 0
    for path, text in list(_texts(own)):
        black = text if _HASH.fullmatch(text) else blacken(text)
        if black == text:
            continue
        _put(own, path, black)
        if _readable(kind, {**fields, **own}):
            changed += 1
        else:
            _put(own, path, text)
    return canonical(own) if changed else None


def blacked(recorded: Recorded, part: str, words: Words, reading: Callable[[int], Recorded]) -> bytes | None:
    """Return one part of an entry with the words blacked out, as canonical JSON; None when they do not stand in it.

    An earlier redaction may hold them in what it put in the stead of others' parts; `reading` reads an entry.
    """
    if recorded.kind != "redaction":
        return blacked_part(recorded.kind, recorded.body, part, words.blackened)
    redaction = msgspec.json.decode(recorded.body, type=Redaction)
    withheld = []
    for one in redaction.withheld:
        again = blacked(reading(one.seq), one.part, words, reading)
        withheld.append(one if again is None else msgspec.structs.replace(one, instead=msgspec.Raw(again)))
    found = msgspec.structs.replace(
        redaction,
        withheld=tuple(withheld),
        authority=words.blackened(redaction.authority),
        reason=words.blackened(redaction.reason),
    )
    written = canonical(found)
    return written if written != canonical(redaction) else None


def emptied(kind: EntryKind, body: bytes, part: str) -> bytes:
    """Return what is read in the stead of a whole part; raises UsageError for a part that an entry cannot do without."""
    fields: Fields = msgspec.json.decode(body)
    if part == "people":
        return canonical({"actors": [], "figures": [], "speakers": []})
    if part == "words" and kind == "claim":
        return canonical({"quote": _all_black(fields["quote"])})
    if part == "words":
        return canonical({"text": _all_black(fields["text"]), "title": None})
    if kind in {"claim", "report"}:
        return canonical(_without_texts(kind, msgspec.json.decode(split(kind, body)[part])))
    if part != REST or kind not in {"decision", "finding", "register"}:
        message = f"a {kind} has no part {part!r} that can go as a whole; redact its words"
        raise UsageError(message)
    return canonical({name: _all_black(value) if name in _SAID and value else value for name, value in fields.items()})


def _without_texts(kind: EntryKind, rest: Fields) -> Fields:
    """Return the rest of a claim or report less what it quotes: places, headings, authors, words of time."""
    if kind == "claim":
        passage = {**rest["passage"], "label": None}
        time = rest["time"] and {**rest["time"], "text": _all_black(rest["time"]["text"])}
        return {**rest, "places": [], "passage": passage, "time": time}
    passages = [{**passage, "label": None} for passage in rest["passages"]]
    blocks = [{**block, "author": None} for block in rest["blocks"]]
    return {**rest, "passages": passages, "blocks": blocks, "published_basis": "withheld"}


def _all_black(text: str) -> str:
    return re.sub(r"\S", BLACK, text)


def _texts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in a value with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts(inner, (*path, at))


def _put(value: Any, path: Sequence[str | int], text: str) -> None:  # noqa: ANN401 - any JSON
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def _readable(kind: EntryKind, fields: Fields) -> bool:
    try:
        msgspec.json.decode(msgspec.json.encode(fields), type=RECORDS[kind])
    except msgspec.ValidationError:
        return False
    return True
