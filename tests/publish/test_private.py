"""Who is named in a brief, and who is a role."""

import msgspec
import pytest

from sayso.lexicon.load import load
from sayso.publish.private import PrivateNames, PublicRoles, PublicWords
from sayso.publish.public.words import PublishingWords

ROLES = PublicRoles("en")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Marta Oll, a fishmonger, said she saw it.", "Marta Oll", "a fishmonger"),
        ("Marta Oll, 41, a fishmonger, said she saw it.", "Marta Oll", "a fishmonger"),
        ("The shells fell at noon, student Marta Oll said.", "Marta Oll", "a student"),
        ("The shells fell at noon, activist Marta Oll said.", "Marta Oll", "an activist"),
        ("It was loud, said Marta Oll.", "Marta Oll", "a named person"),
        ("She told the minister that Marta Oll had seen it.", "Marta Oll", "a named person"),  # the office is another's
        ("Marta Oll, whose son met the president, saw it.", "Marta Oll", "a named person"),
        ("Foreign Minister Gerrit Holm said so.", "Gerrit Holm", None),
        ("Minister for Roads and Ports Gerrit Holm said so.", "Gerrit Holm", None),
        ("Vice President Gerrit Holm said so.", "Vice President Gerrit Holm", None),
        ("A message came from Air Force Brig. Gen. Gerrit Holm.", "Gerrit Holm", None),
        ("“No,” said its spokesman, Tomas Erle.", "Tomas Erle", None),
        ("Dr Hanne Sool, director of the Quay Hospital, said so.", "Hanne Sool", None),
        ("Ensign Ruta Calle; a plaque honours Lieutenant Piet Marran.", "Lieutenant Piet Marran", None),
        ("President Anselm Dorrit spoke. Anselm Dorrit refused.", "Anselm Dorrit", None),  # in office once is enough
        ("Fighters of the Coastal Dawn said so.", "Coastal Dawn", None),  # people have no article
        ("Dockside Evidence Team said so.", "Dockside Evidence Team", None),  # the name of a body
        ("Residents said so.", "Residents", None),
        ("Tidewatch said so.", "Tidewatch", None),
    ],
)
def test_people_in_office_and_bodies_are_named_and_private_people_are_roles(
    make: type, text: str, name: str, role: str | None
) -> None:
    assert PrivateNames(make(text).report, ROLES, [name]).role(name) == role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("anna_k82", "an account online"),
        ("HarbourBell", "an account online"),
        ("fudhad", "an account online"),
        ("residents", None),
        ("Kestria", None),
        ("newspaper", None),
    ],
)
def test_the_author_of_a_pasted_post_is_an_account(make: type, name: str, role: str | None) -> None:
    assert PrivateNames(make(f"# “Smoke.” – {name}").report, ROLES, [], [name]).role(name) == role


def test_a_withheld_surname_is_masked_wherever_it_stands(make: type) -> None:
    private = PrivateNames(make("Marta Oll, a fishmonger, ran. Oll lives by the quay.").report, ROLES, ["Marta Oll"])
    assert private.masked("Marta\nOll fell; Oll’s stall burnt. Ollmann did not.") == (
        "[name withheld] fell; [name withheld]’s stall burnt. Ollmann did not."
    )


def test_a_name_with_an_age_is_withheld_even_where_nobody_cites_it(make: type) -> None:
    private = PrivateNames(make("A shell killed Jon Marl, 9, and hurt two.").report, ROLES, [])
    assert private.found("Jon Marl")


@pytest.mark.parametrize("word", load("en", "public", PublicWords).institutions)
def test_each_word_of_institutions_makes_a_name_no_persons(word: str) -> None:
    assert ROLES.may_be_person("Marl Odden")
    assert not ROLES.may_be_person(f"Marl {word.capitalize()}")


PUBLIC = load("en", "public", PublicWords)


@pytest.mark.parametrize("opening", PUBLIC.role_opens)
@pytest.mark.parametrize("ending", PUBLIC.role_ends)
def test_each_opening_and_ending_bounds_a_role(make: type, opening: str, ending: str) -> None:
    text = f"Marta Oll, {opening} tanners {ending} so."
    found = PrivateNames(make(text).report, ROLES, ["Marta Oll"]).role("Marta Oll")
    assert found is not None
    assert found.removeprefix(f"{opening} ") == "tanners"


@pytest.mark.parametrize("word", PUBLIC.clause_opens)
def test_an_office_behind_each_word_that_opens_a_clause_is_another_s(make: type, word: str) -> None:
    text = f"Marta Oll, {word} the president saw it, left."
    assert PrivateNames(make(text).report, ROLES, ["Marta Oll"]).role("Marta Oll") == "a named person"


@pytest.mark.parametrize("word", [*PUBLIC.in_title, *(f"{prefix}Quay" for prefix in PUBLIC.name_prefixes)])
def test_each_word_inside_a_title_leads_on_to_the_name(make: type, word: str) -> None:
    text = f"It was the minister {word} Ports, Gerrit Holm."
    assert PrivateNames(make(text).report, ROLES, ["Gerrit Holm"]).role("Gerrit Holm") is None


@pytest.mark.parametrize("word", PUBLIC.body_articles)
def test_a_name_behind_each_article_is_a_body_s(make: type, word: str) -> None:
    assert (
        PrivateNames(make(f"He left {word} Coastal Dawn.").report, ROLES, ["Coastal Dawn"]).role("Coastal Dawn") is None
    )


def test_the_brief_and_the_record_that_goes_out_speak_of_a_person_in_the_same_words() -> None:
    """`publish/public` knows by these words that nothing is said of somebody but the name."""
    published = load("en", "publishing", PublishingWords)
    assert ROLES.wording.named in msgspec.json.encode(published).decode()
    filled = [ROLES.wording.of, ROLES.wording.of_vowel, ROLES.wording.withheld]
    assert all(text.count("{role}") == 1 for text in filled)
    plain = (ROLES.wording.named, ROLES.wording.account, ROLES.wording.masked, ROLES.wording.in_quote)
    assert all("{" not in text for text in plain)


@pytest.mark.parametrize(("word", "role"), [("resident", "a resident"), ("activist", "an activist")])
def test_the_article_of_a_role_fits_its_word(make: type, word: str, role: str) -> None:
    report = make(f"It was loud, said {word} Marta Oll.").report
    assert PrivateNames(report, ROLES, ["Marta Oll"]).role("Marta Oll") == role
