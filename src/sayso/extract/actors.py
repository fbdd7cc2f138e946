"""Finds who did it and to whom, from the noun phrases around the word that reports a happening."""

from itertools import pairwise

from sayso.extract import phrases
from sayso.extract.acts import ClassWords, noun_classes
from sayso.extract.sentences import Sentence, word_at
from sayso.extract.unit import Unit
from sayso.lexicon.load import WordList, load
from sayso.register.load import Register
from sayso.spans import Span, overlap
from sayso.values.kinds import Measure, Role
from sayso.values.party import Actor, Speaker


class RoleWords(WordList, frozen=True):
    """Closed-class words that mark roles, and nouns that are no party to anything."""

    by: frozenset[str]
    against: frozenset[str]
    between: frozenset[str]
    claiming: frozenset[str]
    claimed: frozenset[str]
    """The participle behind which "by" and whoever takes responsibility stand."""
    lost_by: frozenset[str]
    """Words behind which the side stands that land was taken from: "retook the town from the Front"."""
    blaming: frozenset[str]
    accusing: frozenset[str]
    """Verbs between which and "of" or "for" an act the side stands that somebody says did it."""
    accused_of: frozenset[str]
    answering: frozenset[str]
    """Adjectives between whose subject and "for" an act the side stands that did it: "the Front is responsible for"."""
    counting: frozenset[str]
    """Verbs whose subject tells how many died and killed nobody: "the mayor gave a toll"."""
    no_party: frozenset[str]
    demonyms_end: tuple[str, ...]


class ActorReader:
    """Reads agents and targets in one language."""

    def __init__(self, language: str) -> None:
        self._words = load(language, "roles", RoleWords)
        self._classes = noun_classes(load(language, "classes", ClassWords))
        self._register = Register.load()

    def read(self, text: str, sentence: Sentence, unit: Unit, speakers: tuple[Speaker, ...]) -> tuple[Actor, ...]:
        """Return the agents and targets of a claim, agents first, each once.

        The one who takes a position acts by taking it; those who are counted as killed or held are those it was done to.
        """
        found: dict[tuple[str, Role], Actor] = {}
        if speakers and (unit.status in {"rejected", "proposed"} or self._own_deed(sentence, unit)):
            first = speakers[0]
            if first.name.lower() not in self._words.no_party:  # a pronoun that found nobody names no party
                found[first.name, "agent"] = Actor(name=first.name, role="agent", span=first.span)
        places = {place.span for place in unit.places}
        hurt = [c.found.figure.span for c in unit.figures if c.found.figure.measure in _HURT]
        for role, said in self._phrases(sentence, unit, told=bool(speakers)):
            phrase = _behind_time(sentence, unit, said)
            if role == "agent" and any(overlap(sentence.slice(*phrase), span) for span in hurt):
                continue  # "214 civilians lost their lives": those who are counted did nothing
            name = phrases.name(sentence, text, phrase)
            if name and (self._is_party(sentence, phrase, role, places) or self._is_body(sentence, phrase, name)):
                actor = Actor(name=name, role=role, span=sentence.slice(*phrase))
                found.setdefault((name, role), actor)
        for counted in unit.figures:
            figure = counted.found.figure
            if figure.measure in _DONE_TO_PEOPLE and figure.of and figure.of.lower() not in self._words.no_party:
                found.setdefault((figure.of, "target"), Actor(name=figure.of, role="target", span=figure.span))
        return tuple(sorted(found.values(), key=lambda actor: (actor.role, actor.span)))

    def _own_deed(self, sentence: Sentence, unit: Unit) -> bool:
        """Tell whether the speaker speaks of what he did: takes a position, takes responsibility, or says "we"."""
        lower, verb = sentence.lower, unit.clause.verb
        if unit.event == "statement" or not self._words.claiming.isdisjoint(lower):
            return True
        claimed, grammar = self._words.claimed, sentence.grammar
        if any(word in claimed and after in grammar.agentive for word, after in pairwise(lower)):
            return True
        return verb is not None and word_at(lower, verb.start - 1) in grammar.first_plural and not verb.passive

    def _phrases(self, sentence: Sentence, unit: Unit, *, told: bool) -> list[tuple[Role, phrases.Range]]:
        """Return role and noun phrase for each phrase that the act's grammar gives a role.

        Whom somebody accuses is the agent as he has it, so only in a claim that is `told` by a speaker.
        """
        act, clause = unit.act, unit.clause
        if act is None:
            return []
        found: list[tuple[Role, phrases.Range]] = []
        verb = clause.verb
        floor = max(0, clause.start - 8) if clause.opening == "relative" else clause.start
        if act.verbal and verb is not None and verb.start <= act.start < verb.end:
            subject = _subject(sentence, unit, verb.start, floor)
            thing = phrases.after(sentence, act.end, clause.end)
            if verb.passive:
                found += [("target", p) for p in (subject,) if p]
            else:
                found += [("agent", p) for p in (subject,) if p]
                found += [("target", p) for p in (thing,) if p]
        elif act.verbal:
            thing = phrases.after(sentence, act.end, clause.end)
            found += [("target", p) for p in (thing,) if p]
        else:
            found += self._around_noun(sentence, unit)
        found += [("agent", p) for p in self._answering(sentence, act.start, clause.start)]
        if told:
            found += [("agent", p) for p in self._accused(sentence, act.start)]
        marked = self._marked(sentence, act.end, clause.end)
        if unit.event == "casualty-toll":  # "killed on the boat": the boat is where, not whom
            marked = [(role, phrase) for role, phrase in marked if role == "agent"]
        if unit.event == "territory-gained" and act.verbal:
            marked += self._losers(sentence, act.end, clause.end)
        return found + marked

    def _around_noun(self, sentence: Sentence, unit: Unit) -> list[tuple[Role, phrases.Range]]:
        """Return the maker of a nominal act: its premodifier ("Turkish shelling") or the subject that carries it out."""
        act, clause = unit.act, unit.clause
        if act is None:
            return []
        i = act.start
        while (
            i > clause.start
            and sentence.tags[i - 1] in {"JJ", "CD", "NN", "VBG", "VBN", "RB"}
            and not self._demonym(sentence, i - 1)
        ):
            i -= 1
        if i > clause.start and self._demonym(sentence, i - 1) and sentence.tags[i - 1] == "JJ":
            return [("agent", (i - 1, i))]
        if i > clause.start and (self._demonym(sentence, i - 1) or sentence.tags[i - 1] in {"NNP", "POS"}):
            end = i - 1 if sentence.tags[i - 1] == "POS" else i
            phrase = phrases.before(sentence, end, max(clause.start, end - 4))
            if phrase is not None:
                return [("agent", phrase)]
        verb = clause.verb
        counts = (
            unit.event == "casualty-toll" and verb is not None and sentence.lower[verb.head] in self._words.counting
        )
        if verb is not None and verb.head < act.start and not (verb.passive or counts):
            subject = _subject(sentence, unit, verb.start, clause.start)
            return [("agent", subject)] if subject else []
        return []

    def _demonym(self, sentence: Sentence, i: int) -> bool:
        """Tell whether a word is an adjective of a country or a side: capitalised, with a telling ending."""
        word = sentence.words[i]
        return word[:1].isupper() and sentence.lower[i].endswith(self._words.demonyms_end)

    def _marked(self, sentence: Sentence, i: int, end: int) -> list[tuple[Role, phrases.Range]]:
        """Return the phrases behind "by" (agent) and "on", "against" (target) that follow the act."""
        found: list[tuple[Role, phrases.Range]] = []
        for j in range(i, min(end, i + 12)):
            role: Role | None = None
            if sentence.lower[j] in self._words.between:
                found += [("agent", p) for p in _both(sentence, j + 1, end)]
            elif sentence.lower[j] in self._words.by or sentence.lower[j - 1] in self._words.blaming:
                role = "agent"
            elif sentence.lower[j] in self._words.against:
                role = "target"
            if role is not None:
                phrase = phrases.after(sentence, j + 1, end)
                if phrase is not None:
                    found.append((role, phrase))
        return found

    def _accused(self, sentence: Sentence, i: int) -> list[phrases.Range]:
        """Return who is accused of the act at token `i`: "accused the army of shelling", "blamed X and Y for the blast"."""
        lower = sentence.lower
        for j in range(i - 1, max(0, i - _ACCUSED_OF) - 1, -1):
            if lower[j] not in self._words.accused_of:
                continue
            for k in range(j - 2, max(0, j - _ACCUSED) - 1, -1):
                if lower[k] in self._words.accusing:
                    return _both(sentence, k + 1, j)
        return []

    def _answering(self, sentence: Sentence, i: int, floor: int) -> list[phrases.Range]:
        """Return who is called responsible for the act at token `i`: "the Front is responsible for the bombing"."""
        lower, tags = sentence.lower, sentence.tags
        for j in range(i - 1, max(floor, i - _ACCUSED_OF) - 1, -1):
            if lower[j] in self._words.accused_of and lower[j - 1] in self._words.answering:
                k = j - 1
                while k > floor and tags[k - 1] in _BETWEEN:
                    k -= 1
                subject = phrases.before(sentence, k, floor) if k < j - 1 else None
                return [] if subject is None else [subject]
        return []

    def _losers(self, sentence: Sentence, i: int, end: int) -> list[tuple[Role, phrases.Range]]:
        """Return the phrases behind "from" that follow a taking of land."""
        taken_from = (j for j in range(i, min(end, i + 12)) if sentence.lower[j] in self._words.lost_by)
        losers = (phrases.after(sentence, j + 1, end) for j in taken_from)
        return [("target", loser) for loser in losers if loser is not None]

    def _is_party(self, sentence: Sentence, phrase: phrases.Range, role: Role, places: set[Span]) -> bool:
        """Tell whether a noun phrase can have this role: people, forces and bodies act; things and sites are hit too."""
        i = phrases.head(sentence, phrase)
        if sentence.tags[i] in {"PRP", "CD", "PRP$"} or sentence.lower[i] in self._words.no_party:
            return False
        if any(start <= sentence.starts[i] < end for start, end in places):
            return False
        classes = self._classes.get(sentence.lower[i], frozenset())
        if not classes.isdisjoint(_DOERS if role == "agent" else _DONE_TO):
            return True
        return sentence.tags[i].startswith("NNP") or self._demonym(sentence, i)

    def _is_body(self, sentence: Sentence, phrase: phrases.Range, name: str) -> bool:
        """Tell whether a name that capitals hide from the tagger is one of the register's: its head is."""
        head = phrases.head(sentence, phrase)
        if not sentence.shouting or sentence.lower[head] in self._words.no_party:
            return False
        hits = self._register.names(name, shouting=True)
        named = (hit for hit in hits if hit.ids and not hit.ids[0].startswith("state:"))
        return any(sentence.words[head] in name[hit.start : hit.end].split() for hit in named)


_BETWEEN = frozenset({"VBZ", "VBP", "VBD", "VB", "VBN", "RB", "MD"})
_ACCUSED_OF = 5
_ACCUSED = 12
"""How many tokens an act may stand behind "of" or "for", and these behind the verb that accuses."""
_DONE_TO_PEOPLE: frozenset[Measure] = frozenset(
    {"killed", "wounded", "killed-or-wounded", "missing", "detained", "abducted", "released", "displaced", "trapped"}
)
_HURT: frozenset[Measure] = frozenset({"killed", "wounded", "killed-or-wounded"})
_DOERS = frozenset({"people", "troops", "parties", "aircraft", "states", "civilians"})
_DONE_TO = _DOERS | {"buildings", "vehicles", "places"}


def _subject(sentence: Sentence, unit: Unit, i: int, floor: int) -> phrases.Range | None:
    """Return the subject of the verb at `i`, without a time before or behind it: "around 2 a.m. drones on Monday hit"."""
    end = _before_time(sentence, unit, i, floor)
    for time in unit.times:
        inside = [j for j in range(floor, end) if time.span[0] <= sentence.starts[j] < time.span[1]]
        floor = inside[-1] + 1 if inside and inside[-1] + 1 < end else floor
    return phrases.before(sentence, end, floor)


def _before_time(sentence: Sentence, unit: Unit, i: int, floor: int) -> int:
    """Return the token that ends the subject of the verb at `i`: the time between is left out ("on Monday attacked")."""
    j = i
    while j > floor and sentence.tags[j - 1] == "RB":
        j -= 1
    if j == floor:
        return i
    for time in unit.times:
        if time.span[0] < sentence.ends[j - 1] <= time.span[1]:
            while j > floor and sentence.starts[j - 1] >= time.span[0]:
                j -= 1
            return j - 1 if j > floor and sentence.tags[j - 1] == "IN" else j
    return i


def _behind_time(sentence: Sentence, unit: Unit, phrase: phrases.Range) -> phrases.Range:
    """Return a noun phrase without a time that runs into it: "on Monday 3 people were killed"."""
    start, end = phrase
    for time in unit.times:
        while start < end - 1 and time.span[0] <= sentence.starts[start] < time.span[1]:
            start += 1
    return start, end


def _both(sentence: Sentence, i: int, end: int) -> list[phrases.Range]:
    """Return the two noun phrases of "between the army and the rebels", or the one of "between rival factions"."""
    first = phrases.after(sentence, i, end)
    if first is None:
        return []
    if word_at(sentence.lower, first[1]) not in sentence.grammar.conjunctive:
        return [first]
    second = phrases.after(sentence, first[1] + 1, end)
    return [first] if second is None else [first, second]
