"""How the positions of parties look on a screen."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.records import Position
from sayso.screen.phrases import figure_words
from sayso.screen.terminal import safe


def position_lines(positions: Iterable[Position], quotes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show where parties stand: a line a stance, the oldest first, and the words below it.

    `quotes` gives the words of a claim by its id; of claims that say the same only the first one's are shown.
    """
    for position in positions:
        where = f" · {safe(position.place)}" if position.place else ""
        yield "bold", f"{safe(position.party)} · {position.subject}{where}"
        for stance in position.stances:
            since = f" ({stance.since})" if stance.since else ""
            places = f" in {', '.join(map(safe, stance.places))}" if stance.places and not position.place else ""
            share = "".join(f", {figure_words(figure)}" for figure in stance.figures)
            teller = " ← ".join(map(safe, stance.by)) or "the report itself"
            says = "their own word" if stance.own else f"says {teller}"
            said = (stance.said or "day unknown")[:10]
            yield "", f"  {said}: {stance.standing}{places}{since}{share} · {says} [{', '.join(stance.claims)}]"
            if stance.claims[0] in quotes:
                yield "italic", f"    “{safe(quotes[stance.claims[0]])}”"
        yield "", ""
