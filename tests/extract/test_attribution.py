"""Who says what: prose in, one line an attribution out, "speakers, innermost first | how | content"."""

from collections.abc import Sequence
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.attribution import Attribution, attribute
from sayso.extract.cues import AttributionWords, cues
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.lexicon.forms import verb_forms
from sayso.lexicon.load import load
from sayso.records import Block, Capture, Passage, Report


@cache
def cutter() -> Cutter:
    return Cutter("en", Tagger().tag)


def report(*paragraphs: str, title: bool = False, quotation: int | None = None, items: bool = False) -> Report:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        blocks.append(
            Block(
                channel="title" if title and number == 0 else "body",
                span=(at, at + len(paragraph)),
                passage=0,
                quotation=number == quotation,
                item=items and number > 0,
            )
        )
        at += len(paragraph) + 2
    capture = Capture(
        id="0", source="-", captured_at="2020-01-01T00:00:00Z", size=len(text), media_type="text/plain",
        encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    passage = Passage(kind="article", label=None, at=None, span=(0, len(text)))
    return Report(
        id="0", capture=capture, text=text, title=None, published=None, published_basis="unknown", passages=(passage,),
        blocks=tuple(blocks),
    )  # fmt: skip


def read(source: Report) -> list[Attribution]:
    return attribute(source, cutter().sentences(source))


def lines(source: Report, kinds: Sequence[str] = ("speech",)) -> list[str]:
    return [
        f"{' < '.join(s.name for s in a.speakers) or '-'} | {a.cue_word} | "
        + " + ".join(source.text[start:end] for start, end in a.content)
        for a in read(source)
        if a.kind in kinds and not a.nested
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The Northern Relief Board said that nine people were killed.",
            "Northern Relief Board | say | that nine people were killed",
            id="verb before a that-clause",
        ),
        pytest.param(
            "The board said on Friday nine people were killed.",
            "board | say | nine people were killed",
            id="no that, and the day of speaking left out",
        ),
        pytest.param(
            "Nine people were killed, the board said on Friday.",
            "board | say | Nine people were killed",
            id="verb behind its content",
        ),
        pytest.param(
            "The depot burned down, said Omar Sabri, a spokesman for the Valley Council.",
            "Omar Sabri | say | The depot burned down",
            id="speaker behind the verb, with an apposition",
        ),
        pytest.param(
            "Mortars fell on the old market, a porter said, in the worst night of the week.",
            "porter | say | Mortars fell on the old market + in the worst night of the week",
            id="speaker in the midst of his words",
        ),
        pytest.param(
            "The good news for Tarn, Lena Holt said, is that the road is open.",
            "Lena Holt | say | The good news for Tarn + is that the road is open",
            id="speaker between subject and verb",
        ),
        pytest.param(
            "According to the Tarn Post, two bridges were hit.",
            "Tarn Post | according to | two bridges were hit",
            id="according to, in front",
        ),
        pytest.param(
            "Two bridges were hit, according to doctors and the Tarn Red Cross.",
            "doctors < Tarn Red Cross | according to | Two bridges were hit",
            id="according to, behind, two speakers jointly in order",
        ),
        pytest.param(
            "Two bridges were hit, according to a report from the state-run Tarn News Agency.",
            "Tarn News Agency | according to | Two bridges were hit",
            id="a document speaks for its maker",
        ),
        pytest.param(
            "Colonel Ivo Marek told Radio Tarn that the town had fallen.",
            "Ivo Marek | tell | that the town had fallen",
            id="the outlet that is told is no speaker",
        ),
        pytest.param(
            "The army accused the rebels of shelling the market.",
            "army | accuse | the rebels of shelling the market",
            id="an accusation",
        ),
        pytest.param(
            "The ministry denied the report.",
            "ministry | deny | the report",
            id="speech act with a noun for its object",
        ),
        pytest.param(
            "The ministry acknowledged four deaths.", "ministry | acknowledge | four deaths", id="an admitted count"
        ),
        pytest.param(
            "The Free Valley Front claimed responsibility for the raid.",
            "Free Valley Front | claim | responsibility for the raid",
            id="claim of responsibility",
        ),
        pytest.param(
            "The raid was claimed by the Free Valley Front.",
            "Free Valley Front | claim | The raid",
            id="claimed by, in the passive",
        ),
        pytest.param(
            "The envoy called on both sides to stop firing.",
            "envoy | call | both sides to stop firing",
            id="a call",
        ),
        pytest.param(
            "It was not clear whether the bridge still stood.",
            "- | not clear | whether the bridge still stood",
            id="nobody says so: not clear",
        ),
        pytest.param(
            "More than 200 are believed to have fled.",
            "- | believed | More than 200 + to have fled",
            id="nobody says so: believed",
        ),
        pytest.param(
            "The resident, who gave no name, said people were hungry.",
            "resident | say | people were hungry",
            id="a relative clause between speaker and verb",
        ),
        pytest.param(
            "The mayor, Ana Reis, a former teacher, said the shelter was full.",
            "Ana Reis | say | the shelter was full",
            id="two appositions, the name in the first",
        ),
        pytest.param("The clinic was hit, a nurse said.", "nurse | say | The clinic was hit", id="a role with no name"),
        pytest.param(
            "Three men were hurt in Tarn a witness said.",
            "witness | say | Three men were hurt in Tarn",
            id="marks lost: verb last",
        ),
        pytest.param(
            "The toll will rise said the Observatory.",
            "Observatory | say | The toll will rise",
            id="marks lost: speaker last",
        ),
        pytest.param(
            "Ten were killed on the road, reports Evening Times.",
            "Evening Times | report | Ten were killed on the road",
            id="reports before its outlet",
        ),
    ],
)
def test_one_sentence(text: str, expected: str) -> None:
    assert lines(report(text)) == [expected]


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
    ],
)
def test_quotations(paragraphs: list[str], expected: list[str]) -> None:
    assert lines(report(*paragraphs)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Omar Sabri said the depot burned. He said two men died.", "Omar Sabri", id="he"),
        pytest.param("The Tarn Health Ministry said two died. The ministry said more were hurt.", "Tarn Health Ministry", id="role of a body"),
        pytest.param("Omar Sabri said the depot burned. Sabri said two men died.", "Omar Sabri", id="surname"),
        pytest.param("Minister Ana Reis met Omar Sabri in Tarn. Sabri said two men died.", "Omar Sabri", id="named before, without speaking"),
        pytest.param("The River Watch Team said one died. However, RWT said more were hurt.", "River Watch Team", id="initials"),
        pytest.param("Foreign Minister Ana Reis announced a truce. The minister said it would hold.", "Ana Reis", id="a person's office"),
    ],
)  # fmt: skip
def test_references(text: str, expected: str) -> None:
    """The last speaker is named as the text named him before."""
    assert read(report(text))[-1].speakers[0].name == expected


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        pytest.param("Official: Five soldiers killed in Tarn", "Fighting went on.", "Official |  | Five soldiers killed in Tarn", id="a role before a colon"),
        pytest.param("4 killed in strike on Tarn – Riverguard", "The Riverguard said four people were killed.", "Riverguard |  | 4 killed in strike on Tarn", id="a known speaker behind a dash"),
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
    source = report("Marek rejected the truce in an interview:", "Nobody here has seen a truce hold.", quotation=1)
    assert lines(source)[-1] == "Marek |  | Nobody here has seen a truce hold."


def test_list_items() -> None:
    """Items under "the army said the targets were:" are the army's."""
    source = report("The army said targets hit on Monday included:", "Two tanks near Tarn", "One depot", items=True)
    assert [line.split(" | ")[0] for line in lines(source)] == ["army", "army", "army"]


def test_capitals() -> None:
    """Case says nothing in a text of capitals."""
    source = report(
        "JUAN PEREZ, A NORTHLAND ARMED FORCES SOURCE, TOLD REPORTERS THAT THE CLASHES WENT ON OVER THE WEEKEND."
    )
    assert lines(source) == ["JUAN PEREZ | tell | THAT THE CLASHES WENT ON OVER THE WEEKEND"]


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("The army denied the report.", "speech", "denies"),
        ("The army confirmed that the bridge fell.", "speech", "confirms"),
        ("The envoy called for a truce.", "speech", "asks"),
        ("The group vowed to fight on.", "speech", "promises"),
        ("The agency warned that food was short.", "speech", "warns"),
        ("The rebels claimed that the town had fallen.", "speech", "claims"),
        ("Residents believe that the town will fall.", "belief", "says"),
        ("The rebels want to leave the town.", "intention", "promises"),
        ("The rebels attacked the police station.", "act", "claims"),
    ],
)
def test_kind_and_stance(text: str, kind: str, stance: str) -> None:
    found = read(report(text))[0]
    assert (found.kind, found.stance) == (kind, stance)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The blast claimed 12 lives.", id="a set phrase in which nobody speaks"),
        pytest.param("It is worth noting that the road is long.", id="it stands for nobody"),
        pytest.param("Opposing armies met near Tarn.", id="a participle before its noun"),
        pytest.param("Fighting went on in the north.", id="no cue"),
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert lines(report(text)) == []


def test_words_within_quotations_are_marked() -> None:
    """What a quoted speaker says others say is told apart from the report's own attributions."""
    found = read(report("“The army said the bridge was safe,” Ana Reis said."))
    assert [(a.speakers[0].name, a.nested) for a in found] == [("Ana Reis", False), ("army", True)]
    assert [s.name for s in found[1].speakers] == ["army", "Ana Reis"]


AFTER = {
    "clause": "that/IN the/DT bridge/NN was/VBD safe/JJ",
    "object": "the/DT plan/NN",
    "hearer": "reporters/NNS that/IN the/DT bridge/NN was/VBD safe/JJ",
    "infinitive": "to/TO leave/VB the/DT town/NN",
    "adjective": "tired/JJ",
    "quote": ":/: “/`` The/DT bridge/NN is/VBZ safe/JJ ”/''",
}
"""What a verb may be followed by, tagged."""


def tagged(words: Sequence[str]) -> list[str]:
    """Give the tags of the sentences made from `AFTER`; the verb under test is a past tense."""
    known = dict(pair.rsplit("/", 1) for text in AFTER.values() for pair in text.split())
    return [{"ministers": "NNS", "The": "DT", ".": "."}.get(word) or known.get(word, "VBD") for word in words]


def test_every_verb_catches_itself() -> None:
    """Each verb of the list stands in one group only and attributes through the reader what it is said to take."""
    words = load("en", "attribution", AttributionWords)
    listed = [word for group in words.verbs for word in group.words]
    assert sorted(listed) == sorted(set(listed))
    assert all(word in listed for verbs in words.prepositions.values() for word in verbs)
    by_hand = Cutter("en", tagged)
    for group in words.verbs:
        for word in group.words:
            forms = verb_forms(word)
            assert all(cues("en").verbs[form].lemma == word for form in forms if form not in AMBIGUOUS)
            for take in set(group.takes) - {"tail"}:
                rest = " ".join(pair.rsplit("/", 1)[0] for pair in AFTER[take].split())
                source = report(f"The ministers {forms[-1]} {rest}.")
                found = attribute(source, by_hand.sentences(source))
                assert any(a.content for a in found), source.text


AMBIGUOUS = {"found", "founded", "saw", "felt"}
"""Forms that belong to two verbs."""


@pytest.mark.parametrize("field", ["nouns", "adverbs", "passives"])
def test_every_word_is_looked_up(field: str) -> None:
    """Each noun, adverb and participle of the list is found under its own form, and triggers the reader."""
    words, compiled = load("en", "attribution", AttributionWords), cues("en")
    for group in getattr(words, field):
        for word in group.words:
            assert word in getattr(compiled, field)
            assert word in compiled.triggers


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The army said",
                "“",
                "”",
                '"',
                "that",
                "he",
                ",",
                ".",
                "\n\n",
                "according to",
                "X",
                "was hit",
                ":",
                "(",
                "and",
            ]
        ),
        max_size=40,
    )
)
def test_spans_lie_in_the_text(parts: list[str]) -> None:
    """Whatever the text, every span lies within it, in order, and nothing fails."""
    source = report(*(" ".join(parts).split("\n\n")))
    for found in read(source):
        for start, end in found.content:
            assert 0 <= start < end <= len(source.text)
        assert found.source is None or found.source[0] < found.source[1]


def test_author_of_a_pasted_block() -> None:
    """A pasted post is its author's; whom it quotes comes first, the author outward."""
    source = report("Rain fell in Tarn.", "The bridge is closed. Ana Reis said boats were full.")
    pasted = msgspec.structs.replace(source.blocks[1], author="river_watch")
    source = msgspec.structs.replace(source, blocks=(source.blocks[0], pasted))
    assert lines(source) == [
        "river_watch |  | The bridge is closed. Ana Reis said boats were full.",
        "Ana Reis < river_watch | say | boats were full",
    ]
