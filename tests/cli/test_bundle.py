"""A bundle is checked by a stranger with nothing but sha256sum, openssl and a bare Python; whatever is changed in it is refused."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.promises.bundles import bundle, tampered
from sayso.ledger.notes import SigningKey
from tests.cli.called import Run

MORE = "SAMPLE. A landmine killed two people near Homs, resident Marta Oll, a fishmonger, said."


@pytest.fixture(name="desk")
def desk_(run: Run, report: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands over a ledger with two reports, and a home for its key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "mine.txt").write_text(MORE, encoding="utf-8")
    assert run("add", report, "mine.txt", "--published", "2031-05-14").code == 0
    return run


def checked(folder: Path, *arguments: str, path: str | None = None) -> tuple[int, str]:
    """Run a bundle's own script as a stranger does; return how it ended, and what it said last."""
    ended = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        capture_output=True, text=True, check=False, env=None if path is None else {"PATH": path},
    )  # fmt: skip
    return ended.returncode, ended.stdout


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_a_bundle_of_the_whole_ledger_holds_by_the_commands_that_it_names(desk: Run, tmp_path: Path) -> None:
    made = desk("bundle", "out", "--private")
    assert made.code == 0
    folder = tmp_path / "out"
    key = (folder / "key.txt").read_text(encoding="ascii").strip()
    assert key in made.out
    code, said = checked(folder, key)
    assert (code, said.splitlines()[-1]) == (0, "everything that was checked holds")
    told = manifest(folder)
    assert (told["audience"], told["whole"], told["entries"]) == ("private", True, told["size"])
    assert [capture["included"] for capture in told["captures"]] == [True, True]
    assert "quotes: " in said
    assert " 0 verbatim" not in said
    # Every command of VERIFY.txt that needs no authority, as it stands there.
    steps = [
        line.strip() for line in (folder / "VERIFY.txt").read_text(encoding="utf-8").splitlines() if line[:4] == " " * 4
    ]
    script = "\n".join(line for line in steps if line.startswith(("sha256sum", "openssl pkeyutl", "head", "tail")))
    assert script.count("openssl") == 2
    ran = subprocess.run(["bash", "-ec", script], cwd=folder, capture_output=True, text=True, check=True)
    assert ran.stdout.count("Signature Verified Successfully") == 2


def test_a_bundle_of_one_event_shows_what_stands_behind_it_and_nothing_of_the_other(desk: Run, tmp_path: Path) -> None:
    mine = next(
        event for event in json.loads(desk("events", "--json").out) if "landmine" in event["claims"][0]["quote"]
    )
    desk("grade", mine["claims"][0]["id"], "2", "--by", "r1", "--reason", "saw the list")
    assert desk("bundle", "out", "--private", "--event", mine["id"][:8]).code == 0
    folder = tmp_path / "out"
    assert checked(folder)[0] == 0
    entries = [json.loads(line) for line in (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = sorted(json.loads(entry["leaf"])["kind"] for entry in entries)
    assert {"capture", "claim", "decision", "register", "report"} <= set(kinds)
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"Marta Oll" in everything
    assert b"Marivan" not in everything


def test_with_hashes_the_bytes_stay_at_home(desk: Run, tmp_path: Path) -> None:
    assert desk("bundle", "out", "--private", "--hashes").code == 0
    assert not (tmp_path / "out" / "captures").exists()
    assert [capture["included"] for capture in manifest(tmp_path / "out")["captures"]] == [False, False]
    assert checked(tmp_path / "out")[0] == 0


def test_redacted_words_are_in_no_bundle_and_it_still_holds(desk: Run, tmp_path: Path) -> None:
    mandate = ("--authority", "the person concerned", "--reason", "asked for it", "--by", "e1")
    assert desk("redact", "--words", "Marta Oll", *mandate).code == 0
    assert desk("bundle", "out", "--private").code == 0
    assert checked(tmp_path / "out")[0] == 0
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file() and b"Marta" in file.read_bytes()]


def test_the_same_ledger_and_key_give_the_same_bytes(desk: Run, tmp_path: Path) -> None:
    for target in ("one", "two", "one.zip", "two.zip"):
        assert desk("bundle", target, "--private").code == 0
    files = sorted(file.relative_to(tmp_path / "one") for file in (tmp_path / "one").rglob("*"))
    assert files == sorted(file.relative_to(tmp_path / "two") for file in (tmp_path / "two").rglob("*"))
    for file in files:
        if (tmp_path / "one" / file).is_file():
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    zipfile.ZipFile(tmp_path / "one.zip").extractall(tmp_path / "unpacked")
    assert checked(tmp_path / "unpacked")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["there", "--private"], "there is there already; nothing is written over"),
        (["out", "--private", "--event", "zzzz"], "no events of the ledger have an id that begins with 'zzzz'"),
        (["no/such/folder.zip", "--private"], "no/such/folder.zip cannot be written"),
        (["file", "--private"], "file is there already"),
    ],
)
def test_what_cannot_be_written_ends_with_one_line_and_leaves_nothing(
    desk: Run, tmp_path: Path, arguments: list[str], why: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    ended = desk("bundle", *arguments)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert why in ended.err
    assert sorted({path.name for path in tmp_path.iterdir()} - {"home"}) == before


# --- what is changed is refused ------------------------------------------------------------------------------------------


def test_changed_bytes_cut_removed_and_added_files_are_refused() -> None:
    """A few of each; the bench set `bundle` makes 10,000."""
    key = SigningKey.new("sample")
    found = tampered(bundle(3, key), key, 60, 10)
    assert {way: each.refused for way, each in found.items()} == {way: each.made for way, each in found.items()}
    assert found["one-byte changes"].made == 60


def _resummed(folder: Path) -> None:
    """Write the list of sums anew, as somebody who changes a bundle can."""
    listed = [line[66:] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = subprocess.run(["sha256sum", *listed], cwd=folder, capture_output=True, text=True, check=True).stdout
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")


def _another_quote(folder: Path) -> None:
    file = folder / "entries.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("landmine", "airmines"), encoding="utf-8")


def _one_less(folder: Path) -> None:
    file = folder / "entries.jsonl"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")


def _in_another_place(folder: Path) -> None:
    file = folder / "entries.jsonl"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([rows[1], rows[0], *rows[2:]]), encoding="utf-8")


def _another_salt(folder: Path) -> None:
    file = folder / "entries.jsonl"
    text = file.read_text(encoding="utf-8")
    at = text.index('"salt":"') + len('"salt":"')
    file.write_text(f"{text[:at]}{'0' * 32}{text[at + 32 :]}", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_another_quote, "is not what was recorded"),
        (_another_salt, "is not what was recorded"),
        (_one_less, "these are not all entries of the ledger that was signed"),
        (_in_another_place, "these are not all entries of the ledger that was signed"),
    ],
)
def test_entries_that_are_not_those_of_the_ledger_are_refused_though_the_list_was_made_and_signed_anew(
    desk: Run, tmp_path: Path, change: Callable[[Path], None], why: str
) -> None:
    """By somebody with the same key, such as whoever holds the ledger: what was signed before is what counts."""
    assert desk("bundle", "out", "--private").code == 0
    folder = tmp_path / "out"
    change(folder)
    _resummed(folder)
    key = SigningKey.at(tmp_path / "home" / "sayso" / "signing.key")
    (folder / "SHA256SUMS.sig").write_bytes(key.sign((folder / "SHA256SUMS").read_bytes()))
    code, said = checked(folder)
    assert (code, why in said) == (1, True)
    assert "is not signed" not in said


def test_a_bundle_that_another_key_signed_is_refused_where_the_key_is_known(desk: Run, tmp_path: Path) -> None:
    desk("bundle", "out", "--private")
    known = (tmp_path / "out" / "key.txt").read_text(encoding="ascii").strip()
    other = tmp_path / "other.key"
    other.write_text(f"{SigningKey.new('other')}\n", encoding="ascii")
    desk("bundle", "forged", "--private", "--key", str(other))
    assert checked(tmp_path / "forged")[0] == 0
    code, said = checked(tmp_path / "forged", known)
    assert (code, "and not by the key that you gave" in said) == (1, True)
    # The list signed anew by another key, the ledger still by its own.
    _resummed(tmp_path / "out")
    (tmp_path / "out" / "SHA256SUMS.sig").write_bytes(
        SigningKey.new("x").sign((tmp_path / "out" / "SHA256SUMS").read_bytes())
    )
    assert "SHA256SUMS is not signed by the key of this bundle" in checked(tmp_path / "out")[1]


def test_without_openssl_the_script_says_that_no_signature_was_checked(desk: Run, tmp_path: Path) -> None:
    desk("bundle", "out", "--private")
    (tmp_path / "empty").mkdir()
    code, said = checked(tmp_path / "out", path=str(tmp_path / "empty"))
    assert (code, "NO SIGNATURE WAS CHECKED" in said) == (2, True)


def test_a_link_in_the_folder_is_refused(desk: Run, tmp_path: Path) -> None:
    desk("bundle", "out", "--private")
    shutil.move(tmp_path / "out" / "record.json", tmp_path / "record.json")
    (tmp_path / "out" / "record.json").symlink_to(tmp_path / "record.json")
    assert checked(tmp_path / "out")[0] == 1


def test_the_script_is_short_enough_to_be_read() -> None:
    key = SigningKey.new("sample")
    script = bundle(1, key)["verify.py"].decode()
    assert len([line for line in script.splitlines() if line.strip()]) <= 120
    assert "import sayso" not in script
