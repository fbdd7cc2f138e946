"""Accounts, second factors, sessions and tokens by themselves; and the commands that keep them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from sayso.cli import main
from sayso.desk.people import LONGEST_TOKEN, People
from sayso.desk.throttle import Rate, Tries
from sayso.errors import LedgerError, UsageError
from tests.desk.conftest import Clock, code_of


@pytest.fixture(name="people")
def people_(tmp_path: Path) -> People:
    return People(tmp_path / "accounts")


def test_a_code_is_good_once_and_about_now(people: People) -> None:
    """RFC 6238, 5.2: a code that was used is used up, also within its half minute; a clock may be half a minute off."""
    clock = Clock()
    added = people.add("r1", "review", clock())
    password = added.password or ""

    def good(code: str) -> bool:
        return people.checked("r1", password, code, clock(), second_factor=True) is not None

    assert not good("")
    assert not good("000000")
    assert good(code_of(added.secret, clock))
    assert not good(code_of(added.secret, clock))
    assert good(code_of(added.secret, clock, 1))
    assert not good(code_of(added.secret, clock, 3))
    clock.later(minutes=10)
    assert not good(code_of(added.secret, clock, -2))
    assert good(code_of(added.secret, clock, -1))


def test_who_only_reads_needs_no_code_and_a_wrong_one_is_wrong(people: People) -> None:
    clock = Clock()
    added = people.add("r1", "read", clock())
    password = added.password or ""
    assert people.checked("r1", password, "", clock(), second_factor=True) is not None
    assert people.checked("r1", password, "000000", clock(), second_factor=True) is None


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "a\nb", " a"])
def test_a_name_is_a_pseudonym(name: str, people: People) -> None:
    with pytest.raises(UsageError):
        people.add(name, "read", Clock()())


@pytest.mark.parametrize(("role", "password"), [("king", None), ("read", "short"), ("read", "x" * 1_025)])
def test_what_cannot_be_an_account(role: str, password: str | None, people: People) -> None:
    with pytest.raises(UsageError):
        people.add("r1", role, Clock()(), password=password)


def test_a_name_is_given_once(people: People) -> None:
    people.add("r1", "read", Clock()())
    with pytest.raises(UsageError, match="already"):
        people.add("r1", "read", Clock()())


def test_a_new_password_ends_the_old_one_its_code_and_its_sessions(people: People) -> None:
    clock = Clock()
    added = people.add("r1", "review", clock())
    key = people.begin_session("r1", clock())
    password, secret = people.renew("r1")
    assert people.of_session(key, clock()) is None
    assert people.checked("r1", added.password or "", code_of(secret, clock), clock(), second_factor=True) is None
    assert people.checked("r1", password or "", code_of(secret, clock), clock(), second_factor=True) is not None


def test_passwords_are_hashed_as_rfc_9106_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Argon2id with 64 MB, three passes and four lanes: its second recommended option."""
    monkeypatch.undo()
    people = People(tmp_path / "accounts")
    people.add("r1", "read", Clock()(), password="a password of the tests")  # noqa: S106 - of the tests
    held = (tmp_path / "accounts-wal").read_bytes()
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in held


def test_recovery_codes_are_good_once_each_and_no_secret_of_them_is_kept(people: People, tmp_path: Path) -> None:
    clock = Clock()
    added = people.add("r1", "review", clock())
    people.add("r2", "review", clock())
    codes = people.make_codes("r1")
    assert (len(codes), len(set(codes)), people.codes_left("r1"), people.codes_left("r2")) == (10, 10, 10, 0)

    def good(code: str, name: str = "r1") -> bool:
        return people.checked(name, added.password or "", code, clock(), second_factor=True) is not None

    assert not people.checked("r1", "wrong, wrong, wrong", codes[0], clock(), second_factor=True)
    assert not good(codes[0], "r2")
    assert people.codes_left("r1") == 10
    assert good(codes[0])
    assert not good(codes[0])
    assert good(codes[1].replace(" ", "-"))
    assert people.codes_left("r1") == 8
    held = b"".join(file.read_bytes() for file in tmp_path.glob("accounts*"))
    assert not [code for code in codes if code.encode() in held or code.replace(" ", "").encode() in held]
    again = people.make_codes("r1")
    assert not good(codes[2])
    assert good(again[0])


@pytest.mark.parametrize("code", ["é", "０１２３４５", "12345", "1234567", "x" * 10_000, "\x00", "------"])
def test_what_is_no_code_is_no_code(code: str, people: People) -> None:
    added = people.add("r1", "read", Clock()())
    assert people.checked("r1", added.password or "", code, Clock()(), second_factor=True) is None


def test_the_last_who_keeps_accounts_stays(people: People) -> None:
    """Neither by another role nor by being let in no more; with a second one either may go."""
    people.add("a1", "admin", Clock()())
    goings: list[Callable[[], None]] = [lambda: people.give_role("a1", "read"), lambda: people.disable("a1")]
    for what in goings:
        with pytest.raises(UsageError, match="the last that may keep accounts"):
            what()
    people.add("a2", "admin", Clock()())
    people.disable("a1")
    with pytest.raises(UsageError, match="the last"):
        people.disable("a2")
    people.disable("a1", disabled=False)
    people.give_role("a2", "read")
    assert [user.role for user in people.users()] == ["admin", "read"]


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its accounts stay as they were."""
    place = tmp_path / "accounts"
    people = People(place)
    added = people.add("r1", "review", Clock()())
    people.close()
    first = apsw.Connection(str(place))
    for statement in ("DROP TABLE codes", "ALTER TABLE users DROP COLUMN fresh", "PRAGMA user_version = 0"):
        first.execute(statement)
    first.close()
    people = People(place)
    assert people.user("r1") == added.user
    assert len(people.make_codes("r1")) == 10
    people.close()
    newer = apsw.Connection(str(place))
    newer.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(LedgerError, match="newer Sayso"):
        People(place)


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "accounts").write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerError):
        People(tmp_path / "accounts")
    assert (tmp_path / "accounts").read_bytes().startswith(b"no database")


def test_a_token_lasts_at_most_so_long(people: People) -> None:
    clock = Clock()
    people.add("r1", "read", clock())
    with pytest.raises(UsageError):
        people.make_token("r1", "read", "x", LONGEST_TOKEN + timedelta(seconds=1), clock())
    shown, _ = people.make_token("r1", "read", "x", LONGEST_TOKEN, clock())
    clock.later(days=90, seconds=-1)
    assert people.of_token(shown, clock()) is not None
    clock.later(seconds=1)
    assert people.of_token(shown, clock()) is None


def test_tries_are_let_in_one_by_one_again() -> None:
    tries = Tries(most=2, within_s=10)
    tries.failed("a", 0)
    tries.failed("a", 4)
    assert [tries.wait_s("a", now) for now in (5, 9.5, 10, 13.9)] == [5, 1, 0, 0]
    assert tries.wait_s("b", 5) == 0
    tries.failed("a", 11)
    assert tries.wait_s("a", 12) == 2
    tries.forget("a")
    assert tries.wait_s("a", 12) == 0


def test_a_rate_fills_again() -> None:
    rate = Rate(60)
    assert [rate.wait_s("a", 0) for _ in range(61)] == [0] * 60 + [1]
    assert [rate.wait_s("a", now) for now in (0.5, 1.5, 1.6)] == [1, 0, 1]


def test_the_commands_keep_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def called(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return int(str(ended.value.code)), capsys.readouterr().out

    where = ("--accounts", str(tmp_path / "accounts"))
    code, told = called("desk", "user", "add", "r1", "--role", "review", *where)
    assert code == 0
    assert [line.partition(":")[0] for line in told.splitlines()] == ["r1 may review", "password", "second factor"]
    assert called("desk", "user", "role", "r1", "publish", *where) == (0, "r1 may publish\n")
    assert called("desk", "token", "r1", "--label", "map", *where)[1].startswith("sayso_")
    assert called("desk", "user", "password", "r1", *where)[0] == 0
    assert called("desk", "user", "factor", "r1", *where)[1].startswith("second factor: otpauth://totp/")
    assert called("desk", "user", "disable", "r1", *where)[0] == 0
    assert called("desk", "user", "list", *where) == (0, "r1  publish  (may come in no more)\n")
    assert called("desk", "token", "r1", "--label", "map", *where)[0] == 2
    assert called("desk", "user", "role", "nobody", "read", *where)[0] == 2
    assert called("desk", "user", "add", "r2")[0] == 2
