"""A sentence under reading: its shape, what was found in it so far, and whose verb a verb is."""

import re

import msgspec

from sayso.extract.cues import Cue, Cues
from sayso.extract.scope import Range
from sayso.extract.sentences import Sentence
from sayso.extract.shape import FINITE, Shape, shape

_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGHT = 80
"""How many tokens back a verb without a subject of its own looks for one; it keeps long sentences linear."""


class Reported(msgspec.Struct, frozen=True, gc=False):
    """One cue of a sentence with its speaker and content."""

    frame: str
    """The name of the frame that was found: `forward`, `tail`, `inverted`, `according`, `passive`, …"""
    cue: Cue
    start: int
    end: int
    """The tokens of the cue."""
    speaker: Range | None
    """The speaker's noun phrase without appositions."""
    aside: int
    """Where the speaker's appositions end; equal to the end of `speaker` without any."""
    content: tuple[Range, ...]
    relay: Range | None = None
    """Who passes the speaker's words on: "X quoted a source as saying"."""


class Subjects:
    """One sentence under reading; made anew for each."""

    def __init__(self, sentence: Sentence, cues: Cues, *, headline: bool = False) -> None:
        self.sentence = sentence
        self.cues = cues
        self.lower = sentence.lower
        self.grammar = sentence.grammar
        self.shape: Shape = shape(sentence, cues.shape, headline=headline or _in_title_case(sentence))
        self.code = self.shape.code
        self.found: list[Reported] = []

    def _made(self, frame: str, cue: Cue, at: Range, speaker: Range | None, content: tuple[Range, ...]) -> Reported:
        """Return an attribution whose speaker's appositions, if any, lie before the cue."""
        return Reported(frame, cue, at[0], at[1], speaker, self._aside(speaker, at[0]) if speaker else 0, content)

    def _aside(self, speaker: Range, at: int) -> int:
        """Return the end of what hangs on a speaker before the cue at `at`: ", a spokesman for X", "who"."""
        code, end = self.code, speaker[1]
        if at <= end or code[end] not in ",(W":
            return end
        group = self._group(at)
        if code[group - 1] in "W)":
            return group
        return group - 1 if code[group - 1] == "," else end

    def _speaker_end(self, group: int) -> int:
        """Return the end of the noun phrase that is the subject of the verb group at `group`; 0 when none is seen."""
        if group == 0:
            return 0
        letter = self.code[group - 1]
        if letter in "WL":
            return group - 2 if self.code[group - 2 : group - 1] == "," else group - 1
        if letter == ",":
            return self.shape.aside_left(group - 1) or 0
        return group

    def _speaker_left(self, end: int) -> Range | None:
        """Return the noun phrase that ends at `end`, or the subject shared with an earlier verb before "and"."""
        if end <= 0:
            return None
        start = self.shape.extended_left(end)
        if start is not None:
            return None if self._mute(start) else (start, end)
        if self.code[end - 1] == "K":
            return self._subject_of_clause(end - 1)
        return None

    def _subject_of_clause(self, i: int, *, main: bool = False) -> Range | None:
        """Return the subject of the nearest finite verb before token `i`: that of a cue first, then of any verb.

        With `main`, clauses that begin with "whether" and the like are passed over.
        """
        for earlier in reversed(self.found):
            if earlier.speaker is not None and earlier.end <= i and earlier.frame in {"forward", "tail", "participle"}:
                return earlier.speaker
        code = self.code
        tries = 0
        for k in range(i - 1, max(0, i - _SIGHT), -1):
            if code[k] in FINITE:
                group = self._group(k)
                end = self._speaker_end(group)
                start = self.shape.extended_left(end) if end > 0 else None
                if start is not None and code[group - 1] not in "WL":
                    if not self._mute(start) and not (main and code[start - 1 : start] in ("Q", "L")):
                        return start, end
                    continue
                tries += 1
                if tries > 5:
                    return None
        return None

    def _subject_of_sentence(self, i: int) -> Range | None:
        """Return the subject of the first main verb before token `i`: the one who goes on to speak behind a colon."""
        code = self.code
        for k in range(min(i, _SIGHT)):
            if code[k] in FINITE:
                group = self._group(k)
                end = self._speaker_end(group)
                start = self.shape.extended_left(end) if end > 0 else None
                if start is not None and code[group - 1] not in "WL" and (start == 0 or code[start - 1] in ',"K.:-)'):
                    return start, end
        return None

    def _mute(self, start: int) -> bool:
        """Tell whether the noun phrase at `start` names nobody: "this", the bare figure "2118", the bare "Iraqi"."""
        end = self.shape.from_start.get(start, start + 1)
        code = self.code[start:end]
        if end == start + 1 and self.lower[start] in self.grammar.this:
            return True
        listed = set(code) <= {"A", "J"} and self.code[end : end + 1] in {",", "K"}
        return listed or (code == "C" and self.lower[start].isdigit())

    def _each_other(self, speaker: Range, cue: Cue) -> bool:
        """Tell whether several only speak with each other: "the two discussed a truce", "both sides agreed to talks"."""
        base = self.shape.from_start.get(speaker[0], speaker[1])
        return cue.lemma in self.cues.mutual and not self.cues.both.isdisjoint(self.lower[speaker[0] : base])

    def _closes(self, i: int) -> bool:
        """Tell whether the quotation mark at `i` closes a quotation."""
        mark, starts, ends = self.sentence.words[i], self.sentence.starts, self.sentence.ends
        if mark in _CLOSING or mark in _OPENING:
            return mark in _CLOSING
        before = i > 0 and ends[i - 1] == starts[i]
        behind = i + 1 < len(starts) and ends[i] == starts[i + 1]
        return before if before != behind else self.code.count('"', 0, i) % 2 == 1

    def _group(self, i: int) -> int:
        """Return the first token of the verb group that ends at `i`: auxiliaries, adverbs, "on Friday"."""
        code, g = self.code, i
        while g > 0:
            letter = code[g - 1]
            if (
                letter in "RMhbt"
                or (letter in "UBG" and self.lower[g - 1] in self.grammar.be_nonfinite)
                or (code[g] == "t" and letter in "IJDC" and g > 1)
                or (letter == "C" and code[g - 2 : g - 1] == "t")
                or (letter == "I" and code[g : g + 2] == "Ct")
            ):
                g -= 1
            elif code[max(0, g - 2) : g] == "IC" and _YEAR.fullmatch(self.lower[g - 1]):
                g -= 2
            else:
                break
        return self._trim(g, i)

    def _trim(self, g: int, i: int) -> int:
        """Keep words of time at the head of a sentence out of the verb group."""
        return g if g > 0 or i == 0 else next((k for k in range(g, i) if self.code[k] in "MhbR"), i)

    def _has_be(self, group: int, i: int) -> bool:
        """Tell whether the verb group holds a form of "be", so that a participle in it is passive."""
        return "b" in self.code[group:i] or not self.grammar.be_nonfinite.isdisjoint(self.lower[group:i])

    def _floor(self, at: int = 0) -> int:
        """Return the token before which words belong to an earlier attribution of the sentence.

        For a speaker at `at` within a quotation that opens in the midst of the sentence, that is the mark.
        """
        mark = self.code.rfind('"', 0, at)
        opened = mark + 1 if mark > 0 and not self._closes(mark) else 0
        return opened or max((r.end for r in self.found if r.frame in {"tail", "inverted"}), default=0)

    def _cut(self, at: int) -> None:
        """Cut earlier contents of the sentence that run over token `at`, a comma before it left out too."""
        code = self.code
        at -= code[at - 1 : at] == ","
        for k, earlier in enumerate(self.found):
            if (
                earlier.frame not in {"forward", "participle"}
                or earlier.end > at
                or code[earlier.content[-1][0]] == '"'
            ):
                continue
            begin, end = earlier.content[-1]
            if begin < at < end and '"' not in code[begin:at]:
                self.found[k] = msgspec.structs.replace(earlier, content=(*earlier.content[:-1], (begin, at)))

    def _idiom(self, cue: Cue, content: Range) -> bool:
        """Tell whether verb and object are a set phrase in which nobody speaks ("claiming 12 lives")."""
        head = self.lower[content[0] : min(content[1], content[0] + 4)]
        objects, only = self.cues.idioms.get(cue.lemma), self.cues.only.get(cue.lemma)
        return (objects is not None and not objects.isdisjoint(head)) or (only is not None and only.isdisjoint(head))

    def _clausal(self, content: Range) -> bool:
        """Tell whether a content is a clause or a quotation, not a bare noun phrase."""
        return self.code[content[0]] in 'L"TQ' or not FINITE.isdisjoint(self.code[content[0] : content[1]])

    def _empty(self, speaker: Range) -> bool:
        """Tell whether "it" stands for nobody ("it is worth noting that …")."""
        after = self.code[speaker[1] : speaker[1] + 2]
        return (
            self.lower[speaker[0]] in self.grammar.expletive and after[:1] == "b" and after[1:] in ("J", "R", "A", "U")
        )


def _in_title_case(sentence: Sentence) -> bool:
    """Tell whether a sentence is written like a headline: nearly every word with a capital."""
    words = sentence.words
    return not sentence.shouting and len(words) > 4 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
