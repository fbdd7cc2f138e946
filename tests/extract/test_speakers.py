"""Who a speaker is: chains, names led back to what the text gave before, texts in capitals, and "we" within a quotation."""

import pytest

from tests.extract.spoken import lines, read, report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A partisan website insists, from “village media”, that the raid was repelled.",
            ["village media < partisan website | insist | that the raid was repelled"],
            id="source set between commas",
        ),
        pytest.param(
            "Radio Norte, quoting a Front source, said two trucks were lost.",
            ["Front source < Radio Norte | say | two trucks were lost"],
            id="quoting",
        ),
        pytest.param(
            "The Front, quoted by Radio Norte, said two trucks were lost.",
            ["Front < Radio Norte | say | two trucks were lost"],
            id="quoted by",
        ),
        pytest.param(
            "Two trucks were lost, broadcaster RNT said, citing the army.",
            ["army < RNT | say | Two trucks were lost"],
            id="citing",
        ),
        pytest.param(
            "The governor of Tarn, citing intelligence reports, accused the Salt Brigades of a raid.",
            ["intelligence reports < governor of Tarn | accuse | the Salt Brigades of a raid"],
            id="citing a document without a maker",
        ),
        pytest.param(
            "The agency quoted a source in Tarn as saying that two trucks were lost.",
            ["source in Tarn < agency | say | that two trucks were lost"],
            id="quoted as saying",
        ),
        pytest.param(
            "The council said the army had announced that the bridge was safe.",
            [
                "council | say | the army had announced that the bridge was safe",
                "army < council | announce | that the bridge was safe",
            ],
            id="words reported within reported words",
        ),
    ],
)
def test_chains(text: str, expected: list[str]) -> None:
    assert lines(report(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Omar Sabri said the depot burned. He said two men died.", "Omar Sabri", id="he"),
        pytest.param("The Tarn Health Ministry said two died. The ministry said more were hurt.", "Tarn Health Ministry", id="role of a body"),
        pytest.param("Omar Sabri said the depot burned. Sabri said two men died.", "Omar Sabri", id="surname"),
        pytest.param("A hospital official said two died. The mayor said more were hurt.", "mayor", id="another office"),
        pytest.param("Governor Petra Lund said two died. The mayor said more were hurt.", "mayor", id="a title is an office too"),
        pytest.param(
            "The representative of Lesk rejected the account of the envoy. He said two died.",
            "representative of Lesk",
            id="he is the person of a longer name",
        ),
        pytest.param("The mayor said two died. The official said more were hurt.", "mayor", id="an office by a wider noun"),
        pytest.param("Minister Ana Reis met Omar Sabri in Tarn. Sabri said two men died.", "Omar Sabri", id="named before, without speaking"),
        pytest.param("The River Watch Team said one died. However, RWT said more were hurt.", "River Watch Team", id="initials"),
        pytest.param("Omar Sabri met reporters in Tarn. He said two men died.", "Omar Sabri", id="he, whom the sentence before told of"),
        pytest.param("Lena Holt said it rained. Minister Omar Sabri came to Tarn. He said two men died.", "Omar Sabri", id="he, after a person with a title"),
        pytest.param("Omar Sabri said the depot burned. His spokesman Karl Odden said two men died.", "Karl Odden", id="his spokesman is another"),
        pytest.param("A Tarn Hospital nurse said two died. The hospital said more were hurt.", "hospital", id="a hospital is not its nurse"),
        pytest.param("Envoy Omar Sabri said the depot burned. The rebels' chief said two men died.", "rebels' chief", id="somebody else's chief"),
        pytest.param("Since Nato began, rain fell. Nato said two men died.", "Nato", id="no word from the head of a sentence in a name"),
        pytest.param("The Olm Casualty Register recorded nine deaths. It said 412 died in May.", "Olm Casualty Register", id="it, a body whose name has an article"),
        pytest.param("The road is shut, the ministry's spokesman, General Anton Reve, said. He blamed rain.", "Anton Reve", id="a role, then a title and the name"),
        pytest.param("Omar Sabri said the depot burned. His office said two men died.", "Omar Sabri’s office", id="his office"),
        pytest.param("Omar Sabri said his side would accept a truce.", "Omar Sabri", id="his side is himself"),
        pytest.param("One of the soldiers said two men died.", "One of the soldiers", id="one of several"),
        pytest.param("The 9 April Movement said two men died.", "9 April Movement", id="a date within a name"),
        pytest.param("Foreign Minister Ana Reis announced a truce. The minister said it would hold.", "Ana Reis", id="a person's office"),
    ],
)  # fmt: skip
def test_references(text: str, expected: str) -> None:
    """The last speaker is named as the text named him before."""
    assert read(report(text))[-1].speakers[0].name == expected


def test_capitals() -> None:
    """Case says nothing in a text of capitals."""
    source = report(
        "JUAN PEREZ, A NORTHLAND ARMED FORCES SOURCE, TOLD REPORTERS THAT THE CLASHES WENT ON OVER THE WEEKEND."
    )
    assert lines(source) == ["JUAN PEREZ | tell | THAT THE CLASHES WENT ON OVER THE WEEKEND"]


def test_chain_in_capitals() -> None:
    """What a medium is called stands behind the word for what it is; whom it quotes comes first, and speaks on through it."""
    source = report(
        "THE NORTHLAND RADIO STATION RADIO VALLEY, QUOTING A FRONT SOURCE, SAID THE BRIDGE WAS HIT.",
        "THE FRONT, QUOTED BY RADIO VALLEY, SAID TWO MEN DIED. THE BRIDGE WAS LOST, THE FRONT SAID.",
    )
    assert [line.split(" | ")[0] for line in lines(source)] == [
        "FRONT SOURCE < RADIO VALLEY",
        "FRONT < RADIO VALLEY",
        "FRONT < RADIO VALLEY",
    ]


def test_first_person_within_a_quotation() -> None:
    """ "We" within somebody's words is that somebody, and no further name."""
    found = read(report("“We said that the bridge was safe,” Ana Reis said. She left."))
    assert [[s.name for s in a.speakers] for a in found[:2]] == [["Ana Reis"], ["Ana Reis"]]
