"""What every answer carries so that a browser does no more with it than it should, and what is looked at before any route: host and size."""

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.desk.problems import Problem

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; worker-src 'self'"
)
"""Nothing inline, nothing from elsewhere: what a captured page says is never carried out, even if it got into a page of ours."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
        "microphone=(), midi=(), payment=(), publickey-credentials-get=(self), serial=(), usb=(), browsing-topics=()"
    ),
}
_HSTS = "max-age=31536000"
_STATIC = "/static/"


class Door:
    """Stands around the whole application."""

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], https: bool, body_bytes: int, uploads: Mapping[str, int]
    ) -> None:
        """Take under which names the desk may be asked for, and how much may be sent: for some addresses more."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._https = https
        self._body_bytes = body_bytes
        self._uploads = dict(uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # A name that a stranger owns may lead to this machine (DNS rebinding); then pages of theirs would be of our origin.
        scope["sayso.host"] = self._known(headers.get("host", ""))
        limit = self._uploads.get(scope["path"], self._body_bytes)
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _too_large(limit)
            return message

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    found[name] = value
                if self._https:
                    found["Strict-Transport-Security"] = _HSTS
                found["Cache-Control"] = "no-cache" if scope["path"].startswith(_STATIC) else "no-store"
            await send(message)

        scope["sayso.oversize"], scope["sayso.limit"] = _declared(headers) > limit, limit
        scope["sayso.receive"] = receive
        await self._app(scope, receive_some, send_guarded)

    def _known(self, host: str) -> bool:
        """Tell whether a `Host` is one of ours, whatever its port."""
        name, colon, port = host.rpartition(":")
        bare = name if colon and port.isdigit() else host
        return bare.lower() in self._hosts


def _declared(headers: Headers) -> int:
    """Return how many bytes a request says that it has; 0 where it does not say, or nonsense."""
    given = headers.get("content-length", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"more than the {limit:,} bytes that are taken here")
