"""Cuts a report's blocks into sentences and sentences into tagged tokens; every token knows its place in the text.

The cutter is linear in the length of the text. It reads clean prose, wire text in capitals and text that was tokenised
before (spaces before commas, ``-LRB-``). It never changes a character: a token's `word` is `text[start:end]`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, fold, load
from sayso.records import Report
from sayso.spans import Span

Tag = Callable[[Sequence[str]], list[str]]
"""Gives the Penn Treebank part-of-speech tag of every word of a sentence."""


class AbbreviationWords(WordList, frozen=True):
    """Words whose full stop does not end a sentence; written lower case, without the last full stop."""

    before_name: tuple[str, ...]
    anywhere: tuple[str, ...]
    starters: tuple[str, ...]
    one_letter: tuple[str, ...]


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence as parallel columns, one entry a token; offsets are the report's."""

    span: Span
    block: int
    """Index into the report's blocks."""
    words: tuple[str, ...]
    lower: tuple[str, ...]
    """The words folded: lower case, one kind of apostrophe."""
    tags: tuple[str, ...]
    """Penn Treebank tags; punctuation tags itself (`,`, `.`, `:`, `` `` ``, `''`, `-LRB-`, `-RRB-`)."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shouting: bool
    """Whether the block is written in capitals, so that case says nothing."""
    grammar: GrammarWords
    """The closed-class words of its language."""

    def slice(self, start: int, end: int) -> Span:
        """Return the span in the text of the tokens from `start` up to, not including, `end`."""
        return self.starts[start], self.ends[end - 1]


def word_at(lower: tuple[str, ...], place: int) -> str:
    """Return the word at `place`, or nothing beyond the end."""
    return lower[place] if 0 <= place < len(lower) else ""


TOKEN = re.compile(
    r"""[^\W\d_]+(?=[\s,;!?)”"]|:(?!//))                                    # a plain word, the common case first
      | https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.-]+            # addresses
      | -[LR][RSC]B-                                                  # brackets of tokenised text
      | (?:[^\W\d_]\.){2,}                                            # U.S., a.m.
      | [^\W\d_]+n['’]t\b                                             # don’t: cut in two below
      | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|[ap]m)?\b                    # 50,000  10.42am  1990s  3rd
      | ['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)\b                       # ’s
      | [^\W_]+(?:(?:[-‐‑/&]|['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+)*  # al-Sha’ar, five-day
      | ``|''|--+|\.\.+|…
      | \S                                                            # anything else, alone
    """,
    re.VERBOSE,
)

MOST_FOLDED = 50_000
"""How many folded words are remembered: more than a long report has, at some 10 MB."""

LONGEST = 2_500
"""Characters of the longest sentence: far more than a sentence of prose has; chosen so that a list in one breath stays whole."""

_CLOSERS = "\"'”’»)]"
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?<=[^\W\d_][^\W\d_])[.!?][\"”’)]*(?=[A-Z][\w.])", re.UNICODE)
_LAST_WORD = re.compile(r"[\w.]+$")
_NEXT = re.compile(r"\s*([“‘\"'(\[`«*•-]*\s*)(\S)")


class Cutter:
    """Cuts text into tagged sentences; holds the language's abbreviations and the tagger it was handed."""

    def __init__(self, language: str, tag: Tag) -> None:
        words = load(language, "abbreviations", AbbreviationWords)
        self._before_name = frozenset(words.before_name)
        self._anywhere = frozenset(words.anywhere)
        self._starters = frozenset(words.starters)
        self._spoken_letters = frozenset(words.one_letter)
        self._grammar = load(language, "grammar", GrammarWords)
        self._be = self._grammar.be & self._grammar.full_auxiliary  # a contracted form is a possessive as often
        self._tag = tag
        self._folded: dict[str, str] = {}

    def sentences(self, report: Report) -> list[Sentence]:
        """Return the sentences of all of the report's blocks, in the order of the text."""
        found: list[Sentence] = []
        for number, block in enumerate(report.blocks):
            start, end = block.span
            text = report.text[start:end]
            shouting = is_shouting(text)
            found.extend(
                self._sentence(report.text, span, number, shouting=shouting)
                for span in self.cut(report.text, start, end)
            )
        return [s for s in found if s.words]

    def cut(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield the spans of the sentences in `text[start:end]`, white space at their ends left out."""
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if stop.start() < begin or not self._ends(text, begin, stop, end):
                continue
            yield from _stripped(text, begin, stop.end())
            begin = stop.end()
        yield from _stripped(text, begin, end)

    def _ends(self, text: str, begin: int, stop: re.Match[str], end: int) -> bool:
        """Tell whether the stop mark at `stop` ends a sentence."""
        following = _NEXT.match(text, stop.end(), end)
        if following is None:
            return True
        opened, first = bool(following.group(1).strip()), following.group(2)
        if first.islower() and not opened:
            return False
        mark = stop.group()
        if mark[0] != "." or len(mark.strip(_CLOSERS)) > 1:
            return opened or not first.isalpha() or first.isupper()
        return len(mark) > 1 or self._full_stop_ends(text, max(begin, stop.start() - 24), stop.start(), following, end)

    def _full_stop_ends(self, text: str, begin: int, stop: int, following: re.Match[str], end: int) -> bool:
        """Tell whether the single full stop at `stop` ends a sentence, by the word before and the word after it."""
        last = _LAST_WORD.search(text, begin, stop)
        word = last.group().lower() if last else ""
        if word in self._before_name or (len(word) == 1 and word.isalpha() and word not in self._spoken_letters):
            return False
        if word in self._anywhere or "." in word:
            return bool(following.group(1).strip()) or self._begins_sentence(text, following.start(2), end)
        return True

    def _begins_sentence(self, text: str, at: int, end: int) -> bool:
        """Tell whether the capitalised word at `at` is one that usually begins a sentence, not a name."""
        word = TOKEN.match(text, at, end)
        return word is not None and word.group()[0].isupper() and word.group().lower() in self._starters

    def _fold(self, words: list[str]) -> tuple[str, ...]:
        """Return the words folded; each distinct word is folded once, for as long as the memory stays small."""
        folded = self._folded
        if len(folded) > MOST_FOLDED:
            folded.clear()
        try:
            return tuple([folded[word] for word in words])
        except KeyError:
            for word in words:
                if word not in folded:
                    folded[word] = fold(word)
            return tuple([folded[word] for word in words])

    def _sentence(self, text: str, span: Span, block: int, *, shouting: bool) -> Sentence:
        """Return the tagged sentence at `span`."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for token in TOKEN.finditer(text, *span):
            word, start, end = token.group(), token.start(), token.end()
            if len(word) > 3 and word[-2] in "'’" and word[-1] in "tT":
                words.append(word[:-3])
                starts.append(start)
                ends.append(end - 3)
                word, start = word[-3:], end - 3
            words.append(word)
            starts.append(start)
            ends.append(end)
        lower = self._fold(words)
        tags = self._tag(lower if shouting else words)
        if not shouting:
            _mend(words, lower, tags, self._be)
        return Sentence(
            span, block, tuple(words), lower, tuple(tags), tuple(starts), tuple(ends), shouting, self._grammar
        )


def _mend(words: list[str], lower: tuple[str, ...], tags: list[str], be: frozenset[str]) -> None:
    """Mend in place what a tagger of single words gets wrong: "are bombing the town", "Harbour Watch documented"."""
    last = len(words) - 1
    if not be.isdisjoint(lower):
        for i in range(1, last):
            if tags[i] == "NN" and lower[i - 1] in be and lower[i].endswith("ing") and tags[i + 1] in _OBJECT:
                tags[i] = "VBG"
    capitals = [i for i in range(1, len(words)) if tags[i] in _BARE_VERB and words[i][0].isupper()]
    if capitals and sum(word[0].isupper() for word in words) * 2 < len(words):
        for i in capitals:
            if words[i - 1][0].isupper():
                tags[i] = "NNP"


_OBJECT = frozenset({"NNP", "NNPS", "DT", "PRP$", "NNS", "CD"})
_BARE_VERB = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN"})


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield `(start, end)` without white space at its ends, unless nothing is left.

    A run that no person would call a sentence is yielded in parts, cut at white space, so that what reads sentences need
    not be linear in their length.
    """
    while end - start > LONGEST:
        at = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        middle = at if at > start else start + LONGEST
        yield from _stripped(text, start, middle)
        start = middle
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def is_shouting(text: str) -> bool:
    """Tell whether a text is written in capitals: at least 40 letters, nine in ten of them upper case."""
    if sum(map(str.islower, text[:120])) > 24:  # the common case, told from a few words
        return False
    head = text[:2000]
    letters = sum(map(str.isalpha, head))
    return letters >= 40 and sum(map(str.isupper, head)) >= 0.9 * letters
