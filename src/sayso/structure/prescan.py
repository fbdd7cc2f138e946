"""Looks over the bytes of a page before any parser sees them, and refuses shapes on which parsers take quadratic time.

The scan is linear. It need not be exact: what slips through is stopped by the worker's deadline. The limits are those of
browsers (512 levels of nesting) and of earlier parsers that had to learn it (400 attributes in a tag).
"""

import re

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
_OPEN_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(" + _TAG_BODY + rb")")
_ATTRIBUTE = re.compile(rb"""[^\s=/>"']++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"']++))?""")


def refusal(data: bytes) -> str | None:
    """Return why a page is not to be parsed, in words, or None when it may be."""
    if len(data) > MAX_BYTES:
        return f"it has {len(data):,} bytes, and no more than {MAX_BYTES:,} are parsed"
    if data.count(b"<") > MAX_TAGS:
        return f"it has more than {MAX_TAGS:,} tags"
    small = data.lower()
    if _too_deep(_NAME.findall(small)) and _too_deep(_names_outside_scripts(small)):
        return f"its elements are nested more than {MAX_DEPTH} levels deep"
    if _has_crowded_tag(data):
        return f"one of its tags has more than {MAX_ATTRIBUTES} attributes"
    return None


def _names_outside_scripts(data: bytes) -> list[bytes]:
    """Return the names of the tags, left out those in comments and scripts: slower, for the few pages that need it."""
    return [name for _raw, name in _MARKUP.findall(data) if name]


def _too_deep(names: list[bytes]) -> bool:
    """Tell whether the elements open at once, counted for each name apart and added up, may pass the limit.

    Apart, so that an end tag without its beginning, which a parser ignores, cannot make up for another element.
    """
    if len(names) <= MAX_DEPTH:
        return False
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
    return sum(most.values()) > MAX_DEPTH


def _has_crowded_tag(data: bytes) -> bool:
    seen = 0
    for long in _LONG_TAG.finditer(data):
        if long.start() < seen:  # it stands in a quoted value of the tag before: no byte is looked at twice
            continue
        tag = _OPEN_TAG.match(data, long.start())
        if tag is not None:
            seen = tag.end()
            if _attributes(tag[1]) > MAX_ATTRIBUTES:
                return True
    return False


def _attributes(tag_body: bytes) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag_body))
