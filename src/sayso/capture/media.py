"""What kind of report the text is: plain text, a page, or JSON; its content decides, its name only when that is silent."""

import re

import msgspec

from sayso.errors import InputError

PLAIN = "text/plain"
HTML = "text/html"
JSON = "application/json"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HEAD_CHARACTERS = 4096

# What a page begins with, after white space, comments and an XML declaration.
_PAGE_START = re.compile(
    r"""(?:\s++|\ufeff|<!--(?:[^-]++|-(?!->))*+-->|<\?xml[^>]*+>)*+
    <(?:!doctype\s++html|(?:html|head|body|title|meta|link|script|style|base|main|article|section|header|nav|div|p
    |h[1-6]|ul|ol|table|blockquote|figure|span|center|font|b|strong|em|i|a|br|img)(?=[\s/>]))""",
    re.IGNORECASE | re.VERBOSE,
)
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,4096}>")
_OBJECT_START = re.compile(r'\s*+\{\s*+"[^"\n]{0,200}"\s*+:')


def document_type(data: bytes) -> str | None:
    """Return the media type of a document that is no text but holds one: a PDF, a Word document; None for all others."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return WORD
    return None


def media_type(text: str, suffix: str, source: str) -> str:
    """Return the media type of a report from its text and, where that is silent, from its file's suffix (`.html`, ``).

    Raises `InputError` when it is meant to be JSON and is not whole.
    """
    head = text[:_HEAD_CHARACTERS]
    if suffix == ".json" or head.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        trouble = _json_trouble(text)
        if trouble is None:
            return JSON
        if suffix == ".json" or _OBJECT_START.match(head):
            message = f"{source} is not whole JSON: {trouble}"
            raise InputError(message)
    if _PAGE_START.match(head):
        return HTML
    if suffix in _PAGE_SUFFIXES and _ANY_TAG.search(text):
        return HTML
    return PLAIN


def _json_trouble(text: str) -> str | None:
    try:
        msgspec.json.decode(text.lstrip("\ufeff").encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as trouble:
        return str(trouble)
    return None
