from __future__ import annotations

import pytest

from geodash import zones
from geodata.model import Proposal
from tests.geodash.helpers import fixture, place, proposal, square, stance, story


def _only(**more: object) -> zones.Zone:
    places = [place("area", "admin_area", 4, geometry=square(0, 0, 1, 1)), place("town", point=[0, 0])]
    made = story(places=places, proposals=[proposal("p1", **more)])
    return zones.sections(made)[0].zones[0]


def test_zones_come_before_other_proposals() -> None:
    first, second = zones.sections(fixture("talks"))
    assert (first.title, [z.name for z in second.zones]) == ("Proposed security zones", ["Three-phase plan"])
    assert second.title == "Other proposals"
    border, within = first.zones
    assert (border.status_word, border.reason) == ("Not agreed", "Israel demands it; Hamas rejects it.")
    assert border.map_note.startswith("On the map: the 1") and border.map_note.endswith("km border. Width not stated.")
    assert within.map_note == "Not drawn: the article does not say where in Gaza."
    assert second.zones[0].map_note == "Not drawn: the article states no place for it."


def test_a_row_for_each_party_with_its_verb_and_quote() -> None:
    first, second = zones.sections(fixture("talks"))
    assert [(r.party, r.verb) for r in first.zones[0].rows] == [("Israel", "demands"), ("Hamas", "rejects")]
    assert all(r.quote for z in (*first.zones, *second.zones) for r in z.rows)
    assert second.zones[0].rows[0].party == "United States, Qatar and Egypt"
    assert second.zones[0].rows[0].verb == "mediate"


@pytest.mark.parametrize(
    ("proposals", "title"),
    [
        ([{}], "Proposed security zone"),
        ([{}, {"kind": "buffer_zone"}], "Proposed zones"),
        ([{"kind": "buffer_zone", "status": "in_force"}], "Buffer zone"),
        ([{"kind": "ceasefire"}], "Proposals"),
        ([{"kind": "withdrawal", "place_ids": ["x"], "geometry_basis": "containing_area"}], "Proposed withdrawal"),
    ],
)
def test_headings(proposals: list[dict[str, object]], title: str) -> None:
    made = story(
        places=[place("x", "admin_area", 4, geometry=square(0, 0, 1, 1))],
        proposals=[proposal(f"p{n}", **p) for n, p in enumerate(proposals)],
    )
    assert zones.sections(made)[0].title == title


def test_without_proposals_there_is_no_section() -> None:
    assert zones.sections(story()) == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"place_ids": ["area"], "geometry_basis": "named_place"}, "On the map: Area, as named. Width not stated."),
        ({"place_ids": ["area"], "geometry_basis": "containing_area"}, "Not drawn: the article does not say where in Area."),
        ({"place_ids": ["area"]}, "Not drawn: the article does not say where in Area."),
        ({}, "Not drawn: the article states no place for it."),
        (
            {"geometry": square(0, 0, 1, 1), "geometry_basis": "official_map"},
            "On the map: the outline of an official map.",
        ),
        (
            {"geometry": square(0, 0, 1, 1), "geometry_basis": "editor_estimate", "geometry_note": "drawn from a photo"},
            "On the map: an editor's estimate, not a stated outline. Drawn from a photo.",
        ),
    ],
)  # fmt: skip
def test_what_the_map_shows(more: dict[str, object], said: str) -> None:
    assert _only(**more).map_note == said


def test_the_reason_comes_from_the_stances_where_the_story_gives_none() -> None:
    zone = _only(positions=[stance("A", "proposes", "demands"), stance("B", "rejects", "rejects")])
    assert zone.reason == "A demands it; B rejects it."


def test_the_latest_dated_stance_of_a_party_counts_and_undated_ones_all_do() -> None:
    def on(day: str) -> dict[str, object]:
        return {"earliest": day, "latest": day}

    made = Proposal.model_validate(
        proposal(
            "p1",
            positions=[
                stance("A", "rejects", "rejects", date=on("2024-08-02")),
                stance("A", "accepts", "accepts", date=on("2024-08-09")),
                stance("A", "undecided", "weighs"),
                stance("B", "proposes", "proposes"),
                stance("B", "seeks_changes", "wants changes"),
            ],
        )
    )
    assert [(s.party, s.verb) for s in zones.current(made.positions)] == [
        ("B", "proposes"),
        ("A", "accepts"),
        ("B", "wants changes"),
    ]


def test_who_proposes_stands_first() -> None:
    positions = [stance("B", "rejects", "rejects"), stance("A", "proposes", "demands")]
    made = Proposal.model_validate(proposal("p1", positions=positions))
    assert zones.sides(made) == "A demands, B rejects"


def test_who_mediates_takes_no_side() -> None:
    made = Proposal.model_validate(
        proposal("p1", positions=[stance("M", "mediates", "mediates"), stance("A", "proposes", "demands")])
    )
    assert zones.sides(made) == "A demands"
