"""Copies files of npm packages into this repository, checked: `python tools/vendor.py [NAME…]` does what `tools/vendor.toml` says.

A package is fetched with `npm pack` in a temporary folder, its archive is held to the registry's `integrity` value written down
in the table, and only the files named there are copied. Beside them stands `vendor.json`: name, version, licence (SPDX) and the
SHA-256 of every copy; `tests/test_vendor.py` hashes the copies again.
"""

import base64
import hashlib
import importlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
RECORD = "vendor.json"


def packages() -> list[dict[str, Any]]:
    """Return the table's packages."""
    table = tomllib.loads((HERE / "vendor.toml").read_text("utf-8"))
    return list(table["package"])


def fetched(package: dict[str, Any], folder: Path) -> Path:
    """Fetch a package's archive into a folder and return where it lies; ends with a sentence when it is not the one we know."""
    wanted = f"{package['name']}@{package['version']}"
    done = subprocess.run(  # noqa: S603 - the package manager, with a name from our own table
        ["npm", "pack", "--silent", wanted],  # noqa: S607 - found on the path
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{wanted} could not be fetched: {done.stderr.strip()}")
    archive = folder / done.stdout.split()[-1]
    method, _, given = package["integrity"].partition("-")
    found = base64.b64encode(hashlib.new(method, archive.read_bytes()).digest()).decode()
    if found != given:
        sys.exit(f"{wanted} is not the package that was chosen: its {method} is {found}, tools/vendor.toml has {given}")
    return archive


def copied(package: dict[str, Any], archive: Path) -> dict[str, Any]:
    """Copy the files of a package to their place, and return what vendor.json says of them."""
    target = ROOT / package["to"]
    target.mkdir(parents=True, exist_ok=True)
    files = {}
    with tarfile.open(archive) as packed:
        for row in package["files"]:
            source = packed.extractfile(f"package/{row['from']}")
            if source is None:
                sys.exit(f"{package['name']} holds no file {row['from']}")
            data = source.read()
            name = row.get("to", Path(row["from"]).name)
            made = {"from": row["from"]}
            if shape := row.get("shape"):
                made |= {"original": hashlib.sha256(data).hexdigest(), "shape": shape}
                data = getattr(importlib.import_module("outlines"), shape)(data)
            (target / name).write_bytes(data)
            files[name] = made | {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return {
        "name": package["name"],
        "version": package["version"],
        "integrity": package["integrity"],
        "spdx": package["spdx"],
        "files": files,
    }


def main(names: list[str]) -> None:
    """Copy the packages named, or all of them."""
    sys.path.insert(0, str(HERE))
    for package in packages():
        if names and package["name"] not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            record = copied(package, fetched(package, Path(folder)))
        (ROOT / package["to"] / RECORD).write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", "utf-8")
        size = sum(file["size"] for file in record["files"].values())
        print(
            f"{package['name']} {package['version']}: {len(record['files'])} files, {size:,} bytes, in {package['to']}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
