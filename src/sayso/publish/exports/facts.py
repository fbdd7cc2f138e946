"""What stands beside every export: of which state it is, under which licence, and who answers for it, in words."""

from sayso.publish.public.record import PublicRecord


def licence_address(licence: str) -> str | None:
    """Return where the text of a licence stands; None for a `LicenseRef-`, which is nobody's but the desk's."""
    return None if licence.startswith("LicenseRef-") else f"https://spdx.org/licenses/{licence}.html"


def facts(record: PublicRecord) -> dict[str, str]:
    """Return name and value of each fact; a fact that is not known says so and is never left out."""
    state = record.state
    return {
        "title": record.title,
        "publisher": record.publisher or "not named",
        "contact": record.contact or "not named",
        "address": record.address or "none",
        "licence": record.licence,
        "as of": state.as_of or "the newest state",
        "ledger head, recorded": state.recorded or "none",
        "ledger head, entries": str(state.entries),
        "ledger head, root": state.root or "not known",
        "rule for figures": state.rule,
        "made by": state.engine,
    }
