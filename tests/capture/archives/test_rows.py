"""JSON Lines and CSV: each row a report with its line as its name, bad rows as lines, a mapping where columns are called otherwise."""

from pathlib import Path

import msgspec
import pytest

from sayso.capture.archives import Mapping
from sayso.errors import UsageError
from tests.capture.archives.conftest import Read
from tests.capture.archives.samples import LINES, TABLE


def test_each_row_of_a_table_is_a_report_named_by_its_line(read: Read) -> None:
    got = read("table.csv", TABLE)
    assert got.sources == ["table.csv#2", "table.csv#5"]
    assert got.troubles == ["table.csv#4 has no text", "table.csv#6 has 3 values for 4 columns"]
    assert msgspec.json.decode(got.members[0].captured.data) == {
        "id": "1", "published": "2031-05-14", "text": "Shells hit Orvaal,\nkilling 3 people.",
    }  # fmt: skip
    assert [finding.code for finding in got.members[1].captured.findings] == ["row-undated"]


def test_each_line_is_a_report_named_by_its_line(read: Read) -> None:
    got = read("lines.jsonl", LINES)
    assert got.sources == ["lines.jsonl#1", "lines.jsonl#6"]
    assert [trouble.split(" ", 1)[0] for trouble in got.troubles] == ["lines.jsonl#3", "lines.jsonl#4", "lines.jsonl#5"]


def test_a_formula_is_text_and_nothing_else(read: Read) -> None:
    (member,) = read("a.csv", b'text\n"=HYPERLINK(""https://sample.example"")"\n').members
    assert msgspec.json.decode(member.captured.data)["text"] == '=HYPERLINK("https://sample.example")'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("text\nOrvåal ist still.\n".encode("cp1252"), "Orvåal ist still."),
        ("text\nOrvåal ist still.\n".encode("utf-16"), "Orvåal ist still."),
        (b"\xef\xbb\xbftext\r\nQuiet.\r\n", "Quiet."),
        (b"id;text\n1;Quiet, they say.\n", "Quiet, they say."),
        (b"id\ttext\n1\tQuiet.\n", "Quiet."),
    ],
)
def test_encodings_and_delimiters_are_told_from_the_file(read: Read, data: bytes, text: str) -> None:
    (member,) = read("a.csv", data).members
    assert msgspec.json.decode(member.captured.data)["text"] == text


def test_the_same_row_gives_the_same_bytes_wherever_it_stands(read: Read) -> None:
    """A longer export of the same messages adds what is new and nothing twice."""
    (before,) = read("a.csv", b"text\nQuiet.\n").members
    later = read("b.csv", b"text\nNew.\nQuiet.\n").members
    assert later[1].captured.capture.id == before.captured.capture.id


def test_a_mapping_says_which_column_is_what(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    written = 'text = "Body"\npublished = "Posted"\nauthor = "By"\ndate_format = "%d/%m/%Y"\ndelimiter = "|"\nencoding = "iso-8859-1"\n'
    path.write_text(written, encoding="utf-8")
    mapping = Mapping.read(path)
    path.unlink()
    got = read("a.csv", "Body|Posted|By\nOrvåal is quiet.|14/05/2031|Desk\n".encode("latin-1"), mapping=mapping)
    assert msgspec.json.decode(got.members[0].captured.data) == {
        "author": "Desk", "published": "2031-05-14", "text": "Orvåal is quiet.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "written", ['txt = "Body"', "text = 5", "text =", 'delimiter = "ab"', "\x00", 'text = "a"\ntext = "b"']
)
def test_a_mapping_that_is_none_is_wrong_usage(tmp_path: Path, written: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError, match="mapping"):
        Mapping.read(path)


def test_a_table_without_a_column_of_text_names_those_it_has(read: Read) -> None:
    got = read("a.csv", b"Datum,Meldung\n1,2\n")
    assert got.members == []
    assert "but Datum, Meldung; say in a mapping file which one is the text" in got.troubles[0]


def test_an_open_quotation_mark_is_one_line(read: Read) -> None:
    got = read("a.csv", b'text\nQuiet.\n"open\nand on\n')
    assert (got.sources, got.troubles) == (["a.csv#2"], ["a.csv#3 is no row of a table: unexpected end of data"])


def test_a_file_that_is_all_noise_is_told_in_a_hundred_lines(read: Read) -> None:
    got = read("a.jsonl", b"noise\n" * 5_000 + b'{"text": "Quiet."}\n')
    assert (got.sources, len(got.troubles)) == (["a.jsonl#5001"], 101)
    assert got.troubles[-1] == "a.jsonl: 4,900 more places cannot be read"
