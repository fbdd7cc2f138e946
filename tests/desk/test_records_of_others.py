"""Every route that names a record, by every role, for one's own, for another's, for one with a private name, and for one whose words were redacted."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest

from sayso.desk.app import ROUTES
from sayso.desk.reading_room import Brought
from sayso.desk.rights import ROLES, Role
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline
from sayso.records import Claim
from tests.desk.conftest import LIVE_BLOG, PRIVATE, PUBLISHED, Team, settled

WITHHELD = "Ilse Brandtner"
MORE = f"SAMPLE: an invented report\n\n{WITHHELD}, a baker, said one man was killed by shelling of the bridge in Kolm on Wednesday.\n"
OTHERS_JOB = "notes-of-somebody.txt"

# In the order of the roles: read, propose, review, publish, admin. S: they see it, with the name. R: they see it, the name is a role, or the
# words are black. -: there is nothing of that name for them (404). x: not with this role (403). g: it is gone, done or ended (204, 303).
TABLE = """
GET /api/v1/claims/{claim}           public S S S S S
GET /api/v1/claims/{claim}           private R R S S S
GET /api/v1/claims/{claim}           withheld R R R R R
GET /claims/{claim}                  public S S S S S
GET /claims/{claim}                  private R R S S S
GET /claims/{claim}                  withheld R R R R R
GET /api/v1/claims/{claim}/why       private x x R R R
GET /api/v1/claims/{claim}/why       withheld x x R R R
GET /api/v1/events/{event}           private R R S S S
GET /api/v1/events/{event}           withheld R R R R R
GET /events/{event}                  private R R S S S
GET /events/{event}                  withheld R R R R R
GET /api/v1/reports/{report}         private R R R R R
GET /api/v1/reports/{report}/text    private R R S S S
GET /api/v1/reports/{report}/text    withheld R R R R R
GET /reports/{report}                private R R S S S
GET /reports/{report}                withheld R R R R R
GET /api/v1/jobs/{job}               own x S S S S
GET /api/v1/jobs/{job}               other x - S S S
GET /jobs/{job}                      own x S S S S
GET /jobs/{job}                      other x - S S S
DELETE /api/v1/jobs/{job}            own x S S S S
DELETE /api/v1/jobs/{job}            other x - x x S
POST /jobs/{job}/cancel              own x g g g g
POST /jobs/{job}/cancel              other x - x x g
DELETE /api/v1/tokens/{token}        own g g g g g
DELETE /api/v1/tokens/{token}        other - - - - -
POST /account/tokens/{token}/end     own g g g g g
POST /account/tokens/{token}/end     other - - - - -
"""


class Row(NamedTuple):
    method: str
    path: str
    record: str
    expected: str


ROWS = [Row(f[0], f[1], f[2], "".join(f[3:])) for f in (line.split() for line in TABLE.strip().splitlines())]
SAYS: dict[str, str] = {"private": PRIVATE, "withheld": WITHHELD}
"""What stands in a record that not everybody may see, or nobody."""
STATUS = {"S": {200}, "R": {200}, "-": {404}, "x": {403}, "g": {204, 303}}


def test_every_route_that_names_a_record_is_in_the_table() -> None:
    """But the explanations of trouble, which are for everybody."""
    named = {(route.method, route.path) for route in ROUTES if "{" in route.path and route.path != "/problems/{kind}"}
    assert {(row.method, row.path) for row in ROWS} == named


@pytest.fixture(name="full")
def full_(team: Team) -> Team:
    """A team's desk with a private person, and with one whose name was redacted."""
    pipeline = Pipeline()
    with Ledger.open(team.desk.settings.ledger) as ledger:
        list(pipeline.add(ledger, [pipeline.read_sent(MORE.encode(), "more.txt", published=PUBLISHED)]))
        mandate = Mandate(by="r1", authority="herself", reason="asked")
        pipeline.redact(ledger, lambda after: words_plan(ledger, Words([WITHHELD]), after=after), mandate, purge=False)
    settled(team.client)
    team.people.add("somebody", "publish", team.clock())
    return team


def named(team: Team, row: Row, role: Role) -> str:
    """The name of the record that a row means."""
    owner = role if row.record == "own" else "somebody"
    snapshot = team.desk.snapshots.newest
    if "{job}" in row.path:
        job = team.client.portal.call(team.desk.jobs.begin, Brought(kind="sent", name=OTHERS_JOB, by=owner), OTHERS_JOB)  # type: ignore[union-attr]  # there while it is entered
        assert job is not None
        return job.id
    if "{token}" in row.path:
        team.people.make_token(owner, "read", "x", timedelta(days=1), team.clock())
        return team.people.tokens(owner)[0].id
    is_meant: dict[str, Callable[[Claim], bool]] = {
        "public": lambda claim: not claim.speakers or claim.speakers[0].name not in (PRIVATE, ""),
        "private": lambda claim: any(speaker.name == PRIVATE for speaker in claim.speakers),
        "withheld": lambda claim: "bridge" in claim.quote,
    }
    claim = next(claim for claim in snapshot.claims if is_meant[row.record](claim))
    return {"{claim}": claim.id, "{event}": snapshot.home[claim.id], "{report}": claim.report}[_part(row.path)]


def _part(path: str) -> str:
    found = re.search(r"\{\w+\}", path)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_is_theirs_to_see(role: Role, full: Team) -> None:
    for row in ROWS:
        expected = row.expected[ROLES.index(role)]
        name = named(full, row, role)
        path = row.path.replace(_part(row.path), name)
        if path.endswith("/why"):
            path += f"?event={full.desk.snapshots.newest.home[name]}"
        answer = full.client.request(row.method, path, headers=full.session(role))
        full.client.cookies.clear()
        assert answer.status_code in STATUS[expected], (row, role, answer.status_code, answer.text[:300])
        said = SAYS.get(row.record)
        if said is not None:
            assert (said in answer.text) == (expected == "S"), (row, role)
        if row.record == "other":
            assert (OTHERS_JOB in answer.text) == (expected == "S"), (row, role)


def test_the_blog_of_the_tests_names_nobody_who_is_redacted() -> None:
    assert WITHHELD not in LIVE_BLOG
