"""An event keeps the address under which it first went out, whatever is merged, split, rejected or read anew; none leads nowhere."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.publications import GoneEvent, Publication, publication
from sayso.publish.public.lasting import (
    NONE_HELD,
    Addresses,
    Held,
    Past,
    addresses,
    first_published,
    going_out,
    gone_sentences,
    lasting_id_of,
    published_events,
    retraction_notes,
    told_publications,
)
from sayso.records import Claim, Incident, PassageRef, Rule

SHAPE = re.compile(r"[2-9b-df-hj-np-tv-z]{4}-[2-9b-df-hj-np-tv-z]{4}")


def claim(name: str, *, report: str = "r1") -> Claim:
    start = sum(ord(letter) * 100**at for at, letter in enumerate(name))
    return Claim(
        id=name, report=report, span=(start, start + 1), quote=name, channel="body",
        passage=PassageRef(kind="article", label=None, at=None), speakers=(), event="shelling", status="happened",
        actors=(), figures=(), places=(), time=None, said=None, by=Rule(extractor="sample", rule="sample"),
    )  # fmt: skip


def event(names: str) -> Incident:
    """An event of claims of one letter each."""
    claims = tuple(claim(name) for name in sorted(names))
    return Incident(
        id=f"e-{''.join(sorted(names))}", kind="shelling", status="happened", places=(), time=None, claims=claims,
        figures=(), disputes=(), reasons=(),
    )  # fmt: skip


def going(state: str) -> dict[str, tuple[Claim, ...]]:
    """What goes out: `ab c` is an event of the claims a and b, and one of c."""
    return dict(going_out(map(event, state.split())))  # type: ignore[arg-type]  # tuples, as made


class Desk:
    """A desk that publishes: `publish("ab c")` puts out an event of the claims a and b, and one of c."""

    def __init__(self) -> None:
        self.past: list[Publication] = []
        self.now = Addresses({}, ())

    def publish(self, events: str, held: Held = NONE_HELD) -> dict[str, str]:
        """Put a state out; return for each event its lasting id."""
        at = f"2031-05-{14 + len(self.past):02}T09:00:00Z"
        made = going(events)
        self.now = addresses(made, Past(self.past), at, held)
        self.past.append(
            publication(
                by="r1", at=at, after=self.past[-1].id if self.past else None, as_of=None, known=None, head=9, rule="envelope",
                events=published_events(made, self.now.ids), gone=self.now.gone,
            )
        )  # fmt: skip
        return {name.removeprefix("e-"): to for name, to in self.now.ids.items()}

    def why(self, name: str) -> str:
        """What became of an id, in words."""
        found = self.now.resolved(name)
        return found.why if isinstance(found, GoneEvent) else f"at {found}"


@pytest.mark.parametrize(
    ("first", "then", "goes_on"),
    [
        pytest.param("ab", "abc", "abc", id="more is told of it"),
        pytest.param("abc", "ab c", "ab", id="split: most of it goes on"),
        pytest.param("ab cde", "abcde", "", id="merged into a larger one: that one's address"),
        pytest.param("abc de", "abcde", "abcde", id="merged with a smaller one"),
        pytest.param("abc", "a", "a", id="all but one account rejected"),
        pytest.param("abc", "ax bcy", "bcy", id="taken apart among others"),
    ],
)
def test_an_event_goes_on_where_most_of_its_claims_are(first: str, then: str, goes_on: str) -> None:
    desk = Desk()
    was = desk.publish(first)[first.split(maxsplit=1)[0]]
    now = desk.publish(then)
    assert [names for names, name in now.items() if name == was] == ([goes_on] if goes_on else [])


def test_a_joined_event_leads_on_through_every_further_joining() -> None:
    desk = Desk()
    small = desk.publish("a bc defg")["a"]
    first = desk.publish("abc defg")["abc"]
    assert desk.now.resolved(small) == first
    last = desk.publish("abcdefg")["abcdefg"]
    assert [desk.now.resolved(name) for name in (small, first)] == [last, last]
    # Its own claim goes, and so does that of the one into which it went: the address still leads on.
    assert desk.publish("defg")["defg"] == last
    assert desk.now.resolved(small) == last


def test_a_merge_that_is_undone_gives_both_their_own_addresses_back() -> None:
    desk = Desk()
    before = desk.publish("ab cd")
    desk.publish("abcd")
    assert desk.publish("ab cd") == before
    assert desk.now.gone == ()


@pytest.mark.parametrize(
    ("held", "why"),
    [
        pytest.param(Held(retracted={"a": "It was another town."}), "retracted", id="withdrawn in public"),
        pytest.param(Held(held_back=frozenset("a")), "held-back", id="under an embargo"),
        pytest.param(NONE_HELD, "no-claims", id="its claims were rejected"),
    ],
)
def test_an_event_that_is_told_no_longer_says_why_and_comes_back_under_its_address(held: Held, why: str) -> None:
    desk = Desk()
    was = desk.publish("a b")["a"]
    desk.publish("b", held)
    assert desk.why(was) == why
    since = desk.now.gone[0].since
    desk.publish("bc", held)
    assert [one.since for one in desk.now.gone] == [since]
    assert desk.publish("a b")["a"] == was


def test_the_public_note_of_a_retraction_stands_at_the_address() -> None:
    desk = Desk()
    held = Held(retracted={"a": "It was another town."})
    was = desk.publish("a b")["a"]
    desk.publish("b", held)
    notes = retraction_notes(desk.now.gone, Past(desk.past[:1]), held)
    (told,) = gone_sentences(desk.now.gone, notes)
    assert (told.id, told.sentence) == (was, "Retracted on 15 May 2031. It was another town.")


def test_an_id_says_nothing_of_order_time_or_of_what_is_claimed() -> None:
    one, other = Desk().publish("a b c"), Desk().publish("c a")
    assert [one[name] for name in "ac"] == [other[name] for name in "ac"]
    assert all(SHAPE.fullmatch(name) for name in one.values())


def test_a_secret_keys_new_ids_and_leaves_those_that_were_given() -> None:
    desk = Desk()
    was = desk.publish("a")["a"]
    made = going("a b")
    keyed = addresses(made, Past(desk.past, secret=b"of the desk"), "2031-05-20T09:00:00Z")
    assert keyed.ids["e-a"] == was
    assert keyed.ids["e-b"] != addresses(made, Past(desk.past), "2031-05-20T09:00:00Z").ids["e-b"]


def test_only_claims_that_go_out_count_for_an_address() -> None:
    shown = going_out([event("ab"), event("c")], {"a"})
    assert {name: [claim.id for claim in claims] for name, claims in shown.items()} == {"e-ab": ["a"]}


def test_readers_are_told_when_an_event_first_went_out_and_of_which_state_and_never_by_whom() -> None:
    desk = Desk()
    was = desk.publish("ab")["ab"]
    new = desk.publish("ab c")["c"]
    assert first_published(desk.past) == {was: "2031-05-14T09:00:00Z", new: "2031-05-15T09:00:00Z"}
    told = told_publications(desk.past)
    assert [(one.at, one.state, one.events) for one in told] == [
        ("2031-05-15T09:00:00Z", "Of the ledger up to entry 9.", 2),
        ("2031-05-14T09:00:00Z", "Of the ledger up to entry 9.", 1),
    ]
    assert not {one.id for one in told} & {one.id for one in desk.past}


def test_a_claim_read_anew_keeps_the_address_of_its_event() -> None:
    desk = Desk()
    was = desk.publish("a")["a"]
    anew = addresses(going("z"), Past(desk.past, {"a": "z"}.get), "2031-05-20T09:00:00Z")
    assert (anew.ids, anew.gone) == ({"e-z": was}, ())


def test_an_event_is_found_by_what_it_was_once_called() -> None:
    desk = Desk()
    was = desk.publish("ab cd")["ab"]
    desk.publish("abe cd")
    asked = [was, was[:6], "e-ab", "e-abe", "e-zz", ""]
    assert [lasting_id_of(name, desk.past) for name in asked] == [was, was, was, was, None, None]


def states(letters: str = "abcdefgh") -> st.SearchStrategy[str]:
    """A state: some claims, put into events at will."""
    placed = st.lists(st.integers(-1, 4), min_size=len(letters), max_size=len(letters))
    return placed.map(lambda places: _grouped(letters, places))


def _grouped(letters: str, places: Sequence[int]) -> str:
    groups: dict[int, str] = {}
    for letter, place in zip(letters, places, strict=True):
        if place >= 0:
            groups[place] = groups.get(place, "") + letter
    return " ".join(groups.values())


@given(st.lists(st.tuples(states(), st.sets(st.sampled_from("abcdefgh"))), min_size=1, max_size=8))
def test_every_id_ever_given_leads_to_an_event_or_says_why_not_and_no_two_events_share_one(
    history: list[tuple[str, set[str]]],
) -> None:
    desk = Desk()
    ever: set[str] = set()
    for state, held in history:
        shown = " ".join(filter(None, ("".join(c for c in names if c not in held) for names in state.split())))
        before = frozenset(ever)
        now = desk.publish(shown, Held(held_back=frozenset(held)))
        assert len(set(now.values())) == len(now)
        ever.update(now.values())
        assert all(SHAPE.fullmatch(name) for name in now.values())
        for name in ever:
            found = desk.now.resolved(name)
            assert found in now.values() or (isinstance(found, GoneEvent) and found.into is None)
        assert {one.id for one in desk.now.gone} == ever - set(now.values())
        # An old id never stands over an event that has none of the claims with which it last stood.
        for names, name in now.items():
            last = [e.claims for p in desk.past[:-1] for e in p.events if e.id == name][-1:]
            assert name not in before or set(last[0]) & set(names)


@given(states(), st.permutations(range(5)))
def test_the_order_in_which_events_are_given_makes_no_difference(state: str, order: list[int]) -> None:
    desk = Desk()
    desk.publish("abc def gh")
    made = going(state)
    names = list(made)
    turned = {names[at]: made[names[at]] for at in order if at < len(names)}
    at = "2031-05-20T09:00:00Z"
    assert addresses(made, Past(desk.past), at) == addresses(turned, Past(desk.past), at)
