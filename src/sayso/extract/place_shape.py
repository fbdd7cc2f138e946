"""Reads a sentence as a string of letters that say what each token is to a finder of places.

Capitals stand for capitalised words that may be part of a name, small letters for the words around it:

`N` name · `Z` capitalised, but by itself no place · `C`/`c` kind of place ("Province", "city") · `E`/`e` compass word or side ·
`O` organisation · `H` building, meeting · `J` people or their adjective · `T` title · `n` particle inside a name ("al") ·
`L` preposition of place · `P` other preposition · `F` "of" · `K` verb that takes a place · `S` "'s" · `D` determiner ·
`A` adjective or participle · `V` verb · `&` and · `U` what lies around a place · `9` number · `k` unit of length · `x` the rest.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sayso.extract.sentences import Sentence
from sayso.gazetteer.lookup import Candidate, Gazetteer
from sayso.gazetteer.names import key
from sayso.gazetteer.words import PlaceWords, plural
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import fold, load
from sayso.lexicon.names import NameWords

_BY_TAG: Mapping[str, str] = MappingProxyType(
    {
        "VB": "V", "VBD": "V", "VBP": "V", "VBZ": "V", "MD": "V", "JJ": "A", "JJR": "A", "JJS": "A", "VBN": "A",
        "VBG": "A", "RB": "A", "RBS": "A", "RBR": "A", "CD": "9", "DT": "D", "PRP$": "D", "IN": "P", "TO": "P", "CC": "&",
        "POS": "S", ",": ",", "(": "(", ")": ")", "-LRB-": "(", "-RRB-": ")", "``": "Q", "''": "Q", ".": ".", ":": ":",
    }
)  # fmt: skip
_MARKS: Mapping[str, str] = MappingProxyType(
    {"&": "&", ",": ",", "(": "(", ")": ")", "[": "(", "]": ")", "-lrb-": "(", "-rrb-": ")", "#": "#"}
)
_NOT_AN_N = frozenset(
    {"VBD", "VBZ", "VBP", "VBG", "VB", "MD", "RB", "IN", "DT", "PRP", "PRP$", "CC", "WRB", "WP", "EX", "UH", "CD"}
)
_OPENED = re.compile(r"([Q:])N")
"""A word that opens a quotation or stands behind a colon, and may have its capital from that."""
_TOWN_OF = re.compile(r"cFn{0,2}x")
_SHORTENED = re.compile(r"N\.(?=N)")
_CAPITAL = {"c": "C", "e": "E", "h": "H"}


class PlaceShape:
    """Turns sentences into strings of letters; remembers what it decided for each distinct word."""

    _most_words = 50_000

    def __init__(self, language: str, gazetteer: Gazetteer) -> None:
        words = load(language, "places", PlaceWords)
        names = load("mul", "names", NameWords)
        self.words = words
        self._particles, self._capital_particles = names.in_places, names.in_capitals
        self._articled = re.compile(rf"(?:{'|'.join(names.before_hyphen)})[-'’][^\W\d_]", re.IGNORECASE)
        self._gazetteer = gazetteer
        self.features = {
            form: kind for kind, names in words.features.items() for name in names for form in (name, plural(name))
        }
        self.openers = frozenset(words.openers)
        self.kind_modifiers = frozenset(words.kind_modifiers)
        self.leading = frozenset(words.leading) | {plural(word) for word in words.leading}
        self.of_name = frozenset(words.of_name) | {plural(word) for word in words.of_name}
        self.around = frozenset(words.around)
        self.near = frozenset(words.near)
        self.lands = frozenset(words.lands)
        self.degrees = {word: degrees for degrees, names in words.compass.items() for word in names}
        self.kilometres: dict[str, float] = {word: size for size, names in words.units.items() for word in names}
        letters: dict[str, str] = dict.fromkeys(words.other_prepositions, "P")
        letters |= dict.fromkeys(words.locative, "L")
        letters |= dict.fromkeys(words.around, "U")
        letters |= dict.fromkeys(words.facilities, "h")
        letters |= dict.fromkeys(self.features, "c")
        letters |= dict.fromkeys(words.sides, "e") | dict.fromkeys(self.degrees, "e")
        letters |= dict.fromkeys(self.kilometres, "k")
        letters |= _closed(words, load(language, "grammar", GrammarWords))
        self._lower = letters
        self._taking = frozenset(words.taking) | frozenset(words.taking_only)
        self.taking_only = frozenset(words.taking_only)
        self.motion = frozenset(words.motion)
        self._settlements = frozenset(words.features["city"])
        self.assaults = frozenset(words.assaults) | {plural(word) for word in words.assaults}
        self._organisations = frozenset(words.organisations)
        self._titles = frozenset(words.titles)
        self._shortened = frozenset(words.shortened)
        self._streets = frozenset(words.streets)
        self._peoples = gazetteer.demonyms().keys() | set(words.peoples)
        self._never = frozenset(words.not_places)
        self._memory: dict[str, str] = {}

    def code(self, sentence: Sentence) -> str:
        """Return the sentence as letters, one a token; the full stop of "St. X" is a particle inside the name."""
        code = self._letters(sentence)
        if sentence.shouting and "cF" in code:
            code = self._settled(code, sentence)
        if "N.N" not in code:
            return code
        lower, starts, ends = sentence.lower, sentence.starts, sentence.ends
        return _SHORTENED.sub(
            lambda hit: (
                "Nn"
                if lower[hit.start()] in self._shortened and starts[hit.start() + 1] == ends[hit.start()]
                else hit[0]
            ),
            code,
        )

    def _settled(self, code: str, sentence: Sentence) -> str:
        """Return the letters with `N` for any noun behind "TOWN OF" in capitals, where its tag may be anything."""
        lower, tags = sentence.lower, sentence.tags
        return _TOWN_OF.sub(
            lambda hit: (
                hit[0][:-1] + "N"
                if lower[hit.start()] in self._settlements and tags[hit.end() - 1].startswith("N")
                else hit[0]
            ),
            code,
        )

    def _letters(self, sentence: Sentence) -> str:
        """Return the letter of each token by itself."""
        if sentence.shouting:
            return "".join(map(self._shouted, sentence.lower, sentence.tags))
        memory = self._memory
        if len(memory) > self._most_words:
            memory.clear()
        by_tag = _BY_TAG
        return "".join(
            [
                letter if letter not in "?t" else "T" if letter == "t" and tag[0] == "N" else by_tag.get(tag, "x")
                for letter, tag in zip(
                    [memory.get(word) or self._decide(word) for word in sentence.words], sentence.tags, strict=True
                )
            ]
        )

    def _decide(self, word: str) -> str:
        """Return the letter of a word as written, `?` when its tag decides; the answer is remembered."""
        letter = self._memory[word] = self._letter(word)
        return letter

    def _letter(self, word: str) -> str:  # noqa: C901, PLR0911 - a table of cases
        lower = fold(word)
        letter = self._lower.get(lower)
        if not word[0].isalpha():
            return letter or "?"
        capital = word[0].isupper()
        if not capital:
            if self._articled.match(word) and any(char.isupper() for char in word):
                return "N"
            if letter:
                return letter
            if lower in self._titles:
                return "t"  # a title as a noun, not in "a major town"
            if lower in self._taking:
                return "K"
            return "n" if lower in self._particles else "?"
        if lower in self._peoples or ("-" in lower and all(part in self._peoples for part in lower.split("-"))):
            return "J"
        if lower in self._titles or lower.rstrip(".") in self._titles:
            return "T"
        if lower in self._organisations:
            return "O"
        if lower in self._streets or (letter == "h" and lower in self.leading):
            return "C"
        if letter:
            return _CAPITAL.get(letter, letter)
        if "-" in word and word.rpartition("-")[2].islower() and not self._articled.match(word):
            return "A"
        return "Z" if lower.replace(".", "") in self._never else "N"

    def _shouted(self, lower: str, tag: str) -> str:  # noqa: PLR0911 - a table of cases
        """Return the letter of a word of a text in capitals, where only tag and gazetteer say what is a name."""
        letter = self._lower.get(lower)
        if letter == "h" and lower in self.leading and tag == "NNP":
            return "C"
        if letter == "c" and tag.startswith("V"):
            return "V"  # "X STATES IT CLEARLY"
        if letter:
            return letter
        if lower in self._capital_particles:
            return "n"
        if lower in self._peoples:
            return "J"
        for letter, words in (("T", self._titles), ("O", self._organisations), ("Z", self._never)):
            if lower in words and (letter != "Z" or tag.startswith("N")):
                return letter
        if len(lower) < 3 or not lower[0].isalpha():
            return _BY_TAG.get(tag, "x")
        if tag in {"NNP", "NNPS"}:
            return "N"
        if lower in self._taking and tag.startswith("V"):
            return "K"
        if tag in {"NN", "FW", "JJ", "NNS"} and self._is_famous(lower):
            return "N"
        return _BY_TAG.get(tag, "x")

    def _is_famous(self, lower: str) -> bool:
        """Tell whether a word that was not tagged as a name is, letter by letter, the name of a large city or a land."""
        return any(
            (place.kind != "city" or place.population >= 50_000) and key(place.name) == key(lower)
            for place in self._gazetteer.known(lower)
        )


def _closed(words: PlaceWords, grammar: GrammarWords) -> dict[str, str]:
    """Return the letters of marks and closed-class words, whatever their tag."""
    letters = dict(_MARKS)
    for letter, those in (
        ("F", grammar.genitive),
        ("S", grammar.clitic - {"'"}),
        ("&", grammar.conjunctive | grammar.disjunctive),
        ("D", grammar.definite | grammar.indefinite | words.determiners),
        ("9", words.numerals),
        ("B", words.copulas),
    ):
        letters |= dict.fromkeys(those, letter)
    return letters


def is_large(place: Candidate) -> bool:
    """Tell whether a place is known widely enough to be meant by its name alone, with no word that announces it."""
    return place.kind not in {"city", "site"} or place.population >= 20_000 or place.source != "geonames"


def is_headline(code: str) -> bool:
    """Tell whether nearly every content word of a sentence is capitalised, as in a headline."""
    capital = sum(map(code.count, "NZCEOHJT"))
    return capital >= 4 and "V" not in code and sum(map(code.count, "xAcheK")) * 8 <= capital


def without_common_words(code: str, sentence: Sentence, gazetteer: Gazetteer, *, headline: bool) -> str:
    """Return the letters with `N` taken from words that are capitalised only because they open a sentence or a headline."""
    tags, words = sentence.tags, sentence.words
    if headline:
        letters = zip(code, tags, strict=True)
        return "".join(["v" if letter == "N" and tag in _NOT_AN_N else letter for letter, tag in letters])
    if "Q" in code or ":" in code:
        code = _OPENED.sub(lambda hit: hit[1] + ("v" if tags[hit.end() - 1] in _NOT_AN_N else "N"), code)
    at = 0
    while at < len(code) and not words[at][0].isalpha():
        at += 1
    if code[at : at + 1] != "N" or sentence.shouting or tags[at] in {"NNP", "NNPS"}:
        return code
    own = key(words[at])
    if tags[at] not in _NOT_AN_N and any(key(place.name) == own for place in gazetteer.known(words[at])):
        return code
    return f"{code[:at]}x{code[at + 1 :]}"
