"""The style sheet of the site: that of the brief's own page, and what a site has beside."""

from importlib.resources import files


def style_sheet() -> bytes:
    """Return the sheet, to be written once beside the pages."""
    folder = files("sayso.publish").joinpath("templates")
    return folder.joinpath("brief.css").read_bytes() + b"\n" + folder.joinpath("site", "site.css").read_bytes()
