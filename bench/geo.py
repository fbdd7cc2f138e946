"""Measures the finding and locating of places on public annotated text.

`lgl.xml` (Local-Global Lexicon): toponyms found (F1, spans that touch), and of those found the share put within 161 km.
`event-location.jsonl`: for a marked verb, whether the place chosen is the one annotated. `run(data_dir)` returns the
numbers; `python bench/geo.py DIR` prints them.
"""

import json
import re
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from sayso.extract.places import FoundPlace, PlaceFinder
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger
from sayso.gazetteer.lookup import Gazetteer
from sayso.gazetteer.sphere import distance_km
from sayso.records import Block, Capture, Passage, Report
from sayso.resolve.where import Locator
from sayso.spans import Span, overlap

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
Gold = list[tuple[Span, float | None, float | None]]


def report_of(text: str) -> Report:
    """Return plain text as a report of one passage, a block a paragraph."""
    capture = Capture(
        id="bench", source="-", captured_at="", size=len(text), media_type="text/plain", encoding="utf-8",
        encoding_basis="utf-8",
    )  # fmt: skip
    return Report(
        id="bench", capture=capture, text=text, title=None, published=None, published_basis="unknown",
        passages=(Passage(kind="article", label=None, at=None, span=(0, len(text))),),
        blocks=tuple(Block(channel="body", span=found.span(), passage=0) for found in _PARAGRAPH.finditer(text)),
    )  # fmt: skip


class Bench:
    """The stages under measurement, loaded once."""

    def __init__(self) -> None:
        gazetteer = Gazetteer.open()
        self.cutter = Cutter("en", Tagger().tag)
        self.finder = PlaceFinder("en", gazetteer)
        self.locator = Locator(gazetteer)

    def lgl(self, path: Path) -> dict[str, float]:
        """Return F1 of finding, the share located within 161 km of those found, and microseconds a token."""
        found_all = gold_all = hits = near = placed = tokens = 0
        spent = 0.0
        for text, gold in articles(path):
            report = report_of(text)
            sentences = self.cutter.sentences(report)
            tokens += sum(len(sentence.words) for sentence in sentences)
            begin = time.perf_counter()
            mentions = [found.mention for places in self.finder.scan_all(sentences) for found in places]
            places = self.locator.locate(report, mentions)
            spent += time.perf_counter() - begin
            gold_all += len(gold)
            found_all += len(mentions)
            for span, lat, lon in gold:
                match = next((mention for mention in mentions if overlap(mention.span, span)), None)
                if match is None:
                    continue
                hits += 1
                place = places[match.span][0]
                if lat is not None and lon is not None:
                    placed += 1
                    located = place.lat is not None and place.lon is not None
                    near += located and distance_km(lat, lon, place.lat or 0.0, place.lon or 0.0) <= 161
        precision, recall = hits / found_all, hits / gold_all
        return {
            "lgl precision": precision, "lgl recall": recall, "lgl F1": 2 * precision * recall / (precision + recall),
            "lgl within 161 km": near / placed, "microseconds a token": spent / tokens * 1e6,
        }  # fmt: skip

    def event_location(self, path: Path) -> dict[str, float]:
        """Return the share of marked verbs whose place (or having none) is chosen as annotated."""
        right = total = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            spans = record.get("spans") or []
            verbs = [(span["start"], span["end"]) for span in spans if span["label"] == "VERB"]
            wanted = [(span["start"], span["end"]) for span in spans if span["label"] == "LOCATION"]
            if record.get("answer", "accept") != "accept" or not verbs:
                continue
            total += 1
            chosen = self._place_of(record["text"], verbs[0])
            right += not wanted if chosen is None else any(overlap(chosen, span) for span in wanted)
        return {"event-location": right / total}

    def _place_of(self, text: str, verb: Span) -> Span | None:
        """Return the span of the place at which the event of the verb is, by the nearest that follows it."""
        for sentence in self.cutter.sentences(report_of(text)):
            if overlap(sentence.span, verb):
                return place_of(sentence, self.finder.scan(sentence), verb)
        return None


def place_of(sentence: Sentence, places: list[FoundPlace], verb: Span) -> Span | None:
    """Return the place for the event: the first behind the verb, else the last before it."""
    del sentence
    behind = [place for place in places if place.mention.span[0] >= verb[1]]
    if behind:
        return behind[0].mention.span
    return places[-1].mention.span if places else None


def articles(path: Path) -> list[tuple[str, Gold]]:
    """Return each article's text and its toponyms with their coordinates."""
    read = []
    for article in ET.parse(path).getroot():  # noqa: S314 - see above
        text = article.findtext("text") or ""
        gold: Gold = []
        for toponym in article.iter("toponym"):
            span = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            tag = toponym.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            gold.append((span, float(lat) if lat else None, float(lon) if lon else None))
        read.append((text, gold))
    return read


def run(data_dir: Path) -> dict[str, float]:
    """Return every figure that the data in the folder allows, by name."""
    bench = Bench()
    figures: dict[str, float] = {}
    lgl = data_dir / "geo" / "lgl.xml"
    events = data_dir / "event-location.jsonl"
    if lgl.is_file():
        figures |= bench.lgl(lgl)
    if events.is_file():
        figures |= bench.event_location(events)
    return figures


if __name__ == "__main__":
    for name, figure in run(Path(sys.argv[1])).items():
        print(f"{name:24} {figure:.3f}")
