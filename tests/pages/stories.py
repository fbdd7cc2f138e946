"""Invented stories for made-up pages: casts of places and people, and sentences into which they are put."""

import msgspec


class Story(msgspec.Struct, frozen=True):
    """One story: `paragraphs` begins with its lead; `day` is an ISO date."""

    outlet: str
    author: str
    title: str
    day: str
    town: str
    paragraphs: tuple[str, ...]
    said: str
    caption: str
    others: tuple[str, ...]
    """Headlines of other stories."""


_CASTS = [
    # outlet, author, day, town, river, region, side, speaker
    ("The Harbour Post", "Ines Marrow", "2031-05-14", "Kelder Mill", "Sorn", "Upper Vale", "the River Front", "Colonel Dag Orrin"),
    ("Northline News", "Tomas Belk", "2031-06-02", "Orvaal", "Lenna", "Marsh Province", "the 4th Brigade", "Mayor Sela Quist"),
    ("Vale Observer", "Ruta Sandeval", "2030-11-23", "Lesk", "Torra", "Ashen Coast", "the Highland Guard", "spokeswoman Mira Toll"),
    ("Meridian Wire", "Abel Korro", "2031-01-09", "Damsa", "Ouba", "Dry Hills", "the Free Column", "Governor Hanne Brisk"),
    ("The Crossing", "Lio Pravin", "2029-08-17", "Tarn Bridge", "Ell", "Lower Vale", "the Southern Army", "Doctor Ysolde Fenn"),
    ("Quay Tribune", "Noor Halvik", "2031-03-30", "Port Ansel", "Brae", "Salt Islands", "the Coast League", "Captain Piet Amsel"),
    ("Ostran Daily", "Wen Sorley", "2030-02-11", "Gorsk Hollow", "Vey", "Ostra", "the People's Watch", "General Ulf Maren"),
]  # fmt: skip
_TITLES = [
    "Shelling of {town} kills {n}, council says",
    "{side_} pulls back from {town} after night of fighting",
    "Two dead as drone hits fuel depot near {town}",
    "Residents flee {town} as fighting nears the {river}",
    "What we know about the strike on the {town} market",
]
_LEADS = [
    "At least {n} people were killed and {m} wounded when shells fell on the market quarter of {town} on Monday, the town council said.",
    "Fighting reached the outskirts of {town} overnight, and {n} civilians were reported dead by the provincial hospital.",
    "{side_} said on Tuesday that its units had left positions along the {river} after losing {n} men in two days.",
    "A drone struck a fuel depot outside {town} before dawn, killing {n} workers and cutting power to most of {region}.",
    "More than {m} families left {town} by road on Wednesday as artillery fire came closer to the {river} crossing.",
]
_BODIES = [
    "{speaker_} said the dead included two nurses who had been on their way to the clinic by the {river}.",
    "The claim could not be checked, and {side} did not answer questions about the attack.",
    "Ambulances needed almost an hour to reach the quarter because the bridge over the {river} was closed to all traffic.",
    "Three houses and a school were damaged, according to a list that the council published in the evening.",
    "“We heard the first one at six and ran to the cellar,” said Anneke, a baker who has lived in {town} for thirty years.",
    "Officials in {region} put the number of wounded at {m}, among them nine children.",
    "It was the third strike on the town in a week; on Friday a shell killed a farmer in the fields to the east.",
    "{side_} has held the hills above {town} since March and says that it fires only at military positions.",
    "The hospital asked for blood donors and said that it had fuel for its generators until Sunday.",
    "A truce brokered last month between {side} and the government lasted for less than four days.",
    "Water has been cut in the upper quarters, and the bakery on Mill Street gave out bread until noon.",
    "Monitors of the Vale Watch Group counted {m} explosions between midnight and seven in the morning.",
]
_OTHERS = [
    "Ferry service to the islands resumes", "Bread price rises for third month", "School year to begin two weeks late",
    "Storm takes roofs off in the north", "Council votes on new bridge", "Harvest better than feared",
]  # fmt: skip


def story(number: int) -> Story:
    """Return the story of a number: casts, titles, leads and sentences turn at different rates, so few are alike."""
    outlet, author, day, town, river, region, side, speaker = _CASTS[number % len(_CASTS)]
    names = {
        "town": town, "river": river, "region": region, "side": side, "side_": side[0].upper() + side[1:],
        "speaker_": speaker[0].upper() + speaker[1:], "n": str(3 + number * 7 % 11), "m": str(21 + number * 13 % 60),
    }  # fmt: skip
    bodies = [_BODIES[(number * 5 + step) % len(_BODIES)] for step in range(7)]
    return Story(
        outlet=outlet,
        author=author,
        title=_TITLES[number % len(_TITLES)].format(**names),
        day=day,
        town=town,
        paragraphs=tuple(line.format(**names) for line in (_LEADS[number % len(_LEADS)], *bodies)),
        said=f"Nobody who saw that morning in {town} will forget it, and nobody has told us who gave the order.",
        caption=f"Smoke over the eastern quarter of {town} seen from the far bank of the {river}.",
        others=tuple(_OTHERS[(number + step) % len(_OTHERS)] for step in range(4)),
    )
