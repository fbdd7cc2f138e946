"""A wire to a server's socket that can be cut at the worst moment: after the server has committed, before it can say so."""

import contextlib
import socket
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = ".s.PGSQL.5432"


class Wire:
    """Passes bytes between clients and a server; `cut_after(b"COMMIT\\0")` loses the answer to the next message with these words."""

    def __init__(self, server: Path) -> None:
        self._server = server / NAME
        self._held = tempfile.TemporaryDirectory(prefix="sayso-wire-")
        self.folder = Path(self._held.name)
        self._words: bytes | None = None
        self._ends: list[socket.socket] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self.folder / NAME))
        self._listening.listen()
        threading.Thread(target=self._take, daemon=True).start()

    def cut_after(self, words: bytes) -> None:
        self._words = words

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:  # closed: the test is over
                return
            server = socket.socket(socket.AF_UNIX)
            self._ends += [client, server]
            server.connect(str(self._server))
            lost = threading.Event()
            threading.Thread(target=self._pass, args=(client, server, lost), daemon=True).start()
            threading.Thread(target=self._answer, args=(client, server, lost), daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        while data := _received(client):
            if self._words is not None and self._words in data:
                self._words = None
                lost.set()
            with contextlib.suppress(OSError):  # the server's end may have gone already
                server.sendall(data)
        with contextlib.suppress(OSError):  # the same
            server.shutdown(socket.SHUT_WR)

    @staticmethod
    def _answer(client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        while (data := _received(server)) and not lost.is_set():
            with contextlib.suppress(OSError):  # the client has gone, and the test may be over
                client.sendall(data)
        # The server has answered, so it is done; nobody hears of it.
        for end in (client, server):
            with contextlib.suppress(OSError):  # that end has gone already
                end.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        for end in (self._listening, *self._ends):
            end.close()
        self._held.cleanup()


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(1 << 16)
    except OSError:  # closed meanwhile
        return b""
