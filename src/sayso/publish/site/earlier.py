"""Earlier briefs: they stay as they went out, save for words that may no longer be shown.

A line stays while its claim stands in the record with the same words, and with a place and time no wider than the line says. Where one
does not, the page is made again without it and says how many lines are gone. What went out is thus never changed otherwise, and what a
redaction took from the ledger does not live on in an old page. A brief of which that cannot be said any more is replaced by a notice.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from sayso.publish.model import Brief, Disagreement, FigureRow, Gap, Line, lines_of
from sayso.publish.public.record import PublicClaim, PublicRecord
from sayso.publish.site.catalogue import Catalogue
from sayso.publish.site.model import KeptBrief


def kept_brief(name: str, catalogue: Catalogue) -> KeptBrief:
    """Return the brief of a record as it is kept."""
    record = catalogue.record
    told = {line.claim for line in lines_of(record.brief)}
    addresses = {claim: event.id for claim in sorted(told) if (event := catalogue.event_of(claim)) is not None}
    brief = msgspec.convert(_bare(msgspec.to_builtins(record.brief)), Brief)
    return KeptBrief(name=name, title=record.title, state=record.state, brief=brief, addresses=addresses)


def _bare(found: Any) -> Any:  # noqa: ANN401 - a record as plain data
    """Return a brief without what stands around the quoted words: no page shows it, so it need not be kept."""
    if isinstance(found, dict):
        return {key: "" if key in {"before", "after"} else _bare(value) for key, value in found.items()}
    return [_bare(one) for one in found] if isinstance(found, list | tuple) else found


def still_told(kept: KeptBrief, catalogue: Catalogue) -> KeptBrief | None:
    """Return an earlier brief without what may no longer be shown; None when all of it may be, so that its page can stay."""
    keep = _Keep(catalogue)
    lines = {line.claim for line in lines_of(kept.brief) if not keep.line(line)}
    sources = [source for source in kept.brief.sources if not keep.source(source.title)]
    if not lines and not sources:
        return None
    brief = keep.brief(kept.brief)
    return msgspec.structs.replace(kept, brief=brief, taken_out=kept.taken_out + len(lines) + len(sources))


class _Keep:
    """What of an earlier brief may stay."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._claims = catalogue.claims
        self._titles = _titles(catalogue.record)

    def source(self, title: str) -> bool:
        return title in self._titles

    def line(self, line: Line) -> bool:
        claim = self._claims.get(line.claim)
        return claim is not None and line.words.text in claim.quote and _no_narrower(line, claim)

    def brief(self, brief: Brief) -> Brief:
        gone = {line.claim for line in lines_of(brief) if not self.line(line)}
        return msgspec.structs.replace(
            brief,
            developments=tuple(
                msgspec.structs.replace(
                    one, lines=self._lines(one.lines), figure="" if self._lost(one.lines) else one.figure
                )
                for one in brief.developments
                if self._lines(one.lines)
            ),
            disputes=tuple(self._dispute(one) for one in brief.disputes if not self._lost(one.lines)),
            figures=self._rows(brief.figures),
            positions=tuple(
                msgspec.structs.replace(one, lines=self._lines(one.lines))
                for one in brief.positions
                if self._lines(one.lines)
            ),
            gaps=tuple(self._gap(one) for one in brief.gaps if self._lines(one.lines) or not one.lines),
            comments=self._lines(brief.comments),
            coded=() if gone else brief.coded,
            sources=tuple(source for source in brief.sources if self.source(source.title)),
        )

    def _dispute(self, dispute: Disagreement) -> Disagreement:
        return msgspec.structs.replace(dispute, lines=self._lines(dispute.lines))

    def _gap(self, gap: Gap) -> Gap:
        return msgspec.structs.replace(gap, lines=self._lines(gap.lines))

    def _lines(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if self.line(line))

    def _lost(self, lines: Sequence[Line]) -> bool:
        return any(not self.line(line) for line in lines)

    def _rows(self, rows: Sequence[FigureRow]) -> tuple[FigureRow, ...]:
        """Return the rows whose every source stands: a range without one of its ends would say what nobody said."""
        return tuple(
            msgspec.structs.replace(row, parts=self._rows(row.parts))
            for row in rows
            if all(self.line(source.line) for source in row.sources)
        )


def _titles(record: PublicRecord) -> frozenset[str]:
    return frozenset(source.title for source in record.sources) | {source.title for source in record.brief.sources}


def _no_narrower(line: Line, claim: PublicClaim) -> bool:
    """Tell whether a line says place and time no narrower than the record says them now."""
    places = all(place.name in line.where for place in claim.places if place.coarsened)
    time = claim.time is None or not claim.time.coarsened or line.when == claim.time.words
    return places and time
