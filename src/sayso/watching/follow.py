"""Follows sources: asks for what is due, takes what comes into the ledger at once, and notices what changed.

Everything that is known about what was asked comes from the ledger's fetches, each of which is recorded in one transaction with
what it brought. So it can be ended at any moment, and begun again.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Wanted, spelled
from sayso.capture.fetching import Fetching
from sayso.capture.files import capture_path
from sayso.errors import InputError
from sayso.intake import Refusal, Taken
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.sources import LISTS, Source
from sayso.structure.listing import Listing, shared_listing_worker
from sayso.watching.due import Job, Known, own_job
from sayso.watching.folders import changed_files
from sayso.watching.versions import Change, Step, compare, steps

_PUT_BACK_S = 60.0
"""A clock that is further behind the last fetch than this was put back: what would be due later than it should is due now."""
_AT_A_TIME = 50
"""Addresses of one list that are asked for in one round, so that a long list keeps no other source waiting."""


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that came of following: an answer, or a file of a folder."""

    source: str
    taken: Taken | None = None
    steps: tuple[Step, ...] = ()
    """What happened to the page, as this fetch shows it."""
    change: Change | None = None
    """What differs from the version before, for one that changed."""
    refusal: Refusal | None = None


class Follower:
    """Follows sources into a ledger: `for noticed in follower.round(): …`, and again when `wait_s` is over.

    `stop` may be called from anywhere, a signal handler too: what has come whole is still recorded and handed over.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        ledger: Ledger,
        sources: Sequence[Source],
        fetcher: Fetcher,
        now: Callable[[], datetime],
    ) -> None:
        self._pipeline = pipeline
        self._ledger = ledger
        self._sources = tuple(sources)
        self._fetcher = fetcher
        self._now = now
        self._known = Known(ledger.fetches())
        self._folders: dict[str, float] = {}
        self._pending: list[Job] = []
        self._begun = False
        self._runner = asyncio.Runner()
        self._fetching: Fetching | None = None
        self.stopped = False

    def close(self) -> None:
        """Give up the loop in which it fetched."""
        self._runner.close()

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopped = True
        if self._fetching is not None:
            self._fetching.stop()

    @property
    def pending(self) -> bool:
        """Whether a list led to more than was asked for so far."""
        return bool(self._pending)

    def wait_s(self) -> float:
        """Return in how many seconds something is due; 0 when something is now."""
        if self._pending or not self._begun:
            return 0.0
        due = min((self._due_at(source) for source in self._sources), default=self._now().timestamp())
        return max(0.0, due - self._now().timestamp())

    def round(self) -> Iterator[Noticed]:
        """Ask for everything that is due now, and for what that leads to; what a long list leads to is left for further rounds."""
        now = self._now().timestamp()
        due = [source for source in self._sources if self._due_at(source) <= now]
        jobs = [*self._next_pending(), *(own_job(source) for source in due if _on_the_web(source))]
        if not self._begun:  # what an earlier run was led to and did not come to ask for
            self._begun = True
            for source in self._sources:
                if source.kind in LISTS and source not in due:
                    jobs += self._left_over(source, spelled(source.address), 0)
        for source in due:
            if not _on_the_web(source) and not self.stopped:
                yield from self._folder(source) if source.kind == "folder" else self._file_of_lists(source, jobs)
        while jobs and not self.stopped:
            led: list[Job] = []
            for job, taken, listing in self._fetch(jobs):
                if listing is not None:
                    led += self._led(job.source, taken.fetch.address, listing, job.depth)
                yield self._noticed(job, taken)
            jobs = led

    def _next_pending(self) -> list[Job]:
        """Return the next that each list led to; the rest goes on waiting, so that memory does not grow with the length of lists."""
        taken: Counter[str] = Counter()
        jobs, waiting = list[Job](), list[Job]()
        for job in self._pending:
            taken[job.wanted.parent] += 1
            (jobs if taken[job.wanted.parent] <= _AT_A_TIME else waiting).append(job)
        self._pending = waiting
        return jobs

    def _due_at(self, source: Source) -> float:
        due = self._known.due_at(source) if _on_the_web(source) else self._folders.get(source.name, 0.0)
        return 0.0 if due > self._now().timestamp() + source.interval_s + _PUT_BACK_S else due  # the clock was put back

    def _fetch(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Taken, Listing | None]]:
        """Fetch addresses side by side, each once, and record what comes as it comes."""
        by_name: dict[str, Job] = {}
        for job in jobs:
            by_name.setdefault(spelled(job.wanted.address), job)
        wanted = [
            msgspec.structs.replace(job.wanted, before=self._known.kept.get(name)) for name, job in by_name.items()
        ]
        self._fetching = Fetching(self._fetcher, wanted, self._runner)
        if self.stopped:  # between two waves
            self._fetching.stop()
        for fetched in self._fetching:
            job = by_name[fetched.record.address]
            if job.is_list:
                taken, listing = self._pipeline.take_listing(self._ledger, fetched)
            else:
                taken, listing = self._pipeline.take(self._ledger, fetched), None
            self._known.note(taken.fetch)
            yield job, taken, listing
        self._fetching = None

    def _led(self, source: Source, place: str, listing: Listing, depth: int) -> list[Job]:
        """Return the first that a list leads to; the rest waits for the next round."""
        jobs = list(self._known.of_list(source, place, listing, self._now(), depth))
        self._pending += jobs[_AT_A_TIME:]
        return jobs[:_AT_A_TIME]

    def _left_over(self, source: Source, place: str, depth: int) -> list[Job]:
        """Return what a list led to when it was last had, and was not asked for since; of lists within it too."""
        last = self._known.kept.get(place)
        listing = self._pipeline.listing(self._ledger, last) if last is not None else None
        if listing is None:
            return []
        jobs = self._led(source, place, listing, depth)
        for item in listing.items:
            if item.leads != "page" and depth < 3:
                jobs += self._left_over(source, spelled(item.address), depth + 1)
        return jobs

    def _noticed(self, job: Job, taken: Taken) -> Noticed:
        fetch = taken.fetch
        happened = (
            ()
            if job.is_list
            else tuple(s for s in steps(self._ledger.fetches_of(fetch.address)) if s.fetch == fetch.id)
        )
        changed = next((step for step in happened if step.kind == "changed"), None)
        change = compare(self._ledger, changed.before or "", changed.after or "") if changed else None
        return Noticed(source=job.source.name, taken=taken, steps=happened, change=change)

    def _folder(self, source: Source) -> Iterator[Noticed]:
        """Read the files of a folder that are new or changed, and note those that are gone."""
        self._folders[source.name] = self._now().timestamp() + source.interval_s
        manners = self._fetcher.manners
        for seen in changed_files(source, self._known.last, self._now(), manners.collector, manners.tool):
            if self.stopped:
                return
            if isinstance(seen, InputError):
                yield Noticed(source=source.name, refusal=Refusal(source=source.address, error=seen))
                continue
            taken = self._pipeline.take_file(self._ledger, seen.record, seen.path)
            self._known.note(taken.fetch)
            yield self._noticed(Job(wanted=Wanted(address=str(seen.path)), source=source, leads=None), taken)

    def _file_of_lists(self, source: Source, jobs: list[Job]) -> Iterator[Noticed]:
        """Add to the jobs the feeds that an OPML file names."""
        self._folders[source.name] = self._now().timestamp() + source.interval_s
        try:
            captured = capture_path(source.address, self._pipeline.settings, self._now())
            listing = shared_listing_worker().read(captured.data, Path(source.address).absolute().as_uri())
        except InputError as error:
            yield Noticed(source=source.name, refusal=Refusal(source=source.address, error=error))
            return
        jobs += self._led(source, source.address, listing, 0)
        for item in listing.items:
            jobs += self._left_over(source, spelled(item.address), 1)


def _on_the_web(source: Source) -> bool:
    return source.address.startswith(("http://", "https://"))
