"""Edits of claims: what a person may set, checked against the field's type; the words and where they stand stay."""

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Any

import msgspec

from sayso.decisions import Decision
from sayso.errors import UsageError
from sayso.records import Claim, Rule
from sayso.spans import Span
from sayso.values.instants import instant

PERSON = "person"
"""The extractor of a claim that a person edited; its rule is the pseudonym."""
EDITING = frozenset({"edit", "correct"})
"""The verbs that set a field of a claim."""
EVIDENCE = frozenset({"id", "report", "span", "quote", "passage", "by"})
"""What no edit can touch: which words were read, where they stand, and who says so."""

_TYPES: dict[str, Any] = {f.name: f.type for f in msgspec.structs.fields(Claim) if f.name not in EVIDENCE}
_LISTS = frozenset({"speakers", "actors", "figures", "places"})
_MOST_VERSIONS = 64
_SPANNED = frozenset({*_LISTS, "time"})


def edited(claim: Claim, field: str, value: str, by: str) -> Claim:
    """Return a claim with one field as a person set it; its id stays, and `by` says who edited it.

    `value` is JSON of the field's type; parts of it that give no span take the claim's own, for a person's value has no
    words of its own. Raises UsageError for a field that cannot be edited and a value that is not of its type.
    """
    kind = _TYPES.get(field)
    if kind is None:
        message = f"{field!r} cannot be edited; fields are {', '.join(sorted(_TYPES))}"
        raise UsageError(message)
    try:
        made = msgspec.convert(_with_spans(claim, field, msgspec.json.decode(value)), kind)
        if field == "said" and made is not None:
            instant(made)
    except (msgspec.ValidationError, msgspec.DecodeError, ValueError, OverflowError) as trouble:
        message = f"{value} cannot stand as {field} of a claim: {trouble}"
        raise UsageError(message) from trouble
    return msgspec.structs.replace(claim, **{field: made, "by": Rule(extractor=PERSON, rule=by)})


def versions(claims: Iterable[Claim], decisions: Iterable[Decision], mark: str) -> list[Claim] | None:
    """Return claims, and of those that people edited every version that any of the edits together can make.

    A version's id is the claim's, `mark` and a number. An edit of a claim counts for each with the same words in the same
    report, for decisions are carried over between readings. None where a claim was edited so often that it has too many.
    """
    every = list(claims)
    home = {claim.id: (claim.report, claim.span) for claim in every}
    edits: dict[tuple[str, Span], dict[str, dict[str, str]]] = {}
    for decision in decisions:
        if decision.verb in EDITING and decision.field is not None and decision.value is not None:
            for name in filter(home.__contains__, decision.claims):
                edits.setdefault(home[name], {}).setdefault(decision.field, {})[decision.value] = decision.by
    found: list[Claim] = []
    for claim in every:
        found.append(claim)
        fields = edits.get(home[claim.id], {})
        if prod(len(values) + 1 for values in fields.values()) > _MOST_VERSIONS:
            return None
        choices = ([None, *((field, *edit) for edit in values.items())] for field, values in fields.items())
        for number, chosen in enumerate(product(*choices)):
            made = claim
            for field, value, by in filter(None, chosen):
                made = _possibly(made, field, value, by)
            if made is not claim:
                found.append(msgspec.structs.replace(made, id=f"{claim.id}{mark}{number}"))
    return found


def _possibly(claim: Claim, field: str, value: str, by: str) -> Claim:
    """Return a claim as edited; as it is where the edit cannot be carried out."""
    try:
        return edited(claim, field, value, by)
    except UsageError:
        return claim


def as_json(field: str, value: str) -> str:
    """Return a value as it is typed as JSON: a bare word is text, for fields that hold one."""
    try:
        msgspec.json.decode(value)
    except msgspec.DecodeError:
        if field in _SPANNED:
            return value  # `edited` says what is wrong with it
        return msgspec.json.encode(value).decode()
    return value


def _with_spans(claim: Claim, field: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON of a field with the claim's span, and empty words, where its parts give none."""
    if field == "time" and isinstance(value, dict):
        return {"span": claim.span, "text": "", **value}
    if field in _LISTS and isinstance(value, list):
        words = {"text": ""} if field == "figures" else {}
        return [{"span": claim.span, **words, **part} if isinstance(part, dict) else part for part in value]
    return value
