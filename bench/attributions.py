"""Measures how well attributions are found on texts annotated with source, cue and content in the brat standoff form.

A data folder holds `text/NAME.txt` and `attributions/NAME_xxxx.ann`. A found attribution is paired with the annotated one
whose content it shares most of (Jaccard over tokens) and counts from 0.3 on; its source agrees when the two share a token.
Words about words within quotation marks, and sentences that only go on without a cue, are not annotated there, so they
are left out.
"""

import re
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec

from sayso.extract.attribution import Attribution, attribute
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.records import Block, Capture, Passage, Report
from sayso.spans import Span

_TOKEN = re.compile(r"\w+(?:[-\u2019']\w+)*|[^\w\s]")
_QUOTES = {'"', "`", *"\u201c\u201d\u201e\u00ab\u00bb\u2018"}
_ENOUGH = 0.3

Tokens = frozenset[int]


class Annotation(msgspec.Struct, frozen=True):
    """An annotated attribution, in tokens, and how it is quoted: `direct`, `mixed` or `indirect`."""

    content: Tokens
    source: Tokens
    kind: str


def run(data_dir: str | Path) -> dict[str, float]:
    """Return the figures for one data folder: precision, recall, f1, f1_with_source, recall by kind, microseconds a token."""
    folder = Path(data_dir)
    cutter = Cutter("en", Tagger().tag)
    count: Counter[str] = Counter()
    seconds = 0.0
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(folder.glob(f"attributions/{path.stem}_????.ann"))
        if not files:
            continue
        text = path.read_bytes().decode("utf-8")
        report = as_report(text)
        sentences = cutter.sentences(report)
        begin = time.perf_counter()
        found = attribute(report, sentences)
        seconds += time.perf_counter() - begin
        count["words"] += sum(len(sentence.words) for sentence in sentences)
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        score(tokens, annotations(text, tokens, files[0]), found, count)
    return figures(count, seconds)


def as_report(text: str) -> Report:
    """Return a text as a report: a line a block, the first one its title."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    blocks = [Block(channel="body" if n else "title", span=span, passage=0) for n, span in enumerate(lines)]
    capture = Capture(
        id="0", source="-", captured_at="2020-01-01T00:00:00Z", size=len(text), media_type="text/plain",
        encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    return Report(
        id="0", capture=capture, text=text, title=None, published=None, published_basis="unknown",
        passages=(Passage(kind="article", label=None, at=None, span=(0, len(text))),), blocks=tuple(blocks),
    )  # fmt: skip


def annotations(text: str, tokens: list[Span], path: Path) -> list[Annotation]:
    """Return the annotated attributions of a text; lines that are not well formed are passed over."""
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, list[Span]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            numbers = [int(number) for number in re.findall(r"\d+", rest.partition("\t")[0])]
            spans[name] = list(zip(numbers[::2], numbers[1::2], strict=True))
        elif name.startswith("E"):
            roles: dict[str, list[Span]] = {}
            for role, target in re.findall(r"([A-Za-z]+)\d*:(T\d+)", rest):
                roles.setdefault(role, []).extend(spans.get(target, []))
            events.append(roles)
    made = [(touched(tokens, e.get("Content", [])), touched(tokens, e.get("Source", []))) for e in events]
    return [Annotation(content, source, kind(text, tokens, content)) for content, source in made if content]


def touched(tokens: list[Span], spans: list[Span] | tuple[Span, ...]) -> Tokens:
    """Return the indices of the tokens that the spans touch."""
    return frozenset(i for i, (b, e) in enumerate(tokens) for x, y in spans if b < y and e > x)


def kind(text: str, tokens: list[Span], content: Tokens) -> str:
    """Return `direct`, `mixed` or `indirect` by the quotation marks in and around a content."""
    quoted = {
        i for i in range(min(content) - 1, max(content) + 2) if 0 <= i < len(tokens) and text[tokens[i][0]] in _QUOTES
    }
    marks = len(quoted & content)
    opened = not quoted.isdisjoint({min(content) - 1, min(content)})
    closed = not quoted.isdisjoint({max(content), max(content) + 1})
    if opened and (closed or marks >= 2):
        return "direct"
    return "mixed" if marks else "indirect"


def score(tokens: list[Span], wanted: list[Annotation], found: list[Attribution], count: Counter[str]) -> None:
    """Pair what was found with what is annotated, and count."""
    for annotation in wanted:
        count["wanted"] += 1
        count[f"wanted {annotation.kind}"] += 1
    left = dict(enumerate(wanted))
    for attribution in found:
        if attribution.nested or attribution.frame == "carried":
            continue
        count["found"] += 1
        content = touched(tokens, attribution.content)
        shares = {
            i: len(content & a.content) / len(content | a.content) for i, a in left.items() if content & a.content
        }
        best = max(shares, key=lambda i: shares[i], default=None)
        if best is None or shares[best] < _ENOUGH:
            continue
        paired = left.pop(best)
        source = touched(tokens, [attribution.source] if attribution.source else [])
        count["hit"] += 1
        count[f"hit {paired.kind}"] += 1
        count["hit source"] += bool(source & paired.source) or not (source or paired.source)


def figures(count: Counter[str], seconds: float) -> dict[str, float]:
    """Return the counts as shares."""
    precision, recall, f1 = shares(count, "hit")
    return {
        "wanted": count["wanted"],
        "found": count["found"],
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "f1_with_source": shares(count, "hit source")[2],
        **{f"recall_{k}": count[f"hit {k}"] / max(1, count[f"wanted {k}"]) for k in ("direct", "mixed", "indirect")},
        "microseconds_a_token": 1e6 * seconds / max(1, count["words"]),
    }


def shares(count: Counter[str], hit: str) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean."""
    precision, recall = count[hit] / max(1, count["found"]), count[hit] / max(1, count["wanted"])
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    for name, value in run(sys.argv[1]).items():
        print(f"{name:<22} {value:.3f}")
