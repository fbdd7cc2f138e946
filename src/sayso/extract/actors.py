"""Finds who did it and to whom, from the noun phrases around the word that reports a happening."""

import msgspec

from sayso.extract import phrases
from sayso.extract.claims import Unit
from sayso.extract.sentences import Sentence
from sayso.lexicon.load import WordList, load
from sayso.values.kinds import Role
from sayso.values.party import Actor


class RoleWords(WordList, frozen=True):
    """Closed-class words that mark roles, and nouns that are no party to anything."""

    by: frozenset[str]
    against: frozenset[str]
    between: frozenset[str]
    no_party: frozenset[str]
    demonyms_end: tuple[str, ...]


class ActorReader:
    """Reads agents and targets in one language."""

    def __init__(self, language: str) -> None:
        self._words = load(language, "roles", RoleWords)

    def read(self, text: str, sentence: Sentence, unit: Unit) -> tuple[Actor, ...]:
        """Return the agents and targets of a claim, agents first, each once."""
        found: dict[tuple[str, Role], Actor] = {}
        for role, phrase in self._phrases(sentence, unit):
            name = phrases.name(sentence, text, phrase)
            if self._is_party(sentence, phrase) and name:
                actor = Actor(name=name, role=role, span=sentence.slice(*phrase))
                found.setdefault((name, role), actor)
        return tuple(sorted(found.values(), key=lambda actor: (actor.role, actor.span)))

    def _phrases(self, sentence: Sentence, unit: Unit) -> list[tuple[Role, phrases.Range]]:
        """Return role and noun phrase for each phrase that the act's grammar gives a role."""
        act, clause = unit.act, unit.clause
        if act is None:
            return []
        found: list[tuple[Role, phrases.Range]] = []
        verb = clause.verb
        if act.verbal and verb is not None and verb.start <= act.start < verb.end:
            subject = phrases.before(sentence, verb.start, clause.start)
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
        return found + self._marked(sentence, act.end, clause.end)

    def _around_noun(self, sentence: Sentence, unit: Unit) -> list[tuple[Role, phrases.Range]]:
        """Return the maker of a nominal act: its premodifier ("Turkish shelling") or the subject that carries it out."""
        act, clause = unit.act, unit.clause
        if act is None:
            return []
        i = act.start
        while i > clause.start and sentence.tags[i - 1] in {"JJ", "CD", "NN", "VBG", "VBN", "RB"} and not self._demonym(sentence, i - 1):
            i -= 1
        if i > clause.start and (self._demonym(sentence, i - 1) or sentence.tags[i - 1] in {"NNP", "POS"}):
            end = i - 1 if sentence.tags[i - 1] == "POS" else i
            phrase = phrases.before(sentence, end, max(clause.start, end - 4))
            if phrase is not None:
                return [("agent", phrase)]
        verb = clause.verb
        if verb is not None and verb.head < act.start and not verb.passive:
            subject = phrases.before(sentence, verb.start, clause.start)
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
            if sentence.lower[j] in self._words.by:
                role = "agent"
            elif sentence.lower[j] in self._words.against:
                role = "target"
            if role is not None:
                phrase = phrases.after(sentence, j + 1, end)
                if phrase is not None:
                    found.append((role, phrase))
        return found

    def _is_party(self, sentence: Sentence, phrase: phrases.Range) -> bool:
        """Tell whether a noun phrase can be a party: not a pronoun, a number, a time or an abstract noun."""
        i = phrases.head(sentence, phrase)
        return sentence.tags[i] not in {"PRP", "CD", "PRP$"} and sentence.lower[i] not in self._words.no_party
