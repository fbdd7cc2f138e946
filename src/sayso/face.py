"""The verbs of the library's face: each is one call into the pipeline."""

import os
from collections.abc import Iterable

from sayso.intake import Reading, Refusal
from sayso.pipeline import Pipeline
from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.reconcile import reconcile
from sayso.reconcile.rules import ENVELOPE, rule_named
from sayso.records import Claim, Incident
from sayso.settings import Settings


def read(
    path: str | os.PathLike[str], *, published: str | None = None, settings: Settings | None = None
) -> tuple[Claim, ...]:
    """Return the claims of one report, in the order of its text.

    `published` is the ISO date or instant of publication where the caller knows it; without it the report's own evidence
    is used, and weekdays stay undated where it has none. Raises InputError when the report cannot be read.
    """
    return Pipeline(settings).read(path, published=published).claims


def events(claims: Iterable[Claim], *, rule: str = ENVELOPE.name) -> tuple[Incident, ...]:
    """Return the events that claims report together, with their ranges and disputes; no verdict.

    `rule` names the rule by which one of several figures is taken: `envelope` takes none. UsageError for an unknown name.
    """
    return reconcile(tuple(claims), rule_named(rule))


def brief(
    *paths: str | os.PathLike[str],
    published: str | None = None,
    settings: Settings | None = None,
    rule: str = ENVELOPE.name,
) -> str:
    """Return a brief of one or several reports in Markdown; raises InputError at the first that cannot be read.

    `rule` is as for `events`.
    """
    readings: list[Reading] = []
    for found in Pipeline(settings).read_all([os.fspath(path) for path in paths], published=published):
        if isinstance(found, Refusal):
            raise found.error
        readings.append(found)
    claims = [claim for reading in readings for claim in reading.claims]
    findings = [finding for reading in readings for finding in reading.findings]
    return markdown(compose([reading.report for reading in readings], claims, events(claims, rule=rule), findings))
