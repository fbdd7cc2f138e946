"""Reads who wrote a pasted post or article from the words around it: handles, tweet lines, agency lines, datelines."""

import re

import msgspec

from sayso.lexicon.load import fold
from sayso.spans import Span
from sayso.structure.dates import date_pattern, leading_stamp
from sayso.structure.words import Words

_TAIL = 100
"""How far from the end of a line its author may stand."""


class Post(msgspec.Struct, frozen=True, gc=False):
    """A pasted post: who wrote it (None when the page does not say) and where its words stand."""

    author: str | None
    span: Span
    at: str | None = None
    """ISO date or instant, where the page says when."""


class Article(msgspec.Struct, frozen=True, gc=False):
    """The head of a pasted article: whose it is and where its words begin."""

    author: str
    begin: int
    at: str | None = None


_HANDLE = r"@?[\w.]{2,30}"
_SIGNED = re.compile(rf"[”\"“]\s*(?:[–—]|--?)\s*(?P<author>{_HANDLE}|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){{1,3}})?\s*$")
_QUOTED = re.compile(r"(?:#\w+\s*:?\s*)*(?:\d{1,2}\)\s*)?[“\"”]")
_FROM = re.compile(r"@(?P<author>\w{2,30})\s*(?::|·|\s[–—-]\s)\s*(?=\S)")
_TWEET_LINE = re.compile(r"(?:[–—]|--?)\s*(?P<author>[^()\n]{2,60}?)\s*\(@?(?P<handle>\w{2,30})\)\s*")
_TWEET_END = re.compile(r"pic\.twitter\.?com\S*\s+|https?://t\.co/\S+\s+")
_TWEET_NAME = re.compile(r"(?:[–—]|--?)?\s*(?P<author>[^()\n.]{2,50}?)\s*\(@?(?P<handle>\w{2,30})\)\s*")
_STAMPED_POST = re.compile(r"(?:1[0-2]|[1-9]):\d\d\s?[AP]M\s·\s[A-Z][a-z]{2}\s\d{1,2},\s20\d\d")
_ACCOUNT = re.compile(r"(?<!\S)[^\s@]+@(?P<handle>\w{2,40})")
_OWNED = re.compile(r"©\s*(?P<author>[A-Z][\w. ]{1,30}?)\s*(?:\d{4}\s*)?/")
_AGENCY = r"(?P<agency>[A-Z][\w.&’'/ -]{1,40})"
_DATELINE = re.compile(
    rf"""(?:[A-Z][\w’'.-]*(?:[\s/,]+(?:[A-Z(][\w’'.)-]*|\d{{1,2}}|\d{{4}})){{0,6}}[\s,]*)?
         (?:\(|-LRB-\s|\[){_AGENCY}(?:\)|\s-RRB-|\])\s*(?:[–—]|--?|:)+\s*(?=\S)""",
    re.VERBOSE,
)


def signed_quote(text: str, start: int, end: int) -> Post | None:
    """Return the post that a line holds when it is quoted words with a dash and, mostly, a handle after them."""
    if not _QUOTED.match(text, start, end):
        return None
    hit = _SIGNED.search(text, max(start + 20, end - _TAIL), end)
    if hit is None:
        return None
    author = hit["author"]
    return Post(author.lstrip("@") if author else None, (start, end))


def addressed_post(text: str, start: int, end: int) -> Post | None:
    """Return the post that a line holds when it begins with its author's handle and a colon: "@handle: …"."""
    hit = _FROM.match(text, start, end)
    return Post(hit["author"], (hit.end(), end)) if hit else None


def tweet_line(text: str, start: int, end: int, language: str) -> Post | None:
    """Return author and date of a line "— Name (@handle) July 27, 2016", which signs the paragraph before it."""
    hit = _TWEET_LINE.match(text, start, end)
    if hit is None:
        return None
    stamp = leading_stamp(text, hit.end(), end, language)
    if stamp is None or stamp.span[1] < end - 2:
        return None
    return Post(hit["author"].strip(), (start, end), stamp.value)


def inner_tweet(text: str, mark: int, floor: int, end: int, language: str) -> tuple[Post, int] | None:
    """Return the post that ends at the picture or short link at `mark` amid running text, and where the text goes on.

    The name, handle and date after the link say that it is a post. Its words are the sentence before the link and as
    many more before it as a post of 140 characters holds.
    """
    link = _TWEET_END.match(text, mark, min(end, mark + 120))
    name = _TWEET_NAME.match(text, link.end(), min(end, link.end() + 120)) if link else None
    stamp = leading_stamp(text, name.end(), min(end, name.end() + 40), language) if name else None
    if name is None or stamp is None:
        return None
    begin = _skip(text, _post_start(text, mark, max(floor, mark - 300)), mark)
    return Post(name["author"].strip(), (begin, mark), stamp.value), stamp.span[1]


def _post_start(text: str, mark: int, floor: int) -> int:
    """Return where a post that ends at `mark` begins: at a sentence, no more than 140 characters back if it can."""
    ends = [hit.end() for hit in re.finditer(r"[.!?…][\"”’)]*\s+(?=\S)", text[floor:mark])]
    starts = [floor + at for at in ends if floor + at < mark] or [floor]
    near = [at for at in starts if mark - at <= 140]
    return near[0] if near else starts[-1]


def post_stamp(text: str) -> re.Match[str] | None:
    """Return the stamp under a text that is a single post as its page shows it, None when it is none.

    Such a text is short and names an account near its top. Figures of views may be glued to the stamp.
    """
    if len(text) > 20_000 or not _ACCOUNT.search(text[:120]):
        return None
    return _STAMPED_POST.search(text)


def after_account(text: str, start: int, end: int) -> int:
    """Return where a post's words begin after its author's name and handle, which may be glued to them.

    "White Valley Rescue@WVRescueAn aid …": the last capital in the run of letters begins the words, unless the
    handle stands there twice.
    """
    hit = _ACCOUNT.search(text, start, min(end, start + 120))
    if hit is None or hit.start() > start + 60:
        return start
    run = hit["handle"]
    half = len(run) // 2
    if run[:half] == run[half:]:
        return hit.end() - half
    glued = re.search(r"(?<=[a-z\d_])[A-Z][a-z]*$", run)
    if text[hit.end() : hit.end() + 1] == " " and glued:
        return hit.start("handle") + glued.start()
    return _skip(text, hit.end(), end) if text[hit.end() : hit.end() + 1].isspace() else start


def pasted_article(text: str, start: int, end: int, language: str) -> Article | None:
    """Return the head of a pasted article: "© Agency/ Name Section 20:08 08.12.2016 …" or "CITY, 8 Dec (Agency) - …"."""
    owner = _OWNED.match(text, start, end)
    if owner:
        stamp = date_pattern(language).search(text, owner.end(), min(end, owner.end() + 140))
        found = leading_stamp(text, stamp.start(), min(end, stamp.end() + 10), language) if stamp else None
        if found is None:
            return Article(owner["author"], owner.end())
        clock = re.match(r"\d\d:\d\d", text[found.span[0] : found.span[1]])
        at = f"{found.value}T{clock.group()}:00" if clock and len(found.value) == 10 else found.value
        return Article(owner["author"], _skip(text, found.span[1], end), at)
    hit = _DATELINE.match(text, start, min(end, start + 160))
    return Article(hit["agency"], hit.end()) if hit else None


_WIRE = re.compile(
    r"""[A-Z][A-Z’'. /-]{2,40}(?:\([A-Z ,.]{2,30}\))?,\s*(?:NO\ DATE|\d{1,2}\s+[A-Z]{3,9}|[A-Z]{3,9}\s+\d{1,2})
        (?:\s+\d\d(?:\d\d)?)?\s*(?:\([^)]{2,80}\))?\s*--?\s*(?:\[[^\]]{2,120}\]\s*)*
        (?:[A-Z][A-Z ]{2,30}(?:\([A-Z ]{2,30}\))?,\s*\d{1,2}\s+[A-Z]{3}\s*(?:\([^)]{2,40}\))?\s*--?\s*)?
        (?:[A-Z][A-Z ]{2,20}\s--\s)?""",
    re.VERBOSE,
)
_CITY = r"[A-Z][A-Z’'.-]+(?:[ /][A-Z][A-Z’'.-]+){0,3}"
_COUNTRY = r"(?:,\s*[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})"
_PLACED = re.compile(
    rf"""(?:{_CITY}|[A-Z][\w’'-]+(?=\s?,?\s?\())\s?{_COUNTRY}?(?:,?\s(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}})(?:,\s\d{{4}})?)?
         \s?,?\s?(?:(?:\([^)]{{2,60}}\)|-LRB-\s[^()]{{2,40}}\s-RRB-)\s*(?:[–—]|--?|:)?|[–—]|--?(?=\s))\s*(?=[A-Z“"‘'\d(])""",
    re.VERBOSE,
)
_DATED = re.compile(
    r"""[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}(?:,\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})?,\s
        (?:\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2},)\s\d{4}\s*(?:\([^()]{2,60}\)\s*)?(?:[–—:]|--?)\s+(?=[A-Z“"‘'\d(])""",
    re.VERBOSE,
)
"""A city in small letters counts as filed from only with a whole date behind it: "Port Aran, 3 May 2031 (Wire) - "."""
_PRINTED = re.compile(r"[A-Z][\w’' -]{2,30}\s?,\s?[A-Z]{2,8}\s?[–—:-]\s?(?=[A-Z“\"])")
_BRACKETED = re.compile(r"\((?=[^()]*\d{4})[^()]{6,60}/\s?[A-Z][^()]{1,20}\)\s+(?=[A-Z“\"])")
_ONLINE = re.compile(rf"(?P<city>{_CITY})(?P<country>,\s*(?P<name>[A-Z][\w.’'-]+))?\s+(?=[A-Z][\w’'.-]*\s[\w“\"])")
_TOKENISED = re.compile(r"[^.!?]{0,120}?-LRB-\s[A-Z][\w ./&-]{1,30}\s-RRB-\s*(?:[–—]|--?)\s+(?=[A-Z`\"“])")


def after_dateline(text: str, start: int, end: int, words: Words, *, shouting: bool) -> int:
    """Return where a paragraph's words begin after its dateline: "CITY, Country (Agency) - ", "CITY, 3 MAY 89 (AGENCY) --".

    Returns `start` when there is none. A dateline says where and when the text was filed, not what happened.
    """
    stop = min(end, start + 320)
    for pattern in (_WIRE,) if shouting else (_BRACKETED, _PLACED, _DATED, _PRINTED, _TOKENISED):
        hit = pattern.match(text, start, stop)
        if hit and hit.end() < end:
            return hit.end()
    return start if shouting else _after_online(text, start, end, words)


def _after_online(text: str, start: int, end: int, words: Words) -> int:
    """Return where a paragraph's words begin after a dateline that lost its marks: "ANKARA Turkish shelling …".

    Capitals alone may be an organisation's name; a place is not written in capitals again further down.
    """
    hit = _ONLINE.match(text, start, min(end, start + 120))
    if hit is None or len(hit["city"]) < 4:
        return start
    if hit["name"] is None:
        again = re.compile(rf"\b{re.escape(hit['city'])}\b").search(text, hit.end(), hit.end() + 5000)
        return start if again else hit.end()
    if fold(hit["name"]) in words.lists.country_starts:
        second = re.compile(r"[A-Z][\w’'-]+\s+(?=[A-Z])").match(text, hit.end(), end)
        return second.end() if second else start
    return hit.end()


def credited(bracket: str, words: Words) -> bool:
    """Tell whether the words in a bracket are a picture credit: "(Agency via Other/File)", "(Photo: Name)"."""
    return bool(words.credit.search(bracket)) and not re.match(r"(?:Reporting|Writing|Editing)\b", bracket)


def names(paragraph: str) -> frozenset[str]:
    """Return the capitalised words of a paragraph, folded: whom an introduction may name as the one who speaks."""
    return frozenset(fold(word) for word in re.findall(r"[A-Z][\w’'-]{3,}", paragraph))


def _skip(text: str, at: int, end: int) -> int:
    """Return the place of the next character that is no white space."""
    while at < end and text[at].isspace():
        at += 1
    return at
