"""Places in a text: half-open character ranges, and what can be asked of them."""

Span = tuple[int, int]
"""`(start, end)`, character offsets into a report's text, `end` not included."""


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share; 0 when they only touch."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def within(inner: Span, outer: Span) -> bool:
    """Tell whether `inner` lies wholly inside `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def cover(spans: list[Span]) -> Span:
    """Return the smallest span that holds all of `spans`, which must not be empty."""
    return min(start for start, _ in spans), max(end for _, end in spans)


def strip(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends; an empty span stays where it began."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
