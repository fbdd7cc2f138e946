"""Knows what on a page is no part of the report: navigation, bylines, credits, links to other stories, sign-offs."""

import re
from collections.abc import Sequence

from sayso.lexicon.load import fold
from sayso.structure.dates import date_pattern
from sayso.structure.paragraphs import TERMINAL, final
from sayso.structure.words import Words, bare

_LINE = 300
"""A line longer than this is no furniture but text."""
_CONTACT = re.compile(r"@\w{2,30}$|[\w.+-]+@[\w-]+\.[\w.]+$|https?://\S+$|www\.\S+$|[()\d\s.+-]{7,20}$")
_FILE = re.compile(
    r"\S.{0,80}\.(?:pdf|docx?|xlsx?|pptx?|odt|zip|csv)\b(?:\W{0,3}[\d.,]+\s?(?:bytes|[KMG]i?B)\W?)?$", re.IGNORECASE
)
"""A file to be fetched, with its size."""
_INITIALS = re.compile(r"[A-Z]{2,6}(?:/[A-Za-z]{2,3}){1,5}$|[a-z]{2,3}(?:/[a-z]{2,3}){1,5}$")
"""Who wrote and checked a wire's copy: "MW/ak/lp"."""
_OWNER = re.compile(r"\W{0,2}©|\(c\)\s", re.IGNORECASE)
_READ = re.compile(r"\d+\s*min(?:ute)?s?\s+read", re.IGNORECASE)


def words_in(line: str) -> int:
    """Return about how many words a line has."""
    return line.count(" ") + 1


def open_ended(line: str) -> bool:
    """Tell whether a line ends without the mark that closes a sentence, or was cut off ("…"): as headlines do."""
    last = final(line)
    return last not in TERMINAL or last == "…" or line.endswith("...")


def is_furniture(line: str, words: Words, language: str) -> bool:
    """Tell whether a line, whole and alone, is furniture by its own words."""
    if len(line) > _LINE:
        return False
    folded = fold(line)
    if words.begins.match(folded) or (not line[0].isalnum() and words.begins.match(folded.lstrip("(*+>-–—[ "))):
        return True
    if signs_off(line, words):
        return True
    if len(line) > 90:
        return bool(_OWNER.match(line)) and len(line) < 160
    name = bare(line)
    return (
        name in words.alone
        or name in words.openers
        or bool(words.comments.match(fold(line)))
        or (line[-1] == ":" and words_in(line) <= 2)
        or bool(_CONTACT.match(line) or words.counts.match(line) or _READ.match(line) or _OWNER.match(line))
        or bool(_FILE.match(line) or _INITIALS.match(line))
        or (bool(words.byline.match(line)) and words_in(line) <= 10)
        or is_date_line(line, words, language)
    )


def is_date_line(line: str, words: Words, language: str) -> bool:
    """Tell whether a line says no more than a date, perhaps after "Published:" or before a clock time or a place."""
    if len(line) > 90 or not re.search(r"\d{4}", line):
        return False
    hit = date_pattern(language).search(line)
    if hit is None:
        return False
    left = bare(line[: hit.start()] + " " + line[hit.end() :])
    posted = set(words.lists.posted)
    return (
        all(part in posted or len(part) <= 4 or part.isdigit() for part in re.split(r"[\s,|:·/–—-]+", left))
        or left in posted
    )


def signs_off(line: str, words: Words) -> bool:
    """Tell whether a whole line is a sign-off: "Reporting by …", "(Source: …)"."""
    hit = words.sign_off.match(line.lstrip("([ -–—"))
    return bool(hit) and len(line) < _LINE


def sign_off_at(text: str, start: int, end: int, words: Words) -> int:
    """Return where the sign-off begins with which `text[start:end]` closes; what follows it is no part of the report.

    Returns `end` when there is none. More than 600 characters and three tenths of a paragraph after a sign-off are a
    further report. Tokenised text writes the bracket `-LRB-`.
    """
    low = end - max(600, int(0.3 * (end - start)))
    hit = words.closing.search(text, max(start, low), end)
    return end if hit is None else hit.start()


def opens_links(line: str, words: Words) -> bool:
    """Tell whether headlines of other stories follow this line: "Related Posts", "More from the region:"."""
    if len(line) > 60:
        return False
    name = bare(line)
    if name in words.openers:
        return True
    hit = words.opens.match(name)
    return bool(hit) and open_ended(line) and (words_in(name) <= 5 or line.endswith(":"))


def title_case(line: str, words: Words) -> bool:
    """Tell whether a line is written like a headline: the words that carry weight with a capital."""
    parts = line.split()[:40]
    if len(parts) < 3:
        return line[:1].isupper() and all(p[:1].isupper() for p in parts)
    small = 0
    for part in parts:
        word = part.strip("\"'“”‘’«»()[],:;.!?-–—…|")
        small += word[:1].islower() and word.lower() not in words.minor and not word.startswith(words.articles)
    return small == 0 or (len(parts) > 8 and small == 1)


def links(lines: Sequence[str], flags: Sequence[bool]) -> int:
    """Return how many lines at the end of a page are headlines of other stories or words of the page's frame.

    They are the open-ended lines (`flags` marks lines already known as furniture) after the last whole sentence, when
    there are at least two; a single one may be a sentence whose full stop is missing.
    """
    count = 0
    for line, known in zip(reversed(lines), reversed(flags), strict=True):
        if not known and (len(line) > 200 or not open_ended(line)):
            break
        count += 1
    return count
