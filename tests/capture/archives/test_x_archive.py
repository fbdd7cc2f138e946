"""X archives: each post with its time and address, reposts as quotations."""

import msgspec

from tests.capture.archives.conftest import Read
from tests.capture.archives.samples import tweets


def test_each_post_is_a_report(read: Read) -> None:
    got = read("tweets.js", tweets())
    assert got.sources == ["tweets.js#12", "tweets.js#13", "tweets.js#14"]
    assert len(got.troubles) == 1
    assert got.troubles[0].startswith("tweets.js, post number 4 is not built as one")


def test_a_post_keeps_its_time_and_what_it_repeats_or_answers(read: Read) -> None:
    own, again, answer = (msgspec.json.decode(one.captured.data) for one in read("tweets.js", tweets()).members)
    assert (own["text"], own["published"]) == ("Shells hit Orvaal & Kelder.", "2031-05-14T10:00:00Z")
    assert own["address"] == "https://x.com/i/web/status/12"
    assert again["quoted"] == [{"why": "reposted", "author": "@front_desk", "text": "Two killed in Kelder."}]
    assert "text" not in again
    assert (answer["answers"], answer.get("published")) == ("front_desk", None)


def test_another_script_is_no_archive(read: Read) -> None:
    assert read("tweets.js", b"window.YTD.like.part0 = []").troubles == ["no archive"]
