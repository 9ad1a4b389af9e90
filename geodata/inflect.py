"""English verb forms: the ones labels need, and back from a form to the base that the word lists hold.

Regular spelling rules plus the irregular verbs handed in. The parser's own lemmas fail on a few per cent of verbs
("hoping" → "hop"), so word lists are matched by the forms made here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


@dataclass(frozen=True)
class Inflector:
    """Forms of verbs; ``irregular`` maps a base to (past, past participle), ``doubling`` lists "admit", "refer" …"""

    irregular: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    doubling: frozenset[str] = frozenset()

    def third(self, base: str) -> str:
        """ "reject" → "rejects"; the first word of a phrase is inflected ("step up" → "steps up")."""
        word, rest = _split(base)
        if word in ("be", "have"):
            return {"be": "is", "have": "has"}[word] + rest
        if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
            return word[:-1] + "ies" + rest
        if word.endswith(_SIBILANTS):
            return word + "es" + rest
        return word + "s" + rest

    def past(self, base: str) -> str:
        """ "kill" → "killed" (simple past)."""
        word, rest = _split(base)
        if word in self.irregular:
            return self.irregular[word][0] + rest
        return self._regular_past(word) + rest

    def participle(self, base: str) -> str:
        """ "take" → "taken"."""
        word, rest = _split(base)
        if word in self.irregular:
            return self.irregular[word][1] + rest
        return self._regular_past(word) + rest

    def gerund(self, base: str) -> str:
        """ "hold" → "holding"."""
        word, rest = _split(base)
        if word.endswith("ie"):
            return word[:-2] + "ying" + rest
        if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
            return word[:-1] + "ing" + rest
        return self._stem(word) + "ing" + rest

    def forms(self, base: str) -> set[str]:
        """Every form of the verb's first word, the base included."""
        word, _ = _split(base)
        return {word, self.third(word), self.past(word), self.participle(word), self.gerund(word)}

    def _regular_past(self, word: str) -> str:
        if word.endswith("e"):
            return word + "d"
        if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
            return word[:-1] + "ied"
        return self._stem(word) + "ed"

    def _stem(self, word: str) -> str:
        """The word with its last letter doubled where English does that ("stop" → "stopp")."""
        if word in self.doubling:
            return word + word[-1]
        vowels = sum(letter in _VOWELS for letter in word)
        closed = len(word) > 2 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
        return word + word[-1] if vowels == 1 and closed else word


def form_index(inflector: Inflector, bases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every form of every base → the bases it may come from (first words of phrases)."""
    index: dict[str, list[str]] = {}
    for base in bases:
        word = base.split(" ", 1)[0]
        for form in inflector.forms(word):
            bucket = index.setdefault(form, [])
            if word not in bucket:
                bucket.append(word)
    return {form: tuple(found) for form, found in index.items()}


def _split(base: str) -> tuple[str, str]:
    word, space, rest = base.partition(" ")
    return word, space + rest
