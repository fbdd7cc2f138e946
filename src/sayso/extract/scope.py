"""Where the content of an attribution lies in its sentence: behind the cue, in front of it, or around it.

Everything is in token indices of one sentence. A content is a half-open range; None means that the cue has none here.
"""

import re

from sayso.extract.cues import Cue
from sayso.extract.sentences import Sentence
from sayso.extract.shape import FINITE, Shape

Range = tuple[int, int]

_TIME = re.compile(r"(?:R|I?[DJ]*t|,t,)*")
_MARK = re.compile(r"[L:\"VMhb;]")
_MARKED_SOURCE = re.compile(r",I\"")
_CLAUSE_STOP = re.compile(r";|-\"|,K")
_CLAUSE_OPENS = frozenset('DNPAJCHERtIGUB"')
HAS_VERB = re.compile(r"[VMhb]|[NPH]U")
"""A finite verb, or a participle right behind a noun, which a tagger may have taken a past tense for."""
_TAIL_END = re.compile(r"[,;\"-]|(?<=[tN])G")
_NOUN_END = re.compile(r"[,;.:\"VMhbW-]")
_END = re.compile(r"[;.]|-(?=\")|,(?=[KQ])|,(?=G)|,(?=\"?$)")
_OBJECT_END = re.compile(r"[;.:]|,(?=[KQWGHD\"RVhbM])|K(?=[VhbM])|Q(?=[^,]*[VhbM])|-(?=[^-]*$)")


def last(code: str) -> int:
    """Return the end of the sentence without its closing full stop; a closing quotation mark stays in."""
    end = len(code)
    while end > 0 and code[end - 1] == ".":
        end -= 1
    return end


def after(shape: Shape, sentence: Sentence, i: int, cue: Cue) -> Range | None:
    """Return the content that follows the cue at token `i`."""
    code = shape.code
    end = last(code)
    j = i + 1
    if j >= end:
        return None
    word = sentence.lower[j]
    if word in cue.prepositions and code[j : j + 2] != "TB":
        stop = _stop(code, j + 1, end)
        return (j + 1, stop) if stop > j + 1 else None
    if code[j] == "L" and j + 1 < end and code[j + 1] not in FINITE and cue.kind != "intention":
        return j, _clause_stop(code, sentence, j + 1, end)
    if "clause" in cue.takes or "hearer" in cue.takes:
        found = _clause(shape, sentence, j, end, hearer="hearer" in cue.takes)
        if found is not None:
            return found
    if "infinitive" in cue.takes and code[j : j + 2] in ("TB", "RT"):
        return j, _stop(code, j, end)
    return _phrase(shape, j, end, cue)


def _clause(shape: Shape, sentence: Sentence, j: int, end: int, *, hearer: bool) -> Range | None:
    """Return the clause, quotation or question that begins behind the cue, words of time and place passed over."""
    marked = _marked(shape.code, sentence, j, end, hearer=hearer)
    if marked is not None:
        return marked
    code = shape.code
    if hearer:
        past = shape.extended_right(j)
        j = past if past is not None else j
    start = time_after(code, j, end)
    if start >= end:
        return None
    if code[start] in FINITE and code[start - 1] == "R" and start > j:
        start -= 1  # "said more were hurt"
    if sentence.lower[start] in sentence.grammar.interrogative or (hearer and code[start] == "T"):
        return start, _clause_stop(code, sentence, start + 1, end)
    if hearer and code[start] == "I" and sentence.lower[start] in sentence.grammar.topical:
        return start + 1, _stop(code, start, end)
    if hearer and code[start] == "G":
        return None
    stop = _clause_stop(code, sentence, start, end)
    opens = code[start] in _CLAUSE_OPENS or (code[start] == "Q" and "," in code[start:stop])
    return (start, stop) if opens and not FINITE.isdisjoint(code[start:stop]) else None


def _marked(code: str, sentence: Sentence, j: int, end: int, *, hearer: bool) -> Range | None:
    """Return the content that "that", a colon or a quotation mark opens before any other verb."""
    for mark in _MARK.finditer(code, j, end):
        at = mark.start()
        if code[at] in FINITE or code[at] == ";":
            return None
        if code[at] == "L" and at + 1 < end:
            return (at, _clause_stop(code, sentence, at + 1, end)) if code.find(",K", j, at) < 0 else None
        if code[at] == ":" and at + 1 < end:
            return at + 1, end
        if code[at] == '"' and (at == j or code[at - 1] in ",:" or (hearer and code[at - 1] in "NPH")):
            if code[at + 1 : end].find('"') > 0 and _MARKED_SOURCE.match(code, j):
                continue
            return at, end
    return None


def _clause_stop(code: str, sentence: Sentence, start: int, end: int) -> int:
    """Return where a clause ends that is content: at "; ", ", but …", ", saying …" or the end of the sentence."""
    for mark in _CLAUSE_STOP.finditer(code, start, end):
        at = mark.start()
        if code[at] in ";-":
            return end if code[at] == ";" and ":" in code[start:at] else at
        if at - start > 2 and sentence.lower[at + 1] in sentence.grammar.adversative:
            return at
    return end


def _stop(code: str, start: int, end: int) -> int:
    """Return where a phrase ends that is content."""
    mark = _END.search(code, start + 1, end)
    return mark.start() if mark else end


def _phrase(shape: Shape, j: int, end: int, cue: Cue) -> Range | None:
    """Return the noun phrase, adjective or infinitive that follows a cue."""
    code = shape.code
    while j < end and code[j] == "R":
        j += 1
    if j >= end:
        return None
    if "object" in cue.takes and (j in shape.from_start or code[j] in '"GL' or code[j : j + 2] in ("IC", "QC", "IJ")):
        mark = _OBJECT_END.search(code, j + 1, end)
        return j, mark.start() if mark else end
    if "infinitive" in cue.takes and j in shape.from_start:
        past = shape.extended_right(j)
        if past is not None and code[past : past + 1] == "T":
            return j, _stop(code, j, end)
    if "adjective" in cue.takes and code[j] in "JUGQAT":
        return j, _stop(code, j, end)
    return None


def before(code: str, floor: int, subject: int, *, bare: bool = False) -> Range | None:
    """Return the content in front of a speaker whose phrase begins at `subject`; nothing before `floor` belongs to it.

    It holds a finite verb or a quotation mark, unless it may be `bare` ("five dead, according to …").
    """
    end = subject
    while end > floor and code[end - 1] in ",-":
        end -= 1
    start = floor
    while start < end and code[start] in "K,;-:":
        start += 1
    if end - start < 2:
        return None
    part = code[start:end]
    if '"' in part or (bare and part[0] not in "QI"):
        return start, end
    if part[0] == "Q" and "," in part:
        part = part[part.index(",") :]
    elif part[0] == "Q":
        return None
    return (start, end) if HAS_VERB.search(part) else None


def resumes(code: str, at: int, *, broken: bool = False) -> Range | None:
    """Return what goes on behind a speaker put into the midst of his words ("…, X said, in answer to …").

    `at` is the token behind cue and words of time. A new clause, a reason or a second verb is the report's own.
    """
    end = last(code)
    if at >= end or code[at] != ",":
        return None
    rest = at + 1
    if rest < end and code[rest] == '"':
        return rest, end
    if broken and rest < end:
        return rest, end
    if rest >= end or code[rest] in "KQWGVMhbLR":
        return None
    stop = _stop(code, rest, end)
    return (rest, stop) if FINITE.isdisjoint(code[rest:stop]) else None


def time_after(code: str, j: int, end: int | None = None) -> int:
    """Return the first token from `j` on that is no word of time."""
    found = _TIME.match(code, j, len(code) if end is None else end)
    return found.end() if found else j


def is_tail(code: str, i: int) -> bool:
    """Tell whether nothing follows the cue at `i` that could be its content, so that the content stands before it."""
    end = last(code)
    j = time_after(code, i + 1)
    if j >= end or code[j] == ",":
        return True
    mark = _TAIL_END.search(code, j, end)
    part = code[j : mark.start() if mark else end]
    return (
        FINITE.isdisjoint(part)
        and "L" not in part
        and ":" not in part
        and part[:1] in ("I", "N", "P", "D", "A", "R", "Q", "H", "t")
    )


def after_noun(code: str, sentence: Sentence, j: int, end: int) -> int:
    """Return where the content of a noun ends ("the claim that …"): at a comma, semicolon or main verb behind it."""
    if code[j] == "L":
        return _clause_stop(code, sentence, j + 1, end)
    mark = _NOUN_END.search(code, j + 1, end)
    return mark.start() if mark else end


def rest_of_clause(code: str, sentence: Sentence, j: int) -> Range | None:
    """Return the finite verb from `j` on with what belongs to it; None when another mark or clause stands there."""
    end = last(code)
    if j >= end or code[j] not in FINITE:
        return None
    return j, _clause_stop(code, sentence, j, end)
