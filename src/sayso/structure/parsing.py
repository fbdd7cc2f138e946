"""The work that is done inside the parser's worker: from a page's text to its lines, with no trust in the page.

`serve` is the worker's whole life: it binds itself (memory, files, processor time), then answers requests until its
standard input closes. It says that it is ready by an empty message. Requests and answers are MessagePack, each after its length in eight bytes.
"""

import gc
import sys
import time
import unicodedata  # noqa: F401 - urlsplit wants it for addresses in other scripts, and a bound worker can load nothing
from typing import BinaryIO

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from sayso.structure.jsonld import read_statement
from sayso.structure.layers import tell_apart
from sayso.structure.markup import MarkupWords, compile_markup
from sayso.structure.metadata import Head
from sayso.structure.outline import ParsedPage
from sayso.structure.regions import survey
from sayso.structure.walker import walk

LENGTH_BYTES = 8
_STANDARD_STREAMS = 3


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A page to parse."""

    html: str
    words: MarkupWords
    cpu_s: int
    """Seconds of processor time it may take; a second line behind the deadline that the asking process keeps."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The page, or why there is none: `memory` when the worker's share did not suffice, else the fault in words."""

    page: ParsedPage | None = None
    fault: str | None = None


def parse(html: str, words: MarkupWords) -> ParsedPage:
    """Return a page's lines, groups and metadata from its text."""
    tree = LexborHTMLParser(html)
    head = Head(tree)
    outline = walk(tree, compile_markup(words))
    statement = read_statement(outline.scripts)
    titles = head.titles(statement)
    layers = tell_apart(outline, survey(outline, head.address, titles), statement, titles, head.address)
    return ParsedPage(
        lines=tuple(layers.lines),
        groups=tuple(layers.groups),
        titles=titles,
        dates=head.dates(statement, layers.stated),
        bylines=tuple(layers.bylines),
        address=head.address,
        troubles=statement.troubles,
        hidden=layers.hidden,
    )


def serve(memory_bytes: int) -> None:
    """Answer requests from standard input on standard output until it closes."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Request)
    bind(memory_bytes)
    gc.disable()  # a page's records hold no circles, and looking for them costs a fifth of the time
    send(sink, b"")
    while (message := receive(source)) is not None:
        send(sink, encoder.encode(_answer(decoder, message)))


def _answer(decoder: "msgspec.msgpack.Decoder[Request]", message: bytes) -> Answer:
    try:
        request = decoder.decode(message)
        allow_seconds(request.cpu_s)
        begin = time.monotonic()
        page = parse(request.html, request.words)
        return Answer(page=msgspec.structs.replace(page, took_s=time.monotonic() - begin))
    except (MemoryError, SelectolaxError):  # lexbor fails on no page but for want of memory
        return Answer(fault="memory")
    except Exception as trouble:  # noqa: BLE001 - told to the asking process in full; one page must not end the next
        return Answer(fault=told(trouble))


def told(trouble: BaseException) -> str:
    """Return an exception with the place where it arose."""
    at = trouble.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f" ({at.tb_frame.f_code.co_name}, line {at.tb_lineno})" if at is not None else ""
    return f"{type(trouble).__name__}: {str(trouble)[:200]}{place}"


def receive(stream: BinaryIO) -> bytes | None:
    """Return the next message, None when the stream has ended."""
    length = stream.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    size = int.from_bytes(length)
    message = stream.read(size)
    return message if len(message) == size else None


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message after its length, and see it off."""
    stream.write(len(message).to_bytes(LENGTH_BYTES))
    stream.write(message)
    stream.flush()


def bind(memory_bytes: int) -> None:
    """Give up what parsing does not need: more memory than its share, core files, opening files or sockets."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows, where the deadline alone binds the worker
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _STANDARD_STREAMS),
    ):
        _soft, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (allowed, allowed))


def allow_seconds(seconds: int) -> None:
    """Let the system end the worker after so much more processor time, even when nobody is left to ask for it."""
    try:
        import resource  # noqa: PLC0415 - as above
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
