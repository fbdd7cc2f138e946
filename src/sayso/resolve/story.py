"""Dates the claims of one report one after another: a story leans on the date it gave last, and on the year it named."""

from datetime import date

from sayso.records import Draft
from sayso.resolve.when import leans_on_story, resolve_time
from sayso.values.moment import Moment

_A_WEEK = 7
"""How many days before the passage's date a day may lie that a bare clock time goes on from."""
_BESIDE = 300
"""How many characters behind the claim that gave the day."""


class Story:
    """What dates a report has given so far."""

    def __init__(self) -> None:
        self._last: str | None = None
        """The last day that the story gave."""
        self._year: int | None = None
        """The last year that its words named; serves where the report itself is undated."""
        self._passage, self._end = -1, 0
        """In which passage the claim stands that gave the last day, and where it ends."""

    def moment(self, draft: Draft, said: str | None) -> Moment | None:
        """Return when the claim happened; `said` is the date of its passage.

        By the words; else by the passage, where the words report something as of now ("has announced").
        """
        phrase = draft.time
        if phrase is None:
            return _as_said(draft, said) if draft.dated_by_passage and said is not None else None
        self._year = phrase.year or self._year
        anchor = said or (f"{self._year}-12-31" if self._year else None)
        if self._last is not None and (leans_on_story(phrase) or self._goes_on(draft, anchor)):
            anchor = self._last
        moment = resolve_time(phrase, anchor, draft.tense)
        if moment is not None:
            self._last = moment.end or moment.start or self._last
            self._passage, self._end = draft.passage, draft.span[1]
        return moment

    def _goes_on(self, draft: Draft, said: str | None) -> bool:
        """Tell whether a bare clock time is on the day that the sentence before named: "On Monday they left. At 2 p.m. …"."""
        if draft.time is None or draft.time.kind != "clock" or self._last is None or said is None:
            return False
        days = (date.fromisoformat(said[:10]) - date.fromisoformat(self._last[:10])).days
        return draft.passage == self._passage and 0 <= days <= _A_WEEK and 0 <= draft.span[0] - self._end <= _BESIDE


def _as_said(draft: Draft, said: str) -> Moment:
    """Return the day of the passage as the day of the happening; no words of its own stand for it."""
    day = said[:10]
    return Moment(text="", start=day, end=day, edtf=day, precision="day", span=(draft.span[0], draft.span[0]))
