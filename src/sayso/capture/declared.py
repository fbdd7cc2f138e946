"""The encoding a page declares for itself, as a codec we trust: labels are read as browsers read them.

Source of the labels and of what they stand for: the WHATWG Encoding Standard, section 4.2 (a page that says
`iso-8859-1` or `ascii` means `windows-1252`; one that says `utf-16` in ASCII letters cannot mean it).
"""

import codecs
import re

HEAD_BYTES = 8192
"""How far into a page a declaration is looked for; browsers look at 1,024 bytes, real pages are less tidy."""

_META = re.compile(rb"<meta[^>]{0,512}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s{0,64}<\?xml[^>]{0,256}?encoding\s{0,8}=\s{0,8}[\"']([A-Za-z0-9_.:+-]{1,40})")

# Names are those of Python's `codecs.lookup`; the value is the codec that browsers use for that label.
_CODECS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1252": "cp1252",
    "cp1253": "cp1253",
    "cp1254": "cp1254",
    "cp1255": "cp1255",
    "cp1256": "cp1256",
    "cp1257": "cp1257",
    "cp1258": "cp1258",
    "cp866": "cp866",
    "cp874": "cp874",
    "cp932": "cp932",
    "cp949": "cp949",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp",
    "iso8859-1": "cp1252",
    "iso8859-10": "iso8859_10",
    "iso8859-11": "cp874",
    "iso8859-13": "iso8859_13",
    "iso8859-14": "iso8859_14",
    "iso8859-15": "iso8859_15",
    "iso8859-16": "iso8859_16",
    "iso8859-2": "iso8859_2",
    "iso8859-3": "iso8859_3",
    "iso8859-4": "iso8859_4",
    "iso8859-5": "iso8859_5",
    "iso8859-6": "iso8859_6",
    "iso8859-7": "iso8859_7",
    "iso8859-8": "iso8859_8",
    "iso8859-9": "cp1254",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "mac-cyrillic": "mac_cyrillic",
    "mac-roman": "mac_roman",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "utf-16": "utf-8",
    "utf-16-be": "utf-8",
    "utf-16-le": "utf-8",
    "utf-32": "utf-8",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
}

MULTIBYTE = frozenset({"big5hkscs", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp", "utf-8"})
"""Codecs in which most byte sequences are an error, so that bytes which decode are likely meant so."""


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that a page's own head declares (`<meta charset>`, XML declaration), or None.

    Labels that no browser knows are as good as no label: Python has codecs that are no encodings of text.
    """
    head = data[:HEAD_BYTES]
    found = _XML.match(head) or _META.search(head)
    return None if found is None else codec_for(found[1].decode("ascii"))


def codec_for(label: str) -> str | None:
    """Return the codec for an encoding label as pages and servers write them: "ISO-8859-1" gives `cp1252`."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return _CODECS.get(name)
