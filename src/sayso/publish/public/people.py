"""Whom the record names: people in office and bodies; everybody else is a role, in every report as soon as in one.

A name is looked for in all that claims say of people and, beyond that, in the words that would be quoted: two or more
words with capitals that are no place, no body and no common word may be a person, and who may be one is taken for one.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from sayso.gazetteer.lookup import Gazetteer
from sayso.lexicon.load import WordList, fold, load
from sayso.publish.composer import APART, names_in
from sayso.publish.private import PrivateNames, PublicRoles
from sayso.publish.public.material import Material
from sayso.publish.public.patterns import merged
from sayso.publish.public.policy import Policy
from sayso.publish.public.terms import Terms, Verbatim, tokens
from sayso.publish.public.words import publishing
from sayso.records import Claim, Incident, Report
from sayso.register.load import Register
from sayso.spans import Span

_NONE = Terms(())
_PROPER = re.compile(r"[^\W\d_a-z][\w’'-]*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN = re.compile(r"\s+(?:(?:al|el|de|da|bin|ibn|van|von|der|del|di|abu)[\s-])?")
"""What may stand between two words of one name."""
_OF = re.compile(r"[’']s$")
_LONGEST = 5
_SHOUTED = 3
"""From how many letters on a word all in capitals may be a name; shorter ones are abbreviations."""
_IN_PATH = re.compile(r"[^\W\d_]{2,}")
_HEADLINES = frozenset({"title", "heading"})


class GivenNames(WordList, frozen=True):
    """The list `given_names.yaml`."""

    names: tuple[str, ...]


class People:
    """Who is withheld in a record, by report: `people.spans(report, text)`, `people.role("Marta Oll", report)`."""

    def __init__(self, material: Material, policy: Policy, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._register = Register.load()
        language = policy.language
        self._given = frozenset(load(language, "given_names", GivenNames).names)
        senior = publishing(language).words.senior_ranks
        self._roles = PublicRoles(language, senior)
        self._civil = PublicRoles(language, ())
        self.speech = self._roles.speech
        self.common = common_words(material.reports)
        self._named = {tokens(name) for name in policy.named}
        self._written: dict[tuple[str, ...], str] = {}
        self._judged: dict[str, set[tuple[str, ...]]] = {}
        """By each of their words the names that were looked at and may stand, or are withheld."""
        self._role: dict[tuple[str, ...], str] = {}
        self._role_in: dict[tuple[str, tuple[str, ...]], str] = {}
        self._surnames: dict[str, set[str]] = {}
        # The same names and words stand in many reports, and each is judged by itself.
        self._tokens = cache(tokens)
        self._may_be = cache(self._may_be_person)
        self._is_plain = cache(self._is_plain_word)
        by_report: dict[str, list[Claim]] = {report.id: [] for report in material.reports}
        for claim in material.claims:
            by_report[claim.report].append(claim)
        victims = Verbatim(
            name for event in material.events for person in event.persons for name in (person.name, *person.spellings)
        )
        for report in material.reports:
            self._read(report, by_report[report.id], victims)
        for name in policy.withheld:
            self._withhold("", name, "a named person", handle=False)
        self.terms = Terms(" ".join(words) if len(words) > 1 else name for words, name in self._written.items())
        self._found = cache(self.terms.found)
        self._local = self._surnames_by_report(material)

    def spans(self, report: str, text: str) -> Sequence[Span]:
        """Return where withheld names stand in a text of a report."""
        local = self._local.get(report)
        return self.terms.spans(text) if local is None else merged([*self.terms.spans(text), *local.spans(text)])

    def stand_in(self, report: str, text: str) -> bool:
        """Tell whether any withheld name stands in a text of a report."""
        local = self._local.get(report)
        return self._found(text) or (local is not None and local.found(text))

    def masked(self, report: str, text: str) -> str:
        """Return a text that is no quotation with every withheld name replaced."""
        for start, end in reversed(self.spans(report, text)):
            text = f"{text[:start]}[name withheld]{text[end:]}"
        return text

    def role(self, report: str, name: str) -> str | None:
        """Return the role under which a name is shown in a report; None when it may be shown."""
        words = tokens(re.sub(r"\s*\([^)]*\)\s*$", "", name))
        if not words or words in self._named:
            return None
        own = self._role_in.get((report, words)) or self._role.get(words)
        if own is None and not self.spans(report, name):
            return None
        role = own or "a named person"
        plain = role == "a named person" or not (self.spans(report, role) or any(w[:1].isupper() for w in role.split()))
        return role if plain else "a named person"

    def in_address(self, report: Report, address: str) -> bool:
        """Tell whether an address says a withheld name."""
        plain = unquote(address, errors="replace")
        if self.terms.in_address(plain) or self._local.get(report.id, _NONE).in_address(plain):
            return True
        pairs = (f"{one.title()} {two.title()}" for one, two in pairwise(_IN_PATH.findall(urlsplit(plain).path)))
        return any(self._may_be_named(pair, report.text) for pair in pairs)

    @property
    def names(self) -> frozenset[str]:
        """The full names and accounts that are withheld."""
        return frozenset(self._written.values())

    def unjudged(self, text: str) -> list[str]:
        """Return the names in a text that may be people's and that were never judged: in no report's words, and not named by the desk."""
        return [run for run in self._runs(text) if not self._is_judged(self._tokens(run))]

    def _is_judged(self, words: tuple[str, ...]) -> bool:
        if words in self._named:
            return True
        return any(
            words == whole[at : at + len(words)] for whole in self._judged.get(words[0], ()) for at in range(len(whole))
        )

    def _read(self, report: Report, claims: Sequence[Claim], victims: Verbatim) -> None:
        """Withhold who is private by one report."""
        places = {self._tokens(place.name) for claim in claims for place in claim.places}
        said = [name for claim in claims for name in self._names_in(claim)]
        quoted = [report.title or "", *(report.text[slice(*claim.span)] for claim in claims)]
        runs = [run for text in quoted for run in self._runs(text) if self._tokens(run) not in places]
        for name in (*said, *runs, *(place.name for claim in claims for place in claim.places)):
            whole = self._tokens(name)
            for word in whole:
                self._judged.setdefault(word, set()).add(whole)
        dead = victims.named_in(report.text)
        hurt = [a.name for c in claims for a in c.actors if a.role == "target" and a.id is None]
        hurt += [figure.of for claim in claims for figure in claim.figures if figure.low == figure.high == 1]
        speaking = {speaker.name for claim in claims for speaker in claim.speakers}
        authors = [s.name for c in claims if c.channel in APART for s in c.speakers if s.id is None]
        for private in (
            PrivateNames(report, self._roles, [*said, *runs], authors),
            PrivateNames(report, self._civil, [*dead, *hurt], ()),
        ):
            for name, role in private.withheld.items():
                if self._tokens(name) in places and name not in speaking:
                    continue
                if len(self._tokens(name)) > 1 or self._roles.is_handle(name):
                    self._withhold(report.id, name, role, handle=name in map(_one_line, authors))

    def _names_in(self, claim: Claim) -> list[str]:
        """Return the names in a claim that may be private people's; of a headline, where all words have capitals, what is left of them."""
        names = names_in(claim)
        return names if claim.channel not in _HEADLINES else [run for name in names for run in self._runs(name)]

    def _withhold(self, report: str, name: str, role: str, *, handle: bool) -> None:
        words = name.split()
        while len(words) > 2 and fold(words[0].rstrip(".")) in self._roles.ranks:
            words = words[1:]
        forms = {name, " ".join(words)} | ({" ".join(words[-2:])} if len(words) > 2 else set())
        if self._named & {tokens(form) for form in forms}:
            return
        for form in forms:
            key = tokens(form)
            self._written.setdefault(key, form)
            self._role.setdefault(key, role)
            self._role_in.setdefault((report, key), role)
        if len(words) > 1 and not handle and len(words[-1]) > 1:
            self._surnames.setdefault(words[-1], set()).update(forms)

    def _surnames_by_report(self, material: Material) -> dict[str, Terms]:
        """Return the surnames that are withheld in each report: where the whole name stands, and where the same events are told.

        Everywhere else a surname alone says nothing of this person, and may be a place's name or another's.
        """
        full: dict[str, set[str]] = {}
        whole = {tokens(form): surname for surname, forms in self._surnames.items() for form in forms}
        for report in material.reports:
            places = self.terms.spans(report.text)
            held = (whole.get(tokens(report.text[slice(*place)])) for place in places)
            full[report.id] = {surname for surname in held if surname}
        shared = {report: set(names) for report, names in full.items()}
        for event in material.events:
            together = _reports_of(event)
            if len(together) > 1:
                names = set[str]().union(*(full.get(report, ()) for report in together))
                for told in together & shared.keys():
                    shared[told] |= names
        return {report: Terms(names) for report, names in shared.items() if names}

    def _runs(self, text: str) -> Iterable[str]:
        """Yield the runs of two to five words in capitals that may be a person's name."""
        run: list[re.Match[str]] = []
        for found in _PROPER.finditer(text):
            if run and not _BETWEEN.fullmatch(text, run[-1].end(), found.start()):
                yield from self._of_run(text, run)
                run = []
            run.append(found)
        yield from self._of_run(text, run)

    def _of_run(self, text: str, run: list[re.Match[str]]) -> Iterable[str]:
        """Yield what of a run of words in capitals may be a name: between words that also stand in small letters."""
        part: list[re.Match[str]] = []
        for found in [*run, None]:
            if found is not None and not self._is_plain(found[0]):
                part.append(found)
                continue
            if 1 < len(part) <= _LONGEST:
                name = re.sub(r"[’'][sS]$", "", text[part[0].start() : part[-1].end()])
                if name.isupper() and min(map(len, name.split())) >= _SHOUTED:
                    name = name.title()
                if self._may_be(name):
                    yield name
            part = []

    def _may_be_named(self, pair: str, text: str) -> bool:
        """Tell whether two words of an address may be a person's name: the report has them with capitals, or the first is a given name."""
        one, two = map(fold, pair.split())
        if one in self.common or two in self.common or not self._may_be(pair):
            return False
        told = one in self._given or re.search(rf"(?<!\w){one}\s+{two}(?!\w)", text, re.IGNORECASE) is not None
        return told and not (self._is_judged(tokens(pair)) and not self.terms.found(pair))

    def _is_plain_word(self, written: str) -> bool:
        """Tell whether a word in capitals is a common one and no given name."""
        word = fold(_OF.sub("", written))
        return self._is_common(word) and word not in self._given

    def _is_common(self, word: str) -> bool:
        """Tell whether a word also stands in small letters, in this form or another of its verb."""
        return word in self.common or (
            word.endswith("s") and bool({f"{word[:-1]}d", word[:-1], f"{word[:-1]}ed"} & self.common)
        )

    def _may_be_person(self, name: str) -> bool:
        words = name.split()
        given = fold(words[0]) in self._given
        if not self._roles.may_be_person(name) or self._register.named(name) is not None:
            return False
        if self._gazetteer.known(name) and not given:
            return False
        # "Ostavian Navy", "Syrian Arab": words for peoples with others of their kind
        return given or not any(self._gazetteer.demonym(word) for word in words)


def common_words(reports: Iterable[Report]) -> frozenset[str]:
    """Return the words that any report writes in small letters."""
    return frozenset(word for report in reports for word in _WORD.findall(report.text) if word.islower())


def _reports_of(event: Incident) -> set[str]:
    return {claim.report for claim in event.claims}


def _one_line(name: str) -> str:
    return " ".join(name.split())
