"""The house file: each field, each mistake as one line, and that no text of it becomes markup."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from geodash import palette
from geodash.app import create_app
from geodash.dressing import dressed
from geodash.house import House
from geodash.house_file import MAX_FONT
from geodash.language import speaking
from geodash.library import Library
from geodash.paths import assets
from geodash.view import View, build_view
from geodata.errors import InputError
from geodata.model import Story
from tests.geodash.helpers import event, evidence, fixture, place, proposal, square, stance, story
from tests.geodash.test_app import HOSTILE, Blank

FONT = b"\x00\x01\x00\x00" + b"\x00" * 60
STYLE = json.loads((assets() / "map_style.json").read_text(encoding="utf-8"))
TEXT = "Kiev said it rejects the plan. Troops left Kiev."


def house(folder: Path, text: str) -> House:
    file = folder / "house.toml"
    file.write_text(text, encoding="utf-8")
    return House.load(file)


def view(told: Story, own: House) -> View:
    with own.speaking():
        return build_view(dressed(told, own), date(2024, 8, 14))


def kiev() -> Story:
    said = evidence("Kiev said it rejects the plan", TEXT)
    town = place("k", name="Kiev", point=[30, 50], toponyms=[evidence("Kiev", TEXT)])
    area = place("o", "admin_area", 4, name="Kiev oblast", geometry=square(29, 49, 31, 51), point=[30, 50])
    talks = event("e", "k", label="Kiev rejects plan", evidence=[said], attributed_to="Kiev")
    refusal = stance("Kiev", "rejects", "rejects", evidence=[said])
    plan = proposal(
        "p",
        "o",
        name="Zone in Kiev oblast",
        positions=[refusal],
        evidence=[said],
        geometry_basis="containing_area",
        status_reason="Kiev rejects it.",
    )
    return story(text=TEXT, title="Kiev rejects plan", places=[town, area], events=[talks], proposals=[plan])


def test_names_and_words_on_all_that_the_machine_wrote_and_on_no_quote(tmp_path: Path) -> None:
    own = house(tmp_path, '[names]\n"Kiev" = "Kyiv"\n[words]\nrejects = "refuses"\n"made by machine" = "drafted"')
    seen = view(kiev(), own)
    assert seen.header.headline == "Kyiv rejects plan"  # the publisher's: names alone
    assert seen.header.made_by == "drafted, not reviewed"
    card, zone = seen.cards[0], seen.sections[0].zones[0]
    assert (card.title, card.attributed, card.chips[0].name) == ("Kyiv refuses plan", "Kyiv", "Kyiv")
    assert (zone.name, zone.reason) == ("Zone in Kyiv oblast", "Kyiv refuses it.")
    assert (zone.rows[0].party, zone.rows[0].verb) == ("Kyiv", "refuses")
    marks = [m for p in seen.panels for m in p.drawn]
    assert {m.name for m in marks} == {"Kyiv", "Kyiv oblast"}
    assert {m.captions for m in marks if m.name == "Kyiv"} == {("Kyiv refuses plan",)}
    assert zone.rows[0].quote == card.quote == "Kiev said it rejects the plan"
    assert card.proofs[0].toponyms == ("Kiev",)
    assert "Kiev said it rejects the plan" in "".join(t for t, _ in card.quotes[0].pieces)


def test_evidence_is_untouched_and_the_story_itself_too(tmp_path: Path) -> None:
    own, told = house(tmp_path, '[names]\n"Kiev" = "Kyiv"'), kiev()
    before = told.model_dump_json()
    made = dressed(told, own)
    assert made.all_evidence() == told.all_evidence() and made.articles == told.articles
    assert told.model_dump_json() == before
    assert dressed(told, House()) is told


def test_an_editor_s_reason_is_an_editor_s(tmp_path: Path) -> None:
    own = house(tmp_path, '[words]\nrejects = "refuses"')
    decision = {"by": "editor", "confidence": 1, "reason": "Beta rejects it"}
    told = story(events=[event("e", decision=decision)])
    assert "Beta rejects it" in view(told, own).cards[0].decision


def test_a_word_that_is_all_there_is_stays(tmp_path: Path) -> None:
    own = house(tmp_path, '[words]\nDelta = ""')
    assert dressed(story(places=[place("x", name="Delta")]), own).places[0].name == "Delta"


def test_the_worldview_wins_over_the_story_s(tmp_path: Path) -> None:
    own = house(tmp_path, 'worldview = "de_facto"')
    opened: list[str] = []

    def ground(worldview: str) -> Blank:
        opened.append(worldview)
        return Blank()

    library = Library([fixture("talks")], ground, house=own)
    assert library.page("talks").view.worldview == "de facto worldview" and opened == ["de_facto"]


def test_units_in_words(tmp_path: Path) -> None:
    seen = view(fixture("talks"), house(tmp_path, 'units = "miles"'))
    notes = [z.map_note for s in seen.sections for z in s.zones]
    assert any("miles border" in n for n in notes) and not any(" km" in n for n in notes)


def test_language_of_the_house_and_of_the_command_line(tmp_path: Path) -> None:
    own = house(tmp_path, 'language = "ar"')
    assert Library([fixture("talks")], lambda w: Blank(), house=own).page("talks").view.filters[0].word == "الكل"
    page = Library([fixture("talks")], lambda w: Blank(), house=own, language="he").page("talks")
    assert page.view.filters[0].word == "הכול"


def test_colours_in_the_map_and_on_the_page(tmp_path: Path) -> None:
    own = house(tmp_path, '[colours]\nsea = "#CFE8CF"\nstory = "#7a1fa2"\nink = "#101010"\nborder = "#888888"')
    style = own.style(STYLE)
    assert style["ground"]["sea"] == style["ground"]["lake"] == "#cfe8cf"
    assert style["ground"]["border"]["color"] == style["ground"]["disputed"]["color"] == "#888888"
    assert style["story"] == style["symbols"]["zone"]["stroke"] == style["labels"]["note"]["fill"] == "#7a1fa2"
    assert style["symbols"]["town"]["stroke"] == style["labels"]["name"]["fill"] == "#101010"
    assert style["status"] == STYLE["status"]
    assert STYLE["story"] == "#b3541e"  # the table itself is not changed
    css = own.css()
    assert "--sea: #cfe8cf;" in css and "--story: #7a1fa2;" in css and "--ink: #101010;" in css


def test_without_a_house_style_and_page_are_as_shipped() -> None:
    assert House().style(STYLE) == STYLE and House().css() == ""


def test_shipped_colours_are_those_of_the_table() -> None:
    ground = STYLE["ground"]
    assert {
        "sea": ground["sea"],
        "land": ground["land"],
        "focus": ground["focus"],
        "coast": ground["coast"]["color"],
        "border": ground["border"]["color"],
        "ink": STYLE["ink"],
        "story": STYLE["story"],
        "paper": STYLE["paper"],
    } == palette.SHIPPED
    assert STYLE["labels"]["note"]["fill"] == palette.STORY_TEXT
    tokens = (assets() / "10-tokens.css").read_text(encoding="utf-8")
    assert all(f": {colour};" in tokens for colour in palette.FIXED_TEXTS)
    assert f"--sea: {palette.SHIPPED['sea']};" in tokens


def test_shades_made_of_a_house_s_colours_can_be_read(tmp_path: Path) -> None:
    own = house(tmp_path, '[colours]\nink = "#3a3a3a"\npaper = "#fff4e6"')
    made = palette.variables(own.colours)
    for text in ("ink", "ink-2", "ink-3"):
        assert all(palette.contrast(made[text], made[ground]) >= 4.5 for ground in ("paper", "card", "chip")), text


def test_scripts_from_the_right_are_not_spaced_or_slanted() -> None:
    with speaking("ar"):
        labels = House().style(STYLE)["labels"]
    assert not [k for k, look in labels.items() if isinstance(look, dict) and ("spacing" in look or "italic" in look)]


def test_fonts_are_read_beside_the_house_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(FONT)
    (tmp_path / "b.otf").write_bytes(b"OTTO" + FONT)
    own = house(tmp_path, '[fonts]\nsans = "a.ttf"\nserif_italic = "b.otf"')
    assert own.fonts == {"sans": tmp_path / "a.ttf", "serif_italic": tmp_path / "b.otf"}
    css = own.css()
    assert 'src: url("house/sans")' in css and "font-style: italic" in css and "a.ttf" not in css
    assert '--font-sans: "House Sans", "Noto Sans"' in css


BAD = [
    ("[[[", "is not TOML"),
    ("nmaes = 3", "nmaes: unknown; fields are names, words"),
    ("names = 3", r"names: must be a table, \[names\]"),
    ('[names]\n"Kiev" = 3', "names.Kiev: must be text on one line, 200 characters at most"),
    ('[names]\n"Kiev" = ""', "names.Kiev: must not be empty"),
    ('[names]\n"-" = "x"', "must begin with a letter or a digit"),
    ('[words]\n"a" = "b\\nc"', "words.a: must be text on one line"),
    ('worldview = "mine"', "worldview: must be one of iso, de_facto"),
    ("worldview = 3", "worldview: must be one of iso, de_facto"),
    ('language = "xx"', "language: must be one of en, ar, he"),
    ('units = "leagues"', "units: must be one of km, miles"),
    ('old_after = "7"', "old_after: must be a whole number of days from 1 to 3650"),
    ("old_after = 0", "old_after: must be a whole number of days"),
    ("old_after = true", "old_after: must be a whole number of days"),
    ("credit = 3", "credit: must be text"),
    (f'credit = "{"x" * 201}"', "credit: must be text on one line, 200"),
    ('[colours]\nsky = "#ffffff"', "colours.sky: unknown; choose from sea, land"),
    ('[colours]\nsea = "red"', "colours.sea: must be a colour as “#rrggbb”"),
    ('[colours]\nsea = "#fff"', "colours.sea: must be a colour"),
    ('[colours]\nink = "#999999"', r"ink #999999 on paper #fffdf8 has a contrast of 2\.\d:1, text needs 4.5:1"),
    ('[colours]\nstory = "#ffcc00"', "story #ffcc00 on paper"),
    ('[colours]\npaper = "#101010"', "ink #14202b on paper #101010 has a contrast"),
    ('[colours]\npaper = "#d0d0d0"', "paper #d0d0d0"),
    ('[colours]\nsea = "#003355"', "ink #14202b on sea #003355"),
    ('[fonts]\nsnas = "a.ttf"', "fonts.snas: unknown; choose from sans, sans_bold"),
    ("[fonts]\nsans = 3", "fonts.sans: must be text"),
    ('[fonts]\nsans = "none.ttf"', "fonts.sans: .*none.ttf cannot be read"),
    ('[fonts]\nsans = "."', "fonts.sans: .* is not a file"),
    ('[fonts]\nsans = "page.ttf"', "fonts.sans: .* is not a TTF or OTF file"),
    ('[fonts]\nsans = "large.ttf"', r"fonts.sans: .* has 5\.\d MB, 5 MB at most"),
]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_a_mistake_is_one_line_with_file_and_field(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "page.ttf").write_bytes(b"<html>")
    (tmp_path / "large.ttf").write_bytes(FONT + b"\x00" * MAX_FONT)
    with pytest.raises(InputError, match=told) as caught:
        house(tmp_path, text)
    line = str(caught.value)
    assert line.startswith(str(tmp_path / "house.toml")) and len(line.splitlines()) == 1


def test_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "huge.toml").write_bytes(b"#" * 1_000_001)
    for name, told in (
        ("none.toml", "cannot be read"),
        ("bytes.toml", "not TOML"),
        ("huge.toml", "at most"),
        ("", "read"),
    ):
        with pytest.raises(InputError, match=told):
            House.load(tmp_path / name)


def client(own: House, *stories: Any) -> FlaskClient:
    library = Library(stories or [fixture("talks")], lambda w: Blank(), today=lambda: date(2024, 8, 14), house=own)
    return create_app(library).test_client()


def test_the_app_serves_the_house_s_sheet_and_listed_fonts_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(FONT)
    app = client(house(tmp_path, '[fonts]\nsans = "a.ttf"\n[colours]\nsea = "#cfe8cf"'))
    page = app.get("/s/talks/").text
    (link,) = re.findall(r'href="(/_app/house\.css\?m=\w+)"', page)
    sheet = app.get(link)
    assert sheet.status_code == 200 and sheet.mimetype == "text/css" and "#cfe8cf" in sheet.text
    assert app.get("/_app/house/sans").data == FONT
    for path in ("/_app/house/serif", "/_app/house/a.ttf", "/_app/house/..%2fhouse.toml", "/_app/house/"):
        assert app.get(path).status_code == 404
    assert "noto-sans-latin-400" not in page and "noto-serif-latin-700" in page
    assert "/_app/house.css" not in client(House()).get("/s/talks/").text


def test_credit_and_names_are_text_everywhere(tmp_path: Path) -> None:
    mean = HOSTILE.replace("\u2028", "")
    own = house(tmp_path, f"credit = {json.dumps(mean)}\n[names]\nQatar = {json.dumps(mean)}")
    app = client(own)
    page, layout = app.get("/s/talks/"), app.get("/s/talks/_dash-layout")
    for html in (page.text, app.get("/").text):
        assert "<img" not in html and "{{7*7}}" in html
    assert ["p", {"class": "credit", "dir": "auto"}, mean] in _nodes(layout.json)


def _nodes(node: Any) -> list[Any]:
    found = [node] if isinstance(node, list) else []
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return [*found, *(n for one in inner for n in _nodes(one))]


def test_pages_in_another_language_say_so(tmp_path: Path) -> None:
    app = client(house(tmp_path, 'language = "he"'))
    for path in ("/", "/s/talks/", "/nope"):
        assert '<html lang="he" dir="rtl">' in app.get(path).text
    assert "אין דף כזה" in app.get("/nope").text
    layout = json.dumps(app.get("/s/talks/_dash-layout").json, ensure_ascii=False)
    assert "איך אנחנו יודעים" in layout and '"zoomIn": "הגדלה"' in layout and "How we know" not in layout
    assert '<html lang="en" dir="ltr">' in client(House()).get("/s/talks/").text


def test_the_readme_s_house_file_is_a_good_one(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"<!-- house file -->\n```toml\n(.*?)```", readme, re.DOTALL)
    for font in re.findall(r'"(fonts/[^"]+)"', text):
        (tmp_path / font).parent.mkdir(exist_ok=True)
        (tmp_path / font).write_bytes(FONT)
    own = house(tmp_path, text)
    assert own.credit and own.names and own.words and len(own.fonts) == 3 and len(own.colours) == 5
