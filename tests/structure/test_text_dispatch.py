"""One door for every kind of capture: plain text, JSON, a page."""

import json

import pytest

from sayso.errors import UsageError
from sayso.records import Capture
from sayso.settings import Settings
from sayso.structure import structure

SAID = "Shells fell on the northern bridge of Orvaal for an hour, two residents said."


def captured(media_type: str, encoding: str = "utf-8") -> Capture:
    return Capture(
        id="0" * 64,
        source="invented",
        captured_at="2031-05-07T00:00:00Z",
        size=0,
        media_type=media_type,
        encoding=encoding,
        encoding_basis="utf-8",
    )


def test_plain_text_is_decoded_as_the_capture_says() -> None:
    text = f"Brücke von Orvaal beschossen\n\n{SAID}"
    found = structure(captured("text/plain", "cp1252"), text.encode("cp1252"), Settings(), "2031-05-07")
    assert found.report.text == text
    assert found.report.title == "Brücke von Orvaal beschossen"
    assert found.findings == ()


def test_an_unknown_day_is_a_finding() -> None:
    found = structure(captured("text/plain"), SAID.encode(), Settings(), None)
    assert [finding.code for finding in found.findings] == ["published-unknown"]
    assert (found.report.published, found.report.published_basis) == (None, "unknown")


def test_an_empty_text_is_an_empty_report() -> None:
    found = structure(captured("text/plain"), b"", Settings(), "2031-05-07")
    assert found.report.blocks == ()


def test_broken_bytes_are_replaced_not_fatal() -> None:
    found = structure(captured("text/plain"), b"\xff\xfe\x00 " + SAID.encode(), Settings(), "2031-05-07")
    assert "�" in found.report.text


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        structure(captured("text/plain"), SAID.encode(), Settings(), "soon")


DOCUMENTS = [
    {"title": "Bridge shelled", "published": "2031-05-14", "text": SAID},
    {"@type": "NewsArticle", "headline": "Bridge shelled", "datePublished": "2031-05-14", "articleBody": SAID},
    [{"id": 1}, {"title": "Bridge shelled", "date": "2031-05-14", "body": SAID}],
    {"@graph": [{"@type": "WebSite"}, {"name": "Bridge shelled", "published_at": "2031-05-14", "content": SAID}]},
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_json_reports(document: object) -> None:
    report = structure(captured("application/json"), json.dumps(document).encode(), Settings(), None).report
    assert (report.title, report.text) == ("Bridge shelled", SAID)
    assert report.published == "2031-05-14"
    assert report.published_basis.startswith("metadata: ")


@pytest.mark.parametrize("document", ["{}", "[]", "3", '{"text": ""}', '{"text": 3}', '{"text": "half', "[" * 5000])
def test_json_without_a_text_is_a_finding(document: str) -> None:
    found = structure(captured("application/json"), document.encode(), Settings(), "2031-05-14")
    assert [finding.code for finding in found.findings] == ["json-without-text"]
    assert found.report.blocks == ()
