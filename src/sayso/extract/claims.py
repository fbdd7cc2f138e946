"""Puts a sentence's acts, figures, places, times and attributions together into drafts of claims.

A claim is one clause, or several that report one happening: "the blast killed 48 and left dozens wounded" is one claim,
"… were killed as the militia took the town" is two.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from sayso.extract.acts import Act, ActFinder, ActRow
from sayso.extract.attribution import Attribution
from sayso.extract.anaphora import DiscourseWords
from sayso.extract.clauses import Clause, ClauseCutter, VerbGroup
from sayso.extract.figures import FoundFigure
from sayso.extract.sentences import Sentence
from sayso.extract.status import StatusReader
from sayso.lexicon.load import load
from sayso.spans import Span
from sayso.values.kinds import Event, Measure, Status
from sayso.values.place import PlaceMention
from sayso.values.time_phrase import TimePhrase


class Counted(msgspec.Struct, frozen=True):
    """A figure of the sentence, and the token of the figure that contains it."""

    found: FoundFigure
    parent: int | None


class Marks(msgspec.Struct, frozen=True):
    """What the finders found in one sentence."""

    figures: tuple[Counted, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimePhrase, ...]
    headline: bool
    position: bool
    """Whether the words are a quotation set off by the page, or a caption: positions, not reports."""
    attributions: tuple[int, ...]
    """Indices into the report's attributions: those whose content reaches into the sentence."""


class Unit(msgspec.Struct):
    """A claim in the making: the token range it stands on and what was found for it."""

    start: int
    end: int
    zone: tuple[int, ...]
    """The attributions that cover it, the widest first."""
    event: Event
    status: Status
    rule: str
    act: Act | None
    clause: Clause
    cause: bool
    figures: list[Counted]
    places: list[PlaceMention]
    times: list[TimePhrase]
    asides: list[tuple[int, int]] = msgspec.field(default_factory=list)
    """Token ranges of relative clauses that only describe: "the base, which lies west of the city"."""
    quote: Span | None = None
    """The words that make the claim, with their attribution where it stands beside them."""


EVENT_OF: dict[Measure, Event] = {
    "killed": "casualty-toll",
    "wounded": "casualty-toll",
    "killed-or-wounded": "casualty-toll",
    "displaced": "displacement",
    "trapped": "population-trapped",
    "detained": "detention",
    "abducted": "abduction",
    "released": "release",
    "in-need": "conditions",
    "missing": "casualty-toll",
    "strikes": "attack",
    "vehicles-destroyed": "attack",
    "aircraft-lost": "attack",
    "buildings-damaged": "damage",
    "territory-percent": "territory-gained",
    "sites-hit": "attack",
}
"""What a clause is about when it gives a figure and no other word that reports a happening."""

_STANDING: dict[Event, Status] = {"population-trapped": "ongoing", "conditions": "ongoing"}
"""How an event stands that only a figure tells of."""

_STANCE_RULES: dict[str, Status] = {"denies": "denied", "asks": "proposed"}

_FIGHTING: frozenset[Event] = frozenset(
    {"attack", "air-strike", "shelling", "bombing", "armed-clash", "territory-gained", "siege", "execution", "abduction"}
)
_TALKS: frozenset[Event] = frozenset({"negotiation"})
_EFFECTS: frozenset[Event] = frozenset({"casualty-toll", "damage"})

_JOINING = frozenset({"participle", "predicate", "relative", "subordinate", "apposition"})
_TOLL_TIES = frozenset({"when", "after", "where", "and", "", ",", "which", "that", "who", "but"})


class ClaimComposer:
    """Composes claims from what the finders found; holds the readers of acts, clauses and standing."""

    def __init__(self, language: str) -> None:
        self.acts = ActFinder(language)
        self._cutter = ClauseCutter(language)
        self._status = StatusReader(language)
        words = load(language, "discourse", DiscourseWords)
        self._definite, self._generic, self._naming_means = words.definite, words.generic, words.naming_means
        self._advising = words.advising

    def units(self, sentence: Sentence, marks: Marks, attributions: Sequence[Attribution]) -> list[Unit]:
        """Return the claims of one sentence, in order of the text; empty when it makes none."""
        acts = [a for a in self.acts.find(sentence) if not self._cutter.mere_purpose(sentence, a.start)]
        if not acts and not marks.figures and not marks.attributions:
            return []
        groups = self._cutter.verb_groups(sentence)
        nominal = frozenset(act.start for act in acts if not act.verbal)
        dated = frozenset(i for time in marks.times for i in range(*_tokens(sentence, time.span)))
        zones, frame = _zones(sentence, self._voiced(sentence, marks, attributions, acts), attributions)
        places = [_tokens(sentence, place.span) for place in marks.places]
        found: list[Unit] = []
        for piece in _pieces(self._cutter.clauses(sentence, groups, nominal, dated), zones, groups):
            inside = [act for act in acts if piece.start <= act.start < piece.end and not frame[act.start]]
            if self._cutter.supposes(piece):
                inside = []
            figures = [f for f in marks.figures if piece.start <= f.found.token < piece.end]
            picked = self.acts.kind(sentence, piece, self._new_acts(sentence, inside), places) if inside else None
            zone = zones[picked[1].start if picked else piece.start]
            cue = attributions[zone[-1]].cue_word if zone else ""
            stance = attributions[zone[-1]].stance if zone else "says"
            unit = self._unit(
                sentence, piece, zone, picked, figures, groups, cue=cue, stance=stance, headline=marks.headline
            )
            previous = found[-1] if found else None
            if unit is not None and not self._tells(sentence, marks, unit):
                unit = None
            if previous is not None and previous.zone == zone and (unit is None or self._one(previous, unit)):
                _join(previous, piece, unit, self.acts)
            elif unit is not None:
                found.append(unit)
        self._statements(sentence, marks, attributions, zones, found)
        _spread(sentence, marks, found, zones, frame)
        found.sort(key=lambda unit: unit.start)
        _quote(sentence, found, zones)
        _share(found)
        return found

    def _voiced(
        self, sentence: Sentence, marks: Marks, attributions: Sequence[Attribution], acts: list[Act]
    ) -> list[int]:
        """Return the attributions that give a claim a speaker: not a plan, nor talks ("will discuss the withdrawal")."""
        talks = {sentence.starts[a.start] for a in acts if a.verbal and self.acts.reports(a, _TALKS)}
        return [
            n
            for n in marks.attributions
            if attributions[n].speakers
            and attributions[n].kind != "intention"
            and not (attributions[n].cue is not None and attributions[n].cue[0] in talks)  # type: ignore[index]  # checked
        ]

    def _tells(self, sentence: Sentence, marks: Marks, unit: Unit) -> bool:
        """Tell whether a clause tells of its happening rather than naming it in passing."""
        if marks.position and not _is_reported(unit):
            return False
        verb = unit.clause.verb
        if unit.event in _FIGHTING and verb is not None and verb.modal in self._advising:
            return False  # what somebody ought to attack is advice on how to fight, wherever it stands
        aside = unit.clause.opening in {"relative", "subordinate"} and not unit.figures
        return not (aside and unit.act is not None and self._points_back(sentence, unit.act))

    def _new_acts(self, sentence: Sentence, acts: list[Act]) -> list[Act]:
        """Leave out a happening that is only pointed back to where the clause tells something new of it.

        "Two were wounded in the attack" is about the wounded, "the blast shattered windows" about the damage.
        """
        known = [act for act in acts if self._points_back(sentence, act)]
        effects = [act for act in acts if act not in known and self.acts.reports(act, _EFFECTS)]
        if not known or not effects:
            return acts
        toll_only = not any(self.acts.reports(act, frozenset({"damage"})) for act in effects)
        means = [act for act in known if sentence.lower[act.end - 1] in self._naming_means] if toll_only else []
        return [act for act in acts if act not in known or act in means]

    def _points_back(self, sentence: Sentence, act: Act) -> bool:
        """Tell whether an act is a noun for a happening spoken of as known: "the attack", "this strike"."""
        if act.verbal or sentence.lower[act.end - 1] not in self._generic:
            return False
        if sentence.lower[act.end : act.end + 1] == ("of",):
            return False
        return any(word in self._definite for word in sentence.lower[max(0, act.start - 2) : act.start])

    def _unit(  # noqa: PLR0913 - the columns of one claim
        self,
        sentence: Sentence,
        piece: Clause,
        zone: tuple[int, ...],
        picked: tuple[ActRow, Act] | None,
        figures: list[Counted],
        groups: list[VerbGroup],
        *,
        cue: str,
        stance: str,
        headline: bool,
    ) -> Unit | None:
        """Return the claim that a piece of a sentence makes by itself, or None."""
        if picked is not None:
            row, act = picked
            status = self._status.read(sentence, piece, act, row, groups, cue=cue, headline=headline, told=bool(zone))
            finite = act.verbal and piece.verb is not None and piece.verb.finite
            if status in {"happened", "ongoing"} and (stance == "denies" or not finite):
                status = _STANCE_RULES.get(stance, status)
            return Unit(
                piece.start,
                piece.end,
                zone,
                row.event,
                status,
                f"act:{row.event}",
                act,
                piece,
                row.cause,
                figures,
                [],
                [],
            )
        for figure in figures:
            event = EVENT_OF.get(figure.found.figure.measure)
            if event is not None:
                return Unit(
                    piece.start,
                    piece.end,
                    zone,
                    event,
                    "happened",
                    f"figure:{figure.found.figure.measure}",
                    None,
                    piece,
                    False,
                    figures,
                    [],
                    [],
                )
        return None

    def _one(self, previous: Unit, unit: Unit) -> bool:
        """Tell whether two neighbouring pieces report one happening."""
        opening = unit.clause.opening
        if previous.event == unit.event and previous.status == unit.status:
            return opening in _JOINING or (unit.event == "casualty-toll" and opening == "coordinate")
        toll = "casualty-toll"
        if toll in {previous.event, unit.event}:
            other = unit if previous.event == toll else previous
            return (
                other.cause
                and previous.status == unit.status
                and (opening != "subordinate" or unit.clause.connective in _TOLL_TIES)
            )
        return opening == "participle" and previous.cause and unit.event in {"damage", "attack", "territory-gained"}

    def _statements(
        self,
        sentence: Sentence,
        marks: Marks,
        attributions: Sequence[Attribution],
        zones: list[tuple[int, ...]],
        found: list[Unit],
    ) -> None:
        """Add a `statement` for each attribution of this sentence whose content makes no other claim."""
        for number in marks.attributions:
            attribution = attributions[number]
            if attribution.kind not in {"speech", "belief"} or any(number in unit.zone for unit in found):
                continue
            if attribution.cue is None or not sentence.span[0] <= attribution.cue[0] < sentence.span[1]:
                continue
            tokens = [i for i, zone in enumerate(zones) if number in zone]
            if tokens and any(tokens[0] <= unit.start <= tokens[-1] for unit in found):
                continue
            if len(tokens) < 4 or sentence.words[-1] == "?":
                continue
            start, end = tokens[0], tokens[-1] + 1
            status = STANCE.get(attribution.stance, "happened")
            clause = Clause(start, end, "main", "", None)
            found.append(
                Unit(
                    start,
                    end,
                    zones[start],
                    "statement",
                    status,
                    f"stance:{attribution.stance}",
                    None,
                    clause,
                    False,
                    [],
                    [],
                    [],
                )
            )


STANCE: dict[str, Status] = {"asks": "proposed", "promises": "planned", "warns": "possible"}
"""How a position stands by the way it is put; any other position happened."""


def _zones(
    sentence: Sentence, voiced: Sequence[int], attributions: Sequence[Attribution]
) -> tuple[list[tuple[int, ...]], list[bool]]:
    """Return for each token the attributions whose content covers it, widest first, and whether it only attributes."""
    size = len(sentence.words)
    covering: list[list[int]] = [[] for _ in range(size)]
    frame = [False] * size
    order = sorted(voiced, key=lambda n: -sum(end - start for start, end in attributions[n].content))
    for number in order:
        attribution = attributions[number]
        own: set[int] = set()
        for span in attribution.content:
            own.update(range(*_tokens(sentence, span)))
        for i in own:
            covering[i].append(number)
        for span in (attribution.source, attribution.cue, *attribution.chain):
            for i in range(*_tokens(sentence, span)) if span is not None else ():
                frame[i] = frame[i] or i not in own
    return [tuple(zone) for zone in covering], frame


def _tokens(sentence: Sentence, span: Span) -> tuple[int, int]:
    """Return the token range `[start, end)` of a sentence that a span of the text touches."""
    return bisect_right(sentence.ends, span[0]), bisect_left(sentence.starts, span[1])


def _pieces(clauses: list[Clause], zones: list[tuple[int, ...]], groups: list[VerbGroup]) -> list[Clause]:
    """Return the clauses, cut where the attribution changes."""
    found: list[Clause] = []
    for clause in clauses:
        start = clause.start
        for i in range(clause.start + 1, clause.end):
            if zones[i] != zones[i - 1]:
                found.append(_part(clause, start, i, groups))
                start = i
        found.append(_part(clause, start, clause.end, groups) if start > clause.start else clause)
    return found


def _part(clause: Clause, start: int, end: int, groups: list[VerbGroup]) -> Clause:
    """Return the part `[start, end)` of a clause with its own first verb."""
    inside = [g for g in groups if start <= g.start < end]
    verb = next((g for g in inside if g.finite), inside[0] if inside else None)
    first = start == clause.start
    return Clause(start, end, clause.opening if first else "main", clause.connective if first else "", verb)


def _join(previous: Unit, piece: Clause, unit: Unit | None, acts: ActFinder) -> None:
    """Let a unit reach over a further piece that reports the same happening."""
    previous.end = piece.end
    if unit is None:
        if piece.opening == "relative":
            previous.asides.append((piece.start, piece.end))
        return
    previous.figures.extend(unit.figures)
    if unit.act is not None and acts.rank(unit.event) < acts.rank(previous.event):
        previous.event, previous.act, previous.cause, previous.rule = unit.event, unit.act, unit.cause, unit.rule


def _spread(
    sentence: Sentence, marks: Marks, units: list[Unit], zones: list[tuple[int, ...]], frame: list[bool]
) -> None:
    """Give each place and time of the sentence to the unit whose tokens hold it, or to the nearest one.

    What stands with the cue ("said in Hamburg on Friday") is where and when it was said; it dates a position only.
    """
    if not units:
        return
    for place in marks.places:
        i = _tokens(sentence, place.span)[0]
        unit = _nearest(units, i)
        aside = any(start <= i < end for start, end in unit.asides)
        if i < len(frame) and not frame[i] and not aside and set(unit.zone) <= set(zones[i]):
            unit.places.append(place)
    for time in marks.times:
        i = _tokens(sentence, time.span)[0]
        unit = _nearest(units, i)
        if i < len(frame) and (
            unit.event == "statement"
            or (unit.status == "ongoing" and not unit.times)
            or set(unit.zone) <= set(zones[i])
        ):
            unit.times.append(time)


def _quote(sentence: Sentence, units: list[Unit], zones: list[tuple[int, ...]]) -> None:
    """Let the words of each claim take in the attribution that stands before or behind it in the sentence."""
    for number, unit in enumerate(units):
        start, end = unit.start, unit.end
        floor = units[number - 1].end if number else 0
        ceiling = units[number + 1].start if number + 1 < len(units) else len(sentence.words)
        while start > floor and (len(zones[start - 1]) < len(unit.zone) or number == 0):
            start -= 1
        while end < ceiling and (len(zones[end]) < len(unit.zone) or number + 1 == len(units)):
            end += 1
        unit.quote = sentence.slice(start, end)


def _is_reported(unit: Unit) -> bool:
    """Tell whether a claim is told as a happening: by its main verb or by a figure, not by a noun in passing."""
    verb = unit.clause.verb
    if unit.figures:
        return True
    return (
        unit.act is not None
        and unit.act.verbal
        and verb is not None
        and verb.finite
        and verb.start <= unit.act.start < verb.end
    )


def _share(units: list[Unit]) -> None:
    """Let claims of one sentence under the same speakers share the place that only one of them names."""
    for number, unit in enumerate(units):
        for other in (*reversed(units[:number]), *units[number + 1 :]):
            behind = other.start > unit.start and other.clause.opening != "subordinate"
            if other.zone == unit.zone and not unit.places and other.event != "statement" and not behind:
                unit.places = list(other.places)


def _nearest(units: list[Unit], i: int) -> Unit:
    """Return the unit that holds token `i`, or the one whose edge is nearest."""
    return min(units, key=lambda u: (max(u.start - i, i - u.end + 1, 0), u.start))
