"""Measures whether anything private gets out: ten thousand secrets are planted in private fields, and looked for in all that goes out.

Two issues go out of one ledger, as `sayso publish`, `export` and `bundle` make them: one, and after that another, in which some of the
first was retracted or is held back. Every form of both is searched (`bench/unpacked.py`).

`Sought(secrets).found(chunks)` looks in any bytes, so that whatever else is made of the record is a haystack too: pages, feeds,
tables, bundles, each given as bytes that are not packed.
"""

import base64
import hashlib
import html
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from ahocorasick_rs import AhoCorasick

from bench.outcome import Measured, Outcome
from bench.planted import NOW, Planted, plant, take_back
from bench.quotes import Captured, Quoted, in_data, on_site
from bench.unpacked import forms, opened
from sayso.bundling import Sealing
from sayso.issuing import Prepared, entry, prepared
from sayso.ledger.asof import View
from sayso.ledger.checkpoint import make_checkpoint
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.publish.public.policy import Policy
from sayso.publish.public.prose import lines
from sayso.reconcile.rules import ENVELOPE
from sayso.state import State

SECRETS = 10_000
POLICY = Policy(unreviewed="mark", title="SAMPLE record", publisher="SAMPLE desk", address="https://sayso.example")
BY = "kestrelmoth"
"""The pseudonym of who publishes, which stays with the desk."""
LATER = NOW + timedelta(hours=2)
_OVERLAP = 512
"""How many characters of a chunk are looked at again with the next, so that no secret hides where two chunks meet."""


class Sought:
    """Secrets in every spelling in which a file may hold them: `Sought({"speaker": ["Marta Oll"]}).found([page])`."""

    def __init__(self, secrets: Mapping[str, Sequence[str]]) -> None:
        spelt = {
            form: (kind, secret) for kind, every in secrets.items() for secret in every for form in _spellings(secret)
        }
        self.many = len({secret for every in secrets.values() for secret in every})
        """How many different secrets are sought."""
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


class Leaks(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one run."""

    planted: int
    there: int
    """How many of them stand in the ledger: all, or the search proves nothing."""
    found: dict[str, set[tuple[str, str]]]
    """By form that goes out."""
    octets: dict[str, int]
    """How much of each form was searched."""
    claims: int
    public: int
    """How many of the words that must go out did."""
    wanted: int
    stops: int
    quotes: dict[str, Quoted]
    """By where they stand: the record, each kind of page, each format of data."""
    seconds: float


def leaks(folder: Path, secrets: int = SECRETS, seed: int = 1) -> Leaks:
    """Plant so many secrets, put an issue out in every form, take some of it back, put out another, and look for the secrets in all of it."""
    ledger, planted = plant(folder, secrets, seed)
    with ledger:
        first = _issue(ledger, planted, NOW, folder)
        ledger.append([entry(first.state, first.issue, by=BY, digest="ab" * 32)], [], NOW.isoformat())
        after = take_back(ledger, planted)
        second = _issue(ledger, after, LATER, folder)
        every = Sought({**after.secrets, "who publishes": [BY]})
        private = [*_entries(ledger), msgspec.json.encode(list(planted.watched))]
        came = (first, second)
        return Leaks(
            planted=every.many,
            there=len(every.found(private)),
            found={form: first.found[form] | second.found[form] for form in first.found},
            octets={form: first.octets[form] + second.octets[form] for form in first.octets},
            claims=len(first.issue.record.claims),
            public=sum(one.public for one in came),
            wanted=len(planted.public) + len(after.public),
            stops=sum(len(one.issue.stops) for one in came),
            quotes=_together(first.quotes, second.quotes),
            seconds=sum(one.seconds for one in came),
        )


class _Issue(NamedTuple):
    """One issue, searched."""

    state: State
    issue: Prepared
    found: dict[str, set[tuple[str, str]]]
    octets: dict[str, int]
    public: int
    quotes: dict[str, Quoted]
    seconds: float


def _issue(ledger: Ledger, planted: Planted, now: datetime, folder: Path) -> _Issue:
    """Make an issue as the commands do, write it in every form, and look for every secret in each."""
    key = SigningKey.new("made-up")
    sealing = Sealing(checkpoint=make_checkpoint(ledger, key), key=key)
    state = State(View.of(ledger, known=sealing.checkpoint.size))
    begun = process_time()
    issue = prepared(state, POLICY, now=now, rule=ENVELOPE.name, watched=planted.watched)
    seconds = process_time() - begun
    sought = Sought({**planted.secrets, "who publishes": [BY]})
    found: dict[str, set[tuple[str, str]]] = {}
    octets: dict[str, int] = {}
    for form, files in forms(issue, ledger, sealing, folder / "site"):
        chunks = list(opened(files))
        hits = sought.found(chunks)
        # The entry of a claim in which nothing is private is shown whole, and its id with it.
        found[form] = {hit for hit in hits if form != "the bundle" or hit[1] not in planted.shown}
        octets[form] = sum(map(len, chunks))
    words = msgspec.json.encode(issue.record).decode().lower()
    captured = Captured(ledger, issue)
    quotes = {"record": verbatim(issue, captured), **on_site(folder / "site", captured), **in_data(issue, captured)}
    return _Issue(state, issue, found, octets, sum(word.lower() in words for word in planted.public), quotes, seconds)


def _together(one: dict[str, Quoted], other: dict[str, Quoted]) -> dict[str, Quoted]:
    return {
        place: Quoted(one[place].right + other[place].right, one[place].every + other[place].every) for place in one
    }


def verbatim(issue: Prepared, captured: Captured) -> Quoted:
    """Return how many quotes of claims and lines stand to the letter in the report that the record names, and of how many."""
    quotes = [(claim.id, claim.quote) for claim in issue.record.claims]
    quotes += [(line.claim, line.words.text) for line in lines(issue.record.brief)]
    return Quoted(sum(captured.stands(quote, claim) for claim, quote in quotes), len(quotes))


def run(data_dir: Path) -> list[Outcome]:  # noqa: ARG001 - everything is made up
    """Return what gets out of 10,000 secrets, and how many quotes stand to the letter in their reports."""
    with tempfile.TemporaryDirectory() as folder:
        came = leaks(Path(folder))
    return [
        Outcome(
            set="secrets",
            measures=(
                *(
                    Measured(name=f"found in {form}", value=len(hits), gated=True, less_is_better=True)
                    for form, hits in came.found.items()
                ),
                Measured(name="planted and in the ledger", value=came.there / came.planted, gated=True),
                Measured(name="public words that went out", value=came.public / came.wanted, gated=True),
                Measured(name="planted", value=came.planted),
                Measured(name="claims that went out", value=came.claims),
                Measured(name="searched", value=sum(came.octets.values()) / 1e6, unit="MB"),
                Measured(name="stops of the gate", value=came.stops, gated=True, less_is_better=True),
            ),
            seconds=came.seconds,
        ),
        Outcome(
            set="quotes",
            measures=(
                *(
                    Measured(name=f"to the letter, {place}", value=found.right / found.every, gated=True)
                    for place, found in came.quotes.items()
                ),
                Measured(name="quotes", value=sum(found.every for found in came.quotes.values())),
            ),
        ),
    ]


def _entries(ledger: Ledger) -> Iterator[bytes]:
    return (entry.body for entry in ledger.entries())
