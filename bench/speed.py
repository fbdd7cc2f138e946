"""Measures speed on our own texts: characters a second of each stage, cold starts, loading, and the memory of one reading."""

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from bench.engine import Engine
from bench.outcome import Measured, Outcome
from bench.speed_texts import Texts
from sayso.register.load import Register

_COPIES = 16
_STARTS = 5
_SAMPLE = Path(__file__).parents[1] / "sample" / "harbour-city-live.txt"


class Start(msgspec.Struct, frozen=True):
    """What the best of several processes took: wall seconds, and its peak of memory in MB."""

    seconds: float
    peak_mb: float


def run(data_dir: Path) -> list[Outcome]:
    """Return rates on one core after loading, and cold starts on the reference report where `data_dir` has one."""
    reports = sorted((data_dir / "reference").glob("*.txt")) or [_SAMPLE]
    version, read = _start("--version"), _start("read", str(reports[0]))
    measures = (
        *_rates(),
        Measured(name="start, --version", value=version.seconds, unit="s", less_is_better=True),
        Measured(name="start, read a report", value=read.seconds, unit="s", less_is_better=True),
        Measured(name="load, register", value=_register(), unit="s", less_is_better=True),
        Measured(name="memory, read a report", value=read.peak_mb, unit="MB", less_is_better=True),
    )
    return [Outcome(set="speed", measures=measures)]


def _rates() -> list[Measured]:
    """Return characters a second of processor time: reading and resolving together, and each stage alone."""
    engine, texts = Engine(), Texts()
    for text in texts.copies(0):
        engine.claims(text, None)
    characters = 0
    spent = {"structure": 0.0, "extract": 0.0, "resolve": 0.0}
    for copy in range(1, _COPIES + 1):
        for text in texts.copies(copy):
            characters += len(text)
            _, taken = engine.timed(text, None)
            spent = {stage: seconds + getattr(taken, stage) for stage, seconds in spent.items()}
    whole = Measured(
        name="extract and resolve", value=characters / (spent["extract"] + spent["resolve"]), unit="chars/s"
    )
    return [whole, *(Measured(name=stage, value=characters / s, unit="chars/s") for stage, s in spent.items())]


def _register() -> float:
    """Return the processor time of reading the register, the best of several times."""
    spent = []
    for _ in range(_STARTS):
        Register.load.cache_clear()
        begun = time.process_time()
        _ = Register.load().index
        spent.append(time.process_time() - begun)
    return min(spent)


def _start(*arguments: str) -> Start:
    """Run the command several times, each in a new process, and return the best."""
    command = [str(Path(sys.executable).with_name("sayso")), *arguments]
    starts = []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        starts.append(Start(seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)))
    return Start(min(s.seconds for s in starts), min(s.peak_mb for s in starts))
