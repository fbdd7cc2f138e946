"""Goes over every string of a public record, and tells our own words from a source's and from what is no words at all."""

from collections.abc import Iterator
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


def texts(record: PublicRecord) -> Iterator[Text]:
    """Yield every string of a record, those in the brief too."""
    yield from _texts(record, "")


def lines(brief: Brief) -> Iterator[Line]:
    """Yield every line of a brief, wherever it stands."""
    yield from _lines(brief)


def _texts(value: object, subject: str) -> Iterator[Text]:
    if isinstance(value, msgspec.Struct):
        subject = _subject(value) or subject
        for field in value.__struct_fields__:
            inner = getattr(value, field)
            for found in _strings(inner):
                known = type(value), field
                plain = known in _NO_WORDS
                yield Text(
                    subject, f"{known[0].__name__}.{field}", found, not plain and known not in _SOURCES_WORDS, not plain
                )
            yield from _texts(inner, subject)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, subject)


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
