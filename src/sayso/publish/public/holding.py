"""Which claims do not go out at all, by which rule, and until when."""

from collections.abc import Mapping
from datetime import datetime

from sayso.publish.composer import APART
from sayso.publish.public.material import Held, Material
from sayso.publish.public.policy import Policy
from sayso.records import Claim
from sayso.values.instants import instant


def held_by_people(material: Material, policy: Policy, now: datetime) -> dict[str, Held]:
    """Return the claims that people hold back: retracted, under an embargo, or of a desk that lets out only what it has seen."""
    held: dict[str, Held] = {}
    for claim in material.claims:
        rule = _rule(claim, material, policy, now)
        if rule is not None:
            held[claim.id] = Held(claim=claim.id, rule=rule, until=material.embargoed.get(claim.id) or None)
    return held


def by_rule(held: Mapping[str, Held], words: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Return how many claims each rule holds back, the rules in words and in the order of the word list."""
    rules = [claim.rule for claim in held.values()]
    return tuple((sentence, rules.count(rule)) for rule, sentence in words.items() if rule in rules)


def _rule(claim: Claim, material: Material, policy: Policy, now: datetime) -> str | None:
    if claim.id in material.retracted:
        return "retracted"
    if claim.id in material.embargoed and not embargo_over(material.embargoed[claim.id], now):
        return "embargoed"
    if policy.unreviewed == "hold" and material.reviews.get(claim.id, "machine") == "machine":
        return "unreviewed"
    return "comments" if not policy.comments and claim.channel in APART else None


def embargo_over(until: str, now: datetime) -> bool:
    """Tell whether an embargo is over; one whose end cannot be read has none."""
    try:
        return bool(until) and instant(until) <= now
    except (ValueError, OverflowError):
        return False
