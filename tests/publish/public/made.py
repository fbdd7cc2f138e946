"""Makes public records out of nothing: invented outlets, places and people, marked SAMPLE, with the values that break forms.

`few()` is a handful of events with odd values, `empty()` a day without any, `many(n)` a seeded crowd, `crowded(n)` one event
with n accounts, `after_retraction(record, id)` the next publication, in which an event is gone and a correction says why.
"""

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from sayso.publish.codes import Code
from sayso.publish.model import Brief
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
    PublicParty,
    PublicPlace,
    PublicRange,
    PublicRecord,
    PublicSource,
    PublicSpeaker,
    PublicTime,
    State,
)
from sayso.schemes import SCHEMES
from sayso.schemes.scheme import scheme
from sayso.sources import SourceHealth

LONG_NAME = "مدينة عينة " * 204 + "ن" * 8
"""A name of 4,096 bytes, in Arabic script."""
FORMULAS = (
    '=HYPERLINK("https://sample.example/x","look")', "+1+1", "-2+3", "@SUM(1;1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠A1",
    "=cmd|' /C calc'!A0", " =1+1", "\n=1+1", "'=1+1", '"=1+1', "=1+1,=2+2", "=1+1;=2+2", "－2＋3", "\x00=1+1", "=1+1\x0b", "\ufeff=1+1",
)  # fmt: skip
"""Cells that begin like formulas, in the ways that spreadsheets take for one, or that hide one."""
ODD_QUOTES = (
    'He said: "Three were killed,\nfour were hurt."', "قال المجلس: «قُتل ثلاثة» في 14 مايو", "Cafe\u0301 and a\u0328 town",
    "a < b && c > d ]]> <script>alert(1)</script>", "\u202egnp.exe\u202c reversed", "\x0b\x0c\x1f\ufffe control \x7f",
    "comma, semicolon; tab\tand\r\nreturn", "🕊 \U0001f468\u200d\U0001f469 joined", "trailing space ", " ", "'", '"""',
)  # fmt: skip
PLACES = (
    PublicPlace(name="Marivan SAMPLE", id="sample:1", precision="city", country="XA", admin1="North Coast", lat=-36.25, lon=36.75, radius_m=6000),
    PublicPlace(name="Orvaal", id="sample:2", precision="district", country="XA", admin1="North Coast", lat=36.2, lon=-37.1, radius_m=2500),
    PublicPlace(name="near the line", id="sample:3", precision="near", country="XB", lat=10.0, lon=179.99, radius_m=30000),
    PublicPlace(name="the far pole", id="sample:4", precision="near", country="XB", lat=-89.98, lon=0.0, radius_m=25000),
    PublicPlace(name="North Coast", id="sample:5", precision="admin1", country="XA", admin1="North Coast", coarsened=True),
    PublicPlace(name="قرية العينة", precision="unknown"),
)  # fmt: skip
TIMES = (
    PublicTime(words="14 May 2031", edtf="2031-05-14", start="2031-05-14", end="2031-05-14", precision="day"),
    PublicTime(words="31 December 2030", edtf="2030-12-31", start="2030-12-31", end="2030-12-31", precision="day"),
    PublicTime(words="1 January 2031", edtf="2031-01-01", start="2031-01-01", end="2031-01-01", precision="day"),
    PublicTime(words="since 1 May 2031", edtf="2031-05-01/..", start="2031-05-01", end=None, precision="range"),
    PublicTime(words="until 3 June 2031", edtf="../2031-06-03", start=None, end="2031-06-03", precision="range"),
    PublicTime(words="14 May 2031, 00:15 (UTC+14)", edtf="2031-05-14T00:15:00+14:00", start="2031-05-14T00:15:00+14:00",
               end="2031-05-14T00:15:00+14:00", precision="instant"),
    PublicTime(words="May 2031", edtf="2031-05", start="2031-05-01", end="2031-05-31", precision="month", coarsened=True),
    PublicTime(words="29 February 2032", edtf="2032-02-29", start="2032-02-29", end="2032-02-29", precision="day"),
)  # fmt: skip
SAID = ("2031-05-14T09:30:00Z", "2031-05-14", None, "2030-12-31T23:30:00-05:00", "2031-01-01T00:00:00+14:00")
_KINDS = ("shelling", "air-strike", "armed-clash", "ceasefire", "displacement", "casualty-toll", "attack", "aid")


def lasting(*words: object) -> str:
    """Return an id of the form that ids have: hex, saying nothing."""
    return hashlib.sha256("\x1f".join(map(str, words)).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def source(number: int = 0, **changes: object) -> PublicSource:
    made = PublicSource(
        id=lasting("source", number), title=f"SAMPLE Harbour day {number}", outlet=f"outlet{number}.example",
        link=f"https://outlet{number}.example/day/{number}", published="2031-05-14T20:00:00Z", published_words="14 May 2031",
        basis="metadata: published", digest=hashlib.sha256(str(number).encode()).hexdigest(), licence="CC-BY-4.0",
        attribution=f"Outlet {number} (SAMPLE)", redistribute="yes", claims=0,
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def claim(event: str | None, number: int = 0, of: PublicSource | None = None, **changes: object) -> PublicClaim:
    of = of or source()
    made = PublicClaim(
        id=lasting("claim", event, number), event=event, source=of.id, kind="shelling", status="happened", channel="body",
        who="The mayor, as told by Harbour Watch", says="shelling; at least 3 killed",
        speakers=(PublicSpeaker(shown="the mayor", role_only=True), PublicSpeaker(shown="Harbour Watch", id="sample-watch")),
        parties=(PublicParty(shown="Hill Brigade", id="sample-brigade", role="agent"), PublicParty(shown="residents", role="target")),
        figures=(
            PublicFigure(measure="killed", low=3, high=None, bound="at-least", population="people", words="at least 3 killed (people)"),
            PublicFigure(measure="killed", low=2, high=2, bound="exact", population="medics", part_of=0, words="2 killed (medics)"),
        ),
        places=PLACES[:1], time=TIMES[0], said=SAID[0], said_words="14 May 2031, 09:30 UTC",
        quote="“at least three people, two of them medics, were killed”", label="UPDATE 0930 GMT",
        link=f"{of.link}#:~:text=at%20least" if of.link else None, rating="F6", review="machine",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def event(number: int = 0, claims: Sequence[PublicClaim] = (), **changes: object) -> PublicEvent:
    ids = tuple(one.id for one in claims)
    made = PublicEvent(
        id=lasting("event", number), heading=f"Shelling, Marivan SAMPLE, 14 May 2031 ({number})", kind="shelling", status="happened",
        standing="2 reports, 2 origins; fair", places=PLACES[:1], time=TIMES[0],
        ranges=(
            PublicRange(measure="killed", what="killed", population="people", low=3, best=None, high=None, rule="envelope",
                        extent="flow", words="3 or more", claims=ids),
            PublicRange(measure="wounded", what="wounded", population="", low=0, best=0, high=4, rule="envelope", words="0 to 4", claims=ids[:1]),
        ),
        disputes=(PublicDispute(kind="figure", sentence="The accounts give 3 and 4 killed.", claims=ids),) if len(ids) > 1 else (),
        grades=(PublicGrade(question="happened", grade="fair", reason="two independent origins"),),
        origins=max(1, len(ids)), reports=max(1, len(ids)), claims=ids, codes=codes(), first_published="2031-05-15T06:00:00Z",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def codes(code: str | None = None, why: str = "depends on who acts against whom") -> tuple[Code, ...]:
    """Return a code of every scheme: of some the first there is, of the others none, with the reason."""
    made = []
    for place, name in enumerate(SCHEMES):
        table = scheme(name)
        first = code or (next(iter(table.codes)) if place % 2 == 0 else None)
        details = table.codes.get(first or "", ())
        made.append(
            Code(
                table=name,
                scheme=table.name,
                code=first,
                detail=details[0] if details else "",
                why="" if first else why,
            )
        )
    return tuple(made)


def state(**changes: object) -> State:
    made = State(
        sentence="", as_of="2031-05-16T06:00:00Z", recorded="2031-05-16T05:00:00.000123Z", entries=42,
        root=hashlib.sha256(b"root").hexdigest(), rule="envelope", engine="sayso 0.1.0",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def brief() -> Brief:
    return Brief(
        title="SAMPLE brief", span="14 May 2031", counts="2 claims of 2 reports", state="", review="Nobody has looked at it.",
        developments=(), more=0, disputes=(), disputes_more=0, figures=(), figures_more=0, positions=(), positions_more=0,
        gaps=(), comments=(), comments_more=0, coded=(), limits=("Only what these reports say.",), sources=(),
    )  # fmt: skip


def record(
    events: Sequence[PublicEvent] = (),
    claims: Sequence[PublicClaim] = (),
    sources: Sequence[PublicSource] = (),
    **changes: object,
) -> PublicRecord:
    counted = tuple(
        msgspec.structs.replace(one, claims=sum(claim.source == one.id for claim in claims)) for one in sources
    )
    made = PublicRecord(
        title="SAMPLE Harbour record", language="en", state=state(), brief=brief(), events=tuple(events), claims=tuple(claims),
        sources=counted, watched=(), corrections=(), gone=(), changes=(), publications=(),
        limits=("It holds only what the listed reports say.",), held_back=(("nobody has looked at it yet", 3),),
        licence="CC-BY-4.0", publisher="SAMPLE desk", contact="desk@sample.example", address="https://record.sample.example/",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def empty() -> PublicRecord:
    """A day on which nothing may go out, of a ledger without an entry."""
    return record(
        state=state(as_of=None, recorded=None, entries=0, root=None), address="", contact="", publisher="SAMPLE desk"
    )


def few() -> PublicRecord:
    """A handful of events, each odd in its own way, with a correction, events that are gone, a claim apart and a watched source."""
    sources = [
        source(0), source(1, title=LONG_NAME, link=None, digest=None, licence=None, attribution=None, redistribute="quote-only"),
        source(2, title='=1+1, "quoted"\nnew line', published=None, published_words="date unknown", notes=("Read in part.",)),
    ]  # fmt: skip
    claims: list[PublicClaim] = []
    events: list[PublicEvent] = []

    def add(number: int, told: Sequence[PublicClaim], **changes: object) -> None:
        claims.extend(told)
        events.append(event(number, told, **changes))

    def of(number: int) -> str:
        return lasting("event", number)

    add(0, [claim(of(0), 0, sources[0]), claim(of(0), 1, sources[1], review="accepted", rating="B2", said=SAID[1])])
    add(1, [claim(of(1), 0, sources[2], time=None, places=(), said=None, said_words="", figures=(), speakers=(), link=None)],
        heading=LONG_NAME, time=None, places=(), ranges=(), codes=(), grades=(), standing="", first_published=None)  # fmt: skip
    for place, words in enumerate(ODD_QUOTES + FORMULAS):
        number = 10 + place
        told = claim(
            of(number), 0, sources[place % 3], quote=words, who=words, says=f"shelling {words}", label=words,
            places=PLACES[place % 6 :][:2], time=TIMES[place % 8], said=SAID[place % 5],
            figures=(PublicFigure(measure="killed", low=None, high=None, bound="vague", population=words, words=words),),
            speakers=(PublicSpeaker(shown=words),), parties=(PublicParty(shown=words, role="target"),),
        )  # fmt: skip
        add(number, [told], heading=words, places=PLACES[place % 6 :][:2], time=TIMES[place % 8],
            ranges=(PublicRange(measure="killed", what="killed", population=words, low=None, best=None, high=25.5, rule="envelope",
                                words="at most 25.5", claims=(told.id,)),),
            withheld=("The place is given as its district.",) if place % 6 == 4 else (), graphic=place % 7 == 0)  # fmt: skip
    events[0] = msgspec.structs.replace(
        events[0], contains=(PublicLink(event=events[1].id, sentence="Of the 3 killed, 2 are told here."),)
    )
    events[1] = msgspec.structs.replace(
        events[1], within=(PublicLink(event=events[0].id, sentence="Its count lies within another."),)
    )
    events[2] = msgspec.structs.replace(events[2], one_party="Only the Hill Brigade, a party to the conflict, says so.")
    claims.append(claim(None, 99, sources[0], channel="comment", rating="F6"))
    return record(
        events, claims, sources,
        watched=(SourceHealth(name="Harbour Watch", address="https://outlet0.example/feed", kind="feed", state="live", reason="a good answer"),),
        corrections=(
            Correction(id=lasting("correction", 1), at="2031-05-15T18:00:00Z", kind="retraction", event=of(900), sentence="The report was withdrawn by its outlet."),
            Correction(id=lasting("correction", 0), at="2031-05-15T12:00:00Z", kind="correction", event=of(0),
                       sentence="An earlier version gave 4 killed.", was="4 killed", now="=3 killed"),
        ),
        gone=(
            Gone(id=of(900), at="2031-05-15T18:00:00Z", why="retracted", sentence="The report was withdrawn by its outlet."),
            Gone(id=of(901), at="2031-05-15T10:00:00.5Z", why="joined", into=of(0), sentence="It is told with another event."),
            Gone(id=of(902), at="2031-05-14T23:59:59+14:00", why="held-back", sentence="It is held back for now."),
            Gone(id=of(903), at="2031-05-14T22:00:00Z", why="no-claims", sentence="No claim of it stands."),
        ),
        changes=("2 events are new.",),
        publications=(Publication(id=lasting("publication", 0), at="2031-05-15T06:00:00Z", state=hashlib.sha256(b"before").hexdigest(), events=3),),
    )  # fmt: skip


def many(number: int, seed: int = 7) -> PublicRecord:
    """A seeded crowd of `number` events with one to four claims each: the same for the same arguments, everywhere."""
    dice = random.Random(seed)  # noqa: S311 - made-up data
    sources = [source(place) for place in range(max(1, number // 10))]
    claims: list[PublicClaim] = []
    events: list[PublicEvent] = []
    for place in range(number):
        day = date(2031, 1, 1) + timedelta(days=dice.randrange(365))
        time = PublicTime(words=f"{day:%d %B %Y}", edtf=str(day), start=str(day), end=str(day), precision="day")
        where = dice.choice(PLACES)
        low = dice.choice((None, 0, dice.randrange(1, 90)))
        high = None if low is None or dice.random() < 0.3 else low + dice.randrange(5)
        kind = dice.choice(_KINDS)
        told = [
            claim(lasting("event", place), at, dice.choice(sources), kind=kind, time=time, places=(where,), said=f"{day}T10:00:00Z",
                  quote=dice.choice((*ODD_QUOTES, *FORMULAS, "“three were killed”")))
            for at in range(dice.randrange(1, 5))
        ]  # fmt: skip
        claims += told
        events.append(
            event(place, told, kind=kind, heading=f"{kind}, {where.name}, {time.words}", time=time, places=(where,), ranges=(
                PublicRange(measure="killed", what="killed", population="people", low=low, best=None, high=high, rule="envelope",
                            words=f"{low} to {high}", claims=tuple(one.id for one in told)),))
        )  # fmt: skip
    return record(events, claims, sources)


def crowded(accounts: int = 5_000) -> PublicRecord:
    """One event with so many accounts."""
    told = [claim(lasting("event", 0), number) for number in range(accounts)]
    return record([event(0, told)], told, [source(0)])


def after_retraction(before: PublicRecord, gone: str, at: str = "2031-05-17T08:00:00Z") -> PublicRecord:
    """Return the next publication, in which one event stands no longer and a correction says why."""
    sentence = "The outlet withdrew its report (SAMPLE)."
    return msgspec.structs.replace(
        before,
        state=msgspec.structs.replace(before.state, recorded=at, as_of=at, entries=before.state.entries + 2),
        events=tuple(one for one in before.events if one.id != gone),
        claims=tuple(one for one in before.claims if one.event != gone),
        corrections=(
            Correction(id=lasting("correction", gone), at=at, kind="retraction", event=gone, sentence=sentence), *before.corrections,
        ),
        gone=(Gone(id=gone, at=at, why="retracted", sentence=sentence), *before.gone),
        publications=(Publication(id=lasting("publication", before.state.entries), at="2031-05-16T06:00:00Z",
                                  state=before.state.root or "", events=len(before.events)), *before.publications),
    )  # fmt: skip
