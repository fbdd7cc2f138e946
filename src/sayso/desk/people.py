"""Who may come in: accounts, sessions and tokens, in a SQLite file of their own beside the ledger. No secret stands in it as it is.

Passwords are Argon2id hashes; of sessions and tokens, which are 256 random bits, only the SHA-256 is kept.
"""

import hashlib
import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import apsw
import msgspec
import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.desk.rights import RIGHTS, ROLES, WRITING, Right, Role
from sayso.errors import LedgerError, UsageError

IDLE = timedelta(minutes=120)
"""After so long without a request a session ends."""
ABSOLUTE = timedelta(hours=12)
"""After so long it ends in any case."""
LONGEST_TOKEN = timedelta(days=90)
_TOUCH = timedelta(minutes=1)
"""How often it is written down that a session is in use."""
_SHORTEST = 12
"""Characters of a password (NIST SP 800-63B asks for 8; this one is chosen by whoever keeps names of private people)."""
_LONGEST = 1_024
_STEP_S = 30
BUSY_MS = 5_000
"""How long to wait for another program that holds the file, in milliseconds."""
TOKEN_PREFIX = "sayso_"  # noqa: S105 - how a token begins, so that scanners for leaked secrets find one
APPLICATION_ID = 0x53617941
"""Marks the file as accounts of ours: "SayA" in ASCII, in the header field that SQLite keeps for this."""
_SAYS: tuple[tuple[type[Exception], str], ...] = (
    (apsw.BusyError, "another program holds it"),
    (apsw.FullError, "the disk is full"),
    (apsw.ReadOnlyError, "it may not be written to"),
    (apsw.CantOpenError, "it may not be opened for writing"),
    (apsw.NotADBError, "it is no file of accounts"),
)
_log = logging.getLogger("sayso.desk")
_TABLES = """
CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, totp TEXT, step INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0, made TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (hash BLOB PRIMARY KEY, name TEXT NOT NULL, begun TEXT NOT NULL, seen TEXT NOT NULL) STRICT;
CREATE INDEX sessions_by_name ON sessions (name);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, label TEXT NOT NULL,
    made TEXT NOT NULL, ends TEXT NOT NULL
) STRICT;
"""


class AccountsError(LedgerError):
    """The file of accounts cannot be opened, read or written to."""


class User(msgspec.Struct, frozen=True, kw_only=True):
    """One account."""

    name: str
    """A pseudonym; it stands in the ledger for whoever decides."""
    role: Role
    second_factor: bool
    disabled: bool
    made: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a token; the token itself was shown once."""

    id: str
    name: str
    role: Role
    """The most that may be done with it, whatever its owner may."""
    label: str
    made: str
    ends: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks."""

    name: str
    rights: frozenset[Right]
    role: Role
    by: str
    """By which door they came: `local`, `session` or `token`."""
    key: str = ""
    """Of a session or token, the beginning of its hash: tells several of one person apart."""

    def may(self, right: Right) -> bool:
        """Tell whether they have a right."""
        return right in self.rights


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A new account with what is shown once."""

    user: User
    password: str | None
    """Where one was made up; None where it was given."""
    secret: str | None
    """Of the second factor, as `otpauth://…`."""


class People:
    """Accounts, sessions and tokens. Times are handed in; all are in UTC."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin one that only its owner may read; AccountsError when that cannot be."""
        self.path = path
        self._hasher = PasswordHasher()
        self._lock = threading.RLock()
        with self._trouble():
            if not path.exists():
                path.touch(mode=0o600)
            self._connection = apsw.Connection(str(path))
            self._prepare()
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def _prepare(self) -> None:
        connection = self._connection
        connection.set_busy_timeout(BUSY_MS)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", 2)
        connection.pragma("secure_delete", 1)
        owner = connection.pragma("application_id")
        if owner == APPLICATION_ID:
            return
        if owner or connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            message = f"{self.path} is a file of another program"
            raise AccountsError(message)
        with connection:
            connection.execute(_TABLES)
            connection.pragma("application_id", APPLICATION_ID)

    def users(self) -> list[User]:
        """Return the accounts, by name."""
        return [_user(row) for row in self._rows("SELECT name, role, totp, disabled, made FROM users ORDER BY name")]

    def user(self, name: str) -> User | None:
        """Return one account."""
        rows = self._rows("SELECT name, role, totp, disabled, made FROM users WHERE name = ?", (name,))
        return _user(rows[0]) if rows else None

    def add(self, name: str, role: str, at: datetime, *, password: str | None = None) -> Added:
        """Add an account; UsageError for a name that is taken or is none, a role that there is none of, a short password."""
        if not name or not name.isprintable() or name != "".join(name.split()) or len(name) > 64:
            message = "a name is a pseudonym of up to 64 characters without spaces"
            raise UsageError(message)
        if self.user(name) is not None:
            message = f"there is an account {name} already"
            raise UsageError(message)
        given = password or secrets.token_urlsafe(15)
        hashed = self._hasher.hash(_password(given))
        secret = pyotp.random_base32()
        with self._writing():
            self._connection.execute(
                "INSERT INTO users (name, role, password, totp, made) VALUES (?, ?, ?, ?, ?)",
                (name, _role(role), hashed, secret, at.isoformat()),
            )
        user = self.user(name)
        assert user is not None  # noqa: S101 - it was just added
        return Added(user=user, password=None if password else given, secret=_address(name, secret))

    def give_role(self, name: str, role: str) -> None:
        """Give an account another role; UsageError when there is no such account or role."""
        self._change(name, "role = ?", _role(role))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Let an account in no more, end its sessions and its tokens; or let it in again."""
        self._change(name, "disabled = ?", int(disabled))
        if disabled:
            self.log_out_everywhere(name)
            with self._writing():
                self._connection.execute("DELETE FROM tokens WHERE name = ?", (name,))

    def renew(self, name: str, *, password: str | None = None) -> tuple[str | None, str]:
        """Give an account another password and second factor and end its sessions; return what is shown once.

        That is the password, where none was given, and the second factor as `otpauth://…`. UsageError for no such account.
        """
        given = password or secrets.token_urlsafe(15)
        secret = pyotp.random_base32()
        self._change(name, "password = ?", self._hasher.hash(_password(given)))
        self._change(name, "totp = ?", secret)
        self.log_out_everywhere(name)
        return None if password else given, _address(name, secret)

    def checked(self, name: str, password: str, code: str, at: datetime, *, second_factor: bool) -> User | None:
        """Return the account that a name, a password and a code are of; None for any that is wrong, after the same work.

        Takes 0.1 s and 64 MB of memory. A code of the second factor is good once. It is asked for where `second_factor`
        says so of accounts that may change something.
        """
        rows = self._rows("SELECT password, totp, step, disabled, role FROM users WHERE name = ?", (name,))
        hashed, secret, step, disabled, role = rows[0] if rows else (self._nobody, None, 0, 1, "read")
        good = self._verified(hashed, password[:_LONGEST])
        now_step = int(at.timestamp()) // _STEP_S
        used = 0
        if secret:
            totp = pyotp.TOTP(secret)
            for candidate in (now_step - 1, now_step, now_step + 1):
                if secrets.compare_digest(totp.at(candidate * _STEP_S), code.strip()) and candidate > step:
                    used = candidate
        needed = second_factor and bool(RIGHTS[role] & WRITING)
        if not good or disabled or ((needed or code.strip()) and not used):
            return None
        if used:
            with self._writing():
                self._connection.execute("UPDATE users SET step = ? WHERE name = ? AND step < ?", (used, name, used))
                if not self._connection.changes():
                    return None  # somebody used the same code at the same moment
        return self.user(name)

    def begin_session(self, name: str, at: datetime) -> str:
        """Return a new session's key; only its hash is kept."""
        key = secrets.token_urlsafe(32)
        with self._writing():
            self._connection.execute("DELETE FROM sessions WHERE begun < ?", ((at - ABSOLUTE).isoformat(),))
            self._connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)", (_hash(key), name, at.isoformat(), at.isoformat())
            )
        return key

    def of_session(self, key: str, at: datetime) -> Person | None:
        """Return whose session a key is; None for one that there is none of, that ended, or of a disabled account."""
        hashed = _hash(key)
        rows = self._rows(
            "SELECT s.name, s.begun, s.seen, u.role FROM sessions AS s JOIN users AS u ON u.name = s.name "
            "WHERE s.hash = ? AND NOT u.disabled",
            (hashed,),
        )
        if not rows:
            return None
        name, begun, seen, role = rows[0]
        begun_at, seen_at = datetime.fromisoformat(begun), datetime.fromisoformat(seen)
        if at - seen_at > IDLE or at - begun_at > ABSOLUTE:
            self.end_session(key)
            return None
        if at - seen_at > _TOUCH:
            self._touch(hashed, at)
        return Person(name=name, rights=RIGHTS[role], role=role, by="session", key=hashed.hex()[:12])

    def holds(self, person: Person, at: datetime) -> bool:
        """Tell whether the session or token by which somebody came in has not ended since."""
        if person.by == "token":
            rows = self._rows(
                "SELECT t.ends FROM tokens AS t JOIN users AS u ON u.name = t.name WHERE t.id = ? AND NOT u.disabled",
                (person.key,),
            )
            return bool(rows) and datetime.fromisoformat(rows[0][0]) > at
        rows = self._rows(
            "SELECT s.begun FROM sessions AS s JOIN users AS u ON u.name = s.name "
            "WHERE substr(hex(s.hash), 1, 12) = upper(?) AND s.name = ? AND NOT u.disabled",
            (person.key, person.name),
        )
        return bool(rows) and at - datetime.fromisoformat(rows[0][0]) <= ABSOLUTE

    def end_session(self, key: str) -> None:
        """End a session."""
        with self._writing():
            self._connection.execute("DELETE FROM sessions WHERE hash = ?", (_hash(key),))

    def log_out_everywhere(self, name: str) -> None:
        """End all sessions of an account."""
        with self._writing():
            self._connection.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def make_token(self, name: str, role: str, label: str, lasts: timedelta, at: datetime) -> tuple[str, Token]:
        """Return a new token, to be shown once, and what is kept of it.

        UsageError for no such account, a role beyond the account's, or more than 90 days.
        """
        user = self.user(name)
        if user is None or user.disabled:
            message = f"there is no account {name}"
            raise UsageError(message)
        if ROLES.index(_role(role)) > ROLES.index(user.role):
            message = f"{name} may {user.role}; a token cannot do more than its owner"
            raise UsageError(message)
        if not timedelta() < lasts <= LONGEST_TOKEN:
            message = f"a token lasts up to {LONGEST_TOKEN.days} days"
            raise UsageError(message)
        shown = TOKEN_PREFIX + secrets.token_urlsafe(32)
        made = Token(
            id=secrets.token_hex(6), name=name, role=_role(role), label=" ".join(label.split())[:80],
            made=at.isoformat(), ends=(at + lasts).isoformat(),
        )  # fmt: skip
        with self._writing():
            self._connection.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)",
                (made.id, _hash(shown), name, made.role, made.label, made.made, made.ends),
            )
        return shown, made

    def of_token(self, shown: str, at: datetime) -> Person | None:
        """Return whose token this is; None for one that there is none of, that has ended, or of a disabled account."""
        rows = self._rows(
            "SELECT t.id, t.name, t.role, t.ends, u.role FROM tokens AS t JOIN users AS u ON u.name = t.name "
            "WHERE t.hash = ? AND NOT u.disabled",
            (_hash(shown),),
        )
        if not rows or datetime.fromisoformat(rows[0][3]) <= at:
            return None
        key, name, scope, _, role = rows[0]
        return Person(
            name=name, rights=RIGHTS[scope] & RIGHTS[role], role=min(scope, role, key=ROLES.index), by="token", key=key
        )

    def tokens(self, name: str) -> list[Token]:
        """Return the tokens of an account, the newest first."""
        rows = self._rows(
            "SELECT id, name, role, label, made, ends FROM tokens WHERE name = ? ORDER BY made DESC", (name,)
        )
        return [Token(id=r[0], name=r[1], role=r[2], label=r[3], made=r[4], ends=r[5]) for r in rows]

    def end_token(self, name: str, token: str) -> bool:
        """End a token of an account; return whether there was one."""
        with self._writing():
            self._connection.execute("DELETE FROM tokens WHERE name = ? AND id = ?", (name, token))
            return bool(self._connection.changes())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def _change(self, name: str, what: str, value: object) -> None:
        with self._writing():
            self._connection.execute(f"UPDATE users SET {what} WHERE name = ?", (value, name))  # noqa: S608 - ours
            if not self._connection.changes():
                message = f"there is no account {name}"
                raise UsageError(message)

    def _touch(self, hashed: bytes, at: datetime) -> None:
        """Write down that a session is in use. Where that cannot be, it only ends sooner: who reads is not kept from it."""
        try:
            with self._writing():
                self._connection.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (at.isoformat(), hashed))
        except AccountsError as error:
            _log.warning("that a session is in use cannot be written down: %s", error)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]  # SQL's own
        with self._trouble(), self._lock:
            return list(self._connection.execute(query, values))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._trouble(), self._lock, self._connection:
            yield

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn the errors of SQLite and of the system into one sentence that names the file."""
        try:
            yield
        except (apsw.Error, OSError) as trouble:
            other = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
            said = next((says for kind, says in _SAYS if isinstance(trouble, kind)), other)
            message = f"the file of accounts {self.path} cannot be used: {said}"
            raise AccountsError(message) from trouble


def _address(name: str, secret: str) -> str:
    """Return a second factor as an authenticator app takes it."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Sayso desk")


def _user(row: tuple) -> User:  # type: ignore[type-arg]  # SQL's own
    return User(name=row[0], role=row[1], second_factor=row[2] is not None, disabled=bool(row[3]), made=row[4])


def _role(role: str) -> Role:
    found = next((known for known in ROLES if known == role), None)
    if found is None:
        message = f"{role!r} is no role; roles are {', '.join(ROLES)}"
        raise UsageError(message)
    return found


def _password(password: str) -> str:
    if not _SHORTEST <= len(password) <= _LONGEST:
        message = f"a password has {_SHORTEST} to {_LONGEST:,} characters"
        raise UsageError(message)
    return password


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
