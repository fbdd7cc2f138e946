"""The OpenAPI 3.1 document, made of the table of routes and the types that handlers take and give."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import msgspec

from sayso.desk.answers import ProblemOf
from sayso.desk.problems import KINDS
from sayso.desk.route import Route

_REF = "#/components/schemas/{name}"
_ALWAYS = ("bad-request", "foreign-host", "too-many", "fault", "ledger-unavailable", "ledger-damaged", "busy")
_GUARDED = ("sign-in-needed", "not-allowed", "password-needed", "accounts-unavailable")
_RECORDS = ("foreign-request", "too-large", "ledger-busy", "ledger-full", "ledger-read-only")
_CSV = {"text/csv": {"schema": {"type": "string"}}}
_GEOJSON = {"application/geo+json": {"schema": {"type": "object"}}}
_MEDIA = {"csv": _CSV, "geojson": _GEOJSON, "md": {"text/markdown": {"schema": {"type": "string"}}}}


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the document of the routes of the API."""
    listed = [route for route in routes if route.api]
    kinds = [kind for route in listed for kind in (route.body, route.answer) if kind and not isinstance(kind, str)]
    _, components = msgspec.json.schema_components([*kinds, ProblemOf], ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for route in listed:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, _content(route))
        for form in route.forms:
            paths.setdefault(f"{route.path}.{form}", {})["get"] = _operation(
                route, _MEDIA.get(form, _content(route)), form
            )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso desk",
            "version": version("sayso"),
            "summary": "Who claims what in reports of armed conflict, in exactly which words.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-sayso"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def problems_of(route: Route) -> tuple[str, ...]:
    """Return the kinds of trouble that a route can have."""
    guarded = _GUARDED if route.needs is not None else ()
    unsafe = _RECORDS if route.method != "GET" else ()
    return tuple(dict.fromkeys((*_ALWAYS, *guarded, *unsafe, *route.problems)))


def _operation(route: Route, content: dict[str, Any] | None, form: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": f"{route.name}_{form}" if form else route.name,
        "summary": route.summary,
        "parameters": [*_path_parameters(route.path), *_query_parameters(route)],
        "responses": _responses(route, content),
    }
    if route.needs is not None:
        made["description"] = f"Needs the right `{route.needs}`."
    else:
        made["security"] = []
    if route.body is not None:
        (schema,), _ = msgspec.json.schema_components([route.body], ref_template=_REF)
        taken: dict[str, Any] = {"application/json": {"schema": schema}}
        if route.upload:
            file = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}, "published": {"type": "string"}}}  # fmt: skip
            taken["multipart/form-data"] = {"schema": file}
        made["requestBody"] = {"required": True, "content": taken}
    return made


def _content(route: Route) -> dict[str, Any] | None:
    if route.answer is None:
        return None if route.status == 204 else {"text/plain": {"schema": {"type": "string"}}}
    if isinstance(route.answer, str):
        return {route.answer: {"schema": {"type": "string" if route.answer.startswith("text/") else "object"}}}
    (schema,), _ = msgspec.json.schema_components([route.answer], ref_template=_REF)
    return {"application/json": {"schema": schema}}


def _responses(route: Route, content: dict[str, Any] | None) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done."}
    if content is not None:
        good["content"] = content
    found: dict[str, Any] = {str(route.status): good}
    if route.kept:
        found["302"] = {"description": "To the state at `Accept-Datetime`."}
        found["304"] = {"description": "Nothing is otherwise than under this ETag."}
    by_status: dict[int, list[str]] = {}
    for name in problems_of(route):
        by_status.setdefault(KINDS[name].status, []).append(name)
    schema = {"application/problem+json": {"schema": {"$ref": _REF.format(name="ProblemOf")}}}
    for status, names in sorted(by_status.items()):
        said = " · ".join(f"`{name}`: {KINDS[name].title}." for name in names)
        found[str(status)] = {"description": said, "content": schema}
    return found


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}} for name in names
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    found = []
    for field in msgspec.structs.fields(route.query):
        (schema,), _ = msgspec.json.schema_components([field.type], ref_template=_REF)
        if not field.required and field.default is not msgspec.NODEFAULT and field.default not in (None, ()):
            schema = schema | {"default": field.default}
        found.append({"name": field.encode_name, "in": "query", "required": field.required, "schema": schema})
    return found
