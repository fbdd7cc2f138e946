"""Names the speakers of a report: short names out of long noun phrases, and "he", "the ministry", "Koang" led back to them.

A memory of everybody who has spoken so far goes through the text once. What does not fit anybody keeps its own words.
"""

import re
from functools import cache

import msgspec

from sayso.extract.cues import Cues
from sayso.extract.scope import Range
from sayso.extract.sentences import Sentence
from sayso.extract.shape import FINITE, Shape, shape
from sayso.extract.short_names import ShortNames
from sayso.spans import Span

_KEPT = 60
"""How many of the latest speakers a reference is looked up among; it keeps the work linear in the length of a text."""
_WORDS = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)(?!\n)"
_CAPITAL = r"[A-Z][\w’'-]*"


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
    joint: bool = False
    """Whether he speaks together with the one named before him."""
    first_person: bool = False
    """Whether the words are "I" or "we", so that only the words around them can tell who is meant."""


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
    spoke: int = -1
    """Index of the sentence in which he spoke last."""


class Memory:
    """Who has spoken so far in one report."""

    def __init__(self, text: str, cues: Cues) -> None:
        self._text = text
        self._cues = cues
        self._words = cues.reference
        self._gender = {word: gender for gender, words in cues.reference.person.items() for word in words}
        self._pointing = cues.reference.own | cues.reference.many | self._gender.keys()
        self._names = ShortNames(cues)
        self._name = _name_of_several(cues.reference.within_names)
        self._entities: list[_Entity] = []
        self._runs: dict[str, str] | None = None
        self._relays: dict[str, list[Named]] = {}
        self._last: set[str] = set()
        self._number = 0
        self._before: Sentence | None = None

    def turn_to(self, number: int, before: Sentence | None) -> None:
        """Say which sentence comes next, and which one stands right before it in its paragraph."""
        self._number, self._before = number, before

    def named(self, sentence: Sentence, shape: Shape, speaker: Range, aside: int) -> list[Named]:
        """Return the speakers that a noun phrase names, in order; more than one when they speak jointly."""
        found = [self._one(sentence, shape, part, aside) for part in _joint(shape, speaker)]
        return [*found[:1], *(msgspec.structs.replace(named, joint=True) for named in found[1:])]

    def pass_on(self, names: list[Named], relays: list[Named]) -> list[Named]:
        """Return who passes these speakers on: `relays`, or those of an earlier time.

        Those of an earlier time are meant when the words only refer back to a speaker, and when he speaks on with nobody
        else in between.
        """
        for named in names:
            name = named.resolved or named.name
            before = self._relays.get(name, [])
            if relays:
                self._relays[name] = relays
            elif named.resolved is not None or not self._last.isdisjoint(_all(before)):
                relays = before
        self._last = {*_all(names), *_all(relays)}
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
        if shape.code[start] == "H" or (end == start + 1 and sentence.lower[start] in self._pointing):
            return self._pronoun(sentence, start)
        span, titles = self._names.short(sentence, shape, part, aside)
        if span is None:
            words = sentence.slice(start, end)
            known = self.latest() if sentence.lower[start] in self._words.definite else None
            return Named(self._clean(words), known, words, person=False)
        if sentence.lower[start] in self._gender and sentence.lower[span[1] - 1] in self._cues.bodies:
            owner = self._pronoun(sentence, start)
            words = sentence.slice(start, span[1])
            name = self._clean(sentence.slice(*span))
            meant = owner.resolved if owner.proper else None
            if meant is not None and sentence.lower[span[1] - 1] not in self._cues.both:
                meant = f"{meant}’s {name}"  # "his side" is himself
            return Named(name, meant, words, person=False, proper=owner.proper)
        return self._remembered(sentence, shape, span, titles, article=sentence.lower[start] in self._words.articles)

    def _pronoun(self, sentence: Sentence, i: int) -> Named:
        """Return whom a pronoun means: the last person, the last body, the last of several."""
        word = sentence.lower[i]
        if word in self._words.own:
            return Named(sentence.words[i], None, sentence.slice(i, i + 1), person=True, first_person=True)
        gender = self._gender.get(word)
        found: _Entity | None = None
        for entity in reversed(self._entities[-12:]):
            if gender is not None:
                fits = entity.person and not entity.plural and entity.gender in {None, gender}
            elif word in self._words.many:
                fits = entity.plural or not entity.person
            else:
                fits = not entity.person
            if fits:
                found = entity
                break
        if gender is not None:
            found = self._person_before(gender, found) or found
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

    def _person_before(self, gender: str, last: _Entity | None) -> _Entity | None:
        """Return the person whom the sentence before tells of: "Omar Sabri met reporters. He said …"; None without one.

        Where another person has spoken before, he gives way only to one with a title.
        """
        sentence = self._before
        if sentence is None or (last is not None and last.spoke >= self._number - 1):
            return None
        figure = shape(sentence, self._cues.shape)
        code = figure.code
        end = next((k for k, letter in enumerate(code) if letter in FINITE), 0)
        while end > 0 and code[end - 1] in "Rt":
            end -= 1
        if end > 0 and code[end - 1] == ",":
            end = figure.aside_left(end - 1) or 0
        start = figure.noun_before(end)
        if start is None or code[start] == "D" or code[end - 1] != "P":
            return None
        span, titles = self._names.short(sentence, figure, (start, end), end)
        titled = not self._cues.persons.isdisjoint(titles)
        if span is None or not (titled or (last is None and span[1] - span[0] > 1)):
            return None
        named = self._remembered(sentence, figure, span, titles, article=False)
        entity = self._entities[-1]
        return entity if named.person and entity.gender in {None, gender} else None

    def _remembered(self, sentence: Sentence, shape: Shape, at: Range, titles: set[str], *, article: bool) -> Named:
        """Return the speaker whose short name stands at `at`, as one already known or as a new one."""
        start, end = at
        lower = sentence.lower[start:end]
        span = sentence.slice(start, end)
        name = self._clean(span)
        # the noun phrase may begin before the short name, with an article
        head = next((shape.from_start[k] for k in (start, start - 1) if k in shape.from_start), end)
        noun = lower[min(head, end) - start - 1] if head > start else lower[-1]
        proper = "P" in shape.code[start:end]
        person = (
            noun in self._cues.persons
            or bool(titles)
            or (
                proper
                and not article  # nobody is called "the Omar Sabri"
                and 2 <= len(lower) <= 4
                and self._cues.bodies.isdisjoint(lower)
                and shape.code[start] == "P"
            )
        )
        definite = start > 0 and sentence.lower[start - 1] in self._words.definite
        owned = "O" in shape.code[start:end]
        known = self._known(lower, noun, definite=definite and not owned, proper=proper, person=person)
        if known is not None:
            known.words |= titles
            known.person = known.person and not (article and proper and not titles and noun not in self._cues.persons)
            self._touch(known)
            return Named(name, known.name if known.name != name else None, span, known.person, known.proper or proper)
        full = self._introduced(name) if proper and len(lower) == 1 and not sentence.shouting else None
        named = shape.code[head - 1 if head > start else end - 1] == "P"
        plural = noun.endswith("s") and (not named or noun in self._cues.persons)
        entity = _Entity(
            full or name, set(lower) | titles | set(_words(full or "")), person or full is not None, plural, proper
        )
        entity.role = "" if named and noun not in self._cues.persons else noun
        self._entities.append(entity)
        entity.spoke = self._number
        return Named(name, full, span, entity.person, proper)

    def _known(
        self, lower: tuple[str, ...], noun: str, *, definite: bool, proper: bool, person: bool
    ) -> _Entity | None:
        """Return the speaker that these words refer to, when the text has had one."""
        words = {w for w in lower if w.isalnum() or len(w) > 2}
        for entity in reversed(self._entities[-_KEPT:]):
            if entity.role in self._cues.persons and entity.role not in words and entity.role in entity.words:
                continue  # "the hospital" is not the hospital official who spoke before
            if words and words <= entity.words and (proper or definite or not entity.proper):
                return entity
            if proper and len(lower) == 1 and len(lower[0]) > 2 and _initials(entity.name) == lower[0]:
                return entity
        if definite and not proper and noun in self._words.generic_bodies:
            return next((e for e in reversed(self._entities[-_KEPT:]) if not e.person and e.proper), None)
        if definite and not proper and person and noun in self._cues.persons and not noun.endswith("s"):
            last = next((e for e in reversed(self._entities[-_KEPT:]) if e.person and not e.plural), None)
            return None if last is None or self._differs(last, noun) else last
        return None

    def _differs(self, speaker: _Entity, noun: str) -> bool:
        """Tell whether a noun names another office than a speaker's: "Governor Lund … the mayor"; not "the mayor … the official"."""
        offices = speaker.words & self._words.offices
        if noun in self._words.offices and offices:
            return noun not in offices
        role = speaker.role
        return role not in {"", noun} and role in self._cues.persons and noun not in self._words.generic_persons

    def _introduced(self, name: str) -> str | None:
        """Return the full name that the text gives somewhere for a surname or an acronym."""
        if self._runs is None:
            self._runs = {}
            for match in self._name.finditer(self._text):
                full = _without_opening(" ".join(match.group().split()), self._words.opening)
                if " " not in full:
                    continue
                self._runs.setdefault(_initials(full), full)
                self._runs.setdefault(full.rpartition(" ")[2].lower(), full)
        run = self._runs.get(name.lower(), "")
        if not run or len(name) < 3 or name.lower() in self._cues.bodies:
            return None
        words = run.split()
        titles = [
            k for k, word in enumerate(words) if word.lower() in self._cues.persons or word.lower() in self._words.ranks
        ]
        kept = words[max(titles, default=-1) + 1 :]
        return " ".join(kept) if len(kept) > 1 else run

    def _touch(self, entity: _Entity) -> None:
        """Make a speaker the latest one."""
        self._entities.remove(entity)
        self._entities.append(entity)
        entity.spoke = self._number

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


def can_speak(sentence: Sentence, shape: Shape, speaker: Range | None, cues: Cues) -> bool:
    """Tell whether a noun phrase may be somebody who speaks: a person, a body, a document, a name."""
    if speaker is None:
        return False
    start, end = speaker
    if shape.code[start] in "HP" or "P" in shape.code[start:end]:
        return True
    base = shape.from_start.get(start, end)
    if set(shape.code[start:base]) <= {"C", "D"}:
        base = end  # "one of the sources", "several of the wounded"
    words = sentence.lower[start:base]
    return any(w in cues.persons or w in cues.bodies or w in cues.documents or w in cues.hearers for w in words)


def may_say(sentence: Sentence, shape: Shape, speaker: Range, cues: Cues, *, weak: bool) -> bool:
    """Tell whether a noun phrase may be the speaker of a verb of saying.

    No thing says anything ("early warning systems"); with a `weak` verb, one that need not mean words, only somebody does.
    """
    head = shape.from_start.get(speaker[0], speaker[1]) - 1
    if sentence.lower[head] in cues.things and sentence.tags[head] in {"NN", "NNS"}:
        return False
    return not weak or can_speak(sentence, shape, speaker, cues)


def _all(names: list[Named]) -> set[str]:
    """Return the names that the text means."""
    return {named.resolved or named.name for named in names}


def _without_opening(run: str, opening: frozenset[str]) -> str:
    """Return a run of capitalised words without those that have their capital from the head of a sentence: "Since Nato"."""
    while " " in run and run.partition(" ")[0].lower() in opening:
        run = run.partition(" ")[2]
    return run


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]


def _initials(name: str) -> str:
    """Return the initials of the capitalised words of a name, folded: "Conflict Intelligence Team" → "cit"."""
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()).lower() if len(words) > 1 else ""


@cache
def _name_of_several(within: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a name of several words with capitals, within one paragraph; `within` may stand in it."""
    small = rf"(?:{_GAP}(?:{'|'.join(within)})(?={_GAP}[A-Z]))?"
    return re.compile(rf"(?<![\w.])(?:{_CAPITAL}[^\W\d_]{small}{_GAP}){{1,5}}{_CAPITAL}\w")
