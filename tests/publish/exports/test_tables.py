"""The tables as CSV, XLSX, JSON Lines and Parquet: the same values in each, nothing shifted, nothing made up, nothing that computes."""

import csv
import io
import json
import os
import time
from collections.abc import Iterator

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.publish.characters import for_xml, guarded, unguarded
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import written
from sayso.publish.exports.tables import OWN, ROWS, columns, filled
from sayso.publish.exports.workbook import MOST_CHARACTERS, text
from sayso.publish.public.record import PublicRecord
from sayso.values.instants import instant
from tests.publish.public.made import FORMULAS, LONG_NAME, claim, empty, event, few, lasting, many, record, source

RECORDS = {"few": few(), "empty": empty(), "many": many(60)}
Rows = list[dict[str, object]]


def files(made: PublicRecord, name: str) -> dict[str, bytes]:
    return {str(file.table): file.data for file in written(made, name)}


def raw(made: PublicRecord, table: str) -> Rows:
    """The rows as they are before any format."""
    whole = filled(made, table)
    return [dict(zip(whole.table.columns, row, strict=True)) for row in whole.rows]


def of_csv(data: bytes, table: str) -> Rows:
    """Read a CSV as a stranger does who has only the codebook."""
    kinds = columns().tables[table].columns

    def value(name: str, cell: str) -> object:
        kind = kinds[name].kind
        if cell == "":
            return [] if kind == "texts" else None
        if kind in ("whole", "number", "texts"):
            return json.loads(unguarded(cell))
        return cell == "true" if kind == "flag" else unguarded(cell)

    rows = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    return [{name: value(name, cell) for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("table", OWN)
def test_every_format_gives_back_the_same_rows(name: str, table: str) -> None:
    """CSV but for U+0000, for which it has no place; JSON Lines and Parquet letter for letter."""
    made = RECORDS[name]
    expected = raw(made, table)
    lines = [json.loads(line) for line in files(made, "jsonl")[table].splitlines()]
    assert lines == expected
    kept = pyarrow.parquet.read_table(io.BytesIO(files(made, "parquet")[table])).to_pylist()
    instants = {column for column, what in columns().tables[table].columns.items() if what.kind == "instant"}
    as_instants = [{k: instant(str(v)) if k in instants and v else v for k, v in row.items()} for row in expected]
    assert kept == as_instants
    without = [{k: v.replace("\0", "\ufffd") if isinstance(v, str) else v for k, v in row.items()} for row in expected]
    assert of_csv(files(made, "csv")[table], table) == without


@pytest.mark.parametrize("table", ROWS)
def test_the_rows_of_a_table_have_exactly_the_columns_that_are_described(table: str) -> None:
    found = {tuple(sorted(row)) for row in ROWS[table](RECORDS["few"])}
    assert found == {tuple(sorted(columns().tables[table].columns))}


@pytest.mark.parametrize("table", OWN)
def test_the_key_of_a_table_names_each_row_once(table: str) -> None:
    key = columns().tables[table].key
    rows = [tuple(row[name] for name in key) for row in raw(RECORDS["many"], table)]
    assert not key or len(set(rows)) == len(rows)


@given(st.text(alphabet=st.sampled_from("=+-@＝＋－＠'\" \t\r\n\x00\x01\ufeff;,a"), max_size=12) | st.text(max_size=30))
@example("'=1")
@example("''+1;'-2\n'@3")
def test_a_guarded_text_begins_like_no_formula_and_can_be_had_back(words: str) -> None:
    safe = guarded(words)
    assert unguarded(safe) == words
    for part in (safe, *safe.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")[1:]):
        assert not part.lstrip(" \u00a0\u3000").startswith(tuple("=+-@＝＋－＠"))
    assert not safe.startswith(("\t", "\r", "\n", "\x00"))


@pytest.mark.parametrize(
    "words", ["Shells fell; three died", "a - b", "“=” is a sign", "3-4 killed", "Al-Marivan", "'Ayn town"]
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert guarded(words) == words


def test_a_csv_is_plain_utf_8_with_the_line_ends_of_its_standard() -> None:
    for table, data in files(RECORDS["few"], "csv").items():
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        header = data.split(b"\r\n", 1)[0].decode()
        assert header == ",".join(f'"{name}"' for name in columns().tables[table].columns)


def test_a_text_is_in_quotes_and_what_is_not_known_is_bare() -> None:
    """So a strict reader can tell a number from a text, and unknown from nothing."""
    data = files(record([event(0)], [], []), "csv")["figures"].decode()
    assert ',"killed","people",3,,,"envelope",' in data
    assert ',"wounded",,0,0,4,"envelope",' in data


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "geojson", "acled-like", "ucdp-ged-like"])
def test_unknown_is_never_zero(name: str) -> None:
    """An event of which nobody gives a number, place or time has no 0 in any column."""
    told = claim(lasting("event", 0), figures=(), places=(), time=None, said=None)
    made = record([event(0, [told], ranges=(), places=(), time=None, origins=1, reports=1)], [told], [source()])
    for file in written(made, name):
        if name == "parquet":
            cells = [v for row in pyarrow.parquet.read_table(io.BytesIO(file.data)).to_pylist() for v in row.values()]
        elif name in ("jsonl", "geojson"):
            assert b":0," not in file.data.replace(b'"number":0', b"")
            continue
        else:
            cells = [c for row in csv.reader(io.StringIO(file.data.decode(), newline="")) for c in row]
        assert all(type(cell) is bool or cell not in (0, "0", 0.0) for cell in cells)


def sheets(data: bytes) -> Iterator[tuple[str, int, int, object, str]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                yield sheet.title, cell.row, cell.column, cell.value, cell.data_type
    book.close()


def test_a_workbook_holds_texts_and_numbers_and_no_formula() -> None:
    found = list(sheets(written(RECORDS["few"], "xlsx")[0].data))
    assert {kind for *_, value, kind in found if value is not None} <= {"s", "n"}
    held = {(sheet, row, column): value for sheet, row, column, value, _ in found}
    for table in OWN:
        for number, row in enumerate(filled(RECORDS["few"], table).rows, 2):
            for place, value in enumerate(row, 1):
                expected = text(value) if isinstance(value, str | list | bool) and value != [] else value
                assert held.get((table, number, place)) == (None if expected == [] else expected)


def test_a_workbook_says_first_how_to_read_it() -> None:
    words = [value for sheet, _, _, value, _ in sheets(written(empty(), "xlsx")[0].data) if sheet == "Read me"]
    assert words[0] == "How to read this data: SAMPLE Harbour record"
    assert any("Unknown is never zero" in str(value) for value in words)


@pytest.mark.parametrize("words", ["a" * 40_000, "🕊" * 20_000, LONG_NAME * 20])
def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(words: str) -> None:
    cut = text(words)
    assert len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert cut.endswith("(cut here; whole in the JSON Lines)")
    assert for_xml(words).startswith(cut[:16_000])


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns"])
def test_a_calendar_day_stands_in_every_format_as_it_was_told(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written and read where the clock is 14 hours before, 11 behind, and half an hour beside."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        made = few()
        days = {one.id: (one.time.start or "")[:10] or None for one in made.events if one.time}
        for row in of_csv(files(made, "csv")["events"], "events"):
            assert row["start"] == days.get(str(row["id"]))
        for row in pyarrow.parquet.read_table(io.BytesIO(files(made, "parquet")["events"])).to_pylist():
            assert row["start"] == days.get(row["id"])
        for feature in json.loads(written(made, "geojson")[0].data)["features"]:
            assert feature["properties"]["start"] == days.get(feature["id"])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert os.environ.get("TZ") != zone or zone == "UTC"


def test_an_instant_is_told_in_utc_beside_the_day_in_its_own_zone() -> None:
    """Fourteen past midnight on the 14th in UTC+14 is the 13th in UTC; the day stays the 14th."""
    row = next(row for row in raw(few(), "events") if row["start_at"])
    assert (row["start"], row["start_at"]) == ("2031-05-14", "2031-05-13T10:15:00Z")


def test_formulas_stand_raw_in_json_lines() -> None:
    quotes = [row["quote"] for row in raw(few(), "claims")]
    lines = [json.loads(line)["quote"] for line in files(few(), "jsonl")["claims"].splitlines()]
    assert lines == quotes
    assert set(FORMULAS) <= set(lines)


@pytest.mark.parametrize("table", ["acled-like", "ucdp-ged-like"])
def test_a_row_in_the_terms_of_others_has_a_code_or_says_why(table: str) -> None:
    first = {"acled-like": "event_type", "ucdp-ged-like": "type_of_violence"}[table]
    rows = raw(few(), table)
    assert rows
    for row in rows:
        assert row[first] or any(str(why).startswith(f"{first}: ") for why in row["sayso_why"])  # type: ignore[attr-defined]  # a list of texts
    assert "is not" in columns().tables[table].about


def test_several_populations_of_killed_give_no_one_number_of_fatalities() -> None:
    one, other = few().events[2].ranges[0], few().events[3].ranges[0]
    made = record([event(0, ranges=(one, other))])
    (row,) = raw(made, "acled-like")
    assert row["fatalities"] is None
    assert "fatalities: several populations are counted and none contains all" in row["sayso_why"]  # type: ignore[operator]  # same


def test_every_format_is_of_the_table_and_has_a_file() -> None:
    for one in FORMATS:
        assert written(RECORDS["few"], one.name)
