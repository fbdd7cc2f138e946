"""Figures: what each number counts, which word of harm gives it its measure, and what it is part of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.engine import plain_report
from sayso.extract.counted import CountedWords
from sayso.extract.figures import FigureFinder, FoundFigure
from sayso.extract.harm import HarmWords
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger
from sayso.lexicon.load import load
from sayso.values.kinds import Measure

FINDER = FigureFinder("en")
CUTTER = Cutter("en", Tagger().tag)
HARM = load("en", "harm", HarmWords)
COUNTED = load("en", "counted", CountedWords)


def sentence(text: str) -> Sentence:
    """Return `text` as one sentence."""
    return CUTTER.sentences(plain_report(text, [(0, len(text))]))[0]


def note(found: FoundFigure) -> str:
    """Write a figure in small: `killed 48.. people`; a part ends with `<` and the index of the whole."""
    figure = found.figure
    low, high = figure.low, figure.high
    ends = f"{low}" if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    part = "" if figure.part_of is None else f" <{figure.part_of}"
    return f"{figure.measure} {ends} {figure.of}{part}"


def figures(text: str, context: Measure | None = None) -> list[str]:
    whole = sentence(text)
    return [note(found) for found in FINDER.find(whole, 0, len(whole.words), context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb before the number
        ("The front handed over 48 soldiers.", ["released 48 soldiers"]),
        ("The front released over 48 soldiers.", ["released 48.. soldiers"]),
        ("We took six prisoners there.", ["detained 6 prisoners"]),
        ("The rebels took 12 hostages there.", ["abducted 12 hostages"]),
        ("They took six towns there.", []),
        ("The raid killed its commander.", ["killed 1 commander"]),
        ("A blast killed 48 people in Tarsa.", ["killed 48 people"]),
        ("The raid hit Tarsa, killing 14 and leaving injured about 50.", ["killed 14 people", "wounded 50 people"]),
        ("It killed at least 44 and injured 140 others.", ["killed 44.. people", "wounded 140 others"]),
        ("The column lost more than 60 fighters and eight armored vehicles.",
         ["killed 60.. fighters", "vehicles-destroyed 8 armored vehicles"]),
        ("The raid claimed the lives of at least 32 people.", ["killed 32.. people"]),
        ("The group documented the killing of 61 people.", ["killed 61 people"]),
        ("Medics received the bodies of 44 victims.", ["killed 44 victims"]),
        ("The raid killed or wounded 12 soldiers.", ["killed-or-wounded 12 soldiers"]),
        # the predicate behind the noun
        ("48 people were killed in Tarsa.", ["killed 48 people"]),
        ("At least 48 people dead over 100 injured in Tarsa.", ["killed 48.. people", "wounded 100.. people"]),
        ("4 killed, 2 wounded in a strike on Tarsa", ["killed 4 people", "wounded 2 people"]),
        ("Eight were wounded.", ["wounded 8 people"]),
        ("Two more were killed.", ["killed 2 people"]),
        ("Five of the soldiers were killed.", ["killed 5 soldiers"]),
        ("Seven of the nine soldiers were wounded.", ["wounded 7 soldiers"]),
        ("Two guards died of wounds.", ["killed 2 guards"]),
        ("Nine miners from two villages near Tarsa were reportedly killed.", ["killed 9 miners"]),
        ("Nine miners, most of them young, were killed.", ["killed 9 miners"]),
        ("Between 20 and 30 fighters were killed or wounded.", ["killed-or-wounded 20..30 fighters"]),
        ("12 people suffered injuries.", ["wounded 12 people"]),
        ("A teacher suffered a stroke and passed away.", ["killed 1 teacher"]),  # a second verb of one subject
        ("A cook fell ill while sheltering and died shortly after.", ["killed 1 cook"]),
        ("The clerk lost his legs.", ["wounded 1 clerk"]),
        ("Two men stepped on a mine and were later wounded by gunfire.", ["wounded 2 men"]),
        ("The ward holds forty beds and more than ninety wounded.", ["wounded 90.. people"]),  # not the beds
        ("Nine people who had been displaced from Tarsa, including two women, were killed.",
         ["killed 9 people", "killed 2 women <0"]),
        ("Nine people who had been displaced from Tarsa wept.", ["displaced 9 people"]),
        ("The post was shelled, with one clerk adding that 50 others were injured.", ["wounded 50 others"]),
        # in a list
        ("Eighteen rebels and seven soldiers were killed and three others injured.",
         ["killed 18 rebels", "killed 7 soldiers", "wounded 3 others"]),
        ("The raid left three guards and a child dead.", ["killed 3 guards", "killed 1 child"]),
        ("The shelling killed a woman and her two children.", ["killed 1 woman", "killed 2 children"]),
        # the noun itself
        ("The ministry admitted three deaths.", ["killed 3 deaths"]),
        ("There are dozens of bodies in the streets.", ["killed 24.. bodies"]),
        ("A third body was found.", ["killed 1 body"]),
        ("Twelve people, missing since Sunday, were found dead.", ["killed 12 people"]),  # the verb says worse than the aside
        ("The attack caused 12 casualties.", ["killed-or-wounded 12 casualties"]),
        ("Medics treated 140 injured people.", ["wounded 140 injured people"]),
        # totals
        ("The death toll rose to 23.", ["killed 23 people"]),
        ("The death toll rose from 12 to 23.", ["killed 23 people"]),
        ("The death toll remains 23.", ["killed 23 people"]),
        ("A grave with the remains of 63 people was found.", ["killed 63 people"]),
        ("Casualties: 2 KIA, 5 WIA.", ["killed 2 KIA", "wounded 5 WIA"]),
        ("The number of dead has gone up to two.", ["killed 2 people"]),  # where a change leads, no bound
        ("Up to 40 people were killed.", ["killed ..40 people"]),
        ("The death toll from Monday's raid on the old town of Tarsa rose to 23.", ["killed 23 people"]),
        ("The death toll climbed to 12 on Monday, a hospital official said.", ["killed 12 people"]),  # who speaks is not dead
        ("That brings the toll to 35.", ["killed 35 people"]),
        ("The number of raids this year has reached 38.", ["strikes 38 people"]),
        ("The number of dead stands at 14, and 30 are missing.", ["killed 14 people", "missing 30 people"]),
        ("The deaths were among 97 documented in Selva.", ["killed 97 people"]),
        ("Killed: 12, wounded: 30.", ["killed 12 people", "wounded 30 people"]),
        ("Nine people died and 12 others remain missing.", ["killed 9 people", "missing 12 others"]),
        # one victim
        ("Gunmen killed the police chief and his bodyguard.", ["killed 1 police chief", "killed 1 bodyguard"]),
        ("The mayor, his driver and two guards were shot dead.",
         ["killed 1 mayor", "killed 1 driver", "killed 2 guards"]),
        ("A second colonel was killed in Tarsa.", ["killed 1 colonel"]),
        ("One militant was killed.", ["killed 1 militant"]),
        ("My father also was injured.", ["wounded 1 father"]),
        ("The blast killed Captain Nadim Haro.", ["killed 1 Captain Nadim Haro"]),
        ("One soldier was killed and another was wounded.", ["killed 1 soldier", "wounded 1 people"]),
    ],
)  # fmt: skip
def test_the_dead_and_the_hurt(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a name beside the word of harm is one victim, with or without a rank
        ("Omar Haro was killed in Tarsa.", ["killed 1 Omar Haro"]),
        ("The attack killed banker Omar Haro.", ["killed 1 banker Omar Haro"]),
        ("Gunmen shot dead Haro in Tarsa.", ["killed 1 Haro"]),
        ("Haro died on Monday.", ["killed 1 Haro"]),
        ("Omar Haro, the mayor of Tarsa, was wounded.", ["wounded 1 Omar Haro"]),
        ("The mayor of Tarsa, Omar Haro, was wounded.", ["wounded 1 mayor"]),  # one man
        ("Nadim Taj, 34, a teacher, was shot dead.", ["killed 1 Nadim Taj"]),
        ("She met the sister of Nadim Taj, who was killed in May.", ["killed 1 Nadim Taj"]),  # not the sister
        ("Omar Haro was kidnapped and later killed.", ["killed 1 Omar Haro"]),
        ("Police arrested Omar Haro and his driver.", ["detained 1 Omar Haro", "detained 1 driver"]),
        ("The army killed Haro's deputy.", ["killed 1 Haro's deputy"]),
        # beside the noun
        ("The killing of Omar Haro shook Tarsa.", ["killed 1 Omar Haro"]),
        ("The assassination in May of former mayor Omar Haro shook Tarsa.", ["killed 1 former mayor Omar Haro"]),
        ("They condemned Haro's brutal murder.", ["killed 1 Haro"]),
        ("Haro's murder of Nadim Taj shook Tarsa.", ["killed 1 Nadim Taj"]),  # he did it
        ("The death of Haro, 43, a father of seven, shook Tarsa.", ["killed 1 Haro"]),
        # several
        ("Gunmen killed Omar Haro, Nadim Taj, and Selim Boz.",
         ["killed 1 Omar Haro", "killed 1 Nadim Taj", "killed 1 Selim Boz"]),
        ("Omar Haro and Nadim Taj were killed.", ["killed 1 Omar Haro", "killed 1 Nadim Taj"]),
        ("Two men, Omar Haro and 40-year-old Nadim Taj, were killed.",
         ["killed 2 men", "killed 1 Omar Haro <0", "killed 1 40-year-old Nadim Taj <0"]),
        # in capitals
        ("THE GOVERNMENT CONDEMNED THE ASSASSINATION OF ARL LEADER OMAR HARO AND OF TARSAN ATTORNEY NADA TAJ.",
         ["killed 1 ARL LEADER OMAR HARO", "killed 1 TARSAN ATTORNEY NADA TAJ"]),
        ("POLICE SAID TODAY THAT WELL-KNOWN BANKER OMAR HARO LUNO WAS MURDERED BY A GROUP OF PERSONS.",
         ["killed 1 WELL-KNOWN BANKER OMAR HARO LUNO"]),
        # none: a body, a thing, a passive's agent, an abbreviation
        ("The raid killed Tarsa Brigade troops.", []),
        ("The report on the death of the Unity Party was out.", []),
        ("The plan would hurt U.S. trade.", []),
        ("The priests were killed by some 30 men.", []),
    ],
)  # fmt: skip
def test_a_victim_named(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police detained 12 protesters and released five.", ["detained 12 protesters", "released 5 protesters"]),
        ("They captured four others alive.", ["detained 4 others"]),
        ("They took 12 soldiers prisoner.", ["detained 12 soldiers"]),
        ("Gunmen abducted three aid workers.", ["abducted 3 aid workers"]),
        ("They took hostage 12 aid workers.", ["abducted 12 aid workers"]),
        ("Sixteen fighters surrendered.", ["surrendered 16 fighters"]),
        ("An estimated 50,000 civilians had left for Tarsa.", ["displaced 50000 civilians"]),
        ("More than 12,000 families fled.", ["displaced 12000.. families"]),
        ("More than 200,000 are believed to have been compressed into the town.", ["trapped 200000.. people"]),
        ("About 2,000 people remain trapped.", ["trapped 2000 people"]),
        ("3 million people need aid.", ["in-need 3000000 people"]),
        ("Thousands are in need of aid.", ["in-need 2000.. people"]),
        ("200 people were missing.", ["missing 200 people"]),
        ("300,000 Selvans fled.", ["displaced 300000 Selvans"]),
    ],
)
def test_people_taken_freed_and_moved(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They took out three rocket installations and three vehicles.",
         ["sites-hit 3 rocket installations", "vehicles-destroyed 3 vehicles"]),
        ("They seized 3 tanks and shot down two drones.", ["vehicles-captured 3 tanks", "aircraft-lost 2 drones"]),
        ("A helicopter crashed in the hills.", ["aircraft-lost 1 helicopter"]),
        ("About 200 homes were destroyed and 15 bridges damaged.",
         ["buildings-damaged 200 homes", "buildings-damaged 15 bridges"]),
        ("Drones hit two oil depots.", ["sites-hit 2 oil depots"]),
        ("One tower was bombed.", ["sites-hit 1 tower"]),
        ("Troops were attacked 14 times.", ["strikes 14 times"]),
        ("Ten attacks killed eight people.", ["strikes 10 attacks", "killed 8 people"]),
        ("Six rockets landed near the port.", ["strikes 6 rockets"]),
        ("A drone fired two missiles.", ["strikes 2 missiles"]),
        ("They shot down four cruise missiles.", ["other 4 cruise missiles"]),  # missiles are no aircraft
        ("They shot down four missiles and 15 drones.", ["other 4 missiles", "aircraft-lost 15 drones"]),
        ("Nine missiles launched by the fleet were lost.", ["other 9 missiles"]),  # whose, not how often it struck
        ("Nine rockets were launched at Tarsa.", ["strikes 9 rockets"]),
        ("This is the second attack today and the fourth in 48 hours.", ["strikes 2 attack", "strikes 4 attack"]),
        ("The fleet flew 149 air sorties.", ["other 149 air sorties"]),
        ("A group of 40 militants attacked the post.", ["other 40 militants"]),
        ("Harat now holds 75% of the opposition's territory.", ["territory-percent 75 the opposition's territory"]),
        ("Targets hit included: twelve military vehicles, one truck and one depot.",
         ["sites-hit 12 military vehicles", "sites-hit 1 truck", "sites-hit 1 depot"]),
    ],
)  # fmt: skip
def test_things(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raids left 24 people dead, including two children and six women, and over 74 others injured.",
         ["killed 24 people", "killed 2 children <0", "killed 6 women <0", "wounded 74.. others"]),
        ("Seven members of the Haro family, including two children and a nurse, were killed and four others wounded.",
         ["killed 7 members of the Haro family", "killed 2 children <0", "killed 1 nurse <0", "wounded 4 others"]),
        ("The ministry admitted three deaths — two female medics and Colonel Omar Haro — in Tarsa.",
         ["killed 3 deaths", "killed 2 female medics <0", "killed 1 Colonel Omar Haro <0"]),
        ("The raid killed 12 people, five of them children, and wounded 40.",
         ["killed 12 people", "killed 5 children <0", "wounded 40 people"]),
        ("Police said 11 people, among them three children, had died.", ["killed 11 people", "killed 3 children <0"]),
        ("Four civilians, two women and two men, were injured.",
         ["wounded 4 civilians", "wounded 2 women <0", "wounded 2 men <0"]),
        ("Nine people were hurt, of whom three later died.", ["wounded 9 people", "killed 3 people <0"]),
        ("12 were killed, including four nurses, and at least six people, including a guard, were hurt.",
         ["killed 12 people", "killed 4 nurses <0", "wounded 6.. people", "wounded 1 guard <2"]),
        ("They counted 13 sorties, including 4 strike sorties.", ["other 13 sorties", "other 4 strike sorties <0"]),
    ],
)  # fmt: skip
def test_parts_know_their_whole(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two gunmen killed 12 people.", ["killed 12 people"]),  # who kills is no victim
        ("Twelve soldiers killed three civilians.", ["other 12 soldiers", "killed 3 civilians"]),
        ("No casualties were reported.", []),
        ("No one was killed.", []),
        ("Omar Said, 17, spoke of the dead.", []),
        ("The two ministers met in Tarsa.", []),
        ("He saw 12 of the bridges.", []),
        ("It reads a list of 7000 victims’ names released on Monday.", []),  # names are released, not people
        ("Some 40 percent of residents fled.", []),  # a share of people is no share of land
        ("A man displaced in Tarsa spoke.", []),
        ("She wrote two letters about the killing.", []),
    ],
)
def test_numbers_that_are_not_victims(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("Among the casualties were 20 in Tarsa.", None, ["killed-or-wounded 20 people"]),
        ("Among the casualties were 20 in Tarsa.", "killed", ["killed 20 people"]),  # the sentence before counts deaths
        ("The fourth, Colonel Omar Haro, led a brigade.", "killed", ["killed 1 Colonel Omar Haro"]),
        ("The fourth is Ensign Mira Holt.", "killed", ["killed 1 Ensign Mira Holt"]),
        ("The plan was unveiled by Admiral Tomas Kerr.", "killed", []),  # whoever is named beside the dead
        ("Admiral Tomas Kerr praised them.", "killed", []),
        ("Two co-defendants were acquitted.", "killed", []),  # something else was done to them
        ("Two officials and a nurse told the Post.", "killed", []),  # nor are those who speak
        ("They were 12 soldiers and three civilians.", "killed", ["killed 12 soldiers", "killed 3 civilians"]),
        ("A column of about 8 thousand people is on its way.", "displaced", ["displaced 8000 people"]),
        ("A column of about 8 thousand people is on its way.", None, ["other 8000 people"]),
        ("Twelve soldiers watched them.", "displaced", ["other 12 soldiers"]),
        ("Five battle tanks, one truck near Tarsa", "sites-hit", ["sites-hit 5 battle tanks", "sites-hit 1 truck"]),
        (
            "Five battle tanks, two artillery pieces, three military vehicles",
            "sites-hit",
            ["sites-hit 5 battle tanks", "sites-hit 2 artillery pieces", "sites-hit 3 military vehicles"],
        ),  # no sum of parts
        ("14 people were killed; the opposition says 21.", None, ["killed 14 people", "killed 21 people"]),
        # what a preposition leads in has its part in another matter
        ("The group spoke with 83 former prisoners.", "killed", []),
        ("They were heard in three sessions.", "killed", []),
        ("Lawyers for the three will appeal.", "killed", []),
        ("All can gather at the mosque at 10.", "wounded", []),
        ("The victims, including 12 women, lay there.", "killed", ["killed 12 women"]),
        # numbers of names are no counts, however many there are
        ("The council recalls resolutions 2118 2209 2235.", "killed", []),
        ("It recalls resolutions 2118, 2209 and 2235 in its letter.", "killed", []),
    ],
)
def test_context_fills_in(text: str, context: Measure | None, expected: list[str]) -> None:
    assert figures(text, context) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Targets hit on Monday included:", "sites-hit"),
        ("The deaths were not the first.", "killed"),
        ("Four people were wounded there.", "wounded"),
        ("The evacuation of civilians went on.", "displaced"),
        ("The talks went on.", None),
    ],
)
def test_a_line_sets_the_topic_of_the_next(text: str, expected: str | None) -> None:
    whole = sentence(text)
    assert FINDER.topic(whole, 0, len(whole.words)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HARAT RADIO SAID TODAY THAT 12 SOLDIERS WERE KILLED AND FOUR REBELS WOUNDED.",
         ["killed 12 SOLDIERS", "wounded 4 REBELS"]),
        ("About 20 people -LRB- mostly civilians -RRB- were killed , officials said .", ["killed 20 people"]),
    ],
)  # fmt: skip
def test_capitals_and_tokenised_text(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_figure_leads_back_to_its_words() -> None:
    text = "Medics say 48  people were killed."
    whole = sentence(text)
    (found,) = FINDER.find(whole, 0, len(whole.words))
    start, end = found.figure.span
    assert (text[start:end], found.figure.text) == ("48  people", "48 people")
    assert (whole.words[found.token], found.trigger is not None and whole.words[found.trigger]) == ("48", "killed")


def test_a_range_of_tokens_is_read_alone() -> None:
    whole = sentence("Five people were killed and six were hurt.")
    assert [note(found) for found in FINDER.find(whole, 0, 4)] == ["killed 5 people"]


# What a verb is said of in the self-test of its row: a noun for each class, with a number that fits it.
@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "people",
                "were",
                "killed",
                ",",
                "and",
                "including",
                "a",
                "colonel",
                "of",
                "them",
                "dead",
                "–",
                "(",
                ")",
                "wounded",
                "at",
                "least",
                "two",
                "houses",
                "destroyed",
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_no_string_of_words_breaks_the_finder(words: list[str]) -> None:
    whole = sentence(" ".join(words))
    found = FINDER.find(whole, 0, len(whole.words))
    for index, each in enumerate(found):
        assert each.figure.part_of is None or each.figure.part_of < index
        assert each.figure.low is not None or each.figure.high is not None
