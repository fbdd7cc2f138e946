"""Short names out of long noun phrases: "Lul Koang" of "the army spokesman Brigadier Lul Koang in Juba".

Nothing here remembers anything: a phrase goes in with its sentence, the tokens of its name come out.
"""

from sayso.extract.cues import Cues
from sayso.extract.scope import Range
from sayso.extract.sentences import Sentence, word_at
from sayso.extract.shape import FINITE, Shape
from sayso.lexicon.load import load
from sayso.lexicon.names import NameWords

_COUNTING = frozenset("DCJR")
"""Letters of words that count others: "one of the soldiers", "some of the men"."""


class ShortNames:
    """Shortens the noun phrases of speakers with the words of one language."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._words = cues.reference
        self._particles = load("mul", "names", NameWords).in_speakers

    def short(self, sentence: Sentence, shape: Shape, part: Range, aside: int) -> tuple[Range | None, set[str]]:
        """Return the tokens of the short name and the titles dropped in front; None for a nameless document."""
        start, end = part
        lower, code = sentence.lower, shape.code
        base = min(end, shape.from_start.get(start, end))
        head = base - 1
        if lower[head] in self._cues.documents and not (head > start + 1 and code[head - 1 : head + 1] == "PP"):
            return self._author(sentence, shape, (start, end), base), set()
        if self._counts(sentence, shape, start, base):
            return (start, min(end, shape.from_start[base + 1])), set()
        while start < head and code[start] in "DCRO" and not self._is_numbered(sentence, shape, start):
            start += 1
        if sentence.shouting:
            start = self._behind_outlet(lower, start, head)
        if code[head] != "P" and not self._shouted_name(sentence, start, head):
            name = self._name_in_aside(sentence, shape, end, aside) if self._is_role(lower[head]) else None
            if name is not None:
                return name, set(lower[start:base])
            while start < head and code[start + 1] in "PA" and self._whose(lower[start]):
                start += 1
            return (start, self._reach(shape, lower, base, end)), set()
        return self._proper(sentence, shape, (start, base), end)

    def _counts(self, sentence: Sentence, shape: Shape, start: int, base: int) -> bool:
        """Tell whether a phrase counts out of others: "one of the soldiers", "some of the men"."""
        counting = set(shape.code[start:base]) <= _COUNTING and base + 1 in shape.from_start
        return counting and word_at(sentence.lower, base) in sentence.grammar.genitive

    def _proper(self, sentence: Sentence, shape: Shape, at: Range, end: int) -> tuple[Range, set[str]]:
        """Return the tokens of a proper name without the titles, roles and adjectives in front of it."""
        start, base = at
        lower = sentence.lower
        titles: set[str] = set()
        run = self._run(sentence, shape, start, base - 1)
        cut = max(
            (k for k in range(start, base) if lower[k] in self._cues.persons or lower[k] in self._words.ranks),
            default=-1,
        )
        body = next((k for k in range(run, base) if lower[k] in self._cues.bodies), None)
        if (cut >= 0 and cut + 2 < base and body is None) or (
            start <= cut < min(run, base - 1) and lower[cut + 1] not in self._cues.bodies
        ):
            titles = set(lower[start : cut + 1])
            start = cut + 1
        elif cut > start:
            titles = set(lower[start:cut])
        bare = self._cues.bodies.issuperset(lower[run:base]) or (run == 1 and lower[0] in self._cues.bodies)
        start = max(start, run) if shape.code[run - 1] in "NJUGRC" and not bare else start
        while start + 1 < base and self._whose(lower[start]):
            start += 1
        return (start, self._reach(shape, lower, base, end)), titles

    def _is_numbered(self, sentence: Sentence, shape: Shape, start: int) -> bool:
        """Tell whether the figure at `start` is part of a name: "the 9 April Movement"."""
        named = shape.code[start] == "C" and shape.code[start - 1 : start] == "D" and shape.code[start + 1] in "PA"
        return named and sentence.words[start][0].isdigit()

    def _is_role(self, head: str) -> bool:
        """Tell whether a noun says what somebody is, so that his name may follow between commas."""
        return head in self._cues.persons or head in self._cues.bodies

    def _behind_outlet(self, lower: tuple[str, ...], start: int, head: int) -> int:
        """Return where a name in capitals begins behind the word that says what it names: "RADIO STATION RADIO NORTE"."""
        for k in range(head - 1, start - 1, -1):
            if lower[k] in self._cues.outlets:
                rest = lower[k + 1 : head + 1]
                named = self._cues.persons.isdisjoint(rest) and not self._cues.bodies.issuperset(rest)
                return k + 1 if named else start
        return start

    def _shouted_name(self, sentence: Sentence, start: int, head: int) -> bool:
        """Tell whether a noun in a text of capitals is a name, because a title stands before it."""
        cues, word = self._cues, sentence.lower[head]
        if not sentence.shouting or word in cues.persons or word in cues.bodies:
            return False
        return not cues.persons.isdisjoint(sentence.lower[start:head])

    def _reach(self, shape: Shape, lower: tuple[str, ...], base: int, end: int) -> int:
        """Return how far a short name goes: "Ministry of Health in Gaza", but "Ehsan" of "Ehsan in a telephone call"."""
        words = lower[shape.from_end.get(base, base - 1) : base]
        bodies, persons = self._cues.bodies, self._cues.persons
        if (
            base < end
            and shape.code[base] in "IT("
            and any(w in bodies or (w == words[-1] and w in persons) for w in words)
        ):
            stop = base
            while stop < end and lower[stop] in self._words.ties and stop + 1 in shape.from_start and stop - base < 7:
                stop = min(end, shape.from_start[stop + 1])
                if shape.code[stop : stop + 1] == "K" and stop + 1 in shape.from_start and stop + 1 < end:
                    stop = shape.from_start[stop + 1]
            if shape.code[stop : stop + 1] == "(" and stop < end:
                stop = min(end, shape.code.find(")", stop) + 1)
            return stop if FINITE.isdisjoint(shape.code[base:stop]) else base
        return base

    def _author(self, sentence: Sentence, shape: Shape, part: Range, base: int) -> Range | None:
        """Return whose document it is: "a report from X", "X's statement", "the X statement"; None when not said."""
        start, end = part
        maker = self._maker(sentence, shape, base)
        if maker is not None:
            return maker
        if base + 1 < end and shape.code[base] in "IU" and sentence.lower[base] in self._words.authored:
            inner = base + 1 if base + 1 in shape.from_start else base + 2
            if inner in shape.from_start and inner < end:
                span, _ = self.short(sentence, shape, (inner, end), end)
                return span
        while start < base and shape.code[start] in "DCJRG":
            start += 1
        owner = [k for k in range(start, base - 1) if shape.code[k] in "PNA"]
        if owner and (shape.code[owner[-1]] in "PA" or "O" in shape.code[start:base]):
            return owner[0], owner[-1] + 1
        return None

    def _maker(self, sentence: Sentence, shape: Shape, base: int) -> Range | None:
        """Return by whom a document "which has been reviewed by X" was, read behind its noun at `base`."""
        if shape.code[base : base + 1] != "W":
            return None
        agentive, reach = sentence.grammar.agentive, min(base + 6, len(shape.code))
        by = next((k for k in range(base, reach) if sentence.lower[k] in agentive), None)
        if by is None or by + 1 not in shape.from_start or not set(shape.code[base + 1 : by]) <= set("hbUR"):
            return None
        return by + 1, shape.extended_right(by + 1) or by + 2

    def _name_in_aside(self, sentence: Sentence, shape: Shape, end: int, aside: int) -> Range | None:
        """Return the proper name that follows a role between commas: "a resident, Omar Sabri, said"."""
        at = end + 1
        if aside <= at or shape.code[end : end + 1] != ",":
            return None
        stop = shape.from_start.get(at)
        at += shape.code[at] == "D"
        if stop is None or stop <= at or set(shape.code[at:stop]) - {"A"} != {"P"}:
            return None
        while at + 1 < stop and (sentence.lower[at] in self._words.ranks or sentence.lower[at] in self._cues.persons):
            at += 1
        return (at, stop) if sentence.lower[at] not in self._cues.bodies | self._cues.persons else None

    def _whose(self, word: str) -> bool:
        """Tell whether an adjective in front of a body's name only says whose it is: "pro-rebel", "London-based"."""
        words = self._words
        return word.endswith(words.whose_ends) or word.startswith(words.whose_begins) or word in words.whose

    def _run(self, sentence: Sentence, shape: Shape, start: int, head: int) -> int:
        """Return where the proper words that end at `head` begin; in capitals nothing tells them from common ones."""
        if sentence.shouting:
            return start
        code, run = shape.code, head
        while run > start and (code[run - 1] in "PA" or sentence.lower[run - 1] in self._particles):
            run -= 1
        return run if run == start or not sentence.words[run - 1][0].isdigit() else run - 1
