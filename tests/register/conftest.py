"""The register, loaded once for all tests of this room."""

import pytest

from sayso.register.load import Register


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.load()
