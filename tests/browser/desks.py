"""A desk served on loopback for tests that look at it with a browser, on a ledger of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import NamedTuple

import uvicorn

from sayso.decisions import Verb
from sayso.desk.app import app
from sayso.desk.options import DeskSettings, Limits
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request

_SETTLES_S = 60


class Place(NamedTuple):
    """A desk of one test: where it is served, and its ledger."""

    url: str
    ledger: Path

    def decided(self) -> list[tuple[str, str]]:
        """Return what was decided, as verb and reason."""
        with Ledger.open(self.ledger) as record:
            return [(decision.verb, decision.reason) for decision in record.decisions()]

    def decide(self, verb: Verb, claim: str, reason: str, by: str = "r2") -> None:
        """Decide about a claim as somebody else does, beside the desk."""
        with Ledger.open(self.ledger) as record:
            Pipeline().decide(record, Request(verb=verb, claims=[claim], by=by, reason=reason), seen=None)


@contextmanager
def served(ledger: Path, **others: object) -> Iterator[str]:
    """Serve a desk for one person and give its address; its work is done in threads."""
    limits = Limits(reads_a_minute=100_000, writes_a_minute=100_000, exports_a_minute=1_000, page_patience_s=60)
    given = {"ledger": str(ledger), "apart": False, "limits": limits, "config": ledger.with_name("sayso.toml")}
    made = app(DeskSettings(**(given | others)))  # type: ignore[arg-type]  # fields by name
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(made, log_level="error", lifespan="on", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        try:
            until = time.monotonic() + _SETTLES_S
            while not (server.started and made.state.desk.snapshots.ready.is_set()):
                if time.monotonic() > until or not thread.is_alive():
                    message = "the desk did not begin"
                    raise TimeoutError(message)
                time.sleep(0.02)
            yield f"http://127.0.0.1:{free.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
