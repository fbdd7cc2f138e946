"""Runs the desk: one process that listens, ends cleanly when it is told to, and refuses to be open to a network without accounts."""

import asyncio
import contextlib
import ipaddress
import logging
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from sayso.desk.app import app
from sayso.desk.desk import Desk
from sayso.desk.options import DeskSettings
from sayso.errors import UsageError

_WAITING = 2_048
"""Connections that may wait to be taken."""
ENDING_S = 5
"""How long answers that are under way may still take once the desk is told to end."""


class _Server(uvicorn.Server):
    """Ends the streams first, for they would otherwise never end."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, as SIGTERM or Ctrl-C asks."""
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_soon_threadsafe(self._desk.hub.close)
        super().handle_exit(sig, frame)
        # The server would send itself the signal again once it has ended; to be told to end and to end is no failure.
        self._captured_signals.clear()


def is_loopback(host: str) -> bool:
    """Tell whether a number or name to listen on is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked(settings: DeskSettings, host: str) -> DeskSettings:
    """Return how a desk is set up for a number to listen on; UsageError for one that would be open to strangers."""
    if is_loopback(host) and settings.accounts is None:
        return settings
    if settings.accounts is None:
        message = f"to listen on {host} is to be open to a network: give --accounts, and `sayso desk user add` first"
        raise UsageError(message)
    if not is_loopback(host) and not settings.https:
        message = f"to listen on {host} needs https: put a proxy with a certificate in front, and give --name"
        raise UsageError(message)
    return settings


def serve(settings: DeskSettings, host: str, port: int, told: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `told` is given the address once. LedgerError and UsageError as the desk has them."""
    made: Starlette = app(checked(settings, host))
    desk: Desk = made.state.desk
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(_WAITING)  # so that whoever is told the address may ask at once
        except OSError as trouble:
            message = f"{host}:{port} cannot be listened on: {trouble.strerror}; give another --port"
            raise UsageError(message) from trouble
        config = uvicorn.Config(
            made,
            log_level=logging.WARNING,
            access_log=False,  # an address can hold a search for a name
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=ENDING_S,
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=64 * 1024,
            limit_concurrency=400,
            lifespan="on",
        )
        shown = host if ":" not in host else f"[{host}]"
        told(f"http://{shown}:{listening.getsockname()[1]}/")
        _Server(config, desk).run(sockets=[listening])
