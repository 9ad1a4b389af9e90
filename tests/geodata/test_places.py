"""What resolved names become in the story: one place each, as precise as the words allow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.model import Place, Story
from geodata.pipeline import build_story
from geodata.read import read_article

Build = Callable[[str], Story]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def run(text: str) -> Story:
        path = tmp_path / "a.txt"
        path.write_text(text, "utf-8")
        return build_story(read_article(str(path)))

    return run


def only(story: Story, name: str) -> Place:
    (found,) = [p for p in story.places if p.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind", "where_prec"),
    [
        ("A bus crashed in Goma.", "Goma", "settlement", 1),
        ("A bus crashed near Goma.", "near Goma", "settlement", 2),
        ("A bus crashed on the outskirts of Goma.", "near Goma", "settlement", 2),
        ("Rain fell across northern Peru.", "northern Peru", "region", 5),
        ("Rain fell in North Kivu.", "North Kivu", "admin_area", 4),
        ("Rain fell in Rapides Parish, Louisiana.", "Rapides Parish", "admin_area", 3),
        ("Rain fell all over Bolivia.", "Bolivia", "country", 6),
        ("A tanker sank in the Red Sea.", "Red Sea", "water", 7),
        ("Troops lined the border between Peru and Chile.", "Chile–Peru border", "border", 5),
        ("Diplomats met at the White House.", "White House", "facility", 1),
    ],
)
def test_precision(text: str, name: str, kind: str, where_prec: int, build: Build) -> None:
    found = only(build(text), name)
    assert (found.kind, found.where_prec) == (kind, where_prec)
    if where_prec == 2:
        assert found.coordinate_uncertainty_m == 25_000
    if where_prec in (4, 5, 6):
        assert found.geometry is not None
    if where_prec == 1:
        assert found.geometry is None and found.point is not None


def test_all_names_of_a_place_are_one_place(build: Build) -> None:
    story = build("The United States waited. The U.S. said it would act; the US did not.")
    assert [t.exact for t in only(story, "United States").toponyms] == ["United States", "U.S.", "US"]


def test_a_demonym_alone_is_no_place(build: Build) -> None:
    assert [p.name for p in build("Kenyan runners won in Boston.").places] == ["Boston"]


def test_a_place_is_named_as_the_article_spells_it(build: Build) -> None:
    story = build("LVIV — Trains left Lviv for Kiev.")
    assert {p.name for p in story.places} == {"Lviv", "Kiev"}


def test_a_border_of_no_neighbours_is_not_placed(build: Build) -> None:
    story = build("He wrote of the border between Peru and Kenya.")
    assert [u.reason for u in story.unresolved] == ["the two areas share no border on land"]
    assert {p.kind for p in story.places} == {"country"}


def test_a_border_lies_where_its_line_is(build: Build) -> None:
    border = only(build("Guards left the Rwandan border with Burundi."), "Burundi–Rwanda border")
    assert border.point is not None and border.geometry is not None
    assert 28.9 < border.point[0] < 31 and -3 < border.point[1] < -2.2
    assert border.coordinate_uncertainty_m and 50_000 < border.coordinate_uncertainty_m < 200_000
