"""Prose in, claims out, in a notation of one line a claim: `event/status <speaker ← speaker> figures @places ~time`."""

import pytest

from sayso.records import Draft
from sayso.values.party import Actor, Speaker, chain
from sayso.values.place import PlaceMention
from tests.extract.drafted import drafts


def line(draft: Draft) -> str:
    """Return the notation of one claim."""
    parts = [f"{draft.event}/{draft.status}"]
    if draft.speakers:
        parts.append("<" + " ← ".join(" + ".join(s.name for s in link) for link in chain(draft.speakers)) + ">")
    for figure in draft.figures:
        low = "" if figure.low is None else figure.low
        high = "" if figure.high is None else figure.high
        number = f"{low}" if low == high else f"{low}..{high}"
        part = "" if figure.part_of is None else f"⊂{figure.part_of}"
        parts.append(f"{figure.measure}={number}{part}")
    parts.extend(f"@{place.name}" for place in draft.places)
    if draft.time is not None:
        parts.append(f"~{draft.time.text}")
    return " ".join(parts)


KINDS = [
    ("There was no immediate claim of responsibility.", "other/happened", "nobody has claimed it: no attack that was denied"),
    ("Three people were killed in an air strike on the town of Marivan on Monday.", "air-strike/happened killed=3 @Marivan ~Monday", "a stated means decides"),
    ("Three people were killed in Marivan on Monday.", "casualty-toll/happened killed=3 @Marivan ~Monday", "a count without means is a toll"),
    ("Artillery shells hit a market in Marivan, wounding nine.", "shelling/happened wounded=9 @Marivan", "shells are shelling, and a participle goes with its clause"),
    ("A car bomb exploded outside the courthouse in Marivan.", "bombing/happened @Marivan", "a planted bomb is a bombing"),
    ("NATO said targets hit included two depots near Marivan.", "air-strike/happened <NATO> sites-hit=2 @Marivan", "who has an air force hits targets from the air"),
    ("Gunmen ambushed a patrol near Marivan.", "attack/happened @Marivan", "other violence is an attack"),
    ("Heavy clashes broke out between the two militias in Marivan.", "armed-clash/happened @Marivan", "two sides fighting"),
    ("Troops recaptured the town of Marivan on Monday.", "territory-gained/happened @Marivan ~Monday", "land taken"),
    ("Rebels captured nine soldiers near Marivan.", "detention/happened detained=9 @Marivan", "captured people are no land"),
    ("The army withdrew from Marivan on Monday.", "withdrawal/happened @Marivan ~Monday", "left"),
    ("Militants kidnapped two engineers in Marivan.", "abduction/happened abducted=2 @Marivan", "taken"),
    ("The strike also caused damage to a clinic.", "damage/happened", "a strike pointed back to tells of its damage"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), KINDS, ids=[row[2] for row in KINDS])
def test_kind_of_happening(text: str, wanted: str, why: str) -> None:
    assert [line(draft) for draft in drafts(text)] == [wanted], why


STANDING = [
    ("A raid on the town was planned for next week.", "planned", "what was planned is planned"),
    ("The siege of the town goes on.", "ongoing", "to go on"),
    ("The ministry said the two sides will meet for talks on Friday.", "planned", "will"),
    ("The army may withdraw from Marivan.", "possible", "may"),
    ("No casualties were reported in Marivan.", "denied", "no casualties is said not to have happened"),
    ("The army did not shell Marivan.", "denied", "did not"),
    ("The council rejected the truce.", "rejected", "the attributing verb gives the standing"),
    ("The council has proposed a three-day truce.", "proposed", "proposed"),
    ("The general announced a ceasefire.", "announced", "announced"),
    ("Both sides violated the ceasefire on Monday.", "violated", "violated"),
    ("Warplanes are bombing Marivan.", "ongoing", "what is being done goes on"),
    ("There are dozens of bodies in the streets.", "ongoing", "what lies there now goes on"),
    ("There are three dead.", "happened", "a count of dead is done"),
    ("Rebels have been pushed back into a small pocket.", "ongoing", "what they are left with they hold"),
    ("Air defences intercepted a missile attack on Marivan.", "blocked", "intercepted"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), STANDING, ids=[row[2] for row in STANDING])
def test_standing(text: str, wanted: str, why: str) -> None:
    assert [draft.status for draft in drafts(text)] == [wanted], why


SENTENCES = [
    (
        "Twelve soldiers were killed as rebels took the town of Marivan, the agency said.",
        ["casualty-toll/happened", "territory-gained/happened"],
        "two happenings are two claims",
    ),
    (
        "The blast killed 12 people and left dozens wounded.",
        ["bombing/happened"],
        "one happening told by two verbs is one claim",
    ),
    (
        "Nine people, including two children, were killed when a mine exploded.",
        ["bombing/happened"],
        "a mine and whom it killed are one claim",
    ),
    ("The envoy warned of a full-scale war.", ["armed-clash/possible"], "a warning of violence makes it possible"),
    ("The army denied carrying out executions.", ["execution/denied"], "what is denied is not blocked"),
    ("Explosion heard in Marivan.", ["bombing/happened"], "a blast is heard and says nothing"),
    (
        "Local sources: three dead in Marivan; authorities: no casualties.",
        ["casualty-toll/happened", "casualty-toll/denied"],
        "two who are called by a colon each",
    ),
    ("An air raid alert was lifted in Marivan.", [], "an alert is no raid"),
    ("Did the army shell Marivan?", [], "a question is no claim"),
    ("If they had taken the town, would you sign a truce?", [], "a hypothetical is no claim"),
    ("It is not clear whether troops entered Marivan.", [], "what is asked is no claim"),
    (
        "She evaded the question of whether he joined the force that shelled the town and began the war.",
        [],
        "what hangs on a question is no claim either",
    ),
    (
        "The mayor declared, “We support dialogue when it is a dialogue of equals and do not support terrorism.”",
        ["statement/happened"],
        "one position, and the condition of it, is one claim",
    ),
    (
        "Foreign forces — Lanish troops, Marish militia, and Tarnish support units — made important gains in the city.",
        ["territory-gained/happened"],
        "a list between dashes has no main verb",
    ),
    (
        "Reports that all servicemen were withdrawn from Marivan.",
        ["withdrawal/happened"],
        "what reports say is a clause of its own",
    ),
    (
        "“besieged rebels managed to fend off assaults on the town.”",
        ["armed-clash/happened"],
        "a participle only describes",
    ),
    (
        "The army held the town despite intense shelling.",
        ["territory-held/ongoing"],
        "a bare “despite shelling” says nothing more",
    ),
    ("The actor Tom Dale died of cancer on Monday.", [], "who dies of an illness is no casualty"),
    ("Ten cancer patients died when power failed.", ["casualty-toll/happened"], "patients may die of a war"),
    ("A girl suffering from cancer was killed in Marivan.", ["casualty-toll/happened"], "the ill are killed too"),
    ("Shells killed two men at the ward of cancer patients.", ["shelling/happened"], "a ward is where, not of what"),
    ("The council took steps to solve the humanitarian crisis.", [], "what an infinitive aims at has not happened"),
    (
        "Targets hit on Monday included three depots in Marivan; two tanks near Lesk; one truck in Tarn.",
        ["attack/happened", "attack/happened", "attack/happened"],
        "each item of a list is a claim",
    ),
    (
        "A column of 8,000 displaced people, it is a huge operation.",
        ["displacement/happened"],
        "an operation is what it moves",
    ),
    ("Police were fighting terrorism, bomb makers and heart attacks.", [], "words that only look like happenings"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_one_claim_a_happening(text: str, wanted: list[str], why: str) -> None:
    assert [f"{draft.event}/{draft.status}" for draft in drafts(text)] == wanted, why


def test_the_means_of_an_attack_is_carried_over() -> None:
    """ "The attack" keeps the means of what it points back to, and its place."""
    told = drafts("An air strike hit the village of Marivan on Monday. The rebels said the attack was a crime.")
    assert [(draft.event, draft.places[0].name) for draft in told] == [("air-strike", "Marivan")] * 2


def test_a_clause_that_says_where_a_raid_was_places_it() -> None:
    """What a relative clause adds to a happening is where it was; to a thing, only where that lies."""
    told = drafts("Soldiers killed three persons in a raid which they carried out in Marivan village on Sunday.")
    assert [[place.name for place in draft.places] for draft in told] == [["Marivan village"]]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param(
            "Residents and medics said that two people were killed.", "Residents + medics", id="who speak together"
        ),
        pytest.param("Two people were killed, two medics and a nurse said.", "medics + nurse", id="behind their words"),
        pytest.param(
            "Radio Tarn quoted a nurse as saying that two people were killed.",
            "nurse ← Radio Tarn",
            id="who passes it on",
        ),
    ],
)
def test_who_speaks_together_passes_nothing_on(text: str, who: str) -> None:
    [draft] = drafts(text)
    assert f"<{who}>" in line(draft)


def test_a_toll_that_goes_on_keeps_its_speaker() -> None:
    """Sentences that open with "The dead" or "Among them" go on with the count of the one who counted."""
    told = drafts("Harbour Watch documented the killing of 40 people on Monday. The dead included nine children.")
    assert [[speaker.name for speaker in draft.speakers] for draft in told] == [["Harbour Watch"]] * 2


def test_nobody_of_a_march_is_counted_among_the_dead_before_it() -> None:
    told = [
        line(draft)
        for draft in drafts("Three people were killed in Marivan. A protest against prices drew 400 participants.")
    ]
    assert told == ["casualty-toll/happened killed=3 @Marivan", "protest/happened @Marivan"]


def test_when_it_was_said_is_not_when_it_happened() -> None:
    told = drafts("Two officers were wounded in Marivan, a police spokesman said on Tuesday.")
    assert [draft.time for draft in told] == [None]


ADVICE = """Town under fire

Shells fell on the town on Monday.

Comments

1. The rebels should mine the northern road at night and raid the depot behind the mill.

2. #Marivan: “Rebels took two checkpoints this morning.” – RidgeReporter
"""


def test_advice_on_how_to_fight_is_never_a_claim() -> None:
    """A reader's own words make no claim, wherever they point; a pasted post does, under its author's name."""
    in_comments = [draft for draft in drafts(ADVICE) if draft.channel == "comment"]
    assert [[speaker.name for speaker in draft.speakers] for draft in in_comments] == [["RidgeReporter"]]


def test_every_span_leads_back_to_the_words() -> None:
    text = "An aid convoy was blocked near Marivan, the relief agency said. “We wait,” a driver said."
    for draft in drafts(text):
        assert 0 <= draft.span[0] < draft.span[1] <= len(text)
        parts: list[Speaker | Actor | PlaceMention] = [*draft.speakers, *draft.actors, *draft.places]
        for part in parts:
            assert part.name.split()[-1] in text[slice(*part.span)]
