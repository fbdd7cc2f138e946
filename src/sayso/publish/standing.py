"""How well an event is borne out, as a brief tells it: reports, independent origins, and the two grades apart."""

from sayso.publish.wording import Wording, capitalised
from sayso.records import Incident


def standing(event: Incident, wording: Wording) -> str:
    """Return "4 reports, 1 origin. Did it happen: weak. Who did it: contested."; empty for a single claim.

    One claim is plainly one origin; its quote beside it says no less.
    """
    if len(event.claims) < 2 or not event.origins:
        return ""
    reports = {report for origin in event.origins for report in origin.reports}
    parts = [f"{_number(len(reports), 'report')}, {_number(len(event.origins), 'independent origin')}"]
    parts += [f"{wording.words.questions[grading.question]}: {grading.grade}" for grading in event.grades]
    return " ".join(f"{capitalised(part)}." for part in parts)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
