"""What is told in public of what the desk put right, what is held back, and which stops may be passed: by signed word alone."""

import base64
import json
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sayso.corrections import Telling, changes_since, corrections, embargoed, overrides, retracted
from sayso.decisions import Decision, Verb
from sayso.errors import UsageError
from sayso.ledger.blackening import Words
from sayso.ledger.checkpoint import origin
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.ledger.overrides import note_of, signed_override
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline
from sayso.publications import publication
from sayso.publish.public.lasting import Past, addresses, going_out, homes, published_events
from sayso.verdicts import Request, decision_of, signed_by
from tests.state.conftest import asked

PRIVATE = "the source rang us: Ana Petrova"
NOTE = "We gave the number of dead as three. The ministry said thirteen."


def decide(ledger: Ledger, verb: Verb, key: SigningKey | None = None, **said: object) -> Decision:
    request = msgspec.convert({"verb": verb, "by": "r1", "reason": PRIVATE, **said}, Request)
    return Pipeline().decide(ledger, request, key=key)


def publish(ledger: Ledger, by: str = "r1") -> None:
    """Put out all that the ledger holds."""
    state = asked(ledger)
    past = list(state.view.publications())
    events = going_out(state.events())
    at = state.view.head.recorded_at or ""
    now = addresses(events, Past(past, state.heir_of), at)
    Pipeline().publish(
        ledger,
        publication(
            by=by, at=at, after=past[-1].id if past else None, as_of=None, known=None, head=state.view.head.seq,
            rule="envelope", events=published_events(events, now.ids), gone=now.gone,
        ),
    )  # fmt: skip


@pytest.fixture(name="ministry")
def ministry_(ledger: Ledger) -> str:
    """Id of the claim of three dead."""
    return next(c.id for c in asked(ledger).claims if any(f.low == 3 for f in c.figures))


THIRTEEN = '[{"measure": "killed", "low": 13, "high": 13, "bound": "exact", "of": "soldiers"}]'


def test_a_correction_edits_and_tells_readers_what_it_was_and_is(ledger: Ledger, ministry: str) -> None:
    decide(ledger, "correct", claims=[ministry], field="figures", value=THIRTEEN, public_note=NOTE)
    state = asked(ledger)
    assert [f.low for c in state.claims if c.id == ministry for f in c.figures] == [13]
    (told,) = corrections(state, {ministry: "k7m2-x9q4"})
    one = told.correction
    assert (one.kind, one.event, one.sentence) == ("correction", "k7m2-x9q4", NOTE)
    assert (one.was, one.now) == ("3 killed (soldiers)", "13 killed (soldiers)")
    assert (told.claim, told.field) == (ministry, "figures")


def test_of_two_corrections_each_says_what_it_found(ledger: Ledger, ministry: str) -> None:
    decide(ledger, "correct", claims=[ministry], field="status", value="denied", public_note="They denied it.")
    decide(ledger, "edit", claims=[ministry], field="event", value="air-strike")
    decide(ledger, "correct", claims=[ministry], field="status", value="happened", public_note="They did not deny it.")
    told = [one.correction for one in corrections(asked(ledger), {})]
    assert [(one.was, one.now) for one in told] == [
        ("denied", "said to have happened"),
        ("said to have happened", "denied"),
    ]


def test_nothing_of_the_desk_itself_is_in_what_readers_are_told(ledger: Ledger, ministry: str) -> None:
    publish(ledger, by="Ana Petrova")
    made = decide(ledger, "correct", claims=[ministry], field="figures", value=THIRTEEN, public_note=NOTE)
    decide(ledger, "retract", names=[ministry], public_note="We withdraw it.")
    state = asked(ledger)
    last = list(state.view.publications())[-1]
    out = {claim.id for claim in state.claims}
    told = msgspec.json.encode([corrections(state, {}), changes_since(state, last, Telling(out))]).decode()
    assert "13" in told
    assert not [word for word in (PRIVATE, "Petrova", "r1", made.id) if word in told]


def test_a_retracted_claim_stands_for_the_desk_until_that_is_undone(ledger: Ledger, ministry: str) -> None:
    made = decide(ledger, "retract", names=[ministry], public_note="We  withdraw\nit.")
    state = asked(ledger)
    assert retracted(state) == {ministry: "We withdraw it."}
    assert ministry in {claim.id for claim in state.claims}
    decide(ledger, "undo", undoes=made.id)
    assert retracted(asked(ledger)) == {}


def test_an_event_is_retracted_by_the_address_that_it_was_published_under(ledger: Ledger) -> None:
    publish(ledger)
    state = asked(ledger)
    (last,) = state.view.publications()
    event = max(state.events(), key=lambda event: len(event.claims))
    (address,) = (one.id for one in last.events if one.event == event.id)
    decide(ledger, "retract", names=[address], public_note="We withdraw it.")
    state = asked(ledger)
    assert set(retracted(state)) == {claim.id for claim in event.claims}
    told = corrections(state, homes({}, {}, [last]))
    assert [(one.correction.kind, one.correction.event) for one in told] == [("retraction", address)]


def test_what_was_taken_back_before_anybody_read_it_is_not_told_and_afterwards_it_is(
    ledger: Ledger, ministry: str
) -> None:
    def undone_correction(*, read: bool) -> None:
        made = decide(
            ledger, "correct", claims=[ministry], field="status", value="denied", public_note="They denied it."
        )
        if read:
            publish(ledger)
        decide(ledger, "undo", undoes=made.id)

    undone_correction(read=False)
    assert corrections(asked(ledger), {}) == ()
    undone_correction(read=True)
    back, first = (one.correction for one in corrections(asked(ledger), {}))
    assert first.sentence == "They denied it."
    assert back.sentence.startswith("What was told here on ")
    assert back.sentence.endswith("has been taken back: They denied it.")
    assert (back.was, back.now) == (first.now, first.was)
    assert back.id != first.id


@pytest.mark.parametrize(
    ("now", "held"),
    [
        pytest.param("2100-05-14T08:59:59+00:00", True, id="a second before"),
        pytest.param("2100-05-14T09:00:00+00:00", False, id="when its instant has come"),
    ],
)
def test_claims_are_held_back_until_an_instant(ledger: Ledger, ministry: str, now: str, *, held: bool) -> None:
    decide(ledger, "embargo", names=[ministry], until="2100-05-14T11:00+02:00")
    found = embargoed(asked(ledger), datetime.fromisoformat(now))
    assert found == ({ministry: "2100-05-14T09:00:00+00:00"} if held else {})


def test_of_two_embargoes_the_later_word_holds_and_an_undoing_lifts_it(ledger: Ledger, ministry: str) -> None:
    now = datetime(2099, 1, 1, tzinfo=UTC)
    first = decide(ledger, "embargo", names=[ministry], until="2100-05-14T09:00Z")
    second = decide(ledger, "embargo", names=[ministry], until="2100-05-13T09:00Z", by="r2")
    state = asked(ledger)
    assert embargoed(state, now) == {ministry: "2100-05-13T09:00:00+00:00"}
    assert [f.code for f in state.standing.findings] == ["decisions-contradict"]
    decide(ledger, "undo", undoes=second.id)
    assert embargoed(asked(ledger), now) == {ministry: "2100-05-14T09:00:00+00:00"}
    decide(ledger, "undo", undoes=first.id)
    assert embargoed(asked(ledger), now) == {}


@pytest.mark.parametrize(
    ("verb", "said", "why"),
    [
        ("correct", {"field": "quote", "value": "x", "public_note": NOTE}, "'quote' cannot be edited"),
        ("correct", {"field": "status", "value": "denied", "public_note": " "}, "what readers are told is missing"),
        ("retract", {"public_note": ""}, "what readers are told is missing"),
        ("retract", {"names": ["zzzz"], "public_note": NOTE}, "no events of the ledger have an id that begins with 'zzzz'"),
        ("embargo", {"until": "soon"}, "'soon' is no ISO date or instant"),
        ("embargo", {"until": "2001-05-14"}, "would be over already"),
        ("override", {"stop": "Private!", "subject": "x"}, "'Private!' is no code of a stop"),
        ("override", {"stop": "private-person", "subject": "a\nb"}, "give the subject as the gate names it"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_not_recorded(
    ledger: Ledger, ministry: str, verb: Verb, said: dict[str, object], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        decide(ledger, verb, None, **{"claims": [ministry], "names": [ministry], **said})
    assert list(ledger.decisions()) == []


# --- overrides -----------------------------------------------------------------------------------------------------------


@pytest.fixture(name="key")
def key_(ledger: Ledger) -> SigningKey:
    """A key that the ledger's register names."""
    key = SigningKey.new("desk")
    Pipeline().checkpoint(ledger, key)
    return key


def test_a_signed_override_lets_its_stop_pass_for_its_subject_until_undone(
    ledger: Ledger, ministry: str, key: SigningKey
) -> None:
    made = decide(ledger, "override", key, stop="unreviewed", subject=ministry[:8])
    other = decide(ledger, "override", key, stop="licence", subject="source sample.org")
    found = overrides(asked(ledger))
    assert {what: one.id for what, one in found.passed.items()} == {
        ("unreviewed", ministry): made.id,
        ("licence", "source sample.org"): other.id,
    }
    assert found.refused == ()
    decide(ledger, "undo", undoes=other.id)
    assert set(overrides(asked(ledger)).passed) == {("unreviewed", ministry)}


def test_a_key_that_the_register_does_not_name_signs_no_override(ledger: Ledger, ministry: str) -> None:
    for key, why in (
        (None, "an override is signed: give --key"),
        (SigningKey.new("other"), "is not in the ledger's register"),
    ):
        with pytest.raises(UsageError, match=why):
            decide(ledger, "override", key, stop="unreviewed", subject=ministry)
    assert list(ledger.decisions()) == []


def _flipped(note: str) -> str:
    """A note with another signature of the same length."""
    at = note.rindex(" ") + 20
    return note[:at] + ("A" if note[at] != "A" else "B") + note[at + 1 :]


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        pytest.param({"signed": None}, "it is not signed", id="unsigned"),
        pytest.param({"signed": "words"}, "its signature is none", id="no note"),
        pytest.param({"stop": "licence"}, "the key desk did not sign what it says", id="another stop"),
        pytest.param({"subject": "another"}, "the key desk did not sign what it says", id="another subject"),
        pytest.param({"reason": "better"}, "the key desk did not sign what it says", id="another reason"),
        pytest.param({"by": "r9"}, "the key desk did not sign what it says", id="another person"),
        pytest.param({"signed": "flip"}, "the key desk did not sign what it says", id="a signature of nobody"),
        pytest.param({"signed": "rename"}, "the key desc is not in the ledger's register", id="another key's name"),
    ],
)
def test_an_override_that_is_not_signed_as_it_stands_does_not_count(
    ledger: Ledger, ministry: str, key: SigningKey, forged: dict[str, object], why: str
) -> None:
    state = asked(ledger)
    at = state.view.head.recorded_at or ""
    request = Request(verb="override", stop="unreviewed", subject=ministry, by="r1", reason=PRIVATE)
    made = signed_by(ledger, decision_of(state, request, at), key)
    note = made.signed or ""
    turned = {
        "flip": _flipped(note),
        "rename": note.replace("\u2014 desk ", "\u2014 desc "),
    }
    fields = {name: turned.get(str(value), value) for name, value in forged.items()}
    ledger.append([msgspec.structs.replace(made, **fields)], [], at)
    found = overrides(asked(ledger))
    assert found.passed == {}
    assert [finding.message.rsplit(": ", 1)[1] for finding in found.refused] == [why]


def test_an_override_of_another_ledger_does_not_count(ledger: Ledger, ministry: str, key: SigningKey) -> None:
    state = asked(ledger)
    at = state.view.head.recorded_at or ""
    request = Request(verb="override", stop="unreviewed", subject=ministry, by="r1", reason=PRIVATE)
    there = signed_override(decision_of(state, request, at), "sayso/0123456789abcdef", key)
    ledger.append([there], [], at)
    assert overrides(asked(ledger)).passed == {}


def test_a_signed_override_is_a_note_that_others_can_check(ledger: Ledger, ministry: str, key: SigningKey) -> None:
    """Text, blank line, name and signature as C2SP has it: what is signed is the text with its last newline."""
    made = decide(ledger, "override", key, stop="unreviewed", subject=ministry)
    text, blank, line = note_of(made, origin(ledger.store)).partition("\n\n")
    head, said = text.splitlines()
    assert (head, json.loads(said)["reason"]) == (f"{origin(ledger.store)}/override", PRIVATE)
    assert (blank, line.split()[:2]) == ("\n\n", ["\u2014", "desk"])
    signature = base64.b64decode(line.split()[2])[4:]
    Ed25519PublicKey.from_public_bytes(key.verifier.public).verify(signature, f"{text}\n".encode())


def test_a_redacted_override_holds_its_words_nowhere_and_counts_no_more(
    ledger: Ledger, ministry: str, key: SigningKey
) -> None:
    """A name with a quotation mark in it too, which JSON within JSON would write otherwise."""
    name = 'Ana "Ace" Petrova'
    request = Request(verb="override", stop="unreviewed", subject=ministry, by="r1", reason=f"{name} asked")
    Pipeline().decide(ledger, request, key=key)
    mandate = Mandate(authority="the person concerned", reason="asked for it", by="e1")
    Pipeline().redact(ledger, lambda after: words_plan(ledger, Words([name]), after=after), mandate)
    assert overrides(asked(ledger)).passed == {}
    kept = "".join(sealed.parts.decode() for sealed in ledger.store.sealed())
    assert "Petrova" not in kept
    (left,) = ledger.decisions()
    assert left.signed is not None
    assert left.signed.startswith("\u2014 desk ")
