"""Reads PDF and Word documents inside a worker that can be killed: paragraphs in order, with no trust in the file.

`serve` is the worker's whole life, as in `parsing`: it can open no file and no connection, and has a limit of memory and of
processor time. What stands in pictures is not read; what an editor struck out is not part of the text.
"""

import io
import pkgutil
import re
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import IO, TYPE_CHECKING, Literal
from xml.parsers import expat

import msgspec

from sayso.structure.outline import Group, Line, ParsedPage
from sayso.structure.paragraphs import paragraphs
from sayso.structure.parsing import allow_seconds, bind, receive, send, told

if TYPE_CHECKING:
    from pypdf import PdfReader

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAIN = "word/document.xml"
_MAIN_BYTES = 100 * 1024 * 1024
_RATIO = 200
_FREE_BYTES = 1_000_000
_STEP = 65_536
_PAGES = 5_000
_SPACE = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
_CODECS = (
    "utf-16-be",
    "utf-16",
    "utf-8",
    "latin-1",
    "charmap",
    "cp1252",
    "mac-roman",
    "ascii",
    "gbk",
    "big5",
    "shift_jis",
    "euc_kr",
    "cp437",
)
"""Those that a PDF may name; they are loaded before the worker gives up opening files."""

Kind = Literal["pdf", "word"]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A document to read."""

    data: bytes
    kind: Kind
    characters: int
    """Reading stops beyond so many."""
    cpu_s: int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The document, or why there is none: a `refusal` is a code and a sentence about it, a `fault` an error in words."""

    page: ParsedPage | None = None
    refusal: tuple[str, str] | None = None
    fault: str | None = None


class Unreadable(Exception):  # noqa: N818 - reads as the condition it names
    """A document that holds nothing to read for us; `code` is stable, the message a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_document(data: bytes, kind: Kind, characters: int) -> ParsedPage:
    """Return a document's paragraphs; Unreadable when it is locked, holds only pictures, or is broken."""
    lines = []
    left = characters
    for line in pdf_lines(data) if kind == "pdf" else word_lines(data):
        left -= len(line.text)
        lines.append(line)
        if left < 0:
            break
    return ParsedPage(lines=tuple(lines), groups=(Group("article"),), titles=(), dates=(), bylines=(), address=None)


def pdf_lines(data: bytes) -> Iterator[Line]:
    """Yield the paragraphs of a PDF's pages."""
    from pypdf import PdfReader  # noqa: PLC0415 - an extra
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - same

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            msg = "document-locked"
            raise Unreadable(msg, "The PDF is encrypted; take its password away first.")
        yield from _of_pages(reader)
    except (PyPdfError, zlib.error, ValueError, TypeError, KeyError, IndexError, AttributeError) as trouble:
        # The library meets broken files with errors of all these kinds.
        message = f"The PDF is broken: {type(trouble).__name__}: {str(trouble)[:120]}."
        msg = "document-broken"
        raise Unreadable(msg, message) from trouble


def _of_pages(reader: "PdfReader") -> Iterator[Line]:
    said = False
    for number, page in enumerate(reader.pages):
        if number >= _PAGES:
            return
        text = _HYPHEN.sub("", page.extract_text().replace("\0", ""))
        for found in paragraphs(text):
            said = True
            yield Line(_SPACE.sub(" ", text[found.body : found.end]), item=found.item)
    if not said:
        message = "The PDF holds no text, only pictures (a scan?); have its text recognised first."
        msg = "document-scanned"
        raise Unreadable(msg, message)


def word_lines(data: bytes) -> Iterator[Line]:
    """Yield the paragraphs of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            info = packed.getinfo(_MAIN)
            if info.file_size > min(_MAIN_BYTES, max(_FREE_BYTES, _RATIO * info.compress_size)):
                message = (
                    f"The document becomes more than {_RATIO} times as large when it is unpacked, or more than 100 MB."
                )
                msg = "document-bomb"
                raise Unreadable(msg, message)
            with packed.open(info) as stream:
                yield from _Body().read(stream)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        ValueError,
        RuntimeError,
        expat.ExpatError,
    ) as trouble:
        message = f"The document is broken: {str(trouble)[:120]}."
        msg = "document-broken"
        raise Unreadable(msg, message) from trouble


class _Body:
    """A document's main part, read in one pass; any definition of types or entities refuses it."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._taking = False
        self._left_out = 0
        self._level = 0
        self._item = False

    def read(self, stream: IO[bytes]) -> Iterator[Line]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        while piece := stream.read(_STEP):
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
            yield from self._lines
            self._lines.clear()
        parser.Parse(b"", True)  # noqa: FBT003 - same
        yield from self._lines

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:p":
                self._close()
            case "w:t":
                self._taking = True
            case "w:tab" | "w:br" | "w:cr":
                self._words.append(" ")
            case "w:pStyle":
                style = re.match(r"Heading(\d)|Title", attributes.get("w:val", ""))
                self._level = int(style[1] or 1) if style else 0
            case "w:numPr":
                self._item = True
            case "mc:Fallback":  # says again, for older programs, what stands before it
                self._left_out += 1
            case _:
                pass

    def _end(self, name: str) -> None:
        if name == "w:t":
            self._taking = False
        elif name == "w:p":
            self._close()
        elif name == "mc:Fallback":
            self._left_out -= 1

    def _text(self, words: str) -> None:
        if self._taking and not self._left_out:
            self._words.append(words)

    def _close(self) -> None:
        text = _SPACE.sub(" ", "".join(self._words)).strip()
        if text:
            role: Literal["heading", "paragraph"] = "heading" if self._level else "paragraph"
            self._lines.append(Line(text, role, self._level, item=self._item))
        self._words.clear()
        self._level, self._item = 0, False


def _refuse(*_declaration: object) -> None:
    message = "it defines types or entities of its own, which no program for texts writes"
    raise ValueError(message)


def serve(memory_bytes: int) -> None:
    """Answer requests from standard input on standard output until it closes."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Request)
    _prepare()
    bind(memory_bytes)
    send(sink, b"")
    while (message := receive(source)) is not None:
        send(sink, encoder.encode(_answer(decoder, message)))


def _prepare() -> None:
    """Load what reading may need, for afterwards no file can be opened."""
    for name in _CODECS:
        "".encode(name)
    try:
        import pypdf  # noqa: PLC0415 - an extra
    except ImportError:
        return
    for module in pkgutil.walk_packages(pypdf.__path__, "pypdf."):
        try:
            import_module(module.name)
        except ImportError:  # a part that needs what is not installed, such as pictures
            continue


def _answer(decoder: "msgspec.msgpack.Decoder[Request]", message: bytes) -> Answer:
    try:
        request = decoder.decode(message)
        allow_seconds(request.cpu_s)
        begin = time.monotonic()
        page = read_document(request.data, request.kind, request.characters)
        return Answer(page=msgspec.structs.replace(page, took_s=time.monotonic() - begin))
    except Unreadable as trouble:
        return Answer(refusal=(trouble.code, str(trouble)))
    except MemoryError:
        return Answer(fault="memory")
    except Exception as trouble:  # noqa: BLE001 - told to the asking process in full; one document must not end the next
        return Answer(fault=told(trouble))
