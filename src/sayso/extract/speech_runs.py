"""Lets speech run on: over loose quotations, paragraphs, quoted blocks, list items and sentences that plainly go on.

Works on utterances, the attributions in the making, and on the report's text; it names nobody anew but those who are set
beside a quotation with a dash.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.extract.cues import Cues
from sayso.extract.quotes import Quotation, between
from sayso.extract.sentences import Sentence
from sayso.extract.speakers import Named
from sayso.extract.utterances import Utterance
from sayso.records import Report
from sayso.spans import Span

_DASH = re.compile(r"[ \t]*[–—-]{1,2}[ \t]*([\w@][^\n.!?“”\"]{0,60}?)[ \t]*(?:\n|$|\(|pic\.|https?:)")
_WORTHY = 20
"""From how many characters on words between marks are speech, not a term set off."""
_MARKS = frozenset({",", "“", '"', "``"})
_SETTLED = frozenset({"says", "claims", "confirms"})
_RUNNING = frozenset({"forward", "tail", "inverted", "according", "relayed-by", "carried"})


class Runs:
    """Extends the utterances of one report; made anew for each."""

    def __init__(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        found: list[Quotation],
        utterances: list[Utterance],
        cues: Cues,
    ) -> None:
        self.cues = cues
        self.report = report
        self.text = report.text
        self.sentences = sentences
        self.quotations = found
        self.utterances = utterances

    def extend(self, leads: dict[int, Utterance]) -> None:
        """Extend the utterances in place, and add those that layout or a plain going-on attributes.

        `leads` has for a block whoever its last sentence leads up to.
        """
        self._loose_quotations()
        self.utterances.sort(key=lambda u: u.sentence)
        self._blocks(leads)
        self._following()

    # --- quotations that no cue reached

    def _loose_quotations(self) -> None:
        """Give quotations that no cue reached to the speaker before them, or to a name set behind them."""
        own = [u for u in self.utterances if u.frame != "author" and not self._is_quoted(u)]
        spans = sorted(span for utterance in own for span in utterance.content)
        spoken = sorted(own, key=lambda u: u.sentence)
        previous: Utterance | None = None
        k = s = reach = 0
        for quotation in self.quotations:
            while k < len(spans) and spans[k][0] <= quotation.inner[0]:
                reach = max(reach, spans[k][1])
                k += 1
            while s < len(spoken) and self.sentences[spoken[s].sentence].span[0] < quotation.outer[0]:
                if spoken[s].names and spoken[s].kind == "speech":
                    previous = spoken[s]
                s += 1
            if reach < quotation.inner[1] - 1 and self._is_speech(quotation):
                self._loose(quotation, previous)

    def _is_quoted(self, utterance: Utterance) -> bool:
        """Tell whether the cue itself stands in somebody's quotation."""
        return utterance.cue is not None and any(
            q.inner[0] <= utterance.cue[0] < q.inner[1] for q in between(self.quotations, *utterance.cue)
        )

    def _is_speech(self, quotation: Quotation) -> bool:
        """Tell whether words between marks are long enough for speech, or a sentence of their own."""
        start, end = quotation.inner
        return end - start >= _WORTHY or (end - start >= 8 and self.text[end - 1] in ".!?,")

    def _loose(self, quotation: Quotation, previous: Utterance | None) -> None:
        """Attribute one loose quotation."""
        block = self.report.blocks[quotation.block]
        dash = _DASH.match(self.text, quotation.outer[1], block.span[1])
        if dash is not None:
            self._beside(quotation, dash)
            return
        if previous is None or quotation.block - previous.block > 1:
            return
        if previous.block == quotation.block:
            goes_on = self._adjoins(previous, quotation)
        else:
            alone = not self.text[block.span[0] : quotation.outer[0]].strip()
            goes_on = alone and self._closes_block(previous)
        if goes_on:
            previous.content.append(quotation.outer)

    def _adjoins(self, previous: Utterance, quotation: Quotation) -> bool:
        """Tell whether a quotation follows directly on the sentence of an utterance or on its content."""
        end = max(self.sentences[previous.sentence].span[1], previous.content[-1][1])
        return not self.text[end : quotation.outer[0]].strip()

    def _closes_block(self, previous: Utterance) -> bool:
        """Tell whether a paragraph closes with quoted speech of this utterance, so that a quotation may carry it on."""
        end = self.report.blocks[previous.block].span[1]
        last = max(previous.content[-1][1], self.sentences[previous.sentence].span[1])
        return bool(between(self.quotations, *previous.content[-1])) and not self.text[last:end].strip(' ."”\n')

    def _beside(self, quotation: Quotation, dash: re.Match[str]) -> None:
        """Attribute a quotation to the name set behind it with a dash."""
        number = min(bisect_left(self.sentences, quotation.outer[0], key=lambda s: s.span[1]), len(self.sentences) - 1)
        named = Named(" ".join(dash.group(1).split()), None, dash.span(1), person=True)
        self.utterances.append(
            Utterance(
                sentence=number,
                block=quotation.block,
                source=dash.span(1),
                names=[named],
                content=[quotation.outer],
                frame="dash",
            )
        )

    # --- blocks that the page sets off

    def _blocks(self, leads: dict[int, Utterance]) -> None:
        """Give quoted blocks and the items of a list to the speaker who leads up to them."""
        last_of: dict[int, Utterance] = {}
        for utterance in self.utterances:
            if utterance.names and utterance.kind == "speech":
                last_of[utterance.block] = utterance
        lead: Utterance | None = None
        number_of = {sentence.block: n for n, sentence in reversed(list(enumerate(self.sentences)))}
        for number, block in enumerate(self.report.blocks):
            before = leads.get(number - 1) or last_of.get(number - 1)
            if before is not None and self._leads_on(before):
                lead = before
            elif not block.item and not block.quotation:
                lead = None
            if block.quotation and lead is None and block.channel != "comment":
                lead = before
            if block.author is not None:
                lead = None
            opened = lead is before and lead is not None and block.channel in {"body", "quoted", "comment"}
            if lead is not None and number in number_of and (block.item or block.quotation or opened):
                self._follow(lead, number_of[number], block.span, "block")

    def _leads_on(self, utterance: Utterance) -> bool:
        """Tell whether a paragraph ends with this utterance and a colon."""
        end = self.report.blocks[utterance.block].span[1]
        span = self.sentences[utterance.sentence].span
        return self.text[span[0] : end].rstrip().endswith(":") and not self.text[span[1] : end].strip(" \n:")

    def _follow(self, lead: Utterance, number: int, span: Span, frame: str) -> Utterance:
        """Add an utterance of the same speaker without a cue of its own."""
        utterance = Utterance(
            sentence=number, block=self.sentences[number].block, source=lead.source, names=lead.names, content=[span],
            frame=frame, cited=lead.cited, relays=lead.relays,
        )  # fmt: skip
        self.utterances.append(utterance)
        return utterance

    # --- sentences that go on

    def _following(self) -> None:
        """Let a settled statement run on into a sentence of its paragraph that points back to it."""
        told = [u for u in self.utterances if u.kind in {"speech", "belief"} and u.frame != "author"]
        by_sentence: dict[int, Utterance] = {}
        for utterance in sorted(told, key=lambda u: u.reach()):
            by_sentence[utterance.sentence] = utterance
        spans = sorted(span for utterance in told for span in utterance.content)
        k = reach = 0
        for number, sentence in enumerate(self.sentences):
            while k < len(spans) and spans[k][0] <= sentence.span[0]:
                reach = max(reach, spans[k][1])
                k += 1
            before = by_sentence.get(number - 1)
            if before is None or number in by_sentence or reach > sentence.span[0] + 1:
                continue
            last = self.sentences[number - 1]
            toll = self._toll(sentence)
            near = last.block == sentence.block or (toll and sentence.block - last.block == 1)
            if not near or (before.frame == "carried" and not toll) or not self._settled(before, last):
                continue
            if toll or self._points_back(sentence, last):
                by_sentence[number] = self._follow(before, number, sentence.span, "carried")

    def _settled(self, utterance: Utterance, sentence: Sentence) -> bool:
        """Tell whether an utterance is a statement in its speaker's own right that fills its sentence up to the end."""
        return (
            utterance.kind == "speech"
            and utterance.stance in _SETTLED
            and bool(utterance.names)
            and utterance.frame in _RUNNING
            and (utterance.frame in {"tail", "inverted", "according"} or utterance.reach() >= sentence.span[1] - 4)
            and (utterance.frame == "carried" or not between(self.quotations, *utterance.content[0]))
        )

    def _points_back(self, sentence: Sentence, before: Sentence) -> bool:
        """Tell whether a sentence opens by pointing back: "They …", "The rocket …", "Six more were also …"."""
        lower, tags = sentence.lower, sentence.tags
        i, size = 0, len(lower)
        words = self.cues.running
        while i < size and (lower[i] in words.skipped or lower[i] in _MARKS):
            i += 1
        if i >= size - 2 or lower[-1] == "?":
            return False
        if not words.pronouns.isdisjoint(lower[i : i + 3]):
            return True
        if tags[i] == "CD" and not words.also.isdisjoint(lower[i : i + 9]):
            return True
        if lower[i] not in words.links:
            return False
        if lower[i + 1] in self.cues.ordinals and (tags[i + 2] == "," or tags[i + 2].startswith(("VB", "MD"))):
            return True
        return _takes_up(sentence, i + 1, set(before.lower))

    def _toll(self, sentence: Sentence) -> bool:
        """Tell whether a sentence opens with the victims just counted: "The dead …", "Among the casualties …"."""
        opens = sentence.lower[0] in self.cues.running.before_toll
        return opens and not self.cues.tolls.isdisjoint(sentence.lower[1:3])


def _takes_up(sentence: Sentence, i: int, named: set[str]) -> bool:
    """Tell whether the first noun from token `i` on is one that the sentence before has."""
    for j in range(i, min(i + 3, len(sentence.lower))):
        word, tag = sentence.lower[j], sentence.tags[j]
        if tag in {"NN", "NNS"}:
            return not named.isdisjoint({word, word + "s", word.removesuffix("s")})
        if tag not in {"JJ", "CD", "VBN"}:
            return False
    return False


def authored(report: Report, sentences: Sequence[Sentence]) -> Iterator[Utterance]:
    """Yield each pasted block that has an author as the author's words; every speaker in it is passed on by him."""
    first = {sentence.block: number for number, sentence in reversed(list(enumerate(sentences)))}
    for number, block in enumerate(report.blocks):
        if block.author is not None and number in first:
            near = report.text.find(block.author, max(0, block.span[0] - 300), block.span[1] + 300)
            span = block.span if near < 0 else (near, near + len(block.author))
            named = Named(block.author, None, span, person=False, proper=True)
            yield Utterance(
                sentence=first[number], block=number, source=None, names=[named], content=[block.span], frame="author"
            )
