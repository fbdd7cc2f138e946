"""Measures how well attributions are found on texts annotated with source, cue and content in the brat standoff form.

A data folder holds `text/NAME.txt` and `attributions/NAME_xxxx.ann`. A found attribution is paired with the annotated one
whose content it shares most of (Jaccard over tokens) and counts from 0.3 on; its source agrees when the two share a token.
Words about words within quotation marks, and sentences that only go on without a cue, are not annotated there, so they
are left out.
"""

import re
import time
from collections import Counter
from pathlib import Path

import msgspec

from bench.engine import plain_report
from bench.outcome import Counts, Outcome, f1, share
from sayso.extract.attribution import Attribution, attribute
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.spans import Span

_TOKEN = re.compile(r"\w+(?:[-\u2019']\w+)*|[^\w\s]")
_QUOTES = {'"', "`", *"\u201c\u201d\u201e\u00ab\u00bb\u2018"}
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENOUGH = 0.3

Tokens = frozenset[int]


class Annotation(msgspec.Struct, frozen=True):
    """An annotated attribution, in tokens, and how it is quoted: `direct`, `mixed` or `indirect`."""

    content: Tokens
    source: Tokens
    kind: str


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each folder under `data/polnear`."""
    cutter = Cutter("en", Tagger().tag)
    folders = sorted(path for path in data_dir.glob("data/polnear/*") if (path / "text").is_dir())
    return [measure(f"polnear/{folder.name}", folder, cutter) for folder in folders]


def measure(name: str, folder: Path, cutter: Cutter) -> Outcome:
    """Return what is reached on one folder."""
    count: Counter[str] = Counter()
    cases: dict[str, Counts] = {}
    seconds, characters = 0.0, 0
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(folder.glob(f"attributions/{path.stem}_????.ann"))
        if not files:
            continue
        text = path.read_bytes().decode("utf-8")
        report = plain_report(text, [line.span() for line in _LINE.finditer(text)], titled=True)
        sentences = cutter.sentences(report)
        begin = time.process_time()
        found = attribute(report, sentences)
        seconds += time.process_time() - begin
        characters += len(text)
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        counted = score(tokens, annotations(text, tokens, files[0]), found)
        cases[path.stem] = Counts(counted["hit"], counted["wanted"], counted["found"])
        count += counted
    hits = Counts(count["hit"], count["wanted"], count["found"])
    sourced = Counts(count["hit source"], count["wanted"], count["found"])
    recalls = [
        share(f"recall {kind}", count[f"hit {kind}"], count[f"wanted {kind}"], gated=kind == "indirect")
        for kind in ("direct", "mixed", "indirect")
    ]
    return Outcome(
        set=name,
        measures=(f1("F1", hits, gated=True), f1("F1 with source", sourced, gated=True), *recalls),
        cases=cases,
        characters=characters,
        seconds=seconds,
    )


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


def score(tokens: list[Span], wanted: list[Annotation], found: list[Attribution]) -> Counter[str]:
    """Pair what was found in a text with what is annotated, and count: `wanted`, `found`, `hit`, each by kind too."""
    count = Counter({"wanted": len(wanted)})
    count.update(f"wanted {annotation.kind}" for annotation in wanted)
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
    return count
