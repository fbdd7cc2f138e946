"""The frames in which a verb attributes: behind its speaker, before it, as a participle, an infinitive or a passive."""

import msgspec

from sayso.extract import scope
from sayso.extract.cues import Cue
from sayso.extract.scope import Range
from sayso.extract.sentences import word_at
from sayso.extract.shape import FINITE
from sayso.extract.subjects import Reported, Subjects


class VerbFrames(Subjects):
    """Reads what one verb of a sentence attributes."""

    def _verb(self, i: int, cue: Cue, letter: str) -> Reported | None:
        """Return what a verb attributes, by the part it plays."""
        group = self._group(i)
        if letter == "U" and self._has_be(group, i):
            return self._passive(i, cue, group)
        if (
            letter == "U"
            and self.code[i + 1 : i + 2] == "I"
            and self.lower[i + 1] in self.grammar.agentive
            and "h" not in self.code[group:i]
            and not self._closes_before(group)
        ):
            return self._passive(i, cue, group)
        if letter == "B" and self.code[max(0, i - 2) : i].rstrip("R")[-1:] == "T":
            return self._infinitive(i, cue)
        if letter == "G" and FINITE.isdisjoint(self.code[group:i]) and not self._has_be(group, i):
            return self._participle(i, cue)
        return self._finite(i, cue, group)

    def _closes_before(self, group: int) -> bool:
        """Tell whether the subject of the verb group at `group` follows right on a quotation: "“…,” a doctor said by radio"."""
        speaker = self._speaker_left(self._speaker_end(group))
        return speaker is not None and self.code[speaker[0] - 1 : speaker[0]] == '"' and self._closes(speaker[0] - 1)

    def _finite(self, i: int, cue: Cue, group: int) -> Reported | None:
        """Return what a finite verb attributes: speaker before or behind it, content behind or before it."""
        speaker = self._speaker_left(self._speaker_end(group))
        if not self.cues.negation.isdisjoint(self.lower[group:i]) or self._nobody(speaker):
            return self._unsaid(i, cue, speaker)
        return (
            self._relayed(i, cue, speaker)
            or self._inverted(i, cue, speaker)
            or self._tail(i, cue, speaker)
            or self._forward(i, cue, speaker)
        )

    def _nobody(self, speaker: Range | None) -> bool:
        """Tell whether a subject is "no group" or "nobody"."""
        if speaker is None:
            return False
        return not self.cues.silent.isdisjoint(self.lower[max(0, speaker[0] - 1) : speaker[0] + 1])

    def _unsaid(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "did not confirm that …" as doubt, and "did not say whether …", "has not proposed …" as silence."""
        return self._forward(i, self._unspoken(cue, nobody=self._nobody(speaker)), speaker)

    def _unspoken(self, cue: Cue, *, nobody: bool = False) -> Cue:
        """Return a cue under a negation: the doubt of what it would confirm or deny, or else silence."""
        if cue.kind == "speech":
            doubted = cue.stance in {"confirms", "denies", "doubts"} and not nobody
            cue = (
                msgspec.structs.replace(cue, stance="doubts", turned={})
                if doubted
                else msgspec.structs.replace(cue, kind="silence")
            )
        return cue

    def _forward(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "X said that …", "X denied the charge", "X seems tired"."""
        content = scope.after(self.shape, self.sentence, i, cue) if speaker is not None else None
        if speaker is None or content is None or self._idiom(cue, content) or not self._fits(cue, content):
            return None
        if self._each_other(speaker, cue):
            return None
        if "adjective" in cue.takes:
            return self._made("passive", cue, (i, i + 1), None, (speaker, content))
        if self.code[speaker[1] : speaker[1] + 2] in (",W", "W"):
            content = self._within_relative(speaker[1], content)
        if cue.turned and self.lower[i + 1] in cue.turned:
            cue = msgspec.structs.replace(cue, stance=cue.turned[self.lower[i + 1]])
        if cue.kind == "speech":
            self._leave_to(speaker[0], i)
        if cue.stance == "denies" and self.code[i + 1 : i + 3] == "TB":
            said = self.cues.verbs.get(self.lower[i + 2])
            if said is not None and "tail" in said.takes:
                unsaid = self._unspoken(said)
                cue = msgspec.structs.replace(cue, kind=unsaid.kind, stance=unsaid.stance)
        self._set_source(i, cue)
        return self._made("forward", cue, (i, i + 1), speaker, (content,))

    def _within_relative(self, start: int, content: Range) -> Range:
        """Return a content cut at the comma that closes the relative clause, opened by a comma, that its cue stands in."""
        comma = self.code.find(",", content[0], content[1]) if self.code[start] == "," else -1
        return (content[0], comma) if comma > content[0] else content

    def _fits(self, cue: Cue, content: Range) -> bool:
        """Tell whether a verb that attributes only quotations has one."""
        return "quote" not in cue.takes or self.code[content[0]] == '"'

    def _verb_mistaken(self, i: int, word: str) -> bool:
        """Tell whether a word tagged as a noun stands where only a verb can ("Group Claims Attack")."""
        if word in self.cues.always_verbs:
            return True
        before, following = self.code[i - 1 : i] if i else "", self.code[i + 1 : i + 2]
        return (before in ("N", "P") and following in ("L", ":")) or (before in (",", '"') and following == "P")

    def _set_source(self, i: int, cue: Cue) -> None:
        """Note the source in "insists, from local media, that …" as an inner link of the chain."""
        if self.code[i + 1 : i + 2] != "," or word_at(self.lower, i + 2) not in self.grammar.ablative:
            return
        start = i + 4 if self.code[i + 3 : i + 4] == '"' else i + 3
        end = self.shape.from_start.get(start)
        if end is not None and end < len(self.code) and self.code[end] in ',"':
            self.found.append(Reported("cited", cue, i + 2, start, (start, end), end, ()))

    def _relayed(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "X quoted a source as saying that …": the source speaks, X passes it on."""
        right = self.shape.extended_right(i + 1) if cue.lemma in self.cues.quoting else None
        if right is None or speaker is None:
            return None
        aside = self.shape.aside_right(right)
        if word_at(self.lower, aside) not in self.grammar.equative or self.code[aside + 1 : aside + 2] != "G":
            return None
        said = self.cues.verbs.get(self.lower[aside + 1])
        content = scope.after(self.shape, self.sentence, aside + 1, said) if said is not None else None
        if said is None or content is None:
            return None
        return Reported("relayed-by", said, i, aside + 2, (i + 1, right), aside, (content,), speaker)

    def _tail(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "…, X said" with what resumes behind it."""
        if speaker is None or cue.takes.isdisjoint({"tail", "quote"}):
            return None
        quoted = self._after_quotation(speaker[0], i)
        if not quoted and not (
            scope.is_tail(self.code, i) and self._may_trail(i, cue) and self._set_off(speaker[0], i)
        ):
            return None
        found = scope.before(self.code, self._floor(speaker[0]), speaker[0]) or self._broken(speaker[0], i)
        if found is None:
            bare = speaker[0] == 0 and scope.last(self.code) - i < 12
            return self._made("bare", cue, (i, i + 1), speaker, ()) if bare and self._ends_with(i, cue) else None
        if "quote" in cue.takes and '"' not in self.code[max(0, speaker[0] - 2) : speaker[0]]:
            return None
        broken = FINITE.isdisjoint(self.code[slice(*found)])
        rest = scope.resumes(self.code, self._past_hearer(i + 1, cue), broken=broken)
        return self._made("tail", cue, (i, i + 1), speaker, (found,) if rest is None else (found, rest))

    def _ends_with(self, i: int, cue: Cue) -> bool:
        """Tell whether no content follows the cue at `i`."""
        return scope.after(self.shape, self.sentence, i, cue) is None

    def _after_quotation(self, start: int, i: int) -> bool:
        """Tell whether the speaker at `start` follows right on a quotation and no other content follows the cue at `i`."""
        code = self.code
        mark = code.rfind('"', max(0, start - 2), start)
        return (
            mark >= 0
            and self._closes(mark)
            and "," in code[max(0, start - 3) : start]
            and (code[i + 1 : i + 2] not in ("L", ":", '"') and code[i + 1 : i + 3] != ',"')
        )

    def _may_trail(self, i: int, cue: Cue) -> bool:
        """Tell whether a verb with what seems to be an object may still stand behind its content."""
        if "hearer" in cue.takes:
            return True
        j = scope.time_after(self.code, i + 1)
        return j >= len(self.code) or self.code[j] in ',.-"I' or self._ends_with(i, cue)

    def _set_off(self, start: int, i: int) -> bool:
        """Tell whether the speaker's clause is set off from the words before it, or ends a sentence without marks."""
        if start == 0 or self.code[start - 1] in ",-.":
            return True
        if self.code[start - 1] == '"':
            return self._closes(start - 1)
        if self.code[start - 1] in "WQLIKT":
            return False
        if self.code[i + 1 : i + 2] == "P" or not self.cues.hearers.isdisjoint(self.lower[i + 1 : i + 2]):
            return True
        participle = self.sentence.tags[i] == "VBN"  # "in an interview published on Monday"
        return not participle and scope.time_after(self.code, i + 1) >= scope.last(self.code)

    def _broken(self, start: int, i: int) -> Range | None:
        """Return the subject in front of a speaker whose cue breaks into the clause ("The news, X said, is …")."""
        code = self.code
        if (
            code[i + 1 : i + 2] == ","
            and code[i + 2 : i + 3] in ("V", "M", "h", "b")
            and code[start - 1 : start] == ","
        ):
            return self._floor(), start - 1
        return None

    def _past_hearer(self, j: int, cue: Cue) -> int:
        """Return the token behind hearers, words of time and place."""
        if "hearer" in cue.takes:
            past = self.shape.extended_right(j)
            j = past if past is not None else j
        j = scope.time_after(self.code, j)
        while self.code[j : j + 1] in ("I", "T") and j + 1 in self.shape.from_start:
            j = scope.time_after(self.code, self.shape.from_start[j + 1])
        return j

    def _leave_to(self, start: int, i: int) -> None:
        """Cut earlier contents of the sentence where a further cue is joined on with "and" or "but"."""
        code = self.code
        at = start if code[start - 1 : start] == "K" else self._joint_verb(i)
        if at > 0:
            self._cut(at - 1)

    def _joint_verb(self, i: int) -> int:
        """Return where the verb group at `i` begins when "and" joins it to an earlier verb; 0 otherwise."""
        group = self._group(i)
        return group if self.code[group - 1 : group] == "K" else 0

    def _inverted(self, i: int, cue: Cue, speaker: Range | None) -> Reported | None:
        """Return "…, said X": the speaker behind the verb and the content before it."""
        right = self._speaker_right(i, cue, speaker)
        content = scope.before(self.code, self._floor(i), i) if right is not None else None
        if right is None or content is None:
            return None
        if not scope.HAS_VERB.search(self.code, *content) and '"' not in self.code[: i + 1]:
            return None
        aside = self.shape.aside_right(right)
        rest = scope.resumes(self.code, scope.time_after(self.code, aside))
        contents = (content,) if rest is None or self.code[rest[0]] != '"' else (content, rest)
        return Reported("inverted", cue, i, i + 1, (i + 1, right), aside, contents)

    def _speaker_right(self, i: int, cue: Cue, speaker: Range | None) -> int | None:
        """Return the end of the speaker that stands behind its verb at `i`; None when the verb is not turned round."""
        code = self.code
        if i == 0 or cue.takes.isdisjoint({"tail", "quote"}) or "hearer" in cue.takes or code[i] not in "VNPU":
            return None
        right = self.shape.extended_right(i + 1)
        if right is None or (code[i + 1] == "H" and speaker is not None):
            return None
        ends = self.shape.aside_right(right) >= scope.last(code)
        if code[i - 1] in ',"-.':
            # "the council, which runs the town, denied the charge" has its subject before the relative clause
            owned = speaker is not None and code[speaker[1] : speaker[1] + 2] == ",W" and "object" in cue.takes
            turned = (speaker is None or code[i - 1] == '"' or (ends and not owned)) and (
                "quote" not in cue.takes or '"' in code[max(0, i - 2) : i]
            )
        else:
            turned = ends and cue.lemma in self.cues.telling and self._clause_before(i)
        return right if turned else None

    def _clause_before(self, i: int) -> bool:
        """Tell whether a whole clause stands before the noun phrase in front of token `i`."""
        return not FINITE.isdisjoint(self.code[: self.shape.from_end.get(i, i)])

    def _participle(self, i: int, cue: Cue) -> Reported | None:
        """Return what ", saying that …" or "with officials saying …" attributes."""
        if cue.lemma in self.cues.quoting:
            return self._cited(i, cue)
        content = (
            scope.after(self.shape, self.sentence, i, cue) if self.lower[i - 1] not in self.cues.negation else None
        )
        speaker = self._participle_speaker(i, cue, content) if content is not None else None
        if content is None or speaker is None or self._idiom(cue, content):
            return None
        return self._made("participle", cue, (i, i + 1), speaker, (content,))

    def _participle_speaker(self, i: int, cue: Cue, content: Range) -> Range | None:
        """Return whose participle stands at `i`: that of "with X", of a document before it, or of the clause."""
        group = self._group(i)
        start = self.shape.noun_before(group)
        if start is not None and word_at(self.lower, start - 1) in self.grammar.comitative:
            self._cut(start - 1)
            return start, group
        set_off = group > 0 and self.code[group - 1] in ',K-"'
        if set_off and cue.kind == "speech":
            self._cut(group - 1 if self.code[group - 1] == "K" else group)
        if not set_off and not self._clausal(content):
            return None
        if not set_off and start is not None and self.lower[group - 1] in self.cues.documents:
            return start, group
        speaker = self._subject_of_clause(i, main=set_off)
        return None if speaker is None or self.code[speaker[0]] == "E" or self._empty(speaker) else speaker

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
        content = scope.after(self.shape, self.sentence, i, cue)
        if content is None or cue.kind != "speech":
            return None
        return self._made("infinitive", cue, (i, i + 1), self._subject_of_clause(i - 1), (content,))

    def _passive(self, i: int, cue: Cue, group: int) -> Reported | None:
        """Return what "is believed to …", "claimed by X" and "it was announced that …" attribute."""
        code, j, end = self.code, i + 1, scope.last(self.code)
        subject = self._speaker_left(self._speaker_end(group))
        if word_at(self.lower, j) in self.grammar.agentive:
            return self._by(i, cue, subject)
        if code[j : j + 1] == "L" and j + 1 < end:
            return Reported("passive", cue, i, i + 1, None, 0, ((j, end),))
        stated = self.cues.passives.get(self.lower[i])
        if stated is not None and subject is not None and code[j : j + 1] in ("T", "Q") and j + 1 < end:
            return Reported("passive", stated, i, i + 1, None, 0, (subject, (j, end)))
        return None

    def _by(self, i: int, cue: Cue, subject: Range | None) -> Reported | None:
        """Return what "(was) claimed by X" attributes, and "quoted by X" as an outer link of a chain."""
        right = self.shape.extended_right(i + 2)
        if right is None:
            return None
        aside = self.shape.aside_right(right)
        if cue.lemma in self.cues.quoting:
            return Reported("relayed", cue, i, i + 2, (i + 2, right), aside, ())
        if subject is None or cue.kind != "speech":
            return None
        rest = scope.rest_of_clause(self.code, self.sentence, right) if cue.lemma in self.cues.claiming else None
        return Reported("agent", cue, i, i + 2, (i + 2, right), aside, (subject,) if rest is None else (subject, rest))
