"""Measures redactions: a thousand names are taken out one by one; the ledger verifies, and no name is left in any file."""

import hashlib
import random
import tempfile
import time
from functools import partial
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import Batch, moment, put, record_entry, reports
from sayso.ledger.blackening import Words
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.redact import Mandate, Plan, words_plan
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from sayso.records import Claim, Report

REDACTIONS = 1_000
_PURGE_EVERY = 50
_MANDATE = Mandate(authority="the person concerned", reason="SAMPLE", by="r1")


class Found(msgspec.Struct, frozen=True):
    """What was left after some redactions."""

    before: int
    """Names that stood in the files at first: all of them, or the search proves nothing."""
    left: int
    """Names in any file of the ledger's folder, or in a backup made afterwards."""
    whole: bool
    """Whether the ledger verifies, against a checkpoint made before the first redaction too."""


def redact(number: int, seed: int = 1) -> Found:
    """Record so many names, each in a text, a quote and a speaker's name, and take them out one by one."""
    names = _names(number, seed)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "desk.ledger") as ledger:
        for batch in _telling(names, seed):
            put(ledger.store, batch)
        pipeline = Pipeline()
        outside = read_note(pipeline.checkpoint(ledger, SigningKey.new("bench")).note)
        before = _in_files(Path(folder), names)
        for at, name in enumerate(names, start=1):
            purge = at % _PURGE_EVERY == 0 or at == number
            pipeline.redact(ledger, partial(_search, ledger, Words([name])), _MANDATE, purge=purge)
        found = verify(ledger.store, [outside])
        copy_ledger(Path(folder) / "desk.ledger", Path(folder) / "backup.ledger")
        return Found(before, _in_files(Path(folder), names), found.whole and found.outside == 1)


def _search(ledger: Ledger, words: Words, after: int) -> Plan:
    return words_plan(ledger, words, after=after)


def _names(number: int, seed: int) -> list[str]:
    """Return invented names, none of which is part of another."""
    chance = random.Random(seed)  # noqa: S311 - the same names every time, not a secret
    syllables = ("tam", "ori", "bel", "nuk", "vas", "hed", "jor", "kip", "lun", "mab")
    found: dict[str, None] = {}
    while len(found) < number:
        given, family = ("".join(chance.choices(syllables, k=k)).title() for k in (2, 4))
        found[f"{given} {family}"] = None
    return list(found)


def _telling(names: list[str], seed: int) -> list[Batch]:
    """Return reports in which five people each are named."""
    found = []
    for number, batch in enumerate(reports(len(names) // 5 + 1, seed)):
        some = names[number * 5 :][:5]
        _, report, *claims = batch.entries
        told = [msgspec.json.decode(entry.body, type=Claim) for entry in claims[:1] * len(some)]
        own = [_said_by(claim, name, number) for claim, name in zip(told, some, strict=True)]
        text = " ".join(["SAMPLE.", *(claim.quote for claim in own)])
        read = msgspec.json.decode(report.body, type=Report)
        data = text.encode()
        name = hashlib.sha256(data).hexdigest()
        taken = msgspec.structs.replace(read.capture, id=name, size=len(data))
        read = msgspec.structs.replace(read, id=name, capture=taken, text=text)
        entries = [record_entry("capture", taken, name), record_entry("report", read, name)]
        entries += [record_entry("claim", claim, claim.id, about=read.id) for claim in own]
        found.append(Batch(entries=tuple(entries), captures=((name, data),), at=moment(number)))
    return found


def _said_by(claim: Claim, name: str, number: int) -> Claim:
    speaker = msgspec.structs.replace(claim.speakers[0], name=name)
    quote = f"{name} said that shells hit Marivan."
    return msgspec.structs.replace(
        claim, id=hashlib.sha256(f"{number} {name}".encode()).hexdigest()[:20], quote=quote, speakers=(speaker,)
    )


def _in_files(folder: Path, names: list[str]) -> int:
    """Return how many of the names stand in any file of a folder."""
    everything = [file.read_bytes() for file in folder.iterdir()]
    return sum(any(name.encode() in content for content in everything) for name in names)


def run(data_dir: Path) -> list[Outcome]:
    """Return what 1,000 redactions left; needs no data."""
    del data_dir
    begun = time.perf_counter()
    found = redact(REDACTIONS)
    seconds = time.perf_counter() - begun
    measures = (
        Measured(name="redactions", value=REDACTIONS),
        Measured(name="names in the files before", value=found.before, gated=True),
        Measured(name="names left in any file", value=found.left, gated=True, less_is_better=True),
        Measured(name="verifies", value=float(found.whole), gated=True),
        Measured(name="redactions a second", value=REDACTIONS / seconds, unit="/s"),
    )
    return [Outcome(set="redactions", measures=measures)]
