"""Texts to measure speed on: our own samples, copied with other names and numbers so that no cache knows them."""

import random
import re
import tomllib
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_FOLDERS = (_ROOT / "tests" / "gold", _ROOT / "sample")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"(?<![\d/.:-])\b(?!20[23]\d\b)\d{1,3}(?:,\d{3})*\b(?![\d/.:-]| GMT| [A-Z])")
_STARTS = ("Ab", "Bel", "Cor", "Dra", "Es", "Fal", "Gor", "Hul", "Is", "Jar", "Kel", "Lom", "Mar", "Nes", "Or", "Pel")
_ENDS = (
    "and",
    "brek",
    "dun",
    "esh",
    "fold",
    "gart",
    "holt",
    "ina",
    "kov",
    "lund",
    "mouth",
    "nik",
    "ost",
    "ria",
    "stan",
    "ulm",
)


class Texts:
    """Our texts, and varied copies of them: copy 0 is the text itself, a number gives the same copy every time."""

    def __init__(self) -> None:
        paths = sorted(path for folder in _FOLDERS for path in folder.glob("*.txt"))
        self._texts = [path.read_text(encoding="utf-8") for path in paths]
        prose = "\n".join(self._texts)
        kept = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["kept"]
        self._names = sorted(set(_NAME.findall(prose)).difference(kept))
        self._any = re.compile(rf"\b(?:{'|'.join(self._names)})")

    def copies(self, number: int) -> list[str]:
        """Return all texts of one copy."""
        return [self._varied(text, number) for text in self._texts]

    def long(self, times: int) -> str:
        """Return one report of articles set end to end, so many copies long; lists, updates and comments are left out."""
        plain = [text for text in self._texts if not re.search(r"GMT:|Related Posts|^- ", text, re.MULTILINE)]
        bodies = [text.partition("\n")[2].strip() for text in plain]
        return "\n\n".join(self._varied(body, number) for number in range(times) for body in bodies) + "\n"

    def _varied(self, text: str, number: int) -> str:
        """Return a copy with other made-up names (each the same throughout the copy) and other figures."""
        if not number:
            return text
        chance = random.Random(number)  # noqa: S311 - the same copy every time, not a secret
        others = {name: chance.choice(_STARTS) + chance.choice(_ENDS) + chance.choice(_ENDS) for name in self._names}
        renamed = self._any.sub(lambda found: others[found.group()], text)
        return _FIGURE.sub(lambda found: _another(found.group(), chance), renamed)


def _another(figure: str, chance: random.Random) -> str:
    """Return another figure of as many digits."""
    digits = len(figure.replace(",", ""))
    return f"{chance.randrange(max(2, 10 ** (digits - 1)), 10**digits):,}"
