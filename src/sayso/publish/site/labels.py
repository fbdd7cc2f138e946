"""Puts names beside points so that none lies on another or on a point; a name without room is left to the table."""

import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

_LONGEST = 26
"""Characters of a name on a map; the table has the whole."""
_WIDTH = 0.56
"""How wide a letter is on average, as a share of its height."""
_DOT = 7.0
_Box = tuple[float, float, float, float]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A name on the map; with a line to its point where it stands off from it."""

    text: str
    x: float
    y: float
    anchor: str
    """`start`, `middle` or `end`, as SVG has it for text from left to right."""
    leader: tuple[float, float, float, float] | None = None


_BESIDE = (
    (1, 0, "start"), (-1, 0, "end"), (0, -1, "middle"), (0, 1, "middle"),
    (1, -1, "start"), (-1, -1, "end"), (1, 1, "start"), (-1, 1, "end"),
)  # fmt: skip
"""Where a name may stand: to the right first, as cartographers have it."""
_AWAY = (4.0, 20.0, 38.0)
"""How far from the circle around its point a name may stand."""
_WIDEST = 30.0
"""Of a wider circle a name may stand within."""


def placed(
    named: Sequence[tuple[float, float, float, str]],
    points: Sequence[tuple[float, float]],
    size: tuple[int, int],
    letters: int,
) -> tuple[Label, ...]:
    """Return labels for points (x, y, radius, name), the most important first, in a box of a size; `letters` is their height."""
    taken: list[_Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in points]
    found: list[Label] = []
    for x, y, radius, name in named:
        text = _short(name)
        width = letters * _WIDTH * sum(unicodedata.combining(letter) == 0 for letter in text)
        if not width:  # white space and marks alone: there is nothing to put beside the point
            continue
        for label, box in _candidates((x, y, min(radius, _WIDEST)), text, width, letters):
            inside = box[0] >= 2 and box[1] >= 2 and box[2] <= size[0] - 2 and box[3] <= size[1] - 2
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                found.append(label)
                break
    return tuple(found)


def box_of(label: Label, letters: int) -> tuple[float, float, float, float]:
    """Return the room that a label takes: left, top, right, bottom."""
    width = letters * _WIDTH * len(label.text)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return (left, label.y - letters, left + width, label.y + letters * 0.3)


def centred(
    areas: Iterable[tuple[float, float, float, str]],
    taken: list[tuple[float, float, float, float]],
    size: tuple[int, int],
    letters: int,
) -> tuple[Label, ...]:
    """Return names for areas (x, y, size, name), the largest first and each once, where nothing is `taken` (left, top, right, bottom)."""
    taken = list(taken)
    found: dict[str, Label] = {}
    for x, y, room, name in sorted(areas, key=lambda area: (-area[2], area[3])):
        width = letters * _WIDTH * len(name)
        box = (x - width / 2, y - letters, x + width / 2, y + letters * 0.3)
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= size[0] - 2 and box[3] <= size[1] - 2
        fits = room >= width * letters * 3
        if name not in found and inside and fits and not any(_meet(box, other) for other in taken):
            taken.append(box)
            found[name] = Label(text=_short(name), x=round(x, 1), y=round(y, 1), anchor="middle")
    return tuple(found.values())


def _candidates(point: tuple[float, float, float], text: str, width: float, letters: int) -> list[tuple[Label, _Box]]:
    """Return where a name could stand, the best first."""
    made = []
    x, y, radius = point
    for step in _AWAY:
        away = step + radius
        for across, down, anchor in _BESIDE:
            at_x = x + across * away
            at_y = y + down * away + letters * 0.35
            left = at_x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            box = (left, at_y - letters, left + width, at_y + letters * 0.3)
            leader = None
            if step > _AWAY[0]:
                leader = (round(x, 1), round(y, 1), round(at_x - across * 2, 1), round(y + down * (away - 6), 1))
            made.append((Label(text=text, x=round(at_x, 1), y=round(at_y, 1), anchor=anchor, leader=leader), box))
    return made


def _short(name: str) -> str:
    """Return a name on one line, cut where it is long."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
