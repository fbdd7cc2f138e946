"""Archives and exports as a person gives them: read, added and briefed like any report, and the ledger written as one."""

from pathlib import Path

from sayso.ledger.ledger import Ledger
from tests.capture.archives.samples import EVERY, TABLE, Warc, warc
from tests.cli.called import Run
from tests.structure.test_documents import paragraph, word


def put(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


def test_an_archive_is_added_with_the_fetches_of_which_it_tells(run: Run) -> None:
    put("a.warc", warc())
    ended = run("add", "a.warc", "--published", "2031-05-14")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == "https://sample.example/0: 1 new claims, 0 known"
    again = run("add", "a.warc", "--published", "2031-05-14")
    assert again.out.splitlines()[0] == "https://sample.example/0: 0 new claims, 1 known"
    with Ledger.open("sayso.ledger") as ledger:
        (fetch,) = ledger.fetches_of("https://sample.example/0")
        assert (fetch.collector, fetch.started) == ("archive", "2031-05-14T08:30:00Z")
        assert len(list(ledger.fetches())) == 3
    assert run("verify").code == 0


def test_bad_rows_are_lines_and_the_others_are_read(run: Run) -> None:
    put("table.csv", TABLE)
    ended = run("add", "table.csv")
    assert ended.code == 3
    assert [line.split(":")[0] for line in ended.out.splitlines()] == ["table.csv#2", "table.csv#5"]
    assert "sayso: table.csv#4 has no text\n" in ended.err
    assert "sayso: table.csv#6 has 3 values for 4 columns\n" in ended.err


def test_columns_are_named_by_a_mapping(run: Run) -> None:
    put("table.csv", b"Meldung,Tag\nShells hit Orvaal and killed three people.,14.05.2031\n")
    put("columns.toml", b'text = "Meldung"\npublished = "Tag"\ndate_format = "%d.%m.%Y"\n')
    assert run("read", "table.csv").code == 1
    ended = run("read", "table.csv", "--mapping", "columns.toml")
    assert ended.code == 0
    assert "published 2031-05-14 (metadata: published)" in ended.out
    assert run("read", "table.csv", "--mapping", "none.toml").code == 2


def test_no_more_members_are_read_than_were_asked_for(run: Run) -> None:
    put("a.warc", warc(4))
    ended = run("add", "a.warc", "--members", "2", "--published", "2031-05-14")
    assert (ended.code, len(ended.out.splitlines())) == (3, 2)
    assert ended.err.count("holds more than 2 reports") == 1


def test_a_brief_is_of_archives_too(run: Run) -> None:
    put("result.json", EVERY["result.json"])
    ended = run("brief", "result.json")
    assert ended.code == 3
    assert "Orvaal" in ended.out


def test_an_archive_of_nothing_is_one_line(run: Run) -> None:
    ended = run("read", put("a.warc", b"WARC/1.1\r\n"))
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)


def test_a_ledger_is_written_and_read_back(run: Run) -> None:
    put("a.warc", warc())
    put("table.csv", TABLE)
    run("add", "a.warc", "table.csv", "--published", "2031-05-14")
    for name in ("out.warc", "out.warc.gz", "out.wacz"):
        assert run("archive", name).out.startswith(f"{name}: 5 captures of a ledger of ")
        first = Path(name).read_bytes()
        run("archive", name)
        assert Path(name).read_bytes() == first
        assert run("add", name, "--ledger", f"{name}.ledger", "--published", "2031-05-14").code == 0
        with Ledger.open("sayso.ledger") as ours, Ledger.open(f"{name}.ledger") as theirs:
            assert [(r.id, r.capture.source) for r in ours.reports()] == [
                (r.id, r.capture.source) for r in theirs.reports()
            ]
            assert {claim.id for claim in ours.claims()} == {claim.id for claim in theirs.claims()}
    assert not list(Path().glob(".out*"))


def test_what_cannot_be_written_is_wrong_usage(run: Run, report: str) -> None:
    assert run("archive", "out.warc").code == 1  # there is no ledger
    run("add", report)
    assert run("archive", "out.tar").code == 2
    assert run("archive", "no/such/folder/out.warc").code == 2


def test_the_name_of_a_member_steers_no_terminal(run: Run) -> None:
    made = Warc()
    made.resource("file:day%1B%5B2J%0A.txt", b"Shells hit Orvaal.", "text/plain")
    put("a.warc", made.data)
    ended = run("add", "a.warc")
    assert ended.out.startswith("day\ufffd[2J .txt: ")
    with Ledger.open("sayso.ledger") as ledger:
        assert [report.capture.source for report in ledger.reports()] == ["day\x1b[2J\n.txt"]


def test_words_redacted_from_a_document_take_its_packed_bytes_with_them(run: Run) -> None:
    """They cannot be found in the bytes, only in the text that was read from them."""
    put("day.docx", word(paragraph("Shells hit Orvaal and killed Anna Testwright.")))
    assert run("add", "day.docx").code == 0
    mandate = ("--authority", "desk", "--reason", "privacy", "--by", "editor")
    assert run("redact", "--words", "Anna Testwright", *mandate).code == 0
    with Ledger.open("sayso.ledger") as ledger:
        (report,) = ledger.reports()
        assert "Testwright" not in report.text
        assert ledger.capture(report.id) is None
    run("archive", "out.warc")
    assert b"Testwright" not in Path("out.warc").read_bytes()
    assert run("verify").code == 0
