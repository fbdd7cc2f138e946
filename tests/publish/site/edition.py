"""A made-up edition as a desk would publish it: a few days in an invented country, with a brief told of them, marked SAMPLE."""

import msgspec

from sayso.publish.model import (
    Brief,
    Development,
    Disagreement,
    FigureRow,
    FigureSource,
    Gap,
    Line,
    Position,
    Source,
    Words,
)
from sayso.publish.public.record import (
    Correction,
    Gone,
    Publication,
    PublicClaim,
    PublicDispute,
    PublicEvent,
    PublicFigure,
    PublicGrade,
    PublicLink,
    PublicPlace,
    PublicRange,
    PublicRecord,
    PublicTime,
)
from sayso.sources import SourceHealth
from tests.publish.public import made

ORVAAL = PublicPlace(
    name="Orvaal",
    id="sample:o",
    precision="city",
    country="XA",
    admin1="North Coast",
    lat=65.2,
    lon=-17.6,
    radius_m=12_000,
)
MILL = PublicPlace(
    name="Kelder Mill",
    id="sample:k",
    precision="district",
    country="XA",
    admin1="North Coast",
    lat=64.7,
    lon=-18.9,
    radius_m=6_000,
)
MARIVAN = PublicPlace(
    name="مرفأ ماريفان",
    id="sample:m",
    precision="city",
    country="XA",
    admin1="South Bay",
    lat=63.9,
    lon=-20.6,
    radius_m=9_000,
)
LINE = PublicPlace(
    name="the truce line", id="sample:l", precision="near", country="XA", lat=64.3, lon=-15.9, radius_m=30_000
)
COAST = PublicPlace(
    name="North Coast", id="sample:n", precision="admin1", country="XA", lat=65.0, lon=-18.0, coarsened=True
)


def _day(day: int, last: int | None = None) -> PublicTime:
    words = f"{day} May 2031" if last is None else f"{day} to {last} May 2031"
    return PublicTime(
        words=words, edtf=f"2031-05-{day:02}", start=f"2031-05-{day:02}", end=f"2031-05-{last or day:02}",
        precision="day" if last is None else "range",
    )  # fmt: skip


SINCE = PublicTime(words="since 3 May 2031", edtf="2031-05-03/..", start="2031-05-03", end=None, precision="range")


def _claim(event: str, number: int, who: str, says: str, quote: str, **more: object) -> PublicClaim:
    base = made.claim(
        event, number, made.source(number % 4), who=who, says=says, quote=quote, speakers=(), parties=(), figures=()
    )
    return msgspec.structs.replace(base, **{"origin": number, "label": f"UPDATE {9 + number:02}30 GMT", **more})


def _killed(low: int | None, high: int | None, words: str, population: str = "people") -> PublicFigure:
    return PublicFigure(
        measure="killed",
        low=low,
        high=high,
        bound="exact" if low == high else "at-least",
        population=population,
        words=words,
    )


def _range(
    low: int | None, high: int | None, words: str, claims: list[PublicClaim], population: str = "people"
) -> PublicRange:
    return PublicRange(
        measure="killed", what="killed", population=population, low=low, best=None, high=high, rule="envelope", words=words,
        claims=tuple(claim.id for claim in claims),
    )  # fmt: skip


def _event(number: int, heading: str, kind: str, claims: list[PublicClaim], **more: object) -> PublicEvent:
    base = made.event(number, claims, heading=heading, ranges=(), disputes=(), grades=(), standing="", codes=())
    return msgspec.structs.replace(base, **{"kind": kind, **more})


def _events() -> list[tuple[PublicEvent, list[PublicClaim]]]:
    """Return the events, each with its claims."""
    market, mill, talks, siege, long_ago = (made.lasting("event", number) for number in range(5))
    market_claims = [
        _claim(market, 0, "The mayor, as told by Harbour Watch (SAMPLE)", "shelling; 3 killed", "three people were killed when shells struck the fish market",
               figures=(_killed(3, 3, "3 killed (people)"),), places=(ORVAAL,), time=_day(13), said="2031-05-13T09:30:00Z", said_words="13 May 2031, 09:30 UTC"),
        _claim(market, 1, "A hospital official", "shelling; at least 4 killed", "at least four bodies were brought to us from the market",
               figures=(_killed(4, None, "at least 4 killed (people)"),), places=(ORVAAL,), time=_day(13), said="2031-05-13T11:00:00Z", said_words="13 May 2031, 11:00 UTC"),
        _claim(market, 1, "North Coast Radio (SAMPLE), after the hospital", "shelling; at least 4 killed", "North Coast Radio repeats the hospital’s figure of four",
               figures=(_killed(4, None, "at least 4 killed (people)"),), places=(ORVAAL,), time=_day(13), said="2031-05-13T12:00:00Z", said_words="13 May 2031, 12:00 UTC", id=made.lasting("claim", market, "relay")),
        _claim(market, 2, "Hill Brigade", "shelling, denied", "our guns did not fire on Orvaal that day", status="denied",
               places=(ORVAAL,), time=_day(13), said="2031-05-14", said_words="14 May 2031"),
    ]  # fmt: skip
    mill_claims = [
        _claim(mill, 0, "The Army", "ground taken", "our forces took Kelder Mill before noon", kind="territory-gained", places=(MILL,), time=_day(12, 14)),
        _claim(mill, 1, "Hill Brigade", "fighting; 6 to 9 killed (soldiers)", "the attack on the mill was thrown back, and between six and nine soldiers lie dead",
               kind="armed-clash", figures=(_killed(6, 9, "6 to 9 killed (soldiers)", "soldiers"),), places=(MILL,), time=_day(12, 14)),
    ]  # fmt: skip
    talk_claims = [
        _claim(talks, 0, "The Foreign Ministry", "ceasefire, proposed", "اقترحت الوزارة هدنة لمدة ثلاثة أيام تبدأ يوم 15 مايو", kind="ceasefire", status="proposed", places=(MARIVAN,), time=_day(14)),
    ]  # fmt: skip
    siege_claims = [
        _claim(siege, 0, "An aid group", "siege, under way", "nothing has passed the truce line since the third of May", kind="siege", status="ongoing", places=(LINE,), time=SINCE, review="accepted", rating="B2"),
    ]  # fmt: skip
    abuse_claims = [
        _claim(long_ago, 0, "A rights group", "killing of people held or singled out", "the men were lined up against the wall of the school and shot", kind="execution", places=(COAST,), time=None),
    ]  # fmt: skip
    by = tuple(claim.id for claim in market_claims)
    return [
        (_event(0, "Shelling, Orvaal, 13 May 2031", "shelling", market_claims, places=(ORVAAL,), time=_day(13), origins=3, reports=4,
                standing="4 reports, 3 independent origins. Did it happen: contested. Who did it: weak.",
                ranges=(_range(3, None, "3 or more", market_claims[:3]),),
                disputes=(PublicDispute(kind="denial", sentence="The mayor said that Orvaal was shelled; Hill Brigade denied it.", claims=by),
                          PublicDispute(kind="figure", sentence="People killed: the mayor gave 3; a hospital official at least 4.", claims=by[:2])),
                grades=(PublicGrade(question="happened", grade="contested", reason="1 against it, 3 for it"),
                        PublicGrade(question="responsibility", grade="weak", reason="one origin only says so")),
                codes=made.codes(), contains=(PublicLink(event=mill, sentence="Of the dead of that day some are told there (SAMPLE)."),)), market_claims),
        (_event(1, "Fighting, Kelder Mill, 12 to 14 May 2031", "armed-clash", mill_claims, places=(MILL,), time=_day(12, 14),
                standing="2 reports, 2 independent origins. Did it happen: fair.", ranges=(_range(6, 9, "6 to 9", mill_claims[1:], "soldiers"),),
                disputes=(PublicDispute(kind="outcome", sentence="The Army said that ground was taken; Hill Brigade said that the attack was repelled.", claims=tuple(claim.id for claim in mill_claims)),),
                within=(PublicLink(event=market, sentence="Its dead may be counted there too (SAMPLE)."),)), mill_claims),
        (_event(2, "Ceasefire, proposed, Marivan harbour, 14 May 2031", "ceasefire", talk_claims, places=(MARIVAN,), time=_day(14), status="proposed"), talk_claims),
        (_event(3, "Siege, under way, near the truce line, since 3 May 2031", "siege", siege_claims, places=(LINE,), time=SINCE, status="ongoing"), siege_claims),
        (_event(4, "Killing of people held or singled out, North Coast", "execution", abuse_claims, places=(COAST,), time=None, graphic=True,
                withheld=("The place is told as its province.", "The day is left out while the event is recent.")), abuse_claims),
    ]  # fmt: skip


def _line(claim: PublicClaim) -> Line:
    return Line(
        claim=claim.id, who=claim.who, says=claim.says, where=", ".join(place.name for place in claim.places),
        when=claim.time.words if claim.time else "", said=claim.said_words,
        words=Words(id=claim.id, text=claim.quote, span=(0, 0), before="before it ", after=" after it", source="", link=claim.link, label=claim.label),
    )  # fmt: skip


def _brief(told: list[tuple[PublicEvent, list[PublicClaim]]]) -> Brief:
    """Return the brief of these events."""
    lines = {event.id: tuple(_line(claim) for claim in claims) for event, claims in told}
    market, mill, talks, siege, _ = (event for event, _ in told)
    part = FigureRow(
        measure="killed", what="killed", population="porters", low=2, high=2, range="2", taken="", where="", when="",
        sources=(FigureSource(figure="2", low=2, high=2, line=lines[market.id][0]),),
    )  # fmt: skip
    figures = FigureRow(
        measure="killed", what="killed", population="people", low=3, high=None, range="3 or more", taken="", where="Orvaal", when="13 May 2031",
        sources=(FigureSource(figure="3", low=3, high=3, line=lines[market.id][0]),
                 FigureSource(figure="at least 4", low=4, high=None, line=lines[market.id][1])), parts=(part,),
    )  # fmt: skip
    developments = tuple(
        Development(
            heading=event.heading, figure=f"{event.ranges[0].words} killed" if event.ranges else "", standing=event.standing,
            lines=lines[event.id], more=0,
        )
        for event, _ in told
    )  # fmt: skip
    return msgspec.structs.replace(
        made.brief(),
        title="Who says what: 13 to 14 May 2031 (SAMPLE)", span="13 to 14 May 2031", counts="9 claims about 5 events in 4 reports.",
        review="Made by a machine; 1 decision of people in it, the rest not reviewed.", developments=developments,
        disputes=(
            Disagreement(kind="denial", heading="Whether it happened: Shelling, Orvaal, 13 May 2031", sentence=market.disputes[0].sentence,
                         lines=(lines[market.id][0], lines[market.id][3]), more=1),
            Disagreement(kind="outcome", heading="How it ended: Fighting, Kelder Mill", sentence=mill.disputes[0].sentence, lines=lines[mill.id], more=0),
        ),
        figures=(figures,), positions=(Position(party="The Foreign Ministry", lines=lines[talks.id], more=0),),
        gaps=(Gap(heading="Said by nobody named", lines=lines[siege.id], more=0, note="These accounts name no person or body that could be asked."),),
        limits=("Coverage is 4 reports, read in English; what they leave out is not here.", "Nothing is added up: two reports may count the same people."),
        sources=tuple(
            Source(title=f"SAMPLE Harbour day {number}", source="", link=None, published="14 May 2031", basis="", claims=1, digest="", notes=())
            for number in range(4)
        ),
    )  # fmt: skip


def edition(**changes: object) -> PublicRecord:
    """Return the edition of 14 May 2031."""
    told = _events()
    brief = _brief(told)
    base = made.record(
        [event for event, _ in told], [claim for _, claims in told for claim in claims], [made.source(number) for number in range(4)],
        title=brief.title, brief=brief, publisher="The Harbour desk (SAMPLE)", limits=brief.limits,
        watched=(
            SourceHealth(name="Harbour Watch (SAMPLE)", address="https://outlet0.example/feed", kind="feed", state="live", reason="a good answer"),
            SourceHealth(name="North Coast Radio (SAMPLE)", address="https://outlet1.example/feed", kind="feed", state="failing",
                         reason="no answer for three hours", last_success="2031-05-14T09:00:00Z"),
        ),
        corrections=(Correction(id="k1", at="2031-05-15T08:00:00Z", kind="correction", event=told[0][0].id,
                                sentence="The brief of 14 May gave the dead of the market as 5. The hospital said at least 4.", was="5 killed", now="at least 4 killed"),),
        gone=(Gone(id=made.lasting("event", 90), at="2031-05-15T08:00:00Z", why="retracted", sentence="The outlet withdrew its report (SAMPLE)."),
              Gone(id=made.lasting("event", 91), at="2031-05-15T08:00:00Z", why="joined", into=told[0][0].id, sentence="It is told with another event.")),
        changes=("Killed at the market in Orvaal: 3 → 3 or more, with what a hospital official says.", "New: ceasefire, proposed, Marivan harbour."),
        publications=(Publication(id="p0", at="2031-05-14T06:00:00Z", state="ab" * 32, events=4),),
    )  # fmt: skip
    return msgspec.structs.replace(base, **changes)
