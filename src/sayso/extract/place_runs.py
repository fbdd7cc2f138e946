"""Says of a run of capitalised words what the gazetteer knows about it, and how much of it is one name."""

import re
from typing import Literal

from sayso.extract.place_shape import PlaceShape, is_large
from sayso.extract.sentences import Sentence
from sayso.gazetteer.lookup import Gazetteer

Sort = Literal["country", "large", "small", "unknown"]
"""What the gazetteer knows about a name: a country, a place known widely enough to be meant by it, another, nothing."""

_KIND_AHEAD = re.compile(r"(?:,?&?[NZT][NZTn]{0,4}){1,8}c")
_HELD = re.compile(r",L?[DEen]{0,2}N")
"""What stands behind a name whose whereabouts are told: "IN X, IN CENTRAL Y"."""
_LONGEST_KNOWN = 6


class Runs:
    """The runs of one sentence."""

    def __init__(
        self, shape: PlaceShape, gazetteer: Gazetteer, sentence: Sentence, code: str, *, headline: bool
    ) -> None:
        self._shape = shape
        self._gazetteer = gazetteer
        self._sentence = sentence
        self._code = code
        self._headline = headline

    def text(self, start: int, end: int) -> str:
        """Return the words of the tokens, with a space where the text has any white space."""
        words = self._sentence.words
        if end - start == 1:
            return words[start]
        starts, ends = self._sentence.starts, self._sentence.ends
        gaps = [" " if starts[i] > ends[i - 1] else "" for i in range(start + 1, end)]
        return words[start] + "".join(map(str.__add__, gaps, words[start + 1 : end]))

    def sort(self, start: int, end: int) -> Sort:
        """Return what the gazetteer knows about the name."""
        places = self._gazetteer.known(self.text(start, end))
        if any(place.kind == "country" for place in places):
            return "country"
        return "large" if any(map(is_large, places)) else "small" if places else "unknown"

    def is_widely_known(self, name: str) -> bool:
        """Tell whether the name is that of a country or of a place known widely enough to be meant by it."""
        return any(map(is_large, self._gazetteer.known(name)))

    def opens_name(self, start: int, end: int) -> bool:
        """Tell whether the first word is one that begins names of places and is none alone: "San X", "Kafr X", "Port X"."""
        return end - start > 1 and self._sentence.lower[start] in self._shape.openers

    def known_part(self, start: int, end: int, *, whole: bool) -> int:
        """Return the end of the longest known name that begins at `start`; else `end` if `whole`, or `start + 1`.

        With `whole`, a known beginning before further names ("Kafr X") gives way to the whole, unless what follows is
        itself well known or an acronym: a name's words are not split.
        """
        whole = whole or self.opens_name(start, end)
        for cut in range(min(end, start + _LONGEST_KNOWN), start, -1):
            if self.sort(start, cut) != "unknown":
                if cut == end or not whole:
                    return cut
                if self.opens_name(start, end) and cut == start + 1:
                    return end
                acronym = not self._sentence.shouting and any(word.isupper() for word in self._sentence.words[cut:end])
                return cut if acronym or self.holds(start, cut, end) else end
        return end if whole else start + 1

    def holds(self, start: int, cut: int, end: int) -> bool:
        """Tell whether what follows a known name is a place that holds it, said without a comma: "Zenda Ruritania"."""
        if self.sort(cut, end) not in {"large", "country"}:
            return False
        return self.holds_named(self.text(start, cut), self.text(cut, end))

    def holds_named(self, inner: str, outer: str) -> bool:
        """Tell whether a well-known place of the second name is in a country that has one of the first."""
        countries = {place.country for place in self._gazetteer.known(inner)}
        return not countries.isdisjoint(place.country for place in self._gazetteer.known(outer) if is_large(place))

    def kind_behind(self, end: int) -> int:
        """Return how many tokens behind a name say what kind of place it is: 1 for "district", 2 for "air base"."""
        code, lower = self._code, self._sentence.lower
        if code[end : end + 1] == "c":
            return int(lower[end] not in self._shape.lands)
        return 2 if code[end + 1 : end + 2] == "c" and lower[end] in self._shape.kind_modifiers else 0

    def sides_before(self, start: int) -> int:
        """Return where the name begins when its sides are counted in: "northern and eastern X"."""
        code = self._code
        while start > 0 and code[start - 1] == "e":
            start -= 1
            if start > 1 and code[start - 2 : start] == "e&":
                start -= 1
        return start

    def kind_ahead(self, end: int) -> bool:
        """Tell whether the name is the first of several with one kind behind them: "X and Y neighbourhoods"."""
        return self._code[end : end + 1] in {"&", ","} and _KIND_AHEAD.match(self._code, end) is not None

    def may_be_new(self, core: int, end: int, *, near: bool = False) -> bool:
        """Tell whether an unknown name may be a place's: tagged as a name, no acronym, not what somebody has.

        Behind "near" and the like a capital is enough, for hardly anything but a place stands there, and a tagger knows few small towns.
        """
        if self._sentence.shouting:
            held = self.opens_name(core, end) or _HELD.match(self._code, end) is not None
            return held and self._sentence.tags[core] == "NNP"
        if self._headline or self._code[end : end + 1] == "S":
            return False
        word, tag = self._sentence.words[core], self._sentence.tags[core]
        named = tag in {"NNP", "NNPS"} or (core > 0 and (end - core > 1 or (near and tag == "NN")))
        shortened = self._code[core + 1 : core + 2] == "n"
        acronym = word.isupper() and not shortened
        return named and (len(word) > 2 or end - core > 1) and not acronym and "Z" not in self._code[core:end]

    def is_acronym(self, core: int) -> bool:
        """Tell whether the word is a short one in capitals, in a text that is not."""
        return (
            self._sentence.words[core].isupper() and len(self._sentence.words[core]) < 6 and not self._sentence.shouting
        )
