"""Makes one issue for the public: the record past the gate, what stands beside it, the files that go out, and the ledger's entry of it.

A projection is asked twice, since addresses are given to what goes out and only a projection knows that (`outgoing`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from importlib.util import find_spec

import msgspec

from sayso.corrections import overrides
from sayso.ledger.sealing import leaf
from sayso.ledger.tree import leaf_hash, root_of
from sayso.method import method
from sayso.outgoing import Issue, Outgoing, held_of, outgoing, recorded
from sayso.publication import Given, material_of, secret_of
from sayso.publications import FormDigest, Publication
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import packed, written
from sayso.publish.model import Brief
from sayso.publish.public.gate import Override, Stop, gate
from sayso.publish.public.material import Projected
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import Projection
from sayso.publish.public.record import PublicRecord
from sayso.publish.site.model import Attachment, Extras
from sayso.reconcile.selection import Wanted, select
from sayso.sources import SourceHealth
from sayso.state import State

FEEDS = ("atom", "json-feed")
_NEEDED = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
_LINKED = "json-ld"
_LINKED_MOST = 60_000
"""How many bytes of linked data the first page carries; more stands in a file alone."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An issue that is made and not yet out."""

    record: PublicRecord
    stops: tuple[Stop, ...]
    """What stops it; overridden stops are among them."""
    beside: Outgoing
    used: tuple[str, ...]
    """Ids of the decisions by which stops were passed."""
    policy: Policy
    rule: str
    claims: Mapping[str, str]
    """By public id of a claim its id in the ledger."""
    desk: Mapping[str, str]
    """By public id of a claim, event or source the id by which the desk knows it."""
    projection: Projection
    """What the record was told by: it can tell a brief of some of its events."""


def prepared(
    state: State, policy: Policy, *, now: datetime, rule: str, watched: Sequence[SourceHealth] = ()
) -> Prepared:
    """Return the issue of a state as of `now`, which has a zone; whoever puts it out asks first whether `stops` are closed."""
    held, secret = held_of(state, now), secret_of(state)
    given = Given(
        watched=watched,
        embargoed=held.embargoed,
        retracted=held.retracted,
        corrected=held.corrected,
        secret=secret,
        engine=f"sayso {version('sayso')}",
        root=_root(state),
    )
    material = material_of(state, now=now, rule=rule, given=given)
    projection = Projection(material, policy, now=now)
    issue = Issue(at=now.isoformat(), secret=secret, rule=rule, language=policy.language)
    beside = outgoing(state, projection.going_out(), issue)
    made = projection.projected(beside)
    passed = _passed(state, made)
    stops = gate(made, material, policy, now=now, overrides={key: over for key, (over, _) in passed.items()})
    used = sorted({passed[stop.code, stop.subject][1] for stop in stops if stop.overridden is not None})
    return Prepared(
        record=made.record,
        stops=stops,
        beside=beside,
        used=tuple(used),
        policy=policy,
        rule=rule,
        claims=made.claims,
        desk={**made.claims, **made.events, **made.sources},
        projection=projection,
    )


def brief_of(issue: Prepared, wanted: Wanted) -> Brief:
    """Return the brief of those events of an issue that are asked for, in the very words in which they would go out."""
    if wanted == Wanted():
        return issue.record.brief
    return issue.projection.brief(issue.beside, lambda events: select(events, wanted).events)


def extras(issue: Prepared, outlines: bytes | None = None, *, draft: bool = False) -> Extras:
    """Return what the site of an issue holds beside its pages: data in every format that can be written here, feeds, the method."""
    record = issue.record
    data = [
        Attachment(
            name=f"data/{file.path}", data=file.data, title=file.path, about=file.about, media_type=file.media_type
        )
        for file in packed(record, (one.name for one in FORMATS if one.name not in FEEDS and _can(one.name)))
    ]
    feeds = [
        Attachment(
            name=file.path, data=file.data, title=file.path, about=file.about, media_type=file.media_type, kind="feed"
        )
        for name in FEEDS
        for file in written(record, name)
    ]
    (linked,) = written(record, _LINKED)
    return Extras(
        attachments=(*data, *feeds),
        method=method(issue.rule, issue.policy),
        linked_data={"": linked.data.decode()} if len(linked.data) <= _LINKED_MOST else {},
        outlines=outlines,
        draft=draft,
    )


def entry(state: State, issue: Prepared, *, by: str, digest: str) -> Publication:
    """Return the ledger's entry of an issue whose site went out, with the SHA-256 of its SHA256SUMS."""
    digests = (FormDigest(form="site", sha256=digest),)
    return recorded(state, issue.beside, by=by, overrides=issue.used, digests=digests)


def _can(name: str) -> bool:
    """Tell whether a format can be written here: two need what the extra `tables` brings."""
    return name not in _NEEDED or find_spec(_NEEDED[name]) is not None


def _passed(state: State, projected: Projected) -> dict[tuple[str, str], tuple[Override, str]]:
    """Return the overrides that hold by code and public subject, each with the id of its decision."""
    public = {ledger: name for name, ledger in (*projected.claims.items(), *projected.sources.items())}
    return {
        (code, public.get(subject, subject)): (Override(by=decision.by, at=decision.at), decision.id)
        for (code, subject), decision in overrides(state).passed.items()
    }


def _root(state: State) -> str | None:
    """Return the root of the ledger's tree at the state's last entry, by which a stranger can check it; None for an empty one."""
    head = state.view.head
    found = state.view.ledger.store.sealed(after=0, until=head.seq)
    return root_of(leaf_hash(leaf(sealed)) for sealed in found).hex() if head.seq else None
