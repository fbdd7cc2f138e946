"""Takes from the words of a claim the longest stretch that may go out, to the letter."""

import re
from collections.abc import Iterable
from typing import Literal

from sayso.lexicon.load import fold
from sayso.publish.excerpt import longest_without, trimmed, unstamped
from sayso.publish.public.patterns import merged, reaching_spans
from sayso.publish.public.rules import Rules
from sayso.publish.public.terms import Terms, tokens
from sayso.records import Claim
from sayso.spans import Span, cover, overlap

Reason = Literal["private", "sensitive", "unquoted"]
_CAPITAL = re.compile(r"[^\W\d_a-z][\w’'-]*")
_CAPITALS = re.compile(r"[^\W\d_a-z][\w’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){1,3}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST = 2
"""How many words must be left for a stretch to say anything."""
_DIVISIONS = frozenset({"country", "continent", "sea"})


class Quoting:
    """Takes stretches from the reports of one record."""

    def __init__(self, rules: Rules) -> None:
        self._reports = rules.reports
        self._people = rules.people
        self._words = rules.publishing
        self._gazetteer = rules.gazetteer
        self._common = rules.people.common | frozenset(rules.publishing.words.closed)

    def stretch(
        self, claim: Claim, longest: int | None, coarse: "Coarse | None", away: Iterable[Span] = ()
    ) -> Span | Reason:
        """Return where in its report the words of a claim stand that may go out; a reason where none are left.

        `longest` is how many characters may go out, None for all; `coarse` what must not be told of a coarsened event;
        `away` where in the report words stand that are held back.
        """
        text = self._reports[claim.report].text
        if not 0 <= claim.span[0] < claim.span[1] <= len(text) or text[slice(*claim.span)] != claim.quote:
            return "unquoted"
        span = trimmed(text, unstamped(claim, text))
        inside = text[slice(*span)]
        people = [*self._people.spans(claim.report, inside), *reaching_spans(inside)]
        finer = [] if coarse is None else self.telling(inside, coarse)
        finer += [(max(0, a - span[0]), b - span[0]) for a, b in away if overlap((a, b), span)]
        finer = [(a, min(b, len(inside))) for a, b in finer]
        left = longest_without(text, span, merged([*people, *finer]), self._people.speech)
        if longest is not None and left[1] - left[0] > longest:
            left = trimmed(text, _shorter(text, left, longest))
        if len(_WORD.findall(text[slice(*left)])) < _LEAST:
            return "sensitive" if finer else "private" if people else "unquoted"
        return left

    def telling(self, text: str, coarse: "Coarse") -> list[Span]:
        """Return where a text says the place more finely than a district, or the time more finely than a day.

        Beside the names of the event's own places that is every word with a capital of which nothing says that it is none:
        a name that nobody has read as a place may be one.
        """
        spans = [*coarse.terms.spans(text), *self._words.hour_spans(text)]
        for found in _CAPITAL.finditer(text):
            word = re.sub(r"[’']s$", "", found[0])
            if not self._is_plain(word, coarse.allowed):
                spans.append(found.span())
        for found in _CAPITALS.finditer(text):
            known = self._gazetteer.known(" ".join(found[0].split()))
            finer = any(place.kind not in _DIVISIONS for place in known)
            if finer and not set(tokens(found[0])) <= coarse.allowed:
                spans.append(found.span())
        return spans

    def names_in(self, text: str, coarse: "Coarse") -> list[Span]:
        """Return where names stand that tell of a sensitive site, with the word for it: "Quay Hospital"."""
        sites = self._words.site_spans(text)
        capitals = [found.span() for found in _CAPITAL.finditer(text)]
        found = []
        for start, end in sites:
            around = [
                span
                for span in capitals
                if abs(span[1] - start) <= 1 or abs(span[0] - end) <= 1 or overlap(span, (start, end))
            ]
            named = [span for span in around if not self._is_plain(text[slice(*span)], coarse.allowed)]
            if named:
                found.append(cover([*named, (start, end)]))
        return found

    def _is_plain(self, word: str, allowed: frozenset[str]) -> bool:
        """Tell whether a word with a capital tells no place finer than a country."""
        if set(tokens(word)) <= allowed or self._gazetteer.demonym(word) is not None:
            return True
        if fold(word) in self._common and not any(
            place.kind not in _DIVISIONS for place in self._gazetteer.known(word)
        ):
            return True
        return len(word) == 1


class Coarse:
    """What must not be told of one coarsened event, and which words with capitals may stand all the same."""

    def __init__(self, terms: Iterable[str], allowed: Iterable[str]) -> None:
        self.names = tuple(terms)
        self.terms = Terms(self.names)
        self.allowed = frozenset(word for name in allowed for word in tokens(name))


def _shorter(text: str, span: Span, longest: int) -> Span:
    """Return a stretch cut between two words, or where there is none to cut at within one."""
    start, end = span[0], span[0] + longest
    while end > start and not text[end].isspace():
        end -= 1
    return (start, end) if end > start else (start, start + longest)
