"""A week in an invented country as six invented outlets tell it, as a ledger to look at: places with points, disputes, words from right to left."""

from pathlib import Path

import msgspec

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import Claim
from sayso.values.place import Place, PlacePrecision

_POINTS: dict[str, tuple[float, float, int, PlacePrecision]] = {
    # Points on a coast where nobody fights, so that the outlines of a map have something to show.
    "Orvaal": (65.2, -17.6, 12_000, "city"),
    "Kelder Mill": (64.7, -18.9, 6_000, "district"),
    "Kolm": (63.9, -20.6, 9_000, "city"),
    "Brask": (64.3, -15.9, 15_000, "city"),
    "Saltgate": (65.7, -19.6, 4_000, "district"),
    "Tarn": (65.0, -22.1, 20_000, "near"),
}
REPORTS: tuple[tuple[str, str, str], ...] = (
    (
        "https://harbour-watch.example/live/14-may",
        "2031-05-14",
        """SAMPLE: Harbour Watch live, an invented outlet

UPDATE 1800 GMT: Foreign Minister Ludo Varga has announced a ceasefire in Brask.

UPDATE 1545 GMT: The Olm Watch group says four soldiers were killed by shelling of a base in Brask on Tuesday.

UPDATE 0845 GMT: The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

ORIGINAL ENTRY: President Hanne Sool has rejected a ceasefire in Brask.

A hospital in Orvaal said 17 people were wounded in an air strike on Monday. Marta Oll, a fishmonger on the quay, said two people were killed by shelling of the market in Kolm on Tuesday.
""",
    ),
    (
        "https://anchor.example/2031/05/13/base",
        "2031-05-13",
        """SAMPLE: The Anchor, an invented daily

The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

The army captured Kelder Mill on Monday, the ministry said. The Coastal Front said its fighters repelled the attack on Kelder Mill on Monday and killed more than 50 soldiers.

An estimated 15,000 people have fled Saltgate since the first of the month.
""",
    ),
    (
        "https://wire.example/stories/88121",
        "2031-05-13T14:05Z",
        """SAMPLE: Quayside Wire, an invented agency

The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

The Merrow Casualty Register recorded 38 people killed in Orvaal on Tuesday. Nine were killed in an air strike on the fish market.
""",
    ),
    (
        "https://front-voice.example/statements/7",
        "2031-05-12T20:30Z",
        """SAMPLE: Front Voice, an invented party paper

The Coastal Front said its fighters repelled the attack on Kelder Mill on Monday and killed more than 60 soldiers. The Front denied that it had shelled Kolm on Tuesday.
""",
    ),
    (
        "https://red-lantern.example/bulletin",
        "2031-05-10",
        """SAMPLE: Red Lantern Society, an invented relief society

A convoy with flour was turned back at Saltgate on May 6. The society said 60,000 people are trapped in Saltgate.

Aid workers said five people were wounded by shelling of Tarn on Friday. A spokesman for the very long named Committee for the Protection of Harbour Workers, Stevedores and their Families in the Eastern and the Western Docks said six people were wounded by shelling of Tarn on Friday.
""",
    ),
    (
        "notes-from-the-quay.txt",
        "2031-05-11",
        """SAMPLE: Notes

«قتل ثلاثة في كولم»، قال الشاهد.

Gunmen abducted a driver near Tarn on Thursday, the council of Tarn said. Police released 12 detainees in Orvaal on Saturday.
""",
    ),
)


def write(ledger: Path, reports: tuple[tuple[str, str, str], ...] = REPORTS) -> None:
    """Write a ledger of some reports; the invented places that they name get points."""
    pipeline = Pipeline()
    with Ledger.open(ledger) as record:
        for source, published, text in reports:
            read = pipeline.read_sent(text.encode(), source, published=published, media_type="text/plain")
            reading = msgspec.structs.replace(read, claims=tuple(map(_placed, read.claims)))
            for _ in pipeline.add(record, [reading]):
                pass


def _placed(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, places=tuple(map(_pointed, claim.places)))


def _pointed(place: Place) -> Place:
    found = _POINTS.get(place.name)
    if found is None:
        return place
    lat, lon, radius, precision = found
    return msgspec.structs.replace(
        place, id=f"sample:{place.name.casefold()}", lat=lat, lon=lon, radius_m=radius, precision=precision
    )
