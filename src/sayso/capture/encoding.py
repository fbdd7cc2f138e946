"""From bytes to text: which encoding, on what ground, and at what loss; the text can be derived again from both.

In this order: byte order mark, wide encodings without a mark, the page's own declaration when the bytes bear it out,
strict UTF-8, UTF-8 with a few broken bytes, detection by charset-normalizer, and Windows-1252 when all else fails.
"""

import codecs

import msgspec

from sayso.capture.declared import MULTIBYTE
from sayso.records import Capture


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """How bytes are read as text: `Encoding(name="utf-8", basis="declared", replaced=0, refuted=None)`."""

    name: str
    """Python's name of the codec; `bytes.decode(name, "replace")` gives the report's text."""
    basis: str
    """`bom`, `declared`, `utf-8`, `detected` or `fallback`."""
    replaced: int = 0
    """How many characters could not be decoded and were replaced by U+FFFD."""
    refuted: str | None = None
    """The codec that the page declared, when its bytes say otherwise."""


def decode(data: bytes, capture: Capture) -> str:
    """Return the text of a capture, the same at any time: the recorded codec, with U+FFFD for what is broken."""
    return data.decode(capture.encoding, "replace")


def decide_encoding(data: bytes, declared: str | None) -> Encoding:
    """Say how `data` is to be read; `declared` is the codec its own head names, if any.

    A declaration is believed when the bytes bear it out: one of UTF-8 that does not decode is refuted, and so is one of
    a single-byte encoding over bytes that are flawless UTF-8 (by chance they would be that once in many millions).
    """
    marked = marked_encoding(data)
    if marked is not None:
        return marked
    utf8 = _is(data, "utf-8")
    if declared is not None and _bears_out(data, declared, is_utf8=utf8):
        return Encoding(name=declared, basis="declared")
    if utf8:
        return Encoding(name="utf-8", basis="utf-8", refuted=declared)
    return _mended_utf8(data, declared) or _detected(data, declared) or _fallback(data, declared)


def marked_encoding(data: bytes) -> Encoding | None:
    """Return the encoding that the bytes show by a mark at their beginning or by the zeros of a wide one, or None."""
    return _by_mark(data) or _wide(data)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _by_mark(data: bytes) -> Encoding | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name=name, basis="bom", replaced=_losses(data, name))
    return None


_WIDE_SAMPLE = 4096


def _wide(data: bytes) -> Encoding | None:
    """Recognise UTF-16 and UTF-32 without a mark: among ordinary words they hold spaces, and so NUL bytes."""
    sample = data[:_WIDE_SAMPLE]
    if b"\0" not in sample:
        return None
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 4 * 4].decode(name, "replace")
        if _reads_as_prose(text):
            return Encoding(name=name, basis="detected", replaced=_losses(data, name))
    return None


def _reads_as_prose(text: str) -> bool:
    """Tell whether text has ASCII spaces where words end and hardly anything that cannot be printed."""
    if len(text) < 4:
        return False
    spaces = text.count(" ") + text.count("\n")
    odd = sum(1 for letter in text if not (letter.isprintable() or letter in "\n\r\t\ufeff"))
    return spaces >= len(text) * 0.04 and odd <= len(text) * 0.02 and "\ufffd" not in text[:-1]


def _bears_out(data: bytes, declared: str, *, is_utf8: bool) -> bool:
    if declared == "utf-8":
        return is_utf8
    if is_utf8 and declared not in MULTIBYTE and not data.isascii():
        return False
    return _is(data, declared)


def _is(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _losses(data: bytes, name: str) -> int:
    """Count the replacements that decoding makes, leaving out U+FFFD characters that the bytes themselves hold."""
    if _is(data, name):
        return 0
    own = data.count("\ufffd".encode(name if name in {"utf-8", "utf-16-le", "utf-16-be"} else "utf-8"))
    return max(1, data.decode(name, "replace").count("\ufffd") - own)


def _mended_utf8(data: bytes, declared: str | None) -> Encoding | None:
    """Take bytes as UTF-8 with a few broken ones: a cut-off end, or a stray quotation mark pasted from elsewhere.

    The sound sequences must outnumber the broken ones by ten to one, or by two to one where the page itself says UTF-8.
    """
    broken = _losses(data, "utf-8")
    readable = data.decode("utf-8", "ignore")
    sound = len(readable) - len(readable.encode("ascii", "ignore"))
    if sound < broken * (2 if declared == "utf-8" else 10):
        return None
    return Encoding(name="utf-8", basis="utf-8", replaced=broken, refuted=None if declared == "utf-8" else declared)


# Encodings that conflict reporting is found in on the web, Western first: on a tie the first one wins.
_CANDIDATES = (
    "cp1252", "cp1251", "cp1256", "cp1255", "cp1253", "cp1254", "cp1250", "cp1257", "cp874", "koi8_r", "gb18030",
    "big5", "cp932", "euc_jp", "cp949", "iso8859_2", "iso8859_6", "cp866",
)  # fmt: skip
_SAMPLE = 65536


def _detected(data: bytes, declared: str | None) -> Encoding | None:
    """Ask charset-normalizer about a sample that holds what is not ASCII; take its answer if the whole decodes well."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms that hardly any report needs

    matches = list(from_bytes(_sample(data), cp_isolation=list(_CANDIDATES)))
    if not matches:
        return None
    best = matches[0]
    ties = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    equals = {name for match in ties for name in match.could_be_from_charset}
    name = next((name for name in _CANDIDATES if name in equals), best.encoding)
    replaced = _losses(data, name)
    if replaced * 1000 > len(data):
        return None
    return Encoding(name=name, basis="detected", replaced=replaced, refuted=declared if declared != name else None)


def _sample(data: bytes) -> bytes:
    """Return up to 64 KiB from before the first byte that is not ASCII, cut where no character can be torn."""
    first = next((at for at in range(0, len(data), 4096) if not data[at : at + 4096].isascii()), 0)
    begin = data.rfind(b"\n", max(0, first - 4096), first) + 1 or first
    sample = data[begin : begin + _SAMPLE]
    if begin + _SAMPLE >= len(data):
        return sample
    end = max(sample.rfind(b"\n"), sample.rfind(b" "))
    return sample[:end] if end > _SAMPLE // 2 else sample


def _fallback(data: bytes, declared: str | None) -> Encoding:
    return Encoding(name="cp1252", basis="fallback", replaced=_losses(data, "cp1252"), refuted=declared)
