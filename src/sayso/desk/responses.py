"""How answers are made: JSON, text, and the address of the next page."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.responses import Response

from sayso.desk.route import Ask

_encode = msgspec.json.Encoder().encode


def json_answer(answer: Any, status: int = 200, *, following: str | None = None) -> Response:  # noqa: ANN401 - any record
    """Return a record as JSON, with a link to the next page where there is one."""
    headers = {} if following is None else {"Link": f'<{following}>; rel="next"'}
    return Response(_encode(answer), status, media_type="application/json", headers=headers)


def text_answer(text: str, media_type: str = "text/plain; charset=utf-8") -> Response:
    """Return text as it is; a browser shows it as text, whatever stands in it."""
    return Response(text.encode("utf-8", "replace"), media_type=media_type)


def next_page(ask: Ask, cursor: str | None) -> str | None:
    """Return the address of the page that begins at a cursor."""
    if cursor is None:
        return None
    url = ask.request.url
    kept = [(name, value) for name, value in parse_qsl(url.query) if name != "after"]
    return f"{url.path}?{urlencode([*kept, ('after', cursor)])}"
