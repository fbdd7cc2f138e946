"""A whole ledger in PostgreSQL, as a team uses it: through the pipeline, moved from a file and back."""

from functools import partial
from pathlib import Path

import pytest

from bench.private_postgres import PrivatePostgres
from sayso.errors import LedgerError
from sayso.ledger.blackening import Words
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.redact import Mandate, Plan, words_plan
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from tests.ledger.ledgers import add, claim
from tests.ledger.places import PostgresPlace

NAME = "Wilhelmina Quillfeather"
TEXT = f"SAMPLE. Shells hit Marivan, {NAME} said."
MANDATE = Mandate(authority="the person concerned", reason="asked for it", by="e1")


@pytest.fixture
def desk(postgres: PrivatePostgres) -> PostgresPlace:
    """An empty database."""
    with postgres.ask() as connection:
        connection.execute("DROP DATABASE IF EXISTS desk WITH (FORCE)")
    return PostgresPlace(postgres, "desk")


def plan(ledger: Ledger, words: Words, after: int) -> Plan:
    return words_plan(ledger, words, after=after)


def everything(place: str) -> tuple[object, ...]:
    with Ledger.open(place, begin=False) as ledger:
        found = verify(ledger.store, [read_note(next(ledger.checkpoints()).note)], place=place, processes=2)
        assert found.whole
        return list(ledger.store.sealed()), list(ledger.entries()), list(ledger.store.captures()), found


def test_a_ledger_moved_to_a_team_and_back_has_the_same_root_and_answers(desk: PostgresPlace, tmp_path: Path) -> None:
    here, back = str(tmp_path / "desk.ledger"), str(tmp_path / "back.ledger")
    with Ledger.open(here) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells", speaker=NAME)])
        Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        Pipeline().redact(ledger, partial(plan, ledger, Words([NAME])), MANDATE)
    copy_ledger(here, desk.address)
    copy_ledger(desk.address, back)
    assert everything(here) == everything(desk.address) == everything(back)
    with pytest.raises(LedgerError, match="is not empty"):
        copy_ledger(here, desk.address)


def test_a_redaction_leaves_the_words_in_no_file_of_the_server(desk: PostgresPlace) -> None:
    with Ledger.open(desk.address) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells", speaker=NAME)])
        signed = Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        assert desk.holds(NAME.encode())
        Pipeline().redact(ledger, partial(plan, ledger, Words([NAME])), MANDATE)
        assert desk.holds(NAME.encode()) == []
        assert verify(ledger.store, [read_note(signed.note)]).whole


def test_an_owner_with_the_three_rights_purges_without_being_an_administrator(postgres: PrivatePostgres) -> None:
    """As docs/postgresql.md sets it up."""
    with postgres.ask() as connection:
        connection.execute("CREATE ROLE keeper LOGIN")
        connection.execute("CREATE DATABASE kept OWNER keeper ENCODING 'UTF8' TEMPLATE template0")
    place = PostgresPlace(postgres, "kept")
    with Ledger.open(postgres.address("kept", "keeper")) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells", speaker=NAME)])
        with pytest.raises(LedgerError, match="stays in the server's files; to purge, this role must also see"):
            Pipeline().redact(ledger, partial(plan, ledger, Words([NAME])), MANDATE)
        with postgres.ask("kept") as connection:
            connection.execute("GRANT pg_monitor, pg_checkpoint TO keeper")
            connection.execute("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO keeper")
        Pipeline().redact(ledger, partial(plan, ledger, Words([NAME])), MANDATE)
    assert place.holds(NAME.encode()) == []


def test_a_dump_restored_by_postgresqls_own_tools_is_whole_and_guarded(
    desk: PostgresPlace, postgres: PrivatePostgres, tmp_path: Path
) -> None:
    with Ledger.open(desk.address) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells", speaker=NAME)])
        Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        Pipeline().redact(ledger, partial(plan, ledger, Words(["Marivan"])), MANDATE, purge=False)
    other = PostgresPlace(postgres, "desk2")
    postgres.client("pg_dump", "-Fc", "-d", "desk", "-f", str(tmp_path / "desk.dump"))
    postgres.client("pg_restore", "--no-owner", "-d", "desk2", str(tmp_path / "desk.dump"))
    assert everything(other.address) == everything(desk.address)
    for statement in ("DELETE FROM entries", "UPDATE openings SET parts = '{}'", "TRUNCATE captures"):
        with pytest.raises(other.refused, match="never"):
            other.stranger("SET LOCAL session_replication_role = replica", statement)
