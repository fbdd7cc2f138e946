"""The order of the stages: from paths to claims, from claims to events, from events to a brief, and into the ledger.

This is the only file that knows more than one stage, and the only one that appends to the ledger.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import BinaryIO

import msgspec
from cryptography.x509 import Certificate

from sayso.capture.archives import NO_MAPPING, Mapping, format_of, members
from sayso.capture.fetched import Fetched, Wanted, spelled
from sayso.capture.files import Captured, capture_bytes, capture_path, capture_stream, find_inputs
from sayso.clock import instant, now
from sayso.decisions import Access, Decision
from sayso.errors import ConflictError, InputError, RedactedError, UsageError
from sayso.extract.reader import Reader
from sayso.fetches import Fetch
from sayso.gazetteer.lookup import Gazetteer
from sayso.intake import Reading, Refusal, Taken, admit, bytes_of, last_kept, listed_as, read_as, records_of, renamed
from sayso.ledger.asof import View
from sayso.ledger.checkpoint import key_change, make_checkpoint, stamped
from sayso.ledger.contract import Appended
from sayso.ledger.ledger import Ledger, Record
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.redact import Mandate, Plan, redaction_of
from sayso.lexicon.digest import digest_of_data
from sayso.projection.file import MEMORY
from sayso.projection.stored import StoredReach, beside, forget
from sayso.publications import Publication, must_follow
from sayso.publish.codes import Coder
from sayso.reconcile import Reach, packaged, reconcile
from sayso.reconcile.reach import NO_REACH, VERSION
from sayso.reconcile.rules import ENVELOPE, rule_named
from sayso.records import Checkpoint, Claim, Explanation, Incident, Position
from sayso.register.grades import NO_GRADES, Grades
from sayso.register.load import Register
from sayso.resolve.resolver import Resolver
from sayso.review.edits import versions
from sayso.settings import Settings
from sayso.state import State
from sayso.structure import structure
from sayso.structure.listing import Listing, shared_listing_worker
from sayso.verdicts import Request, after, decision_of, signed_by

STANDARD_INPUT = "-"


class Pipeline:
    """Reads reports and computes events under one set of options; word lists are loaded on first use."""

    def __init__(self, settings: Settings | None = None, mapping: Mapping = NO_MAPPING) -> None:
        self.settings = settings or Settings()
        self.mapping = mapping
        """Which columns of tables and lines are what."""

    def read(
        self, path: str | os.PathLike[str], *, published: str | None = None, stream: BinaryIO | None = None
    ) -> Reading:
        """Read one report; for `-`, from `stream`.

        `published` is the ISO date or instant of publication where the caller knows it. Raises InputError when nothing
        can be read, UsageError when `published` is no date.
        """
        if os.fspath(path) == STANDARD_INPUT and stream is not None:
            return self._read(capture_stream(stream, self.settings, now()), published)
        return self._read(capture_path(path, self.settings, now()), published)

    def read_sent(
        self, data: bytes, source: str, *, published: str | None = None, media_type: str | None = None, suffix: str = ""
    ) -> Reading:
        """Read one report whose bytes were sent to us; `source` is what it is called, `suffix` that of its name.

        Raises as `read` does.
        """
        captured = capture_bytes(data, source, self.settings, now(), media_type=media_type, charset=None, suffix=suffix)
        return self._read(captured, published)

    def read_all(
        self, paths: Sequence[str], *, published: str | None = None, stream: BinaryIO | None = None
    ) -> Iterator[Reading | Refusal]:
        """Read every report at some paths, folders and archives included, one at a time; what cannot be read is a Refusal."""
        for path in paths:
            if path == STANDARD_INPUT:
                yield from self._try(path, published, stream)
                continue
            try:
                inputs = find_inputs(path)
            except InputError as error:
                yield Refusal(source=path, error=error)
                continue
            for found in inputs:
                yield from self._try_any(os.fspath(found), published)

    def read_file(self, path: Path, name: str, *, published: str | None = None) -> Iterator[Reading | Refusal]:
        """Read a file that was sent to us, or each report of an archive, as what it was called; where it lies is said nowhere."""
        yield from self._try_any(str(path), published, name)

    def add(self, ledger: Ledger, readings: Iterable[Reading]) -> Iterator[tuple[Reading, Appended]]:
        """Append each reading to the ledger, one transaction a report; what the ledger knows already stays as it is."""
        for reading in readings:
            yield reading, ledger.append(records_of(reading, self.engine), bytes_of(reading), instant().isoformat())

    def wanted(
        self, ledger: Ledger, addresses: Iterable[str], *, parent: str = "given", label: str | None = None
    ) -> list[Wanted]:
        """Return addresses as they are to be fetched: each once, with what the ledger knows of its last fetch."""
        by_spelling = {spelled(address): address for address in addresses}
        return [
            Wanted(address=address, parent=parent, label=label, before=last_kept(ledger.fetches_of(name)))
            for name, address in by_spelling.items()
        ]

    def take(self, ledger: Ledger, fetched: Fetched, *, published: str | None = None) -> Taken:
        """Read what was fetched and append it, in one transaction: the fetch, and where there is one the report with its claims.

        A page that cannot be read is a verdict of the fetch, not an error. The body of `fetched` is closed.
        """
        record, reading = fetched.record, None
        if fetched.body is not None:
            try:
                reading = self._read_fetched(fetched, published)
                record = read_as(record, reading)
            except InputError as error:
                record = renamed(record, verdict="refused", reason=f"unread: {error}")
            finally:
                fetched.body.close()
        if reading is None:
            return _recorded(ledger, record)
        taken = _recorded(ledger, record, records_of(reading, self.engine), reading.captured)
        return taken if taken.fetch is not record else msgspec.structs.replace(taken, reading=reading)

    def take_file(self, ledger: Ledger, record: Fetch, path: Path) -> Taken:
        """Read a file of a folder that is watched and append it with its record, in one transaction; or that it is gone, or unread."""
        if record.verdict == "gone":
            return _recorded(ledger, record)
        try:
            reading = self.read(path)
        except InputError as error:
            return _recorded(ledger, renamed(record, verdict="refused", reason=f"unread: {error}"))
        captured = reading.captured
        record = renamed(read_as(record, reading), body_sha256=captured.capture.id, body_bytes=captured.capture.size)
        taken = _recorded(ledger, record, records_of(reading, self.engine), captured)
        return taken if taken.fetch is not record else msgspec.structs.replace(taken, reading=reading)

    def take_listing(self, ledger: Ledger, fetched: Fetched) -> tuple[Taken, Listing | None]:
        """Append the fetch of a feed, an OPML file or a sitemap, with its bytes; return what it says.

        It is no report and no claim is read from it. One without entries is a `shell`; one that cannot be read is `refused`. For
        an unchanged one the bytes that are kept are read again. The body of `fetched` is closed.
        """
        record = fetched.record
        if fetched.body is None:
            return _recorded(ledger, record), self.listing(ledger, record)
        try:
            captured = self._captured(fetched)
            listing = shared_listing_worker().read(captured.data, record.final or record.address, fetched.charset)
        except InputError as error:
            return _recorded(ledger, renamed(record, verdict="refused", reason=f"unread: {error}")), None
        finally:
            fetched.body.close()
        record = listed_as(record, listing, captured.capture.id)
        return _recorded(ledger, record, [captured.capture, *captured.findings], captured), listing

    def listing(self, ledger: Ledger, fetch: Fetch) -> Listing | None:
        """Return what a list said at a fetch, read again from the bytes that are kept; None where none are, or no more."""
        data = ledger.capture(fetch.capture) if fetch.capture else None
        if data is None:
            return None
        try:
            return shared_listing_worker().read(data, fetch.final or fetch.address)
        except InputError:
            return None  # the fetch that brought these bytes says why

    def decide(
        self,
        ledger: Ledger,
        request: Request,
        *,
        seen: int | None = None,
        events: Callable[[], Sequence[Incident]] | None = None,
        key: SigningKey | None = None,
    ) -> Decision:
        """Record what a person decided, and return it; an override is signed with `key`.

        `seen` is the last entry that the person had before them; without it, what the ledger holds when this begins. `events` gives
        the events as the person had them before them, where the caller holds them; without it they are computed. Raises
        UsageError for what cannot be decided, and ConflictError, with nothing recorded, when somebody decided about one of the
        same claims after that.
        """
        head = ledger.head()
        until = head.seq if seen is None else seen
        state = State(View.of(ledger, known=until))
        decision = decision_of(state, request, after(instant(), head.recorded_at), events or state.events)
        if decision.verb == "override":
            decision = signed_by(ledger, decision, key)
        touched = dict.fromkeys((*decision.claims, *decision.against, *filter(None, [decision.undoes])))
        # Any decision after what was seen is one that the person did not know of.
        expects = dict.fromkeys(touched, until)
        try:
            ledger.append([decision], (), decision.at, expects=expects)
        except ConflictError as conflict:
            message = f"{conflict}. Yours: {decision.verb}: {decision.reason}"
            raise ConflictError(message) from conflict
        return decision

    def note(self, ledger: Ledger, accesses: Sequence[Access]) -> None:
        """Record who looked at what is not for everybody, took it away, or came in by which door."""
        if accesses:
            ledger.append(accesses, [], instant().isoformat())

    def reach(self, ledger: Ledger) -> Reach:
        """Return which claims of a ledger can ever matter to each other, for `State.event_of`; computed anew, never stored as truth."""
        claims = versions(ledger.claims(), ledger.decisions(), VERSION)
        return NO_REACH if claims is None else packaged().reach(claims)

    def kept_reach(self, ledger: Ledger, path: Path | None = None) -> StoredReach:
        """Return the same kept in a file beside the ledger, or at `path`, brought up to date; the caller closes it.

        It is in memory for a ledger that is no file, where no path is given. LedgerError when the file cannot be written.
        """
        kept = StoredReach(path or beside(ledger.place) or MEMORY, self.engine)
        try:
            kept.follow(ledger)
        except BaseException:
            kept.close()
            raise
        return kept

    def events(
        self, claims: Iterable[Claim], *, rule: str = ENVELOPE.name, grades: Grades = NO_GRADES
    ) -> tuple[Incident, ...]:
        """Return the events that claims report together; computed anew from the claims each time.

        `rule` names the rule by which one of several figures is taken (UsageError when there is none of that name).
        """
        return reconcile(tuple(claims), rule_named(rule), grades)

    def positions(self, claims: Iterable[Claim]) -> tuple[Position, ...]:
        """Return where parties stand over time on truces, talks and ground."""
        return packaged().positions(claims)

    def why(self, claims: Iterable[Claim], claim: str, event: str) -> Explanation:
        """Return why a claim stands in an event, or why not; UsageError when an id fits none or several."""
        return packaged().why(claims, claim, event)

    def redact(
        self, ledger: Ledger, search: Callable[[int], Plan], mandate: Mandate, *, purge: bool = True
    ) -> tuple[Plan, ...]:
        """Make what `search` finds unreadable for good, in the ledger and in its files; return what was taken out.

        `search` plans from an entry on; it is asked again until nothing is left, for others may append meanwhile. The words
        are gone from the files after `purge`, and what is kept beside the ledger is removed; who redacts many times may leave that to the last. Raises LedgerError when
        another program reads the file, so that old bytes stay in its log.
        """
        done: list[Plan] = []
        after = 0
        while (plan := search(after)).parts or plan.captures:
            at = instant().isoformat()
            redaction, cuts = redaction_of(plan, mandate, at)
            forget(ledger.place)
            ledger.append([redaction], [], at, cuts=cuts)
            done.append(plan)
            after = plan.seq
        # Somebody may have asked in between, and so made it again from the words.
        forget(ledger.place)
        if purge:
            ledger.store.purge()
        return tuple(done)

    def checkpoint(self, ledger: Ledger, key: SigningKey, *, processes: int = 1) -> Checkpoint:
        """Verify the ledger, sign the root of its tree and record that; where nothing is new since its last, return that.

        The key's public half goes into the ledger's register first. Raises IntegrityError when the ledger is not whole.
        """
        last = ledger.last_checkpoint()
        if last is not None and last[0].seq == ledger.head().seq and key.verifier.signed(read_note(last[1].note)):
            return last[1]
        at = instant().isoformat()
        if all(change.value != str(key.verifier) for change in ledger.register_changes()):
            ledger.append([key_change(key.verifier, at)], [], at)
        made = make_checkpoint(ledger, key, processes)
        ledger.append([made], [], instant().isoformat())
        return made

    def publish(self, ledger: Ledger, made: Publication) -> Publication:
        """Record that a state went out, and return that. ConflictError where somebody else published since `made.after`.

        For then the addresses in it were given without knowing theirs; nothing was recorded, and it has to be made again.
        """
        must_follow(made, ledger.last_publication())
        ledger.append([made], [], instant().isoformat())
        return made

    def stamp(self, ledger: Ledger, answer: bytes, roots: Sequence[Certificate]) -> Checkpoint:
        """Record a time-stamping authority's answer over the last checkpoint, checked; InputError when it is none of it."""
        last = ledger.last_checkpoint()
        if last is None:
            message = "there is no checkpoint to stamp; `sayso checkpoint` makes one"
            raise UsageError(message)
        made = stamped(last[1], answer, roots)
        ledger.append([made], [], instant().isoformat())
        return made

    @cached_property
    def coder(self) -> Coder:
        """What codes events by the schemes of others."""
        return Coder(Register.load(), "en")

    def _try_any(self, path: str, published: str | None, name: str | None = None) -> Iterator[Reading | Refusal]:
        """Read a report, or each report of an archive; `name` is what it is called where that is not its path."""
        kind = format_of(path, name)
        if kind is None:
            yield from self._try(path, published, None, name)
            return
        for found in members(path, kind, self.settings, now(), self.mapping, name=name):
            if isinstance(found, InputError):
                yield Refusal(source=name or path, error=found)
                continue
            try:
                reading = self._read(found.captured, published)
            except InputError as error:
                yield Refusal(source=found.captured.capture.source, error=error)
            else:
                yield msgspec.structs.replace(reading, fetches=found.fetches)

    def _try(
        self, path: str, published: str | None, stream: BinaryIO | None, name: str | None = None
    ) -> Iterator[Reading | Refusal]:
        try:
            if name is None:
                yield self.read(path, published=published, stream=stream)
            else:
                suffix = PurePath(name).suffix.lower()
                yield self.read_sent(Path(path).read_bytes(), name, published=published, suffix=suffix)
        except InputError as error:
            yield Refusal(source=name or path, error=error)

    def _read_fetched(self, fetched: Fetched, published: str | None) -> Reading:
        return self._read(self._captured(fetched), published)

    def _captured(self, fetched: Fetched) -> Captured:
        record = fetched.record
        return capture_bytes(
            fetched.body.read() if fetched.body else b"",
            record.final or record.address,
            self.settings,
            datetime.fromisoformat(record.ended).replace(microsecond=0),
            media_type=fetched.media_type,
            charset=fetched.charset,
        )

    def _read(self, captured: Captured, published: str | None) -> Reading:
        if captured.capture.media_type == "text/plain":
            admit(captured, len(captured.data.decode(captured.capture.encoding, "replace")), self.settings)
        structured = structure(captured.capture, captured.data, self.settings, published)
        admit(captured, len(structured.report.text), self.settings)
        extraction = self._reader.read(structured.report)
        resolved = self._resolver.resolve(structured.report, extraction.drafts, extraction.named)
        return Reading(
            captured=captured,
            report=structured.report,
            claims=resolved.claims,
            resolutions=resolved.resolutions,
            findings=(*captured.findings, *structured.findings, *extraction.findings, *resolved.findings),
        )

    @cached_property
    def engine(self) -> str:
        """Name and version of the reader, with a digest of what it knows."""
        return f"sayso {version('sayso')} {digest_of_data()}"

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.open()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.settings, self._gazetteer)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.settings, self._gazetteer)


def _recorded(ledger: Ledger, record: Fetch, brought: Sequence[Record] = (), captured: Captured | None = None) -> Taken:
    """Append a fetch with what it brought, in one transaction; what was redacted before does not come back by it."""
    kept = [] if captured is None else [(captured.capture.id, captured.data)]
    try:
        return Taken(fetch=record, appended=ledger.append([record, *brought], kept, instant().isoformat()))
    except RedactedError as error:
        record = renamed(record, verdict="refused", reason=f"redacted: {error}", capture=None)
        return Taken(fetch=record, appended=ledger.append([record], [], instant().isoformat()))
