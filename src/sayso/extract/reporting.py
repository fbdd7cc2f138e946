"""Reads one sentence for who says what: each cue with its speaker and its content, in token indices.

The reader knows the frames in which English attributes: verb behind its speaker, speaker behind its verb, participle,
passive, "according to", noun with "that", adverb. It decides nothing about names; that is `speakers`.
"""

import msgspec

from sayso.extract import scope
from sayso.extract.cues import Cue, Cues
from sayso.extract.scope import Range
from sayso.extract.sentences import Sentence
from sayso.extract.shape import FINITE, Shape, shape

_BE = frozenset({"be", "been", "being"})
_NEGATION = frozenset({"not", "n't", "never", "no", "neither", "nor"})
_REPORTING = frozenset({"say", "add", "report", "write", "tell"})


class Reported(msgspec.Struct, frozen=True, gc=False):
    """One cue of a sentence with its speaker and content."""

    frame: str
    """The name of the frame that was found: `forward`, `tail`, `inverted`, `according`, `passive`, …"""
    cue: Cue
    start: int
    end: int
    """The tokens of the cue."""
    speaker: Range | None
    """The speaker's noun phrase without appositions."""
    aside: int
    """Where the speaker's appositions end; equal to the end of `speaker` without any."""
    content: tuple[Range, ...]
    relay: Range | None = None
    """Who passes the speaker's words on: "X quoted a source as saying"."""


class Reader:
    """Reads one sentence; made anew for each."""

    def __init__(self, sentence: Sentence, cues: Cues, *, headline: bool = False) -> None:
        self.sentence = sentence
        self.cues = cues
        self.lower = sentence.lower
        self.shape: Shape = shape(sentence, cues.time, cues.verbs, headline=headline or _in_title_case(sentence))
        self.code = self.shape.code
        self.found: list[Reported] = []

    def read(self) -> list[Reported]:
        """Return what the sentence attributes, in the order of its cues."""
        triggers = self.cues.triggers
        for i, word in enumerate(self.lower):
            if word in triggers:
                found = self._at(i, word)
                if found is not None and (found.content or found.frame in {"cited", "relayed", "bare"}):
                    self.found.append(found)
        return self.found

    def _at(self, i: int, word: str) -> Reported | None:
        """Return what the cue word at `i` attributes."""
        if word in {"according", "as"}:
            return self._according(i)
        letter = self.code[i]
        verb = self.cues.verbs.get(word)
        if self.found and self.found[-1].frame == "relayed-by" and i < self.found[-1].end:
            return None
        if verb is not None and (letter in "VBGU" or (letter in "NPJ" and self._verb_mistaken(i, word))):
            return self._verb(i, verb, letter)
        adverb = self.cues.adverbs.get(word)
        if adverb is not None:
            return self._whole(i, adverb)
        if word in {"whether", "unclear"}:
            return self._impersonal(i)
        noun = self.cues.nouns.get(word)
        if noun is not None and letter in "NPA":
            return self._noun(i, noun)
        return None

    # --- verbs

    def _verb_mistaken(self, i: int, word: str) -> bool:
        """Tell whether a word tagged as a noun stands where only a verb can ("Group Claims Attack")."""
        if word in {"said", "says"}:
            return True
        before, following = self.code[i - 1 : i] if i else "", self.code[i + 1 : i + 2]
        return (before in ("N", "P") and following in ("L", ":")) or (before in (",", '"') and following == "P")

    def _verb(self, i: int, cue: Cue, letter: str) -> Reported | None:
        """Return what a verb attributes, by the part it plays."""
        group = self._group(i)
        if letter == "U" and self._has_be(group, i):
            return self._passive(i, cue, group)
        if (
            letter == "U"
            and self.code[i + 1 : i + 2] == "I"
            and self.lower[i + 1] == "by"
            and "h" not in self.code[group:i]
        ):
            return self._passive(i, cue, group)
        if letter == "B" and self.code[max(0, i - 2) : i].rstrip("R")[-1:] == "T":
            return self._infinitive(i, cue)
        if letter == "G" and group == i:
            return self._participle(i, cue)
        return self._finite(i, cue, group)

    def _group(self, i: int) -> int:
        """Return the first token of the verb group that ends at `i`: auxiliaries, adverbs, "on Friday"."""
        code, g = self.code, i
        while g > 0:
            letter = code[g - 1]
            if (
                letter in "RMhbt"
                or (letter in "UBG" and (self.lower[g - 1] in _BE or self.lower[g - 1] == "have"))
                or (code[g] == "t" and letter in "IJ" and g > 1)
            ):
                g -= 1
            else:
                break
        return self._trim(g, i)

    def _trim(self, g: int, i: int) -> int:
        """Keep words of time at the head of a sentence out of the verb group."""
        return g if g > 0 or i == 0 else next((k for k in range(g, i) if self.code[k] in "MhbR"), i)

    def _has_be(self, group: int, i: int) -> bool:
        """Tell whether the verb group holds a form of "be", so that a participle in it is passive."""
        return "b" in self.code[group:i] or not _BE.isdisjoint(self.lower[group:i])

    def _finite(self, i: int, cue: Cue, group: int) -> Reported | None:
        """Return what a finite verb attributes: speaker before or behind it, content behind or before it."""
        speaker = self._speaker_left(self._speaker_end(group))
        if cue.lemma in {"quote", "cite"}:
            relayed = self._relayed(i, cue, speaker)
            if relayed is not None:
                return relayed
        negated = not _NEGATION.isdisjoint(self.lower[group:i])
        inverted = None if negated else self._inverted(i, cue, speaker)
        if inverted is not None:
            return inverted
        if speaker is None:
            return None
        content = scope.after(self.shape, self.lower, i, cue)
        if not negated and not cue.takes.isdisjoint({"tail", "quote"}) and scope.is_tail(self.code, i):
            tail = self._tail(i, cue, speaker, content)
            if tail is not None:
                return tail
        if content is None or self._idiom(cue, content) or not self._fits(cue, content):
            return None
        self._leave_to(speaker[0], i)
        self._set_source(i, cue)
        return self._made("forward", cue, (i, i + 1), speaker, (content,))

    def _set_source(self, i: int, cue: Cue) -> None:
        """Note the source in "insists, from local media, that …" as an inner link of the chain."""
        if self.code[i + 1 : i + 2] != "," or self.lower[i + 2 : i + 3] != ("from",):
            return
        start = i + 4 if self.code[i + 3 : i + 4] == '"' else i + 3
        end = self.shape.from_start.get(start)
        if end is not None and end < len(self.code) and self.code[end] in ',"':
            self.found.append(Reported("cited", cue, i + 2, start, (start, end), end, ()))

    def _fits(self, cue: Cue, content: Range) -> bool:
        """Tell whether a verb that attributes only quotations has one."""
        return "quote" not in cue.takes or self.code[content[0]] == '"'

    def _tail(self, i: int, cue: Cue, speaker: Range, content: Range | None) -> Reported | None:
        """Return "…, X said" with what resumes behind it."""
        if not self._may_trail(i, cue, content) or not self._set_off(speaker[0], i):
            return None
        found = scope.before(self.code, self._floor(), speaker[0])
        if found is None:
            bare = speaker[0] == 0 and content is None and scope.last(self.code) - i < 12
            return self._made("bare", cue, (i, i + 1), speaker, ()) if bare else None
        if "quote" in cue.takes and '"' not in self.code[max(0, speaker[0] - 2) : speaker[0]]:
            return None
        rest = scope.resumes(self.code, self._past_hearer(i + 1, cue))
        return self._made("tail", cue, (i, i + 1), speaker, (found,) if rest is None else (found, rest))

    def _leave_to(self, start: int, i: int) -> None:
        """Cut earlier contents of the sentence where a further cue is joined on with "and" or "but"."""
        code = self.code
        at = start if code[start - 1 : start] == "K" else self._joint_verb(i)
        if at <= 0:
            return
        self._cut(at - 1)

    def _cut(self, at: int) -> None:
        """Cut earlier contents of the sentence that run over token `at`, a comma before it left out too."""
        code = self.code
        at -= code[at - 1 : at] == ","
        for k, earlier in enumerate(self.found):
            if earlier.frame != "forward" or earlier.end > at or code[earlier.content[-1][0]] == '"':
                continue
            begin, end = earlier.content[-1]
            if begin < at < end and '"' not in code[begin:at]:
                self.found[k] = msgspec.structs.replace(earlier, content=(*earlier.content[:-1], (begin, at)))

    def _joint_verb(self, i: int) -> int:
        """Return where the verb group at `i` begins when "and" joins it to an earlier verb; 0 otherwise."""
        group = self._group(i)
        return group if self.code[group - 1 : group] == "K" else 0

    def _relayed(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "X quoted a source as saying that …": the source speaks, X passes it on."""
        right = self.shape.extended_right(i + 1)
        if right is None or speaker is None:
            return None
        aside = self.shape.aside_right(right)
        if self.lower[aside : aside + 1] != ("as",) or self.code[aside + 1 : aside + 2] != "G":
            return None
        said = self.cues.verbs.get(self.lower[aside + 1])
        content = scope.after(self.shape, self.lower, aside + 1, said) if said is not None else None
        if said is None or content is None:
            return None
        return Reported("relayed-by", said, i, aside + 2, (i + 1, right), aside, (content,), speaker)

    def _may_trail(self, i: int, cue: Cue, content: Range | None) -> bool:
        """Tell whether a verb with what seems to be an object may still stand behind its content."""
        if content is None or "hearer" in cue.takes:
            return True
        j = scope.time_after(self.code, i + 1)
        return j >= len(self.code) or self.code[j] in ',.-"' or self.code[j] == "I"

    def _set_off(self, start: int, i: int) -> bool:
        """Tell whether the speaker's clause is set off from the words before it, or ends a sentence without marks."""
        if start == 0 or self.code[start - 1] in ',"-.':
            return True
        if self.code[start - 1] in "WQLIKT":
            return False
        return scope.time_after(self.code, i + 1) >= scope.last(self.code) or self.code[i + 1 : i + 2] == "P"

    def _past_hearer(self, j: int, cue: Cue) -> int:
        """Return the token behind hearers, words of time and place."""
        if "hearer" in cue.takes:
            past = self.shape.extended_right(j)
            j = past if past is not None else j
        j = scope.time_after(self.code, j)
        while self.code[j : j + 1] in ("I", "T") and j + 1 in self.shape.from_start:
            j = scope.time_after(self.code, self.shape.from_start[j + 1])
        return j

    def _floor(self) -> int:
        """Return the token before which words belong to an earlier attribution of the sentence."""
        return max((r.end for r in self.found if r.frame in {"tail", "inverted"}), default=0)

    def _inverted(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "…, said X": the speaker behind the verb and the content before it."""
        if cue.takes.isdisjoint({"tail", "quote"}) or "hearer" in cue.takes or self.code[i] not in "VNPU" or i == 0:
            return None
        right = self.shape.extended_right(i + 1)
        if right is None or (self.code[i + 1] == "H" and speaker is not None):
            return None
        marked = self.code[i - 1] in ',"-.'
        ends = self.shape.aside_right(right) >= scope.last(self.code)
        if not marked and not (ends and cue.lemma in _REPORTING and self._clause_before(i)):
            return None
        if (marked and speaker is not None and self.code[i - 1] != '"' and not ends) or (
            "quote" in cue.takes and '"' not in self.code[max(0, i - 2) : i]
        ):
            return None
        content = scope.before(self.code, self._floor(), i)
        if content is None or (FINITE.isdisjoint(self.code[content[0] : content[1]]) and '"' not in self.code[: i + 1]):
            return None
        aside = self.shape.aside_right(right)
        rest = scope.resumes(self.code, scope.time_after(self.code, aside))
        contents = (content,) if rest is None or self.code[rest[0]] != '"' else (content, rest)
        return Reported("inverted", cue, i, i + 1, (i + 1, right), aside, contents)

    def _clause_before(self, i: int) -> bool:
        """Tell whether a whole clause stands before the noun phrase in front of token `i`."""
        start = self.shape.noun_before(i)
        return start is not None and not FINITE.isdisjoint(self.code[:start])

    def _participle(self, i: int, cue: Cue) -> Reported | None:
        """Return what ", saying that …" or "with officials saying …" attributes."""
        if cue.lemma in {"cite", "quote"}:
            return self._cited(i, cue)
        content = scope.after(self.shape, self.lower, i, cue)
        if content is None or self._idiom(cue, content):
            return None
        start = self.shape.noun_before(i)
        if start is not None and self.lower[start - 1 : start] == ("with",):
            self._cut(start - 1)
            return self._made("participle", cue, (i, i + 1), (start, i), (content,))
        set_off = i > 0 and self.code[i - 1] in ',K-"'
        if not set_off and not self._clausal(content):
            return None
        if not set_off and start is not None and self.code[start] != "t" and self.lower[i - 1] in self.cues.documents:
            return self._made("participle", cue, (i, i + 1), (start, i), (content,))
        speaker = self._subject_of_clause(i)
        if speaker is None or self.code[speaker[0]] == "E" or self._empty(speaker):
            return None
        return self._made("participle", cue, (i, i + 1), speaker, (content,))

    def _empty(self, speaker: Range) -> bool:
        """Tell whether "it" stands for nobody ("it is worth noting that …")."""
        after = self.code[speaker[1] : speaker[1] + 2]
        return self.lower[speaker[0]] == "it" and after[:1] == "b" and after[1:] in ("J", "R", "A", "U")

    def _clausal(self, content: Range) -> bool:
        """Tell whether a content is a clause or a quotation, not a bare noun phrase."""
        return self.code[content[0]] in 'L"TQ' or not FINITE.isdisjoint(self.code[content[0] : content[1]])

    def _idiom(self, cue: Cue, content: Range) -> bool:
        """Tell whether verb and object are a set phrase in which nobody speaks ("claiming 12 lives")."""
        objects = self.cues.idioms.get(cue.lemma)
        return objects is not None and not objects.isdisjoint(self.lower[content[0] : min(content[1], content[0] + 4)])

    def _cited(self, i: int, cue: Cue) -> Reported | None:
        """Return "citing X" and "quoting X": the inner link of a chain, without content of its own."""
        right = self.shape.extended_right(i + 1)
        if right is None:
            return None
        return Reported("cited", cue, i, i + 1, (i + 1, right), self.shape.aside_right(right), ())

    def _infinitive(self, i: int, cue: Cue) -> Reported | None:
        """Return what "(declined) to say that …" attributes, unless the verb before it is a cue itself."""
        if self.found and self.found[-1].frame in {"forward", "participle", "passive"} and self.found[-1].end >= i - 1:
            return None
        content = scope.after(self.shape, self.lower, i, cue)
        if content is None or cue.kind != "speech":
            return None
        return self._made("infinitive", cue, (i, i + 1), self._subject_of_clause(i - 1), (content,))

    def _passive(self, i: int, cue: Cue, group: int) -> Reported | None:
        """Return what "is believed to …", "claimed by X" and "it was announced that …" attribute."""
        code, j = self.code, i + 1
        subject = self._speaker_left(self._speaker_end(group))
        if self.lower[j : j + 1] == ("by",):
            right = self.shape.extended_right(j + 1)
            if cue.lemma in {"quote", "cite"} and right is not None:
                return Reported("relayed", cue, i, j + 1, (j + 1, right), self.shape.aside_right(right), ())
            if right is None or subject is None or cue.kind != "speech":
                return None
            rest = scope.rest_of_clause(code, self.lower, right) if cue.lemma == "claim" else None
            content = (subject,) if rest is None else (subject, rest)
            return Reported("by", cue, i, j + 1, (j + 1, right), self.shape.aside_right(right), content)
        end = scope.last(code)
        if code[j : j + 1] == "L" and j + 1 < end:
            return Reported("passive", cue, i, i + 1, None, 0, ((j, end),))
        if self.lower[i] not in self.cues.passives or subject is None:
            return None
        if code[j : j + 1] in ("T", "Q") and j + 1 < end:
            return Reported("passive", self.cues.passives[self.lower[i]], i, i + 1, None, 0, (subject, (j, end)))
        return None

    # --- other frames

    def _according(self, i: int) -> Reported | None:
        """Return what "according to X" attributes: the rest of its clause."""
        phrase = next((p for p in self.cues.according if self.lower[i : i + len(p)] == p), None)
        if phrase is None:
            return None
        j = i + len(phrase)
        right = self.shape.extended_right(j)
        if right is None:
            return None
        aside = self.shape.aside_right(right)
        cue = Cue("according to", "speech", "says", frozenset(), frozenset())
        end = scope.last(self.code)
        content = scope.before(self.code, self._floor(), i) if i > 1 else None
        if content is None and aside < end:
            start = aside + 1 if self.code[aside] == "," else aside
            content = (start, end) if start < end else None
        return Reported("according", cue, i, j, (j, right), aside, (content,) if content else ())

    def _whole(self, i: int, cue: Cue) -> Reported | None:
        """Return what "reportedly" attributes: the clause around it, to nobody."""
        start = max(self.code.rfind(mark, 0, i) for mark in ",;:") + 1
        end = scope.last(self.code)
        stop = self.code.find(",", i, end)
        return Reported("adverb", cue, i, i + 1, None, 0, ((start, stop if stop > 0 else end),))

    def _impersonal(self, i: int) -> Reported | None:
        """Return what "it is not clear whether …" leaves open."""
        window = self.lower[max(0, i - 5) : i + 1]
        if "it" not in window or self.cues.impersonal.isdisjoint(window):
            return None
        start = i if self.lower[i] == "whether" else i + 1
        end = scope.last(self.code)
        if start >= end or self.code[start] not in "QWL":
            return None
        cue = Cue("not clear", "speech", "doubts", frozenset(), frozenset())
        return Reported("impersonal", cue, start - 1, start, None, 0, ((start, end),))

    def _noun(self, i: int, cue: Cue) -> Reported | None:
        """Return what "the claim that …", "X's statement that …" and "an announcement by X" attribute."""
        code, j, end = self.code, i + 1, scope.last(self.code)
        start = self.shape.noun_before(j)
        owner = self._owner(start, i) if start is not None else None
        if self.lower[j : j + 1] == ("by",) and self.shape.extended_right(j + 1):
            right = self.shape.extended_right(j + 1) or j
            owner, j = (j + 1, right), right
        if code[j : j + 1] == "L" and j + 1 < end and not FINITE.isdisjoint(code[j:end]) and code[j + 1] not in FINITE:
            return self._made("noun", cue, (i, i + 1), owner, ((j, scope.after_noun(code, self.lower, j, end)),))
        if owner is not None and code[j : j + 1] in ("T", "I") and self.lower[j] in {"to", "of", "for", "about", "on"}:
            return self._made("noun", cue, (i, i + 1), owner, ((j, scope.after_noun(code, self.lower, j, end)),))
        return None

    def _owner(self, start: int, i: int) -> Range | None:
        """Return the possessor in a noun phrase that begins at `start`: "[the army]'s statement"."""
        mark = self.code.rfind("O", start, i)
        if mark > start:
            return start, mark
        return (start, start + 1) if self.lower[start] in {"his", "her", "their", "its", "my", "our"} else None

    # --- speakers

    def _made(self, frame: str, cue: Cue, at: Range, speaker: Range | None, content: tuple[Range, ...]) -> Reported:
        """Return an attribution whose speaker's appositions, if any, lie before the cue."""
        return Reported(frame, cue, at[0], at[1], speaker, speaker[1] if speaker else 0, content)

    def _speaker_end(self, group: int) -> int:
        """Return the end of the noun phrase that is the subject of the verb group at `group`; 0 when none is seen."""
        if group == 0:
            return 0
        letter = self.code[group - 1]
        if letter in "WL":
            return group - 2 if self.code[group - 2 : group - 1] == "," else group - 1
        if letter == ",":
            return self.shape.aside_left(group - 1) or 0
        return group

    def _speaker_left(self, end: int) -> Range | None:
        """Return the noun phrase that ends at `end`, or the subject shared with an earlier verb before "and"."""
        if end <= 0:
            return None
        start = self.shape.extended_left(end)
        if start is not None:
            return start, end
        if self.code[end - 1] == "K":
            return self._subject_of_clause(end - 1)
        return None

    def _subject_of_clause(self, i: int) -> Range | None:
        """Return the subject of the nearest finite verb before token `i`: that of a cue first, then of any verb."""
        for earlier in reversed(self.found):
            if earlier.speaker is not None and earlier.frame in {"forward", "tail", "participle"}:
                return earlier.speaker
        code = self.code
        tries = 0
        for k in range(i - 1, 0, -1):
            if code[k] in FINITE:
                group = self._group(k)
                end = self._speaker_end(group)
                start = self.shape.extended_left(end) if end > 0 else None
                if start is not None and code[group - 1] not in "WL":
                    return start, end
                tries += 1
                if tries > 5:
                    return None
        return None


def _in_title_case(sentence: Sentence) -> bool:
    """Tell whether a sentence is written like a headline: nearly every word with a capital."""
    words = sentence.words
    return not sentence.shouting and len(words) > 4 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
