"""A ledger of everything that makes a page burst: long texts, names and chains, sixty accounts, nine digits, no place, no day, Arabic with Latin in it."""

from collections.abc import Callable
from itertools import product

import msgspec

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import Claim
from sayso.values.party import Speaker

_COLOURS = ("Amber", "Birch", "Copper", "Dune", "Ember", "Fern", "Grey", "Hazel", "Indigo", "Juniper")
_ROOMS = ("Quay", "Harbour", "Mill", "Market", "Ferry", "Lantern")
ACCOUNTS = len(_COLOURS) * len(_ROOMS)
"""How many different speakers tell of one event."""
LONG_NAME = "Hafenarbeiterunterstützungsvereinsvorsitzendenstellvertreter" * 3 + "Donaudampfschifffahrt"
"""Some 200 letters without a space, as a place or a body may be called."""
CHAIN = tuple(f"{name} of the {at} Dock" for name in ("a clerk", "a foreman", "the union", "a lawyer") for at in ("East", "West", "North"))  # fmt: skip
ARABIC = "قال مجلس Olm Watch إن 3 جنود قُتلوا في قصف على Brask يوم 13 مايو 2031، فيما تحدثت وزارة الدفاع عن 4."
"""Invented: "The council of Olm Watch said that 3 soldiers were killed by shelling of Brask on 13 May 2031, while the Defence Ministry spoke of 4."""
ARABIC_WHO = "مجلس Olm Watch"
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عيّنة: نشرة مرفأ كولم</title></head>
<body><article><h1>عيّنة: نشرة مرفأ كولم</h1>
<p>{ARABIC}</p>
<p>وأضاف المتحدث Ludo Varga (الداخلي 17) أن 1,250 شخصًا غادروا Saltgate خلال 48 ساعة، بحسب تقرير Quayside Wire.</p>
<p lang="en">The Olm Watch group said three soldiers were killed by shelling of a base in Brask on Tuesday.</p>
</article></body></html>"""
"""A page as it is captured: markup, Arabic from right to left, Latin names and numbers in it, and a sentence that is read."""


_PIPELINE = Pipeline()


def write(record: Ledger) -> None:
    """Append all of it."""
    _add(record, PAGE, "https://kolm-bulletin.example/ar/14", "text/html", _in_arabic)
    for number, (colour, room) in enumerate(product(_COLOURS, _ROOMS)):
        said = f"The {colour} {room} Council said {3 + number % 9} soldiers were killed by shelling of a base in Brask on Tuesday."
        _add(record, said, f"https://{colour}-{room}.example/live".casefold())
    crowd = "Nothing else was told that day on the quay. " * 2_000
    long = f"{crowd}\n\nThe Olm Watch group said five people were killed by shelling of Tarn on Friday."
    _add(record, long, "https://long.example/" + "a-very-long-address/" * 12)
    _add(record, "The union said seven people were wounded by shelling of Kolm on Friday.", "chain.txt", made=_chained)
    _add(
        record,
        "The union said eight people were wounded by shelling of Tarn on Thursday.",
        f"{LONG_NAME}.txt",
        made=_named,
    )
    _add(record, "The union said nine people fled Saltgate on Wednesday.", "digits.txt", made=_counted)
    _add(record, "The union said two people were killed in an ambush.", "nowhere.txt", made=_bare)


def _add(
    record: Ledger,
    words: str,
    source: str,
    kind: str = "text/plain",
    made: Callable[[Claim, str], Claim] = lambda claim, _: claim,
) -> None:
    text = words if kind == "text/html" else f"SAMPLE\n\n{words}\n"
    read = _PIPELINE.read_sent(text.encode(), source, published="2031-05-14", media_type=kind)
    assert read.claims, source
    claims = tuple(made(claim, read.report.text) for claim in read.claims)
    for _ in _PIPELINE.add(record, [msgspec.structs.replace(read, claims=claims)]):
        pass


def _in_arabic(claim: Claim, text: str) -> Claim:
    """Return a claim as if it stood in the Arabic sentence, which our rules do not read yet."""
    start = text.index(ARABIC)
    span = (start, start + len(ARABIC))
    spoken = Speaker(name=ARABIC_WHO, span=span)
    return msgspec.structs.replace(claim, quote=ARABIC, span=span, speakers=(spoken,))


def _chained(claim: Claim, _: str) -> Claim:
    return msgspec.structs.replace(claim, speakers=tuple(Speaker(name=name, span=claim.span) for name in CHAIN))


def _named(claim: Claim, _: str) -> Claim:
    places = tuple(msgspec.structs.replace(place, name=LONG_NAME) for place in claim.places)
    return msgspec.structs.replace(claim, speakers=(Speaker(name=LONG_NAME, span=claim.span),), places=places)


def _counted(claim: Claim, _: str) -> Claim:
    figures = tuple(
        msgspec.structs.replace(figure, low=123_456_789, high=987_654_321, bound="between") for figure in claim.figures
    )
    return msgspec.structs.replace(claim, figures=figures)


def _bare(claim: Claim, _: str) -> Claim:
    return msgspec.structs.replace(claim, places=(), time=None, said=None)
