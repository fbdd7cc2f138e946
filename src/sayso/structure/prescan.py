"""Looks over the bytes of a page before any parser sees them, and refuses shapes on which parsers take quadratic time.

The scan is linear. It need not be exact: what slips through is stopped by the worker's deadline. The limits are those of
browsers (512 levels of nesting) and of earlier parsers that had to learn it (400 attributes in a tag).
"""

import re
from collections.abc import Iterable, Iterator

MAX_BYTES = 20_000_000
MAX_TAGS = 1_000_000
MAX_DEPTH = 512
MAX_ATTRIBUTES = 400

# Elements that never hold others, and those that the next of their kind closes: an unclosed one adds no depth.
_FLAT = (
    rb"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|command|keygen"
    rb"|p|a|nobr|li|dt|dd|tr|td|th|tbody|thead|tfoot|colgroup|option|optgroup|rt|rp|html|head|body"
)
_NAME = re.compile(rb"<(?!/?(?:" + _FLAT + rb")[\s>/])(/?[a-z][^\s/>]*+)")
_TAG_BODY = rb"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?|["'])*+"""
_MARKUP = re.compile(
    rb"<(?:!--[^-]*+(?:-(?!->)[^-]*+)*+"
    rb"|(script|style|title|textarea|xmp|iframe|noembed|noframes)\b" + _TAG_BODY + rb">[^<]*+(?:<(?!/\1)[^<]*+)*+"
    rb"|(?:/?(?:" + _FLAT + rb")(?=[\s>/])|(/?[a-z][^\s/>]*+))" + _TAG_BODY + rb")"
)
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<]{800}")
"""No tag with more than 400 attributes is shorter: each takes a letter and a space."""
_BETWEEN = b" \t\n\r\f/=\"'"
"""Before each attribute stands one of these: a tag with no more of them than the limit need not be counted out."""
_CROWDED = 2_000
"""A page with more tags than this that have to be counted out is refused too: addresses of pictures look so, a few."""
_OPEN_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(" + _TAG_BODY + rb")")
_ATTRIBUTE = re.compile(rb"""[^\s=/>"']++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"']++))?""")


def refusal(data: bytes) -> str | None:
    """Return why a page is not to be parsed, in words, or None when it may be."""
    if len(data) > MAX_BYTES:
        return f"it has {len(data):,} bytes, and no more than {MAX_BYTES:,} are parsed"
    if data.count(b"<") > MAX_TAGS:
        return f"it has more than {MAX_TAGS:,} tags"
    small = data.lower()
    if _too_deep(hit[1] for hit in _NAME.finditer(small)) and _too_deep(_names_outside_scripts(small)):
        return f"its elements are nested more than {MAX_DEPTH} levels deep"
    if _has_crowded_tag(data):
        return f"one of its tags has more than {MAX_ATTRIBUTES} attributes, or very many of them look so"
    return None


def _names_outside_scripts(data: bytes) -> Iterator[bytes]:
    """Yield the names of the tags, left out those in comments and scripts: slower, for the few pages that need it."""
    return (hit[2] for hit in _MARKUP.finditer(data) if hit[2])


def _too_deep(names: Iterable[bytes]) -> bool:
    """Tell whether the elements open at once, counted for each name apart and added up, may pass the limit.

    Apart, so that an end tag without its beginning, which a parser ignores, cannot make up for another element.
    """
    total = 0
    now: dict[bytes, int] = {}
    most: dict[bytes, int] = {}
    for written in names:
        if written[0] == 47:  # "/"
            name = written[1:]
            if now.get(name, 0) > 0:
                now[name] -= 1
        else:
            depth = now[written] = now.get(written, 0) + 1
            if depth > most.get(written, 0):
                most[written] = depth
                total += 1  # a name's most grows by one at a time
                if total > MAX_DEPTH:
                    return True
    return False


def _has_crowded_tag(data: bytes) -> bool:
    seen = counted = 0
    for long in _LONG_TAG.finditer(data):
        if long.start() < seen:  # it stands in a quoted value of the tag before: no byte is looked at twice
            continue
        tag = _OPEN_TAG.match(data, long.start())
        if tag is not None:
            seen = tag.end()
            if len(tag[1]) - len(tag[1].translate(None, _BETWEEN)) <= MAX_ATTRIBUTES:
                continue
            counted += 1
            if counted > _CROWDED or _attributes(tag[1]) > MAX_ATTRIBUTES:
                return True
    return False


def _attributes(tag_body: bytes) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag_body))
