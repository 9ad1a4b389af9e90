"""Labels: plain words in the present tense, at most 90 characters, never a cut-off sentence."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.events import find_events
from geodata.tables import load_tables
from tests.geodata.reading_helper import reading

PUBLISHED = date(2024, 8, 14)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ministers are set to meet in Lima on Friday.", "Ministers to meet in Lima"),
        ("Eritrea has rejected Ethiopia's new demands.", "Eritrea rejects Ethiopia's new demands"),
        ("Despite Honduras’ refusal to join the vote, envoys were hopeful.", "Honduras refuses to join the vote"),
        ("Envoys met after the killing of a rebel commander in Beni.", "Rebel commander killed in Beni"),
        ("Malian forces have stepped up operations in Kidal.", "Malian forces step up operations in Kidal"),
        ("Clashes broke out between soldiers and rebels near Goma.", "Clashes break out near Goma"),
        ("Two soldiers were wounded by gunfire near Batken.", "Two soldiers wounded by gunfire near Batken"),
        ("Floods killed thousands of people in Derna.", "Floods kill thousands of people in Derna"),
        ("Kenya will deploy 1,000 police officers to Haiti.", "Kenya to deploy 1,000 police officers to Haiti"),
        ("Iran threatened to close the Strait of Hormuz.", "Iran threatens to close the Strait of Hormuz"),
        ("The junta said it would not attend the summit.", "Junta will not attend summit"),
        ("Rwanda accused Congo of arming militias.", "Rwanda accuses Congo of arming militias"),
        ("A cyclone hit Vanuatu and was felt in Fiji.", "Cyclone hits Vanuatu"),
        ("In Kinshasa, protesters burned tyres outside a barracks on Saturday.", "Protesters burn tyres in Kinshasa"),
        ("Thousands of people fled towards Goma.", "Thousands of people flee towards Goma"),
        ("Kenya sent food to Beledweyne on Sunday.", "Kenya sends food to Beledweyne"),
        ("Gunmen attacked a post near Mandera and killed three officers.", "Gunmen kill three officers near Mandera"),
        ("Rwanda denied that it supports the rebels.", "Rwanda denies supporting the rebels"),
        ("Serbia denied that its troops crossed into Kosovo.", "Serbia denies that its troops crossed into Kosovo"),
        ("Uganda backed the proposal. The Chadian government rejected it.", "Chad rejects the proposal"),
        ("The minister warned that North Kivu could run out of food.", "North Kivu could run out of food"),
        ("Angola proposed a ceasefire and a buffer zone.", "Angola proposes ceasefire and buffer zone"),
        (
            "A Qatari envoy is trying to prevent a wider border conflict after the killing of the commander in Beirut.",
            "Qatari envoy tries to prevent a wider border conflict",
        ),
    ],
)  # fmt: skip
def test_label(text: str, label: str) -> None:
    found = find_events(reading(text, PUBLISHED), PUBLISHED, load_tables())
    assert label in [e.label for e in found]


def test_long_clauses_are_cut_between_phrases() -> None:
    text = (
        "The Federation of Independent Transport Workers and Allied Trades of the Western Provinces urged the national "
        "government in Nairobi to reconsider the timetable for the introduction of the new tax on diesel fuel."
    )
    for event in find_events(reading(text, PUBLISHED), PUBLISHED, load_tables()):
        assert len(event.label) <= 90
        assert event.label.rsplit(" ", 1)[-1] not in ("the", "of", "to", "for", "in", "on", "and")
