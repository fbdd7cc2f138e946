"""Where speech goes on: quotations, headlines, paragraphs and lists that a speaker leads up to, pasted articles."""

import msgspec
import pytest

from tests.extract.spoken import lines, report


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["“The bridge is gone,” said Ana Reis, a nurse. “We cross by boat.”"],
            ["Ana Reis | say | “The bridge is gone,” + “We cross by boat.”"],
            id="speech goes on behind the speaker",
        ),
        pytest.param(
            ["Ana Reis said: “The bridge is gone.", "“We cross by boat.”"],
            ["Ana Reis | say | “The bridge is gone. + “We cross by boat.”"],
            id="an open mark is taken up by the next paragraph",
        ),
        pytest.param(
            ["Ana Reis said: “The bridge is gone.", "The army left the town."],
            ["Ana Reis | say | “The bridge is gone."],
            id="an open mark does not swallow the next paragraph",
        ),
        pytest.param(
            ["“Is the bridge gone?” Ana Reis asked."],
            ["Ana Reis | ask | “Is the bridge gone?”"],
            id="a question in quotation marks",
        ),
        pytest.param(
            ["`` The bridge is gone , '' Ana Reis said ."],
            ["Ana Reis | say | `` The bridge is gone , ''"],
            id="tokenised marks",
        ),
        pytest.param(
            ['"The bridge is gone," Ana Reis said. "We cross by boat."'],
            ['Ana Reis | say | "The bridge is gone," + "We cross by boat."'],
            id="straight marks",
        ),
        pytest.param(
            ["“The bridge is gone and nobody comes to help us.” – river_watch"],
            ["river_watch |  | “The bridge is gone and nobody comes to help us.”"],
            id="a name behind a dash",
        ),
        pytest.param(
            ["“The bridge is gone,” Ana Reis snapped."],
            ["Ana Reis | snapped | “The bridge is gone,”"],
            id="a verb that no list has",
        ),
        pytest.param(
            ["“It's hard. That is why we left – you can't rest, the shelling is constant,” a resident said."],
            [
                "resident | say | “It's hard. That is why we left – you can't rest, the shelling is constant,”",
            ],
            id="a quotation opened sentences before its speaker",
        ),
        pytest.param(
            ["“The bridge is gone,” a doctor in the town said by radio."],
            ["doctor in the town | say | “The bridge is gone,”"],
            id="said by radio is no passive",
        ),
        pytest.param(
            ["Ana Reis declared, “We support the truce.”"],
            ["Ana Reis | declare | “We support the truce.”"],
            id="we, within the quotation, says nothing about the words outside",
        ),
    ],
)
def test_quotations(paragraphs: list[str], expected: list[str]) -> None:
    assert lines(report(*paragraphs)) == expected


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        pytest.param("Official: Five soldiers killed in Tarn", "Fighting went on.", "Official |  | Five soldiers killed in Tarn", id="a role before a colon"),
        pytest.param("4 killed in strike on Tarn – Riverguard", "The Riverguard said four people were killed.", "Riverguard |  | 4 killed in strike on Tarn", id="a known speaker behind a dash"),
        pytest.param("Blast in Tarn, at least eight dead - police", "Fighting went on.", "police |  | Blast in Tarn, at least eight dead", id="a body of one word behind a dash"),
        pytest.param("Ten dead in strike on Tarn: military sources", "Fighting went on.", "military sources |  | Ten dead in strike on Tarn", id="a role behind a colon"),
    ],
)  # fmt: skip
def test_headlines(headline: str, body: str, expected: str) -> None:
    assert lines(report(headline, body, title=True))[0] == expected


def test_headline_without_a_speaker() -> None:
    """A series name before a colon says nothing."""
    assert lines(report("Tarn Diary: Bridge Falls", "Fighting went on.", title=True)) == []


def test_following_sentence() -> None:
    """A statement runs on into a sentence that points back to it, not into one that does not."""
    source = report("A rocket hit the depot, two officers said. The rocket was home-made. Rain fell in the north.")
    assert lines(source) == [
        "officers | say | A rocket hit the depot",
        "officers |  | The rocket was home-made.",
    ]


def test_block_quotation() -> None:
    """A block that the page sets off belongs to the speaker who leads up to it."""
    source = report("Marek rejected the truce in an interview:", "Nobody here has seen a truce hold.", quotation=(1,))
    assert lines(source)[-1] == "Marek |  | Nobody here has seen a truce hold."


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param("In an interview with the Ridge Herald, Dorrit said:", id="nothing but who speaks"),
        pytest.param(
            "The council rejected the plan, a clerk said. In an interview with the Ridge Herald, Dorrit said:",
            id="not the party before in the paragraph",
        ),
        pytest.param("The council rejected the plan. Dorrit spoke to the Ridge Herald:", id="spoke to"),
        pytest.param("The council rejected the plan. Dorrit told the Ridge Herald on Friday.", id="no colon"),
    ],
)
def test_lead_to_block_quotations(lead: str) -> None:
    """Whoever the last sentence before a quotation leads up to speaks in it, and in those that follow."""
    source = report(lead, "The road is closed.", "The bridge is gone.", quotation=(1, 2))
    assert lines(source)[-2:] == ["Dorrit |  | The road is closed.", "Dorrit |  | The bridge is gone."]


def test_list_items() -> None:
    """Items under "the army said the targets were:" are the army's."""
    source = report("The army said targets hit on Monday included:", "Two tanks near Tarn", "One depot", items=True)
    assert [line.split(" | ")[0] for line in lines(source)] == ["army", "army", "army"]


def test_author_of_a_pasted_block() -> None:
    """A pasted post is its author's; whom it quotes comes first, the author outward."""
    source = report("Rain fell in Tarn.", "The bridge is closed. Ana Reis said boats were full.")
    pasted = msgspec.structs.replace(source.blocks[1], author="river_watch")
    source = msgspec.structs.replace(source, blocks=(source.blocks[0], pasted))
    assert lines(source) == [
        "river_watch |  | The bridge is closed. Ana Reis said boats were full.",
        "Ana Reis < river_watch | say | boats were full",
    ]


def test_headline_of_a_pasted_article() -> None:
    """The person behind the dash of a pasted headline comes first, and its author is outward; a quotation goes on."""
    source = report(
        "Army Halts Operations in Tarn – Dorrit",
        "The army stopped, Minister Lena Dorrit said. “The road is open and the boats run.”",
    )
    pasted = tuple(msgspec.structs.replace(block, author="Quayside Wire") for block in source.blocks)
    source = msgspec.structs.replace(source, blocks=pasted)
    assert [line for line in lines(source) if not line.startswith("Quayside")] == [
        "Lena Dorrit < Quayside Wire |  | Army Halts Operations in Tarn",
        "Lena Dorrit < Quayside Wire | say | The army stopped + “The road is open and the boats run.”",
    ]
