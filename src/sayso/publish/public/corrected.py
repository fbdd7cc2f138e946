"""Says in words what a corrected field of a claim was and is, and that a correction was taken back."""

from typing import Self

import msgspec

from sayso.lexicon.load import WordList, load
from sayso.publish.composer import Composer
from sayso.publish.dates import day_words, moment_words, said_words
from sayso.publish.public.record import Correction
from sayso.publish.wording import Wording
from sayso.records import Claim


class _List(WordList, frozen=True):
    """The list `corrections.yaml`."""

    nothing: str
    taken_back: str
    plain_status: str


class CorrectionWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language."""

    language: str
    nothing: str
    taken_back: str
    plain_status: str
    months: tuple[str, ...]

    @classmethod
    def of(cls, language: str) -> Self:
        """Load them."""
        words = load(language, "corrections", _List)
        return cls(
            language=language,
            nothing=words.nothing,
            taken_back=words.taken_back,
            plain_status=words.plain_status,
            months=Wording(language).words.months,
        )


def field_words(claim: Claim, field: str, composer: Composer, words: CorrectionWords) -> str:
    """Return one field of a claim as a brief tells it, private people as roles; empty for a field that a brief does not tell."""
    wording, excerpts = composer.wording, composer.excerpts[claim.report]
    match field:
        case "event":
            told = wording.words.events[claim.event]
        case "status":
            told = wording.words.statuses[claim.status] or words.plain_status
        case "figures":
            told = "; ".join(wording.figure(figure, excerpts) for figure in claim.figures)
        case "places":
            told = wording.where(claim.places)
        case "time":
            told = moment_words(claim.time, words.months)
        case "said":
            told = said_words(claim.said, words.months)
        case "speakers":
            told = wording.who(claim.speakers, excerpts)
        case "actors":
            names = (excerpts.private.role(a.name) or excerpts.private.masked(a.name) for a in claim.actors)
            told = ", ".join(name for name in names if not wording.loaded(name))
        case _:
            return ""
    return told or words.nothing


def taken_back(correction: Correction, name: str, at: str, words: CorrectionWords) -> Correction:
    """Return that a correction or retraction that had gone out no longer holds; what it put right is again as it was."""
    day = day_words(correction.at[:10], words.months)
    sentence = words.taken_back.format(day=day, sentence=correction.sentence)
    return msgspec.structs.replace(
        correction, id=name, at=at, kind="correction", sentence=sentence, was=correction.now, now=correction.was
    )
