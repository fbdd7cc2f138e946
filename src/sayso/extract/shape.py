"""The shallow shape of a sentence: one letter a token, and noun phrases read off that string by one pattern.

The letters let patterns run over a sentence at the speed of the regular-expression engine. Nothing here looks at a word
list except for the words of time, which are handed in.
"""

import re
from collections.abc import Mapping

import msgspec

from sayso.extract.sentences import Sentence, word_at
from sayso.lexicon.grammar import GrammarWords, Part

_BY_TAG = {
    "DT": "D", "PDT": "D", "PRP$": "D", "WP$": "D", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R",
    "RP": "R", "CD": "C", "$": "C", "#": "C", "NN": "N", "NNS": "N", "FW": "N", "NNP": "P", "NNPS": "P", "POS": "O",
    "PRP": "H", "EX": "E", "WP": "W", "WDT": "W", "WRB": "W", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "M", "VB": "B",
    "VBG": "G", "VBN": "U", "TO": "T", "IN": "I", "CC": "K",
}  # fmt: skip

_MARKS = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": ".", "...": ".", "—": "-", "–": "-", "--": "-", "-": "-",
    "---": "-", "|": "-", '"': '"', "“": '"', "”": '"', "``": '"', "''": '"', "«": '"', "»": '"', "(": "(", ")": ")",
    "[": "(", "]": ")", "-lrb-": "(", "-rrb-": ")", "-lsb-": "(", "-rsb-": ")", "'": "'", "‘": "'", "&": "K",
}  # fmt: skip
_BY_PART: Mapping[Part, str] = {
    "negator": "R", "auxiliary": "h", "copula": "b", "base": "B", "participle": "U", "gerund": "G", "coordinator": "K",
    "infinitive": "T", "relative": "W", "pronoun": "H", "preposition": "I", "subordinator": "Q", "adjective": "J",
}  # fmt: skip
"""Letters of closed-class words whose part in a sentence does not hang on the tagger."""


def by_word(grammar: GrammarWords) -> dict[str, str]:
    """Return the letter of each mark and of each closed-class word that has one whatever its tag."""
    return _MARKS | {word: _BY_PART[part] for part, words in grammar.parts.items() for word in words}


NP = re.compile(
    r"H|E|(?:(?:D[RJCUGA]{0,8}|^)P+J{1,2}[NPA]+|(?:D[RJCUGA]{0,8}|[JCA][JCUGA]{0,8})?[NPA]+)(?:O[JCUGARt]{0,8}[NPA]+|\([NPA]{1,3}\)[NPA]+)*|D?C+|DJ+|D"
)
"""A noun phrase without what follows its head; the bounds keep it linear on any input."""

_REDUCED = re.compile(r"V(?=I)")
"""A past tense before a preposition may be a participle: "a man displaced in the north"."""
_IN_QUOTES = re.compile(r'"([^",.;:]{1,5})"')
"""A few words in quotation marks within a clause are a source's wording, no speech of their own: had “liberated” the town."""
FINITE = frozenset("VMhb")
_EXTENDERS = frozenset("IT")
_BOUNDARY = frozenset(",;:-.\"('KLQW")


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A sentence as a string of one letter a token, with its noun phrases."""

    code: str
    from_end: dict[int, int]
    """End of a noun phrase (exclusive) → its start."""
    from_start: dict[int, int]

    def noun_before(self, end: int) -> int | None:
        """Return the start of the noun phrase that ends at `end`, a bracket behind it included; None without one."""
        found = self.from_end.get(end)
        if found is None and end > 2 and self.code[end - 1] == ")":
            opening = self.code.rfind("(", max(0, end - 9), end)
            found = self.from_end.get(opening) if opening > 0 else self.from_end.get(end - 1)
        return found

    def extended_left(self, end: int) -> int | None:
        """Return where the noun phrase that ends at `end` begins, prepositional and joint parts in front included."""
        start = self.noun_before(end)
        if start is None:
            return None
        if self.code[start] == "H":
            return start
        start = first = self._with_bound(start)
        while (before := self._part_before(start)) is not None:
            start = self._with_bound(before)
        if start != first and start > 0 and self.code[start - 1] in _EXTENDERS:
            return first
        return start

    def _with_bound(self, start: int) -> int:
        """Return where a counted phrase begins with its bound: "more than 200", "at least 200"."""
        bound = self.code[max(0, start - 2) : start]
        return start - 2 if self.code[start] == "C" and bound in ("JQ", "IJ", "RQ", "JI") else start

    def _part_before(self, start: int) -> int | None:
        """Return the start of the phrase that the one at `start` hangs on: "[sources] in the city"."""
        code, j = self.code, start - 1
        if j < 1:
            return None
        if code[j] in _EXTENDERS:
            found = self.noun_before(j)
            if found is None and code[j - 1] in "UGJ":
                found = self.noun_before(j - 1)
            return found if found is None or code[found] not in "HE" else None
        if code[j] == "K":
            end = j - 1 if code[j - 1] == "," else j
            found = self.extended_left(end)
            if found is not None and (found == 0 or code[found - 1] in _BOUNDARY) and code[found] != "H":
                return found
        return None

    def extended_right(self, start: int) -> int | None:
        """Return where the noun phrase that begins at `start` ends, with what hangs on its head; None without one."""
        end = self.from_start.get(start)
        if end is None:
            return None
        if self.code[start] == "H":
            return end
        while True:
            more = self._part_after(end)
            if more is None:
                return end
            end = more

    def _part_after(self, end: int) -> int | None:
        """Return the end of what hangs on the noun phrase that ends at `end`: "of Gaza", "published by X", "(X)"."""
        code = self.code
        here = code[end : end + 1]
        if here == "(":
            closing = code.find(")", end, end + 9)
            return closing + 1 if closing > 0 else None
        if here in _EXTENDERS and here:
            return self.from_start.get(end + 1)
        if here and here in "UGJ" and code[end + 1 : end + 2] in _EXTENDERS:
            return self.from_start.get(end + 2)
        if here == "K":
            more = self.from_start.get(end + 1)
            if more is not None and code[more : more + 1] not in FINITE and code[end + 1] != "H":
                return more
        return None

    def aside_right(self, end: int) -> int:
        """Return the end of the appositions behind a noun phrase: ", a spokesman for X, who …"; `end` without any."""
        code, n = self.code, len(self.code)
        while end + 1 < n and code[end] == ",":
            stop = self._aside_end(end + 1)
            if stop is None:
                return end
            end = stop
        return end

    def _aside_end(self, start: int) -> int | None:
        """Return the end of the apposition or relative clause at `start`; None when what stands there is neither."""
        code = self.code
        stop = len(code)
        for mark in ',."-;':
            found = code.find(mark, start, stop)
            stop = found if found >= 0 else stop
        part = code[start:stop]
        if not part or part[0] in "HEKVMhbR,":
            return None
        if part[0] == "W":
            return stop
        if part[0] not in "DNPAJC" or not FINITE.isdisjoint(part.split("W")[0]) or start not in self.from_start:
            return None
        return stop

    def aside_left(self, comma: int) -> int | None:
        """Return where the noun phrase ends that the aside closed by the comma at `comma` belongs to.

        "Lul, a spokesman for the troops, said": the comma before "said" leads back to the end of "Lul".
        """
        code, stop, best = self.code, comma, None
        floor = max(0, comma - 40)
        while True:
            opening = code.rfind(",", floor, stop)
            if opening <= 0:
                return best
            kind = _aside_kind(code[opening + 1 : stop])
            start = self.extended_left(opening)
            if not kind or (best is not None and kind != "noun"):
                return best
            if start is None:
                if best is not None or kind == "phrase":
                    return best
                stop = opening
                continue
            if best is not None and not (start == 0 or code[start - 1] in _BOUNDARY):
                return best
            best, stop = opening, opening
            if kind != "noun":
                return best


def _aside_kind(part: str) -> str:
    """Tell what stands between two commas: a relative clause, a phrase, a noun in apposition; the empty string for none of these."""
    part = _IN_QUOTES.sub(r"\1", part)
    if not part or '"' in part:
        return ""
    first = part[0]
    if first == "W":
        return "relative"
    plain = FINITE.isdisjoint(_REDUCED.sub("U", part.split("W", maxsplit=1)[0]))
    if first in "GUITtR":
        return "phrase" if plain else ""
    if (first in "DNPAJC" or (first == "B" and part[1:2] in ("N", "P"))) and plain:
        return "noun"
    return ""


class ShapeWords(msgspec.Struct, frozen=True):
    """The words by which the shape of a sentence is corrected where a tagger may be mistaken."""

    fixed: Mapping[str, str]
    """Marks and words → their letter, whatever their tag."""
    time: frozenset[str]
    """Nouns of time, which no name swallows."""
    peoples: tuple[str, ...] = ()
    """How adjectives end that belong to a name though they stand at the head of a sentence: "Kurdish", "Islamic"."""
    verbs: frozenset[str] = frozenset()
    """Forms that may be verbs though they were tagged as nouns: in a headline, or before their subject."""
    sure: frozenset[str] = frozenset()
    """Those of them that are no nouns at all."""
    plain: frozenset[str] = frozenset()
    """Verbs behind their subject and before "that" only: "diplomats in Tarn hint that"."""


def shape(sentence: Sentence, words: ShapeWords, *, headline: bool = False) -> Shape:
    """Return the shape of a sentence; the capitals of a `headline` mislead a tagger."""
    code = "".join(_letters(sentence, words, headline=headline))
    from_end: dict[int, int] = {}
    from_start: dict[int, int] = {}
    for match in NP.finditer(code):
        start, end = match.span()
        from_end[end] = start
        from_start[start] = end
    return Shape(code, from_end, from_start)


def _letters(sentence: Sentence, words: ShapeWords, *, headline: bool) -> list[str]:
    """Return one letter a token."""
    fixed, by_tag, grammar = words.fixed.get, _BY_TAG.get, sentence.grammar
    lower, cased = sentence.lower, not sentence.shouting
    letters = [fixed(low) or by_tag(tag, "x") for low, tag in zip(lower, sentence.tags, strict=True)]
    named = cased and not headline
    for i, letter in enumerate(letters):
        if letter in "PN":
            letters[i] = _noun(sentence, letters, i, words, headline=headline)
        elif letter == "V" and letters[i - 1 : i] == ["V"] and lower[i] in words.verbs and lower[i] not in words.sure:
            letters[i] = "N"  # "rejects reports that"
        elif letter == "M" and lower[i] in grammar.modal_or_month:
            letters[i] = _may(sentence, letters, i)
        elif letter == "J":
            capital = cased and sentence.words[i][0].isupper()
            letters[i] = _adjective(letters, i, capital=capital, peoples=lower[i].endswith(words.peoples))
        elif letter in "IW" and lower[i] in grammar.declarative:
            letters[i] = "L"
        elif letter == "-" and _joins(sentence, i):
            letters[i] = "J"
        elif letter == "'" and sentence.tags[i] == "POS":
            letters[i] = "O"
        elif letter in "UVBGC" and named and i and _is_name(sentence, letters, i):
            letters[i] = "P"
    return letters


def _noun(sentence: Sentence, letters: list[str], i: int, words: ShapeWords, *, headline: bool) -> str:
    """Return the letter of a word tagged as a noun: a word of time, a verb after all, or a name by its capital."""
    low = sentence.lower[i]
    if low in words.time and not _counted(letters, i):
        return "t"
    if low in sentence.grammar.modal_or_month:
        return _may(sentence, letters, i)
    if low in words.verbs and (low in words.sure or _may_be_verb(letters, i, headline=headline)):
        return "V"
    said = low in words.plain and word_at(sentence.lower, i + 1) in sentence.grammar.declarative
    if said and i and letters[i - 1] in "NPA),":
        return "V"
    capital = letters[i] == "N" and i and not sentence.shouting and sentence.words[i][0].isupper()
    return "P" if capital else letters[i]


def _may(sentence: Sentence, letters: list[str], i: int) -> str:
    """Return the letter of "may": the month next to a figure ("8 May", "May 8", but not "of 12, 8 may die")."""
    if letters[max(0, i - 2) : i] == ["D", "C"] and letters[i + 1 : i + 2] in (["N"], ["P"]):
        return "P"  # "the 9 May Movement"
    before = i > 0 and sentence.words[i - 1].isdigit() and letters[i + 1 : i + 2] != ["B"]
    behind = i + 1 < len(letters) and sentence.words[i + 1].isdigit()
    return "t" if before or behind else letters[i]


def _is_name(sentence: Sentence, letters: list[str], i: int) -> bool:
    """Tell whether a word tagged as a verb or a numeral is a name by its capital: "the agency Saba said", "Radio One"."""
    word = sentence.words[i]
    if not word[0].isupper() or "-" in word:
        return False
    if letters[i] == "C":
        return letters[i - 1] == "P" and word.isalpha() and letters[i + 1 : i + 2] != ["N"]
    return letters[i - 1] in "NPDA"


def _adjective(letters: list[str], i: int, *, capital: bool, peoples: bool) -> str:
    """Return the letter of an adjective: one with a capital is a proper one, at the head of a sentence maybe a name.

    There `peoples` tells whether it ends like the adjective of a people.
    """
    if i == 0 and letters[1:2] == ["P"]:
        return "A" if peoples else "J"
    if i == 0:
        return "P" if letters[1:2] and letters[1] in FINITE else "J"
    return "A" if capital else "J"


def _counted(letters: list[str], i: int) -> bool:
    """Tell whether a word of time belongs to a name or a possessor ("Evening Times", "the year's dead", "the 9 April Movement")."""
    following = letters[i + 1 : i + 2]
    dated = letters[max(0, i - 2) : i] == ["D", "C"] and following and following[0] in "NP"
    return letters[i - 1 : i] == ["O"] or (letters[i] == "N" and following == ["P"]) or bool(dated)


def _may_be_verb(letters: list[str], i: int, *, headline: bool) -> bool:
    """Tell whether the word at `i` stands where a verb may: before its subject, or in a headline behind one."""
    following = letters[i + 1 : i + 2]
    if i == 0 or not following:
        return False
    if letters[i - 1] in ',"':
        return following[0] in "PCD"
    if following[0] in "L:" and letters[i - 1] in 'NPA),"':
        return True
    return headline and letters[i - 1] in "NPA)" and following[0] not in "VMhb,.;OK"


def _joins(sentence: Sentence, i: int) -> bool:
    """Tell whether the dash at `i` joins its neighbours without white space, as a hyphen does."""
    starts, ends = sentence.starts, sentence.ends
    return (
        sentence.words[i] == "-" and 0 < i < len(starts) - 1 and ends[i - 1] == starts[i] and ends[i] == starts[i + 1]
    )
