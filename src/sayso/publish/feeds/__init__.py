"""Writes a public record as feeds: Atom with retractions, JSON Feed, and schema.org linked data.

What an entry holds is worked out once, in `entries`; a feed only writes it down. The formats stand in the table of `publish.exports`.
"""
