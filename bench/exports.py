"""What goes out as data: the same bytes from everywhere, no formula in any cell, and every format read back as it was written."""

import csv
import io
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow.parquet

from bench.outcome import Measured, Outcome, share
from bench.private_postgres import NoPostgres, PrivatePostgres
from sayso.intake import Reading
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.publish.characters import unguarded
from sayso.publish.exports.package import written
from sayso.publish.public.record import PublicSpeaker
from tests.publish.public.made import FORMULAS, claim, many, record, source

ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
LOCALES = ("C", "C.UTF-8")
SEEDS = (0, 1, 2, 3, 4)
CELLS = 10_000
_ROOT = Path(__file__).resolve().parent.parent
_TOLD = (
    "SAMPLE. Shells hit {place} on {day} May 2031, killing {killed} people, the Harbour Watch group said. "
    "The ministry said that at least {day} were wounded. مرصد العينة قال ذلك أيضا."
)
_SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}
"""Characters at which a program might cut a line of CSV, by their codes as LibreOffice takes them."""


def run(data_dir: Path) -> list[Outcome]:
    """Return what the exports came to; needs no data."""
    del data_dir
    return [_same(), *_formulas(), _read_back()]


def _same() -> Outcome:
    """Return how many formats have one hash over all zones, locales, seeds and stores."""
    begin = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "desk.ledger")
        _fill(first)
        try:
            with PrivatePostgres() as server:
                second = server.database("exports")
                copy_ledger(first, second, 1)
                found = _runs((str(first), second))
        except NoPostgres as reason:
            print(f"exports: one store only, {reason}", file=sys.stderr)
            found = _runs((str(first),))
    formats = found[0]
    one = sum(len({each[name] for each in found}) == 1 for name in formats)
    return Outcome(
        set="exports/same bytes",
        measures=(
            Measured(name="runs", value=len(found)),
            Measured(name="formats", value=len(formats)),
            share("one SHA-256 a format", one, len(formats), gated=True),
        ),
        seconds=time.process_time() - begin,
    )


def _fill(place: Path) -> None:
    """Begin a ledger with our own sample and some invented reports."""
    pipeline = Pipeline()
    with tempfile.TemporaryDirectory() as name, Ledger.open(place) as ledger:
        for day in range(1, 25):
            told = _TOLD.format(day=day, killed=day % 5 + 2, place=("Marivan", "Orvaal", "Merrowhaven")[day % 3])
            Path(name, f"report-{day}.txt").write_text(told, encoding="utf-8")
        reports = pipeline.read_all([str(_ROOT / "sample" / "harbour-city-live.txt"), name], published="2031-05-24")
        for _ in pipeline.add(ledger, (one for one in reports if isinstance(one, Reading))):
            pass


def _runs(places: tuple[str, ...]) -> list[dict[str, str]]:
    found = []
    for place, zone, language, seed in itertools.product(places, ZONES, LOCALES, SEEDS):
        around = os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(seed)}
        command = [sys.executable, "-m", "bench.export_hashes", place]
        done = subprocess.run(command, env=around, cwd=_ROOT, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))
    return found


def _formulas() -> Iterator[Outcome]:
    """Yield how many formulas LibreOffice finds in cells that begin like one; nothing where there is no LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print(
            "exports: soffice is missing (Debian: apt-get install libreoffice-calc-nogui); formulas were not opened",
            file=sys.stderr,
        )
        return
    words = dangerous(CELLS)
    of = source(0)
    told = [
        claim(
            None,
            n,
            of,
            quote=text,
            label=text,
            speakers=(PublicSpeaker(shown=text),),
            places=(),
            parties=(),
            figures=(),
        )
        for n, text in enumerate(words)
    ]
    made = record([], told, [of])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "claims.csv").write_bytes(next(f.data for f in written(made, "csv") if f.table == "claims"))
        (folder / "record.xlsx").write_bytes(written(made, "xlsx")[0].data)
        with (folder / "raw.csv").open("w", newline="", encoding="utf-8") as sink:
            csv.writer(sink, quoting=csv.QUOTE_ALL).writerows([text] for text in words)
        counts = {"XLSX": _opened(office, folder, "record.xlsx", None)}
        counts |= {f"CSV, {sign}": _opened(office, folder, "claims.csv", code) for sign, code in _SEPARATORS.items()}
        unguarded_cells = _opened(office, folder, "raw.csv", _SEPARATORS["comma"])
    yield Outcome(
        set="exports/formulas",
        measures=(
            Measured(name="cells", value=3 * len(words)),
            Measured(name="formulas in a third of them without our guard", value=unguarded_cells),
            *(
                Measured(name=f"formulas in {where}", value=count, gated=True, less_is_better=True)
                for where, count in counts.items()
            ),
        ),
    )


def dangerous(number: int) -> list[str]:
    """Return so many cells that begin like formulas, seeded."""
    dice = random.Random(11)  # noqa: S311 - made-up data
    ends = ("", "+A1", ";=A1", "\n=A1", "\t=A1", '";=A1;"', "',=A1", "\r\n@A1")
    return [
        FORMULAS[n % len(FORMULAS)] + (f"{n}{dice.choice(ends)}" if n >= len(FORMULAS) else "") for n in range(number)
    ]


def _opened(office: str, folder: Path, name: str, separator: int | None) -> int:
    """Return how many cells hold a formula when LibreOffice opens a file in the way that computes the most."""
    out = folder / f"out-{separator}"
    # The last token lets cells of a CSV be computed, which newer versions do not unless they are told to.
    how = [] if separator is None else [f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,-1,true"]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [office, "--headless", profile, *how, "--convert-to", "fods", "--outdir", str(out), str(folder / name)],
        check=True, capture_output=True,
    )  # fmt: skip
    return len(re.findall(rb"table:formula=", (out / name).with_suffix(".fods").read_bytes()))


def _read_back() -> Outcome:
    """Return how many tables of a large record are read back from CSV and Parquet as JSON Lines has them."""
    begin = time.process_time()
    made = many(3_000)
    by_format = {name: {f.table: f.data for f in written(made, name)} for name in ("csv", "jsonl", "parquet")}
    seconds = time.process_time() - begin
    right = total = 0
    for table, data in by_format["jsonl"].items():
        lines = [json.loads(line) for line in data.splitlines()]
        kept = pyarrow.parquet.read_table(io.BytesIO(by_format["parquet"][table])).to_pylist()
        right += [_plain(row) for row in kept] == [_plain(row) for row in lines]
        cells = csv.DictReader(io.StringIO(by_format["csv"][table].decode(), newline=""), strict=True)
        right += [{k: unguarded(v) for k, v in row.items()} for row in cells] == [
            {k: _cell(v) for k, v in row.items()} for row in lines
        ]
        total += 2
    characters = sum(len(data) for found in by_format.values() for data in found.values())
    return Outcome(
        set="exports/read back",
        measures=(
            share("tables as they were", right, total, gated=True),
            Measured(name="events", value=len(made.events)),
        ),
        characters=characters,
        seconds=seconds,
    )


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def _cell(value: object) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
