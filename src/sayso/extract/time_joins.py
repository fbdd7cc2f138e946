"""Joins expressions of time that stand side by side and say one thing: ranges, and a day with its clock time."""

from sayso.extract.time_hits import Hit
from sayso.extract.time_meanings import Values
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords
from sayso.values.time_phrase import TimePhrase

_DASHES = frozenset("-–—")
_DAYS = frozenset({"date", "weekday", "day"})
_ENDS = _DAYS | {"month", "year", "week", "weekend"}
_LONGEST_GAP = 12


class Joiner:
    """Joins the hits of a block; holds the words that may stand between them."""

    def __init__(self, words: TimeWords, grammar: GrammarWords) -> None:
        self._words = words
        self._conjunctive = grammar.conjunctive
        self._clock_with = words.clock_with | {""}
        self._spelled_with = words.spelled_with | {""}

    def join(self, block: str, hits: list[Hit]) -> list[Hit]:
        """Return the hits of a block, neighbours that belong together made one."""
        joined: list[Hit] = []
        for hit in hits:
            while joined and hit.lead - joined[-1].end <= _LONGEST_GAP:
                both = self._as_one(block, joined[-1], hit, block[joined[-1].end : hit.lead].strip())
                if both is None:
                    break
                joined.pop()
                hit = both  # noqa: PLW2901 - the joined hit may join once more to the left
            joined.append(hit)
        return joined

    def _as_one(self, block: str, left: Hit, right: Hit, gap: str) -> Hit | None:
        """Return both as one hit when they say one thing together; `gap` is what stands between them."""
        return (
            self._overnight(left, right, gap)
            or self._with_clock(left, right, gap)
            or self._with_year(left, right, gap)
            or self._range(block, left, right, gap)
        )

    def _overnight(self, left: Hit, right: Hit, gap: str) -> Hit | None:
        """Join "overnight on Thursday", and "last week on Thursday"."""
        words = self._words
        if gap not in {"", ","} or right.values["kind"] not in {"weekday", "date"}:
            return None
        if left.leaf == "overnight" and right.context in words.night_of | {""} and not right.values.get("day_part"):
            both = _together(left, right, right.values | {"day_part": "night"})
            both.context = right.context
            return both
        weekly = (
            left.values["kind"] == "week" and right.values["kind"] == "weekday" and right.values.get("offset") is None
        )
        if weekly and right.context in words.on_day and not left.values.get("part"):
            return _together(left, right, right.values | {"unit": "week", "offset": left.values["offset"]})
        return None

    def _with_clock(self, left: Hit, right: Hit, gap: str) -> Hit | None:
        """Join "Thursday at 10.42am", "10 p.m. Wednesday", "15:45 on December 7"."""
        kinds = left.values["kind"], right.values["kind"]
        if gap not in {"", ",", "(", "-"} or right.context not in self._clock_with:
            return None
        day, clock = (left, right) if kinds[1] == "clock" else (right, left)
        if clock.values["kind"] != "clock" or day.values["kind"] not in _DAYS or day.values.get("hour") is not None:
            return None
        clocked = {name: clock.values.get(name) for name in ("hour", "minute", "zone")}
        return _together(left, right, day.values | clocked)

    def _with_year(self, left: Hit, right: Hit, gap: str) -> Hit | None:
        """Join "January nineteen ninety-seven", "the winter of nineteen ninety-four"."""
        undated = left.values["kind"] in {"month", "season", "date"} and left.values.get("year") is None
        if right.leaf != "spelled" or not undated or left.values.get("offset") is not None or gap not in {"", ","}:
            return None
        if right.context not in self._spelled_with:
            return None
        return _together(left, right, left.values | {"year": right.values["year"]})

    def _range(self, block: str, left: Hit, right: Hit, gap: str) -> Hit | None:
        """Join "between A and B", "from A to B", "A-B", and "A and B" when B comes right after A."""
        words, first, last = self._words, left.values, right.values
        if first["kind"] not in _ENDS or last["kind"] not in _ENDS or left.context in words.closing:
            return None
        alike = first["kind"] == last["kind"] or {first["kind"], last["kind"]} <= {"date", "month"}
        dashed = gap in _DASHES and not right.context and alike
        up_to = not gap and right.context in words.up_to and (alike or left.context in words.opening)
        both = (
            not gap
            and right.context in self._conjunctive
            and (left.context in words.between or _one_apart(first, last))
        )
        if not (dashed or up_to or both):
            return None
        ends = _share_year(first, last)
        start = TimePhrase(text=block[left.start : left.end], span=(left.start, left.end), **ends[0])
        end = TimePhrase(text=block[right.start : right.end], span=(right.start, right.end), **ends[1])
        joined = _together(left, right, {"kind": "range", "start": start, "end": end})
        if left.context in words.opening:
            joined.start, joined.context = left.lead, ""
        return joined


def _together(left: Hit, right: Hit, values: Values) -> Hit:
    """Return one hit over both; its preposition is the left one's."""
    both = Hit(leaf=left.leaf, lead=left.lead, leaf_start=left.leaf_start, end=right.end, context=left.context)
    both.start, both.values = left.start, values
    return both


def _one_apart(first: Values, last: Values) -> bool:
    """Tell whether `last` comes right after `first`: "Monday and Tuesday", "2012 and 2013"."""
    if first["kind"] != last["kind"]:
        return False
    match first["kind"]:
        case "weekday":
            return first.get("offset") == last.get("offset") and (last["weekday"] - first["weekday"]) % 7 == 1
        case "year":
            return bool(last["year"] - first["year"] == 1)
        case "month":
            return first.get("offset") is None and last["month"] - first["month"] == 1
        case "day":
            return bool((last.get("offset") or 0) - (first.get("offset") or 0) == 1)
        case _:
            return first["month"] == last["month"] and (last["day"] or 0) - (first["day"] or 0) == 1


def _share_year(first: Values, last: Values) -> tuple[Values, Values]:
    """Give the year that stands at one end to the other: "from March to May 2011"."""
    dated = {"date", "month"}
    if first["kind"] not in dated or last["kind"] not in dated:
        return first, last
    if first.get("year") is None and last.get("year") is not None:
        turns = (first.get("month") or 0) > (last.get("month") or 0)
        return first | {"year": last["year"] - turns}, last
    if last.get("year") is None and first.get("year") is not None:
        turns = (first.get("month") or 0) > (last.get("month") or 0)
        return first, last | {"year": first["year"] + turns}
    return first, last
