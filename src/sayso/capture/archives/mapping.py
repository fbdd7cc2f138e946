"""Which columns of a table or fields of a line are a report's text, title, date, address, author and id: a TOML file."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import msgspec

from sayso.errors import UsageError

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d\d:\d\d)")
_DEFAULTS = {
    "text": ("text", "body", "content", "articleBody", "message"),
    "title": ("title", "headline"),
    "published": ("published", "datePublished", "published_at", "date"),
    "address": ("address", "url", "link"),
    "author": ("author", "byline"),
    "id": ("id", "guid"),
}


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The name of the column for each field, None for the usual names: `Mapping(text="Body", published="Posted at")`."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    address: str | None = None
    author: str | None = None
    id: str | None = None
    date_format: str | None = None
    """How dates are written, as Python's strptime has it (`%d/%m/%Y %H:%M`); by default as ISO 8601."""
    delimiter: str | None = None
    """Of a table; by default comma, semicolon, tab or bar, whichever its first line shows most."""
    encoding: str | None = None
    """Of the file, by its IANA name; by default told from its bytes."""

    @classmethod
    def read(cls, path: Path) -> "Mapping":
        """Return what a TOML file says; UsageError when it cannot be read, names what there is none of, or no codec."""
        try:
            made = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), cls)
        except OSError as trouble:
            message = f"{path} cannot be read: {trouble.strerror}"
            raise UsageError(message) from trouble
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as trouble:
            message = f"{path} is no mapping of columns: {trouble}"
            raise UsageError(message) from trouble
        if made.delimiter is not None and len(made.delimiter) != 1:
            message = f"{path}: a delimiter is one character"
            raise UsageError(message)
        return made

    def names(self, field: str) -> tuple[str, ...]:
        """Return under which names a field is sought, the first that is there counts."""
        given: str | None = getattr(self, field)
        return _DEFAULTS[field] if given is None else (given,)

    def pick(self, row: dict[str, object]) -> dict[str, object]:
        """Return a report's fields from a row; numbers become text, everything that is neither is left out."""
        found: dict[str, object] = {}
        for field in _DEFAULTS:
            for name in self.names(field):
                value = row.get(name)
                if field != "text" and isinstance(value, int | float) and not isinstance(value, bool):
                    value = str(value)
                if isinstance(value, str) and value.strip():
                    found[field] = value.strip() if field != "text" else value
                    break
        return found

    def date(self, written: str) -> str | None:
        """Return a date or instant as ISO 8601, None when it is not written as the mapping says."""
        try:
            if self.date_format is None:
                return written if _DAY.match(written) and datetime.fromisoformat(written) else None
            read = datetime.strptime(written, self.date_format)  # noqa: DTZ007 - a zone is in the format or not known
        except (ValueError, OverflowError):
            return None
        return read.isoformat() if "%H" in self.date_format or "%I" in self.date_format else read.date().isoformat()


NO_MAPPING = Mapping()
