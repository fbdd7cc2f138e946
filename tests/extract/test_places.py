"""Tests which words of a sentence are found to be a place. Invented places: Qarvesh, Tolmeru, Zaharan, Beltorin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.engine import plain_report
from sayso.extract.place_found import FoundPlace
from sayso.extract.places import PlaceFinder
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.gazetteer.lookup import Gazetteer, Kind
from sayso.gazetteer.words import PlaceWords, plural
from sayso.lexicon.load import load

CUTTER = Cutter("en", Tagger().tag)
FINDER = PlaceFinder("en", Gazetteer.open())
WORDS = load("en", "places", PlaceWords)


def found_in(text: str) -> list[FoundPlace]:
    report = plain_report(text, [(0, len(text))])
    surveyed = FINDER.survey(CUTTER.sentences(report))
    return [found for places in surveyed for found in places if found.role != "passing"]


def names(text: str) -> list[str]:
    return [found.mention.name for found in found_in(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what holds the place before it, written short
        ("He died in Charleston, W.Va., on Monday.", ["Charleston", "W.Va"]),
        # behind a preposition of place, known or not
        ("Three people died in Tolmeru on Monday.", ["Tolmeru"]),
        ("The convoy was hit inside Aleppo overnight.", ["Aleppo"]),
        # beside the kind of place it is, which belongs to the name
        ("Guns fell silent across Qarvesh province.", ["Qarvesh province"]),
        ("Troops left Zaharan district at noon.", ["Zaharan district"]),
        ("A mine killed two at the al-Beltorin roundabout.", ["al-Beltorin roundabout"]),
        ("The army holds the Tolmeru Mountains.", ["Tolmeru Mountains"]),
        ("Rockets hit al-Zaharan air base.", ["al-Zaharan air base"]),
        ("Families fled Qarvesh refugee camp.", ["Qarvesh refugee camp"]),
        ("Doctors at Qarvesh Hospital treated ten.", ["Qarvesh Hospital"]),
        ("A bomb hit Beltorins Row.", ["Beltorins Row"]),
        ("Fighters took the strategic Sheikh Qarvesh District.", ["Sheikh Qarvesh District"]),
        # a name's words stay together, though its beginning or its end is a name of its own
        ("Two shells hit a house in Port Tolmeru.", ["Port Tolmeru"]),
        ("Clashes broke out in San Merrow.", ["San Merrow"]),
        ("The army took Tal El Zaharan.", ["Tal El Zaharan"]),
        ("Militants attacked Camp Tolmeru and Fort Qarvesh.", ["Camp Tolmeru", "Fort Qarvesh"]),
        ("Jets struck a fuel depot near Halveth; four workers died.", ["Halveth"]),  # whatever a tagger takes it for
        ("Three people died on the road near St. Tolmer and Mt. Qarvesh.", ["St. Tolmer", "Mt. Qarvesh"]),
        # the kind of place in front is no part of the name
        ("Rebels entered the city of Tolmeru.", ["Tolmeru"]),
        ("A shell hit a house in the village of Beltorin.", ["Beltorin"]),
        ("It happened in a hamlet called Qarvesh.", ["Qarvesh"]),
        # sides are part of the name
        ("Fighting raged in eastern Aleppo city.", ["eastern Aleppo city"]),
        ("Drones flew over north and east Syria.", ["north and east Syria"]),
        # verbs and attacks that only a place suffers
        ("The army recaptured Tolmeru.", ["Tolmeru"]),
        ("Police patrolled Qarvesh overnight.", ["Qarvesh"]),
        ("They planned an assault on Aleppo.", ["Aleppo"]),
        ("Guards captured Tolmeru.", []),  # perhaps a person
        # borders
        ("Troops moved to the Salvadoran border.", ["Salvadoran border"]),
        ("Salvadoran border guards fired.", []),
        ("Guards fired on the border with Iraq.", ["Iraq"]),
        # what belongs to a place and is one
        ("Thousands took to Aleppo’s streets.", ["Aleppo"]),
        ("Rebels hold a third of Syria.", ["Syria"]),
        # bodies, offices and peoples are none
        ("He was a commander in Spetsnaz.", []),
        ("Fighters of the Islamic State of Iraq attacked.", []),
        ("City Manager Jim Tolmer spoke.", []),
        ("It kept its Roman ruins.", []),
        ("They met Gen. Orlan and Mr. Tolmer.", []),
        # lists
        ("Jets bombed districts such as Tolmeru, Beltorin, and Qarvesh.", ["Tolmeru", "Beltorin", "Qarvesh"]),
        ("Artillery hit the villages of Tolmeru and Qarvesh.", ["Tolmeru", "Qarvesh"]),
        ("Tolmeru and Beltorin neighbourhoods were shelled.", ["Tolmeru", "Beltorin neighbourhoods"]),
        ("Officials in Tolmeru and Qarvesh said the road was cut.", ["Tolmeru", "Qarvesh"]),
        ("A bus on its way from Aleppo to Tolmeru hit a mine.", ["Aleppo", "Tolmeru"]),
        # many capitals make no headline of a sentence with a verb
        ("Protesters marched from the Old Market to Freedom Square in Tolmeru.", ["Tolmeru"]),
        # verbs of going
        ("Thousands of villagers have fled to Tolmeru.", ["Tolmeru"]),
        ("The troops withdrew from Qarvesh at dawn.", ["Qarvesh"]),
        # the heading of an item
        ("Beltorin: 14 killed in shelling of the market.", ["Beltorin"]),
        ("Casualties: 12 dead, 30 hurt.", []),
        ("Killed: 12, wounded: 30.", []),
        ("Upper Qarvesh: five killed by a landmine.", ["Upper Qarvesh"]),
        ("Tolmer: we shall not leave.", []),  # who speaks
        # two names of two lands are one name
        ("Two thousand people in the Olm Gap need food.", ["Olm Gap"]),
        # nested
        ("A car burned in Tolmeru, Aleppo.", ["Tolmeru", "Aleppo"]),
        ("A checkpoint in the Qarvesh area of Juba came under fire.", ["Qarvesh area", "Juba"]),
        # possessives
        ("A strike in Syria's Qamishli killed four.", ["Syria", "Qamishli"]),
        ("Clashes spread through Turkey's southeast.", ["Turkey's southeast"]),
        # an apostrophe that was lost
        ("Most of the damage is in Aleppos southern Tolmeru.", ["Aleppo", "southern Tolmeru"]),
        # a bare compass word, where a country is understood
        ("An explosion ripped through a village in the southeast on Friday.", ["southeast"]),
        # the land of a people
        ("Honduran planes crossed into Salvadoran territory.", ["Salvadoran territory"]),
        # a hashtag
        ("Heavy shelling of #Aleppo tonight.", ["Aleppo"]),
        # behind a verb that takes a place, and without anything that announces it
        ("The militia captured Palmyra in March.", ["Palmyra"]),
        ("The Aleppo offensive goes on.", ["Aleppo"]),
        # a day behind the name is no part of it
        ("Thousands marched in Tolmeru Friday.", ["Tolmeru"]),
        # a title that also begins names of places
        ("Snipers fired at civilians in Sheikh Maqsoud.", ["Sheikh Maqsoud"]),
        # a text in capitals
        ("THREE DIED IN SAN LUIS DE LA TOLMERU, MORAZAN DEPARTMENT.", ["SAN LUIS DE LA TOLMERU", "MORAZAN DEPARTMENT"]),
        ("THEY MET IN GUATEMALA CITY ON FRIDAY.", ["GUATEMALA CITY"]),
        ("YESTERDAY AN EXPLOSION KILLED TWO SOLDIERS AT EL TOLMERU FARM.", ["EL TOLMERU FARM"]),
        ("FIGHTING WENT ON IN TOLMERU, IN CENTRAL COLOMBIA.", ["TOLMERU", "CENTRAL COLOMBIA"]),
        ("TOLMERU STATES IT CLEARLY.", []),
        ("HIS TROOPS HAD BURNED HOUSES IN THE VILLAGE OF EL SAUCE.", ["EL SAUCE"]),
        # a headline
        ("Russia Announces Aleppo Ceasefire After Long Talks", ["Aleppo"]),
    ],
)
def test_is_a_place(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "A Russian colonel was killed.",  # the adjective of a people
        "Russia said the talks would go on.",  # a country as a speaker
        "Turkey has rejected the plan.",  # and as a doer
        "The Aleppo Civil Defense said so.",  # an organisation named after a place
        "The Tolmeru Broadcasting Corporation denied it.",
        "President Lincoln denied it.",  # a person
        "According to Jackson's office, nobody was hurt.",
        "He spoke on Monday in March.",  # days and months
        "The UN condemned the attack.",
        "The camp was hit, and so was the base.",  # a kind of place without a name
    ],
)
def test_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "relation", "bearing", "km"),
    [
        ("A mine exploded near Tolmeru.", "near", None, None),
        ("A mine exploded near the town of Tolmeru.", "near", None, None),  # over the kind of place
        ("A mine exploded on the outskirts of Tolmeru.", "near", None, None),
        ("A mine exploded close to Tolmeru.", "near", None, None),
        ("A mine exploded south of Tolmeru.", "offset", "south", None),
        ("A mine exploded 30 km north of Tolmeru.", "offset", "north", 30.0),
        ("A mine exploded about 10 miles (16 km) south-west of Tolmeru city.", "offset", "south-west", 16.1),
        ("A mine exploded within 11 kilometres of Tolmeru.", "near", None, 11.0),
        ("A mine exploded in the north of Tolmeru.", "at", None, None),  # a part of it, not beside it
        ("A mine exploded in Tolmeru.", "at", None, None),
    ],
)
def test_relation(text: str, relation: str, bearing: str | None, km: float | None) -> None:
    (found,) = found_in(text)
    mention = found.mention
    assert (mention.relation, mention.bearing, mention.distance_km) == (relation, bearing, km)
    assert "Tolmeru" in mention.name


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They met in Aleppo.", "in"),
        ("They left the city of Aleppo.", "kind"),
        ("They retook Aleppo.", "taken"),
        ("Aid came from Aleppo.", "bound"),
        ("Aleppo is besieged.", "named"),
    ],
)
def test_role(text: str, role: str) -> None:
    assert [found.role for found in found_in(text)] == [role]


def test_a_surname_is_no_town() -> None:
    text = "General Mustafa Kirkuk told reporters so. Reporters gave Kirkuk no peace."
    assert names(text) == []


def test_capitals_need_the_gazetteer_or_a_kind_of_place() -> None:
    text = "A BOMB EXPLODED IN THE CITY OF TEGUCIGALPA YESTERDAY, AND HEAVY CLASHES WENT ON IN MORAZAN DEPARTMENT."
    assert names(text) == ["TEGUCIGALPA", "MORAZAN DEPARTMENT"]


def test_span_is_where_the_name_stands() -> None:
    text = "On Monday, guns fell silent across eastern Qarvesh province."
    (found,) = found_in(text)
    start, end = found.mention.span
    assert text[start:end] == found.mention.name == "eastern Qarvesh province"


@given(st.text(alphabet="ABab ,.-'’#()ofin\n", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in found_in(text):
        start, end = found.mention.span
        assert 0 <= start < end <= len(text)
        assert found.start < found.end


KINDS = {name for kinds in WORDS.features.values() for name in kinds} - {*WORDS.around, *WORDS.lands}
"""Kinds that stand behind a name; the others stand before "of", or belong to a people."""


@pytest.mark.parametrize("word", sorted(KINDS))
def test_every_kind_of_place_announces_a_name(word: str) -> None:
    assert word in " ".join(names(f"Shells fell on the Tolmeru {word} today."))


@pytest.mark.parametrize("word", sorted(word for names in WORDS.compass.values() for word in names if " " not in word))
def test_every_compass_word_is_a_bearing(word: str) -> None:
    (found,) = found_in(f"A mine exploded {word} of Tolmeru.")
    assert (found.mention.relation, found.mention.bearing) == ("offset", word)


@pytest.mark.parametrize("word", sorted(WORDS.organisations))
def test_every_word_of_an_organisation_keeps_it_from_being_a_place(word: str) -> None:
    assert names(f"He spoke for the Tolmeru {word.title()} yesterday.") == []


@pytest.mark.parametrize("word", sorted(WORDS.titles))
def test_every_title_makes_a_person(word: str) -> None:
    assert names(f"They met {word.title()} Tolmeru yesterday.") == []


@pytest.mark.parametrize("word", sorted(WORDS.around))
def test_every_word_for_around_is_near(word: str) -> None:
    (found,) = found_in(f"A mine exploded in the {word} of Tolmeru.")
    assert found.mention.relation == "near"


@pytest.mark.parametrize("unit", sorted(unit for names in WORDS.units.values() for unit in names if " " not in unit))
def test_every_unit_measures(unit: str) -> None:
    (found,) = found_in(f"A mine exploded 500 {unit} east of Tolmeru.")
    assert found.mention.distance_km is not None


@pytest.mark.parametrize("word", sorted(set(WORDS.not_places)))
def test_every_word_that_is_no_place_stays_none(word: str) -> None:
    assert names(f"They spoke about {word.title()} at length.") == []


@pytest.mark.parametrize("word", sorted(WORDS.openers))
def test_every_opener_keeps_the_words_behind_it(word: str) -> None:
    stop = "." if word in WORDS.shortened else ""
    assert names(f"Shells fell in {word.title()}{stop} Tolmeru overnight.") == [f"{word.title()}{stop} Tolmeru"]


@pytest.mark.parametrize("word", sorted(WORDS.shortened))
def test_every_word_written_short_keeps_its_full_stop_inside_the_name(word: str) -> None:
    name = f"{word.title()}.{' ' if len(word) > 1 else ''}Tolmeru"
    assert names(f"Shells fell in {name} overnight.") == [name]


@pytest.mark.parametrize("word", sorted(WORDS.streets))
def test_every_street_ends_a_name(word: str) -> None:
    assert names(f"A bomb went off on Tolmeru {word.title()} overnight.") == [f"Tolmeru {word.title()}"]


@pytest.mark.parametrize("word", sorted(WORDS.kind_modifiers))
def test_every_word_before_a_kind_belongs_to_the_name(word: str) -> None:
    assert names(f"Rockets hit Tolmeru {word} base overnight.") == [f"Tolmeru {word} base"]


@pytest.mark.parametrize("verb", sorted(WORDS.taking_only))
def test_every_verb_that_only_places_suffer_takes_an_unknown_name(verb: str) -> None:
    assert names(f"The troops then {verb} Tolmeru at night.") == ["Tolmeru"]


@pytest.mark.parametrize("word", sorted(WORDS.assaults))
def test_every_assault_is_on_a_place(word: str) -> None:
    assert names(f"They had planned an {word} on Palmyra for weeks.") == ["Palmyra"]


@pytest.mark.parametrize("verb", sorted(WORDS.motion))
def test_every_verb_of_going_leads_to_a_place(verb: str) -> None:
    assert names(f"The villagers were {verb} to Tolmeru at night.") == ["Tolmeru"]


def test_kinds_of_place_are_those_of_the_gazetteer() -> None:
    assert set(WORDS.features) <= set(Kind.__args__)  # type: ignore[attr-defined]  # typing keeps a Literal's values there


@pytest.mark.parametrize(
    ("word", "wanted"), [("city", "cities"), ("valley", "valleys"), ("pass", "passes"), ("camp", "camps")]
)
def test_plural(word: str, wanted: str) -> None:
    assert plural(word) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a land that acts, and the land of a people
        ("Jordan said it would answer the Egyptian note.", ["Jordan", "Egyptian"]),
        # a body or building called after its place
        ("The Baltimore Police Department knew of it.", ["Baltimore"]),
        # what stands before a hyphen
        ("A Baltimore-based group paid.", ["Baltimore"]),
        ("The Egyptian-Jordanian talks failed.", ["Egyptian", "Jordanian"]),
        # a name that is a place's elsewhere in the report
        ("A man died in Tolmeru. Two Tolmeru homes were searched.", ["Tolmeru"]),
        # a person's name is none
        ("Chad Merrow answered.", []),
        # a people without a land of its own names none
        ("Kurdish officials agreed.", []),
    ],
)
def test_names_in_passing_are_no_place_of_anything(text: str, wanted: list[str]) -> None:
    report = plain_report(text, [(0, len(text))])
    found = [place for places in FINDER.survey(CUTTER.sentences(report)) for place in places]
    assert sorted(place.mention.name for place in found if place.role == "passing") == sorted(wanted)
