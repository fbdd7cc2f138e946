"""Says in words what changed between two states: figures with the claim that changed them, disputes, positions, decisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.decisions import Decision
from sayso.lexicon.load import WordList, load
from sayso.publish.composer import Composer
from sayso.publish.dates import day_words
from sayso.publish.developments import heading, sentence_of
from sayso.publish.difference import Change, ChangeKind, Difference, Match, Snapshot, matched
from sayso.publish.model import FigureRow
from sayso.publish.wording import range_words
from sayso.records import Claim, Dispute, Incident, Position, Report

_Row = tuple[str, str]
"""What is counted and who."""


class DiffWords(WordList, frozen=True):
    """The list `diff.yaml`."""

    new: str
    gone: str
    joined: str
    parted: str
    told: str
    edited: str
    shares: str
    share: str
    figure: str
    figure_new: str
    figure_gone: str
    status: str
    plain_status: str
    kind: str
    disputed: str
    widened: str
    settled: str
    unsaid: str
    added: str
    removed: str
    corrected: str
    undated: str
    position: str
    before: str
    decision: str
    nothing: str
    counts: dict[str, tuple[str, str]]
    subjects: dict[str, str]
    verbs: dict[str, str]


def difference(
    before: Snapshot, after: Snapshot, claims: Iterable[Claim], reports: Iterable[Report], language: str = "en"
) -> Difference:
    """Return what is otherwise in the later state.

    `claims` are all that either state holds, `reports` those that they are of. Private people are shown by their role, as in
    a brief; readers' comments and pasted posts are left out.
    """
    teller = _Teller(Composer(tuple(reports), tuple(claims), language), language)
    matches, gone = matched(teller.counted(before.events), teller.counted(after.events))
    changes = [change for match in matches for change in teller.event(match)]
    changes += [teller.gone(event) for event in gone]
    changes += teller.positions(before.positions, after.positions)
    known = {decision.id for decision in before.decisions}
    changes += [teller.decision(decision) for decision in after.decisions if decision.id not in known]
    return Difference(
        before=before.sentence,
        after=after.sentence,
        changes=tuple(changes),
        summary=teller.summary(changes),
    )


class _Teller:
    """Tells changes in one language; holds the words and the claims of both states."""

    def __init__(self, composer: Composer, language: str) -> None:
        self._composer = composer
        self._words = load(language, "diff", DiffWords)
        self._claims: Mapping[str, Claim] = {claim.id: claim for claim in composer.claims}

    def counted(self, events: Sequence[Incident]) -> tuple[Incident, ...]:
        """Return the events without comments and pasted posts."""
        apart = self._composer.apart
        return tuple(event for event in events if not all(apart(claim) for claim in event.claims))

    def event(self, match: Match) -> Iterator[Change]:
        """Yield what changed in one event; for a new one that it is new, with its figures and who gives them."""
        now, was = match.now, match.was
        if was is None and not match.left and not match.took:
            claims = [claim for claim in now.claims if not self._composer.apart(claim)]
            yield self._change("new", now, self._because(self._words.new.format(event=self._told(now)), claims), claims)
            return
        for event in match.took:
            yield self._change("joined", now, self._words.joined.format(event=self._told(event)), event.claims)
        for event in match.left:
            moved = [claim for claim in event.claims if claim in now.claims]
            yield self._change("parted", now, self._words.parted.format(event=self._told(event)), moved)
        if was is not None and was != now:
            told = [*self._figures(was, now), *self._standing(was, now)]
            yield from told
            yield from self._told_too(was, now, {name for change in told for name in change.claims})
            yield from self._disputes(was, now)

    def gone(self, event: Incident) -> Change:
        """Return that an event is no longer there."""
        return self._change("gone", event, self._words.gone.format(event=self._told(event)), event.claims)

    def positions(self, before: Sequence[Position], after: Sequence[Position]) -> Iterator[Change]:
        """Yield what parties say that they did not say before, and what they said before that."""
        earlier = {_key(position): position for position in before}
        for position in after:
            was = earlier.get(_key(position))
            told = {claim for stance in was.stances for claim in stance.claims} if was else set()
            last = was.stances[-1].claims[0] if was and was.stances else None
            for stance in position.stances:
                new = [self._claims[name] for name in stance.claims if name not in told and name in self._claims]
                new = [claim for claim in new if not self._composer.apart(claim)]
                if new:
                    yield self._stance(position, new, last)

    def decision(self, decision: Decision) -> Change:
        """Return what a person decided."""
        claims = [self._claims[name] for name in decision.claims if name in self._claims]
        reason = decision.reason
        for claim in claims:
            reason = self._composer.excerpts[claim.report].private.masked(reason)
        months = self._composer.wording.words.months
        verb, day = self._words.verbs[decision.verb], day_words(decision.at[:10], months)
        said: str = self._words.decision.format(verb=verb, by=decision.by, day=day, reason=reason)
        return Change(kind="decision", sentence=said, claims=decision.claims)

    def summary(self, changes: Sequence[Change]) -> str:
        """Return how many changes there are of each kind: "1 new event, 2 figures changed"."""
        if not changes:
            return str(self._words.nothing)
        kinds = [change.kind for change in changes]
        counted = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
        return ", ".join(f"{count} {self._words.counts[kind][count > 1]}" for kind, count in counted.items())

    def _change(self, kind: ChangeKind, event: Incident, sentence: str, claims: Iterable[Claim]) -> Change:
        return Change(
            kind=kind,
            sentence=sentence,
            event=event.id,
            heading=heading(self._composer, event),
            claims=tuple(claim.id for claim in claims),
        )

    def _told(self, event: Incident) -> str:
        """Return an event with its figures, and where several give one who gives which."""
        figures = "; ".join(self._shares(row) for row in self._rows(event).values())
        return heading(self._composer, event) + (f": {figures}" if figures else "")

    def _shares(self, row: FigureRow) -> str:
        """Return a figure: "3 to 4 killed (soldiers) (the ministry 3; Olm Watch group 4)"."""
        figures = f"{range_words(row.low, row.high)} {_counted(row)}"
        shares = dict.fromkeys(self._words.share.format(who=s.line.who, figure=s.figure) for s in row.sources)
        if len(shares) < 2:
            return figures
        told: str = self._words.shares.format(figures=figures, shares="; ".join(shares))
        return told

    def _told_too(self, was: Incident, now: Incident, told: set[str]) -> Iterator[Change]:
        """Yield what else is said of an event that was not said before and changed nothing."""
        known = {claim.id for claim in was.claims}
        for claim in now.claims:
            if claim not in was.claims and claim.id not in told and not self._composer.apart(claim):
                form = self._words.edited if claim.id in known else self._words.told
                said = form.format(says=self._composer.line(claim).says)
                yield self._change("told", now, self._because(said, [claim]), [claim])

    def _rows(self, event: Incident) -> dict[_Row, FigureRow]:
        """Return the figures of an event by what and whom they count, parts among them."""
        found: dict[_Row, FigureRow] = {}
        waiting = list(self._composer.rows(event))
        while waiting:
            row = waiting.pop(0)
            waiting = [*row.parts, *waiting]
            if self._composer.counts_as_figure(row):
                found.setdefault((row.measure, row.population), row)
        return found

    def _figures(self, was: Incident, now: Incident) -> Iterator[Change]:
        """Yield the figures that are otherwise, each with the claims that made it so."""
        old, new = self._rows(was), self._rows(now)
        for key in [*new, *(key for key in old if key not in new)]:
            earlier, later = old.get(key), new.get(key)
            ends = [None if row is None else (row.low, row.high) for row in (earlier, later)]
            if ends[0] == ends[1]:
                continue
            before, after = ("" if end is None else range_words(*end) for end in ends)
            form = self._words.figure_gone if later is None else self._words.figure
            form = self._words.figure_new if earlier is None else form
            said = form.format(what=_counted(later or earlier), before=before, after=after)
            added, removed = _tellers(later) - _tellers(earlier), _tellers(earlier) - _tellers(later)
            corrected = {claim.id for claim in now.claims if claim not in was.claims} & _tellers(later)
            form = self._words.added if added else self._words.removed if removed else self._words.corrected
            claims = [self._claims[name] for name in added or removed or corrected]
            claims.sort(key=lambda claim: (claim.said or "", claim.id))
            yield self._change("figure", now, self._because(said, claims, form), claims)

    def _standing(self, was: Incident, now: Incident) -> Iterator[Change]:
        """Yield what an event is taken for otherwise, or how it stands otherwise."""
        words = self._composer.wording.words
        new = [claim for claim in now.claims if claim not in was.claims]
        if was.kind != now.kind:
            said = self._words.kind.format(before=words.events[was.kind], after=words.events[now.kind])
            yield self._change("kind", now, self._because(said, new), new)
        if was.status != now.status:
            before, after = (words.statuses[event.status] or self._words.plain_status for event in (was, now))
            said = self._words.status.format(before=before, after=after)
            yield self._change("status", now, self._because(said, new), new)

    def _disputes(self, was: Incident, now: Incident) -> Iterator[Change]:
        """Yield disputes that are new or wider, and those that are no more."""
        for dispute in now.disputes:
            held = _held(dispute, was.disputes)
            if not held.issuperset(dispute.claims):
                form = self._words.widened if held else self._words.disputed
                yield self._dispute("disputed", now, form, dispute, now.claims)
        for dispute in was.disputes:
            if not _held(dispute, now.disputes):
                yield self._dispute("settled", now, self._words.settled, dispute, was.claims)

    def _dispute(
        self, kind: ChangeKind, event: Incident, form: str, dispute: Dispute, members: Sequence[Claim]
    ) -> Change:
        claims = [claim for claim in members if claim.id in dispute.claims]
        question = self._composer.wording.words.disputes[dispute.kind].lower()
        sentence = sentence_of(self._composer, dispute, claims) or self._words.unsaid
        return self._change(kind, event, form.format(question=question, sentence=sentence), claims)

    def _stance(self, position: Position, new: Sequence[Claim], last: str | None) -> Change:
        """Return one new word of a party."""
        line = self._composer.line(new[0])
        party = self._party(position, new[0])
        said = self._words.position.format(
            party=party,
            subject=self._words.subjects[position.subject],
            says=line.says,
            said=line.said or self._words.undated,
        )
        if last is not None and last in self._claims:
            said += self._words.before.format(says=self._composer.line(self._claims[last]).says)
        return Change(kind="position", sentence=said, claims=tuple(claim.id for claim in new))

    def _party(self, position: Position, claim: Claim) -> str:
        """Return a party's name, or its role where it is a private person's."""
        excerpts = self._composer.excerpts[claim.report]
        names = [s for s in claim.speakers if s.name == position.party or (s.id and s.id == position.id)]
        if names:
            return self._composer.wording.speaker(names[0], excerpts)
        role = None if position.id else excerpts.private.role(position.party)
        return role or excerpts.private.masked(position.party)

    def _because(self, said: str, claims: Sequence[Claim], form: str = "") -> str:
        """Return a sentence with who says so, and when they said it."""
        lines = map(self._composer.line, claims)
        told = form or self._words.added
        return "; ".join(
            dict.fromkeys([said, *(told.format(who=line.who, said=line.said or self._words.undated) for line in lines)])
        )


def _counted(row: FigureRow | None) -> str:
    """Return what is counted and who: "killed (soldiers)"."""
    if row is None:
        return ""
    return f"{row.what} ({row.population})" if row.population else row.what


def _held(dispute: Dispute, others: Sequence[Dispute]) -> set[str]:
    """Return the claims that stand in disputes of the same kind that share any with one."""
    alike = [
        other for other in others if other.kind == dispute.kind and not set(other.claims).isdisjoint(dispute.claims)
    ]
    return {claim for other in alike for claim in other.claims}


def _tellers(row: FigureRow | None) -> set[str]:
    """Return the claims that give a figure."""
    return set() if row is None else {source.line.claim for source in row.sources}


def _key(position: Position) -> tuple[str, str, str]:
    return position.id or position.party, position.subject, position.place or ""
