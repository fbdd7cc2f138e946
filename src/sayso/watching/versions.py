"""What happened to a page over time, and what changed between two of its versions: computed from its fetches, never stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from sayso.errors import LedgerError
from sayso.fetches import Fetch
from sayso.ledger.ledger import Ledger, decode
from sayso.records import Claim, ClaimSet, Report

StepKind = Literal["first", "changed", "gone", "back", "moved"]
_MOST = 4_000
"""Paragraphs or words compared with each other; beyond that what differs is taken as a whole."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a page: `Step(kind="changed", number=2, …)`."""

    kind: StepKind
    number: int
    """Of the version that stands after it, from 1; 0 where there never was one."""
    at: str
    fetch: str
    """Id of the fetch that noticed it."""
    before: str | None = None
    """The capture that stood before, for `changed`."""
    after: str | None = None
    """The capture that stands now; what stood last, for `gone`."""
    final: str | None = None
    """Where its answer came from."""
    left: bool = False
    """Whether it was asked for because it no longer stood in its list."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two versions of a page: words in their order, and ids of claims."""

    gone: tuple[str, ...]
    """Runs of words that stood in the older one only."""
    new: tuple[str, ...]
    claims_gone: tuple[str, ...]
    claims_new: tuple[str, ...]

    @property
    def words(self) -> tuple[int, int]:
        """How many words went, and how many came."""
        return sum(len(run.split()) for run in self.gone), sum(len(run.split()) for run in self.new)


def steps(fetches: Iterable[Fetch]) -> Iterator[Step]:
    """Yield what happened to an address, from its fetches in the order of recording."""
    number, standing, final, gone = 0, None, None, False
    for fetch in fetches:
        made = {
            "at": fetch.ended, "fetch": fetch.id, "final": fetch.final,
            "left": fetch.listed is not None and fetch.listed.left,
        }  # fmt: skip
        if fetch.verdict == "gone" and not gone:
            gone = True
            yield msgspec.convert({**made, "kind": "gone", "number": number, "after": standing}, Step)
        if fetch.verdict not in {"content", "unchanged"} or fetch.capture is None:
            continue
        if gone:
            gone = False
            yield msgspec.convert({**made, "kind": "back", "number": number, "after": fetch.capture}, Step)
        if final is not None and fetch.final != final:
            yield msgspec.convert({**made, "kind": "moved", "number": number, "after": fetch.capture}, Step)
        final = fetch.final
        if fetch.verdict == "content" and fetch.capture != standing:
            number += 1
            kind = "first" if standing is None else "changed"
            yield msgspec.convert(
                {**made, "kind": kind, "number": number, "before": standing, "after": fetch.capture}, Step
            )
            standing = fetch.capture


def compare(ledger: Ledger, before: str, after: str) -> Change:
    """Return what differs between two versions of a page, named by their captures; words that were redacted stay black."""
    old, new = _report(ledger, before), _report(ledger, after)
    gone, come = changed_words(old.text if old else "", new.text if new else "")
    was, now = _claims(ledger, before), _claims(ledger, after)
    return Change(gone=gone, new=come, claims_gone=_without(was, now), claims_new=_without(now, was))


def changed_words(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the runs of words that stand only in the first text, and those only in the second; white space does not count."""
    gone: list[str] = []
    new: list[str] = []
    old, young = _paragraphs(before), _paragraphs(after)
    for low, high, start, end in _different(old, young):
        words, others = " ".join(old[low:high]).split(), " ".join(young[start:end]).split()
        for a, b, c, d in _different(words, others):
            if b > a:
                gone.append(" ".join(words[a:b]))
            if d > c:
                new.append(" ".join(others[c:d]))
    return tuple(gone), tuple(new)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _different(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two sequences differ, as bounds in the first and in the second."""
    low = 0
    while low < min(len(old), len(new)) and old[low] == new[low]:
        low += 1
    high = 0
    while high < min(len(old), len(new)) - low and old[-1 - high] == new[-1 - high]:
        high += 1
    a, b = old[low : len(old) - high], new[low : len(new) - high]
    if max(len(a), len(b)) > _MOST:
        yield low, low + len(a), low, low + len(b)
        return
    for tag, i, j, m, n in SequenceMatcher(None, a, b).get_opcodes():
        if tag != "equal":
            yield low + i, low + j, low + m, low + n


def _report(ledger: Ledger, capture: str) -> Report | None:
    try:
        found = ledger.get(capture)
    except LedgerError:
        return None
    return found if isinstance(found, Report) else None


def _claims(ledger: Ledger, report: str) -> list[Claim]:
    """Return the claims of a report's newest reading."""
    sets = [s for s in map(decode, ledger.store.about(report, "claim-set", until=None)) if isinstance(s, ClaimSet)]
    kept = frozenset(sets[-1].claims) if sets else frozenset()
    every = map(decode, ledger.store.about(report, "claim", until=None))
    return [claim for claim in every if isinstance(claim, Claim) and claim.id in kept]


def _without(claims: Sequence[Claim], others: Sequence[Claim]) -> tuple[str, ...]:
    """Return the ids of the claims that the others do not say: in the same words, of the same kind and standing."""
    left = Counter(_said(claim) for claim in others)
    found = []
    for claim in claims:
        if left[_said(claim)]:
            left[_said(claim)] -= 1
        else:
            found.append(claim.id)
    return tuple(found)


def _said(claim: Claim) -> tuple[str, ...]:
    return (claim.quote, claim.event, claim.status, *(speaker.name for speaker in claim.speakers))
