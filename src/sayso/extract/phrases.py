"""Finds noun phrases around a token by part-of-speech tags: who stands before a verb, who behind it, who behind "by"."""

from sayso.extract.sentences import Sentence

_PREMODIFIER = frozenset(
    {"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBN", "VBG", "PDT", "HYPH", "FW", "$"}
)
_HEAD = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP", "FW"})

Range = tuple[int, int]
"""Token indices `[start, end)` of a sentence."""


def before(sentence: Sentence, i: int, floor: int) -> Range | None:
    """Return the noun phrase that ends before token `i`, not reaching below `floor`, with its of-phrases."""
    tags, lower, grammar = sentence.tags, sentence.lower, sentence.grammar
    j = i
    while j > floor and (
        tags[j - 1] in {"RB", ",", "''", "``"} or lower[j - 1] in grammar.relative or lower[j - 1] in grammar.focusing
    ):
        j -= 1
    end = j
    while j > floor:
        opened = _quoted(sentence, j - 1, floor)
        if opened is not None:
            j = opened
        elif _bracketed(sentence, j - 3, floor):
            j -= 3
        elif tags[j - 1] in _PREMODIFIER or tags[j - 1] == "PRP":
            j -= 1
        else:
            break
        if j > floor + 1 and lower[j - 1] in grammar.genitive and tags[j - 2] in _HEAD:
            j -= 1
    return _trim(sentence, j, end)


def after(sentence: Sentence, i: int, ceiling: int) -> Range | None:
    """Return the noun phrase that begins at or right behind token `i`, not reaching past `ceiling`, with of-phrases."""
    tags, lower, grammar = sentence.tags, sentence.lower, sentence.grammar
    j = i
    while j < ceiling and (tags[j] in {"RB", "RP", "``", "''"} or lower[j] in grammar.approximating):
        j += 1
    start = j
    while j < ceiling:
        if j > start and j + 2 < ceiling and _bracketed(sentence, j, start):
            j += 3
            continue
        opened = _quoted(sentence, j, max(0, i - 1)) if j > start else None
        if opened is not None and j + 1 < ceiling and tags[j + 1] in _PREMODIFIER:
            start = min(start, opened)
            j += 1
            continue
        linked = lower[j] in grammar.genitive and j > start and j + 1 < ceiling and tags[j + 1] in _PREMODIFIER
        if not (linked or tags[j] in _PREMODIFIER or tags[j] == "PRP"):
            break
        j += 1
    return _trim(sentence, start, j)


def _bracketed(sentence: Sentence, i: int, floor: int) -> bool:
    """Tell whether three tokens from `i` are an abbreviation in brackets: "the National Front (NF) attacked"."""
    return i > floor and sentence.words[i] in _OPENING and sentence.words[i + 2] in _CLOSING


def _quoted(sentence: Sentence, close: int, floor: int) -> int | None:
    """Return where the name in quotation marks opens that closes at `close`; None where none does."""
    tags = sentence.tags
    if tags[close] not in _MARKS:
        return None
    i = close - 1
    while i > floor and close - i < _LONGEST_QUOTED and tags[i] in _PREMODIFIER:
        i -= 1
    return i if i >= floor and i < close - 1 and tags[i] in _MARKS else None


_MARKS = frozenset({"``", "''"})
_LONGEST_QUOTED = 7
_OPENING = frozenset({"(", "[", "-LRB-", "-LSB-"})
_CLOSING = frozenset({")", "]", "-RRB-", "-RSB-"})


def _trim(sentence: Sentence, start: int, end: int) -> Range | None:
    """Return the range without what cannot begin or end a noun phrase; None when no noun is left."""
    tags = sentence.tags
    while end > start and tags[end - 1] not in _HEAD and sentence.words[end - 1] not in _CLOSING:
        end -= 1
    while start < end and (tags[start] in {"POS", ","} or (tags[start] in _MARKS and not _opens(sentence, start, end))):
        start += 1
    return (start, end) if start < end else None


def _opens(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the quotation mark at `start` is closed before the phrase ends."""
    return any(sentence.tags[i] in _MARKS for i in range(start + 1, end))


def head(sentence: Sentence, phrase: Range) -> int:
    """Return the index of the head noun: the last noun before an of-phrase."""
    start, end = phrase
    for j in range(start, end):
        if sentence.lower[j] in sentence.grammar.genitive:
            end = j
            break
    if sentence.words[end - 1] in _CLOSING:
        end -= 3
    for j in range(end - 1, start - 1, -1):
        if sentence.tags[j] in _HEAD:
            return j
    return end - 1


def name(sentence: Sentence, text: str, phrase: Range) -> str:
    """Return the words of a noun phrase as written, without its determiner and numbers at the front."""
    start, end = phrase
    tags = sentence.tags
    while start < end - 1 and (
        tags[start] in {"DT", "PDT", "CD", "PRP$"}
        or (tags[start] == "JJS" and tags[start + 1] == "CD")  # "at least 50 rebels"
    ):
        start += 1
    return " ".join(text[sentence.starts[start] : sentence.ends[end - 1]].split())
