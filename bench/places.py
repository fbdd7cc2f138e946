"""Measures the finding and locating of places on news whose place names are annotated with coordinates."""

import re
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec

from bench.engine import plain_report
from bench.outcome import Counts, Outcome, f1, share, total
from sayso.extract.places import PlaceFinder
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.gazetteer.lookup import Gazetteer
from sayso.gazetteer.sphere import distance_km
from sayso.resolve.where import Locator
from sayso.spans import Span, overlap

PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
NEAR_KM = 161
"""A hundred miles: how far off the field still counts a place as found."""


class Toponym(msgspec.Struct, frozen=True):
    """An annotated name of a place; no point when the annotators gave none."""

    span: Span
    point: tuple[float, float] | None


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each file `data/geo/*.xml` of articles with `text` and `toponym` elements.

    A toponym is found when the spans touch. Of those found that have coordinates, the share within 161 km is counted.
    """
    files = sorted(data_dir.glob("data/geo/*.xml"))
    if not files:
        return []
    gazetteer = Gazetteer.open()
    stages = Stages(Cutter("en", Tagger().tag), PlaceFinder("en", gazetteer), Locator(gazetteer))
    return [stages.measure(path) for path in files]


class Stages:
    """The stages under measurement, loaded once."""

    def __init__(self, cutter: Cutter, finder: PlaceFinder, locator: Locator) -> None:
        self._cutter = cutter
        self._finder = finder
        self._locator = locator
        self._seconds = 0.0

    def measure(self, path: Path) -> Outcome:
        """Return what is reached on one file."""
        self._seconds = 0.0
        cases: dict[str, Counts] = {}
        near = Counts()
        characters = 0
        for number, (text, toponyms) in enumerate(articles(path)):
            characters += len(text)
            found, close = self._judge(text, toponyms)
            cases[f"article {number}"] = found
            near += close
        measures = (
            f1("found F1", total(cases.values()), gated=True),
            share(f"within {NEAR_KM} km", near.correct, near.possible, gated=True),
        )
        return Outcome(
            set=f"geo/{path.stem}", measures=measures, cases=cases, characters=characters, seconds=self._seconds
        )

    def _judge(self, text: str, toponyms: list[Toponym]) -> tuple[Counts, Counts]:
        """Return how many toponyms were found, and of those with a point how many lie near it."""
        report = plain_report(text, [found.span() for found in PARAGRAPH.finditer(text)])
        sentences = self._cutter.sentences(report)
        begin = time.process_time()
        mentions = [found.mention for places in self._finder.survey(sentences) for found in places]
        located = self._locator.locate(report, mentions)
        self._seconds += time.process_time() - begin
        hits = near = placed = 0
        for toponym in toponyms:
            match = next((mention for mention in mentions if overlap(mention.span, toponym.span)), None)
            if match is None:
                continue
            hits += 1
            if toponym.point is None:
                continue
            placed += 1
            place = located[match.span][0]
            if place.lat is not None and place.lon is not None:
                near += distance_km(*toponym.point, place.lat, place.lon) <= NEAR_KM
        return Counts(hits, len(toponyms), len(mentions)), Counts(near, placed, placed)


def articles(path: Path) -> list[tuple[str, list[Toponym]]]:
    """Return each article's text and its toponyms, whether the point stands in them or in a `gaztag` of theirs."""
    read = []
    for article in ET.parse(path).getroot().iter("article"):  # noqa: S314 - the user's own data, read by choice
        toponyms = []
        for toponym in article.iter("toponym"):
            span = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            lat, lon = _number(toponym, "lat", "latitude"), _number(toponym, "lon", "longitude")
            toponyms.append(Toponym(span, None if lat is None or lon is None else (lat, lon)))
        read.append((article.findtext("text") or "", toponyms))
    return read


def _number(toponym: ET.Element, *names: str) -> float | None:
    """Return the number in the first element of one of these names below the toponym."""
    for name in names:
        for element in toponym.iter(name):
            if element.text and element.text.strip():
                return float(element.text)
    return None
