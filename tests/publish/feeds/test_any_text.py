"""Whatever text a source holds, every form is well formed and says the same words, but for characters that the form cannot hold."""

import io
import json
import xml.etree.ElementTree as ET

import msgspec
import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.publish.characters import for_xml
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import packed, written
from sayso.publish.public.record import PublicParty, PublicRecord, PublicSpeaker
from tests.publish.feeds.readers import ATOM, parsed
from tests.publish.public.made import LONG_NAME, claim, event, lasting, record, source

WORDS = st.text(max_size=40) | st.text(alphabet="<>&]'\"\\\x00\x0b\r\n\u2028\ufeff\ufffe\U0010ffff=@", max_size=12)


def of(words: str) -> PublicRecord:
    """A record in which every text that a source may have chosen is these words."""
    said = claim(
        lasting("event", 0), quote=words, who=words, says=words, label=words, speakers=(PublicSpeaker(shown=words, id="sample-x"),),
        parties=(PublicParty(shown=words, role="target"),),
    )  # fmt: skip
    place = msgspec.structs.replace(said.places[0], name=words)
    told = event(0, [said], heading=words, places=(place,), withheld=(words,), standing=words)
    return record([told], [said], [source(title=words, attribution=words, outlet=words)])


@given(WORDS)
@example(LONG_NAME)
@settings(max_examples=60)
def test_every_form_is_well_formed(words: str) -> None:
    made = of(words)
    feed = parsed(written(made, "atom")[0].data)
    (entry,) = feed.iter(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title") or "") == for_xml(words)
    for name in ("geojson", "prov", "json-feed", "json-ld"):
        assert json.loads(written(made, name)[0].data)
    (item,) = json.loads(written(made, "json-feed")[0].data)["items"]
    assert item["title"] == words
    ET.fromstring(item["content_html"])  # noqa: S314 - our own bytes
    (row,) = [
        json.loads(line) for line in next(f for f in written(made, "jsonl") if f.table == "claims").data.splitlines()
    ]
    assert (row["quote"] or "") == words


@given(WORDS)
@settings(max_examples=25)
def test_a_workbook_can_be_opened_and_holds_no_formula(words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(of(words), "xlsx")[0].data), read_only=True)
    kinds = {
        cell.data_type
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }
    book.close()
    assert kinds <= {"s", "n"}


@given(WORDS)
@settings(max_examples=15)
def test_a_package_is_the_same_when_it_is_made_again(words: str) -> None:
    names = [one.name for one in FORMATS]
    assert packed(of(words), names) == packed(of(words), names)
