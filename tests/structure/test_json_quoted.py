"""A JSON document that sets the words of others apart: each a dated passage of its own, by its author."""

import json
from collections.abc import Callable

import pytest

from sayso.records import Report
from sayso.settings import Settings
from sayso.structure import structure
from tests.structure.conftest import capture, check

OWN = {"text": "It is quiet.", "published": "2031-05-14"}
QUOTED = {
    "author": "Front Line",
    "text": "Two soldiers were killed.\n\nOne was hurt.",
    "published": "2031-05-13T08:00:00Z",
}


@pytest.mark.parametrize(
    ("document", "layers_", "passages"),
    [
        (OWN, ["body: It is quiet."], ["article | - | 2031-05-14"]),
        (
            OWN | {"quoted": [QUOTED]},
            [
                "body: It is quiet.",
                "quoted by Front Line: Two soldiers were killed.",
                "quoted by Front Line: One was hurt.",
            ],
            ["article | - | 2031-05-14", "quoted | - | 2031-05-13T08:00:00Z"],
        ),
        (  # nothing of its own: a message that was only forwarded
            {"published": "2031-05-14", "quoted": [{"text": "It is quiet.", "author": "Front Line"}]},
            ["quoted by Front Line: It is quiet."],
            ["quoted | - | 2031-05-14"],
        ),
        (OWN | {"quoted": ["words", {"author": "A"}, 5]}, ["body: It is quiet."], ["article | - | 2031-05-14"]),
        (OWN | {"quoted": "words"}, ["body: It is quiet."], ["article | - | 2031-05-14"]),
    ],
)
def test_the_words_of_others_are_quoted(
    document: dict[str, object],
    layers_: list[str],
    passages: list[str],
    layers: Callable[[Report], list[str]],
    dated: Callable[[Report], list[str]],
) -> None:
    found = structure(capture("application/json"), json.dumps(document), Settings(), None)
    check(found.report)
    assert layers(found.report) == layers_
    assert dated(found.report) == passages
    assert found.findings == ()
