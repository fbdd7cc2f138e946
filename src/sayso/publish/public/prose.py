"""Goes over every string of a public record, and tells our own words from a source's and from what is no words at all."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from sayso.publish.codes import Code
from sayso.publish.model import Brief, Coded, Line, Source, Words
from sayso.publish.public.record import (
    Correction,
    Gone,
    Publication,
    PublicClaim,
    PublicDispute,
    PublicEvent,
    PublicGrade,
    PublicLink,
    PublicParty,
    PublicPlace,
    PublicRange,
    PublicRecord,
    PublicSource,
    PublicSpeaker,
    PublicTime,
    State,
)
from sayso.sources import SourceHealth

_NO_WORDS: frozenset[tuple[type, str]] = frozenset(
    {
        (PublicPlace, "id"), (PublicPlace, "precision"), (PublicPlace, "country"),
        (PublicTime, "edtf"), (PublicTime, "start"), (PublicTime, "end"), (PublicTime, "precision"),
        (PublicSpeaker, "id"), (PublicParty, "id"), (PublicParty, "role"),
        (PublicClaim, "id"), (PublicClaim, "event"), (PublicClaim, "source"), (PublicClaim, "kind"), (PublicClaim, "status"),
        (PublicClaim, "channel"), (PublicClaim, "said"), (PublicClaim, "rating"), (PublicClaim, "review"),
        (PublicClaim, "link"), (PublicRange, "claims"), (PublicRange, "measure"), (PublicRange, "rule"), (PublicRange, "extent"),
        (PublicEvent, "id"), (PublicEvent, "kind"), (PublicEvent, "status"), (PublicEvent, "claims"), (PublicEvent, "first_published"), (PublicEvent, "changed"),
        (PublicGrade, "question"), (PublicGrade, "grade"), (PublicLink, "event"), (PublicDispute, "kind"), (PublicDispute, "claims"),
        (PublicSource, "id"), (PublicSource, "link"), (PublicSource, "published"), (PublicSource, "digest"),
        (PublicSource, "licence"), (PublicSource, "redistribute"),
        (Correction, "id"), (Correction, "at"), (Correction, "kind"), (Correction, "event"),
        (Gone, "id"), (Gone, "at"), (Gone, "why"), (Gone, "into"),
        (Publication, "id"), (Publication, "at"), (Publication, "state"),
        (State, "as_of"), (State, "recorded"), (State, "root"), (State, "rule"), (State, "engine"),
        (PublicRecord, "language"), (PublicRecord, "licence"), (PublicRecord, "address"),
        (Words, "id"), (Words, "link"), (Words, "source"), (Line, "claim"), (Source, "link"), (Source, "digest"), (Source, "source"),
        (Coded, "event"), (Code, "table"), (Code, "scheme"), (Code, "code"), (Code, "detail"), (Code, "why"),
        (SourceHealth, "address"), (SourceHealth, "moved_to"), (SourceHealth, "kind"), (SourceHealth, "state"),
        (SourceHealth, "last_asked"), (SourceHealth, "last_success"), (SourceHealth, "last_new"), (SourceHealth, "newest_item"),
        (SourceHealth, "register"),
    }
)  # fmt: skip
"""Fields that hold ids, dates, addresses, words of closed lists and codes of others' schemes."""
_SOURCES_WORDS: frozenset[tuple[type, str]] = frozenset({(PublicClaim, "quote"), (Words, "text")})
"""Fields that stand in quotation marks wherever they are shown."""


class Text(NamedTuple):
    """One string of a record."""

    subject: str
    """Id of the event, claim or source that it is part of; empty for the record itself."""
    field: str
    text: str
    own: bool
    """Whether it is our own prose. Whatever is not known to be anything else is."""
    words: bool
    """Whether it is words at all."""


def texts(record: PublicRecord) -> Sequence[Text]:
    """Return every string of a record, those in the brief too."""
    found: list[Text] = []
    _gather(record, "", found)
    return found


def lines(brief: Brief) -> Iterator[Line]:
    """Yield every line of a brief, wherever it stands."""
    yield from _lines(brief)


def _gather(value: object, subject: str, found: list[Text]) -> None:
    if isinstance(value, msgspec.Struct):
        subject = _subject(value) or subject
        for field in _fields(type(value)):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                found.append(Text(subject, field.path, inner, field.own, field.words))
            elif isinstance(inner, tuple):
                found += [Text(subject, field.path, text, field.own, field.words) for text in _strings(inner)]
                _gather(inner, subject, found)
            elif isinstance(inner, msgspec.Struct):
                _gather(inner, subject, found)
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple | msgspec.Struct):
                _gather(item, subject, found)


class _Field(NamedTuple):
    """What is known of the strings in one field."""

    name: str
    path: str
    own: bool
    words: bool


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[_Field, ...]:
    """Return the fields of a kind of record."""
    return tuple(
        _Field(name, f"{kind.__name__}.{name}", own=words and (kind, name) not in _SOURCES_WORDS, words=words)
        for name in kind.__struct_fields__
        for words in ((kind, name) not in _NO_WORDS,)
    )


def _strings(value: object) -> Iterator[str]:
    """Yield the strings that a field holds itself: not those of records in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, str | tuple):
                yield from _strings(item)


def _subject(value: msgspec.Struct) -> str:
    if isinstance(value, PublicEvent | PublicClaim | PublicSource | Correction | Gone):
        return value.id
    if isinstance(value, Line):
        return value.claim
    return value.event if isinstance(value, Coded) else ""


def _lines(value: object) -> Iterator[Line]:
    if isinstance(value, Line):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _lines(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _lines(item)
