"""Signs overrides of the publish gate, and tells which of them count: those that a key of the ledger's register signed.

What is signed is a note of C2SP like a checkpoint's: a line that says what it is and of which ledger, and one line of canonical JSON
(RFC 8785) with everything that the override says. So it stands for nothing else, in no other ledger, and OpenSSL can check it. The
entry keeps the signature line alone: its words stand in it once, where a redaction finds them, and the text is made of them again.
"""

import base64
import binascii
from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sayso.decisions import Decision, RegisterChange
from sayso.errors import UsageError
from sayso.ledger.notes import SigningKey, VerifierKey
from sayso.ledger.sealing import canonical

_FIELDS = ("id", "verb", "claims", "stop", "subject", "by", "at", "reason")
"""What is signed of a decision; with `"v": 1` this is version 1 of the text and never changes."""


def signed_override(decision: Decision, origin: str, key: SigningKey) -> Decision:
    """Return an override with its signature; `origin` is the ledger's name, see `ledger/checkpoint.py`."""
    note = key.note(_text(decision, origin))
    return msgspec.structs.replace(decision, signed=note.splitlines()[-1])


def note_of(decision: Decision, origin: str) -> str:
    """Return an override as a signed note of C2SP, for others to check."""
    return f"{_text(decision, origin)}\n{decision.signed or ''}\n"


def registered_keys(changes: Iterable[RegisterChange]) -> list[VerifierKey]:
    """Return the keys that a register names; what is no key was told by `verify` and is passed over here."""
    keys = []
    for change in changes:
        if change.subject == "key":
            try:
                keys.append(VerifierKey.parse(change.value))
            except UsageError:
                continue
    return keys


def why_not(decision: Decision, origin: str, keys: Iterable[VerifierKey]) -> str | None:
    """Return why an override does not count, in words; None where one of the keys signed exactly what it says."""
    if decision.signed is None:
        return "it is not signed"
    try:
        dash, name, blob = decision.signed.split(" ")
        data = base64.b64decode(blob, validate=True)
    except (ValueError, binascii.Error):
        return "its signature is none"
    key = next((key for key in keys if key.name == name and key.key_hash() == data[:4]), None)
    if dash != "\u2014" or key is None:
        return f"the key {name} is not in the ledger's register"
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(data[4:], _text(decision, origin).encode())
    except InvalidSignature:
        return f"the key {name} did not sign what it says"
    return None


def _text(decision: Decision, origin: str) -> str:
    said = {name: getattr(decision, name) for name in _FIELDS}
    return f"{origin}/override\n{canonical({'v': 1, **said}).decode()}\n"
