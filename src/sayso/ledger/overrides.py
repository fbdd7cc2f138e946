"""Signs overrides of the publish gate, and tells which of them count: those that a key of the ledger's register signed.

What is signed is a note of C2SP like a checkpoint's: a line that says what it is and of which ledger, and one line of canonical JSON
(RFC 8785) that holds the decision without its signature. So it stands for nothing else, in no other ledger, and OpenSSL can check it.
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

_DASH = "\u2014 "


def signed_override(decision: Decision, origin: str, key: SigningKey) -> Decision:
    """Return an override with its signature; `origin` is the ledger's name, see `ledger/checkpoint.py`."""
    text = _text(decision, origin)
    return msgspec.structs.replace(decision, signed=key.note(text))


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
    text, found, line = decision.signed.partition("\n" + _DASH)
    head, _, body = text.partition("\n")
    try:
        name, blob = line.removesuffix("\n").split(" ")
        data = base64.b64decode(blob, validate=True)
        said = msgspec.json.decode(body, type=Decision)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        return "its signature is none"
    # The line above the signature is blank, so the text that is signed ends with the newline before it.
    if not found or not text.endswith("\n") or head != _head(origin) or said != _unsigned(decision):
        return "its signature is over something else"
    key = next((key for key in keys if key.name == name and key.key_hash() == data[:4]), None)
    if key is None:
        return f"the key {name} is not in the ledger's register"
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(data[4:], text.encode())
    except InvalidSignature:
        return f"its signature is not that of the key {name}"
    return None


def _text(decision: Decision, origin: str) -> str:
    return f"{_head(origin)}\n{canonical(_unsigned(decision)).decode()}\n"


def _head(origin: str) -> str:
    return f"{origin}/override"


def _unsigned(decision: Decision) -> Decision:
    return msgspec.structs.replace(decision, signed=None)
