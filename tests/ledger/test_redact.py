"""Redaction: the words are gone from every file, every proof stays, and what is left can still be read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from sayso.decisions import Redaction
from sayso.errors import RedactedError, UsageError
from sayso.ledger.blackening import Words
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.redact import Mandate, Plan, part_plan, plan_lines, report_plan, words_plan
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from sayso.records import Claim, Report
from tests.ledger.ledgers import AT, add, capture, claim, decision, finding, tamper

MANDATE = Mandate(authority="the person concerned", reason="asked for it", by="e1")
TEXT = "SAMPLE. Shells hit Marivan, Ana Petrova said. ANA  PETROVA saw the army fire. Tessa Lind said so too."
CLAIMS = [
    claim(TEXT, "Shells hit Marivan, Ana Petrova said.", speaker="Ana Petrova"),
    claim(TEXT, "ANA  PETROVA saw the army fire.", speaker="Harbour Watch"),
    claim(TEXT, "Tessa Lind said so too.", speaker="Tessa Lind"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of six entries: capture, report, three claims, their set."""
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as ledger:
        add(ledger, TEXT, CLAIMS, title="Ana Petrova of Marivan")
    return path


def redact(ledger: Ledger, plan: Callable[[int], Plan]) -> tuple[Plan, ...]:
    return Pipeline().redact(ledger, plan, MANDATE)


def redact_words(ledger: Ledger, *words: str) -> tuple[Plan, ...]:
    return redact(ledger, partial(plan_after, ledger, Words(words)))


def plan_after(ledger: Ledger, words: Words, after: int) -> Plan:
    return words_plan(ledger, words, after=after)


def in_files(folder: Path, *words: str) -> set[str]:
    """Return which words stand in any file of a folder, as bytes, whatever their case."""
    held = b"\n".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()
    return {word for word in words if word.lower().encode() in held}


def once(plan: Plan) -> Callable[[int], Plan]:
    return lambda after: plan if not after else Plan(parts=(), captures=(), kept=(), seq=after)


def test_words_are_blacked_out_where_they_stood_and_spans_still_fit(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        (report,) = ledger.reports()
        black = "█" * 11
        assert report.text == TEXT.replace("Ana Petrova", black).replace("ANA  PETROVA", black + "█")
        assert report.title == f"{black} of Marivan"
        claims = list(ledger.claims())
        assert [one.quote for one in claims] == [report.text[one.span[0] : one.span[1]] for one in claims]
        assert [one.speakers[0].name for one in claims] == [black, "Harbour Watch", "Tessa Lind"]
        assert [recorded.withheld for recorded in ledger.entries("claim")] == [("people", "words"), ("words",), ()]


def test_every_proof_stays_whole(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before = read_note(Pipeline().checkpoint(ledger, SigningKey.new("desk")).note)
        redact_words(ledger, "Ana Petrova")
        found = verify(ledger.store, [before])
    assert (found.whole, found.outside, found.withheld, found.removed) == (True, 1, 4, 1)


def test_the_words_are_gone_from_every_file_and_from_backups_made_afterwards(path: Path, tmp_path: Path) -> None:
    assert in_files(tmp_path, "Ana Petrova", "Tessa Lind") == {"Ana Petrova", "Tessa Lind"}
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        # The capture's bytes go whole, and with them other words in them; the claims still say those.
        assert in_files(tmp_path, "Petrova", "Tessa Lind") == {"Tessa Lind"}
    assert in_files(tmp_path, "Petrova", "Tessa Lind") == {"Tessa Lind"}
    copy_ledger(path, tmp_path / "backup.ledger")
    assert in_files(tmp_path, "Petrova", "Tessa Lind") == {"Tessa Lind"}


def test_who_why_and_by_whose_authority_stay_readable(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        (redaction,) = ledger.redactions()
        (entry,) = ledger.entries("redaction")
    assert (redaction.authority, redaction.reason, redaction.by, entry.by) == (*msgspec.structs.astuple(MANDATE), "e1")
    assert [(one.seq, one.part) for one in redaction.withheld] == [
        (2, "words"),
        (3, "people"),
        (3, "words"),
        (4, "words"),
    ]
    assert redaction.captures == (capture(TEXT).id,)


def test_a_plan_changes_nothing_and_says_what_would_go(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before = list(ledger.entries())
        plan = words_plan(ledger, Words(["tessa lind"]))
        assert list(ledger.entries()) == before
    assert list(plan_lines(plan)) == [
        f"entry 2: words of report {capture(TEXT).id} (10 characters blacked out)",
        f"entry 5: people of claim {CLAIMS[2].id} (10 characters blacked out)",
        f"entry 5: words of claim {CLAIMS[2].id} (10 characters blacked out)",
        f"capture {capture(TEXT).id}: all bytes",
    ]


def test_what_an_earlier_redaction_left_is_redacted_too(path: Path, tmp_path: Path) -> None:
    """The first leaves "Tessa Lind" in what it put in the stead of the text; the second blacks it there; a third goes deeper."""
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        redact_words(ledger, "Tessa Lind")
        redact_words(ledger, "the army")
        assert next(ledger.reports()).text == "SAMPLE. Shells hit Marivan, " + "█" * 11 + " said. " + "█" * 12 + (
            " saw " + "█" * 8 + " fire. " + "█" * 10 + " said so too."
        )
        assert verify(ledger.store).whole
    assert in_files(tmp_path, "Petrova", "Tessa", "the army") == set()


def test_a_part_of_one_entry_goes_as_a_whole(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact(ledger, once(part_plan(ledger, CLAIMS[0].id, "people")))
        redact(ledger, once(part_plan(ledger, CLAIMS[1].id, "words")))
        one, two, _ = ledger.claims()
        assert (one.speakers, one.actors, one.figures, one.quote) == ((), (), (), CLAIMS[0].quote)
        assert two.quote == "███  ███████ ███ ███ ████ █████"
        assert verify(ledger.store).whole


def test_a_report_goes_with_the_words_of_its_claims_and_its_bytes(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        redact(ledger, once(report_plan(ledger, capture(TEXT).id)))
        (report,) = ledger.reports()
        assert len(report.text) == len(TEXT)
        assert set(report.text) == {"█", " "}
        assert [(one.event, one.said, one.places, one.speakers) for one in ledger.claims()] == [
            ("shelling", "2031-05-14", (), ())
        ] * 3
        assert verify(ledger.store).whole
        assert report_plan(ledger, capture(TEXT).id).parts == ()
    assert in_files(tmp_path, "Petrova", "Tessa", "Marivan", "Harbour Watch", "the army") == set()


def test_a_report_that_was_redacted_does_not_come_back_by_adding_it_again(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
        redact_words(ledger, "Tessa Lind")
        with pytest.raises(RedactedError, match="was removed by the redaction in entry 7; nothing was recorded"):
            add(ledger, TEXT, [claim(TEXT, "Ana Petrova said", speaker="Ana Petrova")])
        assert ledger.head().seq == 8


def test_decisions_and_findings_lose_words_too_and_stay_decisions(tmp_path: Path) -> None:
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as ledger:
        made = msgspec.structs.replace(decision("d1", "c1"), reason="Ana Petrova asked")
        ledger.append([made, finding("a name, Ana Petrova, twice: Ana Petrova")], [], AT)
        redact_words(ledger, "Ana Petrova")
        assert next(ledger.decisions()) == msgspec.structs.replace(made, reason="███████████ asked")
        assert next(ledger.findings()).message == "a name, ███████████, twice: ███████████"
        assert verify(ledger.store).whole


def test_vocabulary_and_ids_are_nobodys_words(path: Path) -> None:
    """`shelling` is a kind of event and stays, or the claim could not be read; an id that holds the letters stays too."""
    with Ledger.open(path) as ledger:
        redact_words(ledger, "shelling", CLAIMS[0].id[:4])
        assert [one.event for one in ledger.claims()] == ["shelling"] * 3
        assert [one.id for one in ledger.claims()] == [one.id for one in CLAIMS]


def test_words_that_were_added_meanwhile_go_too(path: Path, tmp_path: Path) -> None:
    """Another program records the name between the search and the redaction."""
    late = "SAMPLE. Ana Petrova spoke again."
    with Ledger.open(path) as ledger:

        def search(after: int) -> Plan:
            plan = words_plan(ledger, Words(["Ana Petrova"]), after=after)
            if not after:
                add(ledger, late, [claim(late, "Ana Petrova spoke")])
            return plan

        assert len(redact(ledger, search)) == 2
    assert in_files(tmp_path, "Petrova") == set()


@pytest.mark.parametrize(
    "words", [[], [""], ["a"], ["Ana", " "]], ids=["none", "empty", "one letter", "a blank among them"]
)
def test_words_that_stand_everywhere_are_refused(words: list[str]) -> None:
    with pytest.raises(UsageError, match="at least 2 characters"):
        Words(words)


@pytest.mark.parametrize(
    ("name", "part", "says"),
    [(CLAIMS[0].id, "quote", "it has people, rest, words"), (capture(TEXT).id[:20], "rest", "redact its words")],
    ids=["a part that is none", "what a set of claims cannot do without"],
)
def test_a_part_that_cannot_go_is_refused(path: Path, name: str, part: str, says: str) -> None:
    with Ledger.open(path) as ledger:
        found = next(e for e in ledger.entries() if e.id == name)
        with pytest.raises(UsageError, match=says):
            part_plan(ledger, found.id, part)


def test_where_words_stay_is_said(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "desk.ledger") as ledger:
        ledger.append([decision("d1", "c1", by="petrova")], [], AT)
        assert words_plan(ledger, Words(["Petrova"])).kept == ("entry 1 is found by the name 'petrova', which stays",)


TAMPERED = [
    ("a part cut out by a redaction that names another", "UPDATE openings SET redaction = 9 WHERE seq = 3"),
    ("a redaction that cut nothing", "UPDATE openings SET withheld = '', redaction = NULL WHERE seq = 3"),
]


@pytest.mark.parametrize(("what", "statement"), TAMPERED, ids=[row[0] for row in TAMPERED])
def test_what_is_withheld_is_held_against_the_redactions(path: Path, what: str, statement: str) -> None:
    del what
    with Ledger.open(path) as ledger:
        redact_words(ledger, "Ana Petrova")
    tamper(path, statement)
    with Ledger.open(path) as ledger:
        found = verify(ledger.store).first
    assert found is not None
    assert found.seq == 3


def names(count: int) -> list[str]:
    """Invented names, none the beginning of another."""
    first, last = (
        ("Tam", "Ori", "Bel", "Nuk", "Vas", "Hed", "Jor", "Kip", "Lun", "Mab"),
        ("dath", "quill", "zorn", "wick", "feld"),
    )
    return [
        f"{first[n % 10]}{first[n // 10 % 10].lower()}a {first[n // 100 % 10]}{last[n % 5]}{n:04}" for n in range(count)
    ]


def test_a_thousand_names_of_five_thousand_fields_go_and_the_ledger_is_whole(tmp_path: Path) -> None:
    """Each name stands in the text, in the quote and as the speaker; then in no file, not in the log, not in a backup."""
    path, everybody = tmp_path / "desk.ledger", names(1000)
    with Ledger.open(path) as ledger:
        for at in range(0, 1000, 10):
            some = everybody[at : at + 10]
            text = "SAMPLE. " + " ".join(f"{name} said that shells hit Marivan." for name in some)
            add(ledger, text, [claim(text, f"{name} said that shells hit Marivan.", speaker=name) for name in some])
        before = read_note(Pipeline().checkpoint(ledger, SigningKey.new("desk")).note)
        assert in_files(tmp_path, *everybody) == set(everybody)
        assert verify(ledger.store).opened > 3 * 1000 + 2 * 100
        for at in range(0, 1000, 50):
            search = partial(plan_after, ledger, Words(everybody[at : at + 50]))
            Pipeline().redact(ledger, search, MANDATE, purge=at == 950)
        found = verify(ledger.store, [before])
        assert (found.whole, found.outside, found.withheld, found.removed) == (True, 1, 2 * 1000 + 100, 100)
        assert in_files(tmp_path, *everybody) == set()
        assert all(isinstance(one, Claim) and "█" in one.quote for one in ledger.claims())
        assert all(isinstance(one, Report) for one in ledger.reports())
        assert all(isinstance(one, Redaction) for one in ledger.redactions())
    copy_ledger(path, tmp_path / "backup.ledger")
    assert in_files(tmp_path, *everybody) == set()
