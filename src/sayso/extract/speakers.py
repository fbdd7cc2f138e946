"""Names the speakers of a report: short names out of long noun phrases, and "he", "the ministry", "Koang" led back to them.

A memory of everybody who has spoken so far goes through the text once. What does not fit anybody keeps its own words.
"""

import re

import msgspec

from sayso.extract.cues import Cues
from sayso.extract.scope import Range
from sayso.extract.sentences import Sentence
from sayso.extract.shape import FINITE, Shape
from sayso.spans import Span

_RANKS = frozenset(
    {"gen", "gen.", "brig", "brig.", "col", "col.", "lt", "lt.", "maj", "maj.", "capt", "capt.", "sgt", "sgt.", "adm", "adm.", "mr",
     "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sen", "sen.", "rep", "rep.", "gov", "gov.", "prof", "prof.", "sir", "rev", "rev.",
     "air", "force", "foreign", "prime", "vice", "first", "state", "defense", "defence", ".", "u.s.", "us"}
)  # fmt: skip
"""Titles and what stands between them; they are dropped in front of a full name."""
_GENERIC_BODIES = frozenset(
    {"group", "organization", "organisation", "movement", "agency", "body", "company", "country", "force", "forces"}
)
_PERSON_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_TIES = frozenset({"of", "for", "in", "at", "from", "with", "to"})
"""Prepositions that belong to a name or a function: "Ministry of Health", "a spokesman for the army"."""
_KEPT = 60
"""How many of the latest speakers a reference is looked up among; it keeps the work linear in the length of a text."""
_OWN = frozenset({"i", "we", "me", "us", "my", "our"})
_MANY = frozenset({"they", "them", "their"})
_WORDS = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)(?!\n)"
_RUN = re.compile(
    rf"(?<![\w.])(?:[A-Z][\w’'-]*[^\W\d_](?:{_GAP}(?:of|for|and|bin|al|de|the)(?={_GAP}[A-Z]))?{_GAP}){{1,5}}[A-Z][\w’'-]*\w"
)
"""A name of several words with capitals, within one paragraph."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """A speaker as the words give it and as the text means it."""

    name: str
    """The short noun phrase."""
    resolved: str | None
    """The name that the text gave before, when these words only refer to it."""
    span: Span
    person: bool
    proper: bool = False
    """Whether a proper name was given, here or before."""


class _Entity(msgspec.Struct, gc=False):
    """Somebody who has spoken."""

    name: str
    words: set[str]
    """Folded words of the name and of the titles given with it."""
    person: bool
    plural: bool
    proper: bool
    role: str = ""
    """The head noun, when it is a common one ("source" in "a rebel source")."""
    gender: str | None = None


class Memory:
    """Who has spoken so far in one report."""

    def __init__(self, text: str, cues: Cues) -> None:
        self._text = text
        self._cues = cues
        self._entities: list[_Entity] = []
        self._runs: dict[str, str] | None = None
        self._relays: dict[str, list[Named]] = {}

    def named(self, sentence: Sentence, shape: Shape, speaker: Range, aside: int) -> list[Named]:
        """Return the speakers that a noun phrase names, in order; more than one when they speak jointly."""
        return [self._one(sentence, shape, part, aside) for part in _joint(shape, speaker)]

    def pass_on(self, names: list[Named], relays: list[Named]) -> list[Named]:
        """Return who passes these speakers on: `relays`, or those of an earlier time when the words only refer back."""
        for named in names:
            if relays:
                self._relays[named.resolved or named.name] = relays
            elif named.resolved is not None:
                relays = self._relays.get(named.resolved, relays)
        return relays

    def latest(self) -> str | None:
        """Return the name of the one who spoke last."""
        return self._entities[-1].name if self._entities else None

    def knows(self, name: str) -> bool:
        """Tell whether a speaker of the text has a word of this name."""
        words = set(_words(name))
        return any(entity.proper and not words.isdisjoint(entity.words) for entity in self._entities)

    def _one(self, sentence: Sentence, shape: Shape, part: Range, aside: int) -> Named:
        """Return one speaker, remembered."""
        start, end = part
        if shape.code[start] == "H" or sentence.lower[start] in _PERSON_PRONOUNS or sentence.lower[start] in _MANY:
            return self._pronoun(sentence, start)
        span, titles = self._short(sentence, shape, part, aside)
        if span is None:
            words = sentence.slice(start, end)
            return Named(self._clean(words), self.latest(), words, person=False)
        return self._remembered(sentence, shape, span, titles)

    def _pronoun(self, sentence: Sentence, i: int) -> Named:
        """Return whom a pronoun means: the last person, the last body, the last of several."""
        word = sentence.lower[i]
        gender = _PERSON_PRONOUNS.get(word)
        found: _Entity | None = None
        for entity in reversed(self._entities[-12:]):
            if gender is not None:
                fits = entity.person and not entity.plural and entity.gender in {None, gender}
            elif word in _MANY:
                fits = entity.plural or not entity.person
            else:
                fits = word in _OWN or not entity.person
            if fits:
                found = entity
                break
        if found is not None and gender is not None:
            found.gender = gender
        if found is not None:
            self._touch(found)
        return Named(
            sentence.words[i],
            found.name if found else None,
            sentence.slice(i, i + 1),
            person=gender is not None,
            proper=found is not None and found.proper,
        )

    def _short(self, sentence: Sentence, shape: Shape, part: Range, aside: int) -> tuple[Range | None, set[str]]:
        """Return the tokens of the short name and the titles dropped in front; None for a nameless document."""
        start, end = part
        lower, code = sentence.lower, shape.code
        base = min(end, shape.from_start.get(start, end))
        head = base - 1
        if lower[head] in self._cues.documents and not (head > start + 1 and code[head - 1 : head + 1] == "PP"):
            return self._author(sentence, shape, (start, end), base), set()
        while start < head and code[start] in "DCRO":
            start += 1
        run = head
        while run > start and code[run - 1] in "PA" and code[run] in "PA":
            run -= 1
        if code[head] != "P" and not self._shouted_name(sentence, start, head):
            aside_name = self._name_in_aside(sentence, shape, end, aside)
            if aside_name is not None and lower[head] in self._cues.persons:
                return aside_name, set(lower[start:base])
            return (start, self._reach(shape, lower, base, end)), set()
        cut = max((k for k in range(start, base) if lower[k] in self._cues.persons or lower[k] in _RANKS), default=-1)
        body = next((k for k in range(run, base) if lower[k] in self._cues.bodies), None)
        if cut >= 0 and cut + 2 < base and body is None:
            return (cut + 1, base), set(lower[start : cut + 1])
        if cut >= 0 and cut + 1 < base and cut < run:
            return (cut + 1, base), set(lower[start : cut + 1])
        if run > start and lower[run - 1] in self._cues.bodies:
            start = run
        while start < run and code[start] in "JN" and start < head and code[run] == "P":
            start += 1
        titles = set(lower[start:cut]) if cut > start else set()
        return (start, self._reach(shape, lower, base, end)), titles

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
            while stop < end and lower[stop] in _TIES and stop + 1 in shape.from_start and stop - base < 7:
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
        if (
            base + 1 < end
            and shape.code[base] in "IU"
            and sentence.lower[base] in {"from", "by", "of", "published", "released"}
        ):
            inner = base + 1 if base + 1 in shape.from_start else base + 2
            if inner in shape.from_start and inner < end:
                span, _ = self._short(sentence, shape, (inner, end), end)
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
        by = next((k for k in range(base, min(base + 6, len(shape.code))) if sentence.lower[k] == "by"), None)
        if by is None or by + 1 not in shape.from_start or not set(shape.code[base + 1 : by]) <= set("hbUR"):
            return None
        return by + 1, shape.extended_right(by + 1) or by + 2

    def _name_in_aside(self, sentence: Sentence, shape: Shape, end: int, aside: int) -> Range | None:
        """Return the proper name that follows a role between commas: "a resident, Omar Sabri, said"."""
        at = end + 1
        if aside <= at or shape.code[end : end + 1] != ",":
            return None
        stop = shape.from_start.get(at)
        if stop is None or set(shape.code[at:stop]) != {"P"} or sentence.lower[at] in self._cues.bodies:
            return None
        return at, stop

    def _remembered(self, sentence: Sentence, shape: Shape, at: Range, titles: set[str]) -> Named:
        """Return the speaker whose short name stands at `at`, as one already known or as a new one."""
        start, end = at
        lower = sentence.lower[start:end]
        span = sentence.slice(start, end)
        name = self._clean(span)
        head = shape.from_start.get(start, end)
        noun = lower[min(head, end) - start - 1] if head > start else lower[-1]
        proper = "P" in shape.code[start:end]
        person = (
            noun in self._cues.persons
            or bool(titles)
            or (proper and 2 <= len(lower) <= 4 and self._cues.bodies.isdisjoint(lower) and shape.code[start] == "P")
        )
        definite = start > 0 and sentence.lower[start - 1] in {"the", "this", "that", "these", "those"}
        known = self._known(lower, noun, definite=definite, proper=proper, person=person)
        if known is not None:
            known.words |= titles
            self._touch(known)
            return Named(name, known.name if known.name != name else None, span, known.person, known.proper or proper)
        full = self._introduced(name) if proper and len(lower) == 1 and not sentence.shouting else None
        plural = noun.endswith("s") and not proper
        entity = _Entity(
            full or name, set(lower) | titles | set(_words(full or "")), person or full is not None, plural, proper
        )
        entity.role = "" if shape.code[head - 1 if head > start else end - 1] == "P" else noun
        self._entities.append(entity)
        return Named(name, full, span, entity.person, proper)

    def _known(
        self, lower: tuple[str, ...], noun: str, *, definite: bool, proper: bool, person: bool
    ) -> _Entity | None:
        """Return the speaker that these words refer to, when the text has had one."""
        words = {w for w in lower if w.isalnum() or len(w) > 2}
        for entity in reversed(self._entities[-_KEPT:]):
            if (
                entity.role in self._cues.persons
                and entity.role not in words
                and proper
                and entity.role in entity.words
            ):
                continue
            if words and words <= entity.words and (proper or definite or not entity.proper):
                return entity
            if proper and len(lower) == 1 and len(lower[0]) > 2 and _initials(entity.name) == lower[0]:
                return entity
        if definite and not proper and noun in _GENERIC_BODIES:
            return next((e for e in reversed(self._entities[-_KEPT:]) if not e.person and e.proper), None)
        if definite and not proper and person and noun in self._cues.persons and not noun.endswith("s"):
            return next((e for e in reversed(self._entities[-_KEPT:]) if e.person and not e.plural), None)
        return None

    def _introduced(self, name: str) -> str | None:
        """Return the full name that the text gives somewhere for a surname or an acronym."""
        if self._runs is None:
            self._runs = {}
            for match in _RUN.finditer(self._text):
                full = " ".join(match.group().split()).removeprefix("The ")
                if " " not in full:
                    continue
                self._runs.setdefault(_initials(full), full)
                self._runs.setdefault(full.rpartition(" ")[2].lower(), full)
        run = self._runs.get(name.lower(), "")
        if not run or len(name) < 3 or name.lower() in self._cues.bodies:
            return None
        words = run.split()
        titles = [k for k, word in enumerate(words) if word.lower() in self._cues.persons or word.lower() in _RANKS]
        kept = words[max(titles, default=-1) + 1 :]
        return " ".join(kept) if len(kept) > 1 else run

    def _touch(self, entity: _Entity) -> None:
        """Make a speaker the latest one."""
        self._entities.remove(entity)
        self._entities.append(entity)

    def _clean(self, span: Span) -> str:
        """Return the words of a span on one line, without marks at its ends."""
        return " ".join(self._text[span[0] : span[1]].split()).strip("\"'“”‘’` ,")


def _joint(shape: Shape, speaker: Range) -> list[Range]:
    """Return the joint speakers in a noun phrase: "hospital officials" and "Gaza's Civil Defense"."""
    start, end = speaker
    parts: list[Range] = []
    at = start
    for k in range(start + 1, end - 1):
        if (
            shape.code[k] == "K"
            and k + 1 in shape.from_start
            and shape.noun_before(k) is not None
            and not _one_name(shape, k)
        ):
            parts.append((at, k))
            at = k + 1
    parts.append((at, end))
    return [part for part in parts if part[1] > part[0]]


def _one_name(shape: Shape, k: int) -> bool:
    """Tell whether the "and" at `k` stands inside one name ("Forces of North and East Syria")."""
    return k > 1 and shape.code[k - 1] in "PAN" and shape.code[k - 2] == "I" and shape.code[k + 1] in "PA"


def can_speak(sentence: Sentence, shape: Shape, speaker: Range, cues: Cues) -> bool:
    """Tell whether a noun phrase may be somebody who speaks: a person, a body, a document, a name."""
    start, end = speaker
    if shape.code[start] in "HP" or "P" in shape.code[start:end]:
        return True
    base = shape.from_start.get(start, end)
    words = sentence.lower[start:base]
    return any(w in cues.persons or w in cues.bodies or w in cues.documents or w in cues.hearers for w in words)


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]


def _initials(name: str) -> str:
    """Return the initials of the capitalised words of a name, folded: "Conflict Intelligence Team" → "cit"."""
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()).lower() if len(words) > 1 else ""
