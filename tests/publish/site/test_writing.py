"""A site is written whole or not at all: a full disk, a kill at any moment, somebody else's folder, two at once."""

import errno
import hashlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.publish.site import writing
from sayso.publish.site.model import NOTHING, Extras
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, must_be_draft, write_site
from tests.publish.public import made
from tests.publish.site.edition import edition


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _published(folder: Path) -> dict[str, bytes]:
    write_site(folder, site(edition()))
    return _files(folder)


def _next(folder: Path) -> Iterator[tuple[str, bytes]]:
    return site(made.many(5), earlier=earlier_at(folder))


def test_a_site_is_written_with_its_sums_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "site"
    digest = write_site(folder, site(edition()))
    files = _files(folder)
    sums = files.pop("SHA256SUMS")
    assert hashlib.sha256(sums).hexdigest() == digest
    assert sums.decode() == "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_the_next_site_takes_the_place_of_the_one_before_and_keeps_its_briefs(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    _published(folder)
    write_site(folder, _next(folder))
    assert len(earlier_at(folder).briefs) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    assert earlier_at(folder) == NOTHING
    assert "index.html" in _published(folder)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("foreign", "is no site that sayso wrote"),
        ("mixed", "holds notes.txt, which is not of the site"),
        ("hidden", r"holds \.git/config, which is not of the site"),
        ("link", "holds away, which is not of the site"),
        ("damaged", "is no site that sayso wrote"),
        ("file", "is a file"),
    ],
)
def test_a_folder_that_is_no_earlier_site_of_ours_is_left_alone(tmp_path: Path, what: str, says: str) -> None:
    folder = tmp_path / "site"
    if what == "file":
        folder.write_text("mine")
    elif what == "foreign":
        folder.mkdir()
        (folder / "index.html").write_text("mine")
    else:
        _published(folder)
        if what == "mixed":
            (folder / "notes.txt").write_text("mine")
        elif what == "hidden":
            (folder / ".git").mkdir()
            (folder / ".git" / "config").write_text("mine")
        elif what == "link":
            (folder / "away").symlink_to(tmp_path)
        else:
            (folder / "site.json").write_text("{")
    before = folder.read_bytes() if what == "file" else _files(folder)
    with pytest.raises(UsageError, match=says):
        write_site(folder, site(made.empty()))
    assert (folder.read_bytes() if what == "file" else _files(folder)) == before


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside", "a/../../b", "", "back\\slash", "line\nend"])
def test_a_file_that_would_stand_outside_the_site_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name for a file of a site"):
        write_site(tmp_path / "site", [(name, b"x")])
    assert list(tmp_path.iterdir()) == []


class _Fault:
    """Stands for a call of the system and fails at its nth turn."""

    def __init__(self, call: object, turn: int) -> None:
        self.call, self.turn, self.turns = call, turn, 0

    def __call__(self, *given: object, **named: object) -> object:
        self.turns += 1
        if self.turns == self.turn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.call(*given, **named)  # type: ignore[operator]


@pytest.mark.parametrize("call", ["_put", "_forced"])
def test_a_disk_that_fills_up_at_any_write_leaves_the_old_site_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Every write and every sync in turn; the last turn, past them all, writes the new site, so that none was left out."""
    folder = tmp_path / "site"
    before = _published(folder)
    files = list(_next(folder))
    turn = 0
    while True:
        turn += 1
        fault = _Fault(getattr(writing, call), turn)
        with monkeypatch.context() as patched:
            patched.setattr(writing, call, fault)
            try:
                write_site(folder, files)
            except UsageError as told:
                assert "No space left on device; what stood there stands" in str(told)  # noqa: PT017 - the last turn raises nothing
            else:
                break
        at_the_end = call == "_forced" and fault.turns > len(files) + 5
        assert at_the_end or _files(folder) == before
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
        if _files(folder) != before:
            before = _files(folder)
    assert turn > len(files)
    assert _files(folder).keys() == {name for name, _ in files} | {"SHA256SUMS"}


def test_a_limit_of_the_system_on_the_size_of_files_leaves_the_old_site_whole(tmp_path: Path) -> None:
    """The real error of a real write, in a process of its own."""
    folder = tmp_path / "site"
    before = _published(folder)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_limited, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == 7
    assert _files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _limited(folder: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        write_site(folder, site(made.many(5)))
    except UsageError as told:
        os._exit(7 if "File too large" in str(told) else 8)
    os._exit(9)


@pytest.mark.parametrize("exchange", [True, False], ids=["one step", "two steps"])
def test_killed_at_any_moment_it_leaves_a_whole_site(tmp_path: Path, exchange: bool) -> None:  # noqa: FBT001 - a column of the table
    """The process ends itself without any cleaning at each call; then there is the old site or the new one, and the next run mends the rest."""
    folder = tmp_path / "site"
    old = _published(folder)
    new = dict(site(made.many(2), earlier=earlier_at(folder)))
    context = multiprocessing.get_context("fork")
    ends = set()
    for call in ("_removed", "_forced", "_swapped", "rename", "after rename"):
        for turn in (1, 2, 3):
            process = context.Process(target=_killed, args=(folder, new, call, turn, exchange))
            process.start()
            process.join()
            ends.add(process.exitcode)
            if folder.exists():
                found = _files(folder)
                found.pop("SHA256SUMS")
                assert found in (new, {name: data for name, data in old.items() if name != "SHA256SUMS"}), (call, turn)
            else:
                assert not exchange, (call, turn)
            write_site(folder, site(edition()))
            assert _files(folder)["index.html"] == old["index.html"]
            assert [path.name for path in tmp_path.iterdir()] == ["site"]
            old = _files(folder)
    assert 9 in ends


def _killed(folder: Path, files: dict[str, bytes], call: str, turn: int, exchange: bool) -> None:  # noqa: FBT001 - handed to a process
    turns = 0

    def counted(name: str, kept: object, *, after: bool) -> object:
        def called(*given: object) -> object:
            nonlocal turns
            turns += name in call
            if turns == turn and not after:
                os._exit(9)
            result = kept(*given)  # type: ignore[operator]
            if turns == turn:
                os._exit(9)
            return result

        return called

    if not exchange:
        writing._exchanged = lambda one, other: False  # noqa: ARG005, SLF001 - a file system that cannot
    if "rename" in call:
        Path.rename = counted("rename", Path.rename, after="after" in call)  # type: ignore[method-assign, assignment]
    else:
        setattr(writing, call, counted(call, getattr(writing, call), after=False))
    write_site(folder, files.items())
    os._exit(0)


def test_two_publications_at_once_are_kept_apart(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"first"
        with pytest.raises(UsageError, match="another publication is being written"):
            write_site(folder, [("index.html", b"second")])

    write_site(folder, meanwhile())
    assert (folder / "index.html").read_bytes() == b"first"


def test_an_earlier_brief_that_was_changed_by_hand_is_not_taken_for_ours(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    _published(folder)
    (name,) = earlier_at(folder).briefs
    (folder / "briefs" / f"{name}.html").write_text("changed")
    (folder / "briefs" / f"{name}.json").write_text("{}")
    earlier = earlier_at(folder)
    assert earlier.kept == {name: None}
    assert earlier.pages == {}


def test_the_root_of_the_file_system_is_no_place_for_a_site() -> None:
    with pytest.raises(UsageError, match="cannot be the folder of a site"):
        write_site(Path("/"), [])


def test_a_draft_never_takes_the_place_of_a_site_that_went_out_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """No brief of a draft is kept, and a draft may be replaced by another or by the site."""
    folder = tmp_path / "site"
    must_be_draft(folder)
    write_site(folder, site(edition(), Extras(draft=True)))
    must_be_draft(folder)
    assert earlier_at(folder) == NOTHING
    _published(folder)
    with pytest.raises(UsageError, match="a draft needs a folder of its own"):
        must_be_draft(folder)
