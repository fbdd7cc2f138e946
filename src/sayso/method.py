"""The method in words, made of the tables that the engine runs on: what a site's method page tells can only be what is in force."""

from sayso.publish.public.policy import Policy
from sayso.publish.site.model import Chapter, Named
from sayso.reconcile.grading import GRADES
from sayso.reconcile.reasons import FORBIDS, JOINS, REASONS
from sayso.reconcile.rules import RULES
from sayso.register.grades import LETTERS, UNKNOWN

_LETTERS = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "cannot be judged",
}  # fmt: skip
"""The Admiralty code's words for a source (NATO STANAG 2511)."""
_NUMBERS = (
    ("1", "confirmed by others"), ("2", "probably true"), ("3", "possibly true"), ("4", "doubtful"), ("5", "improbable"),
    ("6", "truth cannot be judged"),
)  # fmt: skip
_UNREVIEWED = {
    "mark": "goes out, and says that a machine alone read it",
    "stop": "stops the publication",
    "hold": "is held back and counted among what is held back",
}
_WORDS = {
    "yes": "may be passed on",
    "quote-only": "are quoted at ordinary length, at most {longest} characters",
    "no": "are not passed on",
}


def method(rule: str, policy: Policy) -> tuple[Chapter, ...]:
    """Return the chapters of the method: figures, grades, ratings, joining, and what goes out, with the rules in force marked."""
    return (_figures(rule), _grades(), _ratings(), _joining(), _harm(policy))


def _figures(rule: str) -> Chapter:
    return Chapter(
        heading="Which figure is taken",
        lead="The range is always from the lowest figure said to the highest. Beside it a figure may be taken by a named rule. "
        "A figure stands when its origin gave no later one, and when no later day has overtaken it.",
        rules=tuple(Named(name=one.name, about=one.about, in_force=one.name == rule) for one in RULES),
    )


def _grades() -> Chapter:
    return Chapter(
        heading="How well an event is borne out",
        lead="Asked twice, did it happen and who did it. The first grade that fits is given.",
        rules=tuple(Named(name=row.grade, about=_plain(row.reason)) for row in GRADES),
    )


def _ratings() -> Chapter:
    letters = (Named(name=letter, about=f"the source is {_LETTERS[letter]}") for letter in LETTERS)
    numbers = (Named(name=number, about=f"the claim is {words}") for number, words in _NUMBERS)
    return Chapter(
        heading="Ratings of sources and claims",
        lead=f"A letter for the source and a number for the claim, given by people of the desk; {UNKNOWN}6 where nobody gave any.",
        rules=(*letters, *numbers),
    )


def _joining() -> Chapter:
    rules = [
        Named(
            name="Joined",
            about=f"two accounts whose reasons add up to {JOINS:g} points or more are taken to tell of one event",
        ),
        Named(name="Kept apart", about=f"reasons of {FORBIDS:g} points or less against it keep two accounts apart"),
    ]
    return Chapter(
        heading="Which claims are of one event",
        lead=f"Two accounts are weighed by {len(REASONS)} reasons, among them kind, day, place, parties, figures and wording; each is a "
        "number with a sentence, and people of the desk can join and part what the rules did not.",
        rules=tuple(rules),
    )


def _harm(policy: Policy) -> Chapter:
    hours, grid = f"{policy.delay_hours:g}", f"{policy.grid_km:g}"
    rules = (
        Named(name="People", about="private persons are told by their role; holders of a public office by their name"),
        Named(name="Points", about=f"a point lies on a grid of {grid} km at the finest"),
        Named(name="Recent events", about=f"for {hours} hours what is known more exactly than its district is told as its district"),
        Named(name="Sensitive sites", about="hospitals, shelters, convoys and routes are never told finer than their district while recent"),
        Named(name="What nobody looked at", about=f"a claim that no person reviewed {_UNREVIEWED[policy.unreviewed]}"),
        Named(name="Words of sources", about=f"of a source whose licence says nothing they {_WORDS[policy.redistribute].format(longest=policy.longest_quote)}"),
        Named(name="Comments", about="claims of readers' comments and pasted posts " + ("are shown apart and never counted" if policy.comments else "are left out")),
        Named(name="Pictures", about="none is shown, and no page of others is shown as a page"),
    )  # fmt: skip
    return Chapter(
        heading="What is left out, and why",
        lead="What goes out is made of a record in which what may harm somebody is not hidden but missing. A gate looks at the finished "
        "record once more and stops it when in doubt.",
        rules=rules,
    )


def _plain(reason: str) -> str:
    """Return a grade's reason without numbers of a certain case."""
    return reason.format(affirming="some", opposing="some", origins="two or more")
