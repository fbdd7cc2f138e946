"""A made-up ledger with a secret in every private field, each of them a word of its own, the same for the same seed.

`plant` gives it as it stands before the first publication; `take_back` adds what a desk decides after it: words that went out become
secrets.
"""

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from sayso.decisions import Decision, RegisterChange
from sayso.fetches import Fetch, Hop
from sayso.ledger.ledger import Ledger, Record
from sayso.records import Block, Capture, Claim, ClaimSet, Finding, Passage, PassageRef, Report, Rule
from sayso.sources import SourceHealth
from sayso.spans import Span
from sayso.values.figure import Figure
from sayso.values.kinds import Channel, Event
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=30)
_SYLLABLES = (
    "tam",
    "ori",
    "bel",
    "nuk",
    "vas",
    "hed",
    "jor",
    "kip",
    "lun",
    "mab",
    "quo",
    "rez",
    "syl",
    "dov",
    "fen",
    "gar",
)
_RULE = Rule(extractor="sayso.extract", rule="made-up")


class Planted(msgspec.Struct, frozen=True):
    """What was planted: the secrets by the kind of field, and what the desk gives beside the ledger."""

    secrets: dict[str, list[str]]
    watched: tuple[SourceHealth, ...]
    public: list[str]
    """Words that must go out, so that an empty record proves nothing."""
    shown: frozenset[str]
    """Ids in the ledger of claims without a private value: a bundle may show their entries, and nothing else the ids."""
    first: dict[str, str]
    """By id of each report's first claim the words of it that must go out."""
    corrected: tuple[tuple[str, str, str], ...] = ()
    """Claims, the field of each that was corrected, and its value."""


class Planter:
    """Writes reports and everything around them, and keeps what nobody may find."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the same secrets every time
        self._words = self._fresh()
        self.secrets: dict[str, list[str]] = {}
        self.marked: dict[str, list[str]] = {"embargo": [], "reject": []}
        """Ids of the claims about which that is decided."""
        self.corrected: list[tuple[str, str, str]] = []
        """Claims whose field is corrected, with its new value."""
        self.public: list[str] = []
        self.first: dict[str, str] = {}
        self.harmless: list[str] = []
        """Ids of claims without a private value."""

    def _fresh(self) -> Iterator[str]:
        """Yield invented words, none of which is part of another or of anything else."""
        made: set[str] = set()
        while True:
            word = "".join(self._chance.choices(_SYLLABLES, k=4))
            if word not in made:
                made.add(word)
                yield word

    def word(self) -> str:
        """Return a new word, in small letters."""
        return next(self._words)

    def secret(self, kind: str, text: str, *parts: str) -> str:
        """Keep a text as a secret of a kind, and parts of it that say as much; return the text."""
        self.secrets.setdefault(kind, []).extend((text, *parts))
        return text

    def person(self, kind: str) -> str:
        """Return a private name that nobody may find, nor its surname."""
        given, family = self.word().title(), self.word().title()
        return self.secret(kind, f"{given} {family}", family)

    def report(self, number: int) -> Iterator[Record]:
        """Yield a report with its fetch, claims and findings; every third from a file, the others from the web."""
        yield from _Writing(self, number).records()


class _Writing:
    """One report being written: the text, and the claims in it."""

    def __init__(self, planter: Planter, number: int) -> None:
        self._p = planter
        self._number = number
        self._text = ""
        self._claims: list[tuple[Span, dict[str, object]]] = []
        self._recent = number % 2 == 0
        self._said = (NOW - timedelta(hours=3) if self._recent else OLD + timedelta(hours=number % 400)).isoformat()
        self._day = self._said[:10]

    def records(self) -> Iterator[Record]:
        self._write()
        source, fetch = self._source()
        data = self._text.encode()
        capture = Capture(
            id=hashlib.sha256(data).hexdigest(), source=source, captured_at=NOW.isoformat(), size=len(data),
            media_type="text/html" if self._number % 3 else "text/plain", encoding="utf-8", encoding_basis="utf-8",
        )  # fmt: skip
        if self._number % 3 == 0:
            self._p.secret("digest of a document of the desk", capture.id)
        claims = [self._claim(capture.id, at, span, fields) for at, (span, fields) in enumerate(self._claims)]
        self._p.first[claims[0].id] = self._marker
        if fetch is not None:
            yield msgspec.structs.replace(fetch, capture=capture.id)
        yield capture
        yield Report(
            id=capture.id, capture=capture, text=self._text, title=self._title, published=self._said,
            published_basis=f"text: “{self._p.secret('basis of a date', self._p.word())}”",
            passages=(Passage(kind="update", label="UPDATE", at=self._said, span=(0, len(self._text))),),
            blocks=(Block(channel="body", span=(0, len(self._text)), passage=0),),
        )  # fmt: skip
        yield from claims
        yield ClaimSet(id=f"set{self._number}", report=capture.id, engine="made up", claims=tuple(c.id for c in claims))
        said = f"{self._p.secret('words of a finding', self._p.word())} in /srv/{self._p.secret('path in a finding', self._p.word())}"
        yield Finding(code="encoding-replaced", message=said, source=source)

    def _write(self) -> None:
        """Write sentences, most of which hold something that may not go out."""
        p = self._p
        town, marker = f"{p.word().title()}", p.word()
        p.public.append(marker)
        self._marker = marker
        self._title = f"SAMPLE: the day of {p.person('name in a title')} at the quay"
        self._say(
            f"The ministry said that {marker} shelling hurt three people.", event="shelling", speaker="the ministry"
        )
        witness = p.person("speaker")
        corrected = json.dumps([{"name": p.person("speaker as corrected")}])
        self._say(
            f"{witness}, a baker, said that he had seen two of the dead.",
            speaker=witness,
            correct=("speakers", corrected),
        )
        self._say(
            f"{witness.split()[1]} said later that the stall burnt down.", event="damage", speaker=witness.split()[1]
        )
        dead = p.person("person counted by name")
        counts = [{"measure": "killed", "low": 2, "high": 2, "bound": "exact", "of": dead, "text": f"Corporal {dead}"}]
        self._say(
            f"Corporal {dead} was killed by a mine on the road.",
            event="bombing", counted=dead, correct=("figures", json.dumps(counts)),
        )  # fmt: skip
        taken = p.person("actor")
        self._say(f"Armed men took {taken} from a house on Friday.", event="abduction", target=taken)
        self._say(
            f"Two men who knew {p.person('name in a quote alone')} were hurt in the shelling there.", event="shelling"
        )
        child = p.person("name with an age")
        self._say(f"A shell killed {child}, 9, and hurt two others near the market.", event="shelling")
        self._say(f"A man called {p.person('name in capitals').upper()} was shot at the gate.", event="attack")
        self._handle()
        self._point()
        self._reach()
        self._site(town)
        self._site_nearby()
        self._held()
        self._subject = p.person("name in an address") if self._number % 3 == 1 else ""
        self._text += f" SAMPLE of {self._subject} at the well." if self._subject else ""
        self._text += f" SAMPLE {p.secret('text that no claim quotes', p.word())}."

    def _handle(self) -> None:
        name = self._p.secret("account", f"{self._p.word()}_{self._chance(100)}")
        self._say(f"Smoke stands over the harbour this morning, wrote {name} there.", channel="quoted", speaker=name)

    def _point(self) -> None:
        lat, lon = (f"{low + self._chance(900_000) / 1e5:.5f}" for low in (30, 35))
        self._p.secret("point in a quote", lat, lon)
        self._say(f"Rockets fell at {lat}, {lon} before the truce was a day old.", event="shelling")
        near = tuple(round(low + (self._chance(900) * 10 + 3) / 1e4, 4) for low in (31, 36))
        self._p.secret("point in a field", *map(str, near))
        self._say("Rockets fell on the plain again and hurt four people.", event="shelling", point=near)

    def _reach(self) -> None:
        mail = self._p.secret("address of mail", f"{self._p.word()}@{self._p.word()}.example")
        self._say(f"Families can write to {mail} to ask for the lists of the dead.", event="statement")
        phone = self._p.secret("telephone", f"+963 11 {self._chance(9_000_000) + 1_000_000}")
        self._say(f"The drivers can be called on {phone} until the road is open again.", event="statement")

    def _site(self, town: str) -> None:
        """Write of a hospital; its name and town are secrets while the event is recent."""
        p = self._p
        name = f"{p.word().title()} Hospital"
        if self._recent:
            p.secret("sensitive site", name, name.split(maxsplit=1)[0], town)
        other = p.word().title()
        if self._recent:
            p.secret("place as corrected", other)
        self._say(
            f"Shells hit the {name} in {town} and killed six of the patients there.",
            event="shelling", place=town, harmless=not self._recent, correct=("places", json.dumps([{"name": town}, {"name": other}])),
        )  # fmt: skip
        self._title += f"; shells on {town}" if self._recent else ""

    def _site_nearby(self) -> None:
        """Write of a shelter in a place that nobody read as one."""
        cellar = self._p.word().title()
        if self._recent:
            self._p.secret("place that was not read", cellar)
        self._say(
            f"About forty people hide in a shelter under {cellar} since the night.",
            event="conditions", harmless=not self._recent,
        )  # fmt: skip

    def _held(self) -> None:
        early = self._p.secret("embargoed claim", self._p.word())
        self._say(f"The council will hold {early} talks with both sides.", event="negotiation", mark="embargo")
        rejected = self._p.secret("rejected claim", self._p.word())
        self._say(f"The council {rejected} held talks with nobody at all.", event="negotiation", mark="reject")

    def _chance(self, below: int) -> int:
        return self._p._chance.randrange(below)  # noqa: SLF001 - its own writing

    def _say(self, sentence: str, **fields: object) -> None:
        start = len(self._text) + (1 if self._text else 0)
        self._text += f" {sentence}" if self._text else sentence
        self._claims.append(((start, start + len(sentence)), fields))

    def _claim(self, report: str, number: int, span: Span, fields: dict[str, object]) -> Claim:
        event: Event = fields.get("event", "casualty-toll")  # type: ignore[assignment]  # as given above
        channel: Channel = fields.get("channel", "body")  # type: ignore[assignment]
        speaker, target, counted = fields.get("speaker"), fields.get("target"), fields.get("counted")
        point, place = fields.get("point"), fields.get("place")
        places = [Place(name=str(place), span=span)] if place else []
        if isinstance(point, tuple):
            places.append(
                Place(name="the plain", lat=point[0], lon=point[1], radius_m=500, precision="city", span=span)
            )
        made = Claim(
            id=hashlib.sha256(f"{report}{number}".encode()).hexdigest()[:20], report=report, span=span,
            quote=self._text[slice(*span)], channel=channel,
            passage=PassageRef(kind="update", label="UPDATE", at=self._said),
            speakers=(Speaker(name=str(speaker), span=span),) if speaker else (),
            event=event, status="happened",
            actors=(Actor(name=str(target), role="target", span=span),) if target else (),
            figures=(Figure(measure="killed", low=1, high=1, bound="exact", of=str(counted), text=str(counted), span=span),)
            if counted else (),
            places=tuple(places),
            time=Moment(text=f"{self._day}", start=self._day, end=self._day, edtf=self._day, precision="day", span=span),
            said=self._said, by=_RULE,
        )  # fmt: skip
        self._p.secret("id in the ledger", made.id)
        if fields.get("harmless"):
            self._p.harmless.append(made.id)
        if mark := fields.get("mark"):
            self._p.marked[str(mark)].append(made.id)
        if isinstance(correct := fields.get("correct"), tuple):
            self._p.corrected.append((made.id, *correct))
        return made

    def _source(self) -> tuple[str, Fetch | None]:
        """Return where the report came from, and how it was fetched."""
        p = self._p
        if self._number % 3 == 0:
            return f"/home/{p.secret('path', p.word())}/{p.secret('path', p.word())}.txt", None
        host = f"watch{self._number}.example.org"
        slug = f"/the-story-of-{self._subject.lower().replace(' ', '-')}" if self._subject else ""
        user, token = p.secret("user in an address", p.word()), p.secret("token in an address", p.word())
        address = f"https://{user}:{user}@{host}/day/{self._number}{slug}?id={self._number}&view={token}#{token}"
        hop = Hop(
            address=address, ip=p.secret("number of a host", f"203.0.{self._number % 200}.{self._chance(200)}"),
            status=200, sent=(("User-Agent", p.secret("header sent", p.word())),),
            received=(("X-Served-By", p.secret("header received", p.word())),), tls=(),
        )  # fmt: skip
        return address, Fetch(
            id=f"fetch{self._number}", address=address, final=address, hops=(hop,), started=NOW.isoformat(),
            ended=NOW.isoformat(), clock="made up", collector=p.secret("collector", p.word()), tool="made up",
            egress=p.secret("way out", p.word()), parent=f"https://{p.secret('list that led there', p.word())}.internal/feed",
            verdict="content", reason="200", label=f"tlp:clear {p.secret('label', p.word())}",
        )  # fmt: skip


def plant(folder: Path, secrets: int = 10_000, seed: int = 1) -> tuple[Ledger, Planted]:
    """Return a ledger in a folder in which at least so many secrets are planted, and what they are."""
    planter = Planter(seed)
    ledger = Ledger.open(folder / "desk.ledger")
    number = 0
    while sum(len(set(found)) for found in planter.secrets.values()) < secrets:
        records = list(planter.report(number))
        texts = [(record.id, record.text.encode()) for record in records if isinstance(record, Report)]
        ledger.append(records, texts, _at(number))
        ledger.append(list(_decided(planter, records, number)), [], _at(number))
        number += 1
    watched = tuple(_watched(planter, at) for at in range(10))
    first = dict(planter.first)
    shown = frozenset({*first, *planter.harmless})
    return ledger, Planted(planter.secrets, watched, planter.public, shown, first, tuple(planter.corrected))


def take_back(ledger: Ledger, planted: Planted) -> Planted:
    """Retract every fourth report's first claim and hold another fourth's back; return what is secret and what must go out after that."""
    secrets = {kind: list(found) for kind, found in planted.secrets.items()}
    public = [word for word in planted.public if word not in set(planted.first.values())]
    for number, (claim, marker) in enumerate(sorted(planted.first.items())):
        at = (NOW + timedelta(hours=1, seconds=number)).isoformat(timespec="microseconds")
        kind = ("retracted words", "words held back after they went out", "", "")[number % 4]
        if not kind:
            public.append(marker)
            continue
        secrets.setdefault(kind, []).append(marker)
        verb = "retract" if kind == "retracted words" else "embargo"
        told = {"public_note": f"SAMPLE: the count of report {number} was of another day."} if verb == "retract" else {}
        public += told.values()
        until = {"until": (NOW + timedelta(days=9)).isoformat()} if verb == "embargo" else {}
        word = hashlib.sha256(f"taken back {number}".encode()).hexdigest()[:16]
        secrets.setdefault("reason of what was taken back", []).append(word)
        made = _decision(verb, (claim,), "desk", at, word, **told, **until)
        secrets.setdefault("id of a decision", []).append(made.id)
        ledger.append([made], [], at)
    for number, (claim, field, value) in enumerate(planted.corrected):
        at = (NOW + timedelta(hours=1, minutes=30, seconds=number)).isoformat(timespec="microseconds")
        again = value.replace('"high": 2', '"high": 3')
        made = _decision(
            "correct", (claim,), "desk", at, "SAMPLE", field=field, value=again, public_note="SAMPLE: again."
        )
        ledger.append([made], [], at)
    return msgspec.structs.replace(planted, secrets=secrets, public=public)


def _decided(planter: Planter, records: Sequence[Record], number: int) -> Iterator[Record]:
    """Yield what people decided about a report's claims: pseudonyms, reasons, and who is behind a pseudonym."""
    claims = [record for record in records if isinstance(record, Claim)]
    by, at = planter.secret("pseudonym", planter.word()), _at(number)
    person = planter.person("person behind a pseudonym")
    yield RegisterChange(
        id=f"person{number}", subject="person", name=by, value=person, by=by, at=at,
        reason=planter.secret("reason in the register", planter.word()),
    )  # fmt: skip
    mine = {claim.id for claim in claims}

    def decided(verb: str, claim: str, **said: str) -> Decision:
        reason = planter.secret(f"reason to {verb}", planter.word())
        made = _decision(verb, (claim,), by, at, reason, **said)
        planter.secret("id of a decision", made.id)
        return made

    yield decided("accept", claims[0].id)
    yield from (decided("reject", claim) for claim in planter.marked["reject"] if claim in mine)
    until = (NOW + timedelta(days=2)).isoformat()
    yield from (decided("embargo", claim, until=until) for claim in planter.marked["embargo"] if claim in mine)
    yield decided("edit", claims[-3].id, field="status", value='"possible"')
    for claim, field, value in planter.corrected:
        if claim in mine:
            note = planter.word()
            planter.public.append(note)
            yield decided("correct", claim, field=field, value=value, public_note=f"SAMPLE: {note} was written before.")


def _decision(verb: str, claims: tuple[str, ...], by: str, at: str, reason: str, **said: str) -> Decision:
    name = hashlib.sha256("\n".join((verb, *claims, by, at, *said)).encode()).hexdigest()[:20]
    made = {"id": name, "verb": verb, "claims": claims, "by": by, "at": at, "reason": reason, **said}
    return msgspec.convert(made, Decision)


def _watched(planter: Planter, number: int) -> SourceHealth:
    token = planter.secret("token of a watched source", planter.word())
    folder = f"/mnt/{planter.secret('folder that is watched', planter.word())}"
    return SourceHealth(
        name=f"Source {number}", address=folder if number % 2 else f"https://a:{token}@feeds.example.org/f?key={token}",
        kind="folder" if number % 2 else "feed", state="failing", reason=f"no connection: to {token} in {folder}",
        moved_to=f"http://10.0.0.7/{token}", label=planter.secret("label of a watched source", planter.word()),
    )  # fmt: skip


def _at(number: int) -> str:
    return (NOW - timedelta(hours=2) + timedelta(seconds=number)).isoformat(timespec="microseconds")
