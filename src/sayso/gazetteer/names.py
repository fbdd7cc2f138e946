"""How names of places are made comparable: an exact key, and a skeleton that spellings of one foreign name share."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"['’‘ʼʿʾ`´ʻ.]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_WHOLE = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ə": "e"}
)
"""Latin letters that Unicode does not take apart into a letter and its accent."""
ARTICLES = frozenset(
    {"al", "el", "ul", "il", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "esh", "et", "ez", "ud"}
)
"""The Arabic article in all its written forms: a closed class."""

_SOUNDS = (
    (re.compile(r"sh|ch|tch|sch"), "S"),
    (re.compile(r"kh"), "X"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dj|zh|dzh"), "j"),
    (re.compile(r"[qc]"), "k"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"\b[aeiouyw]"), "A"),
    (re.compile(r"[aeiouyw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r" "), ""),
)


def tokens(name: str) -> list[str]:
    """Return the words of a name in plain lower-case letters: `Deir ez-Zor` → `["deir", "ez", "zor"]`."""
    plain = name.lower()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain.translate(_WHOLE)))
    return _BREAKS.sub(" ", _MARKS.sub("", plain)).split()


def key(name: str) -> str:
    """Return the exact key of a name, without accents, marks and breaks: `Sheikh Sa'eed` → `sheikhsaeed`."""
    return "".join(tokens(name))


def bare_key(name: str) -> str:
    """Return the exact key without a leading article: `al-Qamishli` → `qamishli`; the same as `key` without one."""
    words = tokens(name)
    return "".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """Return the consonants a name keeps in any transliteration: `Khan Sheikhoun`, `Han Şeyhun` share most of theirs.

    Articles are left out, vowels and doubled letters too; `q` and `k`, `sh` and `ch` count as one.
    """
    words = tokens(name)
    spoken = " ".join([word for word in words if word not in ARTICLES] or words)
    for pattern, sound in _SOUNDS:
        spoken = pattern.sub(sound, spoken)
    return spoken


def difference(one: str, other: str, limit: int) -> int:
    """Return how many letters must change to make one key the other (Levenshtein), or `limit + 1` when more than it."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        if min(now) > limit:
            return limit + 1
        before = now
    return before[-1]
