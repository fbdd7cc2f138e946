"""Dates the claims of one report one after another: a story leans on the date it gave last, and on the year it named."""

from sayso.records import Draft
from sayso.resolve.when import leans_on_story, resolve_time
from sayso.values.moment import Moment


class Story:
    """What dates a report has given so far."""

    def __init__(self) -> None:
        self._last: str | None = None
        """The last day that the story gave."""
        self._year: int | None = None
        """The last year that its words named; serves where the report itself is undated."""

    def moment(self, draft: Draft, said: str | None) -> Moment | None:
        """Return when the claim happened; `said` is the date of its passage.

        By the words; else by the passage, where the words report something as of now ("has announced").
        """
        phrase = draft.time
        if phrase is None:
            return _as_said(draft, said) if draft.dated_by_passage and said is not None else None
        self._year = phrase.year or self._year
        anchor = said or (f"{self._year}-12-31" if self._year else None)
        if leans_on_story(phrase) and self._last is not None:
            anchor = self._last
        moment = resolve_time(phrase, anchor, draft.tense)
        if moment is not None:
            self._last = moment.end or moment.start or self._last
        return moment


def _as_said(draft: Draft, said: str) -> Moment:
    """Return the day of the passage as the day of the happening; no words of its own stand for it."""
    day = said[:10]
    return Moment(text="", start=day, end=day, edtf=day, precision="day", span=(draft.span[0], draft.span[0]))
