"""The files of a bundle that a stranger can check: entries with their proofs, captures, the record, and how to check them.

The same content and key give the same bytes. No name of a file comes from what was read: captures are named by their SHA-256.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

import msgspec

from sayso.lexicon.load import WordList, load

SUMS = "SHA256SUMS"
_KEY_OF_OPENSSL = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410)."""
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the earliest that the format knows."""


class BundleWords(WordList, frozen=True):
    """The list `bundle.yaml`."""

    stamp: str
    entries: dict[str, str]
    captures: dict[str, str]
    record: dict[str, str]
    withheld: str
    limits: tuple[str, ...]
    public_limit: str


class BundledCapture(msgspec.Struct, frozen=True, kw_only=True):
    """One capture, by its hash; its bytes are in the bundle or not."""

    sha256: str
    size: int
    media_type: str
    included: bool


class BundledFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file as the manifest lists it."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`manifest.json`: what a bundle is of, and what lies in it."""

    bundle: int = 1
    """Version of the form."""
    audience: str
    """`public`, or `private`: everything of the entries that no redaction withheld."""
    origin: str
    """The ledger, as its checkpoints name it."""
    size: int
    """How many entries it had when it was signed."""
    root: str
    """RFC 6962 root of its tree, in hex."""
    key: str
    entries: int
    whole: bool
    """Whether all entries are shown."""
    withheld: int
    """How many claims of the record are not shown among the entries, because something in them may not go out."""
    captures: tuple[BundledCapture, ...]
    files: tuple[BundledFile, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a bundle."""

    audience: str
    origin: str
    size: int
    root: str
    note: str
    """The checkpoint as a signed note."""
    stamp: str | None
    """An authority's answer over it, in base64."""
    key: str
    """The public key as C2SP writes it."""
    entries: Sequence[object]
    """Each is a line of `entries.jsonl`."""
    whole: bool
    record: bytes
    """JSON."""
    captures: Sequence[BundledCapture]
    held: Mapping[str, bytes]
    """Bytes of the captures that are included, by SHA-256."""
    withheld: int = 0
    language: str = "en"


def bundle_files(content: Content, sign: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """Return the files of a bundle by name, in order; `sign` makes the 64 bytes of an Ed25519 signature with its key."""
    encode = msgspec.json.Encoder().encode
    made = {
        "checkpoint.txt": content.note.encode(),
        "entries.jsonl": b"".join(encode(entry) + b"\n" for entry in content.entries),
        "key.der": _KEY_OF_OPENSSL + base64.b64decode(content.key.split("+", 2)[2])[1:],
        "key.txt": f"{content.key}\n".encode(),
        "record.json": content.record,
        "verify.py": _own("verify.py.txt"),
        "VERIFY.txt": _told(content).encode(),
        **{f"captures/{sha256}": data for sha256, data in content.held.items()},
    }
    if content.stamp is not None:
        made["stamp.tsr"] = base64.b64decode(content.stamp)
    made["manifest.json"] = msgspec.json.format(encode(_manifest(content, made)), indent=1) + b"\n"
    made = dict(sorted(made.items()))
    made[SUMS] = "".join(f"{_hex(data)}  {name}\n" for name, data in made.items()).encode()
    made[f"{SUMS}.sig"] = sign(made[SUMS])
    return made


def zipped(made: Mapping[str, bytes]) -> bytes:
    """Return the files of a bundle as a ZIP archive: stored as they are, for compressed bytes differ between libraries."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, data in made.items():
            about = zipfile.ZipInfo(name, _FIXED)
            about.create_system = 3
            about.external_attr = 0o100644 << 16
            archive.writestr(about, data)
    return sink.getvalue()


def _manifest(content: Content, made: Mapping[str, bytes]) -> Manifest:
    listed = (BundledFile(name=name, size=len(data), sha256=_hex(data)) for name, data in sorted(made.items()))
    return Manifest(
        audience=content.audience,
        origin=content.origin,
        size=content.size,
        root=content.root,
        key=content.key,
        entries=len(content.entries),
        whole=content.whole,
        withheld=content.withheld,
        captures=tuple(content.captures),
        files=tuple(listed),
    )


def _told(content: Content) -> str:
    words = load(content.language, "bundle", BundleWords)
    held = "all" if len(content.held) == len(content.captures) else "some" if content.held else "hashes"
    contents = [
        words.entries["whole" if content.whole else "some"].format(entries=len(content.entries), size=content.size),
        words.captures[held].format(captures=len(content.captures), held=len(content.held)),
        words.record[content.audience],
    ]
    if content.withheld:
        contents.append(words.withheld.format(count=content.withheld))
    limits = [*words.limits, *([words.public_limit] if content.audience == "public" else [])]
    told: str = (
        _own("verify.txt")
        .decode()
        .format(
            key=content.key,
            size=content.size,
            stamp=words.stamp + "\n" if content.stamp is not None else "",
            contents="\n".join(f"- {line}" for line in contents),
            limits="\n".join(f"- {line}" for line in limits),
        )
    )
    return told


def _own(name: str) -> bytes:
    return files("sayso.publish").joinpath("stranger", name).read_bytes()


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
