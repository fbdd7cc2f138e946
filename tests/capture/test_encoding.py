"""From bytes to text: the right encoding, the ground for it, and the same text again from the record."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.capture.declared import codec_for
from sayso.capture.encoding import decide_encoding, decode
from sayso.capture.files import capture_stream
from sayso.capture.media import document_type
from sayso.errors import InputError
from sayso.settings import Settings

NOW = datetime(2021, 3, 4, tzinfo=UTC)
ENGLISH = "The mayor of Orvaal said “three people” were hurt — two of them children. Nobody claimed the attack.\n"
SPANISH = "El alcalde señaló que doce personas resultaron heridas en la ciudad, según El Faro.\n"
RUSSIAN = "Двенадцать человек были ранены в городе, сообщил мэр в пятницу.\n"
ARABIC = "قال رئيس البلدية يوم الجمعة إن اثني عشر شخصا أصيبوا بجروح في المدينة\n"
TURKISH = "Belediye başkanı cuma günü şehirde on iki kişinin yaralandığını söyledi.\n"
CHINESE = "市长周五表示，十二人在该市受伤。后来又有新的炮击报道。\n"


def page(words: str, label: str) -> str:
    return f'<html><head><meta charset="{label}"><title>Day</title></head><body><p>{words}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "name", "basis", "replaced", "findings"),
    [
        (ENGLISH.encode(), "utf-8", "utf-8", 0, []),
        (ENGLISH.encode("utf-8-sig"), "utf-8-sig", "bom", 0, []),
        (ENGLISH.encode("utf-16"), "utf-16", "bom", 0, []),
        (ENGLISH.encode("utf-32"), "utf-32", "bom", 0, []),
        (ENGLISH.encode("utf-16-le"), "utf-16-le", "detected", 0, []),
        (ENGLISH.encode("utf-16-be"), "utf-16-be", "detected", 0, []),
        (RUSSIAN.encode("utf-16-le"), "utf-16-le", "detected", 0, []),
        (ARABIC.encode("utf-16-be"), "utf-16-be", "detected", 0, []),
        (ENGLISH.encode("utf-32-le"), "utf-32-le", "detected", 0, []),
        (ENGLISH.encode("cp1252"), "cp1252", "detected", 0, []),
        (SPANISH.encode("cp1252"), "cp1252", "detected", 0, []),
        (RUSSIAN.encode("cp1251"), "cp1251", "detected", 0, []),
        (RUSSIAN.encode("koi8-r"), "koi8_r", "detected", 0, []),
        (ARABIC.encode("cp1256"), "cp1256", "detected", 0, []),
        (CHINESE.encode("gb18030"), "gb18030", "detected", 0, []),
        (CHINESE.encode("gb18030") * 4000, "gb18030", "detected", 0, []),  # a sample is cut between characters
        (TURKISH.encode("cp1254"), "cp1254", "detected", 0, []),
        # the end cut off within a character, in text that is otherwise UTF-8
        (RUSSIAN.encode()[:-3], "utf-8", "utf-8", 1, ["encoding-replaced"]),
        # one quotation mark of Windows pasted into UTF-8
        (RUSSIAN.encode() + b"\x93" + RUSSIAN.encode(), "utf-8", "utf-8", 1, ["encoding-replaced"]),
        (page(ENGLISH, "windows-1252").encode("cp1252"), "cp1252", "declared", 0, []),
        (page(SPANISH, "iso-8859-1").encode("cp1252"), "cp1252", "declared", 0, []),  # as browsers read that label
        (page(CHINESE, "gb2312").encode("gb18030"), "gb18030", "declared", 0, []),
        (page(ENGLISH, "utf-8").encode(), "utf-8", "declared", 0, []),
        (page(ENGLISH, "utf-16").encode(), "utf-8", "declared", 0, []),  # ASCII letters cannot say UTF-16
        # lies: UTF-8 that says it is Latin-1, and the other way round
        (page(SPANISH, "iso-8859-1").encode(), "utf-8", "utf-8", 0, ["encoding-refuted"]),
        (page(ENGLISH * 3, "utf-8").encode("cp1252"), "cp1252", "detected", 0, ["encoding-refuted"]),
        # labels that are no encodings of text, though Python knows them
        (page(SPANISH, "rot13").encode("cp1252"), "cp1252", "detected", 0, []),
        (page(SPANISH, "x-nonsense").encode(), "utf-8", "utf-8", 0, []),
        # in prose a declaration is only words
        (b"Write <meta charset=windows-1251> there.", "utf-8", "utf-8", 0, []),
    ],
)
def test_encodings(data: bytes, name: str, basis: str, replaced: int, findings: list[str]) -> None:
    taken = capture_stream(io.BytesIO(data), Settings(), NOW)
    record = taken.capture
    assert (record.encoding, record.encoding_basis, record.replaced) == (name, basis, replaced)
    assert [finding.code for finding in taken.findings] == findings
    assert decode(data, record).count("\ufffd") == replaced


@pytest.mark.parametrize(
    ("words", "codec"),
    [(RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (CHINESE, "gb18030"), (ENGLISH, "cp1252"), (TURKISH, "utf-16")],
)
def test_the_words_come_back_as_they_were_written(words: str, codec: str) -> None:
    data = words.encode(codec)
    assert decode(data, capture_stream(io.BytesIO(data), Settings(), NOW).capture) == words


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "zlib", "idna", "punycode", "unicode_escape", "hex", "", "a b", "€"]
)
def test_codecs_that_are_no_encodings_of_text_are_never_used(label: str) -> None:
    assert codec_for(label) is None


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\0\0")
@example(b"\xef\xbb\xbf\xff")
@example(b"\xed\xa0\x80 half a character")
@example(b"<meta charset=utf-7>+ADw-p+AD4-")
@example(b"%PDF-")
def test_any_bytes_are_a_text_or_an_input_error(data: bytes) -> None:
    try:
        taken = capture_stream(io.BytesIO(data), Settings(), NOW)
    except InputError as refused:
        assert "\n" not in str(refused)  # noqa: PT017 - any bytes may be refused, in one line
        return
    assert decode(data, taken.capture) == decode(data, taken.capture)
    texts = {"bom", "declared", "utf-8", "detected", "fallback"}
    assert taken.capture.encoding_basis in ({"bytes"} if document_type(data) is not None else texts)


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "cp1252", "cp1251", "gb18030", "iso2022_jp", None]))
def test_the_count_of_replacements_is_that_of_the_text(data: bytes, declared: str | None) -> None:
    encoding = decide_encoding(data, declared)
    text = data.decode(encoding.name, "replace")
    assert (encoding.replaced > 0) == (not _decodes(data, encoding.name))
    assert encoding.replaced <= max(1, text.count("\ufffd"))


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True
