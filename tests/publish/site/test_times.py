"""Times as HTML takes them: at most three digits of a second, and records have six."""

import pytest

from sayso.publish.site.rendering import to_the_second


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2031-05-14", "2031-05-14"),  # a day stays a day
        ("2031-05-14T09:30:00.123456+00:00", "2031-05-14T09:30:00Z"),
        ("2031-05-14T09:30:00Z", "2031-05-14T09:30:00Z"),
    ],
)
def test_a_time_is_written_to_the_second(time: str, expected: str) -> None:
    assert to_the_second(time) == expected
