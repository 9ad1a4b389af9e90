from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from geodash.language import speaking
from geodash.naming import ground_names, localised
from geodash.scripts import best
from geodash.view import View, build_view
from geodata import shipped
from geodata.gazetteer import Gazetteer
from geodata.model import Place, Story
from tests.geodash.helpers import event, evidence, fixture, place, proposal, square, stance, story

LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def view(told: Story, lang: str) -> View:
    own = localised(told, lang)
    with speaking(lang):
        return build_view(own, date(2024, 8, 14))


def names(told: Story, lang: str) -> dict[str, str]:
    return {p.id: p.name for p in localised(told, lang).places}


@pytest.mark.parametrize(
    ("id", "name", "ar", "he"),
    [
        ("gn:276781", "Beirut", "بيروت", "ביירות"),
        ("gn:290030", "Doha", "الدوحة", "דוחה"),
        ("gn:281124", "Khan Younis", "خان يونس", "ח׳אן יונס"),
        ("gn:216281", "Goma", "غوما", "גומה"),
        ("gn:3871336", "Santiago", "سانتياغو", "סנטיאגו"),
        ("gn:703448", "Kiev", "كييف", "קייב"),
        ("gn:289688", "Qatar", "قطر", "קטאר"),
        ("gn:197745", "Garissa", "غاريسا", "גאריסה"),
        ("adm1:PS.GZ", "Gaza", "غزة", "עזה"),
        ("sea:red-sea", "Red Sea", "البحر الأحمر", "ים סוף"),
        ("gn:216281:near", "near Goma", "قرب غوما", "ליד גומה"),
        ("gn:3932488:north", "northern Peru", "شمال بيرو", "צפון פרו"),
        ("gn:3932488:northeast", "north-eastern Peru", "شمال شرق بيرو", "צפון־מזרח פרו"),
    ],
)
def test_names_of_places(id: str, name: str, ar: str, he: str) -> None:
    told = story(places=[place(id, name=name)])
    assert (names(told, "ar")[id], names(told, "he")[id]) == (ar, he)


def test_borders_are_put_together() -> None:
    told = story(places=[place("geodash:egypt-gaza-strip-border", "border", 5, name="Egypt–Gaza border")])
    assert list(names(told, "ar").values()) == ["الحدود بين مصر وغزة"]
    assert list(names(told, "he").values()) == ["גבול מצרים–עזה"]


def test_an_editor_s_name_wins_and_an_unknown_place_keeps_its_own() -> None:
    told = story(places=[place("gn:276781", name="Beirut", names={"ar": "بيروت الكبرى"}), place("x:1", name="Nowhere")])
    assert names(told, "ar") == {"gn:276781": "بيروت الكبرى", "x:1": "Nowhere"}


def test_a_namesake_of_a_known_town_does_not_take_its_name(gazetteer: Gazetteer) -> None:
    known, *others = [e for e in gazetteer.lookup("Hebron") if e.id.startswith("gn:") and e.kind == "settlement"]
    told = story(places=[place(e.id, name="Hebron") for e in (known, others[0])])
    first, second = names(told, "ar").values()
    assert first == "الخليل" and second != "الخليل"


def test_english_is_the_story_itself() -> None:
    told = fixture("talks")
    assert localised(told, "en") is told


def test_evidence_quotes_ids_and_labels_stay() -> None:
    told = fixture("talks")
    own = localised(told, "ar")
    assert own.all_evidence() == told.all_evidence()
    assert own.articles == told.articles and own.title == told.title
    for kind in ("places", "events", "proposals"):
        assert [x.id for x in getattr(own, kind)] == [x.id for x in getattr(told, kind)]
    assert [e.label for e in own.events] == [e.label for e in told.events]


# What stays in the article's language: its words, and names that nobody translates.
KEPT = ("headline", "source", "quote", "title", "pieces", "toponyms", "text", "reason")


def furniture(node: Any, key: str = "") -> list[str]:
    if isinstance(node, dict):
        return [t for k, v in node.items() if k not in KEPT or isinstance(v, (dict, list)) for t in furniture(v, k)]
    if isinstance(node, (list, tuple)):
        return [] if key in KEPT else [t for v in node for t in furniture(v, key)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("lang", ["ar", "he"])
def test_a_view_has_no_english_furniture(lang: str) -> None:
    told = fixture("talks")
    seen = json.loads(json.dumps(asdict(view(told, lang)), default=str))
    for machine in ("story_id", "links"):
        seen.pop(machine)
    machine = {"id", "symbol", "key", "status", "modality", "panel_id", "place_id", "ref"}
    stays = [e.label for e in told.events] + [p.name for p in told.proposals] + [told.articles[0].source_office or ""]
    stays += [t.exact for u in told.unresolved for t in u.toponyms]
    kept = {w for text in stays for w in re.findall(r"[A-Za-z]{3,}", text)} | {"ISO"}
    left = {w for text in furniture(_without(seen, machine)) for w in re.findall(r"[A-Za-z]{3,}", text)}
    assert left - kept == set()


def _without(node: Any, keys: set[str]) -> Any:
    if isinstance(node, dict):
        return {
            k: _without(v, keys)
            for k, v in node.items()
            if k not in keys and not k.endswith("_ids") and k not in ("geometry", "type")
        }
    return [_without(v, keys) for v in node] if isinstance(node, list) else node


def test_stances_are_nouns_and_say_the_verb_that_the_article_used() -> None:
    positions = [
        stance("Israel", "proposes", "demands"),
        stance("Hamas", "rejects", "spurns"),
        stance("the United Nations", "mediates", "mediates"),
    ]
    plan = proposal("p", "s", positions=positions, geometry_basis="containing_area", status="disputed")
    told = story(places=[place("s", "admin_area", 4, name="Gaza Strip", geometry=square(0, 0, 1, 1))], proposals=[plan])
    zone = view(told, "ar").sections[0].zones[0]
    assert [(r.party, r.verb) for r in zone.rows] == [("إسرائيل", "مطلب"), ("حماس", "رفض"), ("الأمم المتحدة", "وساطة")]
    assert zone.name == "منطقة أمنية داخل قطاع غزة"
    assert zone.reason == "إسرائيل: مطلب؛ حماس: رفض؛ الأمم المتحدة: وساطة."
    assert view(told, "he").sections[0].title == "אזור ביטחון מוצע"


def test_captions_are_translated_and_labels_are_not() -> None:
    due = {"text": "Thursday", "earliest": "2024-08-15", "latest": "2024-08-15", "time_precision": 1}
    told = story(
        places=[place("gn:289688", "country", 6, name="Qatar", country="QA", geometry=square(50, 24, 52, 26))],
        events=[event("e", "gn:289688", modality="planned", date=due), event("f", "gn:289688", modality="claimed")],
    )
    assert view(told, "ar").panels[-1].shapes[0].captions == (
        "محادثات، الموعد: الخميس 15 أغسطس، المدينة غير مذكورة",
        "ادعاء: Event f، المكان غير مذكور",
    )
    own = localised(told, "ar")
    with speaking("ar"):
        passed = build_view(own, date(2024, 9, 1)).cards[0].when
    assert passed == "كان مقررًا في 15 أغسطس 2024؛ النتيجة غير مذكورة هنا"


def test_names_are_data() -> None:
    said = evidence()
    told = story(places=[place("x", name="{0.__class__}", point=[1, 1], toponyms=[said])], events=[event("e", "x")])
    for lang in ("en", "ar"):
        mark = view(told, lang).panels[-1].marks[0]
        assert mark.name == "{0.__class__}" and "{0.__class__}" in mark.aria


@pytest.mark.parametrize("lang", ["ar", "he"])
def test_every_sea_of_the_map_and_every_country_has_a_name(lang: str) -> None:
    points = [p for p in shipped.labels()["points"] if p[0] in ("sea", "country")]
    labels = [{"id": f"l:{ref}", "kind": kind, "text": name} for kind, ref, name, *_ in points]
    left = [x["text"] for x in ground_names(labels, lang) if LATIN.search(x["text"])]
    assert left == []


def test_labels_of_the_ground() -> None:
    labels = [
        {"id": "l:EG", "text": "Egypt"},
        {"id": "l:PS-GZ", "text": "Gaza Strip"},
        {"id": "gn:360630", "text": "Cairo"},
    ]
    assert [x["text"] for x in ground_names(labels, "ar")] == ["مصر", "قطاع غزة", "القاهرة"]
    assert ground_names(labels, "en") == labels


def test_spellings_of_other_languages_in_the_script_are_left() -> None:
    assert best(["گوما", "غوما"], "ar") == "غوما"
    assert best(["دوحه", "الدوحة", "دوحہ"], "ar") == "الدوحة"
    assert best(["کیف"], "ar") == "كيف" and best(["گاریسا"], "ar") == ""
    assert best(["פאריז", "פריז"], "he") == "פריז" and best([], "he") == ""
    assert best(["גדה"], "he", "Jeddah") == "" and best(["גנואה"], "he", "Gonoa") == "גנואה"


def test_a_place_model_is_not_needed_twice() -> None:
    told = fixture("talks")
    assert all(isinstance(p, Place) for p in localised(told, "he").places)
