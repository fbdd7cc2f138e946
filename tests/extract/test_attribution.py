"""Who says what: prose in, one line an attribution out, "speakers, innermost first | cue | content"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.spoken import lines, read, report


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
            "The council, which owns the “safe” town, denied the charge.",
            "council | deny | the charge",
            id="a word in quotation marks within a relative clause",
        ),
        pytest.param(
            "One of the sources spoke of nine dead.", "One of the sources | speak | nine dead", id="one of several"
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
        pytest.param(
            "The group, however, counts four sailors killed on the ship.",
            "group | count | four sailors killed on the ship",
            id="a verb that a tagger takes for a noun behind a comma",
        ),
        pytest.param(
            "The army put the toll at 40.",
            "army | put | the toll at 40",
            id="a verb that attributes with some objects only",
        ),
        pytest.param(
            "The army rejects reports that it bombed a school.",
            "army | reject | reports that it bombed a school",
            id="a noun that a tagger takes for a verb behind a verb",
        ),
        pytest.param(
            "The council asked for a three-day truce.", "council | ask | a three-day truce", id="a request with for"
        ),
        pytest.param(
            "The state broadcaster Ostavia One reported that the bridge was hit.",
            "Ostavia One | report | that the bridge was hit",
            id="a name with a numeral, without its role",
        ),
        pytest.param(
            "The pro-rebel news service Saba claimed more than 50 troops died.",
            "Saba | claim | more than 50 troops died",
            id="a name that a tagger may take for a verb",
        ),
        pytest.param(
            "The London-based Tarn Register recorded nine dead.",
            "Tarn Register | record | nine dead",
            id="an adjective that says whose it is",
        ),
        pytest.param(
            "The official TNA news agency reported nine dead.",
            "TNA news agency | report | nine dead",
            id="official, before an agency",
        ),
        pytest.param(
            "The republic's key ally Kestria said the road was open.",
            "Kestria | say | the road was open",
            id="a role with its owner, then the name",
        ),
        pytest.param(
            "State TV said the road was open.", "State TV | say | the road was open", id="a name made of common words"
        ),
        pytest.param(
            "The defence ministry denied the report.",
            "defence ministry | deny | the report",
            id="the noun in front belongs to the body's name",
        ),
        pytest.param(
            "The Northland armed forces today confirmed that the bridge was hit.",
            "Northland armed forces | confirm | that the bridge was hit",
            id="an adjective within a name, and a word of time before the verb",
        ),
        pytest.param(
            "The army earlier this week announced that the bridge was safe.",
            "army | announce | that the bridge was safe",
            id="words of time before the verb",
        ),
        pytest.param(
            "The army on May 8 said the bridge was safe.",
            "army | say | the bridge was safe",
            id="a date before the verb",
        ),
        pytest.param(
            "A monitor run by lawyers close to the opposition, the Merrow Register, recorded 38 dead.",
            "Merrow Register | record | 38 dead",
            id="a body, then its name between commas",
        ),
        pytest.param(
            "A spokeswoman said the two spoke about the wounded.",
            "spokeswoman | say | the two spoke about the wounded",
            id="those who only speak with each other say nothing",
        ),
    ],
)
def test_one_sentence(text: str, expected: str) -> None:
    assert lines(report(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The council had proposed a truce, to bring out the old, and diplomats in Tarn hint that it may hold.",
            [
                "council | propose | a truce, to bring out the old",
                "diplomats in Tarn | hint | that it may hold",
            ],
            id="the that-clause of a second speaker is not the first one's",
        ),
        pytest.param(
            "Nine people died in Tarn local officials told reporters on Friday stressing two were children.",
            ["local officials | tell | Nine people died in Tarn", "local officials | stress | two were children"],
            id="a participle behind words of time is the speaker's",
        ),
        pytest.param(
            "The mayor evaded the question of whether the town had become a target, instead pointing to the army.",
            ["mayor | point | the army"],
            id="a participle is the main clause's",
        ),
        pytest.param(
            "The mayor said: “Ten men died, the army said.”",
            ["mayor | say | “Ten men died, the army said.”"],
            id="a speaker within a quotation has no words outside it",
        ),
        pytest.param(
            "The hospital said more were hurt.", ["hospital | say | more were hurt"], id="a subject that is a bare more"
        ),
    ],
)
def test_where_contents_end(text: str, expected: list[str]) -> None:
    assert lines(report(text)) == expected


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
        ("The army did not confirm the deaths.", "speech", "doubts"),
        ("The army refused to confirm the deaths.", "speech", "doubts"),
        ("The army did not say how many died.", "silence", "says"),
        ("The army declined to say how many died.", "silence", "says"),
        ("The rebels have not proposed any steps.", "silence", "asks"),
        ("No group claimed responsibility for the raid.", "silence", "claims"),
        ("Early warning systems warned that rockets were on their way.", "perception", "warns"),
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
        pytest.param("The army put its men at the gate.", id="a verb without the object with which it attributes"),
        pytest.param("She asked not to be named.", id="a wish about the name alone"),
        pytest.param("The two sides agreed to a truce.", id="several speak with each other only"),
        pytest.param("Resolution 2118, which says that a truce must hold, was read.", id="a bare figure is nobody"),
        pytest.param("That is why crying and begging for a truce is of no use.", id="that is nobody"),
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert lines(report(text)) == []


def test_words_within_quotations_are_marked() -> None:
    """What a quoted speaker says others say is told apart from the report's own attributions."""
    found = read(report("“The army said the bridge was safe,” Ana Reis said."))
    assert [(a.speakers[0].name, a.nested) for a in found] == [("Ana Reis", False), ("army", True)]
    assert [s.name for s in found[1].speakers] == ["army", "Ana Reis"]


@settings(max_examples=60)
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
