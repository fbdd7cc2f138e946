"""A ledger that is hostile: its reports are made of attacks, as text, as pages, as titles, as names of speakers and of files."""

import msgspec

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.values.party import Speaker


def report_of(number: int, attacks: list[str]) -> str:
    """Return a report in which attacks stand where names and words stand."""
    said = "\n\n".join(
        f"The Harbour Council {attack} said {count} people were killed by shelling of Tarn {attack} on Tuesday."
        for count, attack in enumerate(attacks, 3)
    )
    return f"{attacks[0]} SAMPLE {number}\n\n{said}\n"


def write(record: Ledger, attacks: list[str], each: int = 10) -> int:
    """Append reports made of attacks, so many in each; return how many claims they have."""
    pipeline = Pipeline()
    claims = 0
    for number, at in enumerate(range(0, len(attacks), each)):
        some = attacks[at : at + each]
        text = report_of(number, some)
        name = f"https://hostile.example/{number}?q={some[0]}" if number % 2 else f"{some[0]}.txt"
        read = pipeline.read_sent(text.encode(), name, published="2031-05-14", media_type="text/plain")
        hostile = tuple(
            msgspec.structs.replace(
                claim,
                speakers=(Speaker(name=some[place % len(some)], id=None, span=claim.span), *claim.speakers[1:]),
                places=tuple(msgspec.structs.replace(spot, name=some[place % len(some)]) for spot in claim.places),
                figures=tuple(msgspec.structs.replace(figure, of=some[place % len(some)]) for figure in claim.figures),
            )
            for place, claim in enumerate(read.claims)
        )
        claims += len(hostile)
        for _ in pipeline.add(record, [msgspec.structs.replace(read, claims=hostile)]):
            pass
    return claims
