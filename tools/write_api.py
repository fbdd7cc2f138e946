"""Writes docs/api.md from the table of routes, so that the reference of the API cannot say anything else.

Run it after a change to a route, to what it takes or to what it gives: python tools/write_api.py
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.desk.app import ROUTES
from sayso.desk.openapi import problems_of
from sayso.desk.problems import ADDRESS, KINDS
from sayso.desk.route import Route

TARGET = Path(__file__).resolve().parent.parent / "docs" / "api.md"

INTRODUCTION = """# The API of the desk

Written by `tools/write_api.py` from the table of routes itself. `GET /api/v1/openapi.json` gives the same for programs, with the shape of every answer.

**Coming in.** At a desk for one person nothing is needed to read; what changes something must say where it comes from (`Origin: http://127.0.0.1:8321`). At a
desk with accounts a program sends `Authorization: Bearer sayso_…`; [a desk for a team](how-to/desk-for-a-team.md) has roles and tokens.

**Which state.** Every list can be asked as of a moment: `?as_of=` is when something was said, `?known=` when the ledger held it (an instant, a day, or the
number of an entry). `state` in each answer says of which entry it is, and whether newer ones are being worked in. A list is its own time gate (RFC 7089):
`Accept-Datetime` leads to the state at that moment, which has `Memento-Datetime`; `/api/v1/timemap?of=` lists the states there are.

**Pages.** A list has 50 rows, `limit` at most 200. `next` in the answer, and `Link: …; rel="next"`, lead to the next page, which begins after the last row of this
one, whatever was added meanwhile. As `.csv` or `.geojson` a list has all rows. In CSV a cell that a spreadsheet would take for a formula begins with `'`.

**The same again.** `ETag` is strong: it names the entry and what was asked with which rights. `If-None-Match` with it gives 304 while nothing is otherwise.

**Deciding.** Send the entry that you had before you as `seen`, or the tag as `If-Match`. If somebody decided about the same claims after that, nothing is recorded and
the answer is 409, with their decisions in `theirs` and yours in `yours`.

**What happens.** `GET /live` sends events (`text/event-stream`): `head` when there is a newer state, `captured`, `decision`, `job`. Their ids are entries;
with `Last-Event-ID` a client that comes back is sent what it missed, or `anew` where that is too much.

**Limits.** 1,200 reads, 240 writes and 12 files a minute for each person or token; 429 has `Retry-After`. Bodies of 2 MB, uploads of 64 MB.
"""


def reference() -> str:
    """Return the text of docs/api.md."""
    listed = [route for route in ROUTES if route.api]
    parts = [INTRODUCTION, "\n## What there is\n", *(part for route in listed for part in _route(route)), *_problems()]
    return "".join(parts)


def _route(route: Route) -> Iterator[str]:
    endings = f" (also {', '.join(f'`.{form}`' for form in route.forms)})" if route.forms else ""
    needs = f"Needs `{route.needs}`." if route.needs else "Needs nobody to be signed in."
    yield f"\n### {route.method} {route.path}\n\n{route.summary} {needs}{endings and ' Forms:' + endings.removeprefix(' (also').removesuffix(')') + '.'}\n"
    fields = msgspec.structs.fields(route.query)
    if fields:
        yield "\n| parameter | meaning |\n| --- | --- |\n"
        yield from _rows(route.query)
    if isinstance(route.body, type):
        yield "\n| field of the body | meaning |\n| --- | --- |\n"
        yield from _rows(route.body)
    if isinstance(route.answer, type):
        yield f"\nAnswers {route.status} with `{route.answer.__name__}`: {_first(route.answer)}\n"
    own = [name for name in problems_of(route) if name in route.problems]
    if own:
        yield f"Trouble: {', '.join(f'`{name}`' for name in own)}.\n"


def _rows(kind: type[msgspec.Struct]) -> Iterator[str]:
    told = meanings(kind)
    for field in msgspec.structs.fields(kind):
        must = " (required)" if field.required else ""
        yield f"| `{field.encode_name}`{must} | {told.get(field.name, '').replace('|', '/')} |\n"


def meanings(kind: type) -> dict[str, str]:
    """Return what stands under each field of a struct, in those above it too."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("sayso."):
            body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class
            found |= dict(_under(body))
    return found


def _under(body: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            yield field.target.id, " ".join(str(text.value.value).split())


def _first(kind: type) -> str:
    return " ".join((kind.__doc__ or "").partition("\n")[0].split())


def _problems() -> Iterator[str]:
    yield "\n## Trouble\n\nAs `application/problem+json` (RFC 9457); `type` is an address of the desk that explains it.\n"
    yield "\n| type | status | what it is | what to do |\n| --- | --- | --- | --- |\n"
    for name, kind in KINDS.items():
        yield f"| `{ADDRESS}{name}` | {kind.status} | {kind.title} | {kind.advice} |\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
