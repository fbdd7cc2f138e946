"""Made-up entries in few words, for tests and benches of the stores: `claim("c1", "two hurt")`, `decision("d1", "c1 c2")`."""

import msgspec

from sayso.decisions import Decision, Redaction, Withheld
from sayso.ledger.contract import Cut, Entry, Sealed, Store
from sayso.ledger.ledger import entry
from sayso.ledger.sealing import canonical, leaf
from sayso.ledger.tree import leaf_hash, root_of

AT = "2031-05-14T09:00:00Z"
LATER = "2031-05-14T10:30:00Z"


def claim(name: str, words: str = "SAMPLE words", *, report: str = "r1", people: str = "Ada Example") -> Entry:
    """Return a claim with its three parts: who, the rest, and the words."""
    body = canonical({"actors": [people], "quote": words, "report": report})
    return Entry(kind="claim", id=name, about=report, by="sayso", body=body)


def report(name: str, text: str = "SAMPLE text") -> Entry:
    """Return a report with two parts: the rest, and the words."""
    return Entry(kind="report", id=name, about=None, by="sayso", body=canonical({"language": "en", "text": text}))


def finding(name: str) -> Entry:
    """Return a finding, which is of one part."""
    return Entry(kind="finding", id=name, about=None, by="sayso", body=canonical({"code": name}))


def decision(name: str, claims: str, *, by: str = "r1", reason: str = "reads a headline") -> Entry:
    """Return a rejection of claims, their ids with spaces between."""
    return entry(
        Decision(id=name, verb="reject", claims=tuple(claims.split()), by=by, at="2031-05-14T09:00:00Z", reason=reason)
    )


def redaction(name: str, *parts: tuple[int, str, object], captures: tuple[str, ...] = ()) -> tuple[Entry, list[Cut]]:
    """Return a redaction and its cuts; a part is the number of an entry, the part's name, and what is read instead."""
    withheld = tuple(Withheld(seq=seq, part=part, instead=msgspec.Raw(canonical(there))) for seq, part, there in parts)
    made = Redaction(
        id=name,
        withheld=withheld,
        captures=captures,
        authority="the person concerned",
        by="editor",
        at="2031-05-14T09:00:00Z",
        reason="asked for",
    )
    return entry(made), [*(Cut(seq=s, part=p) for s, p, _ in parts), *(Cut(capture=sha) for sha in captures)]


def redact(store: Store, name: str, *parts: tuple[int, str, object], captures: tuple[str, ...] = ()) -> None:
    """Record a redaction and cut out what it names."""
    made, cuts = redaction(name, *parts, captures=captures)
    store.append([made], [], AT, cuts=cuts)


def names(store: Store) -> list[str]:
    """Return what a store holds, each entry as `1 claim c1`."""
    return [f"{e.seq} {e.kind} {e.id}" for e in store.entries()]


def root(store: Store, until: int | None = None) -> str:
    """Return the root of the tree over a store's entries."""
    return root_of(leaf_hash(leaf(one)) for one in store.sealed(until=until)).hex()


def proven(store: Store) -> list[Sealed]:
    """Return a store's entries to the byte."""
    return list(store.sealed())
