"""Puts a sentence's acts, figures, places, times and attributions together into claims.

A claim is one clause, or several that report one happening: "the blast killed 48 and left dozens wounded" is one claim,
"… were killed as the militia took the town" is two.
"""

from collections.abc import Sequence

import msgspec

from sayso.extract.acts import Act, ActFinder
from sayso.extract.anaphora import DiscourseWords
from sayso.extract.attribution import Attribution
from sayso.extract.by_figure import by_figure, item, names_something, tells_other
from sayso.extract.clauses import Clause, ClauseCutter, VerbGroup
from sayso.extract.sentences import Sentence
from sayso.extract.status import StatusReader
from sayso.extract.unit import Counted, Marks, Unit
from sayso.extract.zones import Zone, pieces, quote, share, spread, tokens, zones
from sayso.lexicon.load import load
from sayso.values.kinds import Event, Status

POSITION: dict[str, Status] = {"asks": "proposed", "promises": "planned", "warns": "possible"}
"""How a position stands by the way it is put; any other position happened."""

_STANCE: dict[str, Status] = {"denies": "denied", "asks": "proposed", "warns": "possible"}
_FIGHTING: frozenset[Event] = frozenset(
    {
        "attack",
        "air-strike",
        "shelling",
        "bombing",
        "armed-clash",
        "territory-gained",
        "siege",
        "execution",
        "abduction",
    }
)
_TALKS: frozenset[Event] = frozenset({"negotiation"})
_DAMAGE: frozenset[Event] = frozenset({"damage"})
_POSITION: frozenset[Event] = frozenset({"statement"})
_PLIGHT: frozenset[Event] = frozenset({"conditions", "damage", "siege", "withdrawal", "displacement", "aid", "release"})
"""Kinds that a noun names and an infinitive aims at or against: "to ease hunger", "to enable the withdrawal"."""
_PEACEFUL: frozenset[Event] = frozenset({"protest", "aid", "negotiation", "ceasefire", "sanctions"})
_EFFECTS: frozenset[Event] = frozenset({"casualty-toll", "damage"})
_DETAIL: frozenset[Event] = frozenset({"damage", "attack", "territory-gained"})
"""What a participle may add to violence: "launched an offensive, taking eight checkpoints"."""

_DEPENDENT = frozenset({"predicate", "relative", "subordinate"})
"""How a clause is tied that shares the doubt of the one before: "whether it joined the raid that began the war"."""
_JOINING = frozenset({"participle", "predicate", "relative", "subordinate", "apposition"})
_TOLL_MARKS = frozenset({"", ","})
"""Words that tie a toll to what caused it; "as" and "while" tie two happenings of one moment."""


class Voice(msgspec.Struct, frozen=True):
    """How the innermost speaker puts it: the lemma of the cue, and his stance."""

    cue: str = ""
    stance: str = "says"


class ClaimComposer:
    """Composes claims from what the finders found; holds the readers of acts, clauses and standing."""

    def __init__(self, language: str) -> None:
        self._acts = ActFinder(language)
        self._cutter = ClauseCutter(language)
        self._status = StatusReader(language)
        self._words = load(language, "discourse", DiscourseWords)

    def units(self, sentence: Sentence, marks: Marks, attributions: Sequence[Attribution]) -> list[Unit]:
        """Return the claims of one sentence, in order of the text; empty when it makes none."""
        named = self._acts.find(sentence)
        acts = [act for act in named if not self._only_aimed_at(sentence, act)]
        if not acts and not marks.figures and not marks.attributions:
            return []
        over, frame = zones(sentence, self._voiced(sentence, marks, attributions, named), attributions)
        found: list[Unit] = []
        asides: set[int] = set()
        supposed = False
        for piece, groups in self._pieces(sentence, marks, acts, over):
            supposed = self._cutter.supposes(piece) or (supposed and piece.opening in _DEPENDENT)
            inside = [a for a in acts if piece.start <= a.start < piece.end and not (frame[a.start] or supposed)]
            figures = [c for c in marks.figures if piece.start <= c.found.token < piece.end]
            unit = self._unit(sentence, marks, piece, inside, figures, groups, over, attributions)
            if unit is not None and unit.act is not None:  # "as troops closed in, the president rejected …"
                unit.end = next((i for i in range(unit.act.end, unit.end) if frame[i]), unit.end)
            if unit is not None and self._is_natural(sentence, unit):
                unit = None
            if unit is not None:
                self._take_from_the_air(unit, attributions)
            zone = over[piece.start] if unit is None else unit.zone
            previous = found[-1] if found else None
            listed = previous is not None and previous.figures and sentence.lower[piece.start] == ";"
            if unit is None and previous is not None and listed and names_something(sentence, marks, piece, figures):
                unit = item(previous, piece, figures)
                found.append(unit)
                continue
            if unit is None and piece.opening == "relative" and piece.start not in {act.end for act in acts}:
                asides.update(range(piece.start, piece.end))  # but "a raid that they carried out in Marivan" is there
            if unit is None and any(frame[piece.start : piece.end]):
                continue  # only says who speaks
            if (
                previous is not None
                and previous.zone == zone
                and (unit is None or _one(previous, unit, self._words.toll_ties))
            ):
                self._join(previous, unit, piece.end)
            elif unit is not None:
                found.append(unit)
        found.extend(_positions(sentence, marks, attributions, over, frame, found))
        spread(sentence, marks, found, over, frame, asides=asides)
        found.sort(key=lambda unit: unit.start)
        quote(sentence, found, over)
        share(found)
        return found

    def is_peaceful(self, sentence: Sentence) -> bool:
        """Tell whether a sentence reports happenings in which by themselves nobody comes to harm, and no other."""
        acts = self._acts.find(sentence)
        return bool(acts) and all(self._acts.reports_only(act, _PEACEFUL) for act in acts)

    def _only_aimed_at(self, sentence: Sentence, act: Act) -> bool:
        """Tell whether an infinitive tells of an act as a purpose: "in order to storm", "steps to solve the crisis"."""
        if act.verbal:
            return self._cutter.mere_purpose(sentence, act.start)
        if not self._acts.reports(act, _PLIGHT):
            return False
        verb = next((i for i in range(act.start - 1, max(0, act.start - 6), -1) if sentence.tags[i][0] == "V"), 0)
        return verb > 0 and self._cutter.mere_purpose(sentence, verb)

    def _pieces(
        self, sentence: Sentence, marks: Marks, acts: list[Act], over: list[Zone]
    ) -> list[tuple[Clause, list[VerbGroup]]]:
        """Return the clauses of the sentence, cut where the speaker changes, with its verb groups."""
        groups = self._cutter.verb_groups(sentence)
        nominal = frozenset(act.start for act in acts if not act.verbal)
        dated = frozenset(i for time in marks.times for i in range(*tokens(sentence, time.span)))
        cut = self._cutter.clauses(sentence, groups, nominal, dated)
        return [(piece, groups) for piece in pieces(sentence, cut, over, groups)]

    def _voiced(
        self, sentence: Sentence, marks: Marks, attributions: Sequence[Attribution], acts: list[Act]
    ) -> list[int]:
        """Return the attributions that give a claim a speaker: not a plan, a deed, or talks ("will discuss a truce")."""
        talks = {sentence.starts[a.start] for a in acts if a.verbal and self._acts.reports(a, _TALKS)}
        found: list[int] = []
        for number in marks.attributions:
            attribution = attributions[number]
            spoken = attribution.kind == "speech" or (attribution.kind == "belief" and not attribution.nested)
            talking = attribution.cue is not None and attribution.cue[0] in talks
            if attribution.speakers and spoken and not talking:
                found.append(number)
        return found

    def _unit(  # noqa: PLR0913, PLR0917 - one piece of a sentence and all that stands over it
        self,
        sentence: Sentence,
        marks: Marks,
        piece: Clause,
        acts: list[Act],
        figures: list[Counted],
        groups: list[VerbGroup],
        over: list[Zone],
        attributions: Sequence[Attribution],
    ) -> Unit | None:
        """Return the claim that a piece of a sentence makes by itself, or None."""
        passive = piece.verb is not None and piece.verb.passive
        if passive:  # "are believed to have fled" is nobody's position
            acts = [act for act in acts if not self._acts.reports_only(act, _POSITION)]
        places = [tokens(sentence, place.span) for place in marks.places]
        picked = self._acts.kind(sentence, piece, self._new_acts(sentence, acts), places) if acts else None
        if picked is not None and picked[0].weak and tells_other(figures, picked[0].event, _FIGHTING | _EFFECTS):
            picked = None  # "a column of 8,000 people, it is a huge operation"
        if picked is None:
            return by_figure(piece, over[piece.start], figures, headline=marks.headline)
        row, act = picked
        zone = over[act.start]
        voice = Voice(attributions[zone[-1]].cue_word, attributions[zone[-1]].stance) if zone else Voice()
        status = self._status.read(
            sentence, piece, act, row, groups, cue=voice.cue, headline=marks.headline, told=bool(zone)
        )
        finite = act.verbal and piece.verb is not None and piece.verb.finite
        if status in {"happened", "ongoing"} and (voice.stance == "denies" or not finite):
            status = _STANCE.get(voice.stance, status)
        # A call for violence, or a vow of it, is a position; no attack has been made.
        wished = row.event in _FIGHTING and (
            status == "proposed" or (status == "planned" and voice.stance == "promises")
        )
        unit = Unit(
            clause=piece,
            start=piece.start,
            end=piece.end,
            zone=zone,
            event="statement" if wished else row.event,
            status=status,
            rule=f"act:{row.event}",
            act=act,
            cause=row.cause,
            figures=figures,
        )
        return unit if self._tells(sentence, marks, unit) else None

    def _is_natural(self, sentence: Sentence, unit: Unit) -> bool:
        """Tell whether a death is told that nobody brought about."""
        verb = unit.clause.verb
        if unit.event != "casualty-toll" or verb is None or verb.passive:
            return False
        return self._acts.dies_of(sentence, unit.clause, self._words.dying_of)

    def _take_from_the_air(self, unit: Unit, attributions: Sequence[Attribution]) -> None:
        """Take targets that somebody with an air force says were hit for hit from the air: "NATO said 12 targets were hit"."""
        speakers = attributions[unit.zone[-1]].speakers if unit.zone else ()
        hit = any(counted.found.figure.measure == "sites-hit" for counted in unit.figures)
        if unit.event == "attack" and hit and any(self._acts.is_of(s.name, "air-power") for s in speakers):
            unit.event = "air-strike"

    def _tells(self, sentence: Sentence, marks: Marks, unit: Unit) -> bool:
        """Tell whether a clause tells of its happening rather than naming it in passing, or advising it."""
        verb = unit.clause.verb
        if marks.position and not unit.reports():
            return False
        if unit.event in _FIGHTING and verb is not None and verb.modal in self._words.advising:
            return False  # what somebody ought to attack is advice on how to fight, wherever it stands
        if (
            unit.clause.opening == "apposition"
            and unit.act is not None
            and unit.act.end >= _last_word(sentence, unit.clause)
        ):
            return False  # "despite intense shelling"
        if marks.headline and unit.event == "casualty-toll" and verb is None and not unit.figures and not marks.places:
            return False  # "Daily casualty bulletin": what the report is, and no happening
        aside = unit.clause.opening in {"relative", "subordinate"} and not unit.figures
        return not (aside and unit.act is not None and self._points_back(sentence, unit.act))

    def _points_back(self, sentence: Sentence, act: Act) -> bool:
        """Tell whether an act is a noun for a happening spoken of as known."""
        return not act.verbal and self._words.points_back(sentence, act.start, act.end)

    def _new_acts(self, sentence: Sentence, acts: list[Act]) -> list[Act]:
        """Leave out a happening that is only pointed back to where the clause tells something new of it.

        "Two were wounded in the attack" is about the wounded, "the blast shattered windows" about the damage; but "the
        blast killed two" still says by what.
        """
        known = [act for act in acts if self._points_back(sentence, act)]
        effects = [act for act in acts if act not in known and self._acts.reports(act, _EFFECTS)]
        if not known or not effects:
            return acts
        if not any(self._acts.reports(act, _DAMAGE) for act in effects):
            known = [act for act in known if sentence.lower[act.end - 1] not in self._words.naming_means]
        return [act for act in acts if act not in known]

    def _join(self, previous: Unit, unit: Unit | None, end: int) -> None:
        """Let a unit reach over a further piece, up to `end`, that reports the same happening."""
        previous.end = end
        if unit is None:
            return
        previous.figures.extend(unit.figures)
        if _is_condition(previous, unit):
            return
        if unit.act is not None and self._acts.rank(unit.event) < self._acts.rank(previous.event):
            previous.event, previous.act, previous.cause, previous.rule = unit.event, unit.act, unit.cause, unit.rule


def _last_word(sentence: Sentence, clause: Clause) -> int:
    """Return the end of the last word of a clause, without the marks behind it."""
    end = clause.end
    while end > clause.start and not sentence.lower[end - 1][0].isalnum():
        end -= 1
    return end


def _positions(  # noqa: PLR0913, PLR0917 - one sentence and what stands over it
    sentence: Sentence,
    marks: Marks,
    attributions: Sequence[Attribution],
    over: list[Zone],
    frame: list[bool],
    found: list[Unit],
) -> list[Unit]:
    """Return a `statement` for each attribution that this sentence makes and whose content makes no other claim."""
    if sentence.words[-1] == "?" or marks.position:
        return []  # a quotation set off by the page belongs to the position that introduces it
    added: list[Unit] = []
    for number in marks.attributions:
        attribution = attributions[number]
        cue = attribution.cue
        if attribution.kind not in {"speech", "belief"} or cue is None:
            continue
        under = [i for i, zone in enumerate(over) if number in zone and not frame[i]]
        here = sentence.span[0] <= cue[0] < sentence.span[1]
        if not here or sum(sentence.lower[i][:1].isalnum() for i in under) < LEAST_WORDS:
            continue
        start, end = under[0], under[-1] + 1
        if any(number in unit.zone or start <= unit.start < end for unit in found + added):
            continue
        if any(start < other.end and other.start < end for other in added):
            continue  # the words of one position, introduced twice
        added.append(
            Unit(
                clause=Clause(start, end, "main", "", None),
                start=start,
                end=end,
                zone=over[start],
                event="statement",
                status=POSITION.get(attribution.stance, "happened"),
                rule=f"stance:{attribution.stance}",
                figures=[],
            )
        )
    return added


LEAST_WORDS = 4
"""How many words a position has at least; fewer are a remark ("he said so")."""


def _is_condition(previous: Unit, unit: Unit) -> bool:
    """Tell whether a clause only sets out when a position holds: "we back talks when they are talks between equals"."""
    named_only = unit.act is not None and not unit.act.verbal and not unit.figures
    return previous.event == "statement" and unit.clause.opening == "subordinate" and named_only


def _one(previous: Unit, unit: Unit, toll_ties: frozenset[str]) -> bool:
    """Tell whether two neighbouring pieces report one happening."""
    opening = unit.clause.opening
    if _is_condition(previous, unit):
        return True
    if previous.event == unit.event and previous.status == unit.status:
        goes_on = opening == "coordinate" and unit.event == "casualty-toll"
        return opening in _JOINING or goes_on or unit.event == "statement"
    if "casualty-toll" in {previous.event, unit.event}:
        other = unit if previous.event == "casualty-toll" else previous
        tied = opening != "subordinate" or unit.clause.connective in toll_ties | _TOLL_MARKS
        return (other.cause or other.act is None) and previous.status == unit.status and tied
    return opening == "participle" and previous.cause and unit.event in _DETAIL
