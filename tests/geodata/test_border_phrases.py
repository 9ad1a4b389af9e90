"""Borders named by their two sides, in the forms that news uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geodata.border_phrases import find_border_phrases
from geodata.gazetteer import Gazetteer
from geodata.recognition import recognise
from geodata.toponyms import PlaceWords


@pytest.mark.parametrize(
    ("text", "phrase", "left", "right"),
    [
        ("Troops lined the Egypt-Gaza border.", "Egypt-Gaza border", "Egypt", "Gaza"),
        ("Troops massed along the border between Kenya and Somalia on Monday.", "border between Kenya and Somalia", "Kenya", "Somalia"),
        ("The Lebanese frontier with Israel was quiet.", "Lebanese frontier with Israel", "Lebanese", "Israel"),
        ("Fighting spread to the India–Pakistan border.", "India–Pakistan border", "India", "Pakistan"),
        ("Smugglers cross the U.S.-Mexico border near Nogales.", "U.S.-Mexico border", "U.S.", "Mexico"),
        ("They crossed the US/Canada border.", "US/Canada border", "US", "Canada"),
        ("Shots were heard on the Thai-Cambodian border.", "Thai-Cambodian border", "Thai", "Cambodian"),
        ("Rwanda's border with the Democratic Republic of Congo is open.", "Rwanda's border with the Democratic Republic of Congo", "Rwanda", "Democratic Republic of Congo"),
        ("Bolivia’s southern border with Argentina reopened.", "Bolivia’s southern border with Argentina", "Bolivia", "Argentina"),
        ("Poland closed its border with Belarus.", "its border with Belarus", "Poland", "Belarus"),
        ("The boundary separating Guatemala from Belize is disputed.", "boundary separating Guatemala from Belize", "Guatemala", "Belize"),
        ("The North Korea-South Korea border is fortified.", "North Korea-South Korea border", "North Korea", "South Korea"),
        ("A post on the Papua New Guinea-Indonesia border burned.", "Papua New Guinea-Indonesia border", "Papua New Guinea", "Indonesia"),
    ],
)  # fmt: skip
def test_form(
    text: str,
    phrase: str,
    left: str,
    right: str,
    parse: Callable[[str], Any],
    gazetteer: Gazetteer,
    words: PlaceWords,
) -> None:
    found = find_border_phrases(text, recognise(parse(text), gazetteer, words), gazetteer)
    assert [(b.text, b.left.text, b.right.text) for b in found] == [(phrase, left, right)]
    for part in (found[0], found[0].left, found[0].right):
        assert text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    "text",
    [
        "The border was closed.",
        "Border guards and the Gaza police met.",
        "The Syrian border is long.",
        "He read Borders of Infinity and Barrayar.",
    ],
)
def test_what_names_no_two_sides_is_no_border(
    text: str, parse: Callable[[str], Any], gazetteer: Gazetteer, words: PlaceWords
) -> None:
    assert find_border_phrases(text, recognise(parse(text), gazetteer, words), gazetteer) == []


def test_time_is_linear(gazetteer: Gazetteer) -> None:
    text = "Aaa-Bbb Ccc border with " * 4000
    find_border_phrases(text, [], gazetteer)
    find_border_phrases(("A" * 30 + " ") * 3000 + "border between", [], gazetteer)
