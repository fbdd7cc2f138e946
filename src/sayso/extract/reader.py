"""Reads a report into drafts of claims: runs the finders over its sentences and composes what they found."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from sayso.extract.actors import ActorReader
from sayso.extract.attribution import Attribution, attribute
from sayso.extract.claims import ClaimComposer
from sayso.extract.discourse import Discourse, Told
from sayso.extract.figures import FigureFinder
from sayso.extract.place_found import FoundPlace
from sayso.extract.place_scene import without_outer
from sayso.extract.places import PlaceFinder
from sayso.extract.restated import without_restated
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger, WordTagger
from sayso.extract.times import TimeFinder
from sayso.extract.unit import Counted, Marks, Unit
from sayso.gazetteer.lookup import Gazetteer
from sayso.records import Block, Draft, Finding, Report, Rule
from sayso.settings import Settings
from sayso.spans import Span, overlap
from sayso.values.figure import Figure
from sayso.values.kinds import Measure
from sayso.values.party import Speaker
from sayso.values.place import PlaceMention
from sayso.values.time_phrase import TimePhrase


class Extraction(msgspec.Struct, frozen=True):
    """What a report claims, in its words, and what stood in the way of reading it."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    named: tuple[PlaceMention, ...]
    """All places that the report names, also in passing: they tell which part of the world it speaks of."""


class Reader:
    """Reads reports with one set of word lists; built once, it may read any number of reports."""

    def __init__(self, settings: Settings, gazetteer: Gazetteer) -> None:
        language = settings.language
        tagger = Tagger() if settings.trained_tagger else WordTagger()
        self._settings = settings
        self._cutter = Cutter(language, tagger.tag)
        self._times = TimeFinder(language)
        self._figures = FigureFinder(language)
        self._places = PlaceFinder(language, gazetteer)
        self._composer = ClaimComposer(language)
        self._actors = ActorReader(language)
        self._discourse = Discourse(language)

    def read(self, report: Report) -> Extraction:
        """Return the drafts of a report's claims, in the order of its text."""
        sentences = self._cutter.sentences(report)
        attributions = attribute(report, sentences, self._settings.language)
        over = _by_sentence(sentences, attributions)
        times = self._phrases(report)
        surveyed = self._places.survey(sentences)
        places = [[place for place in found if place.role != "passing"] for found in surveyed]
        named = tuple(place.mention for found in surveyed for place in found)
        told: list[Told] = []
        topic: Measure | None = None
        for number, sentence in enumerate(sentences):
            context = topic if number and _goes_on(report, sentences[number - 1], sentence) else None
            if context is not None and self._composer.is_peaceful(sentence):
                context = None  # nobody of "a march of 400" is counted among the dead before
            topic = self._figures.topic(sentence, 0, len(sentence.words)) or context
            if not self._may_claim(report, sentence):
                continue
            block = report.blocks[sentence.block]
            headline = block.channel in {"title", "heading"}
            phrases = _inside(times[sentence.block], sentence.span)
            pasted = block.author is not None  # a post with its author is a report of his
            position = (block.quotation and not pasted) or block.channel == "caption"
            marks = self._marks(
                sentence, over[number], places[number], phrases, context, headline=headline, position=position
            )
            told.extend(
                Told(sentence=sentence, unit=unit, voices=unit.zone, speaker=_speaker(unit.zone, attributions))
                for unit in self._composer.units(sentence, marks, attributions)
            )
        told = self._discourse.carry(report, without_restated(told))
        return Extraction(tuple(self._draft(report, claim, attributions) for claim in told), (), named)

    def _may_claim(self, report: Report, sentence: Sentence) -> bool:
        """Tell whether a sentence's layer may hold claims: a reader's own words never do, questions never do."""
        block = report.blocks[sentence.block]
        if sentence.words[-1] == "?" or sentence.words[-2:] == ("?", "”"):
            return False
        if block.channel != "comment":
            return True
        return self._settings.comments and block.author is not None

    def _phrases(self, report: Report) -> list[list[TimePhrase]]:
        """Return the time phrases of each block."""
        return [self._times.find(report.text, *block.span) for block in report.blocks]

    def _marks(  # noqa: PLR0913 - one sentence and what stands over it
        self,
        sentence: Sentence,
        over: Sequence[int],
        places: Sequence[FoundPlace],
        times: Sequence[TimePhrase],
        context: Measure | None,
        *,
        headline: bool,
        position: bool,
    ) -> Marks:
        """Return what the finders see in one sentence."""
        figures = self._figures.find(sentence, 0, len(sentence.words), context)
        taken = [*(time.span for time in times), *(f.figure.span for f in figures if _is_named(f.figure))]
        places = [place for place in places if not any(overlap(place.mention.span, span) for span in taken)]
        return Marks(
            figures=tuple(
                Counted(f, None if f.figure.part_of is None else figures[f.figure.part_of].token) for f in figures
            ),
            places=tuple(place.mention for place in without_outer(sentence, places, self._places.shape.features)),
            times=tuple(times),
            headline=headline,
            position=position,
            attributions=tuple(over),
        )

    def _draft(self, report: Report, claim: Told, attributions: Sequence[Attribution]) -> Draft:
        """Return the draft of one claim."""
        sentence, unit = claim.sentence, claim.unit
        block = report.blocks[sentence.block]
        verb = unit.clause.verb
        speakers = _speakers(claim.voices, attributions) + _author(report, block, claim, attributions)
        return Draft(
            span=unit.quote or sentence.slice(unit.start, unit.end),
            channel=block.channel,
            passage=block.passage,
            speakers=speakers,
            event=unit.event,
            status=unit.status,
            actors=self._actors.read(report.text, sentence, unit, speakers),
            figures=_figures(unit.figures),
            places=tuple({place.name: place for place in reversed(unit.places)}.values())[::-1],
            time=_time(sentence, unit),
            tense=verb.tense if verb is not None else "past",
            dated_by_passage=unit.event == "ceasefire"
            and unit.clause.opening != "apposition"
            and unit.status in {"announced", "rejected", "ongoing"},
            by=Rule(extractor="sayso.extract", rule=unit.rule),
        )


def _by_sentence(sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> list[list[int]]:
    """Return for each sentence the attributions whose content, source or cue reaches into it."""
    starts = [sentence.span[0] for sentence in sentences]
    over: list[list[int]] = [[] for _ in sentences]
    for number, attribution in enumerate(attributions):
        touched: set[int] = set()
        for span in attribution.content:
            first = max(0, bisect_left(starts, span[0] + 1) - 1)
            while first < len(sentences) and starts[first] < span[1]:
                if sentences[first].span[1] > span[0]:
                    touched.add(first)
                first += 1
        for index in sorted(touched):
            over[index].append(number)
    return over


def _is_named(figure: Figure) -> bool:
    """Tell whether a figure counts one person by a bare name: "one of them, Sami, died" speaks of no town."""
    return figure.low == figure.high == 1 and figure.of == figure.text and figure.of.istitle()


def _goes_on(report: Report, before: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence goes on with what the one before counts: in one paragraph, or in a list."""
    ours, theirs = report.blocks[sentence.block], report.blocks[before.block]
    return before.block == sentence.block or (ours.item and ours.passage == theirs.passage)


def _inside(times: list[TimePhrase], span: Span) -> list[TimePhrase]:
    """Return the phrases that begin inside a span; `times` stand in the order of the text."""
    first, last = (bisect_left(times, at, key=_begin) for at in span)
    return times[first:last]


def _begin(time: TimePhrase) -> int:
    return time.span[0]


def _speakers(voices: Sequence[int], attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """Return the speakers over a claim, innermost first: the last of the zone is the narrowest."""
    found: dict[str, Speaker] = {}
    for number in reversed(voices):
        for speaker in attributions[number].speakers:
            found.setdefault(speaker.name, speaker)
    return tuple(found.values())


def _speaker(voices: Sequence[int], attributions: Sequence[Attribution]) -> str:
    """Return the name of the innermost speaker, or the empty string."""
    return next((speaker.name for speaker in _speakers(voices, attributions)), "")


def _author(report: Report, block: Block, claim: Told, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """Return the author of a pasted post or article as the outermost speaker, unless he is in the chain already."""
    if block.author is None:
        return ()
    named = {speaker.name for number in claim.voices for speaker in attributions[number].speakers}
    at = report.text.find(block.author, *block.span)
    if at < 0:
        at = report.text.find(block.author, block.span[1], block.span[1] + 200)
    span = (at, at + len(block.author)) if at >= 0 else (block.span[0], block.span[0])
    return () if block.author in named else (Speaker(name=block.author, span=span),)


def _time(sentence: Sentence, unit: Unit) -> TimePhrase | None:
    """Return the time phrase that dates a claim: one that names days rather than a duration, the nearest to the act."""
    if len(unit.times) < 2:
        return unit.times[0] if unit.times else None
    at = sentence.starts[unit.act.start if unit.act is not None else unit.start]
    return min(unit.times, key=lambda time: (time.kind == "clock", abs(time.span[0] - at)))


def _figures(counted: Sequence[Counted]) -> tuple[Figure, ...]:
    """Return the figures of a claim in order, with `part_of` set against the claim's own list."""
    ordered = sorted(counted, key=lambda c: c.found.token)
    at = {c.found.token: index for index, c in enumerate(ordered)}
    return tuple(
        msgspec.structs.replace(c.found.figure, part_of=None if c.parent is None else at.get(c.parent)) for c in ordered
    )
