"""Forms of pages, as structs: fields that are empty count as not given."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

import msgspec
from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.desk.problems import Problem
from sayso.desk.route import Ask

FormT = TypeVar("FormT", bound=msgspec.Struct)
_MOST_FIELDS = 1_000
_MOST_OF_A_FIELD = 2 * 1024 * 1024
"""Bytes of one field of a form with a file; what is sent is counted as a whole besides."""
WRITTEN: Mapping[str, str] = {
    "text": "The text", "name": "What it is called", "addresses": "Addresses, one a line", "paths": "Files or folders, one a line",
    "published": "Published", "value": "The value", "until": "Until", "reason": "Why", "note": "In your own words",
}  # fmt: skip
"""Fields that somebody writes, with what they are called where they come back; all others go along unseen."""
_WORDS = "application/x-www-form-urlencoded"
_KINDS = frozenset({_WORDS, "multipart/form-data"})


@asynccontextmanager
async def parts_of(ask: Ask, *, files: int) -> AsyncIterator[FormData]:
    """Give what a form sent, with so many files at most; Problem where it is broken."""
    try:
        form = await ask.request.form(max_files=files, max_fields=_MOST_FIELDS, max_part_size=_MOST_OF_A_FIELD)
    except (FormParserError, HTTPException) as trouble:
        said = trouble.detail if isinstance(trouble, HTTPException) else str(trouble)
        if "maximum size" in said:
            raise Problem(
                "too-large", f"a field of a form holds at most {_MOST_OF_A_FIELD:,} bytes: send it as a file"
            ) from trouble
        raise Problem("bad-request", f"the form is broken: {said}") from trouble
    except OSError as trouble:  # what is large is put down on disk while it comes
        raise Problem("ledger-full", f"what was sent could not be taken: {trouble.strerror}") from trouble
    ask.request.state.sent = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    try:
        yield form
    finally:
        await form.close()


async def words_of(request: Request) -> tuple[tuple[str, str], ...]:
    """Return the fields of words that a form sent, read now where nobody has read them; none where it is no form, or a broken one."""
    if not hasattr(request.state, "sent"):
        if kind_of(request) != _WORDS:
            return ()
        try:
            form = await request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_MOST_OF_A_FIELD)
        except (FormParserError, HTTPException, Problem, RuntimeError):  # the last: its body was read already
            return ()
        request.state.sent = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        await form.close()
    return tuple(request.state.sent)


def kind_of(request: Request) -> str:
    """Return the media type of what was sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def form_of(ask: Ask, kind: type[FormT]) -> FormT:
    """Return what a form of a page sent; Problem where it is none, or not of its kind."""
    sent = kind_of(ask.request)
    if sent not in _KINDS:
        raise Problem("wrong-kind", f"this takes a form, not {sent or 'nothing'}")
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    async with parts_of(ask, files=0) as given:
        found: dict[str, object] = {}
        for name in fields.keys() & given.keys():
            values = [value for value in given.getlist(name) if isinstance(value, str) and value.strip()]
            if values:
                several = getattr(fields[name].type, "__origin__", None) is tuple
                found[name] = values if several else values[-1]
    try:
        return msgspec.convert(found, kind, strict=False)
    except msgspec.ValidationError as trouble:
        raise Problem("bad-request", f"the form cannot stand: {trouble}") from trouble
