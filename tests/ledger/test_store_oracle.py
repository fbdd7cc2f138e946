"""Both stores beside a plain list: whatever is recorded, decided, redacted and asked in whatever order, they answer alike."""

import pytest

from bench.ledger_oracle import explore
from sayso.ledger.contract import Recorded, Store
from sayso.ledger.sqlite import MEMORY, SqliteStore, open_store
from tests.ledger.places import Place


def test_a_store_and_a_plain_list_answer_alike(there: Place) -> None:
    def again(store: Store) -> Store:
        store.close()
        return there.again()

    assert explore(there.begin, again, 40) > 800


@pytest.mark.parametrize("fault", ["about", "find", "seq_at", "append"])
def test_the_oracle_notices_a_store_that_errs(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail is a defect."""
    right = getattr(SqliteStore, fault)

    def wrong(self: SqliteStore, *given: object, **named: object) -> object:
        if fault == "append":
            return right(self, *given, **{**named, "expects": {}})
        found = right(self, *given, **named)
        return found + 1 if isinstance(found, int) else [one for one in found if not _third(one)]

    monkeypatch.setattr(SqliteStore, fault, wrong)
    with pytest.raises(AssertionError, match=r"the store says|stale view"):
        explore(lambda: open_store(MEMORY), lambda store: store, 200, shrink=False)


def _third(one: Recorded) -> bool:
    return one.seq == 3
