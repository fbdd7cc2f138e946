"""The posts of an X archive (`tweets.js`, once `tweet.js`): each post a report of its own, `tweets.js#1790…`.

A post that begins "RT @name:" is a quotation of that account. The archive does not hold the posts that were answered; whom a post
answers is kept in its document.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from sayso.capture.archives.member import Archive, Found
from sayso.errors import InputError

_HEAD = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*window\.YTD\.(?:tweets?|community_tweet|deleted_tweets?)\.part\d+\s*=\s*(?=\[)"
)
_AGAIN = re.compile(r"RT @(\w{1,20}): (.*)", re.DOTALL)
_WRITTEN = "%a %b %d %H:%M:%S %z %Y"


class _Post(msgspec.Struct, frozen=True):
    id_str: str
    created_at: str | None = None
    full_text: str | None = None
    text: str | None = None
    in_reply_to_screen_name: str | None = None
    in_reply_to_status_id_str: str | None = None

    @property
    def at(self) -> str | None:
        """When it was posted, an ISO instant in UTC."""
        try:
            at = datetime.strptime(self.created_at or "", _WRITTEN).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return at.isoformat().replace("+00:00", "Z")


class _Wrapped(msgspec.Struct, frozen=True):
    tweet: _Post


def fits(name: str, head: bytes) -> bool:
    """Tell the file by the assignment with which it begins."""
    return name.endswith(".js") and bool(_HEAD.match(head))


def members(archive: Archive) -> Iterator[Found]:
    """Yield a report for each post; InputError for one that is not built as posts are."""
    data = archive.whole()
    head = _HEAD.match(data)
    rows = data[head.end() if head else 0 :].rstrip().removesuffix(b";")
    try:
        posts = msgspec.json.decode(rows, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        message = f"{archive.name} is no whole X archive: {trouble}"
        raise InputError(message) from trouble
    for number, raw in enumerate(posts, 1):
        try:
            post = _read(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
            yield InputError(f"{archive.name}, post number {number} is not built as one: {trouble}")
            continue
        if (post.full_text or post.text or "").strip():
            yield archive.document(_fields(post), post.id_str)


def _read(raw: msgspec.Raw) -> _Post:
    """Return a post, wrapped in an object of its own as today or bare as in older archives."""
    try:
        return msgspec.json.decode(raw, type=_Wrapped).tweet
    except msgspec.ValidationError:
        return msgspec.json.decode(raw, type=_Post)


def _fields(post: _Post) -> dict[str, object]:
    text = html.unescape(post.full_text or post.text or "")
    again = _AGAIN.fullmatch(text)
    return {
        "id": post.id_str,
        "address": f"https://x.com/i/web/status/{post.id_str}"
        if post.id_str.isascii() and post.id_str.isdigit()
        else None,
        "role": "account",
        "published": post.at,
        "answers": post.in_reply_to_screen_name,
        "answers_post": post.in_reply_to_status_id_str,
        "text": None if again else text,
        "quoted": [{"why": "reposted", "author": f"@{again[1]}", "text": again[2]}] if again else None,
    }
