"""Forms of pages, as structs: fields that are empty count as not given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import msgspec
from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from sayso.desk.problems import Problem
from sayso.desk.route import Ask

FormT = TypeVar("FormT", bound=msgspec.Struct)
_MOST_FIELDS = 1_000
_KINDS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@asynccontextmanager
async def parts_of(ask: Ask, *, files: int) -> AsyncIterator[FormData]:
    """Give what a form sent, with so many files at most; Problem where it is broken."""
    try:
        form = await ask.request.form(max_files=files, max_fields=_MOST_FIELDS)
    except (FormParserError, HTTPException) as trouble:
        said = trouble.detail if isinstance(trouble, HTTPException) else str(trouble)
        raise Problem("bad-request", f"the form is broken: {said}") from trouble
    try:
        yield form
    finally:
        await form.close()


async def form_of(ask: Ask, kind: type[FormT]) -> FormT:
    """Return what a form of a page sent; Problem where it is none, or not of its kind."""
    sent = ask.request.headers.get("content-type", "").partition(";")[0].strip().lower()
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
