"""Measures bundles: every one-byte change, cut, added or removed file is refused by the bundle's own script; how long it takes for 10,000 items."""

import contextlib
import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import Batch, put, record_entry, reports
from sayso.bundling import Sealing, private_bundle
from sayso.commands.outputs import write_folder
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.pipeline import Pipeline
from sayso.records import Claim, Report
from sayso.state import State

CHANGES = 10_000
CUTS = 500
ITEMS = 10_000
_ENTRIES_A_REPORT = 5
"""Of the made-up ledger, about: a capture, a report, claims."""


class Refused(msgspec.Struct, frozen=True):
    """How many changes of a kind were made, and how many the script refused."""

    made: int
    refused: int


def bundle(number: int, key: SigningKey, seed: int = 1) -> dict[str, bytes]:
    """Return a private bundle of a made-up ledger of so many reports."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "desk.ledger") as ledger:
        for batch in reports(number, seed):
            put(ledger.store, _quoting(batch))
        pipeline = Pipeline()
        sealing = Sealing(checkpoint=pipeline.checkpoint(ledger, key), key=key)
        state = State(View.of(ledger, known=sealing.checkpoint.size))
        return private_bundle(state, None, sealing, pipeline.coder)


def _quoting(batch: Batch) -> Batch:
    """Return the append of a report with claims whose quotes stand in it, which made-up ones need not."""
    text = next(msgspec.json.decode(e.body, type=Report).text for e in batch.entries if e.kind == "report")
    entries = []
    for at, entry in enumerate(batch.entries):
        made = entry
        if entry.kind == "claim":
            span = (at * 7 % len(text), len(text))
            told = msgspec.json.decode(entry.body, type=Claim)
            told = msgspec.structs.replace(told, span=span, quote=text[slice(*span)])
            made = record_entry("claim", told, told.id, about=told.report)
        entries.append(made)
    return msgspec.structs.replace(batch, entries=tuple(entries))


def verified(folder: Path, script: str, *arguments: str) -> bool:
    """Run the script of a bundle over a folder in this process; return whether it found everything as it was made."""
    was, sys.argv = sys.argv, ["verify.py", *arguments]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(script, "verify.py", "exec"), {"__name__": "bundle", "__file__": str(folder / "verify.py")})  # noqa: S102
    except SystemExit as ended:
        return ended.code == 0
    finally:
        sys.argv = was
    return False


def changes(made: dict[str, bytes], number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many one-byte changes, each a file's name and what it holds then: every file in its turn, every place as likely."""
    chance = random.Random(seed)  # noqa: S311 - the same changes every time, not a secret
    names = sorted(made)
    weights = [len(made[name]) ** 0.5 for name in names]
    for at in range(number):
        name = names[at % len(names)] if at < number // 2 else chance.choices(names, weights)[0]
        data = bytearray(made[name])
        where = chance.randrange(len(data))
        data[where] = chance.choice([value for value in range(256) if value != data[where]])
        yield name, bytes(data)


def tampered(made: dict[str, bytes], key: SigningKey, number: int, cuts: int, seed: int = 1) -> dict[str, Refused]:
    """Change a bundle in every way so many times; return by way how many were made and refused."""
    chance = random.Random(seed)  # noqa: S311 - the same changes every time, not a secret
    script = made["verify.py"].decode()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "bundle"
        write_folder(folder, made)
        if not verified(folder, script, str(key.verifier)):
            return {"as it was made": Refused(1, 1)}

        def refused(name: str, data: bytes | None) -> bool:
            path = folder / name
            path.unlink(missing_ok=True)
            if data is not None:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
            ended = not verified(folder, script, str(key.verifier))
            path.unlink(missing_ok=True)
            if name in made:
                path.write_bytes(made[name])
            return ended

        flipped = [refused(*change) for change in changes(made, number, seed)]
        cut = [
            refused(name, made[name][: chance.randrange(len(made[name]))])
            for name in chance.choices(sorted(made), k=cuts)
        ]
        gone = [refused(name, None) for name in made]
        new = [
            refused(name, b"SAMPLE")
            for name in ("more.txt", ".hidden", "captures/more", "a b", "\u00e9", "SHA256SUMS ")
        ]
    found = {"one-byte changes": flipped, "cut files": cut, "removed files": gone, "added files": new}
    return {way: Refused(len(each), sum(each)) for way, each in found.items()}


def measured(number: int = ITEMS) -> tuple[int, float]:
    """Return how many entries a bundle of about so many shows, and in how many seconds a bare Python verifies it."""
    made = bundle(number // _ENTRIES_A_REPORT, SigningKey.new("bench"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "bundle"
        write_folder(folder, made)
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-S", str(folder / "verify.py")], check=True, capture_output=True)
        return made["entries.jsonl"].count(b"\n"), time.perf_counter() - begun


def run(data_dir: Path) -> list[Outcome]:
    """Tamper with one bundle in every way, and verify a large one."""
    del data_dir
    key = SigningKey.new("bench")
    begun = time.process_time()
    found = tampered(bundle(10, key), key, CHANGES, CUTS)
    spent = time.process_time() - begun
    entries, seconds = measured()
    shares = tuple(
        Measured(name=f"{way} refused", value=each.refused / each.made, gated=True) for way, each in found.items()
    )
    per_items = Measured(
        name="seconds a 10,000 entries", value=seconds * 10_000 / entries, unit="s", less_is_better=True
    )
    return [Outcome(set="bundle", measures=(*shares, per_items), seconds=spent)]
