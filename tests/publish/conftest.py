"""Makes reports and claims out of invented prose, so that a test shows only what it is about."""

import pytest

from sayso.records import Block, Capture, Claim, Passage, PassageRef, Report, Rule
from sayso.values.figure import Figure
from sayso.values.kinds import Channel, Event, Measure, Status
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place


class Maker:
    """Makes records over one report's text; `quote` must stand in it."""

    def __init__(self, text: str, source: str = "day.txt", media_type: str = "text/plain") -> None:
        end = len(text)
        blocks = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                channel: Channel = "comment" if line.startswith("#") else "body"
                blocks.append(Block(channel=channel, span=(at, at + len(line)), passage=0))
            at += len(line) + 1
        self.report = Report(
            id="r1",
            capture=Capture(
                id="ab" * 32,
                source=source,
                captured_at="2031-05-14T20:00:00Z",
                size=len(text.encode("utf-8", "surrogatepass")),
                media_type=media_type,
                encoding="utf-8",
                encoding_basis="utf-8",
            ),
            text=text,
            title="SAMPLE Harbour day",
            published="2031-05-14",
            published_basis="given",
            passages=(Passage(kind="article", label=None, at="2031-05-14", span=(0, end)),),
            blocks=tuple(blocks),
        )

    def claim(
        self,
        quote: str,
        *,
        event: Event = "casualty-toll",
        status: Status = "happened",
        says: str | None = None,
        speaker_id: str | None = None,
        figures: tuple[Figure, ...] = (),
        places: tuple[str, ...] = (),
        day: str | None = None,
        said: str | None = "2031-05-14T09:30:00Z",
        channel: Channel = "body",
        label: str | None = None,
        actor: str | None = None,
    ) -> Claim:
        start = self.report.text.index(quote)
        span = (start, start + len(quote))
        speakers = (Speaker(name=says, id=speaker_id, cue="say", span=span),) if says else ()
        return Claim(
            id=f"c{start:04d}{event}",
            report=self.report.id,
            span=span,
            quote=quote,
            channel=channel,
            passage=PassageRef(kind="update" if label else "article", label=label, at=said),
            speakers=speakers,
            event=event,
            status=status,
            actors=(Actor(name=actor, role="target", span=span),) if actor else (),
            figures=figures,
            places=tuple(Place(name=name, span=span) for name in places),
            time=Moment(text="", start=day, end=day, edtf=day, precision="day", span=span) if day else None,
            said=said,
            by=Rule(extractor="test", rule="test"),
        )

    def figure(
        self,
        low: float | None,
        high: float | None = None,
        *,
        measure: Measure = "killed",
        of: str = "people",
        part_of: int | None = None,
        text: str = "",
    ) -> Figure:
        bound = "exact" if low == high else "at-least" if high is None else "at-most" if low is None else "between"
        return Figure(
            measure=measure,
            low=low,
            high=high,
            bound=bound,  # type: ignore[arg-type]  # one of the four
            of=of,
            part_of=part_of,
            text=text,
            span=(0, 0),
        )


@pytest.fixture(scope="session")
def make() -> type[Maker]:
    return Maker
