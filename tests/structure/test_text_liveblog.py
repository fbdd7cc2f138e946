"""Live blogs: what counts as the stamp of an update, and when the update was said."""

from collections.abc import Callable

import pytest

from sayso.records import Report

Read = Callable[..., Report]
Dated = Callable[[Report], list[str]]

SAID = "A shell hit the mill of Lesk, two residents said."

STAMPS = [
    # a stamp as it begins a paragraph; its label; when it was said on 8 December 2031
    ("UPDATE 1800 GMT: {}", "UPDATE 1800 GMT", "2031-12-08T18:00:00Z"),
    ("1938 GMT: {}", "1938 GMT", "2031-12-08T19:38:00Z"),
    ("0845Z: {}", "0845Z", "2031-12-08T08:45:00Z"),
    ("10:42 BST: {}", "10:42 BST", "2031-12-08T09:42:00Z"),
    ("UPDATE, 9:15 p.m.: {}", "UPDATE, 9:15 p.m.", "2031-12-08T21:15:00"),
    ("[2:14 p.m. ET, 9:14 p.m. in Lesk] {}", "2:14 p.m. ET, 9:14 p.m. in Lesk", "2031-12-08T19:14:00Z"),
    ("4.30pm BST / 11.30am ET: {}", "4.30pm BST / 11.30am ET", "2031-12-08T15:30:00Z"),
    ("20:15 +03:00: {}", "20:15 +03:00", "2031-12-08T17:15:00Z"),
    ("UPDATE (9:20 p.m. 12/7/31) {}", "UPDATE (9:20 p.m. 12/7/31", "2031-12-07T21:20:00"),
    ("LATEST UPDATE 12:10 am – {}", "LATEST UPDATE 12:10 am", "2031-12-08T00:10:00"),
    ("UPDATE 1530 GMT: The Lesk Watch (LW) says so. {}", "UPDATE 1530 GMT", "2031-12-08T15:30:00Z"),
    ("1530 GMT: [Lesk] {}", "1530 GMT", "2031-12-08T15:30:00Z"),
    ("ORIGINAL ENTRY: {}", "ORIGINAL ENTRY", "2031-12-08"),
]


@pytest.mark.parametrize(("stamp", "label", "at"), STAMPS)
def test_one_stamp_is_enough(stamp: str, label: str, at: str, read_text: Read, dated: Dated) -> None:
    report = read_text(f"News of the Orvaal Valley\n\n{stamp.format(SAID)}\n", "2031-12-08")
    kind = "original" if label.startswith("ORIGINAL") else "update"
    assert dated(report) == ["article | - | 2031-12-08", f"{kind} | {label} | {at}"]
    assert report.text[slice(*report.blocks[-1].span)] == stamp.format(SAID)  # the stamp is a part of its block


COMPANY = [
    # stamps that count only in company: how many it takes
    ("10.42am: {}", 2),
    ("[18:05] {}", 2),
    ("18:05 – {}", 2),
    ("8:05am  {}", 3),
    ("1042: {}", 3),
    ("10:42 {}", 3),
    ("UPDATE: {}", 2),
]


@pytest.mark.parametrize(("stamp", "company"), COMPANY)
def test_a_bare_time_counts_in_company(stamp: str, company: int, read_text: Read) -> None:
    for number in (company - 1, company):
        report = read_text(f"{SAID}\n\n" + "\n\n".join([stamp.format(SAID)] * number), "2031-12-08")
        updates = sum(passage.kind == "update" for passage in report.passages)
        assert updates == (number if number == company else 0)


NOT_STAMPS = [
    "At 10.42am a shell hit the mill of Lesk.",
    "1,200 people fled Lesk.",
    "1200 people fled Lesk.",
    "10.5 million people fled Lesk.",
    "10 a.m. on Friday was the hour of the first shell.",
    "2031 was bad for Lesk.",
    "2011: War comes to Lesk.",
    "1:39 Mayor of Lesk leaves",
    "Original plans were for three days.",
    "Updates follow from Lesk.",
]


@pytest.mark.parametrize("line", NOT_STAMPS)
def test_what_is_no_stamp(line: str, read_text: Read) -> None:
    report = read_text(SAID + f"\n\n{line}\n\n{SAID}" * 3, "2031-12-08")
    assert [passage.kind for passage in report.passages] == ["article"]


ORDERS = [
    # stamps in the order of the page, and their days and hours; the page is of 8 December
    ("newest first", ["1800 GMT", "1545 GMT", "0845 GMT"], ["08T18:00", "08T15:45", "08T08:45"]),
    ("newest first, past midnight", ["0015 GMT", "2350 GMT", "1800 GMT"], ["09T00:15", "08T23:50", "08T18:00"]),
    ("oldest first", ["0845 GMT", "1545 GMT", "1800 GMT"], ["08T08:45", "08T15:45", "08T18:00"]),
    ("oldest first, past midnight", ["1800 GMT", "2350 GMT", "0015 GMT"], ["08T18:00", "08T23:50", "09T00:15"]),
    ("a little out of order is the same day", ["0845 GMT", "0840 GMT", "0900 GMT"], ["08T08:45", "08T08:40", "08T09:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("stamps", "times"), [row[1:] for row in ORDERS], ids=[row[0] for row in ORDERS])
def test_order_and_midnight(stamps: list[str], times: list[str], read_text: Read) -> None:
    report = read_text("\n\n".join(f"{stamp}: {SAID}" for stamp in stamps), "2031-12-08")
    assert [passage.at for passage in report.passages] == [f"2031-12-{time}:00Z" for time in times]


def test_an_original_entry_below_means_newest_first(read_text: Read) -> None:
    report = read_text(f"UPDATE 0015 GMT: {SAID}\n\nUPDATE 2350 GMT: {SAID}\n\nORIGINAL ENTRY: {SAID}", "2031-12-08")
    assert [p.at for p in report.passages] == ["2031-12-09T00:15:00Z", "2031-12-08T23:50:00Z", "2031-12-08"]


def test_without_a_day_an_update_has_no_time(read_text: Read, dated: Dated) -> None:
    assert dated(read_text(f"UPDATE 1800 GMT: {SAID}")) == ["update | UPDATE 1800 GMT | -"]


def test_a_stamp_on_its_own_line_is_in_no_block(read_text: Read) -> None:
    report = read_text(f"10.42am BST\n\n{SAID}\n\n9.10am BST\n\n{SAID}", "2031-12-08")
    assert [report.text[slice(*block.span)] for block in report.blocks] == [SAID, SAID]
    assert [block.passage for block in report.blocks] == [0, 1]
