"""The head of an agency report."""

from __future__ import annotations

import pytest

from geodata.datelines import dateline_end, dateline_toponyms, masked
from geodata.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "sentence", "found"),
    [
        ("NAIROBI — Ministers will meet.", "Ministers", ["NAIROBI"]),
        ("LA PAZ, Bolivia (Fixture) - A bus crashed.", "A bus", ["LA PAZ", "Bolivia"]),
        ("Suva, May 3 (Fixture) -- Fishing stopped.", "Fishing", ["Suva"]),
        ("SPRINGFIELD, Ohio — It rained.", "It rained", ["SPRINGFIELD", "Ohio"]),
        ("Ministers met — and left.", "Ministers", []),
        ("The Lima-based firm closed.", "The Lima", []),
        ("A", "A", []),
        ("", "", []),
    ],
)
def test_dateline(text: str, sentence: str, found: list[str], gazetteer: Gazetteer) -> None:
    assert text[dateline_end(text) :].startswith(sentence)
    toponyms = list(dateline_toponyms(text, gazetteer))
    assert [t.text for t in toponyms] == found
    assert all(text[t.start : t.end] == t.text for t in toponyms)
    assert len(masked(text)) == len(text) and masked(text).strip() == text[dateline_end(text) :].strip()
