"""Code schemes of others: how ACLED, PLOVER and UCDP code what we record, as tables that also say where no code fits."""

SCHEMES = ("acled-event", "acled-place", "acled-time", "plover-event", "ucdp-violence", "ucdp-where", "ucdp-date")
"""Every scheme: the name of its file in `tables/`. A new one is a file, a name here, and rows in its test."""
