"""Finds the bodies that a text names: those of the register, those it abbreviates itself, and others by their last word.

A body is an armed group, a state or its organ, a monitor, an outlet, a relief organisation. What the text says of its
own abbreviations goes first; a name that several bodies bear is decided by the text (its full form, or the one country
of them that the text speaks of), or not at all.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick

from sayso.extract.sentences import is_shouting
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, load
from sayso.lexicon.names import NameWords
from sayso.register.abbreviations import TextNames
from sayso.register.context import Context, choose, introduced, is_credit
from sayso.register.entry import Form, Kind
from sayso.register.load import Register
from sayso.register.names import Hit
from sayso.spans import Span

__all__ = ["Body", "BodyFinder", "BodyWords", "TextNames"]


class BodyWords(WordList, frozen=True):
    """Words by which bodies are told; the fields are described in the list itself."""

    words_too: tuple[str, ...]
    away: tuple[str, ...]
    deed: tuple[str, ...]
    last: dict[Kind, tuple[str, ...]]
    first: dict[Kind, tuple[str, ...]]
    generic: tuple[str, ...]
    links: tuple[str, ...]
    places: tuple[str, ...]


class Body(msgspec.Struct, frozen=True, gc=False):
    """A body where the text names it."""

    span: Span
    name: str
    """Its full name, as far as the register or the text gives one; else the words."""
    id: str | None
    """The register's id; None when the register does not know it or the words do not decide."""
    kind: Kind
    candidates: tuple[str, ...] = ()
    """Ids of all bodies that the words may mean, the most likely first."""
    form: Form | Literal["abbreviation", "shape"] = "name"
    """How it is named. A `capital` and the `name` of a state or territory may as well be the place."""


_CAPS_LINE = re.compile(r"^[^a-zß-öø-ÿ\n]{40,}$", re.MULTILINE)
_WORD = re.compile(r"[^\s]+")


class BodyFinder:
    """Finds bodies in text; holds the register it was handed and the language's words."""

    def __init__(self, register: Register, language: str) -> None:
        words = load(language, "bodies", BodyWords)
        self._run = _run_of_names(words, load(language, "grammar", GrammarWords))
        self._register = register
        self._words_too = frozenset(words.words_too)
        self._last = {word: kind for kind, found in words.last.items() for word in found}
        self._first = {word: kind for kind, found in words.first.items() for word in found}
        self._generic = frozenset(words.generic)
        self._places = frozenset(words.places)
        self._away = re.compile(rf"\b(?:{'|'.join(words.away)})[‐-]\Z", re.IGNORECASE)
        self._deed = re.compile(rf"\s?[‐-](?:{'|'.join(words.deed)})\b", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None, names: TextNames | None = None) -> list[Body]:
        """Return the bodies named in `text[start:end]` in order, without overlap; linear in the length.

        `names` are the abbreviations of the whole text; when a text is read in parts, hand them in, or each part costs
        a reading of the whole.
        """
        stop = len(text) if end is None else end
        known = TextNames.read(text) if names is None else names
        hits = [hit for hit in self._hits(text, start, stop) if self._counts(text, hit)]
        context = Context.of(hits, known, self._register)
        found = [self._body(text, hit, context) for hit in hits]
        found = [body for body in found if body.id is not None or body.name not in known.full]
        found.extend(self._introduced(text, start, stop, known, _spans(found)))
        found.sort(key=_place)
        found.extend(self._shaped(text, start, stop, _spans(found)))
        found.sort(key=_place)
        return list(_apart(found))

    def _hits(self, text: str, start: int, end: int) -> list[Hit]:
        """Return the register's names; lines in capitals are read as such inside other text."""
        register = self._register
        if is_shouting(text[start:end]):
            return register.names(text, start, end, shouting=True)
        lines = [line.span() for line in _CAPS_LINE.finditer(text, start, end)]
        hits = register.names(text, start, end)
        if not lines:
            return hits
        kept = [hit for hit in hits if not any(low <= hit.start < high for low, high in lines)]
        for low, high in lines:
            kept.extend(hit for hit in register.names(text, low, high, shouting=True))
        return sorted(kept, key=_start)

    def _counts(self, text: str, hit: Hit) -> bool:
        """Tell whether a name stands for the body, and is neither a common word nor a part of "…-backed", "pro-…"."""
        if not hit.ids:
            return hit.name.case == "any" and " " in hit.name.key and text[hit.start].isupper()
        if hit.name.key in self._words_too and not hit.organ and not self._stands_out(text, hit):
            return False
        after = text[hit.end : hit.end + 2]
        if ("-" in after or "‐" in after) and self._deed.match(text, hit.end):
            return False
        before = text[hit.start - 1 : hit.start]
        return before not in {"-", "‐"} or not self._away.search(text, max(0, hit.start - 8), hit.start)

    def _stands_out(self, text: str, hit: Hit) -> bool:
        """Tell whether a name that is a common word too is written as a name: inside a sentence of mixed case."""
        words = text[hit.start : hit.end]
        around = text[max(0, hit.start - 40) : hit.start] + text[hit.end : hit.end + 40]
        mixed = any(map(str.islower, around)) or not any(map(str.isalpha, around))
        if words.isupper():
            return mixed
        before = text[max(0, hit.start - 30) : hit.start].rstrip(" “‘\"'(")
        inside = bool(before) and before[-1] not in ".!?:\n"
        beside = (
            before.rpartition(" ")[2][:1],
            text[hit.end + 1 : hit.end + 2] if text[hit.end : hit.end + 1] == " " else "",
        )
        return mixed and inside and not any(map(str.isupper, beside))

    def _body(self, text: str, hit: Hit, context: Context) -> Body:
        """Return the body that a name stands for."""
        words = text[hit.start : hit.end]
        choice = choose(self._register, words, hit, context)
        entry = self._register.get(choice.chosen) if choice.chosen else None
        form = hit.name.form if not hit.organ else "name"
        if entry is not None:
            return Body((hit.start, hit.end), entry.name, entry.id, entry.kind, choice.candidates, form)
        first = self._register.get(hit.ids[0]) if hit.ids and context.names.expand(words) is None else None
        kind = first.kind if first is not None else self._kind(words)
        return Body((hit.start, hit.end), words, None, kind, choice.candidates, form)

    def _introduced(self, text: str, start: int, end: int, known: TextNames, taken: list[Span]) -> Iterator[Body]:
        """Yield the bodies that the text abbreviates, by their abbreviation and by their full name."""
        meant = {short: full for short, full in known.full.items() if not is_credit(self._register, short, known)}
        words = {name: short for short, full in meant.items() for name in (short, full)}
        if not words:
            return
        begins = [low for low, _ in taken]
        for span in _occurrences(text, start, end, list(words)):
            short = words[text[slice(*span)]]
            full = known.full[short]
            if full.rpartition(" ")[2].lower() in self._places or _overlaps(span, taken, begins):
                continue
            key = introduced(self._register, short, full)
            entry = self._register.get(key) if key else None
            kind = entry.kind if entry is not None else self._kind(full)
            label = entry.name if entry is not None else full
            yield Body(span, label, key, kind, (key,) if key else (), "abbreviation")

    def _shaped(self, text: str, start: int, end: int, taken: list[Span]) -> Iterator[Body]:
        """Yield bodies that the register does not know, by the last or first word of a capitalised run."""
        begins = [low for low, _ in taken]
        for run in self._run.finditer(text, start, end):
            if run.group().isupper():
                continue
            words_of = run.group().lower().split()
            if words_of[-1] not in self._last and words_of[0] not in self._first:
                continue
            words = list(_WORD.finditer(text, *run.span()))
            while words and words[0].group().lower() in self._generic:
                words.pop(0)
            if not 2 <= len(words) <= 6 or words[-1].group().lower() in self._places:
                continue
            span = words[0].start(), run.end()
            if not _overlaps(span, taken, begins):
                name = text[span[0] : span[1]]
                yield Body(span, " ".join(name.split()), None, self._kind(name), (), "shape")

    def _kind(self, name: str) -> Kind:
        """Return the kind of a body by the words of its name."""
        words = name.lower().split()
        return self._last.get(words[-1]) or self._first.get(words[0]) or "group"


def _occurrences(text: str, start: int, end: int, names: Sequence[str]) -> Iterator[Span]:
    """Yield where whole names stand in `text[start:end]`, written exactly so, the longest at each place."""
    part, reached = text[start:end], 0
    found = AhoCorasick(names).find_matches_as_indexes(part, overlapping=True)
    for low, negative in sorted((low, -high) for _, low, high in found):
        high = -negative
        if low >= reached and not part[low - 1 : low].isalnum() and not part[high : high + 1].isalnum():
            reached = high
            yield low + start, high + start


def _start(hit: Hit) -> int:
    """Return where a name begins."""
    return hit.start


def _place(body: Body) -> tuple[int, int]:
    """Sort by where a body begins, the longest first."""
    return body.span[0], -body.span[1]


def _spans(found: list[Body]) -> list[Span]:
    """Return the spans that no longer name may swallow: those of all but states, which begin many a body's name."""
    return [body.span for body in found if body.kind not in {"state", "territory"}]


def _overlaps(span: Span, taken: list[Span], begins: list[int]) -> bool:
    """Tell whether a span overlaps one of `taken`, which are in order and whose beginnings are `begins`."""
    at = bisect_right(begins, span[0])
    if at and taken[at - 1][1] > span[0]:
        return True
    return at < len(taken) and taken[at][0] < span[1]


def _apart(found: Iterable[Body]) -> Iterator[Body]:
    """Yield the bodies that do not begin inside the one before."""
    reached = 0
    for body in found:
        if body.span[0] >= reached:
            reached = body.span[1]
            yield body


def _run_of_names(words: BodyWords, grammar: GrammarWords) -> re.Pattern[str]:
    """Return the pattern of words with capitals, and small ones between them, that may be the name of a body."""
    articles, links, definite = (
        "|".join(w) for w in (load("mul", "names", NameWords).articles, words.links, sorted(grammar.definite))
    )
    name = rf"(?:[A-Z][^\W\d_]*(?:['’][^\W\d_]+|[‐-][^\W\d_]+)*|(?:{articles})[‐-][A-Z][^\W\d_]+)"
    return re.compile(rf"{name}(?:[ \n](?:(?:{links})[ \n](?:(?:{definite})[ \n])?)?{name}){{1,7}}")
