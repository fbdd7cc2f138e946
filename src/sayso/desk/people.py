"""Who may come in: accounts, sessions and tokens, in a SQLite file of their own beside the ledger. No secret stands in it as it is.

Passwords are Argon2id hashes; of sessions and tokens, which are 256 random bits, only the SHA-256 is kept.
"""

import hashlib
import logging
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.desk.accounts import AccountsError, AccountsFile
from sayso.desk.persons import Added, Person, Token, User
from sayso.desk.rights import RIGHTS, ROLES, WRITING, Role
from sayso.errors import UsageError

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
TOKEN_PREFIX = "sayso_"  # noqa: S105 - how a token begins, so that scanners for leaked secrets find one
_SECRET = re.compile("[A-Z2-7]{32}")
"""A second factor: 160 bits in Base32, as RFC 4226 recommends."""
CODES = 10
"""Recovery codes of one account, each good once in the place of its second factor."""
_CODE_DIGITS = 24
"""Of a recovery code: some 80 bits, so that a hash of it tells nothing; digits, as the form asks for a code."""
_log = logging.getLogger("sayso.desk")
__all__ = ["ABSOLUTE", "CODES", "IDLE", "LONGEST_TOKEN", "TOKEN_PREFIX", "Added", "People", "Person", "Token", "User"]


class People:
    """Accounts, sessions and tokens. Times are handed in; all are in UTC."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin one that only its owner may read; AccountsError when that cannot be."""
        self.path = path
        self._hasher = PasswordHasher()
        self._file = AccountsFile(path)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def users(self) -> list[User]:
        """Return the accounts, by name."""
        return [
            _user(row)
            for row in self._file.rows("SELECT name, role, totp, disabled, made, fresh FROM users ORDER BY name")
        ]

    def user(self, name: str) -> User | None:
        """Return one account."""
        rows = self._file.rows("SELECT name, role, totp, disabled, made, fresh FROM users WHERE name = ?", (name,))
        return _user(rows[0]) if rows else None

    def add(self, name: str, role: str, at: datetime, *, password: str | None = None, fresh: bool = False) -> Added:
        """Add an account, `fresh` where its owner is to choose another password first; UsageError for a name that is taken or is none, a role that there is none of, a short password."""
        if not name or not name.isprintable() or name != "".join(name.split()) or len(name) > 64:
            message = "a name is a pseudonym of up to 64 characters without spaces"
            raise UsageError(message)
        if self.user(name) is not None:
            message = f"there is an account {name} already"
            raise UsageError(message)
        given = password or secrets.token_urlsafe(15)
        hashed = self._hasher.hash(_password(given))
        secret = pyotp.random_base32()
        self._file.change(
            "INSERT INTO users (name, role, password, totp, made, fresh) VALUES (?, ?, ?, ?, ?, ?)",
            (name, _role(role), hashed, secret, at.isoformat(), int(fresh)),
        )
        user = self.user(name)
        assert user is not None  # noqa: S101 - it was just added
        return Added(user=user, password=None if password else given, secret=_address(name, secret))

    def give_role(self, name: str, role: str) -> None:
        """Give an account another role; UsageError when there is no such account or role, or nobody would be left to keep them."""
        if _role(role) != "admin":
            self._not_the_last(name)
        self._change(name, "role = ?", _role(role))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Let an account in no more, end its sessions and its tokens; or let it in again. UsageError for the last that keeps accounts."""
        if disabled:
            self._not_the_last(name)
        self._change(name, "disabled = ?", int(disabled))
        if disabled:
            self.log_out_everywhere(name)
            self._file.change("DELETE FROM tokens WHERE name = ?", (name,))

    def renew(self, name: str, *, password: str | None = None, fresh: bool = False) -> tuple[str | None, str]:
        """Give an account another password and second factor and end its sessions; return what is shown once.

        That is the password, where none was given, and the second factor as `otpauth://…`. UsageError for no such account.
        """
        given = password or secrets.token_urlsafe(15)
        self.choose(name, given, fresh=fresh)
        return None if password else given, self.renew_factor(name)

    def renew_factor(self, name: str) -> str:
        """Give an account another second factor, end its sessions and its recovery codes; return it as `otpauth://…`, shown once."""
        secret = pyotp.random_base32()
        self.take_factor(name, secret)
        self._file.change("DELETE FROM codes WHERE name = ?", (name,))
        self.log_out_everywhere(name)
        return _address(name, secret)

    def choose(self, name: str, password: str, *, fresh: bool = False) -> None:
        """Give an account another password and end all its sessions; UsageError for one that is too short, or no such account."""
        self._change(name, "password = ?, fresh = ?", self._hasher.hash(_password(password)), int(fresh))
        self.log_out_everywhere(name)

    def offered(self, name: str) -> tuple[str, str]:
        """Return a second factor that an account may take: its secret, and the same as `otpauth://…`; nothing is kept of it."""
        secret = pyotp.random_base32()
        return secret, _address(name, secret)

    def take_factor(self, name: str, secret: str, code: str | None = None, at: datetime | None = None) -> bool:
        """Take a second factor, where a code is given only if it is one of it now; return whether it was taken. UsageError for no secret."""
        if not _SECRET.fullmatch(secret):
            message = "this is no second factor that was offered here"
            raise UsageError(message)
        step = 0
        if code is not None and at is not None:
            step = _step_of(secret, code, at, 0)
            if not step:
                return False
        self._change(name, "totp = ?, step = ?", secret, step)
        return True

    def make_codes(self, name: str) -> tuple[str, ...]:
        """Return new recovery codes of an account, shown once; the old ones are worth nothing more."""
        made = tuple(f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}" for _ in range(CODES))
        with self._file.writing() as connection:
            connection.execute("DELETE FROM codes WHERE name = ?", (name,))
            connection.executemany("INSERT INTO codes VALUES (?, ?)", [(_hash(_plain(code)), name) for code in made])
        return tuple(" ".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in made)

    def codes_left(self, name: str) -> int:
        """Return how many recovery codes of an account are good."""
        return int(self._file.rows("SELECT count(*) FROM codes WHERE name = ?", (name,))[0][0])

    def is_password(self, name: str, password: str) -> bool:
        """Tell whether this is the password of an account; takes 0.1 s and 64 MB of memory."""
        rows = self._file.rows("SELECT password FROM users WHERE name = ? AND NOT disabled", (name,))
        return self._verified(rows[0][0] if rows else self._nobody, password[:_LONGEST]) and bool(rows)

    def checked(self, name: str, password: str, code: str, at: datetime, *, second_factor: bool) -> User | None:
        """Return the account that a name, a password and a code are of; None for any that is wrong, after the same work.

        Takes 0.1 s and 64 MB of memory. A code of the second factor, or a recovery code, is good once. It is asked for where
        `second_factor` says so of accounts that may change something.
        """
        rows = self._file.rows("SELECT password, totp, step, disabled, role FROM users WHERE name = ?", (name,))
        hashed, secret, step, disabled, role = rows[0] if rows else (self._nobody, None, 0, 1, "read")
        good = self._verified(hashed, password[:_LONGEST])
        used = _step_of(secret, code, at, step) if secret else 0
        recovered = not used and self._has_code(name, code)
        needed = second_factor and bool(RIGHTS[role] & WRITING)
        if not good or disabled or ((needed or code.strip()) and not used and not recovered):
            return None
        if recovered and not self._file.change(
            "DELETE FROM codes WHERE name = ? AND hash = ?", (name, _hash(_plain(code)))
        ):
            return None  # somebody used the same code at the same moment
        if used and not self._file.change("UPDATE users SET step = ? WHERE name = ? AND step < ?", (used, name, used)):
            return None
        return self.user(name)

    def _has_code(self, name: str, code: str) -> bool:
        return bool(self._file.rows("SELECT 1 FROM codes WHERE name = ? AND hash = ?", (name, _hash(_plain(code)))))

    def begin_session(self, name: str, at: datetime) -> str:
        """Return a new session's key; only its hash is kept."""
        key = secrets.token_urlsafe(32)
        with self._file.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE begun < ?", ((at - ABSOLUTE).isoformat(),))
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)", (_hash(key), name, at.isoformat(), at.isoformat())
            )
        return key

    def of_session(self, key: str, at: datetime) -> Person | None:
        """Return whose session a key is; None for one that there is none of, that ended, or of a disabled account."""
        hashed = _hash(key)
        rows = self._file.rows(
            "SELECT s.name, s.begun, s.seen, u.role, u.fresh FROM sessions AS s JOIN users AS u ON u.name = s.name "
            "WHERE s.hash = ? AND NOT u.disabled",
            (hashed,),
        )
        if not rows:
            return None
        name, begun, seen, role, fresh = rows[0]
        begun_at, seen_at = datetime.fromisoformat(begun), datetime.fromisoformat(seen)
        if at - seen_at > IDLE or at - begun_at > ABSOLUTE:
            self.end_session(key)
            return None
        if at - seen_at > _TOUCH:
            self._touch(hashed, at)
        return Person(name=name, rights=RIGHTS[role], role=role, by="session", key=hashed.hex()[:12], fresh=bool(fresh))

    def holds(self, person: Person, at: datetime) -> bool:
        """Tell whether the session or token by which somebody came in has not ended since."""
        if person.by == "token":
            rows = self._file.rows(
                "SELECT t.ends FROM tokens AS t JOIN users AS u ON u.name = t.name WHERE t.id = ? AND NOT u.disabled",
                (person.key,),
            )
            return bool(rows) and datetime.fromisoformat(rows[0][0]) > at
        rows = self._file.rows(
            "SELECT s.begun FROM sessions AS s JOIN users AS u ON u.name = s.name "
            "WHERE substr(hex(s.hash), 1, 12) = upper(?) AND s.name = ? AND NOT u.disabled",
            (person.key, person.name),
        )
        return bool(rows) and at - datetime.fromisoformat(rows[0][0]) <= ABSOLUTE

    def end_session(self, key: str) -> None:
        """End a session."""
        self._file.change("DELETE FROM sessions WHERE hash = ?", (_hash(key),))

    def log_out_everywhere(self, name: str) -> None:
        """End all sessions of an account."""
        self._file.change("DELETE FROM sessions WHERE name = ?", (name,))

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
        self._file.change(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)",
            (made.id, _hash(shown), name, made.role, made.label, made.made, made.ends),
        )
        return shown, made

    def of_token(self, shown: str, at: datetime) -> Person | None:
        """Return whose token this is; None for one that there is none of, that has ended, or of a disabled account."""
        rows = self._file.rows(
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
        rows = self._file.rows(
            "SELECT id, name, role, label, made, ends FROM tokens WHERE name = ? ORDER BY made DESC", (name,)
        )
        return [Token(id=r[0], name=r[1], role=r[2], label=r[3], made=r[4], ends=r[5]) for r in rows]

    def end_token(self, name: str, token: str) -> bool:
        """End a token of an account; return whether there was one."""
        return bool(self._file.change("DELETE FROM tokens WHERE name = ? AND id = ?", (name, token)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def _change(self, name: str, what: str, *values: object) -> None:
        if not self._file.change(f"UPDATE users SET {what} WHERE name = ?", (*values, name)):  # noqa: S608 - ours
            message = f"there is no account {name}"
            raise UsageError(message)

    def _not_the_last(self, name: str) -> None:
        """Raise UsageError where an account is the only one that may keep accounts: nobody could give the role back at the desk."""
        keepers = [user.name for user in self.users() if user.role == "admin" and not user.disabled]
        if keepers == [name]:
            message = f"{name} is the last that may keep accounts: give another account the role admin first"
            raise UsageError(message)

    def _touch(self, hashed: bytes, at: datetime) -> None:
        """Write down that a session is in use. Where that cannot be, it only ends sooner: who reads is not kept from it."""
        try:
            self._file.change("UPDATE sessions SET seen = ? WHERE hash = ?", (at.isoformat(), hashed))
        except AccountsError as error:
            _log.warning("that a session is in use cannot be written down: %s", error)


def _address(name: str, secret: str) -> str:
    """Return a second factor as an authenticator app takes it."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Sayso desk")


def _user(row: tuple) -> User:  # type: ignore[type-arg]  # SQL's own
    return User(
        name=row[0],
        role=row[1],
        second_factor=row[2] is not None,
        disabled=bool(row[3]),
        made=row[4],
        fresh=bool(row[5]),
    )


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


def _step_of(secret: str, code: str, at: datetime, after: int) -> int:
    """Return the half minute of which a code is, within one of now and later than the last that was used; 0 for none."""
    totp, now_step, used = pyotp.TOTP(secret), int(at.timestamp()) // _STEP_S, 0
    for candidate in (now_step - 1, now_step, now_step + 1):
        if (
            secrets.compare_digest(totp.at(candidate * _STEP_S).encode(), code.strip().encode("utf-8", "replace"))
            and candidate > after
        ):
            used = candidate
    return used


def _plain(code: str) -> str:
    """Return a recovery code without what is put in for reading."""
    return "".join(code.split()).replace("-", "")


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
