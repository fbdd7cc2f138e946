"""Options as one frozen record, read at the door and handed down."""

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose about a reading; the defaults need no configuration."""

    language: str = "en"
    """Which word lists to read with (BCP 47 primary tag; `lexicon/<language>/`)."""
    comments: bool = False
    """Whether reader comments may hold claims."""
    trained_tagger: bool = True
    """Whether the trained part-of-speech weights are used; without them, the word lists alone decide."""
    parse_deadline_s: float = 10.0
    """How long one HTML document may take to parse before its worker is killed."""
    document_deadline_s: float = 30.0
    """The same for a PDF or a Word document."""
    max_bytes: int = 64 * 1024 * 1024
    """Files larger than this are refused with a finding, not read."""
    max_characters: int = 5_000_000
    """Reports with more text than this are refused: 5,000,000 characters, some 800,000 words, is no report but a library,
    and would take half a minute and half a gigabyte to read."""
    archive_members: int = 1_000
    """How many members (pages, rows, messages) of one archive or export are read."""
    archive_bytes: int = 1024**3
    """To how many bytes one archive may unpack; each member is bound by `max_bytes` besides."""
    archive_ratio: int = 200
    """How many times larger than packed an archive or a member may become; the first million bytes are free."""
