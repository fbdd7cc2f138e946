"""Finds names of places in a sentence: by the words that announce them and by the gazetteer, in that order of trust.

A name counts as a place where it stands as one: behind a preposition of place, beside the kind of place it is ("X
province", "city of X"), in a list with such a one, behind a verb that takes a place. A well-known city counts anywhere but
as the doer of a verb; a country counts only where something can be in it. Persons, organisations and adjectives of
peoples are not places.
"""

import re
from collections.abc import Sequence

from sayso.extract.place_cues import Cue, CueReader
from sayso.extract.place_found import FoundPlace, Role
from sayso.extract.place_passing import Passing
from sayso.extract.place_runs import Runs, Sort
from sayso.extract.place_shape import PlaceShape, is_headline, is_large, without_common_words
from sayso.extract.sentences import Sentence
from sayso.gazetteer.lookup import Gazetteer
from sayso.values.place import PlaceMention

_RUN = re.compile(r"[NZCEOHJT](?:n{0,2}[NZCEOHJT])*")
_BARE = re.compile(r"[LPDJAS](e)(?![NZCEOHJTecxhkF9S&])")
_OWNED = re.compile(r"S[A9De]{0,3}(?=.)")
_BODY_OF = re.compile(r"O[CNZ]?$")
_LONGEST = 12
"""Tokens; a longer run of capitalised words is a list without commas, not a name."""
_SURE: frozenset[Role] = frozenset({"in", "kind", "part"})
_HEADING = re.compile(r"([EN]?N):9")


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
        return _Reading(self, sentence).read()

    def survey(self, sentences: Sequence[Sentence]) -> list[list[FoundPlace]]:
        """Return, for each sentence of a report, all places it names, also in passing, without surnames that are also towns.

        A word that ends the name of a person somewhere in the report ("General Lincoln", "Ann Lincoln") is a place only
        where a preposition of place or its kind says so, there or elsewhere in the report.
        """
        readings = [_Reading(self, sentence) for sentence in sentences]
        found = [reading.read() for reading in readings]
        persons = frozenset().union(*[reading.persons for reading in readings])
        sure = frozenset(place.mention.name for places in found for place in places if place.role in _SURE)
        surnames = persons - sure
        known = frozenset(name for name in sure - persons if name[0].isupper())
        return [
            [place for place in places if not _is_surname(place, surnames)] + reading.passing(known)
            for reading, places in zip(readings, found, strict=True)
        ]


def _is_surname(place: FoundPlace, surnames: frozenset[str]) -> bool:
    return place.role not in _SURE and place.mention.name in surnames


class _Reading:
    """One sentence being read from left to right."""

    def __init__(self, finder: PlaceFinder, sentence: Sentence) -> None:
        self.shape = finder.shape
        self.place = finder.shape.words
        self.grammar = sentence.grammar
        self.gazetteer = finder.gazetteer
        self.sentence = sentence
        self.words = sentence.words
        self.lower = sentence.lower
        code = finder.shape.code(sentence)
        self.headline = is_headline(code) and not sentence.shouting
        self.code = without_common_words(code, sentence, self.gazetteer, headline=self.headline)
        self.cues = CueReader(finder.shape, sentence, self.code)
        self.runs = Runs(finder.shape, self.gazetteer, sentence, self.code, headline=self.headline)
        self.found: list[FoundPlace] = []
        self.persons: set[str] = set()

    def read(self) -> list[FoundPlace]:
        """Return what the sentence names, in its order."""
        heading = _HEADING.match(self.code)
        for run in _RUN.finditer(self.code, self.heading(*heading.span(1)) if heading else 0):
            self.run(run.start(), run.end())
        if "e" in self.code:
            for bare in _BARE.finditer(self.code):
                self.bare(bare.start(1))
        self.found.sort(key=lambda found: found.start)
        return self.found

    def passing(self, known: frozenset[str]) -> list[FoundPlace]:
        """Return what the sentence names in passing; `known` are names that stand as places elsewhere in the report."""
        taken = frozenset(token for place in self.found for token in range(place.start, place.end))
        passing = Passing(self.gazetteer, self.runs, self.sentence, self.code)
        return list(passing.find(taken.__contains__, known))

    def heading(self, start: int, end: int) -> int:
        """Take "Tolmeru: 14 killed" for a heading that says where; return where to read on."""
        if self.sentence.shouting or self.headline or any(map(str.isupper, self.words[start:end])):
            return 0
        self._add(start, end, Cue(), "kind")
        return end

    def run(self, start: int, end: int) -> None:
        """Decide on the capitalised run of tokens `[start, end)`."""
        code = self.code
        if code[start - 1 : start] == "n" and (
            self.sentence.shouting or self.gazetteer.known(self.runs.text(start - 1, end))
        ):
            start -= 1  # "EL X"
        begin = start
        while begin < end and code[begin] in "JT":
            begin += 1
        part = code[begin:end]
        if end - begin > _LONGEST:
            self._anywhere(begin, end)
        elif begin == end:
            self._people_only(start, end)
        elif self.lower[begin - 1] in self.place.calling and code[begin - 2 : begin - 1] == "c" and begin > start:
            self._add(begin, end, Cue("c", begin - 2), "kind")
        elif begin > start and code[begin - 1] == "T":
            self.persons.add(self.words[end - 1])
            self._titled(begin - 1, end)
        elif "T" in part and not self.gazetteer.known(self.runs.text(begin, end)):
            self.persons.add(self.words[end - 1])  # "Zenda Mayor Ann Lincoln"
        elif "O" in part:
            if end - begin > 1 and any(
                place.kind != "city" for place in self.gazetteer.known(self.runs.text(begin, end))
            ):
                self._decide(begin, end)
        elif "H" in part and not ("N" in part and self.gazetteer.known(self.runs.text(begin, end))):
            self._building(begin, begin + part.index("H"))
        else:
            self._decide(begin, end)

    def _people_only(self, start: int, end: int) -> None:
        """Take "Ruritanian territory" for a place; a bare adjective of a people is none."""
        land = self.code[end - 1] == "J" and end < len(self.code) and self.lower[end] in self.shape.lands
        if land and not self.sentence.tags[min(end + 1, len(self.code) - 1)].startswith("NN"):  # no "border guards"
            cue = self.cues.before(start)
            border = self.lower[end] in self.place.bordering
            if cue.letter in {"L", "K"} | ({"P"} if border else set()) and not (border and self.found):
                self._add(end - 1, end + 1, cue, "in")

    def _titled(self, start: int, end: int) -> None:
        """Take a name that begins like a person's ("Sheikh Maqsoud") for a place if the gazetteer knows it as one."""
        kind = self.runs.kind_behind(end)
        cue = self.cues.before(start)
        kindred = self.code[end - 1] == "C"
        announced = cue.announced or kind > 0 or kindred or self.runs.kind_ahead(end)
        if (
            end - start > 1
            and (cue.letter in {"L", "K"} or announced)
            and (kindred or self.gazetteer.candidates(self.runs.text(start, end)))
        ):
            self._add(start, end + kind, cue, "kind" if announced else "in")

    def _building(self, start: int, end: int) -> None:
        """Take the city in the name of a building or a meeting for a place: "Ruritania University", "Ruritania Truce"."""
        if self.code[end + 1 : end + 2] in {"V", "K"}:
            return
        spans = [(start, cut) for cut in range(end, start, -1)] + [(cut, end) for cut in range(start + 1, end)]
        for begin, cut in spans:
            if self.runs.sort(begin, cut) == "large" and "N" in self.code[begin:cut]:
                self._add(begin, cut, self.cues.before(begin), "named")
                return

    def _decide(self, start: int, end: int, owner: int | None = None) -> None:
        """Decide on a run without title and organisation; `owner` is the token of what it belongs to, said without "'s"."""
        code = self.code
        while end - start > 1 and code[end - 1] == "Z" and not self.gazetteer.known(self.runs.text(start, end)):
            end -= 1  # "in Zenda Friday"
        kind = self.runs.kind_behind(end)
        begin = self.runs.sides_before(start)
        if owner is None and self.found and self.found[-1].end == begin:
            owner = begin - 1 if self.words[begin - 1] == self.found[-1].mention.name + "s" else None
        cue = self.cues.before(begin) if owner is None else Cue("S", owner)
        core = start
        while core < end - 1 and code[core] == "E" and not self.gazetteer.known(self.runs.text(start, end)):
            core += 1
        if self._owner(core, end, cue):
            return
        if self._beside_its_kind(core, end, kind=kind > 0, cue=cue):
            self._add(begin, end + kind, cue, "kind")
        elif self.runs.kind_ahead(end) or cue.announced:
            if "N" in code[core:end]:
                self._add_known(begin, core, end, cue, "kind")
        else:
            self._by_cue(begin, core, end, cue)

    def _owner(self, start: int, end: int, cue: Cue) -> bool:
        """Take "Ruritanias southern Zenda", whose apostrophe was lost, for two places; tell whether it was that."""
        word = self.words[start]
        if len(word) < 6 or word[-1] != "s" or word[:-1].isupper() or self.runs.sort(start, start + 1) != "unknown":
            return False
        further = end > start + 1 or self.code[end : end + 1] == "e"
        if not further or not any(map(is_large, self.gazetteer.known(word[:-1]))):
            return False
        begin, last = self.sentence.slice(start, start + 1)
        mention = PlaceMention(name=word[:-1], span=(begin, last - 1))
        self.found.append(FoundPlace(mention, start, start + 1, cue.at, "in"))
        if end > start + 1:
            self._decide(start + 1, end, start)
        return True

    def _beside_its_kind(self, start: int, end: int, *, kind: bool, cue: Cue) -> bool:
        """Tell whether the run carries the kind of place it is: "X Province", "Lake X", "X city"."""
        part = self.code[start:end]
        if self.runs.sort(start, end - (part[-1] == "C")) == "country":
            return kind and self.runs.sort(start, end + 1) in {"large", "small"}  # "Kuwait city"
        if "N" not in part and not (kind and end - start > 1):
            return part in {"EC", "ZC"} and cue.letter == "L"
        if kind:
            acronym = end - start == 1 and self.words[start].isupper() and not self.sentence.shouting
            return not acronym or self.runs.sort(start, end) != "unknown"
        if part[-1] == "C":
            return not self.headline or self.runs.sort(start, end - 1) != "unknown" or cue.letter == "L"
        return part[0] == "C" and self._leads(start, cue)

    def _leads(self, at: int, cue: Cue) -> bool:
        """Tell whether the kind of place at token `at` begins a name: "Lake X"; "District X" only in a place's position."""
        word = self.lower[at]
        if word not in self.shape.leading or cue.letter == "S":
            return False
        return cue.letter == "L" or self.shape.features.get(word) not in {"city", "admin1", "admin2"}

    def _by_cue(self, begin: int, core: int, end: int, cue: Cue) -> None:
        """Decide by what stands before the name and by whether the gazetteer knows it."""
        cut = self.runs.known_part(core, end, whole=cue.letter == "L" and not self.headline)
        sort = self.runs.sort(core, cut)
        if not self.code[core:cut].strip("ZCE") and (sort == "unknown" or cut - core == 1):
            return
        role = self._role(core, cut, cue, sort)
        if role is not None and cut < end and cue.letter != "L" and self.runs.sort(cut, end) == "unknown":
            role = None  # "family of Washington Irving": a known beginning of an unknown name
        if role is not None:
            self._add_known(begin, core, end, cue, role)
        elif self.headline:
            self._anywhere(core, end)
        elif end - core > 1 and cue.letter != "L" and not self.sentence.shouting:
            self.persons.add(self.words[end - 1])

    def _role(self, core: int, end: int, cue: Cue, sort: Sort) -> Role | None:  # noqa: PLR0911 - a table of cases
        """Return how a name stands in its sentence as a place, None when it does not."""
        if cue.letter == "L":
            if cue.at is not None and self.lower[cue.at] in self.grammar.comitative and self.found:
                return None  # "in X, near the border with Y"
            return "in" if sort != "unknown" or self.runs.may_be_new(core, end, near=cue.relation == "near") else None
        if self.sentence.shouting and self.sentence.tags[core] not in {"NNP", "NNPS"}:
            return None
        if cue.letter in {",", "&", "("} and (listed := self._listed(cue)) is not None:
            return self._in_list(core, end, cue, sort, listed)
        if cue.letter == "K":
            if self.code[end : end + 1] == "S" and sort != "large":
                return None  # "the raid on Lincoln's house"
            if sort != "unknown" or self.runs.opens_name(core, end):
                return "taken"
            only = cue.at is not None and self.lower[cue.at] in self.shape.taking_only
            return "taken" if only and self.runs.may_be_new(core, end) else None
        if cue.letter == "S":
            new = self.code[core - 1] == "e" and self.runs.may_be_new(core, end)
            return "in" if sort in {"large", "small"} or (new and sort == "unknown") else None
        return self._without_place_word(core, end, cue, sort)

    def _in_list(self, core: int, end: int, cue: Cue, sort: Sort, before: FoundPlace) -> Role | None:
        """Return the role of a name that is joined to the place before it."""
        following = self.code[end : end + 1]
        joined = before.role not in {"named", "bound", "part"} or (before.role == "bound" and cue.letter == "&")
        trusted = joined and self.runs.may_be_new(core, end)
        if cue.letter == "(" or self.runs.is_acronym(core):
            held = self.runs.holds_named(before.mention.name, self.runs.text(core, end))
            return "list" if sort == "country" or (cue.letter == "," and held) else None
        if sort == "unknown":
            short = cue.letter == "&" and before.role in _SURE and (end - core == 1 or self.runs.opens_name(core, end))
            closed = {"S", "x"} if short else {"V", "K", "S", "B", "x"}  # "officials in X and Y said"
            return "list" if trusted and following not in closed else None
        return "list" if sort != "small" or trusted else None

    def _without_place_word(  # noqa: PLR0911 - a table of cases
        self, core: int, end: int, cue: Cue, sort: Sort
    ) -> Role | None:
        """Return the role of a name behind a weaker preposition or behind none."""
        following = self.code[end : end + 1]
        word = self.lower[cue.at] if cue.at is not None else ""
        onward = word in self.grammar.allative and bool(self.found) and self.found[-1].end == cue.at  # "from X to Y"
        if following in {"V", "K"} and not onward:
            return None
        if sort in {"large", "country"} and self._has_place(end):
            return "named"
        if sort == "unknown":
            return "bound" if (onward or word in self.place.before_new) and self.runs.may_be_new(core, end) else None
        if sort == "country":
            if self.code[end : end + 2] == "BK":
                return "taken"
            return "bound" if word in self.place.before_country and following not in {"S", "x", "B"} else None
        if cue.letter in {"P", "F"}:
            aim = (sort == "large" or word in self.place.before_small) and self._is_aim(core, cue, following)
            return "bound" if aim else None
        return "named" if sort == "large" and self._stands_alone(core, end) else None

    def _has_place(self, end: int) -> bool:
        """Tell whether what belongs to the name is a place in it: "Zenda's streets", "Ruritania's northern border"."""
        owned = _OWNED.match(self.code, end)
        return owned is not None and (self.code[owned.end()] in "chC" or self.lower[owned.end()] in self.shape.lands)

    def _is_aim(self, core: int, cue: Cue, following: str) -> bool:
        """Tell whether a city behind a weak preposition is one, not a surname or a seat of power: "according to X"."""
        at = cue.at or 0
        if following == "S" or self.runs.is_acronym(core):
            return False
        if self.lower[at] in self.grammar.genitive and _BODY_OF.search(self.code, max(0, at - 3), at):
            return False
        return self.code[at - 1 : at] not in {"P", "T", "H"} and self.lower[at - 1] not in self.place.telling

    def _stands_alone(self, core: int, end: int) -> bool:
        """Tell whether no other capitalised word touches the name, which may make it a person's or a body's."""
        if self.sentence.shouting:
            return core == 0
        if self.runs.is_acronym(core):
            return False
        beside = self.code[core - 1 : core] + self.code[end : end + 1]
        return self.headline or not any(letter in "NZOTH" for letter in beside)

    def _anywhere(self, start: int, end: int) -> None:
        """Take well-known cities out of a headline, where every word is a capitalised one."""
        at = start
        while at < end:
            cut = self.runs.known_part(at, end, whole=False)
            if (
                self.runs.sort(at, cut) == "large"
                and self.code[at:cut].strip("ZCE")
                and self.code[cut : cut + 1] != "V"
            ):
                self._add(at, cut, Cue(), "named")
            at = max(cut, at + 1)

    def _listed(self, cue: Cue) -> FoundPlace | None:
        """Return the place before, when nothing but the cue joins the name to it."""
        if cue.at is None or not self.found:
            return None
        last = self.found[-1]
        return last if last.end <= cue.at <= last.end + 1 else None

    def bare(self, at: int) -> None:
        """Take "the southeast" for a place, or "X's southeast" where X is one."""
        if self.lower[at].endswith(self.place.compass_ends) or self.lower[at] not in self.shape.degrees:
            return
        if self.code[at + 1 : at + 2] == "A" and self.sentence.tags[at + 1].startswith("JJ"):
            return
        if self.code[at - 1] == "S":
            if at > 1 and self.code[at - 2] == "N" and self.runs.sort(at - 2, at - 1) != "unknown":
                self._add(at - 2, at + 1, Cue("S", at - 1), "part")
        elif self.code[at - 1] != "L" and (cue := self.cues.before(at)).letter == "L":
            self._add(at, at + 1, cue, "part")

    def _add_known(self, begin: int, core: int, end: int, cue: Cue, role: Role) -> None:
        """Note the known beginning of a name, or the whole, and what follows it if that is known too ("X Y")."""
        cut = self.runs.known_part(core, end, whole=role == "kind" or (cue.letter == "L" and not self.headline))
        if cue.letter == "S" and cue.at and not (self.found and self.found[-1].end >= cue.at):
            self._possessor(cue.at)
        self._add(begin, cut, cue, role)
        if cut < end and self.runs.holds(core, cut, end):
            self._add(cut, end, cue, "list")

    def _possessor(self, at: int) -> None:
        """Note the known place whose "'s" stands at token `at`."""
        for start in range(max(0, at - 3), at):
            if self.code[start] in "NZ" and self.runs.sort(start, at) != "unknown":
                self._add(start, at, self.cues.before(start), "named")
                return

    def _add(self, start: int, end: int, cue: Cue, role: Role) -> None:
        """Note a place."""
        mention = PlaceMention(
            name=self.runs.text(start, end), span=self.sentence.slice(start, end), relation=cue.relation,
            bearing=cue.bearing, distance_km=cue.distance_km,
        )  # fmt: skip
        self.found.append(FoundPlace(mention, start, end, cue.at, role))
