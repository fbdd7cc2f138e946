"""The sentences a brief makes about a claim: kind, standing, figure, place, time, speaker; never a paraphrase."""

from collections.abc import Sequence

import msgspec

from sayso.lexicon.load import WordList, fold, load
from sayso.publish.dates import moment_words, said_words, stretch_words
from sayso.publish.excerpt import Excerpts
from sayso.publish.loaded import NeutralNames
from sayso.publish.model import Line
from sayso.publish.private import RoleWording
from sayso.records import Claim
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.party import Speaker, chain
from sayso.values.place import Place

VOICE = "The report itself"
"""Who speaks when the report names nobody."""


class ChainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands between the links of a chain of attribution, and between those who speak together."""

    together: str
    passed_on: str


class BriefWords(WordList, frozen=True):
    """The list `brief.yaml`."""

    events: dict[str, str]
    statuses: dict[str, str]
    measures: dict[str, str]
    singular: dict[str, str]
    disputes: dict[str, str]
    questions: dict[str, str]
    passages: dict[str, str]
    chain: ChainWords
    roles: RoleWording
    plain: tuple[str, ...]
    months: tuple[str, ...]


class Wording:
    """Makes lines of claims in one language; holds the word lists."""

    def __init__(self, language: str) -> None:
        self.words = load(language, "brief", BriefWords)
        self._plain = frozenset(self.words.plain)
        self._names = NeutralNames(language)

    def line(self, claim: Claim, excerpts: Excerpts) -> Line:
        """Return a claim as a brief tells it."""
        return Line(
            claim=claim.id,
            who=capitalised(self.who(claim.speakers, excerpts)),
            says=self.says(claim, excerpts),
            where=self.where(claim.places),
            when=moment_words(claim.time, self.words.months),
            said=said_words(claim.said, self.words.months),
            words=excerpts.words(claim),
        )

    def who(self, speakers: Sequence[Speaker], excerpts: Excerpts) -> str:
        """Return the chain of attribution, from the one who knows to the one who passes it on."""
        told = (
            self.words.chain.together.join(dict.fromkeys(self.speaker(speaker, excerpts) for speaker in link))
            for link in chain(speakers)
        )
        return self.words.chain.passed_on.join(dict.fromkeys(told)) or VOICE

    def speaker(self, speaker: Speaker, excerpts: Excerpts) -> str:
        """Return a speaker's name, or a role where it is withheld or loaded without a neutral name."""
        role = None if speaker.id else excerpts.private.role(speaker.name)
        if role is not None:
            roles: RoleWording = self.words.roles
            return roles.withheld.format(role=roles.named if self._names.loaded(role) else role)
        shown = self._names.shown(excerpts.private.masked(speaker.name), speaker.id)
        return shown if shown is not None else self.words.roles.in_quote

    def says(self, claim: Claim, excerpts: Excerpts) -> str:
        """Return what is claimed in neutral words: "ceasefire, rejected", "shelling; 3 killed, of them 2 killed (medics)"."""
        status = self.words.statuses[claim.status]
        event = self.words.events[claim.event] + (f", {status}" if status else "")
        tops = [index for index, figure in enumerate(claim.figures) if figure.part_of is None]
        return "; ".join([event, *(self._with_parts(index, claim.figures, excerpts) for index in tops)])

    def figure(self, figure: Figure, excerpts: Excerpts) -> str:
        """Return a figure as bounded as it was said: "at least 25 killed (soldiers)"."""
        population = self.population(figure, excerpts)
        measure = self.measure(figure)
        if figure.measure == "other":
            return f"{number(figure)} {population or measure}"
        return f"{number(figure)} {measure}" + (f" ({population})" if population else "")

    def measure(self, figure: Figure) -> str:
        """Return what a figure counts: "killed", "strikes", "strike"."""
        many: str = self.words.measures[figure.measure]
        return self.words.singular.get(figure.measure, many) if figure.low == figure.high == 1 else many

    def loaded(self, words: str) -> bool:
        """Tell whether words take a side."""
        return self._names.loaded(words)

    def population(self, figure: Figure, excerpts: Excerpts) -> str:
        """Return who or what is counted; empty where the word is loaded, private, or says no more than the measure."""
        words = " ".join(figure.of.split())
        said = set(f"{self.words.measures[figure.measure]} {self.measure(figure)}".split())
        plain = fold(words) in self._plain or said.issuperset(fold(words).split())
        return "" if plain or self._names.loaded(words) or excerpts.private.found(words) else words

    def where(self, places: Sequence[Place]) -> str:
        """Return places as written, at most four of them; those with a loaded name are left to the quote."""
        names = list(dict.fromkeys(" ".join(place.name.split()) for place in places))
        names = [name for name in names if not self._names.loaded(name)]
        return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")

    def days(self, moment: Moment | None) -> str:
        """Return when something happened as days alone."""
        return "" if moment is None else stretch_words(moment.start, moment.end, self.words.months)

    def _with_parts(self, index: int, figures: Sequence[Figure], excerpts: Excerpts) -> str:
        """Return a figure with the figures it contains."""
        parts = [self.figure(figure, excerpts) for figure in figures if figure.part_of == index]
        whole = self.figure(figures[index], excerpts)
        return whole + (f", of them {' and '.join(parts)}" if parts else "")


def capitalised(words: str) -> str:
    """Return words as they open a line."""
    return words[:1].upper() + words[1:]


def number(figure: Figure) -> str:
    """Return the number of a figure in words, as bounded as it was said; an end that was not said stays unsaid."""
    words = " ".join(figure.text.split())
    if figure.low is None and figure.high is None:
        return f"a number (“{words}”)"
    if figure.bound == "vague":
        return f"{range_words(figure.low, figure.high)} (“{words}”)"
    about = "about " if figure.bound == "about" else ""
    if figure.low is not None and figure.high is None:
        return f"at least {count(figure.low)}"
    return about + range_words(figure.low, figure.high)


def range_words(low: float | None, high: float | None) -> str:
    """Return a range in words: "38", "3 to 4", "25 or more", "up to 40", "number not given"."""
    if low is None:
        return "number not given" if high is None else f"up to {count(high)}"
    if high is None:
        return f"{count(low)} or more"
    return count(low) if low == high else f"{count(low)} to {count(high)}"


def count(value: float) -> str:
    """Return a number with its thousands apart: 15000 → "15,000"."""
    return f"{value:,.10g}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"
