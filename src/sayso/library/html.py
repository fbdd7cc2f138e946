"""Records on a notebook's page: self-contained HTML, every text escaped, no script, nothing loaded from anywhere.

Records stay pure data: `shown(record)` wraps one, and `%load_ext sayso` lets a notebook show all of them by itself. The lines
are those of the screen, so that a page and a terminal say the same.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from sayso.publish.difference import Difference
from sayso.records import Claim, Incident
from sayso.screen.changes import difference_lines
from sayso.screen.claims import claim_lines
from sayso.screen.events import incident_lines
from sayso.screen.terminal import safe

Lines = Iterable[tuple[str, str]]

_BOX = "font-family:system-ui,sans-serif;line-height:1.45;max-width:60em"
_STYLES = {
    "bold": "font-weight:600",
    "dim": "opacity:.65",
    "italic": "font-style:italic;border-left:3px solid currentColor;padding-left:.6em",
    "cyan": "font-weight:500",
    "red": "font-weight:500;text-decoration:underline dotted",
    "yellow": "font-weight:500;text-decoration:underline dashed",
}
"""How the screen's styles look on a page; none rests on colour alone."""
_CELL = "padding:.15em .6em;text-align:left;vertical-align:top;border-bottom:1px solid currentColor"

_FORMS: dict[type, Callable[[Any], Lines]] = {
    Claim: claim_lines,
    Incident: lambda incident: incident_lines([incident]),
    Difference: difference_lines,
}


class Shown:
    """A record that shows itself in a notebook: `shown(claim)`; `record` is the record."""

    def __init__(self, record: Claim | Incident | Difference) -> None:
        self.record = record

    def _repr_html_(self) -> str:
        return record_html(self.record)

    def __repr__(self) -> str:
        return "\n".join(text for _, text in _FORMS[type(self.record)](self.record))


def shown(record: Claim | Incident | Difference) -> Shown:
    """Return a claim, an event or a difference so that a notebook shows it."""
    return Shown(record)


def record_html(record: Claim | Incident | Difference) -> str:
    """Return a claim, an event or a difference as a piece of HTML."""
    lines = "".join(
        f'<div style="{_STYLES.get(style, "")}">{escape(text.strip())}</div>' if text.strip() else "<div>&nbsp;</div>"
        for style, text in _FORMS[type(record)](record)
    )
    return f'<div style="{_BOX}">{lines}</div>'


def table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]], every: int) -> str:
    """Return the first rows of a table as a piece of HTML; what is not known is a dash."""
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    count = f"{len(rows):,} of {every:,} rows. {safe(caption)}"
    return (
        f'<div style="{_BOX};overflow-x:auto"><table style="border-collapse:collapse"><caption>{escape(count)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    """Return a cell of a table."""
    if value is None:
        words = "–"
    elif isinstance(value, list):
        words = "; ".join(map(str, value))
    else:
        words = str(value)
    return f'<td style="{_CELL}">{escape(safe(words))}</td>'


def load_ipython_extension(ipython: Any) -> None:  # noqa: ANN401 - IPython is not needed otherwise
    """Let a notebook show claims, events and differences by itself: `%load_ext sayso`."""
    for kind in _FORMS:
        ipython.display_formatter.formatters["text/html"].for_type(kind, record_html)
