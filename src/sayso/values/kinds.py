"""The closed lists of what a claim may be about and how it stands; their meaning is documented in docs/claim-record.md."""

from typing import Literal, get_args

Event = Literal[
    "air-strike", "shelling", "bombing", "chemical-attack", "armed-clash", "attack", "execution", "abuse",
    "abduction", "detention", "release", "casualty-toll", "territory-gained", "territory-held", "withdrawal",
    "siege", "displacement", "population-trapped", "aid", "damage", "conditions", "ceasefire", "negotiation",
    "sanctions", "deployment", "protest", "statement", "other",
]  # fmt: skip
"""What kind of thing is said to have happened, to be so, or to be asked for."""

Status = Literal[
    "happened", "ongoing", "announced", "proposed", "planned", "rejected", "denied", "blocked", "violated",
    "ended", "possible",
]  # fmt: skip
"""How the thing stands, by the words of the one who says so."""

Channel = Literal["title", "heading", "body", "caption", "quoted", "comment"]
"""In which layer of the report the words stand."""

Measure = Literal[
    "killed", "wounded", "killed-or-wounded", "missing", "detained", "abducted", "released", "displaced", "trapped",
    "in-need", "surrendered", "sites-hit", "strikes", "vehicles-destroyed", "vehicles-captured", "aircraft-lost",
    "buildings-damaged", "territory-percent", "other",
]  # fmt: skip
"""What a figure counts."""

Bound = Literal["exact", "at-least", "at-most", "about", "between", "vague"]
"""How the figure was hedged."""

Role = Literal["agent", "target"]
"""Who did it, or to whom it was done."""

EVENTS: tuple[str, ...] = get_args(Event)
STATUSES: tuple[str, ...] = get_args(Status)
CHANNELS: tuple[str, ...] = get_args(Channel)
MEASURES: tuple[str, ...] = get_args(Measure)
BOUNDS: tuple[str, ...] = get_args(Bound)
