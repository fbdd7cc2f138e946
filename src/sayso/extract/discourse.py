"""Carries over what a text does not repeat: the means of "the attack", the place of a toll, the speaker of a count.

Nothing is carried over from one dated passage to another but a report's own first place, and nothing from a happening
that the words set apart ("previously", "elsewhere").
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import msgspec

from sayso.extract.anaphora import DiscourseWords
from sayso.extract.sentences import Sentence
from sayso.extract.unit import Unit
from sayso.lexicon.load import fold, load
from sayso.records import Block, Report
from sayso.values.kinds import Event
from sayso.values.place import PlaceMention
from sayso.values.time_phrase import TimePhrase


class Told(msgspec.Struct):
    """A claim in the making with the sentence it stands in and the attributions over it, by index."""

    sentence: Sentence
    unit: Unit
    voices: tuple[int, ...]
    speaker: str = ""
    """The name of the innermost speaker, empty in the report's own voice."""


_MEANS: frozenset[Event] = frozenset({"air-strike", "shelling", "bombing", "chemical-attack", "execution"})
VIOLENCE: frozenset[Event] = _MEANS | {"attack", "armed-clash", "casualty-toll", "damage", "abuse", "abduction"}
_TOLLS: frozenset[Event] = frozenset({"attack", "casualty-toll"})
"""Kinds that an item of a list may leave open, for the line over the list to say: "Attacks by drones in 2031:"."""
_PLACED: frozenset[Event] = VIOLENCE | {
    "territory-gained", "territory-held", "siege", "displacement", "population-trapped", "aid", "conditions",
    "ceasefire", "detention", "withdrawal", "protest", "deployment", "release",
}  # fmt: skip
"""Kinds that happen somewhere in particular; a position or a sanction need not."""


_LEADING: frozenset[Event] = VIOLENCE | {
    "territory-gained", "siege", "displacement", "ceasefire", "abduction", "detention", "release", "withdrawal", "protest",
    "negotiation",
}  # fmt: skip
"""Kinds that a text goes on to speak of."""


_PLACE_AND_ITS_REGION = 2
"""How many places name one spot and what it lies in or near: "in the Jazal hills, near Palmyra"."""


class _Focus(msgspec.Struct):
    """What the text is speaking of at a point."""

    block: int = -1
    means: Event | None = None
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    voices: tuple[int, ...] = ()
    event: Event | None = None
    said: dict[str, tuple[TimePhrase, ...]] = msgspec.field(default_factory=dict)
    """When each speaker last spoke, by the words: what he then says goes on, goes on then."""
    at: int = -9
    """The block in which the event was told."""


class Discourse:
    """Carries over within one report; built once from the word list of one language."""

    def __init__(self, language: str) -> None:
        words = load(language, "discourse", DiscourseWords)
        self._words = words
        self._goes_on = tuple(tuple(fold(p).split()) for p in words.toll_goes_on)
        self._introducing = tuple(tuple(fold(p).split()) for p in words.introducing)
        self._other = tuple(tuple(fold(p).split()) for p in words.other)
        self._other_first = frozenset(phrase[0] for phrase in self._other)

    def carry(self, report: Report, told: Sequence[Told]) -> list[Told]:
        """Complete the claims of a report, in the order of its text, with what earlier ones said, and return them.

        A line that only introduces a list ("Here are the raids of the month:") says what its items are about and is no
        claim itself.
        """
        kept: list[Told] = []
        held: dict[tuple[int, int], _Focus] = {}
        first: tuple[PlaceMention, ...] = ()
        titled = True
        focus = _Focus()
        sections = list(accumulate(int(block.channel in {"title", "heading"}) for block in report.blocks))
        for claim in told:
            block = report.blocks[claim.sentence.block]
            at = (block.passage, sections[claim.sentence.block])
            if at not in held:
                # A post pasted into a text speaks of what the text speaks of; a dated update begins anew.
                pasted = report.passages[block.passage].kind in {"post", "quoted"}
                held[at] = msgspec.structs.replace(focus) if pasted else _Focus()
            focus = held[at]
            self._complete(claim, focus, item=block.item)
            if claim.unit.places and (not first or block.channel == "body"):
                first = first if first and titled is False else tuple(claim.unit.places)
                titled = block.channel != "body"
            if self._happens_there(claim, block):
                claim.unit.places = list(first[-1:] if titled else first[:1])
            if _is_so_when_said(claim.unit):
                claim.unit.times = claim.unit.said or list(focus.said.get(claim.speaker, ()))
            self._remember(claim, focus)
            if not self._introduces(claim.sentence):
                kept.append(claim)
        _date_titles(report, kept)
        return kept

    def _introduces(self, sentence: Sentence) -> bool:
        """Tell whether a sentence only introduces the list below it."""
        return sentence.lower[-1] == ":" and any(sentence.lower[: len(p)] == p for p in self._introducing)

    def _happens_there(self, claim: Told, block: Block) -> bool:
        """Tell whether a claim that names no place may be taken to happen where the report first said that things do."""
        unit = claim.unit
        if unit.places or unit.times or unit.event not in _PLACED or unit.clause.opening == "apposition":
            return False
        if self._apart(claim):
            return False
        return block.channel in {"body", "caption"} and not block.item and not _sums_up(unit)

    def _complete(self, claim: Told, focus: _Focus, *, item: bool) -> None:
        """Fill in from the focus what the claim leaves unsaid."""
        unit = claim.unit
        anaphoric = self._points_back(claim)
        listed = item and self._names_generic(claim)
        more = focus.means == "air-strike" and self._names_strikes(claim)
        if focus.means and (
            self._asks_for_means(unit, anaphoric=anaphoric or more) or (listed and unit.event in _TOLLS)
        ):
            unit.event = focus.means
            unit.rule += "<means"
        goes_on = self._toll_goes_on(claim)
        if not claim.voices and focus.voices and claim.sentence.block - focus.block <= 1 and goes_on:
            claim.voices = focus.voices
            unit.rule += "<voice"
        if (
            unit.clause.opening == "apposition"
            or self._apart(claim)
            or (unit.times and focus.times and not anaphoric and _new(claim, self._words.known))
        ):
            return
        summing = _sums_up(unit) and not anaphoric
        if not unit.places and unit.event in _PLACED and focus.places and not summing:
            nested = anaphoric and len(focus.places) == _PLACE_AND_ITS_REGION
            unit.places = list(focus.places if nested else focus.places[:1])
        if not unit.times and focus.times and _same_matter(claim, focus, known=anaphoric or goes_on):
            unit.times = list(focus.times)

    def _remember(self, claim: Told, focus: _Focus) -> None:
        """Let the focus follow the claim; an aside ("…, which controls most of the province") leaves it where it is."""
        unit = claim.unit
        focus.voices = claim.voices or focus.voices
        said = unit.said or (unit.times if unit.status == "rejected" else ())  # to reject is to say so
        if claim.speaker and said:
            focus.said[claim.speaker] = tuple(said)
        focus.block = claim.sentence.block
        if unit.event not in _LEADING or unit.clause.opening in {"relative", "apposition"}:
            return
        if unit.places:
            focus.places = tuple(unit.places)
        if unit.times or not (unit.event in VIOLENCE and focus.event in VIOLENCE):
            focus.times = tuple(unit.times)
        focus.event = unit.event
        focus.at = claim.sentence.block
        if unit.event in _MEANS:
            focus.means = unit.event

    @staticmethod
    def _asks_for_means(unit: Unit, *, anaphoric: bool) -> bool:
        """Tell whether a claim speaks of a known attack without saying by what means."""
        return anaphoric and unit.event in {"attack", "bombing"} and unit.act is not None and not unit.act.verbal

    def _names_strikes(self, claim: Told) -> bool:
        """Tell whether a claim is told by the word "strikes", which go on being air strikes where a text speaks of these."""
        act = claim.unit.act
        return act is not None and claim.sentence.lower[act.end - 1] in self._words.from_air

    def _names_generic(self, claim: Told) -> bool:
        """Tell whether an item of a list names its happenings only as "attacks" or "raids"."""
        return not self._words.generic.isdisjoint(claim.sentence.lower[claim.unit.start : claim.unit.end])

    def _points_back(self, claim: Told) -> bool:
        """Tell whether the claim speaks of a happening as known: "the attack", "this strike"."""
        unit, sentence = claim.unit, claim.sentence
        end = min(unit.end, len(sentence.words))
        return any(self._words.points_back(sentence, i, i + 1) for i in range(unit.start, end))

    def _toll_goes_on(self, claim: Told) -> bool:
        """Tell whether the sentence opens by going on with a count: "The dead included", "Nine were killed in"."""
        tags, lower = claim.sentence.tags, claim.sentence.lower
        first = next((i for i, word in enumerate(lower) if word[0].isalnum()), 0)
        if tags[first] == "CD" and tags[first + 1 : first + 2] in {("VBD",), ("VBP",)}:
            return True
        opening = tuple(word for word in lower[:6] if word[0].isalnum())
        return any(opening[: len(phrase)] == phrase for phrase in self._goes_on)

    def _apart(self, claim: Told) -> bool:
        """Tell whether the words set this happening apart from the one before."""
        lower = claim.sentence.lower[claim.unit.start : claim.unit.end]
        if self._other_first.isdisjoint(lower):
            return False
        return any(
            lower[i : i + len(phrase)] == phrase
            for i, word in enumerate(lower)
            if word in self._other_first
            for phrase in self._other
        )


def _sums_up(unit: Unit) -> bool:
    """Tell whether a toll is one of a longer time: "have been killed since", not one of the happening in focus."""
    verb = unit.clause.verb
    return (
        unit.event == "casualty-toll"
        and verb is not None
        and verb.perfect
        and verb.tense == "past"
        and bool(unit.figures)
    )


def _date_titles(report: Report, told: Sequence[Told]) -> None:
    """Give an undated title the time of the claim right below it, when that is of the same matter."""
    for over, below in pairwise(told):
        titled = report.blocks[over.sentence.block].channel == "title"
        apart = below.sentence.block != over.sentence.block
        if titled and not over.unit.times and apart and _alike(over.unit.event, below.unit.event):
            over.unit.times = list(below.unit.times)


def _alike(one: Event, other: Event | None) -> bool:
    """Tell whether two claims may be of one happening by their kinds alone."""
    return one == other or {one, other} <= VIOLENCE


def _is_so_when_said(unit: Unit) -> bool:
    """Tell whether an undated claim holds for the day on which it is said: a position, or what goes on."""
    return not unit.times and (unit.event == "statement" or unit.status in {"ongoing", "rejected"})


def _new(claim: Told, known: frozenset[str]) -> bool:
    """Tell whether a claim with a time of its own brings up another happening: an act named without "the"."""
    act = claim.unit.act
    if act is None or act.verbal:
        return False
    return known.isdisjoint(claim.sentence.lower[max(0, act.start - 3) : act.start])


def _same_matter(claim: Told, focus: _Focus, *, known: bool) -> bool:
    """Tell whether a claim without a time goes on with the happening in focus."""
    event = claim.unit.event
    if not _alike(event, focus.event):
        return False
    if event == "negotiation" and claim.unit.status != "happened":
        return False  # talks to come are not held on the day of those before
    verb = claim.unit.clause.verb
    lasting = verb is not None and (verb.perfect or verb.tense != "past")
    distance = claim.sentence.block - focus.at
    return known or distance == 0 or (event in VIOLENCE and not lasting)
