"""What a person asks for without saying of what is refused with a sentence, whichever verb it is."""

from pathlib import Path
from typing import get_args

import pytest

from sayso.decisions import Verb
from sayso.errors import LedgerError, UsageError
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request

NOTHING: list[dict[str, object]] = [{}, {"claims": ("zz",)}, {"events": ("zz",)}, {"names": ("zz",)}, {"names": ("",)}]


@pytest.mark.parametrize("verb", get_args(Verb))
def test_each_verb_without_what_it_is_about_is_refused(verb: Verb, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("SAMPLE. Shells killed three people in Marivan on Monday, the council said.", encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "desk.ledger") as ledger:
        list(pipeline.add(ledger, [pipeline.read(report)]))
        before = ledger.head().seq
        for given in NOTHING:
            with pytest.raises((UsageError, LedgerError)):
                pipeline.decide(ledger, Request(verb=verb, by="r1", reason="none", **given))  # type: ignore[arg-type]
        assert ledger.head().seq == before
