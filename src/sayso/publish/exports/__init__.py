"""Writes a public record as data that others can use: tables in five formats, and the forms that other programs speak.

A format is a module of this room with one function from `PublicRecord` to files; a new one is a row here. `package.packed` puts the codebook
and the descriptor beside them. All of it is a function of the record: no clock, no zone, no locale, no order of a hash.
"""

from typing import NamedTuple


class File(NamedTuple):
    """One file that goes out: its path within the folder, its bytes, and which table it holds, if it is one."""

    path: str
    data: bytes
    media_type: str
    about: str
    table: str | None = None


class Format(NamedTuple):
    """A format: `sayso.publish.<module>.<function>(record) -> tuple[File, ...]`."""

    name: str
    about: str
    module: str
    function: str


FORMATS = (
    Format("csv", "tables as CSV (RFC 4180, UTF-8)", "exports.comma_separated", "comma_separated"),
    Format("xlsx", "all tables as one Excel workbook, every text a text", "exports.workbook", "workbook"),
    Format("jsonl", "tables as JSON Lines, the raw values", "exports.json_lines", "json_lines"),
    Format("parquet", "tables as Parquet (needs sayso[tables])", "exports.parquet", "parquet"),
    Format("geojson", "events as GeoJSON (RFC 7946)", "exports.geojson", "geojson"),
    Format("ftm", "FollowTheMoney entities, for Aleph and OpenAleph", "exports.follow_the_money", "follow_the_money"),
    Format("prov", "where everything comes from, as W3C PROV-JSON", "exports.provenance", "provenance"),
    Format("acled-like", "events in columns that mean what ACLED's mean", "exports.comma_separated", "acled_like"),
    Format("ucdp-ged-like", "events in columns that mean what UCDP GED's mean", "exports.comma_separated", "ucdp_like"),
    Format("atom", "feed of events with retractions (RFC 4287, 6721, 5005)", "feeds.atom", "atom"),
    Format("json-feed", "the same as JSON Feed 1.1", "feeds.json_feed", "json_feed"),
    Format("json-ld", "schema.org LiveBlogPosting, Claim and Dataset", "feeds.linked_data", "linked_data"),
)
"""All formats; modules are named, not imported, so that asking for one does not load the others."""
