"""An entry is shown in public only where everything in it stands in the public record; else it is not shown at all."""

import msgspec
import pytest

from sayso.publish.public.record import PublicClaim, PublicFigure, PublicParty, PublicPlace, PublicSource, PublicSpeaker
from sayso.publish.public.shown import wholly_public
from sayso.records import Claim, PassageRef, Rule
from sayso.values.figure import Figure
from sayso.values.party import Speaker
from sayso.values.place import Place

QUOTE = "Three people were hurt in Olm, the Harbour Watch group said."
DIGEST = "ab" * 32

CLAIM = Claim(
    id="c1", report=DIGEST, span=(10, 71), quote=QUOTE, channel="body",
    passage=PassageRef(kind="article", label=None, at="2031-05-14"),
    speakers=(Speaker(name="the Harbour Watch group", cue="say", span=(37, 60)),),
    event="casualty-toll", status="happened", actors=(),
    figures=(Figure(measure="wounded", low=3, high=3, bound="exact", of="people", text="Three", span=(10, 15)),),
    places=(Place(name="Olm", id="geonames:1", lat=51.234567, lon=9.876543, radius_m=900, precision="city", span=(36, 39)),),
    time=None, said="2031-05-14", by=Rule(extractor="sample", rule="sample"),
)  # fmt: skip
PUBLIC = PublicClaim(
    id="k1", event="e1", source="s1", kind="casualty-toll", status="happened", channel="body",
    who="The Harbour Watch group", says="3 injured", speakers=(PublicSpeaker(shown="the Harbour Watch group"),),
    parties=(),
    figures=(
        PublicFigure(measure="wounded", low=3, high=3, bound="exact", population="", words="3 injured"),
    ),
    places=(PublicPlace(name="Olm", id="geonames:1", precision="city"),),
    time=None, said="2031-05-14", said_words="14 May 2031", quote=QUOTE, label="", link=None, rating="F6", review="machine",
)  # fmt: skip
SOURCE = PublicSource(
    id="s1", title="SAMPLE", outlet="sample.org", link="https://sample.org/", published=None, published_words="",
    basis="", digest=DIGEST, licence=None, attribution=None, redistribute="quote-only", claims=1,
)  # fmt: skip


def test_a_claim_of_which_everything_is_public_is_shown() -> None:
    assert wholly_public(CLAIM, PUBLIC, SOURCE)


@pytest.mark.parametrize(
    "public",
    [
        pytest.param({"quote": "Three people were hurt"}, id="only a stretch of its words went out"),
        pytest.param(
            {"speakers": (PublicSpeaker(shown="a fishmonger", role_only=True),), "quote": "", "who": ""},
            id="a speaker is a role",
        ),
        pytest.param({"places": (PublicPlace(name="a district", coarsened=True),)}, id="the place is coarsened"),
        pytest.param(
            {"places": (PublicPlace(name="Olm", id="geonames:1", coarsened=True),)}, id="coarsened under its own name"
        ),
        pytest.param({"said": "2031-05", "said_words": "May 2031"}, id="when it was said is coarsened"),
    ],
)
def test_a_claim_of_which_something_is_not_public_is_not_shown(public: dict[str, object]) -> None:
    assert not wholly_public(CLAIM, msgspec.structs.replace(PUBLIC, **public), SOURCE)


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param({"speakers": (Speaker(name="Marta Oll", span=(0, 9)),)}, id="a name that is nowhere in the record"),
        pytest.param(
            {"places": (Place(name="Olm", lat=51.234567, lon=9.876543, span=(36, 39)),)}, id="a point without a public id"
        ),
        pytest.param({"passage": PassageRef(kind="post", label="Marta Oll, 9 am", at=None)}, id="a heading with a name"),
        pytest.param({"figures": (*CLAIM.figures, msgspec.structs.replace(CLAIM.figures[0], low=7))}, id="another count"),
    ],
)  # fmt: skip
def test_what_the_public_form_leaves_out_keeps_the_entry_back(claim: dict[str, object]) -> None:
    assert not wholly_public(msgspec.structs.replace(CLAIM, **claim), PUBLIC, SOURCE)


def test_nothing_is_shown_of_a_source_whose_digest_is_not_public() -> None:
    assert not wholly_public(CLAIM, PUBLIC, msgspec.structs.replace(SOURCE, digest=None))


def test_a_party_that_is_named_is_public() -> None:
    named = msgspec.structs.replace(PUBLIC, parties=(PublicParty(shown="the Coastal Front", role="agent"),))
    assert wholly_public(CLAIM, named, SOURCE)
