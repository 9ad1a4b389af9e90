"""Place names made comparable: one folded form for all spellings that an English-language text may use.

Pure functions; the gazetteer is built with them and asked with them, so the two can never disagree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, in the plain form English-language newsrooms print.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n", "ə": "a", "Ə": "a",
        "ɔ": "o", "Ɔ": "o", "ɛ": "e", "Ɛ": "e", "ŧ": "t", "Ŧ": "t", "ƙ": "k", "Ƙ": "k", "ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d",
        "ơ": "o", "Ơ": "o", "ư": "u", "Ư": "u",
    }
)  # fmt: skip

# Apostrophes and romanisation marks: Sana'a, N’Djamena, Xi'an, al-Baydaʼ. They fall away without leaving a gap.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻʹʾʿ`´′″ʺˈ“”\""))
_ASCII_GAPS = re.compile(r"[^a-z0-9.]+")
# Marks that stand for an ayn or a hamza; a real apostrophe (Xi'an) is not among them.
_ROMANISATION = dict.fromkeys(map(ord, "ʻʼʾʿ‘`ʹ′"))
# Whole first words that are only ever the short form of these in front of a name.
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def _is_mark(char: str) -> bool:
    """Accents and Hebrew or Arabic vowel points; not the vowel signs that Indic scripts cannot do without."""
    combining = unicodedata.combining(char)
    return 10 <= combining <= 35 or combining >= 200


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the form of a place name that all its spellings share; "" where nothing is left of it.

    Case, accents, apostrophes, hyphens and points do not count; "St." is "Saint", "Mt." "Mount", "&" "and"; a
    leading "the" falls away. ``fold(fold(x)) == fold(x)``. Scripts are kept: nothing is transliterated.
    """
    if name.isascii():
        plain = _ASCII_GAPS.sub(" ", name.translate(_APOSTROPHES).replace("&", " and ").lower())
    else:
        plain = _fold_letters(name)
    words = [word for token in plain.split() for word in _without_points(token)]
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    last = len(words) - 1
    words = [_SHORT_FORMS.get(word, word) if i < last else word for i, word in enumerate(words)]
    return unicodedata.normalize("NFC", " ".join(words))


def _fold_letters(name: str) -> str:
    """Lower-case letters without accents, digits, points and single gaps; for any script."""
    plain = _decomposed(name.translate(_LETTERS)).casefold()
    # Casefolding can bring marks and compatibility forms back (ΐ, ſ): once more.
    plain = _decomposed(plain).translate(_LETTERS).casefold().translate(_APOSTROPHES).replace("&", " and ")
    return "".join(c if c == "." or c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in plain)


def _decomposed(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not _is_mark(c))


def _without_points(token: str) -> list[str]:
    """ "u.s." is one word, "st.petersburg" two."""
    parts = [part for part in token.split(".") if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return ["".join(parts)]
    return parts


def plain_letters(name: str) -> str:
    """Return the name in plain Latin letters, case and hyphens kept: "Khān Yūnis" → "Khan Yunis"."""
    kept = "".join(_plain_letter(c) for c in _decomposed(name)).translate(_ROMANISATION)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _plain_letter(char: str) -> str:
    replacement = char.translate(_LETTERS)
    return replacement.capitalize() if char.isupper() else replacement


def is_latin(name: str) -> bool:
    """Whether every letter of the name is of the Latin script."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())
