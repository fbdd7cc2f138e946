"""A Telegram Desktop export (`result.json`): each message with words a report of its own, `result.json#chat 7/12`.

What was forwarded is a quotation of the one it is from; what a message answers is a quotation beside it. Messages without
words (pictures, calls, joins) are left out in silence.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from sayso.capture.archives.member import Archive, Found
from sayso.errors import InputError

_CHAT = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{.{0,2000}?"(?:messages|chats)"\s*:', re.DOTALL)
_TYPED = re.compile(rb'"type"\s*:\s*"\w*(?:channel|group|chat|saved_messages)"|"chats"\s*:\s*\{')
_PUBLIC = "channel"
"""What stands in the type of a chat in which one body speaks to all."""


class _Chat(msgspec.Struct, frozen=True):
    name: str | None = None
    type: str = ""
    id: int = 0
    messages: tuple[msgspec.Raw, ...] = ()


class _Chats(msgspec.Struct, frozen=True):
    list: tuple[_Chat, ...] = ()


class _Export(_Chat, frozen=True):
    chats: _Chats = _Chats()
    left_chats: _Chats = _Chats()


class _Entity(msgspec.Struct, frozen=True):
    text: str = ""


class _Message(msgspec.Struct, frozen=True):
    id: int
    type: str = "message"
    date: str | None = None
    date_unixtime: str | None = None
    sender: str | None = msgspec.field(name="from", default=None)
    text: str | tuple[str | _Entity, ...] = ""
    forwarded_from: str | None = None
    saved_from: str | None = None
    reply_to_message_id: int | None = None

    @property
    def words(self) -> str:
        """The message as plain text."""
        if isinstance(self.text, str):
            return self.text
        return "".join(part if isinstance(part, str) else part.text for part in self.text)

    @property
    def at(self) -> str | None:
        """When it was sent, an ISO instant in UTC; only the day where the export gives no zone."""
        try:
            if self.date_unixtime is not None:
                return datetime.fromtimestamp(int(self.date_unixtime), UTC).isoformat().replace("+00:00", "Z")
            return None if self.date is None else datetime.fromisoformat(self.date).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return None


def fits(name: str, head: bytes) -> bool:
    """Tell an export by the fields with which it begins."""
    return name.endswith(".json") and bool(_CHAT.search(head)) and bool(_TYPED.search(head))


def members(archive: Archive) -> Iterator[Found]:
    """Yield a report for each message; InputError for one that is not built as messages are."""
    try:
        export = msgspec.json.decode(archive.whole().removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        message = f"{archive.name} is no whole Telegram export: {trouble}"
        raise InputError(message) from trouble
    for chat in (export, *export.chats.list, *export.left_chats.list):
        yield from _of_chat(archive, chat)


def _of_chat(archive: Archive, chat: _Chat) -> Iterator[Found]:
    said: dict[int, _Message] = {}
    for number, raw in enumerate(chat.messages, 1):
        try:
            message = msgspec.json.decode(raw, type=_Message)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
            yield InputError(f"{archive.name}#chat {chat.id}, message number {number} is not built as one: {trouble}")
            continue
        said[message.id] = message
        if message.type == "message" and message.words.strip():
            yield archive.document(_fields(chat, message, said), f"chat {chat.id}/{message.id}")


def _fields(chat: _Chat, message: _Message, said: dict[int, _Message]) -> dict[str, object]:
    """Return the fields of a message's own document; the quoted parts come after its own words."""
    quoted = []
    forwarded = message.forwarded_from or message.saved_from
    if forwarded:
        quoted.append({"why": "forwarded", "author": forwarded, "text": message.words})
    answered = said.get(message.reply_to_message_id or 0)
    if answered is not None and answered.id != message.id and answered.words.strip():
        quoted.append(
            _dropped({"why": "answered", "author": answered.sender, "text": answered.words, "published": answered.at})
        )
    return {
        "id": str(message.id),
        "chat": chat.name,
        "author": message.sender or chat.name,
        "role": "channel" if _PUBLIC in chat.type else "member",
        "published": message.at,
        "text": None if forwarded else message.words,
        "quoted": quoted,
    }


def _dropped(fields: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
