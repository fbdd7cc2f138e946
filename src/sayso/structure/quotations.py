"""Finds block quotations: paragraphs that are somebody's own words by their place alone, without quotation marks."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.lexicon.load import fold
from sayso.structure.piece import Piece
from sayso.structure.posts import names
from sayso.structure.words import Words


def mark_quotations(text: str, pieces: Sequence[Piece], stamped: frozenset[int], words: Words) -> None:
    """Mark paragraphs set off, without quotation marks, as the words of the speaker whom the one before introduces.

    The introduction ends with a colon and has a word of saying or a statement in it. The paragraph after it is the
    speaker's. More follow only while they show it: the one before broke off with "…", or they say "we" and "our", or
    they begin with "Because"; and never when they report speech
    themselves. `stamped` holds where updates
    begin: those are the page's own words.
    """
    speaker: frozenset[str] = frozenset()
    count = 0
    for before, piece in pairwise(pieces):
        if before.channel != "body" or piece.channel != "body" or piece.start in stamped:
            count = 0
            continue
        line, last = text[piece.start : piece.end], text[before.start : before.end]
        if _introduces(last[-400:], words) and not before.quotation:
            speaker, count = names(last), 0
            spoken = not (line.endswith(":") and words.cue.search(fold(line)))
        else:
            spoken = count > 0 and (piece.item or _goes_on(line, last, speaker, words))
        piece.quotation = spoken and line[0] not in '“"‘«'
        count = count + 1 if piece.quotation else 0


def _introduces(line: str, words: Words) -> bool:
    """Tell whether a paragraph ends by introducing somebody's words."""
    if not line.endswith(":"):
        return False
    last = re.split(r"[.!?][\"”]?\s+(?=[A-Z“\"])", line)[-1]
    return bool(words.cue.search(fold(last)))


def _goes_on(line: str, before: str, speaker: frozenset[str], words: Words) -> bool:
    """Tell whether a paragraph after one of a speaker's own words is his as well."""
    folded = fold(line)
    if line.endswith(":") or words.narrating.search(_QUOTED.sub("", folded)):
        return False
    tied = _BROKEN_OFF.search(before[-12:]) or line.startswith(("…", "...")) or words.binding.match(folded)
    if tied:
        return True
    return words.first_person.search(folded) is not None and not names(line[:60]) & speaker


_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.)[\].”\"' ]*$")
