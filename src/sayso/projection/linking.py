"""Adds entries of a ledger to a projection: makes their accounts, finds those whom they may meet, and joins parts."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from sayso.decisions import Decision
from sayso.errors import IntegrityError
from sayso.ledger.contract import Recorded
from sayso.ledger.ledger import Ledger, decode
from sayso.projection.blocks import BlockCache, crowded
from sayso.projection.file import Head, ProjectionFile, rows
from sayso.reconcile import packaged
from sayso.reconcile.account import Account, age
from sayso.reconcile.blocking import Key, beside, keys, meets_others_only, of_one_time
from sayso.reconcile.completing import HEADINGS, completions
from sayso.reconcile.reach import VERSION, bindings, joins_below
from sayso.reconcile.reasons import joining
from sayso.records import Claim
from sayso.review.edits import EDITING, versions
from sayso.spans import Span

_ACCOUNTS = 30_000
"""How many accounts are held; of others the claim is read from the ledger again. One takes about 5 kB."""
_HASHES = 50_000
_JOINED = 500_000
"""Of how many claims it is remembered between transactions with which others they are of one part."""
_VERSIONS = 2**31
"""The first number of an account of an edited claim; below, an account has the number of its claim's entry."""
_COMPLETED = _VERSIONS + 2**30
"""The first number of an account that takes a place or a day from others of its report."""
_OF_ID, _OF_WORDS, _OF_BINDING, _OF_BLOCK, _OF_VERSION, _OF_REPORT, _OF_COMPLETION = range(7)
"""What a hash is of, so that no two sorts meet by chance of their values."""


def hashed(salt: bytes, sort: int, *parts: object) -> int:
    """Return a number of 63 bits for some values, which tells nothing of them to whoever lacks the salt."""
    # 14 and 14.0 are one key in memory, and are written in two ways.
    alike = [int(part) if isinstance(part, float) and part.is_integer() else part for part in parts]
    digest = hashlib.blake2b(msgspec.msgpack.encode((sort, alike)), digest_size=8, key=salt).digest()
    return int.from_bytes(digest, "big") >> 1


def hash_of_report(salt: bytes, report: str) -> int:
    """Return the number under which a report's accounts are kept."""
    return hashed(salt, _OF_REPORT, report)


class Linking:
    """Holds lately used accounts and blocks while entries are added; good as long as nobody else writes to the file."""

    def __init__(self, file: ProjectionFile, ledger: Ledger, head: Head) -> None:
        self.head = head
        self._connection = file.connection
        self._ledger = ledger
        self._salt = head.salt
        self._blocks = BlockCache(file.connection)
        self._key = lru_cache(maxsize=_HASHES)(lambda key: hashed(head.salt, _OF_BLOCK, *key))
        self._account = lru_cache(maxsize=_ACCOUNTS)(self._read_account)
        self._fresh: dict[int, Account] = {}
        self._joined: dict[int, int] = {}
        self._links: list[tuple[int, int]] = []
        self._claims: dict[int, str] = {}
        self._open: set[int] = set()
        self._touched: dict[str, None] = {}
        self._any_edits = bool(rows(file.connection, "SELECT 1 FROM edited LIMIT 1"))

    def add(self, entries: Iterable[Recorded], known: int) -> None:
        """Add entries, which follow the last one, within a transaction of the caller."""
        last = self.head
        closed = last.closed
        for recorded in entries:
            made = decode(recorded) if recorded.kind in {"claim", "decision"} else None
            if isinstance(made, Claim):
                closed = self._add_claim(recorded.seq, made) or closed
            elif isinstance(made, Decision) and made.verb in EDITING:
                closed = self._add_edit(recorded.seq, made) or closed
            last = msgspec.structs.replace(last, seq=recorded.seq, last=mark_of(recorded))
        self._complete()
        self._write()
        self.head = msgspec.structs.replace(last, known=known, closed=closed)
        self._connection.execute(
            "UPDATE head SET seq = ?, last = ?, known = ?, closed = ?", (last.seq, last.last, known, closed)
        )

    def _add_claim(self, seq: int, claim: Claim) -> bool:
        """Add a claim, and its versions where it was edited; tell whether it has too many of these."""
        self._claims[seq] = claim.id
        self._enter(seq, seq, _account_of(claim))
        if not self._any_edits:
            return False
        words = hashed(self._salt, _OF_WORDS, claim.report, claim.span)
        if not (self._is_edited(words) or self._is_edited(hashed(self._salt, _OF_ID, claim.id))):
            return False
        return self._add_versions(seq, claim.report, claim.span)

    def _add_edit(self, seq: int, decision: Decision) -> bool:
        """Add the versions that an edit can make, of all claims with the same words; tell whether those are too many."""
        self._any_edits = True
        closed = False
        for name in decision.claims:
            self._note_edit(hashed(self._salt, _OF_ID, name))
            for recorded in self._ledger.store.find(name):
                claim = decode(recorded)
                if isinstance(claim, Claim) and claim.id == name and recorded.seq < seq:
                    closed = self._add_versions(seq, claim.report, claim.span) or closed
        return closed

    def _add_versions(self, until: int, report: str, span: Span) -> bool:
        self._note_edit(hashed(self._salt, _OF_WORDS, report, span))
        found = self._versions(until, report, span)
        if found is None:
            return True
        for claim, made in found:
            key = self._version_key(made)
            if not rows(self._connection, "SELECT 1 FROM versions WHERE key = ?", (key,)):
                number = _VERSIONS + rows(self._connection, "SELECT count(*) FROM versions")[0][0]
                self._connection.execute("INSERT INTO versions VALUES (?, ?, ?)", (number, claim, key))
                self._enter(number, claim, _account_of(made))
        return False

    def _versions(self, until: int, report: str, span: Span) -> list[tuple[int, Claim]] | None:
        """Return the claims of some words as edited, each with the entry of the claim; None where they are too many."""
        claims = {
            claim.id: (recorded.seq, claim)
            for recorded in self._ledger.store.about(report, "claim", until=until)
            if isinstance(claim := decode(recorded), Claim) and claim.span == span
        }
        decisions = {
            seq: decision for name in claims for seq, decision in self._ledger.decisions_about(name, until=until)
        }
        made = versions((claim for _, claim in claims.values()), [decisions[seq] for seq in sorted(decisions)], VERSION)
        if made is None:
            return None
        edited = (claim for claim in made if VERSION in claim.id)
        return [(claims[claim.id.partition(VERSION)[0]][0], claim) for claim in edited]

    def _enter(self, number: int, seq: int, account: Account) -> None:
        """Put an account among the others, and note with which claims its own is of one part."""
        self._fresh[number] = account
        if number < _COMPLETED:
            self._touched[account.claim.report] = None
        self._bind(seq, account)
        met, crowded = self._met(number, account)
        if crowded:
            self._open.add(seq)
        for other in met:
            theirs = self._claim(other)
            if self._root(theirs) != self._root(seq) and _join(self._account(other), account):
                self._link(theirs, seq)
        self._stand_under(number, seq, account)
        self._account(number)

    def _met(self, number: int, account: Account) -> tuple[set[int], bool]:
        """Return whom an account may meet, and whether it stands in or beside a block with too many."""
        around: set[int] = set()
        others: list[tuple[Key, Key]] = []
        for key in set(keys(account)):
            ours, near = self._key(key), [self._key(other) for other in beside(key)]
            alone = meets_others_only(key)
            if alone:
                others.extend((key, other) for other in beside(key))
            else:
                around.update((ours, *near))
            over = self._blocks.enter(ours, number, whole=alone)
            if over:
                touched = [() if alone else over, *(self._blocks.get(other) or () for other in near)]
                self._open.update(self._claim(one) for block in touched for one in block)
        blocks = [self._blocks.get(key) for key in around]
        full = any(crowded(block) for block in blocks)
        met = {other for block in blocks if block is not None for other in block}
        for key, beyond in others:
            theirs = self._blocks.get(self._key(beyond)) or ()
            full = full or crowded(theirs)
            # Those of a block too large meet an account all the same unless they are open too, as it then is itself.
            if not (crowded(theirs) and crowded(self._blocks.get(self._key(key)))):
                met.update(one for one in theirs if one not in met and of_one_time(beyond, self._account(one), account))
        met.discard(number)
        return met, full

    def _complete(self) -> None:
        """Add what the accounts of the reports that have new ones may take from each other, and join those that count parts."""
        for report in self._touched:
            query = "SELECT number, claim FROM told WHERE report = ? AND number < ?"
            told = rows(self._connection, query, (hash_of_report(self._salt, report), _COMPLETED))
            if len(told) > 1:
                self._complete_report(told)
        self._touched.clear()

    def _complete_report(self, told: Iterable[tuple[int, int]]) -> None:
        """Do the same for one report, of whose accounts the numbers and the entries of their claims are given."""
        found = sorted(((self._account(one[0]), one) for one in told), key=lambda each: age(each[0].claim))
        accounts = [msgspec.structs.replace(account, rank=rank) for rank, (account, _) in enumerate(found)]
        for part, whole in packaged().may_include(accounts):
            self._link(found[part.rank][1][1], found[whole.rank][1][1])
        places = {account.spots: found[account.rank][1][0] for account in accounts}
        days = {account.days: found[account.rank][1][0] for account in accounts}
        for account in completions(accounts):
            said, seq = found[account.rank][1]
            place = places[account.beside_spots] if account.beside_spots else None
            day = None if account.beside_days is None else days[account.beside_days]
            key = hashed(self._salt, _OF_COMPLETION, said, account.beside_spots, account.beside_days)
            if not rows(self._connection, "SELECT 1 FROM completed WHERE key = ?", (key,)):
                number = _COMPLETED + rows(self._connection, "SELECT count(*) FROM completed")[0][0]
                self._connection.execute(
                    "INSERT INTO completed VALUES (?, ?, ?, ?, ?)", (number, said, place, day, key)
                )
                self._enter(number, seq, account)

    def _bind(self, seq: int, account: Account) -> None:
        """Join a claim with those that have a series of counts or the words in common with it."""
        for binding in bindings(account):
            key = hashed(self._salt, _OF_BINDING, *binding)
            found = rows(self._connection, "SELECT claim FROM bound WHERE key = ?", (key,))
            for (theirs,) in found:
                self._link(theirs, seq)
            if not found:
                self._connection.execute("INSERT INTO bound VALUES (?, ?)", (key, seq))

    def _stand_under(self, number: int, seq: int, account: Account) -> None:
        """Join a claim with the headings of its report under which it may stand, and a heading with what may stand under it."""
        report = hash_of_report(self._salt, account.claim.report)
        heading = account.claim.channel in HEADINGS
        # Of a heading all accounts of its report are asked for, of others its headings.
        wanted = "SELECT number, claim FROM told WHERE report = ? AND heading >= ?"
        for other, theirs in rows(self._connection, wanted, (report, not heading)):
            if self._root(theirs) == self._root(seq):
                continue
            told = self._account(other)
            above = told.claim.channel in HEADINGS and joins_below(told, account)
            if above or (heading and joins_below(account, told)):
                self._link(theirs, seq)
        self._connection.execute("INSERT INTO told VALUES (?, ?, ?, ?)", (report, heading, number, seq))

    def _link(self, one: int, two: int) -> None:
        """Note that two claims are of one part."""
        first, second = self._root(one), self._root(two)
        if first != second:
            self._joined[second] = first
            self._links.append((one, two))

    def _root(self, seq: int) -> int:
        joined = self._joined
        while (above := joined.get(seq, seq)) != seq:
            joined[seq] = seq = joined.get(above, above)
        return seq

    def _write(self) -> None:
        """Write what was noted: new claims, each a part of its own, and then parts grown together."""
        self._blocks.write()
        self._connection.executemany("INSERT INTO claims VALUES (?1, ?2, ?1)", self._claims.items())
        self._connection.executemany("INSERT INTO parts VALUES (?, 1, 0)", ((seq,) for seq in self._claims))
        for one, two in self._links:
            self._unite(one, two)
        opened = "UPDATE parts SET open = 1 WHERE part = (SELECT part FROM claims WHERE seq = ?)"
        self._connection.executemany(opened, ((seq,) for seq in self._open))
        self._claims.clear()
        self._links.clear()
        self._open.clear()
        if len(self._joined) > _JOINED:
            self._joined.clear()

    def _unite(self, one: int, two: int) -> None:
        """Make one part of those of two claims: those of the smaller are named anew."""
        query = "SELECT size, part, open FROM claims JOIN parts USING (part) WHERE seq = ?"
        small, large = sorted(rows(self._connection, query, (seq,))[0] for seq in (one, two))
        if small[1] != large[1]:
            self._connection.execute("UPDATE claims SET part = ? WHERE part = ?", (large[1], small[1]))
            self._connection.execute("DELETE FROM parts WHERE part = ?", (small[1],))
            self._connection.execute(
                "UPDATE parts SET size = size + ?, open = max(open, ?) WHERE part = ?", (small[0], small[2], large[1])
            )

    def _claim(self, number: int) -> int:
        """Return the entry of the claim of an account."""
        if number < _VERSIONS:
            return number
        if number >= _COMPLETED:
            return self._claim(self._completion(number)[0])
        return int(rows(self._connection, "SELECT claim FROM versions WHERE number = ?", (number,))[0][0])

    def _completion(self, number: int) -> tuple[int, int | None, int | None]:
        """Return the number of the account that is completed, and of those from which it takes its place and its day."""
        ((said, place, day),) = rows(
            self._connection, "SELECT said, place_of, day_of FROM completed WHERE number = ?", (number,)
        )
        return said, place, day

    def _read_account(self, number: int) -> Account:
        """Return an account: one just made, else of the claim as the ledger holds it."""
        fresh = self._fresh.pop(number, None)
        if fresh is not None:
            return fresh
        if number >= _COMPLETED:
            said, place, day = self._completion(number)
            spots = () if place is None else self._account(place).spots
            days = None if day is None else self._account(day).days
            return msgspec.structs.replace(self._account(said), beside_spots=spots, beside_days=days)
        seq = self._claim(number)
        recorded = next(self._ledger.entries("claim", after=seq - 1, until=seq), None)
        claim = None if recorded is None else decode(recorded)
        if not isinstance(claim, Claim):
            message = f"entry {seq} of the ledger is no claim, as it was before"
            raise IntegrityError(message)
        if number < _VERSIONS:
            return _account_of(claim)
        ((key,),) = rows(self._connection, "SELECT key FROM versions WHERE number = ?", (number,))
        made = self._versions(self._ledger.head().seq, claim.report, claim.span) or ()
        return _account_of(next(version for _, version in made if self._version_key(version) == key))

    def _version_key(self, made: Claim) -> int:
        name, _, _ = made.id.partition(VERSION)
        return hashed(self._salt, _OF_VERSION, name, msgspec.structs.replace(made, id=name))

    def _is_edited(self, key: int) -> bool:
        return bool(rows(self._connection, "SELECT 1 FROM edited WHERE key = ?", (key,)))

    def _note_edit(self, key: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO edited VALUES (?)", (key,))


def mark_of(recorded: Recorded) -> str:
    """Return what tells an entry of this ledger from one at the same place in another."""
    return f"{recorded.id} {recorded.recorded_at}"


def _account_of(claim: Claim) -> Account:
    """Return the account of one claim. Which heading it stands under is tried with each there is, and so left open."""
    return packaged().accounts([claim])[0]


def _join(a: Account, b: Account) -> bool:
    """Tell whether two accounts join, the older one first, as events are made."""
    older, newer = sorted((a, b), key=lambda account: age(account.claim))
    return joining(older, newer) is not None
