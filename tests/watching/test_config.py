"""`sayso.toml`: what is read, and a line for each fault."""

from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.watching.config import read_sources

WHOLE = """
[[source]]
name = "Harbour Watch"
address = "https://harbour.sample.org/feed.xml"
kind = "feed"
interval = "15m"
quiet = "2d"
again = "6h"
robots = false
register = "state:sy"
label = "CC-BY-4.0"

[[source]]
name = "Inbox"
folder = "in"
kind = "folder"
"""
GOOD = 'name = "A"\naddress = "https://a.sample.org/"\nkind = "page"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sayso.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    first, second = read_sources(written(tmp_path, WHOLE))
    assert (first.name, first.kind, first.robots, first.register, first.label) == (
        "Harbour Watch", "feed", False, "state:sy", "CC-BY-4.0",
    )  # fmt: skip
    assert (first.interval_s, first.quiet_s, first.again_s) == (900, 172_800, 21_600)
    assert second.address == str(tmp_path / "in")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (GOOD.replace('name = "A"\n', ""), "it needs a name"),
        (GOOD.replace('"A"', "7"), "name must be words in quotation marks"),
        (
            GOOD.replace('"page"', '"blog"'),
            "there is no kind 'blog'; there are feed, page, live blog, folder, OPML, sitemap",
        ),
        (GOOD.replace('kind = "page"\n', ""), "it needs a kind: feed, page, live blog, folder, OPML, sitemap"),
        (GOOD + 'folder = "x"\n', "it needs an address or a folder, one of the two"),
        (GOOD.replace("address", "folder"), "a folder, and nothing else, has a folder in the place of an address"),
        (GOOD.replace("https://a.sample.org/", "file:///etc/passwd"), "its address cannot be used: "),
        (GOOD.replace("a.sample.org", "127.1"), "its address cannot be used: "),
        (GOOD + 'interval = "often"\n', "interval must be a time such as 90s, 15m, 2h or 3d, at least 10s"),
        (GOOD + "interval = 15\n", "interval must be a time"),
        (GOOD + 'interval = "0s"\n', "interval must be a time"),
        (GOOD + 'robots = "no"\n', "robots must be true or false"),
        (GOOD + 'register = "nobody:at-all"\n', "the register knows nobody by the id 'nobody:at-all'"),
        (GOOD + "every = 5\n", "every is not known"),
        (GOOD + "[[source]]\n" + GOOD.replace("a.sample", "b.sample"), "another source has this name"),
        (GOOD + "[[source]]\n" + GOOD.replace('"A"', '"B"'), "another source has this address"),
    ],
)
def test_a_fault_is_one_line(tmp_path: Path, table: str, fault: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_sources(written(tmp_path, f"[[source]]\n{table}"))
    (line,) = str(raised.value).split("\n")
    assert ": source " in line
    assert fault in line


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[source]\n", "is no TOML"),
        ("", "names no source"),
        ("[source]\nname = 1\n", "each source begins with [[source]]"),
        ("[[sources]]\n", "sources is not known"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault.replace("[", r"\[")):
        read_sources(written(tmp_path, text))


def test_every_fault_has_its_line_and_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read_sources(written(tmp_path, '[[source]]\nrobots = 1\nevery = 2\n[[source]]\nname = "B"\n'))
    assert len(str(raised.value).split("\n")) == 4
    with pytest.raises(UsageError, match="cannot be opened"):
        read_sources(tmp_path / "none.toml")
