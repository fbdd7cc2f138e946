"""Says which body of the register the words of a name mean: one that survives every question, or none.

"The ISIS news service Amaq" is Amaq; "CIT" is what the text says it is short for; "a Turkish border town" is no state,
and a person is none of the bodies that the words name beside the person.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.lexicon.load import WordList, load
from sayso.records import Report, Resolution
from sayso.register.abbreviations import TextNames
from sayso.register.context import Choice, Context, choose, introduced
from sayso.register.load import Register
from sayso.register.names import Hit
from sayso.spans import Span

_AROUND = 60
"""How many characters on each side show whether a name stands in text in capitals."""


class MemberWords(WordList, frozen=True):
    """The list `members`."""

    members: frozenset[str]
    determiners: tuple[str, ...]
    joint: tuple[str, ...]
    within: tuple[str, ...]
    no_role: tuple[str, ...]


class _Patterns(NamedTuple):
    """The words around a body's name, compiled."""

    article: re.Pattern[str]
    joint: re.Pattern[str]
    within: re.Pattern[str]
    person: re.Pattern[str]
    """Behind a body's name: a word for what somebody is, and a name; or two words of a name."""

    @classmethod
    def of(cls, words: MemberWords) -> "_Patterns":
        """Return the patterns of a language's words."""
        determiner, within = "|".join(words.determiners), "|".join(words.within)
        no_role = "|".join([*words.within, *words.no_role])
        return cls(
            re.compile(rf"(?:\s|(?:{determiner})\b|[“”\"'‘’()\[\],.]|['’]s\b)+", re.IGNORECASE),
            re.compile(rf",|\b(?:{'|'.join(words.joint)})\b|[/&]", re.IGNORECASE),
            re.compile(rf"\b(?:{within})\b", re.IGNORECASE),
            re.compile(rf"(?<!\S)(?!(?:{no_role})\s)[a-z]\S*\s+[A-Z]|[A-Z][^\W\d_]+\.?\s+[A-Z][^\W\d_]+"),
        )


class Identifier:
    """Identifies speakers and actors; holds the register it was handed and the language's words for a body's people.

    The last report's abbreviations and countries are kept, for a report's names are asked for one after the other.
    """

    def __init__(self, register: Register, language: str) -> None:
        self._register = register
        words = load(language, "members", MemberWords)
        self._members = words.members
        self._patterns = _Patterns.of(words)
        self._last: tuple[str, str, Context] | None = None

    def identify(self, report: Report, name: str, span: Span) -> tuple[str | None, Resolution]:
        """Return the id of the body that `name`, at `span` of the report, means, or None, and how that was decided."""
        context = self._context(report)
        choice = self._choice(name, context, shouting=_shouting(report.text, span))
        return choice.chosen, Resolution(
            words=name, span=span, chosen=choice.chosen, candidates=choice.candidates, reason=choice.reason
        )

    def _context(self, report: Report) -> Context:
        """Return what the report tells about its names."""
        if self._last is None or self._last[:2] != (report.id, report.text):
            names = TextNames.read(report.text)
            shouting = _shouting(report.text, (0, 10 * _AROUND))
            hits = self._register.names(report.text, shouting=shouting)
            context = Context.of(hits, names, self._register)
            self._last = (report.id, report.text, context)
        return self._last[2]

    def _choice(self, name: str, context: Context, *, shouting: bool) -> Choice:
        """Return which body the words mean."""
        hits = self._register.names(name, shouting=shouting)
        whole = [hit for hit in hits if self._is_whole(name, hit)]
        if whole:
            return choose(self._register, name[whole[0].start : whole[0].end], whole[0], context)
        spelled = self._spelled_out(name, context)
        if spelled is not None:
            return spelled
        part = [hit for hit in hits if _counts(name, hit)]
        if not part:
            return Choice(None, tuple(key for hit in hits for key in hit.ids), "No body of the register is named so.")
        troops = shouting and name.rpartition(" ")[2].lower() in self._members
        if not troops and self._patterns.person.search(name, part[-1].end):
            return Choice(None, tuple(key for hit in part for key in hit.ids), "The words name a person.")
        return self._one(name, part, context)

    def _spelled_out(self, name: str, context: Context) -> Choice | None:
        """Return what a name means that the text introduced as an abbreviation and the register does not hold."""
        words = self._patterns.article.sub(" ", name).strip()
        full = context.names.expand(words)
        if full is None:
            return None
        key = introduced(self._register, words, full)
        if key is None:
            return Choice(None, (), f"The text says it is short for {full}, which the register does not know.")
        return Choice(key, (key,), f"The text says it is short for {full}.")

    def _one(self, name: str, hits: Sequence[Hit], context: Context) -> Choice:
        """Return the one body that the words are about, of those they name."""
        choices = [choose(self._register, name[hit.start : hit.end], hit, context) for hit in hits]
        every = tuple(dict.fromkeys(key for choice in choices for key in choice.candidates))
        chosen = {choice.chosen for choice in choices}
        if len(chosen) == 1:
            return choices[0]
        for choice in choices:
            entry = self._register.get(choice.chosen) if choice.chosen else None
            if entry is not None and entry.parent in chosen:
                return Choice(entry.id, every, "It belongs to the other body that the words name.")
        if any(self._patterns.joint.search(name, a.end, b.start) for a, b in pairwise(hits)):
            return Choice(None, every, "The words name several bodies side by side.")
        preposition = self._patterns.within.search(name)
        before = [c for hit, c in zip(hits, choices, strict=True) if preposition and hit.end <= preposition.start()]
        best = before[-1] if before else choices[0] if preposition else choices[-1]
        return Choice(best.chosen, every, "Of the bodies that the words name, it is the one they are about.")

    def _is_whole(self, name: str, hit: Hit) -> bool:
        """Tell whether a name is nothing but the hit and articles."""
        article = self._patterns.article
        return not article.sub("", name[: hit.start]) and not article.sub("", name[hit.end :])


def _counts(name: str, hit: Hit) -> bool:
    """Tell whether a name inside the words may be what they are about: no "…-backed", "pro-…", and no mere adjective."""
    if not hit.ids or name[hit.end : hit.end + 1] in {"-", "‐"} or name[hit.start - 1 : hit.start] in {"-", "‐"}:
        return False
    return not hit.ids[0].startswith("state:")


def _shouting(text: str, span: Span) -> bool:
    """Tell whether the text around a span is written in capitals."""
    around = text[max(0, span[0] - _AROUND) : span[1] + _AROUND]
    return not any(map(str.islower, around)) and sum(map(str.isalpha, around)) > _AROUND // 2
