"""Sends the desk's API what its document allows and what it forbids, made up by schemathesis, as each role, and watches the answers.

No answer may be a fault, of a status or a type that the document does not name, of another shape than it says, or hold a private name that
the role may not see.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema_rs
import msgspec
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.openapi import from_dict
from starlette.testclient import TestClient

from bench.desk_pages_fuzz import PagesWatch, drawn
from bench.outcome import Measured, Outcome
from sayso.desk.app import ROUTES, app
from sayso.desk.desk import Desk
from sayso.desk.openapi import document
from sayso.desk.options import DeskSettings, Limits
from sayso.desk.reading_room import Brought
from sayso.desk.rights import RIGHTS, ROLES, Role
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, words_plan
from sayso.pipeline import Pipeline

SECRETS = ("Marta Oll", "Oll,", "Oll says")
"""A private person of the ledger that is asked: for those who may see names."""
WITHHELD = "Ilse Brandtner"
"""Somebody whose name was redacted: for nobody."""
FOREIGN = "a-job-of-somebody-else.txt"
"""What somebody else had read: for themselves, and for those who may see names."""
LABEL = "a token of somebody else"
"""For themselves alone."""
TEXT = """SAMPLE: an invented report

Marta Oll, a fishmonger on the quay, said two people were killed by shelling of the market in Kolm on Tuesday.

The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

Ilse Brandtner, a baker, said one man was killed by shelling of the bridge in Kolm on Tuesday.
"""
_EXAMPLES = 220
"""An operation, a role and a kind of generation: with all of them 100,000 calls and more."""
_DOCUMENT: dict[str, Any] = document(ROUTES)
_LASTS = timedelta(days=1)
_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8321"}
_NOWHERE = ["http://127.0.0.1:1/"]
"""What is put in the place of addresses that are made up, so that nothing is ever fetched."""


def run(data_dir: Path) -> list[Outcome]:
    """Return how many calls were sent and how many answers were wrong; needs no data."""
    del data_dir
    begun = time.process_time()
    calls, wrong = 0, []
    with TemporaryDirectory() as folder:
        place = made_ledger(Path(folder) / "desk.ledger")
        many = 10**9
        limits = Limits(reads_a_minute=many, writes_a_minute=many, exports_a_minute=many)
        made = app(DeskSettings(ledger=str(place), accounts=Path(folder) / "accounts", apart=False, limits=limits))
        desk: Desk = made.state.desk
        people = desk.people
        with TestClient(made, base_url="http://127.0.0.1:8321", follow_redirects=False) as client:
            assert people is not None  # noqa: S101 - a desk for a team
            foreign(client)
            for role in ROLES:
                people.add(role, role, desk.now())
                shown, _ = people.make_token(role, role, "fuzz", _LASTS, desk.now())
                watch = Watch(client, {"Authorization": f"Bearer {shown}"}, role)
                watch.send(_EXAMPLES)
                session = _PAGE | {"Cookie": f"sayso={people.begin_session(role, desk.now())}"}
                pages = PagesWatch(client, session, role, hidden_from(role), known(client))
                pages.send(_EXAMPLES)
                calls += watch.calls + pages.calls
                wrong += watch.wrong + pages.wrong
    for one in wrong[:20]:
        print(f"  {one}")
    measures = (
        Measured(name="calls", value=calls),
        Measured(name="wrong answers", value=len(wrong), gated=True, less_is_better=True),
    )
    return [Outcome(set="desk-fuzz", measures=measures, seconds=time.process_time() - begun)]


def made_ledger(place: Path) -> Path:
    """Write a ledger in which a private person is named, and another was until a redaction."""
    pipeline = Pipeline()
    with Ledger.open(place) as ledger:
        list(pipeline.add(ledger, [pipeline.read_sent(TEXT.encode(), "day.txt", published="2031-05-14")]))
        mandate = Mandate(by="r1", authority="herself", reason="asked")
        pipeline.redact(ledger, lambda after: words_plan(ledger, Words([WITHHELD]), after=after), mandate, purge=False)
    return place


def foreign(client: TestClient) -> None:
    """Have somebody else read something, which is no report, and make a token."""
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]  # Starlette's own
    assert desk.people is not None  # noqa: S101 - a desk for a team
    desk.people.add("somebody", "publish", desk.now())
    desk.people.make_token("somebody", "read", LABEL, _LASTS, desk.now())
    client.portal.call(desk.jobs.begin, Brought(kind="sent", name=FOREIGN, by="somebody"), FOREIGN)  # type: ignore[union-attr]  # there while it is entered


def hidden_from(role: Role) -> tuple[str, ...]:
    """Return what may stand in no answer to somebody with a role."""
    return (WITHHELD, LABEL) if "private" in RIGHTS[role] else (WITHHELD, LABEL, FOREIGN, *SECRETS)


class Watch:
    """Sends as one role, and keeps what was wrong."""

    def __init__(
        self, client: TestClient, headers: Mapping[str, str], role: Role, secrets: Sequence[str] = SECRETS
    ) -> None:
        self._client = client
        self._headers = dict(headers)
        self._secrets = hidden_from(role) if secrets is SECRETS else secrets
        self._role = role
        self.calls = 0
        self.wrong: list[str] = []
        self._known = known(client)

    def send(self, examples: int) -> None:
        """Send so many made-up calls to each operation, allowed ones and forbidden ones."""
        for found in from_dict(_DOCUMENT).get_all_operations():
            assert isinstance(found, Ok)  # noqa: S101 - the document is ours
            operation = found.ok()
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                try:
                    strategy = operation.as_strategy(generation_mode=mode)
                    self._send_some(strategy, examples)
                except Exception as trouble:  # noqa: BLE001 - told apart below
                    if "Unsatisfiable" not in type(trouble).__name__ and "negative" not in str(trouble).lower():
                        self.wrong.append(f"{self._role} {operation.label}: {type(trouble).__name__} {trouble}")

    def _send_some(self, strategy: Any, examples: int) -> None:  # noqa: ANN401 - of schemathesis's cases
        @drawn(examples)
        @given(
            case=strategy, real=st.lists(st.sampled_from(self._known), min_size=2, max_size=2), whole=st.integers(0, 3)
        )
        def send(case: Any, real: list[str], whole: int) -> None:  # noqa: ANN401 - schemathesis's own
            if whole:
                for name, value in zip(case.path_parameters or {}, real, strict=False):
                    case.path_parameters[name] = value
            self._one(case, real)

        send()

    def _one(self, case: Any, real: Sequence[str]) -> None:  # noqa: ANN401 - schemathesis's own
        body = case.body
        if isinstance(body, dict):
            if "addresses" in body:
                body["addresses"] = _NOWHERE
            if isinstance(body.get("claims"), list) and body["claims"]:
                body["claims"] = list(real)
        sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8321")
        headers = {k: v for k, v in (sent.get("headers") or {}).items() if k.lower() != "authorization"} | self._headers
        try:
            answer = self._client.request(
                sent["method"], sent["url"], params=sent.get("params"), json=sent.get("json"), content=sent.get("data"),
                files=_files(sent.get("files")), headers=headers,
            )  # fmt: skip
        except (UnicodeError, ValueError, TypeError):
            return  # what no client can send
        self.calls += 1
        said = f"{self._role} {sent['method']} {answer.request.url}: {answer.status_code}"
        known = case.operation.definition.raw["responses"]
        if answer.status_code >= 500 or str(answer.status_code) not in known:
            if answer.status_code not in {404, 405}:  # a name that makes another address
                self.wrong.append(f"{said} is not in the document: {answer.text[:200]}")
            return
        shape = _shape(known[str(answer.status_code)], answer.headers.get("content-type", ""))
        if shape is not None:
            for trouble in _checked(shape).iter_errors(msgspec.json.decode(answer.content)):
                self.wrong.append(f"{said} is not of its shape: {trouble.message[:200]}")
                break
        if any(secret in answer.text for secret in self._secrets):
            self.wrong.append(f"{said} holds what {self._role} may not see")


def broken_by(
    client: TestClient, headers: Mapping[str, str], *, examples: int, role: Role, secrets: Sequence[str] = SECRETS
) -> list[str]:
    """Return what was wrong with the answers to so many examples an operation."""
    watch = Watch(client, headers, role, secrets)
    watch.send(examples)
    return watch.wrong


def _files(made: Any) -> list[tuple[str, tuple[str, bytes]]] | None:  # noqa: ANN401 - whatever was made up
    """Return made-up parts of a form as a client can send them: a third has a name and holds bytes."""
    if not made:
        return None
    pairs = made.items() if isinstance(made, dict) else made
    found = []
    for name, part in pairs:
        content = part[1] if isinstance(part, tuple) else part
        found.append(
            (
                str(name),
                ("made.txt", content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")),
            )
        )
    return found


def known(client: TestClient) -> list[str]:
    """Return the names of all that there is: events, claims, reports, jobs."""
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]  # Starlette's own
    client.portal.call(desk.snapshots.ready.wait)  # type: ignore[union-attr]  # there while it is entered
    snapshot = desk.snapshots.newest
    jobs = [job.id for job in desk.jobs.all()]
    return [*snapshot.by_id, *snapshot.home, *(taken.capture.id for taken in desk.index.captures), *jobs]


def _shape(response: Mapping[str, Any], sent: str) -> Mapping[str, Any] | None:
    """Return the schema of an answer in JSON; None for other types."""
    found = response.get("content", {}).get(sent.partition(";")[0])
    schema = None if found is None or "json" not in sent else found["schema"]
    return schema if schema and "$ref" in schema else None


_VALIDATORS: dict[str, Any] = {}


def _checked(schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of a library without types
    name = schema["$ref"]
    if name not in _VALIDATORS:
        whole = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": name,
            "components": _DOCUMENT["components"],
        }
        _VALIDATORS[name] = jsonschema_rs.validator_for(whole)
    return _VALIDATORS[name]
