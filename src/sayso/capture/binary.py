"""Tells files that are no text: by the signature of their format, or by control characters no text holds."""

import msgspec

# Source: the "magic numbers" that the formats' own specifications prescribe for their first bytes.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS\0", "an Ogg recording"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
)

# Control characters that text does not hold; tab, line feed, form feed, return, backspace and escape may occur in it,
# and DOS programs end a text with 0x1A.
_CONTROLS = bytes(set(range(1, 32)) - {8, 9, 10, 12, 13, 26, 27}) + b"\x7f"
_ALLOWED_SHARE = 50
_ALLOWED_NUL_SHARE = 20


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the bytes look like: `Verdict(binary="a PDF document", nuls=0)`; `binary` is None for text."""

    binary: str | None
    nuls: int = 0


def judge(data: bytes) -> Verdict:
    """Tell text from other files; for wide encodings (UTF-16, UTF-32) the question must not be asked.

    Text may hold one control character in 50 bytes and one NUL in 20 (pages glued together by broken programs do);
    more than that, or a NUL beside bytes that are no UTF-8, is a file of another kind.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return Verdict(binary=name)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    nuls = data.count(0)
    if controls > max(1, len(data) // _ALLOWED_SHARE):
        return Verdict(binary="a binary file", nuls=nuls)
    if nuls and (nuls > max(1, len(data) // _ALLOWED_NUL_SHARE) or not _is_utf8(data)):
        return Verdict(binary="a binary file", nuls=nuls)
    return Verdict(binary=None, nuls=nuls)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
