"""Publications in the ledger: sealed like every entry, moved with it, cut by a redaction without losing addresses, one after another."""

import msgspec
import pytest

from sayso.errors import ConflictError
from sayso.ledger.blackening import Words
from sayso.ledger.contract import Store
from sayso.ledger.ledger import Ledger, entry
from sayso.ledger.redact import Mandate, redaction_of, words_plan
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from sayso.publications import FormDigest, GoneEvent, Publication, PublishedEvent, publication
from tests.ledger.places import Place

AT = "2031-05-14T09:00:00.000000+00:00"


def made(after: Publication | None = None, by: str = "Ana Petrova") -> Publication:
    return publication(
        by=by, at=AT, after=after.id if after else None, as_of=None, known=None, head=3, rule="envelope",
        events=(PublishedEvent(id="k7m2-x9q4", event="ab" * 10, claims=("cd" * 10,)),),
        gone=(GoneEvent(id="p3t5-w8z2", since=AT, why="joined", into="k7m2-x9q4"),),
        overrides=("ef" * 10,),
        digests=(FormDigest(form="site", sha256="01" * 32),),
    )  # fmt: skip


def test_a_publication_is_kept_sealed_and_read_again_in_every_store(store: Store) -> None:
    ledger = Ledger(store)
    first = Pipeline().publish(ledger, made())
    second = Pipeline().publish(ledger, made(first))
    assert list(ledger.publications()) == [first, second]
    assert list(ledger.publications(until=1)) == [first]
    assert (ledger.last_publication(), ledger.get(first.id)) == (second, first)
    assert [(one.kind, one.by) for one in ledger.entries()] == [("publication", "Ana Petrova")] * 2
    assert verify(store).first is None


def test_a_publication_moves_between_stores_with_its_proof(both: tuple[Place, Place, Place]) -> None:
    file, database, again = both
    first = file.begin()
    first.append([entry(made())], [], AT)
    second, third = database.begin(), again.begin()
    second.put_back(first.sealed(), [])
    third.put_back(second.sealed(), [])
    assert list(third.sealed()) == list(first.sealed())
    assert verify(third).root == verify(first).root


def test_who_published_can_be_blacked_out_and_the_addresses_stay(store: Store) -> None:
    ledger = Ledger(store)
    before = Pipeline().publish(ledger, made())
    # Words that stand in the lasting ids and hashes: those hold nobody's words.
    mandate = Mandate(authority="the person concerned", reason="asked for it", by="e1")
    redaction, cuts = redaction_of(words_plan(ledger, Words(["Ana Petrova", "k7m2", "cdcd"])), mandate, AT)
    ledger.append([redaction], [], AT, cuts=cuts)
    (left,) = ledger.publications()
    assert left == msgspec.structs.replace(before, by="█" * len("Ana Petrova"))
    assert verify(store).first is None


def test_two_who_publish_at_once_do_not_give_addresses_past_each_other(store: Store) -> None:
    ledger = Ledger(store)
    first = Pipeline().publish(ledger, made())
    assert Pipeline().publish(ledger, first) == first
    with pytest.raises(ConflictError, match="Ana Petrova published meanwhile"):
        Pipeline().publish(ledger, made(by="r2"))
    assert list(ledger.publications()) == [first]
