"""Who is one person under several spellings, and who is not; never without a reason."""

from collections.abc import Callable

import pytest

from sayso.records import Incident

Events = Callable[..., tuple[Incident, ...]]
A = "attack, Tarsa, 6 by Hill Brigade"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param("killed 1 Adem Varo", "killed 1 Adem Varo", ["Adem Varo"], id="one spelling"),
        pytest.param("killed 1 Adem Varo", "killed 1 Adam Varo", ["Adem Varo = Adam Varo"], id="one letter of four"),
        pytest.param("killed 1 Adem Varo", "killed 1 Adèm Varo", ["Adem Varo = Adèm Varo"], id="an accent is no letter"),
        pytest.param("killed 1 Ido Varo", "killed 1 Ida Varo", ["Ida Varo", "Ido Varo"], id="one letter of three is another name"),
        pytest.param("killed 1 Muhammad Varo", "killed 1 Mohammed Varo", ["Muhammad Varo = Mohammed Varo"], id="two letters of eight"),
        pytest.param("killed 1 Adem Varo", "killed 1 Ivor Varo", ["Adem Varo", "Ivor Varo"], id="two brothers"),
        pytest.param("killed 1 Adem Varo", "killed 1 Adam Vara", ["Adam Vara", "Adem Varo"], id="both words differ"),
        pytest.param("killed 1 Adem al-Varo", "killed 1 Adem Varo", ["Adem al-Varo = Adem Varo"], id="an article"),
        pytest.param(
            "killed 1 Colonel Adem Varo", "killed 1 Sergeant Adam Varo", ["Adam Varo", "Adem Varo"], id="two ranks"),
        pytest.param("killed 1 Colonel Adem Varo", "killed 1 Adam Varo", ["Adem Varo = Adam Varo"], id="one gives no rank"),
        pytest.param("killed 1 Adem Varo", "wounded 1 Adam Varo", ["Adam Varo", "Adem Varo"], id="one dead, one hurt"),
        pytest.param(
            "killed 1 Adem Varo, killed 1 Adam Varo", "killed 9 people", ["Adam Varo", "Adem Varo"], id="one claim names both"),
        pytest.param(
            "killed 1 Adem Varo, killed 1 Adim Varo", "killed 1 Adam Varo", ["Adam Varo", "Adem Varo", "Adim Varo"],
            id="a spelling that fits two joins neither"),
    ],
)  # fmt: skip
def test_spellings(ours: str, theirs: str, expected: list[str], events: Events) -> None:
    (event,) = events(f"Mayor: {A} | {ours}", f"Radio: {A} | {theirs}")
    found = sorted(" = ".join(person.spellings) for person in event.persons)
    assert found == expected
    assert all(bool(person.reason) == (len(person.spellings) > 1) for person in event.persons)


def test_the_reason_is_a_sentence(events: Events) -> None:
    (event,) = events(f"Mayor: {A} | killed 1 Colonel Adem Varo", f"Radio: {A} | killed 1 Adam Varo")
    assert [person.reason for person in event.persons] == [
        "“Adem Varo” and “Adam Varo” differ in 1 letter, no rank but colonel is given, and no claim names both"
    ]
