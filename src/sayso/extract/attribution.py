"""Finds for a whole report who says what: speakers with their chain, cues, and the words that stand under each.

Sentences without a cue word or quotation mark cost one set intersection. Contents are spans of the report's text, so
that speech may run on over sentences and paragraphs.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from sayso.extract.cues import Cues, Kind, Stance, cues
from sayso.extract.headlines import headlines
from sayso.extract.quotes import between, quotations
from sayso.extract.reporting import Reader
from sayso.extract.sentences import Sentence
from sayso.extract.speakers import Memory, Named, can_speak, may_say
from sayso.extract.speech_runs import Runs, authored
from sayso.extract.subjects import Reported
from sayso.extract.utterances import Utterance
from sayso.records import Report
from sayso.spans import Span
from sayso.values.party import Speaker

_WORTHY = 25
"""From how many characters on words between quotation marks are speech, not a term set off."""

_HEADLINE = 250
"""Up to how many characters a title is read as a headline, whose verbs a tagger mistakes."""

Quoted = Literal["direct", "mixed", "indirect"]


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who says what in which words: `source` is the innermost speaker, `chain` leads outward from there."""

    sentence: int
    """Index of the sentence that holds the cue, or where the content begins when there is no cue."""
    source: Span | None
    """The source's whole noun phrase; None when nobody is named ("reportedly")."""
    resolved: str | None
    """The name given elsewhere in the text, when these words only refer to it ("he", "the ministry")."""
    cue: Span | None
    cue_word: str
    """The cue's lemma; empty for speech marked by a dash, a colon or the page's layout."""
    content: tuple[Span, ...]
    quoted: Quoted
    stance: Stance
    kind: Kind
    chain: tuple[Span, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    """Everybody in the chain by name, innermost first, joint speakers in order: what a claim record carries."""
    anonymous: bool = False
    """Whether the source is not named on purpose, or no name is given with it."""
    nested: bool = False
    """Whether the cue itself stands within quotation marks, so that it is somebody's words about somebody's words."""
    frame: str
    """The name of the rule that found it."""


def attribute(report: Report, sentences: Sequence[Sentence], language: str = "en") -> list[Attribution]:
    """Return the attributions of a report in the order of the text.

    `sentences` are those of `Cutter.sentences(report)`. Raises `DataFileError` when the language has no list of cues.
    """
    return _Pass(report, sentences, cues(language)).run()


class _Pass:
    """One pass over one report."""

    def __init__(self, report: Report, sentences: Sequence[Sentence], words: Cues) -> None:
        self.report = report
        self.text = report.text
        self.sentences = sentences
        self.cues = words
        self.memory = Memory(report.text, words)
        self.quotations = quotations(report)
        self.utterances: list[Utterance] = []
        self.leads: dict[int, Utterance] = {}
        """Block → whoever its last sentence leads up to without any words of his in it."""

    def run(self) -> list[Attribution]:
        """Return the attributions of the report."""
        triggers = self.cues.triggers
        at = 0
        for number, sentence in enumerate(self.sentences):
            while at < len(self.quotations) and self.quotations[at].outer[1] <= sentence.span[0]:
                at += 1
            quoting = at < len(self.quotations) and self.quotations[at].outer[0] < sentence.span[1]
            leading = self._leading(number, sentence)
            if leading or not triggers.isdisjoint(sentence.lower):
                self._sentence(number, sentence, at if quoting else None, leading=leading)
        self.utterances.extend(authored(self.report, self.sentences))
        self.utterances.extend(headlines(self.report, self.sentences, self.cues, self.memory, self.utterances))
        Runs(self.report, self.sentences, self.quotations, self.utterances, self.cues).extend(self.leads)
        found = [utterance for utterance in self.utterances if utterance.content]
        found.sort(key=lambda u: (min(u.content)[0], -u.reach(), u.frame != "author", u.sentence))
        return self._nested(found)

    def _leading(self, number: int, sentence: Sentence) -> bool:
        """Tell whether a sentence closes its paragraph with a colon, or right before a block set off as a quotation."""
        if number + 1 >= len(self.sentences) or self.sentences[number + 1].block == sentence.block:
            return False
        return sentence.words[-1] == ":" or self.report.blocks[self.sentences[number + 1].block].quotation

    def _sentence(self, number: int, sentence: Sentence, quotation: int | None, *, leading: bool) -> None:
        """Add what one sentence attributes."""
        block = self.report.blocks[sentence.block]
        headline = block.channel in {"title", "heading"} and block.span[1] - block.span[0] <= _HEADLINE
        before = self.sentences[number - 1] if number else None
        self.memory.turn_to(number, before if before is not None and before.block == sentence.block else None)
        reader = Reader(sentence, self.cues, headline=headline)
        links: list[Reported] = []
        made: list[tuple[Reported, Utterance]] = []
        for reported in reader.read():
            if reported.frame in {"cited", "relayed"}:
                links.append(reported)
            else:
                made.append((reported, self._utterance(number, reader, reported)))
        for link in links:
            self._link(reader, link, made)
        for reported, utterance in made:
            if reported.frame == "bare":
                self._reach_back(utterance, sentence)
            elif quotation is not None:
                self._widen(utterance, quotation)
        told = [utterance for _, utterance in made if utterance.content]
        self.utterances.extend(told)
        if leading and not any(utterance.kind == "speech" and utterance.names for utterance in told):
            lead = reader.lead()
            if lead is not None and can_speak(sentence, reader.shape, lead.speaker, self.cues):
                self.leads[sentence.block] = self._utterance(number, reader, lead)

    def _utterance(self, number: int, reader: Reader, reported: Reported) -> Utterance:
        """Return an attribution in the making with its speakers named."""
        sentence, cue = reader.sentence, reported.cue
        names: list[Named] = []
        relays: list[Named] = []
        source: Span | None = None
        kind = _kind(reported, reader.code)
        if reported.relay is not None:
            relays = self.memory.named(sentence, reader.shape, reported.relay, reported.relay[1])
        if reported.speaker is not None:
            names = self.memory.named(sentence, reader.shape, reported.speaker, reported.aside)
            source = sentence.slice(reported.speaker[0], max(reported.speaker[1], reported.aside))
            weak = kind == "belief" or (kind == "speech" and "tail" not in cue.takes)
            if kind in {"speech", "belief"} and not may_say(
                sentence, reader.shape, reported.speaker, self.cues, weak=weak
            ):
                kind = "perception"
        content = [sentence.slice(*part) for part in reported.content if part[1] > part[0]]
        return Utterance(
            sentence=number, block=sentence.block, source=source, names=names,
            cue=sentence.slice(reported.start, reported.end), word=cue.lemma, kind=kind, stance=cue.stance,
            content=content, frame=reported.frame, relays=self.memory.pass_on(names, relays),
        )  # fmt: skip

    def _link(self, reader: Reader, link: Reported, made: list[tuple[Reported, Utterance]]) -> None:
        """Put "citing X" or "quoted by X" into the chain of the attribution it hangs on."""
        if link.speaker is None or not made:
            return
        nearest = next(
            (u for r, u in made if r.speaker is not None and r.speaker[1] <= link.start < r.start),
            next((u for r, u in reversed(made) if r.start < link.start), made[0][1]),
        )
        names = self.memory.named(reader.sentence, reader.shape, link.speaker, link.aside)
        if link.frame == "cited":
            nearest.cited.extend(names)
            self.memory.pass_on(names, nearest.names)
        else:
            known = {_name(named) for named in nearest.relays}
            nearest.relays = [*nearest.relays, *(named for named in names if _name(named) not in known)]
            self.memory.pass_on(nearest.names, nearest.relays)

    # --- quotation marks

    def _widen(self, utterance: Utterance, first: int) -> None:
        """Let a content that begins or ends in a quotation take in the whole of it."""
        spans: list[Span] = []
        behind = utterance.frame in {"tail", "inverted", "according"}
        for given in utterance.content:
            start, end = given
            for k in range(first, len(self.quotations)):
                outer = self.quotations[k].outer
                if outer[0] >= end:
                    break
                if behind and outer[0] <= start < outer[1]:
                    start = self._opening(k)
                if outer[1] > end and self._opens_with(start, outer):
                    end = outer[1]
            spans.append((start, end))
        utterance.content = spans

    def _opening(self, k: int) -> int:
        """Return where the speech begins that quotation `k` is part of, over paragraphs that were left open."""
        while self.quotations[k].continues and k > 0:
            k -= 1
        return self.quotations[k].outer[0]

    def _opens_with(self, start: int, outer: Span) -> bool:
        """Tell whether a content begins with the mark that opens the quotation at `outer`."""
        return start >= outer[0] or not self.text[start : outer[0]].strip(" ,:\n")

    def _reach_back(self, utterance: Utterance, sentence: Sentence) -> None:
        """Give a sentence that only says who spoke ("…?” Koang asked.") the quotation right before it."""
        before = between(self.quotations, sentence.span[0] - 4, sentence.span[0])
        if (
            before
            and before[-1].block == sentence.block
            and not self.text[before[-1].outer[1] : sentence.span[0]].strip()
        ):
            utterance.content = [before[-1].outer]
            utterance.frame = "tail"

    # --- the record

    def _quoted(self, utterance: Utterance) -> Quoted:
        """Tell whether the content is quoted as a whole, in part or not at all."""
        start, end = min(utterance.content)[0], utterance.reach()
        inside = between(self.quotations, start, end)
        if not inside:
            return "indirect"
        size = sum(q.outer[1] - q.outer[0] for q in inside)
        whole = inside[0].outer[0] <= start + 1 and size * 2 >= sum(e - s for s, e in utterance.content)
        return "direct" if whole else "mixed"

    def _nested(self, found: list[Utterance]) -> list[Attribution]:
        """Return the records; a speaker whose words are themselves reported has the reporter outward in his chain."""
        outer: list[list[Named]] = []
        open_ones: list[int] = []
        for number, utterance in enumerate(found):
            start = min(utterance.content)[0]
            at = start if utterance.cue is None else utterance.cue[0]
            open_ones = [k for k in open_ones if found[k].reach() > start][-12:]
            around = next((k for k in reversed(open_ones) if _holds(found[k], utterance, at)), None)
            chain: list[Named] = []
            if around is not None:
                utterance.names = _as_holder(utterance.names, found[around])
                chain = [*found[around].cited, *found[around].names, *found[around].relays, *outer[around]]
            own = {_name(named) for named in (*utterance.names, *utterance.relays)}
            outer.append([named for named in chain if _name(named) not in own][:4])
            open_ones.append(number)
        return [self._record(utterance, chain) for utterance, chain in zip(found, outer, strict=True)]

    def _record(self, utterance: Utterance, outer: list[Named]) -> Attribution:
        """Return the frozen record."""
        chain = [*utterance.cited, *utterance.names, *utterance.relays, *outer]
        named = utterance.cited or utterance.names
        first = named[0] if named else None
        if first is None:
            chain = []
        return Attribution(
            sentence=utterance.sentence,
            source=utterance.cited[0].span if utterance.cited else utterance.source,
            resolved=first.resolved if first else None,
            cue=utterance.cue,
            cue_word=utterance.word,
            content=tuple(utterance.content),
            quoted=self._quoted(utterance),
            stance=utterance.stance,
            kind=utterance.kind,
            chain=tuple(link.span for link in chain[len(named) :]),
            speakers=tuple(_speaker(link, utterance.word) for link in chain),
            anonymous=first is None or not first.proper,
            nested=utterance.cue is not None and self._is_quoted(utterance.cue),
            frame=utterance.frame,
        )

    def _is_quoted(self, cue: Span) -> bool:
        """Tell whether a cue stands within a quotation of some length."""
        return any(
            q.inner[0] <= cue[0] < q.inner[1] and q.outer[1] - q.outer[0] >= _WORTHY
            for q in between(self.quotations, *cue)
        )


def _kind(reported: Reported, code: str) -> Kind:
    """Return the kind of a cue where it stands: an act behind or before a clause or a quotation is speech."""
    if reported.cue.kind != "act":
        return reported.cue.kind
    said = reported.frame in {"tail", "inverted", "bare"} or any(code[start] in 'L":' for start, _ in reported.content)
    return "speech" if said else "act"


def _holds(outer: Utterance, inner: Utterance, at: int) -> bool:
    """Tell whether an utterance is spoken within the content of another one."""
    if outer.kind != "speech" or not outer.names or outer.frame in {"noun", "agent", "carried"}:
        return False
    source = inner.source[0] if inner.source else at
    return any(start <= at < end and start <= source < end for start, end in outer.content)


def _as_holder(names: list[Named], holder: Utterance) -> list[Named]:
    """Return the speakers of words within somebody's words: "we said" there means the holder of the words."""
    if len(names) != 1 or not names[0].first_person:
        return names
    own = names[0]
    meant = holder.cited or holder.names
    return [Named(own.name, _name(named), own.span, named.person, named.proper, first_person=True) for named in meant]


def _speaker(named: Named, cue: str) -> Speaker:
    return Speaker(name=_name(named), cue=cue or None, span=named.span, joint=named.joint or msgspec.UNSET)


def _name(named: Named) -> str:
    return named.resolved or named.name
