"""Cuts a sentence into clauses and reads each verb group: who reports what as done, under way, planned, possible or denied.

The cutter works on part-of-speech tags and closed-class words alone (`lexicon/<language>/grammar.yaml`) and passes over a
sentence a fixed number of times.
"""

from typing import Literal

import msgspec

from sayso.extract.sentences import Sentence, word_at
from sayso.lexicon.forms import IrregularWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load

Opening = Literal["main", "subordinate", "relative", "coordinate", "predicate", "participle", "apposition"]
"""How a clause is tied to what stands before it.

`coordinate` has a subject of its own ("…, and troops entered …"), `predicate` shares the one before ("and wounded …"),
`apposition` is a noun phrase that names a happening ("…, including the bombing of …").
"""

Tense = Literal["past", "present", "future"]


class VerbGroup(msgspec.Struct, frozen=True, gc=False):
    """A verb with its auxiliaries: "have not been killed" in tokens `[start, end)`, its head at `head`."""

    start: int
    end: int
    head: int
    finite: bool
    passive: bool
    perfect: bool
    progressive: bool
    tense: Tense
    modal: str | None
    negated: bool


class Clause(msgspec.Struct, frozen=True, gc=False):
    """Tokens `[start, end)` of a sentence that hold one predicate, and how it is tied to the one before."""

    start: int
    end: int
    opening: Opening
    connective: str
    """The folded word that opens it ("after", "which"), or the empty string."""
    verb: VerbGroup | None
    """Its first finite verb group; the first of any kind when none is finite."""


_VERB = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_ADVERB = frozenset({"RB", "RBR", "RP"})
_QUOTES = frozenset({"``", "''"})
_NOMINAL = frozenset({"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP", "PRP$", "POS", "RB", "IN", "CC"}) | {
    ",", "EX", "PDT", "VBN", "VBG", "TO", "''", "``", "-LRB-", "-RRB-", "$", "#", "FW", "WDT", "HYPH", "NFP", "AFX",
}  # fmt: skip


class ClauseCutter:
    """Cuts sentences of one language into clauses."""

    def __init__(self, language: str) -> None:
        self._words = load(language, "grammar", GrammarWords)
        verbs = load(language, "irregular", IrregularWords).verbs
        self._bare = self._words.be | self._words.have | self._words.get | self._words.chaining
        self._participles = frozenset(participle for lemma, (_, participle) in verbs.items() if participle != lemma)
        self._past = frozenset(past for lemma, (past, _) in verbs.items() if past != lemma)

    def supposes(self, clause: Clause) -> bool:
        """Tell whether a clause asks or supposes: "whether", "if", "why"."""
        return clause.connective in self._words.supposing

    def mere_purpose(self, sentence: Sentence, i: int) -> bool:
        """Tell whether the verb at `i` is an infinitive that tells of no happening: "attempting to flee"."""
        if i < 2 or sentence.tags[i] != "VB" or sentence.tags[i - 1] != "TO":
            return False
        return sentence.lower[i - 2] not in self._words.leading_to

    def clauses(
        self,
        sentence: Sentence,
        groups: list[VerbGroup],
        names_happening: frozenset[int] = frozenset(),
        dated: frozenset[int] = frozenset(),
    ) -> list[Clause]:
        """Return the clauses of a sentence in order; they cover it without gap.

        `names_happening` holds the indices of nouns that name a happening ("the bombing of …"): such a noun phrase
        behind "including" or "amid" is cut off as a clause of its own. `dated` holds the indices of tokens that belong
        to a time: "since early 2022" opens no clause.
        """
        by_start = {group.start: group for group in groups}
        cuts: list[tuple[int, Opening]] = [(0, "main")]
        finite = 0 in by_start and by_start[0].finite
        waiting = False
        for i in range(1, len(sentence.words)):
            if i in by_start:
                finite = finite or by_start[i].finite
            if i in dated or (i + 1 in dated and sentence.lower[i] in self._words.subordinating):
                continue
            opening = self._opening(sentence, i, by_start, names_happening)
            if opening is None and waiting and i in by_start and by_start[i].finite and i > cuts[-1][0] + 2:
                opening = "predicate"
            # A subject may be a list: "eight soldiers and 22 fighters were killed" is one clause.
            listed = sentence.lower[i] == ";"
            if opening is not None and (finite or listed or opening not in {"coordinate", "predicate", "participle"}):
                # "Two men who were hurt | have been named": the subject before a relative clause waits for its verb.
                waiting = opening == "relative" and i + 1 in by_start and not finite
                cuts.append((i, opening))
                finite = i in by_start
        ends = [cut[0] for cut in cuts[1:]] + [len(sentence.words)]
        between = self._between_dashes(sentence)
        found: list[Clause] = []
        number = 0
        for (start, opening), end in zip(cuts, ends, strict=True):
            verb = None
            while number < len(groups) and groups[number].start < end:
                group = groups[number]
                if verb is None or (group.finite and not verb.finite and opening != "participle"):
                    verb = group
                elif start < between.start <= verb.start < between.stop <= group.start:
                    verb = group  # "forces — troops, and support units — made gains"
                number += 1
            connective = sentence.lower[start] if opening not in {"main", "coordinate"} else ""
            found.append(Clause(start, end, opening, connective, verb))
        return found

    def _between_dashes(self, sentence: Sentence) -> range:
        """Return the tokens between the two dashes of a sentence that has two; an empty range otherwise."""
        dashes = [i for i, word in enumerate(sentence.lower) if word in self._words.dashes]
        return range(dashes[0] + 1, dashes[1]) if len(dashes) == 2 else range(0)

    def verb_groups(self, sentence: Sentence) -> list[VerbGroup]:
        """Return the verb groups of a sentence, in order."""
        tags = sentence.tags
        groups: list[VerbGroup] = []
        i, n = 0, len(tags)
        while i < n:
            if (tags[i] in _VERB and not (tags[i] == "MD" and not _verb_follows(tags, i + 1))) or (
                tags[i] == "TO" and i + 1 < n and tags[i + 1] == "VB"
            ):
                group = self._group(sentence, i)
                groups.append(group)
                i = group.end
            else:
                i += 1
        return groups

    def _group(self, sentence: Sentence, i: int) -> VerbGroup:
        """Return the verb group that begins at token `i`."""
        tags, lower = sentence.tags, sentence.lower
        head = i if tags[i] != "TO" else i + 1
        j, n = head + 1, len(tags)
        while j < n:
            tag = tags[j]
            if tag in _FINITE and lower[head] not in self._bare:
                break  # "those killed | were", "who were hurt | have been named"
            if tag in _VERB or (j == i + 1 and lower[i] in self._words.have and lower[j] in self._participles):
                head = j
            elif tag == "TO" and j + 1 < n and tags[j + 1] == "VB":
                if lower[head] not in self._words.chaining:
                    break
            elif not (
                (tag in _ADVERB or tag in _QUOTES or lower[j] in self._words.negation) and _verb_follows(tags, j + 1)
            ):
                break
            j += 1
        return self._read(sentence, i, j, head)

    def _read(self, sentence: Sentence, start: int, end: int, head: int) -> VerbGroup:
        """Return what the words of the verb group say about time, voice and doubt."""
        words = self._words
        tags, lower = sentence.tags[start:end], sentence.lower[start:end]
        modal = next((word for word, tag in zip(lower, tags, strict=True) if tag == "MD"), None)
        participle = sentence.tags[head] == "VBN" or (head > start and sentence.lower[head] in self._participles)
        has_be, has_have = not words.be.isdisjoint(lower), not words.have.isdisjoint(lower)
        finite = tags[0] in _FINITE or (len(tags) == 1 and participle and _takes_object(sentence, start))
        tense: Tense = "present"
        if modal in words.future or (
            not words.prospective.isdisjoint(lower) and not words.infinitive.isdisjoint(lower)
        ):
            tense = "future"
        elif tags[0] in {"VBD", "VBN"} or lower[0] in self._past or has_have or not words.be_past.isdisjoint(lower):
            tense = "past"
        negated = not words.negation.isdisjoint(lower) or (start > 0 and sentence.lower[start - 1] in words.negation)
        return VerbGroup(
            start=start,
            end=end,
            head=head,
            finite=finite,
            passive=participle and (has_be or not words.get.isdisjoint(lower) or (len(tags) == 1 and not finite)),
            perfect=has_have and len(tags) > 1,
            progressive=has_be
            and (sentence.tags[head] == "VBG" or (participle and not words.be_gerund.isdisjoint(lower[1:]))),
            tense=tense,
            modal=modal,
            negated=negated,
        )

    def _opening(
        self, sentence: Sentence, i: int, by_start: dict[int, VerbGroup], names_happening: frozenset[int]
    ) -> Opening | None:
        """Return how a clause opens at token `i`, or None when none does."""
        word = sentence.lower[i]
        words = self._words
        if word in words.subordinating:
            return self._subordinate(sentence, i, by_start)
        if word in words.apposing and any(j in names_happening for j in range(i + 1, min(i + 6, len(sentence.words)))):
            return "apposition"
        if word in words.relative:
            return self._relative(sentence, i, by_start)
        if word in words.coordinating:
            return self._coordinate(sentence, i, by_start)
        if word in {",", ";"} or word in words.dashes:
            return self._after_mark(sentence, i, by_start)
        return None

    @staticmethod
    def _relative(sentence: Sentence, i: int, by_start: dict[int, VerbGroup]) -> Opening | None:
        """Return how "which" or "that" at `i` ties a clause to the noun before it: "men who fled", "reports that men fled"."""
        says_what = sentence.tags[i] == "IN" and sentence.tags[i - 1] in {"NN", "NNS"}
        if not says_what and sentence.tags[i] not in {"WDT", "WP"}:
            return None
        if not _finite_ahead(sentence, i + 1, by_start, 12) and (says_what or i + 1 not in by_start):
            return None
        return "subordinate" if says_what else "relative"

    def _subordinate(self, sentence: Sentence, i: int, by_start: dict[int, VerbGroup]) -> Opening | None:
        """Return `subordinate` when the word at `i` opens a clause with a verb, not a phrase ("before November 26")."""
        lower = sentence.lower
        words = self._words
        if lower[i] in words.equative and (lower[i - 1] in words.as_fellows or word_at(lower, i + 1) in words.additive):
            return None
        if lower[i] in words.concurrent and sentence.tags[i - 1] in {"DT", "JJ"}:
            return None  # "a short while"
        if i + 1 in by_start and sentence.tags[i + 1] == "VBG":
            return "subordinate"
        return "subordinate" if _finite_ahead(sentence, i + 1, by_start, 16) else None

    def _coordinate(self, sentence: Sentence, i: int, by_start: dict[int, VerbGroup]) -> Opening | None:
        """Return how "and" or "but" at `i` joins: predicates with one subject, clauses, or only nouns (None)."""
        j = i + 1
        while j < min(i + 3, len(sentence.words)) and j not in by_start and sentence.tags[j] == "RB":
            j += 1
        group = by_start.get(j)
        if group is not None:
            return "predicate" if group.finite or sentence.tags[group.start] in {"VBN", "VBG", "VB"} else None
        comma = next((k for k in range(j, min(j + 14, len(sentence.words))) if sentence.tags[k] == ","), j + 14)
        return "coordinate" if _finite_ahead(sentence, i + 1, by_start, comma - i - 1) else None

    def _after_mark(self, sentence: Sentence, i: int, by_start: dict[int, VerbGroup]) -> Opening | None:
        """Return how the words behind a comma, semicolon or dash at `i` go on, when they are a clause."""
        if sentence.lower[i] == ";":
            return "coordinate"
        j = i + 2 if sentence.tags[i + 1 : i + 2] == ("RB",) else i + 1
        group = by_start.get(j)
        if group is not None:
            if sentence.tags[group.start] == "VBG":
                return "participle"
            return "predicate" if group.finite and sentence.tags[group.start] != "MD" else None
        following = sentence.lower[j] if j < len(sentence.words) else ""
        words = self._words
        if following in words.subordinating or following in words.coordinating or following in words.relative:
            return None
        return "coordinate" if _finite_ahead(sentence, j, by_start, 12) else None


def _takes_object(sentence: Sentence, i: int) -> bool:
    """Tell whether a lone participle is a past tense that the tagger missed: "forces pursued vehicles"."""
    before, after = sentence.tags[i - 1] if i else "", sentence.tags[i + 1 : i + 2]
    return before[:2] in {"NN", "PR", "CC"} and bool(after) and after[0] in {"DT", "CD", "PRP$", "NNP", "NNS", "PRP"}


def _verb_follows(tags: tuple[str, ...], j: int) -> bool:
    """Tell whether a verb stands at `j` or behind at most two adverbs."""
    for tag in tags[j : j + 3]:
        if tag in _VERB:
            return True
        if tag not in _ADVERB and tag not in _QUOTES:
            return False
    return False


def _finite_ahead(sentence: Sentence, i: int, by_start: dict[int, VerbGroup], limit: int) -> bool:
    """Tell whether a noun phrase from `i` is followed by a finite verb within `limit` tokens, with nothing between."""
    tags = sentence.tags
    seen_noun = False
    for j in range(i, min(i + limit, len(tags))):
        group = by_start.get(j)
        if group is not None and group.finite:
            return seen_noun
        tag = tags[j]
        if tag[:2] in {"NN", "PR", "CD", "EX"} or tag in {"DT", "WDT", "WP"}:
            seen_noun = True
        elif tag not in _NOMINAL:
            return False
        if tag == "," and tags[j + 1 : j + 2] and tags[j + 1][:2] not in {"NN", "JJ", "CD", "DT"}:
            return False
    return False
