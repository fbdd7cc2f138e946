"""What is copied from packages of others is what was chosen: every copy is hashed again, and none stands there unnamed."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
KEPT: list[dict[str, Any]] = [
    package
    for package in tomllib.loads((ROOT / "tools" / "vendor.toml").read_text("utf-8"))["package"]
    if package.get("keep", True)
]


@pytest.mark.parametrize("package", KEPT, ids=[package["name"] for package in KEPT])
def test_every_copy_is_the_one_that_was_made(package: dict[str, Any]) -> None:
    folder = ROOT / package["to"]
    record = json.loads((folder / "vendor.json").read_text("utf-8"))
    assert {key: record[key] for key in ("name", "version", "integrity", "spdx")} == {
        key: package[key] for key in ("name", "version", "integrity", "spdx")
    }
    assert {row.get("to", Path(row["from"]).name) for row in package["files"]} == set(record["files"])
    for name, file in record["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == file["sha256"], name


def test_every_package_is_named_in_the_notice_with_its_licence() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert [package["name"] for package in KEPT if package["name"] not in notice or package["spdx"] not in notice] == []
