"""A PostgreSQL server of our own for tests and benches: in a temporary folder, reached by a socket in it, gone at the end.

It never listens on the network, runs as a user without rights where we are root (the server refuses root), keeps `fsync` on
so that what is measured of durability is true, and stops when the process that started it ends, however it ends.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import psycopg

OLDEST = 15
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "autovacuum_naptime": "10min",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}
"""Where nothing else is asked for: small, quiet, and only at its socket; all that matters to durability as it comes."""
_EMPTY = b"""
    ALTER TABLE sayso.entries DISABLE TRIGGER USER;
    ALTER TABLE sayso.openings DISABLE TRIGGER USER;
    ALTER TABLE sayso.captures DISABLE TRIGGER USER;
    DELETE FROM sayso.entries;
    DELETE FROM sayso.openings;
    DELETE FROM sayso.captures;
    ALTER TABLE sayso.entries ENABLE ALWAYS TRIGGER entries_follow, ENABLE ALWAYS TRIGGER entries_stand;
    ALTER TABLE sayso.openings ENABLE ALWAYS TRIGGER openings_stay, ENABLE ALWAYS TRIGGER openings_stand;
    ALTER TABLE sayso.captures ENABLE ALWAYS TRIGGER captures_stand, ENABLE ALWAYS TRIGGER captures_stay;
"""
# The server runs until standard input closes: that is when whoever started it ends, even by kill -9.
_UNTIL_CLOSED = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'


class NoPostgres(Exception):  # noqa: N818 - reads as the condition it names
    """There is no PostgreSQL here, and it cannot be had; says why."""


class User(msgspec.Struct, frozen=True):
    """Whom the server runs as."""

    name: str
    uid: int
    gid: int


class PrivatePostgres:
    """A running server: `with PrivatePostgres() as server: server.address("desk")`."""

    def __init__(self, settings: Mapping[str, str] = SETTINGS) -> None:
        self._binaries = _binaries()
        self._user = _user()
        # Not under a long path that TMPDIR may name: a socket's path has at most some 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-pg-", dir="/tmp"))
        self._settings = {**SETTINGS, **settings}
        try:
            self._run(
                "initdb", "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"
            )
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def address(self, database: str = "postgres", user: str = "owner") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def database(self, name: str) -> str:
        """Make a database unless it is there; return its address."""
        with self.ask() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def empty(self, name: str) -> None:
        """Take everything out of a database's ledger: quicker than laying it out anew, and every guard stands afterwards."""
        with self.ask(name) as connection:
            if connection.execute("SELECT to_regclass('sayso.ledger')").fetchone() != (None,):
                with connection.transaction():
                    connection.execute(_EMPTY)

    @contextmanager
    def ask(self, database: str = "postgres") -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """Lend a session of the server's owner, who may do everything."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            yield connection

    def client(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's own programs against the server as its owner; return what it printed."""
        command = [str(self._binaries / program), "-h", str(self.folder), "-U", "owner", *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    def end_sessions(self) -> None:
        """End all of Sayso's sessions, as a network does that is cut."""
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sayso'"
        with self.ask() as connection:
            connection.execute(query)

    def end_a_session(self) -> None:
        """End one of Sayso's sessions, any, as a failing network does."""
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sayso' ORDER BY random() LIMIT 1"
        with self.ask() as connection:
            connection.execute(query)

    def crash(self) -> None:
        """Stop the server at once, nothing finished and nothing written, and start it again: it recovers from its log."""
        self.go_down()
        self.come_up()

    def go_down(self) -> None:
        """Stop the server at once, nothing finished and nothing written."""
        postmaster = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        self._wait()

    def come_up(self) -> None:
        """Start the server again after it went down: it recovers from its log."""
        self._process = self._start()

    def stop(self) -> None:
        """Stop the server and remove what it wrote."""
        self._wait()
        shutil.rmtree(self.folder)

    def _wait(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        """The folder of everything that the server writes."""
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        if self._user is not None:
            os.chown(self.folder, self._user.uid, self._user.gid)
        command = [str(self._binaries / program), "-D", str(self.data), *arguments]
        done = subprocess.run(command, **self._as_user(), capture_output=True, check=False)  # type: ignore[call-overload]  # one row of options
        if done.returncode:
            message = f"{program} failed: {done.stderr.decode(errors='replace').strip()}"
            raise NoPostgres(message)

    def _start(self) -> subprocess.Popen[bytes]:
        settings = {**self._settings, "unix_socket_directories": str(self.folder)}
        given = [f"-c{name}={value}" for name, value in settings.items()]
        command = ["sh", "-c", _UNTIL_CLOSED, "sh", str(self._binaries / "postgres"), "-D", str(self.data), *given]
        log = (self.folder / "log").open("wb")
        process = subprocess.Popen(  # type: ignore[call-overload]  # one row of options
            command, **self._as_user(), stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        for _ in range(600):
            try:
                psycopg.connect(self.address()).close()
            except psycopg.OperationalError as trouble:
                last = trouble
                time.sleep(0.05)
            else:
                return process  # type: ignore[no-any-return]  # see above
        process.communicate()  # closes its input, which ends it
        message = f"the server did not start: {(self.folder / 'log').read_text(encoding='utf-8')}"
        raise NoPostgres(message) from last

    def _as_user(self) -> dict[str, object]:
        options: dict[str, object] = {"cwd": self.folder, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}}
        if self._user is not None:
            options |= {"user": self._user.uid, "group": self._user.gid, "extra_groups": []}
        return options


def _user() -> User | None:
    """Return whom the server runs as where we are root, who may not; None for whoever we are."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(name, found.pw_uid, found.pw_gid)
    message = "there is neither a user postgres nor nobody, and the server refuses to run as root"
    raise NoPostgres(message)


def _binaries() -> Path:
    """Return the folder of the newest server programs; installs Debian's package where that may be."""
    found = _found()
    if found is None and os.getuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _found()
    if found is None:
        message = f"PostgreSQL {OLDEST} or newer is not installed (Debian, Ubuntu: apt-get install postgresql)"
        raise NoPostgres(message)
    return found


def _found() -> Path | None:
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    versions = {version: folder for folder in folders if (version := _version(folder)) >= OLDEST}
    return versions[max(versions)] if versions else None


def _version(folder: Path) -> int:
    if not (folder / "postgres").exists():
        return 0
    done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    return int("".join(c if c.isdigit() else " " for c in done.stdout).split()[0]) if done.returncode == 0 else 0


def _install() -> None:
    """Install the server from the system's own packages, without the cluster that the package would begin; one process at a time."""
    with Path(tempfile.gettempdir(), "sayso-install-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _found() is not None:
            return
        settings = Path("/etc/postgresql-common/createcluster.d")
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "sayso.conf").write_text("create_main_cluster = false\n", encoding="ascii")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", "postgresql"]):
            done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                message = f"apt-get {command[0]} failed: {done.stderr.strip()}"
                raise NoPostgres(message)
