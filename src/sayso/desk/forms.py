"""Forms of pages, as structs: fields that are empty count as not given."""

from typing import TypeVar

import msgspec

from sayso.desk.problems import Problem
from sayso.desk.route import Ask

FormT = TypeVar("FormT", bound=msgspec.Struct)
_MOST_FIELDS = 1_000
_KINDS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


async def form_of(ask: Ask, kind: type[FormT]) -> FormT:
    """Return what a form of a page sent; Problem where it is none, or not of its kind."""
    sent = ask.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in _KINDS:
        raise Problem("wrong-kind", f"this takes a form, not {sent or 'nothing'}")
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    async with ask.request.form(max_files=0, max_fields=_MOST_FIELDS) as given:
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
