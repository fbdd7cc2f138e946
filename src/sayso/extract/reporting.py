"""Reads one sentence for who says what: each cue with its speaker and its content, in token indices.

The reader knows the frames in which English attributes: the verb frames, "according to", noun with "that", adverb,
quotation beside a name. It decides nothing about names; that is `speakers`.
"""

import re

from sayso.extract import scope
from sayso.extract.cues import Cue
from sayso.extract.scope import Range
from sayso.extract.sentences import word_at
from sayso.extract.shape import FINITE
from sayso.extract.subjects import Reported
from sayso.extract.verb_frames import VerbFrames

_QUOTE_EDGE = re.compile(',"|:"')
_LONGEST = 600
"""From how many tokens on a run of words is no sentence and is not read."""


class Reader(VerbFrames):
    """Reads one sentence; made anew for each."""

    def read(self) -> list[Reported]:
        """Return what the sentence attributes, in the order of its cues."""
        triggers = self.cues.triggers
        if len(self.lower) > _LONGEST:
            return self.found
        for i, word in enumerate(self.lower):
            if word in triggers:
                found = self._at(i, word)
                if found is not None and (found.content or found.frame in {"cited", "relayed", "bare"}):
                    self.found.append(found)
        if '"' in self.code:
            self._spoken()
        return self.found

    def _at(self, i: int, word: str) -> Reported | None:
        """Return what the cue word at `i` attributes."""
        if self.found and self.found[-1].frame == "relayed-by" and i < self.found[-1].end:
            return None
        letter = self.code[i]
        verb = self.cues.verbs.get(word)
        if verb is not None and (letter in "VBGU" or (letter in "NPJ" and self._verb_mistaken(i, word))):
            return self._verb(i, verb, letter)
        noun = self.cues.nouns.get(word)
        if noun is not None and letter in "NPA":
            return self._noun(i, noun) or self._phrase(i, word)
        return self._phrase(i, word)

    def _phrase(self, i: int, word: str) -> Reported | None:
        """Return what "according to", "reportedly" or "it is not clear whether" attributes."""
        if word in self.cues.according:
            phrase, offset = self.cues.according[word]
            at = i - offset
            return self._according(at, len(phrase)) if self.lower[max(0, at) : at + len(phrase)] == phrase else None
        if word in self.cues.open:
            return self._impersonal(i)
        adverb = self.cues.adverbs.get(word)
        return None if adverb is None else self._whole(i, adverb)

    def _spoken(self) -> None:
        """Add quotations that a verb outside the lists attributes ("…,” X barked"), and those behind a colon."""
        code = self.code
        cue = Cue("", "speech", "says", frozenset({"tail"}), frozenset())
        for mark in _QUOTE_EDGE.finditer(code):
            at = mark.end()
            if mark.group() == ':"':
                self._colon(mark.start(), at - 1, cue)
            elif (
                self._closes(at - 1)
                and at in self.shape.from_start
                and not any(r.frame in {"tail", "inverted"} and r.end > at for r in self.found)
            ):
                right = self.shape.extended_right(at) or at
                verb = self.shape.aside_right(right)
                verb += code[verb : verb + 1] == ","
                verb += code[verb : verb + 1] == "R"
                if code[verb : verb + 1] == "V":
                    found = Cue(self.lower[verb], "speech", "says", frozenset({"tail"}), frozenset())
                    content = (self._floor(), at)
                    self.found.append(self._made("tail", found, (verb, verb + 1), (at, right), (content,)))

    def _colon(self, colon: int, at: int, cue: Cue) -> None:
        """Add the quotation behind a colon when the clause before it has a speaker and no cue of its own."""
        if any(r.content and r.content[-1][0] in {at, colon + 1} for r in self.found):
            return
        speaker = self._subject_of_sentence(colon)
        if speaker is not None:
            end = scope.last(self.code)
            self.found.append(self._made("colon", cue, (colon, colon + 1), speaker, ((at, end),)))

    def lead(self) -> Reported | None:
        """Return who leads up to what follows the sentence ("In an interview with the Herald, Marek said:")."""
        for i in range(len(self.lower) - 1, -1, -1):
            cue = self.cues.verbs.get(self.lower[i])
            if cue is None or self.code[i] not in "VGU" or cue.kind not in {"speech", "act"}:
                continue
            group = self._group(i)
            if self.code[i] == "U" and self._has_be(group, i):
                continue
            speaker = self._subject_of_clause(i) if group == i and self.code[i] == "G" else None
            speaker = speaker or self._speaker_left(self._speaker_end(group))
            if speaker is not None and self.lower[speaker[0]] not in self.grammar.second_person:
                return self._made("lead", cue, (i, i + 1), speaker, ())
        colon = self.code.rfind(":")
        speaker = self._subject_of_sentence(colon) if colon > 0 else None
        if speaker is None:
            return None
        cue = Cue("", "speech", "says", frozenset(), frozenset())
        return self._made("lead", cue, (colon, colon + 1), speaker, ())

    def _according(self, i: int, size: int) -> Reported | None:
        """Return what "according to X", `size` tokens at `i`, attributes: the rest of its clause."""
        j = i + size
        right = self.shape.extended_right(j)
        if right is None:
            return None
        aside = self.shape.aside_right(right)
        if i < 2 and self.code[right : right + 1] in ("W", "U"):
            aside = max(right, self.code.find(",", right, right + 20))
        cue = Cue(self.cues.according_to, "speech", "says", frozenset(), frozenset())
        end = scope.last(self.code)
        content = scope.before(self.code, 0, i) if i > 1 and self.code[i - 1] != "K" else None
        if content is None and aside < end:
            start = aside + 1 if self.code[aside] == "," else aside
            content = (start, end) if start < end and not FINITE.isdisjoint(self.code[start:end]) else None
        if content is None:
            content = scope.before(self.code, 0, i, bare=True)
        return Reported("according", cue, i, j, (j, right), aside, (content,) if content else ())

    def _whole(self, i: int, cue: Cue) -> Reported | None:
        """Return what "reportedly" attributes: the clause around it, to nobody."""
        start = max(self.code.rfind(mark, 0, i) for mark in ",;:") + 1
        end = scope.last(self.code)
        stop = self.code.find(",", i, end)
        return Reported("adverb", cue, i, i + 1, None, 0, ((start, stop if stop > 0 else end),))

    def _impersonal(self, i: int) -> Reported | None:
        """Return what "it is not clear whether …" leaves open."""
        window = self.lower[max(0, i - 5) : i + 1]
        if self.grammar.expletive.isdisjoint(window) or self.cues.impersonal.isdisjoint(window):
            return None
        start = i if self.lower[i] in self.grammar.polar else i + 1
        end = scope.last(self.code)
        if start >= end or self.code[start] not in "QWL":
            return None
        cue = Cue(self.cues.impersonal_lemma, "speech", "doubts", frozenset(), frozenset())
        return Reported("impersonal", cue, start - 1, start, None, 0, ((start, end),))

    def _noun(self, i: int, cue: Cue) -> Reported | None:
        """Return what "the claim that …", "X's statement that …" and "an announcement by X" attribute."""
        code, j, end = self.code, i + 1, scope.last(self.code)
        start = self.shape.noun_before(j)
        owner = self._owner(start, i) if start is not None else None
        if word_at(self.lower, j) in self.grammar.agentive and self.shape.extended_right(j + 1):
            right = self.shape.extended_right(j + 1) or j
            owner, j = (j + 1, right), right
        if code[j : j + 1] == "L" and j + 1 < end and not FINITE.isdisjoint(code[j:end]) and code[j + 1] not in FINITE:
            return self._made("noun", cue, (i, i + 1), owner, ((j, scope.after_noun(code, self.sentence, j, end)),))
        if owner is not None and code[j : j + 1] in ("T", "I") and self.lower[j] in self.grammar.allative:
            return self._made("noun", cue, (i, i + 1), owner, ((j, scope.after_noun(code, self.sentence, j, end)),))
        return None

    def _owner(self, start: int, i: int) -> Range | None:
        """Return the possessor in a noun phrase that begins at `start`: "[the army]'s statement"."""
        mark = self.code.rfind("O", start, i)
        if mark > start:
            return start, mark
        return (start, start + 1) if self.lower[start] in self.cues.reference.possessive else None
