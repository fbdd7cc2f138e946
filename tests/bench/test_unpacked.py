"""What the search for secrets looks into: a word is found wherever it may stand in a file that goes out."""

import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.secrets import Sought
from bench.unpacked import opened

HIDDEN = "Marta Oll"


def _archive(member: str, data: bytes, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.writestr(member, data)
    return held.getvalue()


def _table(value: str, about: str = "") -> bytes:
    held = io.BytesIO()
    schema = pa.schema([("who", pa.string())], metadata={"about": about})
    pq.write_table(pa.table({"who": [value]}, schema=schema), held, compression="gzip")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", b"by Marta Oll", id="text"),
        pytest.param("marta-oll.html", b"", id="name of a file"),
        pytest.param("a.html", b"<p>Marta <b>O</b>ll</p>", id="word with marks in it"),
        pytest.param("a.svg", b'<svg aria-label="Marta Oll"/>', id="attribute"),
        pytest.param("a.json", b'"TWFydGEgT2xs"', id="base64"),
        pytest.param("a.xlsx", _archive("xl/strings.xml", b"Marta Oll " * 9), id="member of an archive"),
        pytest.param("a.zip", _archive("marta_oll", b""), id="name in an archive"),
        pytest.param("a.zip", _archive("a", b"", b"Marta Oll"), id="comment of an archive"),
        pytest.param("a.zip", _archive("b.zip", _archive("c", b"Marta Oll " * 9)), id="archive in an archive"),
        pytest.param("a.parquet", _table("Marta Oll"), id="cell of a table"),
        pytest.param("a.parquet", _table("", "Marta Oll"), id="what a table says of itself"),
    ],
)
def test_a_secret_is_found_wherever_it_may_stand(name: str, data: bytes) -> None:
    assert Sought({"who": [HIDDEN]}).found(opened([(name, data)])) == {("who", HIDDEN)}


def test_words_of_two_cells_are_not_one_word() -> None:
    assert Sought({"point": ["36.1223"]}).found(opened([("a.html", b"<td>36.12</td><td>23</td>")])) == set()
