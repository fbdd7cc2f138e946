"""Decides whom a brief names: people in office and bodies are named, private people are a role and nothing else.

A person is in office when the report itself says so: a title beside the name ("minister Gerrit Holm", "Hanne Sool,
director of …"), or an entry in the register. Who could be a private person is taken for one: a name of two to four words
in capitals, without office, that is no name of a body. Names of one word are kept unless they are the surname of somebody
withheld; this is a limit, and the brief says so.
"""

import re
from collections.abc import Collection, Iterable

import msgspec

from sayso.lexicon.load import WordList, fold, load
from sayso.records import Report

_PART = re.compile(r"^[^\W\d_][\w’'.-]*$")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
_HANDLE = re.compile(r"@?(?:[a-z]\w+|\w*(?:\d|_|[a-z][A-Z])\w*)")
_VOWELS = frozenset("aeiou")
_REACH = 90
"""How many characters before and after a name a title may stand; long titles of spokespeople take about seventy."""
_SHORT = re.compile(r"\b([A-Z][a-z]{0,4})\.(?=\s)")
"""A short word in capitals with a full stop is more often a rank ("Brig. Gen.") than the end of a sentence."""
_STOP = re.compile(r"[.;:!?“”\"\n]")
_AGE = re.compile(r"\s*,\s*\d{1,3}(?=\s*,)")


class TitleWords(WordList, frozen=True, forbid_unknown_fields=False):
    """What this file needs of the list `titles.yaml`; its other fields belong to those who read names."""

    offices: dict[str, tuple[str, ...]]
    ranks: tuple[str, ...]
    honorifics: tuple[str, ...]
    particles: tuple[str, ...]
    roles: tuple[str, ...]
    speech: tuple[str, ...]
    no_name: tuple[str, ...]


class BodyWords(WordList, frozen=True, forbid_unknown_fields=False):
    """What this file needs of the list `bodies.yaml`: the words that end or begin a body's name."""

    last: dict[str, tuple[str, ...]]
    first: dict[str, tuple[str, ...]]


class RoleWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How somebody is spoken of whose name is withheld; part of the list `brief.yaml`."""

    named: str
    """Somebody of whom the report says nothing but the name."""
    account: str
    of: str
    """Somebody with a word for what they are, `{role}`; `of_vowel` where it begins with a vowel."""
    of_vowel: str
    masked: str
    """What stands in a text in the stead of a name."""
    withheld: str
    """A `{role}` and that the name is withheld."""
    in_quote: str
    """A source whose name takes a side and stands in the quote."""


class RoleList(WordList, frozen=True, forbid_unknown_fields=False):
    """What this file needs of the list `brief.yaml`."""

    roles: RoleWording


class PublicWords(WordList, frozen=True):
    """The list `public.yaml`."""

    institutions: tuple[str, ...]
    role_opens: tuple[str, ...]
    role_ends: tuple[str, ...]
    clause_opens: tuple[str, ...]
    in_title: tuple[str, ...]
    name_prefixes: tuple[str, ...]
    body_articles: tuple[str, ...]


class PublicRoles:
    """The words that put somebody in office or make a name a body's, of one language.

    `ranks` are those by which somebody is in office; without it, all of the list.
    """

    def __init__(self, language: str, ranks: Collection[str] | None = None) -> None:
        titles = load(language, "titles", TitleWords)
        self.ranks = frozenset((*titles.ranks, *titles.honorifics))
        """What stands before a name and is no part of it."""
        counted = titles.ranks if ranks is None else ranks
        offices = [*(word for words in titles.offices.values() for word in words), *counted]
        self.office = _either(offices)
        self.role = _either(titles.roles)
        self.speech = re.compile(_either(titles.speech).pattern + r"(?:\s+that\b)?")
        self._particles = frozenset(titles.particles)
        bodies = load(language, "bodies", BodyWords)
        ends = {word for words in (*bodies.last.values(), *bodies.first.values()) for word in words}
        public = load(language, "public", PublicWords)
        self.wording = load(language, "brief", RoleList).roles
        ends |= {*titles.no_name, *public.institutions}
        self._body = ends | {f"{word}s" for word in ends} | {f"{word[:-1]}ies" for word in ends if word.endswith("y")}
        opens, closes, prefix = _any(public.role_opens), _any(public.role_ends), _any(public.name_prefixes)
        self.apposed = re.compile(rf"\s*,\s+((?:{opens})\s[^,.;:“”\"\n]{{2,60}}?)(?=,|\.|;|\s(?:{closes})\b)")
        """A role behind a name, up to where the sentence goes on."""
        self.aged = re.compile(rf"(?<!\w)[A-Z][\w’'-]+(?:\s+(?:{prefix})?[A-Z][\w’'-]+){{1,3}}(?=\s*,\s*\d{{1,2}}\s*,)")
        """A name with an age behind it."""
        self.titled = re.compile(
            rf"(?:[\s,]+(?:(?:{_any(public.in_title)})\b|(?:{prefix})?[^\W\d_a-z][\w.’'-]*))*[\s,]*$"
        )
        """What may stand between a title and the name: "minister *for Roads and Ports,* Gerrit Holm"."""
        self.article = re.compile(rf"(?:^|\s)(?:{_any(public.body_articles)})\s+(?:\w+-[\w-]+\s+)?$", re.IGNORECASE)
        """Before the name of a body: "the Coastal Dawn", "the Kestria-based Coastal Dawn"."""
        self.clause = re.compile(rf"\b(?:{_any(public.clause_opens)})\b")

    def may_be_person(self, name: str) -> bool:
        """Tell whether a name has the shape of a person's: two to four words in capitals, none of a body's."""
        words = _ASIDE.sub("", name).split()
        if not 2 <= len(words) <= 5:
            return False
        proper = [word for word in words if fold(word) not in self._particles]
        shaped = all(_PART.match(word) and word[0].isupper() and not word.isupper() for word in proper)
        return shaped and len(proper) <= 4 and all(fold(word) not in self._body for word in words)

    def is_handle(self, name: str) -> bool:
        """Tell whether the one word under which a post was written names an account ("anna_k82"), and no outlet."""
        if not _HANDLE.fullmatch(name):
            return False
        common = self.role.fullmatch(name) or self.role.fullmatch(name.removesuffix("s")) or fold(name) in self._body
        return not common


class PrivateNames:
    """Who is withheld in one report: `PrivateNames(report, roles).role("Marta Oll")` → "a fishmonger"."""

    def __init__(self, report: Report, roles: PublicRoles, names: Iterable[str], authors: Iterable[str] = ()) -> None:
        """Take the names of the report's parties that the register does not know; `authors` are those of pasted posts."""
        self.speech = roles.speech
        self._text = report.text
        self._roles = roles
        self._withheld: dict[str, str] = {}
        aged = (" ".join(found[0].split()) for found in roles.aged.finditer(report.text))
        every = dict.fromkeys((*(_bare(name) for name in names), *aged))
        candidates = [name for name in every if roles.may_be_person(name)]
        places = _places(report.text, {name.split(maxsplit=1)[0] for name in candidates})
        for name in candidates:
            if (role := self._private(name, places)) is not None:
                self._withheld[name] = role
        self._withheld.update({name: roles.wording.account for name in map(_bare, authors) if roles.is_handle(name)})
        self._parts = {part: role for name, role in self._withheld.items() for part in (name.split()[-1], name)}
        self._masks = _masks(self._parts)

    def role(self, name: str) -> str | None:
        """Return the role under which a name is shown, None when the name may be shown."""
        return self._parts.get(_bare(name))

    @property
    def withheld(self) -> dict[str, str]:
        """The withheld names, each with its role."""
        return dict(self._withheld)

    def found(self, text: str) -> bool:
        """Tell whether a withheld name stands in a text."""
        return self._masks is not None and self._masks.search(text) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where withheld names stand in a text."""
        return [] if self._masks is None else [found.span() for found in self._masks.finditer(text)]

    def masked(self, text: str) -> str:
        """Return a text that is no quotation with every withheld name replaced."""
        return text if self._masks is None else self._masks.sub(self._roles.wording.masked, text)

    def _private(self, name: str, places: dict[str, list[int]]) -> str | None:
        """Return the role of a private person, None for somebody in office or a body."""
        if self._roles.office.search(name):
            return None
        wording: RoleWording = self._roles.wording
        role = wording.named
        written = re.compile(rf"{_loose(name)}(?!\w)")
        mentions = (written.match(self._text, start) for start in places.get(name.split(maxsplit=1)[0], ()))
        for place in filter(None, mentions):
            before = _SHORT.sub(r"\1", self._text[max(0, place.start() - _REACH) : place.start()])
            before = _STOP.split(before)[-1]
            after = _STOP.split(self._text[place.end() : place.end() + _REACH])[0]
            if self._roles.article.search(before):
                return None
            if self._titled(before) or self._roles.office.search(_apposition(after, self._roles.clause)):
                return None
            told = self._roles.apposed.match(_AGE.sub("", self._text[place.end() : place.end() + _REACH], count=1))
            if told:
                role = " ".join(told[1].split())
            elif (stated := _last(self._roles.role, before)) is not None and not before[stated.end() :].strip():
                word = stated[0].lower()
                role = (wording.of_vowel if word[0] in _VOWELS else wording.of).format(role=word)
        return role

    def _titled(self, before: str) -> bool:
        """Tell whether the words before a name put it in office: a title, and only more of the title up to the name."""
        title = _last(self._roles.office, before)
        return title is not None and self._roles.titled.match(before, title.end()) is not None


def _bare(name: str) -> str:
    """Return a name without what stands behind it in brackets, white space drawn together."""
    return " ".join(_ASIDE.sub("", name).split())


def _places(text: str, words: set[str]) -> dict[str, list[int]]:
    """Return where each of some words begins in a text, in one pass."""
    places: dict[str, list[int]] = {}
    for found in re.finditer(r"[^\W\d_a-z][\w’'.-]*", text) if words else ():
        for word in {found[0], found[0].rstrip(".’'-"), re.sub(r"[’']s$", "", found[0])} & words:
            places.setdefault(word, []).append(found.start())
    return places


def _any(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern for some words, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _either(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of some words, whole."""
    return re.compile(rf"(?<![\w-])(?:{_any(words)})\b", re.IGNORECASE)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match in a text."""
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found


def _apposition(after: str, clause: re.Pattern[str]) -> str:
    """Return what stands behind a name between commas or in brackets, empty when the sentence goes on."""
    aside = after.split(",")[1] if after.lstrip().startswith(",") else after if after.startswith(" (") else ""
    return clause.split(aside)[0]


def _loose(name: str) -> str:
    """Return a pattern for a name whose words may be parted by any white space."""
    return r"\s+".join(map(re.escape, name.split()))


def _masks(parts: dict[str, str]) -> re.Pattern[str] | None:
    """Return a pattern for withheld names, given names that stand with them included; None when there are none."""
    if not parts:
        return None
    longest = sorted(parts, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, longest))})(?!\w)")
