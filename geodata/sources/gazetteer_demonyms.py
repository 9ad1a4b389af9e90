"""Demonyms by country from world-countries (ODbL 1.0): a file of its own, never mixed into the gazetteer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geodata.names import fold

LICENCE = "ODbL 1.0, https://opendatacommons.org/licenses/odbl/1-0/; from world-countries 5.1.0 by Mohammed Le Doze"


def demonyms(table: Path, population: Mapping[str, int]) -> dict[str, Any]:
    """{"licence", "demonyms": {folded word: alpha-2}}; of two countries with one word the more populous has it.

    ``population``: by alpha-2; other countries are left out, and so are words that are a country's own name.
    """
    countries = [c for c in json.loads(table.read_text(encoding="utf-8")) if c["cca2"] in population]
    taken = {fold(c["name"]["common"]) for c in countries} | {"vatican"}
    found: dict[str, str] = {}
    for country in sorted(countries, key=lambda c: (-population[c["cca2"]], c["cca2"])):
        forms = country.get("demonyms", {}).get("eng", {})
        for word in sorted(
            {part.strip() for form in forms.values() for part in re.split(r"[,;/]| or ", form) if part.strip()}
        ):
            if fold(word) not in taken:
                for variant in (word, plural(word)):
                    found.setdefault(fold(variant), country["cca2"])
    return {"licence": LICENCE, "demonyms": found}


def plural(word: str) -> str:
    """The plural of a demonym; words that are their own plural (Chinese, French, Swiss) stay as they are."""
    if re.search(r"(?:ese|ish|French|Dutch|s)$", word):
        return word
    if word.endswith("man"):
        return word.removesuffix("man") + "men"
    if re.search(r"[^aeiou]y$", word):
        return word.removesuffix("y") + "ies"
    return f"{word}s"
