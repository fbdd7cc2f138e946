"""Knows how a page hides words from its readers: attributes, inline style, and simple rules of its own style sheets.

Hidden words must not speak. Only what a rule says of a single class or id is believed, outside conditions such as `@media`;
the way a style sheet works as a whole is not computed.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none"
    r"|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0*\.?0+(?![.\d])"
    r"|font-size\s*:\s*0*\.?0+(?![.\d])"
    r"|(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*0"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:!\s*important\s*)?(?=;|$)[^{}]{0,300}overflow[-xy]*\s*:\s*hidden)",
    re.IGNORECASE,
)
_INK = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_PAPER = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"})
_SHOWN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
_MAY_HIDE = re.compile(r":\s*(?:none|hidden|collapse|0|\.0|-\d|rect|inset)|background", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_BRACE = re.compile(r"[{}]")
_ONE_NAME = re.compile(r"\s*[a-z]{0,10}([.#][A-Za-z_][\w-]*)\s*$")
_SHEET = 500_000
"""So many characters of style sheets are read, in characters."""


def hides(style: str) -> bool:
    """Tell whether declarations hide what they apply to: not shown, of no size, off the screen, in the paper's colour."""
    if _HIDDEN.search(style):
        return True
    ink, paper = _INK.search(style), _PAPER.search(style)
    return ink is not None and paper is not None and _colour(ink[1]) == _colour(paper[1])


def _colour(written: str) -> str:
    colour = "".join(written.lower().split())
    return "white" if colour in _WHITE else colour


def unseen(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element's own attributes hide it."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and hides(style))


def hidden_names(sheets: Iterable[str]) -> frozenset[str]:
    """Return the classes (".x") and ids ("#x") that style sheets hide, each by a rule for it alone; the last rule decides."""
    found: dict[str, bool] = {}
    for sheet in sheets:
        found.update(_judged(sheet[:_SHEET]))
    return frozenset(name for name, hidden in found.items() if hidden)


@lru_cache(maxsize=16)
def _judged(sheet: str) -> dict[str, bool]:
    """Return which names a sheet hides and which it shows again; the pages of one site carry the same sheet."""
    found: dict[str, bool] = {}
    if _MAY_HIDE.search(sheet) is None:
        return found
    for selectors, declarations in _rules(_COMMENT.sub("", sheet)):
        hiding = hides(declarations)
        if not hiding and not _SHOWN.search(declarations):
            continue
        for selector in selectors.split(","):
            name = _ONE_NAME.match(selector)
            if name is not None:
                found[name[1]] = hiding
    return found


def _rules(sheet: str) -> Iterable[tuple[str, str]]:
    """Yield the rules that hold without condition: selectors and declarations."""
    depth, at, selectors = 0, 0, ""
    for brace in _BRACE.finditer(sheet):
        words = sheet[at : brace.start()]
        at = brace.end()
        if brace.group() == "{":
            depth += 1
            if depth == 1:
                selectors = words.rpartition(";")[2]
        elif depth:
            depth -= 1
            if depth == 0 and "@" not in selectors:
                yield selectors, words
