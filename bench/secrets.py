"""Measures whether anything private gets out: ten thousand secrets are planted in private fields, and looked for in what goes out.

`Sought(secrets).found(chunks)` looks in any bytes, so that whatever else is made of the record is a haystack too: pages, feeds,
tables, bundles, each given as bytes that are not packed.
"""

import base64
import hashlib
import html
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from ahocorasick_rs import AhoCorasick

from bench.outcome import Measured, Outcome
from bench.planted import NOW, plant
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.publication import material_of
from sayso.publish.public.gate import gate
from sayso.publish.public.material import Material, Projected
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import project
from sayso.publish.public.prose import lines
from sayso.state import State

SECRETS = 10_000
POLICY = Policy(unreviewed="mark", title="SAMPLE record")
_OVERLAP = 512
"""How many characters of a chunk are looked at again with the next, so that no secret hides where two chunks meet."""


class Sought:
    """Secrets in every spelling in which a file may hold them: `Sought({"speaker": ["Marta Oll"]}).found([page])`."""

    def __init__(self, secrets: Mapping[str, Sequence[str]]) -> None:
        spelt = {
            form: (kind, secret) for kind, every in secrets.items() for secret in every for form in _spellings(secret)
        }
        self._of = list(spelt.values())
        self._machine = AhoCorasick(list(spelt))

    def found(self, chunks: Iterable[bytes]) -> set[tuple[str, str]]:
        """Return the secrets that stand anywhere in some bytes, each with its kind."""
        hits: set[tuple[str, str]] = set()
        rest = ""
        for chunk in chunks:
            text = rest + chunk.decode("utf-8", "replace").lower()
            hits.update(
                self._of[index] for index, _, _ in self._machine.find_matches_as_indexes(text, overlapping=True)
            )
            rest = text[-_OVERLAP:]
        return hits


def _spellings(secret: str) -> set[str]:
    """Return a secret as text, escaped for JSON, HTML and addresses, joined by signs, in base64, and as its plain hash."""
    plain = secret.lower()
    forms = {plain, json.dumps(plain)[1:-1], html.escape(plain), quote(plain), quote(plain, safe="")}
    forms |= {plain.replace(" ", sign) for sign in ("-", "_", "+", "")}
    for said in (secret, plain):
        forms.add(hashlib.sha256(said.encode()).hexdigest())
        forms.add(base64.b64encode(said.encode()).decode().rstrip("=").lower())
    return forms


class Leaks(NamedTuple):
    """What came of one run."""

    planted: int
    there: int
    """How many of them stand in the ledger: all, or the search proves nothing."""
    found: set[tuple[str, str]]
    claims: int
    public: int
    """How many of the words that must go out did."""
    wanted: int
    stops: int
    verbatim: int
    lines: int
    seconds: float


def leaks(folder: Path, secrets: int = SECRETS, seed: int = 1) -> Leaks:
    """Plant so many secrets, make the record, and look for them."""
    ledger, planted = plant(folder, secrets, seed)
    with ledger:
        state = State(View.of(ledger))
        material = material_of(state, now=NOW, given=planted.given)
        begun = process_time()
        projected = project(material, POLICY, now=NOW)
        seconds = process_time() - begun
        encoded = msgspec.json.encode(projected.record)
        sought = Sought(planted.secrets)
        everything = [*_entries(ledger), msgspec.json.encode(list(planted.given.watched))]
        words = encoded.decode().lower()
        right, every = verbatim(projected, material)
        return Leaks(
            planted=sum(len(set(found)) for found in planted.secrets.values()),
            there=len(sought.found(everything)),
            found=sought.found([encoded]),
            claims=len(projected.record.claims),
            public=sum(marker in words for marker in planted.public),
            wanted=len(planted.public),
            stops=len(gate(projected, material, POLICY, now=NOW)),
            verbatim=right,
            lines=every,
            seconds=seconds,
        )


def verbatim(projected: Projected, material: Material) -> tuple[int, int]:
    """Return how many quotes of claims and lines stand to the letter in the report that the record names, and of how many."""
    texts = {report.id: report.text for report in material.reports}
    source = {claim.id: projected.sources[claim.source] for claim in projected.record.claims}
    quotes = [(claim.id, claim.quote) for claim in projected.record.claims]
    quotes += [(line.claim, line.words.text) for line in lines(projected.record.brief)]
    return sum(bool(quote) and quote in texts[source[claim]] for claim, quote in quotes), len(quotes)


def run(data_dir: Path) -> list[Outcome]:  # noqa: ARG001 - everything is made up
    """Return what gets out of 10,000 secrets, and how many quotes stand to the letter in their reports."""
    with tempfile.TemporaryDirectory() as folder:
        came = leaks(Path(folder))
    return [
        Outcome(
            set="secrets",
            measures=(
                Measured(name="found in the record", value=len(came.found), gated=True, less_is_better=True),
                Measured(name="planted and in the ledger", value=came.there / came.planted, gated=True),
                Measured(name="public words that went out", value=came.public / came.wanted, gated=True),
                Measured(name="planted", value=came.planted),
                Measured(name="claims that went out", value=came.claims),
                Measured(name="stops of the gate", value=came.stops, less_is_better=True),
            ),
            seconds=came.seconds,
        ),
        Outcome(
            set="quotes",
            measures=(
                Measured(name="to the letter in the report", value=came.verbatim / came.lines, gated=True),
                Measured(name="quotes", value=came.lines),
            ),
        ),
    ]


def _entries(ledger: Ledger) -> Iterator[bytes]:
    return (entry.body for entry in ledger.entries())
