"""Which of a town's spellings in a script is the language's own: the gazetteer folds them together, untagged.

Folded names have lost hamzas and gereshes, so that lang/names.toml comes first; this is for the towns that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# From the first to after the last letter of a script, as the gazetteer's names are ordered.
SCRIPTS = {"ar": ("\u0600", "\u0700"), "he": ("\u0590", "\u0600")}
_ARABIC = re.compile(r"[ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ ]+")
_TWIN_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})  # Persian letters that are the same letter as Arabic's
_HEBREW = re.compile(r"[א-ת ׳״־]+")
_GERESH = re.compile(r"j|zh|ch|dg|g[eiy]")  # sounds that Hebrew writes with a geresh
_YIDDISH = ("זש", "טש")


def best(names: Iterable[str], lang: str, english: str = "") -> str:
    """The likeliest spelling of a language of a place; "" where none is its own."""
    every = sorted(set(names))
    return _arabic(every, english) if lang == "ar" else _hebrew(every, english)


def _arabic(names: list[str], english: str) -> str:
    own = [n for n in names if _ARABIC.fullmatch(n) and not re.search(r"ى\B", n)]
    own = own or [t for n in names if _ARABIC.fullmatch(t := n.translate(_TWIN_LETTERS))]
    return min(own, key=lambda n: (_odd_arabic(n), _longer(n, english), len(n), n), default="")


def _longer(name: str, english: str) -> bool:
    """Whether it says more than the English name does: "Kikuyu, Kenya"."""
    return bool(english) and len(name.split()) > len(english.split())


def _odd_arabic(name: str) -> int:
    """Persian endings, and words that mean "city of"."""
    words = name.split()
    return 2 * (words[0] in ("مدينة", "شهر", "مدينه")) + any(w.endswith("ه") and len(w) > 3 for w in words)


def _hebrew(names: list[str], english: str) -> str:
    own = [n for n in names if _HEBREW.fullmatch(n)]
    if _GERESH.search(english.lower()):  # without its geresh, Jeddah is a river's bank: better English than that
        own = [n for n in own if not re.search("[גזצ]", n)]
    return min(own, key=lambda n: (_odd_hebrew(n), _longer(n, english), len(n), n), default="")


def _odd_hebrew(name: str) -> int:
    """Marks of Yiddish: its digraphs, and ayin and alef where Hebrew writes no vowel."""
    return 2 * sum(d in name for d in _YIDDISH) + name.count("ע") + name[1:-1].count("א")
