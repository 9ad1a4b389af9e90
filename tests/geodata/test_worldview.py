from __future__ import annotations

from pathlib import Path

import pytest

from geodata import worldview
from geodata.errors import DataError, InputError

ISO = worldview.load("iso")
DE_FACTO = worldview.load("de_facto")


@pytest.mark.parametrize(
    ("ref", "iso", "de_facto"),
    [
        ("UA-43", "UA", "RU"),  # Crimea
        ("x-golan", "SY", "IL"),
        ("x-east-jerusalem", "PS", "IL"),
        ("PS-WE", "PS", "PS"),
        ("PS-GZ", "PS", "PS"),
        ("x-sahara-west", "EH", "MA"),
        ("x-sahara-east", "EH", "EH"),
        ("x-kashmir-in", "IN", "IN"),
        ("x-kashmir-pk", "PK", "PK"),
        ("XK", "XK", "XK"),
        ("TW", "TW", "TW"),
        ("x-somaliland", "SO", "x-somaliland"),
        ("GE-AB", "GE", "GE-AB"),
        ("x-northern-cyprus", "CY", "x-northern-cyprus"),
        ("MD-SN", "MD", "MD-SN"),
        ("QA", "QA", "QA"),
    ],
)
def test_each_worldview_draws_an_area_as_part_of_one_country(ref: str, iso: str, de_facto: str) -> None:
    assert ISO.country(ref) == iso
    assert DE_FACTO.country(ref) == de_facto


def test_gaza_and_the_west_bank_are_shown_apart_and_east_jerusalem_with_the_west_bank() -> None:
    assert ISO.shown("PS-GZ") == "PS-GZ"
    assert ISO.shown("x-east-jerusalem") == "PS-WE"
    assert ISO.chain("x-east-jerusalem") == ["x-east-jerusalem", "PS-WE", "PS"]
    assert ISO.shown("UA-43") == "UA"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("RS", "XK", "disputed"),
        ("UA-43", "UA", "disputed"),
        ("x-golan", "SY", "disputed"),
        ("x-golan", "IL", "border"),
        ("x-east-jerusalem", "IL", "disputed"),
        ("PS-GZ", "IL", "border"),
        ("x-sahara-west", "MA", "disputed"),
        ("x-sahara-west", "x-sahara-east", "disputed"),
        ("x-sahara-east", "MR", "border"),
        ("x-kashmir-in", "x-kashmir-pk", "disputed"),
        ("x-kashmir-in", "IN", None),
        ("x-kashmir-in", "CN", "disputed"),
        ("FR", "DE", "border"),
        ("FR", "FR", None),
    ],
)
def test_lines_under_iso(one: str, other: str, kind: str | None) -> None:
    for a, b in ((one, other), (other, one)):
        rules = ISO.rules_between(a, b)
        assert (rules[0].kind if rules else ISO.default_kind(a, b)) == kind


@pytest.mark.parametrize("view", [ISO, DE_FACTO], ids=["iso", "de_facto"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UA-43", "UA"),
        ("x-golan", "SY"),
        ("x-east-jerusalem", "PS-WE"),
        ("x-sahara-west", "x-sahara-east"),
        ("x-kashmir-in", "x-kashmir-pk"),
        ("x-somaliland", "SO"),
        ("GE-AB", "GE"),
        ("MD-SN", "MD"),
        ("x-northern-cyprus", "CY"),
    ],
)
def test_the_line_on_the_ground_is_dashed_whoever_it_is_drawn_with(
    view: worldview.Worldview, one: str, other: str
) -> None:
    rules = view.rules_between(one, other)
    assert (rules[0].kind if rules else view.default_kind(one, other)) == "disputed"


def test_every_area_and_line_rule_has_a_reading_in_every_worldview() -> None:
    table = worldview.read_table()
    refs = {row["ref"] for row in table["areas"]}
    for row in table["areas"]:
        for view in table["worldviews"]:
            parent = row[view]
            assert parent in refs or parent == "" or len(parent) == 2, (row["ref"], view)
        assert row["claims"].endswith(".") and row["claims"][0].isupper()
    for row in table["lines"]:
        assert set(row.get("dashed", ())) | set(row.get("hidden", ())) <= set(table["worldviews"])


def test_no_chain_runs_in_a_circle() -> None:
    for view in (ISO, DE_FACTO):
        for ref in view.areas:
            chain = view.chain(ref)
            assert len(chain) == len(set(chain)) <= 3


def test_an_unknown_worldview_is_an_input_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="iso, de_facto"):
        worldview.load("atlantis")


def test_a_damaged_table_is_a_data_error(tmp_path: Path) -> None:
    table = tmp_path / "worldview.toml"
    table.write_text("[worldviews.iso\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        worldview.load("iso", table)
    table.write_text('notes = []\nlines = []\n[worldviews.iso]\nname = "x"\n[[areas]]\nref = "A"\n', encoding="utf-8")
    with pytest.raises(DataError, match="lacks 'name'"):
        worldview.load("iso", table)


def test_worldviews_are_listed_with_their_names() -> None:
    assert worldview.worldviews() == {"iso": "ISO 3166 / United Nations", "de_facto": "control on the ground"}
