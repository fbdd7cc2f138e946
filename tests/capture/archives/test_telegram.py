"""Telegram Desktop exports: each message with its time, its role, and what it forwards or answers."""

import msgspec

from tests.capture.archives.conftest import Read
from tests.capture.archives.samples import telegram


def test_each_message_with_words_is_a_report(read: Read) -> None:
    got = read("result.json", telegram())
    assert got.sources == ["result.json#chat 7/1", "result.json#chat 7/2", "result.json#chat 7/3"]
    assert len(got.troubles) == 1
    assert got.troubles[0].startswith("result.json#chat 7, message number 6 is not built as one")


def test_a_message_keeps_its_time_and_role(read: Read) -> None:
    first, second, third = (msgspec.json.decode(one.captured.data) for one in read("result.json", telegram()).members)
    assert first["text"] == "Shells hit Orvaal, killing 3 people."
    assert (first["published"], first["role"]) == ("2031-05-15T10:00:00Z", "channel")
    assert second["published"] == "2031-05-15"  # a clock time without a zone says no more than the day
    assert third["author"] == "A. Reader"


def test_what_is_forwarded_or_answered_is_a_quotation(read: Read) -> None:
    _first, second, third = (msgspec.json.decode(one.captured.data) for one in read("result.json", telegram()).members)
    assert "text" not in second
    assert second["quoted"] == [
        {"why": "forwarded", "author": "Front Line", "text": "Two soldiers were killed in Kelder."}
    ]
    assert third["text"] == "Now five people are dead."
    assert third["quoted"][0]["text"] == "Shells hit Orvaal, killing 3 people."


def test_a_whole_account_is_read_chat_by_chat(read: Read) -> None:
    chat = telegram().decode()
    other = chat.replace('"id": 7', '"id": 8')
    got = read("result.json", f'{{"about": "…", "chats": {{"list": [{chat}, {other}]}}}}'.encode())
    assert [source.split("#")[1] for source in got.sources] == [
        "chat 7/1", "chat 7/2", "chat 7/3", "chat 8/1", "chat 8/2", "chat 8/3",
    ]  # fmt: skip


def test_another_json_report_is_no_export(read: Read) -> None:
    assert read("day.json", b'{"text": "Quiet.", "messages": 4}').troubles == ["no archive"]


def test_a_chat_whose_type_is_not_a_channel_has_members(read: Read) -> None:
    got = read("result.json", telegram().replace(b"public_channel", b"private_supergroup"))
    assert msgspec.json.decode(got.members[0].captured.data)["role"] == "member"
