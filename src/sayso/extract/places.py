"""Finds names of places in a sentence: by the words that announce them and by the gazetteer, in that order of trust.

A name counts as a place where it stands as one: behind a preposition of place, beside the kind of place it is ("X
province", "city of X"), in a list with such a one, behind a verb that takes a place. A well-known city counts anywhere but
as the doer of a verb; a country counts only where something can be in it. Persons, organisations and adjectives of
peoples are not places.
"""

import re
from typing import Literal

import msgspec

from sayso.extract.place_shape import PlaceShape, is_common_word, is_large
from sayso.extract.sentences import Sentence
from sayso.gazetteer.lookup import Gazetteer
from sayso.values.place import PlaceMention

Role = Literal["in", "list", "kind", "taken", "part", "named"]
Sort = Literal["country", "large", "small", "unknown"]

_RUN = re.compile(r"[NZCEOHJT](?:n{0,2}[NZCEOHJT])*")
_BARE = re.compile(r"[LPDJAS](e)(?![NZCEOHJTecxhkF9S&])")
_DISTANCE = re.compile(r"9k(?:\(.{1,4}\))?[A,]{0,2}$")
_LISTED = re.compile(r"(?:,&?|&)[DAJe#Q]{0,4}")
_KIND_AHEAD = re.compile(r"(?:,?&?[NZT][NZTn]{0,4}){1,8}c")
_SKIPPED = frozenset("DAJQ#9e&")
_GO_ON_AS = frozenset({"as", "including", "like", "namely"})
_CLOSE_TO = frozenset({"close", "next", "adjacent"})
_COUNTRY_CUES = frozenset({"from", "to", "leaving", "entering", "through", "along", "between"})
_NEW_CUES = frozenset({"between", "leaving", "entering", "capturing", "retaking", "besieging", "reaching", "linking"})
_SMALL_CUES = frozenset({"from", "between", "through", "leaving", "entering", "capturing", "reaching", "linking"})


class FoundPlace(msgspec.Struct, frozen=True):
    """A mention with its place in the sentence, for those who decide which claim it belongs to."""

    mention: PlaceMention
    start: int
    """First token of the name."""
    end: int
    """Token behind the name."""
    cue: int | None
    """Token that announces it (a preposition, a verb, a kind of place), if one does."""
    role: Role
    """`in` behind a preposition of place, `list` joined to the one before, `kind` beside its kind, `taken` behind a
    verb, `part` for a bare compass word, `named` without any of these."""


class Cue(msgspec.Struct, frozen=True):
    """What stands before a name."""

    letter: str
    at: int | None
    announced: bool = False
    """Whether the words say that a place follows, so that an unknown name is one."""
    relation: Literal["at", "near", "offset"] = "at"
    bearing: str | None = None
    distance_km: float | None = None


class PlaceFinder:
    """Finds places; holds the language's words and the gazetteer it was handed."""

    def __init__(self, language: str, gazetteer: Gazetteer) -> None:
        self.shape = PlaceShape(language, gazetteer)
        self.gazetteer = gazetteer

    def find(self, sentence: Sentence) -> list[PlaceMention]:
        """Return the places a sentence names, in its order."""
        return [found.mention for found in self.scan(sentence)]

    def scan(self, sentence: Sentence) -> list[FoundPlace]:
        """Return the places a sentence names, in its order, each with what announces it."""
        code = self.shape.code(sentence)
        reading = _Reading(self, sentence, code)
        for run in _RUN.finditer(reading.code):
            reading.run(run.start(), run.end())
        if "e" in code:
            for bare in _BARE.finditer(code):
                reading.bare(bare.start(1))
        return reading.in_order()


class _Reading:
    """One sentence being read from left to right."""

    def __init__(self, finder: PlaceFinder, sentence: Sentence, code: str) -> None:
        self.shape = finder.shape
        self.gazetteer = finder.gazetteer
        self.sentence = sentence
        self.words = sentence.words
        self.lower = sentence.lower
        self.headline = _is_headline(code) and not sentence.shouting
        self.code = self._without_common_words(code)
        self.found: list[FoundPlace] = []
        self._sorts: dict[str, Sort] = {}

    def _without_common_words(self, code: str) -> str:
        """Return the letters with `N` taken from words that only open the sentence, or stand in a headline."""
        tags = self.sentence.tags
        if self.headline:
            return "".join([
                "v" if letter == "N" and is_common_word(tag) else letter for letter, tag in zip(code, tags, strict=True)
            ])  # fmt: skip
        first = re.match(r"[^\w]*", code)
        at = first.end() if first else 0
        if code[at : at + 1] == "N" and not self.sentence.shouting and tags[at] not in {"NNP", "NNPS"}:
            known = not is_common_word(tags[at]) and self.gazetteer.known(self.words[at])
            if not known:
                return f"{code[:at]}x{code[at + 1 :]}"
        return code

    def in_order(self) -> list[FoundPlace]:
        """Return what was found, in the order of the text."""
        return sorted(self.found, key=lambda found: found.start)

    def run(self, start: int, end: int) -> None:
        """Decide on the capitalised run of tokens `[start, end)`."""
        code = self.code
        if code[start - 1 : start] == "n" and self.gazetteer.known(self._text(start - 1, end)):
            start -= 1
        begin = start
        while begin < end and code[begin] in "JT":
            begin += 1
        if begin == end:
            self._people_only(start, end)
            return
        part = code[begin:end]
        if begin > start and code[begin - 1] == "T":
            self._titled(begin - 1, end)
        elif "O" in part:
            if any(place.kind != "city" for place in self.gazetteer.known(self._text(begin, end))):
                self._decide(begin, end)
        elif "H" in part and not ("N" in part and self.gazetteer.known(self._text(begin, end))):
            self._building(begin, begin + part.index("H"))
        else:
            self._decide(begin, end)

    def _people_only(self, start: int, end: int) -> None:
        """Take "Ruritanian territory" for a place; a bare adjective of a people is none."""
        if self.code[end - 1] == "J" and end < len(self.code) and self.lower[end] in self.shape.lands:
            cue = self._cue(start)
            border = self.lower[end].rstrip("s") in {"border", "frontier"}
            if cue.letter in {"L", "K"} and not (border and self.found):
                self._add(end - 1, end + 1, cue, "in")
        elif self.code[start] == "T":
            self._titled(end - 1, end)

    def _titled(self, start: int, end: int) -> None:
        """Take a name that begins like a person's ("Sheikh Maqsoud") for a place only if the gazetteer knows it as one."""
        kind = self.code[end : end + 1] == "c"
        cue = self._cue(start)
        announced = cue.announced or kind or self._kind_ahead(end)
        if (
            end - start > 1
            and (cue.letter in {"L", "K"} or announced)
            and self.gazetteer.candidates(self._text(start, end))
        ):
            self._add(start, end + kind, cue, "kind" if announced else "in")

    def _building(self, start: int, end: int) -> None:
        """Take the city in the name of a building or a meeting for a place: "Ruritania University", "Ruritania Truce"."""
        if self.code[end + 1 : end + 2] in {"V", "K"}:
            return
        spans = [(start, cut) for cut in range(end, start, -1)] + [(cut, end) for cut in range(start + 1, end)]
        for begin, cut in spans:
            if self._sort(begin, cut) == "large" and "N" in self.code[begin:cut]:
                self._add(begin, cut, self._cue(begin), "named")
                return

    def _decide(self, start: int, end: int) -> None:
        """Decide on a run without title and organisation."""
        code = self.code
        kind = code[end : end + 1] == "c" and self.lower[end] not in self.shape.lands
        begin = self._sides_before(start)
        cue = self._cue(begin)
        core = start
        while core < end - 1 and code[core] == "E" and not self.gazetteer.known(self._text(start, end)):
            core += 1
        if self._owner(core, end, cue):
            return
        if self._beside_its_kind(core, end, kind=kind, cue=cue):
            self._add(begin, end + kind, cue, "kind")
        elif self._kind_ahead(end) or cue.announced:
            if "N" in code[core:end]:
                self._add_known(begin, core, end, cue, "kind")
        else:
            self._by_cue(begin, core, end, cue)

    def _beside_its_kind(self, start: int, end: int, *, kind: bool, cue: Cue) -> bool:
        """Tell whether the run carries the kind of place it is: "X Province", "Lake X", "X city"."""
        part = self.code[start:end]
        if self._sort(start, end - (part[-1] == "C")) == "country":
            return False
        if "N" not in part:
            return part in {"EC", "ZC"} and cue.letter == "L" and len(part) == 2
        if kind:
            acronym = end - start == 1 and self.words[start].isupper() and not self.sentence.shouting
            return not acronym or self._sort(start, end) != "unknown"
        if part[-1] == "C":
            return not self.headline or self._sort(start, end - 1) != "unknown" or cue.letter == "L"
        return part[0] == "C" and self.lower[start] in self.shape.leading and cue.letter != "S"

    def _by_cue(self, begin: int, core: int, end: int, cue: Cue) -> None:
        """Decide by what stands before the name and by whether the gazetteer knows it."""
        cut = self._known_part(core, end, whole=cue.letter == "L" and not self.headline)
        sort = self._sort(core, cut)
        if self.code[core:cut].strip("ZCE") == "" and not (sort != "unknown" and cut - core > 1):
            return
        role = self._role(core, cut, cue, sort)
        if role is None and self.headline:
            self._anywhere(core, end)
        elif role is not None:
            self._add_known(begin, core, end, cue, role)

    def _owner(self, start: int, end: int, cue: Cue) -> bool:
        """Take "Ruritanias southern Zenda", whose apostrophe was lost, for two places; tell whether it was that."""
        word = self.words[start]
        if len(word) < 6 or word[-1] != "s" or word[:-1].isupper() or self._sort(start, start + 1) != "unknown":
            return False
        further = end > start + 1 or self.code[end : end + 1] == "e"
        if not further or not any(map(is_large, self.gazetteer.known(word[:-1]))):
            return False
        begin, last = self.sentence.slice(start, start + 1)
        mention = PlaceMention(name=word[:-1], span=(begin, last - 1))
        self.found.append(FoundPlace(mention, start, start + 1, cue.at, "in"))
        if end > start + 1:
            self._decide(start + 1, end)
        return True

    def _add_known(self, begin: int, core: int, end: int, cue: Cue, role: Role) -> None:
        """Note the known beginning of a name, or the whole, and what follows it if that is known too ("X Y")."""
        cut = self._known_part(core, end, whole=role == "kind" or (cue.letter == "L" and not self.headline))
        if (
            cue.letter == "S"
            and cue.at
            and self.code[cue.at - 1] in "NZ"
            and not (self.found and self.found[-1].end == cue.at)
        ):
            self._possessor(cue.at)
        self._add(begin, cut, cue, role)
        if cut < end and self._sort(cut, end) in {"large", "country"}:
            self._add(cut, end, cue, "list")

    def _possessor(self, at: int) -> None:
        """Note the known place whose "'s" stands at token `at`."""
        for start in range(max(0, at - 3), at):
            if self.code[start] in "NZ" and self._sort(start, at) != "unknown":
                self._add(start, at, self._cue(start), "named")
                return

    def _role(self, core: int, end: int, cue: Cue, sort: Sort) -> Role | None:  # noqa: PLR0911 - a table of cases
        """Return how a name stands in its sentence as a place, None when it does not."""
        following = self.code[end : end + 1]
        listed = self._listed(cue)
        if cue.letter == "L":
            return "in" if sort != "unknown" or self._may_be_new(core, end) else None
        if listed is not None:
            if cue.letter == "(" and sort != "country":
                return None
            doer = following in {"V", "K", "S"} or (following == "B" and sort == "country")
            trusted = listed.role in {"in", "kind", "list", "taken"} and self._may_be_new(core, end)
            if sort == "unknown":
                return "list" if trusted and not doer and following != "x" else None
            return "list" if sort != "small" or trusted else None
        if cue.letter == "K":
            return "taken" if sort != "unknown" else None
        if cue.letter == "S":
            return "in" if sort in {"large", "small"} and following not in {"V", "K"} else None
        word = self.lower[cue.at] if cue.at is not None else ""
        if following in {"V", "K"} or (sort == "unknown" and not (word in _NEW_CUES and self._may_be_new(core, end))):
            return None
        if sort == "unknown":
            return "in"
        if sort == "country":
            return "in" if word in _COUNTRY_CUES and following not in {"S", "x", "B"} else None
        if cue.letter in {"P", "F"}:
            return "in" if (sort == "large" or word in _SMALL_CUES) and self._is_aim(core, cue, following) else None
        return "named" if sort == "large" and self._stands_alone(core, end) else None

    def _is_aim(self, core: int, cue: Cue, following: str) -> bool:
        """Tell whether a city behind a weak preposition is one, not a surname or a seat of power: "according to X"."""
        at = cue.at or 0
        before = self.code[at - 1 : at]
        if following == "S" or (
            self.words[core].isupper() and len(self.words[core]) < 5 and not self.sentence.shouting
        ):
            return False
        return before not in {"P", "T", "H"} and self.lower[at - 1] != "according"

    def _stands_alone(self, core: int, end: int) -> bool:
        """Tell whether no other capitalised word touches the name, which may make it a person's or a body's."""
        code, word = self.code, self.words[core]
        if word.isupper() and len(word) < 6 and not self.sentence.shouting:
            return False
        beside = code[core - 1 : core] + code[end : end + 1]
        return self.headline or not any(letter in "NZOTH" for letter in beside)

    def _may_be_new(self, core: int, end: int) -> bool:
        """Tell whether an unknown name may be a place's: tagged as a name, no acronym, not what somebody has or does."""
        if self.sentence.shouting or self.headline or self.code[end : end + 1] == "S":
            return False
        word = self.words[core]
        name = self.sentence.tags[core] in {"NNP", "NNPS"} and len(word) > 2 and not word.isupper()
        return name and "Z" not in self.code[core:end]

    def _anywhere(self, start: int, end: int) -> None:
        """Take well-known cities out of a headline, where every word is a capitalised one."""
        at = start
        while at < end:
            cut = self._known_part(at, end, whole=False)
            if self._sort(at, cut) == "large" and self.code[at:cut].strip("ZCE") and self.code[cut : cut + 1] != "V":
                self._add(at, cut, Cue("", None), "named")
            at = max(cut, at + 1)

    def _known_part(self, start: int, end: int, *, whole: bool) -> int:
        """Return the end of the longest known name that begins at `start`; without one, `end` if `whole`, else `start + 1`.

        With `whole`, a known beginning before further names ("Kafr X") gives way to the whole, unless what follows is
        itself known or no name.
        """
        for cut in range(end, start, -1):
            if self._sort(start, cut) != "unknown":
                if cut == end or not whole:
                    return cut
                joined = self.sentence.shouting or not any(word.isupper() for word in self.words[cut:end])
                return end if joined and self._sort(cut, end) == "unknown" else cut
        return end if whole else start + 1

    def _sort(self, start: int, end: int) -> Sort:
        """Return what the gazetteer knows about the name, which may run over an "of" ("Strait of X")."""
        name = self._text(start, end)
        sort = self._sorts.get(name)
        if sort is None:
            places = self.gazetteer.known(name)
            if not places:
                sort = "unknown"
            elif any(place.kind == "country" for place in places):
                sort = "country"
            else:
                sort = "large" if any(map(is_large, places)) else "small"
            self._sorts[name] = sort
        return sort

    def _sides_before(self, start: int) -> int:
        """Return where the name begins when its sides are counted in: "northern and eastern X"."""
        code = self.code
        while start > 0 and code[start - 1] == "e":
            start -= 1
            if start > 1 and code[start - 2 : start] == "e&":
                start -= 1
        return start

    def _kind_ahead(self, end: int) -> bool:
        """Tell whether the name is the first of several with one kind behind them: "X and Y neighbourhoods"."""
        return self.code[end : end + 1] in {"&", ","} and _KIND_AHEAD.match(self.code, end) is not None

    def _listed(self, cue: Cue) -> FoundPlace | None:
        """Return the place before, when the name is joined to it by a comma, "and" or a bracket."""
        if cue.at is None or cue.letter not in {",", "&", "("} or not self.found:
            return None
        last = self.found[-1]
        return last if last.end <= cue.at <= last.end + 1 else None

    def _cue(self, begin: int) -> Cue:
        """Return what stands before the name that begins at token `begin`."""
        code, lower = self.code, self.lower
        if self.found and self.found[-1].end == begin and self.words[begin - 1].startswith(self.found[-1].mention.name):
            return Cue("S", begin - 1)
        at = begin - 1
        while at >= 0 and code[at] in _SKIPPED and begin - at < 7 and code[at] != "&":
            at -= 1
        if at < 0:
            return Cue("", None)
        letter = code[at]
        if letter == "F":
            return self._of(at)
        if letter == "c" and lower[at] in self.shape.leading:
            return Cue("c", at, announced=True, relation=self._outer_relation(at))
        if letter == "P" and lower[at] in _GO_ON_AS and lower[at - 1] != "well":
            back = at - 1
            while back > 0 and code[back] in "A,":
                back -= 1
            return Cue("P", at, announced=back >= 0 and code[back] == "c")
        if letter == "&" or letter == ",":
            while at > 0 and code[at - 1] in ",&":
                at -= 1
            return self._inherited(Cue(code[at], at))
        if letter == "P" and lower[at] == "as" and lower[at - 1] == "well" and at > 1:
            at -= 2
            return Cue("&", at - 1 if code[at - 1] == "," else at)
        if letter == "P" and lower[at] == "to" and at and lower[at - 1] in _CLOSE_TO:
            return Cue("L", at, relation="near")
        return Cue(letter, at, relation="near" if letter == "L" and lower[at] in self.shape.near else "at")

    def _inherited(self, cue: Cue) -> Cue:
        """Return the cue of a list's further member: what announced the first announces it too."""
        last = self._listed(cue)
        if last is None or last.role != "kind" or last.cue is None or self.code[last.cue] not in "FPc":
            return cue
        return cue

    def _of(self, at: int) -> Cue:
        """Return what "of" at token `at` says together with the word before it."""
        code, lower = self.code, self.lower
        before = at - 1
        if before > 0 and lower[before] == ".":
            before -= 1
        if before < 0:
            return Cue("F", at)
        word = lower[before]
        degrees = self.shape.degrees.get(word) if code[before] in "eE" else _INITIALS.get(word)
        if degrees is not None and code[before - 1 : before] != "D":
            return Cue("L", before, announced=True, relation="offset", bearing=_INITIAL_WORDS.get(word, word),
                       distance_km=self._distance(before))  # fmt: skip
        if degrees is not None:
            return Cue("L", before)
        if word in self.shape.around:
            return Cue("L", at, relation="near")
        if code[before] in "cC":
            return Cue("F", at, announced=True, relation=self._outer_relation(before))
        if word in self.shape.of_name:
            return Cue("L", at)
        return Cue("F", at)

    def _outer_relation(self, at: int) -> Literal["at", "near"]:
        """Return `near` when the phrase with a kind of place at token `at` stands behind "near": "near the city of X"."""
        while at >= 0 and self.code[at] in "cCDAJeE9":
            at -= 1
        return "near" if at >= 0 and self.code[at] == "L" and self.lower[at] in self.shape.near else "at"

    def _distance(self, at: int) -> float | None:
        """Return the kilometres said before the compass word at token `at`: "about 30 km", "ten miles (16 km)"."""
        said = _DISTANCE.search(self.code, max(0, at - 9), at)
        if said is None:
            return None
        try:
            amount = float(self.words[said.start()].replace(",", ""))
        except ValueError:
            return None
        return round(amount * self.shape.kilometres[self.lower[said.start() + 1]], 1)

    def bare(self, at: int) -> None:
        """Take "the southeast" for a place, or "X's southeast" where X is one."""
        tag = self.sentence.tags[at + 1 : at + 2]
        if self.lower[at].endswith(("ern", "ward", "wards")) or self.lower[at] not in self.shape.degrees:
            return
        if self.code[at + 1 : at + 2] == "A" and tag and tag[0].startswith("JJ"):
            return
        if self.code[at - 1] == "S":
            if at > 1 and self.code[at - 2] == "N" and self._sort(at - 2, at - 1) != "unknown":
                self._add(at - 2, at + 1, Cue("S", at - 1), "part")
            return
        cue = self._cue(at)
        if cue.letter == "L" and self.code[at - 1] != "L":
            self._add(at, at + 1, cue, "part")

    def _text(self, start: int, end: int) -> str:
        """Return the words of the tokens, with a space where the text has any white space."""
        if end - start == 1:
            return self.words[start]
        starts, ends = self.sentence.starts, self.sentence.ends
        parts = [self.words[start]]
        for i in range(start + 1, end):
            parts.append(self.words[i] if starts[i] == ends[i - 1] else " " + self.words[i])
        return "".join(parts)

    def _add(self, start: int, end: int, cue: Cue, role: Role) -> None:
        """Note a place."""
        mention = PlaceMention(
            name=self._text(start, end), span=self.sentence.slice(start, end), relation=cue.relation,
            bearing=cue.bearing, distance_km=cue.distance_km,
        )  # fmt: skip
        self.found.append(FoundPlace(mention, start, end, cue.at, role))


_INITIAL_WORDS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_INITIALS = {"n": 0, "s": 180, "e": 90, "w": 270}


def _is_headline(code: str) -> bool:
    """Tell whether nearly every content word is capitalised, as in a headline."""
    capital = sum(map(code.count, "NZCEOHJT"))
    return capital >= 4 and sum(map(code.count, "xAVcheK")) * 5 <= capital
