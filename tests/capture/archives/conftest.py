"""Reading an archive in a test: its bytes in, members and lines about trouble out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from sayso.capture.archives import NO_MAPPING, Mapping, format_of, members
from sayso.capture.archives.member import Member
from sayso.errors import InputError
from sayso.settings import Settings

NOW = datetime(2031, 6, 1, 12, 0, tzinfo=UTC)


class Got(NamedTuple):
    members: list[Member]
    troubles: list[str]

    @property
    def sources(self) -> list[str]:
        """What the members are called, without the folder of the test."""
        return [member.captured.capture.source for member in self.members]


Read = Callable[..., Got]


@pytest.fixture(name="read")
def read_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read an archive in an empty folder, which must be as it was afterwards."""
    home = tmp_path / "far" / "down"
    home.mkdir(parents=True)
    monkeypatch.chdir(home)

    def read(name: str, data: bytes, settings: Settings | None = None, mapping: Mapping = NO_MAPPING) -> Got:
        path = Path(name)
        path.write_bytes(data)
        kind = format_of(path)
        if kind is None:
            return Got([], ["no archive"])
        found = list(members(path, kind, settings or Settings(), NOW, mapping))
        assert [at.name for at in tmp_path.rglob("*") if at.is_file()] == [name]
        path.unlink()
        return Got(
            [one for one in found if not isinstance(one, InputError)],
            [str(one) for one in found if isinstance(one, InputError)],
        )

    return read
