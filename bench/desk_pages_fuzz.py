"""Sends the desk's pages whatever an address or a form can hold, as each role, and watches the answers as `desk_fuzz` does those of the API."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.desk.app import ROUTES
from sayso.desk.own_account import CodesForm, FactorForm, PasswordForm
from sayso.desk.pages import AddForm, DecisionForm
from sayso.desk.route import Route
from sayso.desk.screen_brief import PublishForm
from sayso.desk.sign_in import SignInForm, TokenForm

_FORMS: Mapping[str, type[msgspec.Struct]] = {
    "/review": DecisionForm, "/add": AddForm, "/brief/publish": PublishForm, "/sign-in": SignInForm, "/account/tokens": TokenForm,
    "/account/password": PasswordForm, "/account/factor": FactorForm, "/account/codes": CodesForm,
}  # fmt: skip
_ENDS = frozenset({"/sign-out", "/sign-out-everywhere"})
_WORDS = (
    "", "0", "-1", "9" * 30, "2031-05-14", "2031-05-14T09:00Z", "0000-00-00", "true", "accept", "reject", "edit", "merge", "split", "undo", "status",
    "denied", "[]", "{", '[{"name": "x"}]', "majority", "shelling", "Kolm", "/review", "//elsewhere.example", "a\0b", "\u202e", "é" * 50,
    "<script>", "%00", "'", "\ud7ff", "W10", "newest",
)  # fmt: skip
"""What stands in fields: sensible things in the wrong places, and what is sensible nowhere."""


def drawn(examples: int) -> settings:
    """Return how so many made-up requests are drawn: nothing is kept or made smaller, and one may take long."""
    return settings(
        max_examples=examples,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )


class PagesWatch:
    """Sends to pages as one person, and keeps what was wrong."""

    def __init__(
        self, client: TestClient, headers: Mapping[str, str], role: str, secrets: Sequence[str], known: Sequence[str]
    ) -> None:
        self._client = client
        self._headers = dict(headers)
        self._role = role
        self._secrets = tuple(secrets)
        self._value = st.one_of(st.sampled_from([*known, *_WORDS]), st.text(max_size=30))
        self._known = list(known)
        self.calls = 0
        self.wrong: list[str] = []

    def send(self, examples: int) -> None:
        """Send so many made-up requests to each page."""
        for route in ROUTES:
            if not route.api and route.path not in _ENDS and route.path != "/live":
                self._send_some(route, examples)

    def _send_some(self, route: Route, examples: int) -> None:
        fields = [field.encode_name for field in msgspec.structs.fields(_FORMS.get(route.path, route.query))]

        @drawn(examples)
        @given(
            given=st.lists(st.tuples(st.sampled_from([*fields, "other"]), self._value), max_size=6),
            name=st.one_of(st.sampled_from([*self._known, "none"]), self._value),
        )  # fmt: skip
        def send(given: list[tuple[str, str]], name: str) -> None:
            self._one(route, given, name)

        send()

    def _one(self, route: Route, given: Sequence[tuple[str, str]], name: str) -> None:
        path = re.sub(r"\{\w+\}", lambda _: quote(name, safe="", errors="replace") or "none", route.path)
        form: dict[str, Any] = {}
        for field, value in given:
            form.setdefault(field, []).append("http://127.0.0.1:1/" if field == "addresses" else value)
        sent = {"params": form} if route.method == "GET" else {"data": form}
        try:
            answer = self._client.request(route.method, path, headers=self._headers, **sent)  # type: ignore[arg-type]  # fields by name
        except (UnicodeError, ValueError, TypeError):
            return  # what no client can send
        self._client.cookies.clear()
        self.calls += 1
        said = f"{self._role} {route.method} {answer.request.url} {form}: {answer.status_code}"
        if answer.status_code >= 500:
            self.wrong.append(f"{said}: {answer.text[-300:]}")
        elif any(secret in answer.text for secret in self._secrets):
            self.wrong.append(f"{said} holds what {self._role} may not see")
