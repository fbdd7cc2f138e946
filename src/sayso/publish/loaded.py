"""Keeps words that take a side out of a brief's own prose: they may stand only inside a source's quotation marks."""

import re
from functools import cached_property

from sayso.lexicon.load import WordList, fold, load
from sayso.register.load import Register


class LoadedWords(WordList, frozen=True):
    """The list `loaded.yaml`."""

    words: tuple[str, ...]


class NeutralNames:
    """Names fit for a brief's own prose: `NeutralNames("en").shown("regime forces", "mil:sy")` → "Syrian Arab Army"."""

    def __init__(self, language: str) -> None:
        entries = sorted(load(language, "loaded", LoadedWords).words, key=len, reverse=True)
        self._loaded = re.compile(r"(?<![\w])(?:" + "|".join(re.escape(fold(entry)) for entry in entries) + r")(?!\w)")

    def loaded(self, words: str) -> bool:
        """Tell whether words take a side."""
        return self._loaded.search(fold(words)) is not None

    def shown(self, name: str, key: str | None) -> str | None:
        """Return a name as written, the register's where that is loaded, None when there is no neutral one."""
        name = " ".join(name.split())
        if not self.loaded(name):
            return name
        entry = self._register.get(key) if key else None
        return entry.name if entry is not None and not self.loaded(entry.name) else None

    @cached_property
    def _register(self) -> Register:
        """The register, opened only when a loaded name asks for it."""
        return Register.load()
