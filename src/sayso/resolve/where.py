"""Decides where a named place is: the best of the gazetteer's candidates, with the rest kept, or an honest "unknown".

What speaks for a candidate: the countries a report speaks of, the places named beside it ("X, Y"), the other places of the
report, the kind of place the words say, its size, and whether the name is its own or only sounds like it. One name has
one sense in one report.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from sayso.gazetteer.lookup import Candidate, Gazetteer, Kind
from sayso.gazetteer.names import key
from sayso.gazetteer.sphere import distance_km
from sayso.records import Report, Resolution
from sayso.resolve.place_company import company, votes
from sayso.resolve.place_county import placed
from sayso.resolve.place_extent import extent
from sayso.resolve.place_hints import CAPITALISED, divisions_spoken_of, shares
from sayso.resolve.place_names import NameParts, NameReader, is_large, same_kind
from sayso.spans import Span
from sayso.values.place import Place, PlaceMention

Resolved = tuple[Place, Resolution]
_Mentions = Sequence[PlaceMention]

_PRIOR: Mapping[Kind, float] = {
    "country": 8.0, "continent": 6.0, "sea": 5.5, "admin1": 4.0, "region": 4.0, "island": 3.5, "river": 4.0, "lake": 3.5,
    "mountain": 3.0, "admin2": 2.0, "admin3": 1.0, "neighbourhood": 1.5, "camp": 2.5, "base": 2.5, "airport": 2.5, "site": 1.0,
}  # fmt: skip
"""How likely a name means a place of the kind, on the scale on which a city of a million has 4.2 (log10 · 0.7)."""
_INSIDE: frozenset[Kind] = frozenset({"site", "base", "airport", "camp", "neighbourhood", "admin2"})
"""Kinds that are called after the place they are in."""
_LOCAL: frozenset[Kind] = frozenset(
    {"city", "neighbourhood", "camp", "base", "airport", "site", "admin3", "admin2", "island"}
)
_STANDS_FOR: Mapping[Kind, frozenset[Kind]] = {
    "mountain": frozenset({"region"}), "river": frozenset(), "lake": frozenset(), "sea": frozenset({"region"}),
    "admin1": frozenset({"region", "country", "island"}),
    "neighbourhood": _LOCAL | {"admin1", "region", "mountain", "river", "lake"},
    "region": _LOCAL | {"admin1", "country", "mountain", "island"}, "island": _LOCAL | {"admin1", "country"},
}  # fmt: skip
"""What a place may be that is called by a word for another kind; any other kind is local."""
_MEASURED_FROM = 30
"""From how many of a report's places, the most named ones, distances are measured."""
_COMPANY = 4.0
"""What a likely place next door counts."""
_VOTE = 0.5
"""What a name that countries share counts towards them, beside 1 for a name that says its country."""
_OUT_OF_THE_WAY = 7.0
"""What speaks against a country of which nothing else in the report speaks, where another place of its name is at hand."""
_SPOKEN_OF = 0.3
"""The share of a report's attention from which a country is one that it is about."""
_LIKELY = 0.2
"""What a place chosen among several counts for the division it lies in, beside 1 for one that is beyond doubt."""
_KEPT = 6
"""How many candidates a resolution keeps."""
_OWN_NAME = 1.5
"""What it counts that a name is the place's first one rather than another of its names."""
_GREAT = 30_000_000
"""From how many people on a country is meant by its name though nothing else in the report speaks of it."""


class Sense(msgspec.Struct, frozen=True):
    """What one name was taken for."""

    chosen: Candidate | None
    ranked: tuple[Candidate, ...]
    reason: str


class Locator:
    """Locates the mentions of a report; holds the gazetteer it was handed and the language's words for places."""

    def __init__(self, gazetteer: Gazetteer, language: str = "en") -> None:
        self._gazetteer = gazetteer
        self._names = NameReader(language)

    def locate(self, report: Report, mentions: _Mentions, named: _Mentions = ()) -> dict[Span, Resolved]:
        """Return, for each mention's span, the place and how it was decided, in the light of what else is `named`."""
        all_named = {mention.span: mention for mention in (*named, *mentions)}
        case = _Case(self._gazetteer, self._names, report, [all_named[span] for span in sorted(all_named)])
        return {mention.span: case.resolved(mention) for mention in mentions}


class _Case:
    """One report's names being decided together."""

    def __init__(
        self, gazetteer: Gazetteer, names: NameReader, report: Report, mentions: Sequence[PlaceMention]
    ) -> None:
        self._gazetteer = gazetteer
        self._names = names
        self._parts = {mention.name: self._read(mention.name) for mention in mentions}
        self._candidates = {name: self._possible(parts) for name, parts in self._parts.items()}
        for name, found in self._candidates.items():
            if not any(place.exact for place in found) and (inner := self._inside_name(self._parts[name])) is not None:
                self._parts[name], self._candidates[name] = inner, self._possible(inner)
        self._containers: dict[str, set[str]] = defaultdict(set)
        self._siblings: dict[str, set[str]] = defaultdict(set)
        self._relate(report.text, mentions)
        self._counts = Counter(mention.name for mention in mentions)
        cores = {name: parts.core for name, parts in self._parts.items()}
        self._company = company(self._candidates, self._counts, cores)
        self._spoken = self._countries_spoken_of(report.text)
        self._heard = self._shared(self._spoken)
        self._shares = self._shared(self._with_votes(self._spoken))
        self._anchors: list[tuple[str, Candidate]] = []
        self._hints = divisions_spoken_of(report.text, gazetteer, self._candidates)
        self._divisions = shares(self._hints, {})
        self._senses: dict[str, Sense] = {}
        for _ in range(2):  # the second time with what the first one chose
            self._senses = {name: self._decide(name) for name in self._parts}
            self._learn()

    def _possible(self, parts: NameParts) -> tuple[Candidate, ...]:
        """Return what a name may mean: looked up with the kind in it ("Gaza Strip"), then without."""
        if not parts.core:
            return ()
        first = self._gazetteer.known(parts.whole)
        if parts.whole == parts.core:
            return self._gazetteer.candidates(parts.core)
        ids = {place.id for place in first}
        return first + tuple(place for place in self._gazetteer.candidates(parts.core) if place.id not in ids)

    def _inside_name(self, parts: NameParts) -> NameParts | None:
        """Return the place that begins the name of an unknown one: "Zenda" in "Zenda Memorial Hospital".

        It must be well known, or carry its own kind ("Zenda County Jail"), without which no kind need be said behind it.
        """
        words = parts.whole.split()
        if parts.kind not in _INSIDE and parts.kind is not None:
            return None
        for cut in range(len(words) - 1, 0, -1):
            inner = self._names.read(" ".join(words[:cut]))
            if parts.kind is None and inner.kind is None:
                continue
            if inner.core and any(
                same_kind(place.kind, inner.kind) if inner.kind else place.kind == "city" and place.population >= 20_000
                for place in self._possible(inner)
                if place.exact
            ):
                return inner if inner.kind else msgspec.structs.replace(parts, core=inner.core)
        return None

    def _read(self, name: str) -> NameParts:
        """Return the name taken apart, unless its compass word belongs to it: "South Sudan", "Upper Nile"."""
        parts = self._names.read(name)
        if not parts.part or not any(map(is_large, self._gazetteer.known(name))):
            return parts
        return NameParts(whole=name, core=name, kind=None, bearing=None, part=False)

    def _relate(self, text: str, mentions: Sequence[PlaceMention]) -> None:
        """Note which names stand right behind another as what it lies in ("X, Y", "X in Y"), and which are listed together."""
        ordered = sorted(mentions, key=lambda mention: mention.span)
        for one, other in pairwise(ordered):
            gap = text[one.span[1] : other.span[0]]
            if len(gap) > 31 or one.name == other.name:
                continue
            if self._names.holding.fullmatch(gap):
                self._containers[one.name].add(other.name)
            if self._names.listing.fullmatch(gap):
                self._siblings[one.name].add(other.name)
                self._siblings[other.name].add(one.name)

    def _countries_spoken_of(self, text: str) -> dict[str, float]:
        """Count the countries that a text speaks of, by their names and peoples."""
        demonyms = self._gazetteer.demonyms()
        found: dict[str, float] = defaultdict(float)
        self._by_own_name: dict[tuple[str, str], float] = {}
        for phrase, times in Counter(CAPITALISED.findall(text)).items():
            for word in {phrase, *phrase.split()}:
                country = demonyms.get(word.lower())
                if country:
                    found[country] += times
        for name, candidates in self._candidates.items():
            lands = {
                place.country: place.kind for place in candidates if place.exact and place.kind in {"country", "admin1"}
            }
            for country, kind in lands.items():
                if kind == "country":
                    found[country] += 2 * self._counts[name]
                    self._by_own_name[country, name] = 2 * self._counts[name]
                elif len(lands) == 1:
                    found[country] += self._counts[name]
            if not lands and (only := self._only_country(name, candidates)):
                found[only] += self._counts[name]
        return found

    def _with_votes(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return the weights of countries with what the names that several of them share add."""
        found = defaultdict(float, weights)
        for name, candidates in self._candidates.items():
            for country, share in votes(candidates).items():
                found[country] += _VOTE * min(3, self._counts[name]) * share
        return found

    def _only_country(self, name: str, candidates: Sequence[Candidate]) -> str | None:
        """Return the one country that has a place of the name and of the kind that the words say: "Rapides Parish"."""
        kind = self._parts[name].kind
        if kind is None:
            return None
        lands = {place.country for place in candidates if place.exact and same_kind(place.kind, kind)}
        return lands.pop() if len(lands) == 1 else None

    def _shared(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return for each country how much of the report's attention it has, the most spoken of being 1."""
        most = max(found.values(), default=0)
        return {country: times / most for country, times in found.items()} if most else {}

    def _learn(self) -> None:
        """Add to the countries spoken of those in which the names chosen lie, and keep the places to measure from."""
        weights: dict[str, float] = defaultdict(float, self._spoken)
        anchors: Counter[tuple[str, Candidate]] = Counter()
        divisions: dict[tuple[str, str], float] = defaultdict(float)
        for name, sense in sorted(self._senses.items()):
            place = sense.chosen
            if place is None or not place.country or not place.exact:
                continue
            if not self._spoken or place.country in self._spoken or place.population >= 100_000:
                weights[place.country] += min(3, self._counts[name])
            if place.kind not in {"country", "region"}:
                anchors[self._parts[name].core, place] += self._counts[name]
            if place.kind == "admin1":
                divisions[place.country, place.admin1] += self._counts[name]
            elif place.admin1:
                sure = self._inside(place, name) or sum(rival.exact for rival in self._candidates[name]) == 1
                divisions[place.country, place.admin1] += (1.0 if sure else _LIKELY) * self._counts[name]
        self._divisions = shares(self._hints, divisions)
        self._anchors = [anchor for anchor, _ in anchors.most_common(_MEASURED_FROM)]
        self._heard = self._shared(weights)
        self._shares = self._shared(self._with_votes(weights))

    def _decide(self, name: str) -> Sense:
        """Return what the name is taken for."""
        parts, candidates = self._parts[name], self._candidates[name]
        if not parts.core:
            return self._part_of_country(parts)
        people = self._land(parts)
        if people:
            return people
        if not candidates:
            return Sense(None, (), "The gazetteer has no place of this name, nor one that sounds like it.")
        eponyms = frozenset(
            (place.country, place.admin1) for place in candidates if place.kind == "city" and place.population >= 20_000
        )
        scored = sorted(
            ((self._score(place, parts, name, eponyms), place) for place in candidates[:120]),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        ranked = tuple(place for _, place in scored[:_KEPT])
        best = next((place for place in ranked if self._credible(place, name) and self._fits(place, parts)), None)
        if best is None:
            return Sense(None, ranked, "Places of this name are known only where the report gives no sign of being.")
        return Sense(best, ranked, self._reason(best, parts, name, len(candidates)))

    def _score(self, place: Candidate, parts: NameParts, name: str, eponyms: frozenset[tuple[str, str]]) -> float:
        """Return how much speaks for the candidate."""
        score = _PRIOR.get(place.kind, 0.7 * math.log10(place.population + 10))
        score += 6 * self._shares.get(place.country, 0.0) if place.country else 4.0
        score += 3 * self._divisions.get((place.country, place.admin1), 0.0)
        score += _OWN_NAME * (key(place.name) == key(parts.core)) if place.exact else -2.5
        if place.kind == "country" and self._is_out_of_the_way(place, name):
            score -= _OUT_OF_THE_WAY
        meant = parts.kind is not None and same_kind(place.kind, parts.kind)
        if parts.kind is not None:
            score += 3 if meant else -1.5
        if not meant and (place.country, place.admin1) in eponyms and place.kind in {"admin1", "admin2", "admin3"}:
            score -= 1.5  # a bare name is its town rather than the division around it
        score += 5 * self._inside(place, name)
        score += _COMPANY * self._company.get((name, place.id), 0.0)
        anchors = [anchor for core, anchor in self._anchors if core != parts.core]
        if anchors:
            score += 1.5 * math.exp(-self._away(place, anchors) / 200) + math.exp(-self._away(place, anchors[:1]) / 50)
        for other in sorted(self._siblings.get(name, ())):
            score += 2 * math.exp(-self._away(place, self._best_few(other)) / 30)
        return score

    def _is_out_of_the_way(self, place: Candidate, name: str) -> bool:
        """Tell whether only this name speaks of the country, in a report about another that has a place of the name."""
        if place.population >= _GREAT:
            return False
        alone = self._spoken[place.country] <= self._by_own_name.get((place.country, name), 0.0)
        if not alone or any(anchor.country == place.country for _, anchor in self._anchors):
            return False
        return any(
            rival.exact and rival.country != place.country and self._heard.get(rival.country, 0.0) >= _SPOKEN_OF
            for rival in self._candidates[name]
        )

    def _inside(self, place: Candidate, name: str) -> bool:
        """Tell whether the candidate lies in a place that the report names as what it lies in."""
        return any(
            self._holds(outer, place)
            for other in self._containers.get(name, ())
            for outer in self._candidates.get(other, ())[:8]
            if outer.exact
        )

    def _best_few(self, name: str) -> Iterable[Candidate]:
        sense = self._senses.get(name)
        if sense is not None and sense.chosen is not None:
            return (sense.chosen,)
        return [place for place in self._candidates.get(name, ()) if place.exact][:8]

    @staticmethod
    def _holds(outer: Candidate, inner: Candidate) -> bool:
        """Tell whether one place may hold the other: a country its own, any other what lies within its radius."""
        if outer.kind == "country":
            return outer.country == inner.country and inner.kind != "country"
        if outer.country != inner.country or outer.id == inner.id:
            return False
        if outer.kind == "admin1" and outer.admin1:
            return outer.admin1 == inner.admin1
        return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) * 1000 <= 1.2 * outer.radius_m + 3_000

    @staticmethod
    def _away(place: Candidate, others: Iterable[Candidate]) -> float:
        """Return the kilometres to the nearest of other places."""
        far = [distance_km(place.lat, place.lon, other.lat, other.lon) for other in others if other.id != place.id]
        return min(far, default=1e5)

    def _credible(self, place: Candidate, name: str) -> bool:
        """Tell whether a candidate may be taken: well known, or in a country or place that the report speaks of."""
        share = self._heard.get(place.country, 0.0)
        if not place.exact:
            return share >= 0.25 or self._inside(place, name)
        if share > 0.05 or not self._heard or not place.country or place.kind != "city":
            return True
        return place.population >= 50_000 or self._inside(place, name)

    def _fits(self, place: Candidate, parts: NameParts) -> bool:
        """Tell whether the candidate may be of the kind that the words say.

        A town may stand for the district or the base that has its name, in a country the report speaks of; an unknown
        province is no town elsewhere, and an unknown river no town at all.
        """
        if parts.kind is None or same_kind(place.kind, parts.kind) or key(place.name) == key(parts.whole):
            return True
        near = place.exact and self._heard.get(place.country, 0.0) >= 0.25
        return near and place.kind in _STANDS_FOR.get(parts.kind, _LOCAL)

    def _reason(self, place: Candidate, parts: NameParts, name: str, choices: int) -> str:
        """Return the sentence that says why this one."""
        why = []
        if not place.exact:
            why.append(f"its name sounds like {place.name}")
        if choices == 1:
            why.append("the gazetteer has no other")
        if self._inside(place, name):
            why.append("it lies in the place named with it")
        elif self._heard.get(place.country, 0.0) >= 0.5 and place.kind != "country":
            why.append(f"the report speaks of its country ({place.country})")
        if parts.kind is not None and same_kind(place.kind, parts.kind):
            why.append("it is of the kind that the words say")
        if not why:
            why.append("it is the best known of this name")
        return f"Taken for {place.name} ({place.kind}) because " + " and ".join(why) + "."

    def _part_of_country(self, parts: NameParts) -> Sense:
        """Return the country that "the southeast" is a part of: the one the report speaks of most, if one stands out."""
        ordered = sorted(self._shares.items(), key=lambda item: (-item[1], item[0]))
        if not ordered or not parts.part or (len(ordered) > 1 and ordered[1][1] > 0.8):
            return Sense(None, (), "Of no country can it be said that the report speaks of it most.")
        country = self._gazetteer.country(ordered[0][0])
        return Sense(
            country, (country,) if country else (), "Taken for a part of the country the report speaks of most."
        )

    def _land(self, parts: NameParts) -> Sense | None:
        """Return the country of "Ruritanian territory" or of a bare "Ruritanian"."""
        people, _, land = parts.whole.rpartition(" ")
        code = self._gazetteer.demonym(people if land.lower() in self._names.lands else parts.whole)
        country = self._gazetteer.country(code) if code else None
        return Sense(country, (country,), "The adjective is that of the country.") if country else None

    def resolved(self, mention: PlaceMention) -> Resolved:
        """Return the place of a mention and how it was decided."""
        sense = self._senses[mention.name]
        ids = tuple(place.id for place in sense.ranked)
        if sense.chosen is None:
            place = Place(name=mention.name, span=mention.span)
            return place, Resolution(
                words=mention.name, span=mention.span, chosen=None, candidates=ids, reason=sense.reason
            )
        bearing = self._names.degrees.get(mention.bearing or "")
        chosen = placed(sense.chosen, (anchor for _, anchor in self._anchors))
        place = extent(mention, self._parts[mention.name], chosen, bearing)
        return place, Resolution(
            words=mention.name, span=mention.span, chosen=sense.chosen.id, candidates=ids, reason=sense.reason
        )
