"""Both tables hold every template that the code says, with the same holes, and nothing besides."""

from __future__ import annotations

import ast
import calendar
import re
from datetime import date
from pathlib import Path

import pytest

from geodash import dates, measure, namer, reasons, stances, words, zones
from geodash.language import Said, counted, direction, languages, say, speaking, table
from geodash.paths import TEMPLATES
from geodash.picture import legend, projection, scale
from geodata.errors import InputError
from geodata.model import Status

PACKAGE = Path(zones.__file__).parent
OTHERS = [code for code in languages() if code != "en"]
HOLE = re.compile(r"\{\w+\}")


# Said by the pictures, which are drawn elsewhere; a line leaves this list when its template is used.
def calls(name: str) -> list[ast.Call]:
    trees = [ast.parse(f.read_text(encoding="utf-8")) for f in sorted(PACKAGE.rglob("*.py"))]
    nodes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return [n for n in nodes if isinstance(n.func, (ast.Name, ast.Attribute)) and _called(n.func) == name]


def _called(function: ast.Name | ast.Attribute) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr


def literals(name: str, at: int) -> set[str]:
    given = [c.args[at] for c in calls(name) if len(c.args) > at]
    return {a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def composed() -> set[str]:
    """Templates that are not written out in a call: tables, months, headings, the machine's reasons."""
    tables = [t for t in vars(words).values() if isinstance(t, Said)]
    found = {w for t in tables for w in t.english.values() if w}
    found |= {*calendar.month_abbr[1:], *calendar.day_abbr, dates.UNDATED}
    nouns = {words.PROPOSAL_KIND.english[k] for k in zones.AREAL_KINDS} | {"withdrawal", "zone"}
    found |= {zones.heading(n, several, done) for n in nouns for several in (True, False) for done in (True, False)}
    found |= {*reasons.WHOLE, *reasons.SIGNALS, *stances.VERBS, *stances.FACTS, *stances.NOTES}
    found |= {*legend.WORDS.values(), *scale.WORDS.values(), *projection.NAMES}
    return found | set(namer.PARTS.values())


def in_templates() -> set[str]:
    pages = "".join(f.read_text(encoding="utf-8") for f in TEMPLATES.glob("*.html"))
    return set(re.findall(r'say\("([^"]+)"\)', pages))


@pytest.mark.parametrize("code", OTHERS)
def test_a_table_holds_what_is_said_and_nothing_else(code: str) -> None:
    said = literals("say", 0) | composed() | in_templates()
    held = set(table(code)["say"])
    assert said - held == set()
    assert held - said == set()
    assert set(table(code)["count"]) == literals("count", 1)


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_the_holes_of_their_templates(code: str) -> None:
    for english, own in table(code)["say"].items():
        assert sorted(HOLE.findall(own)) == sorted(HOLE.findall(english)), english
        assert own.strip() or not english.strip(), english
    for forms in table(code)["count"].values():
        assert "other" in forms and all(set(HOLE.findall(f)) <= {"{n}"} for f in forms.values())


@pytest.mark.parametrize("call", calls("say"), ids=lambda c: f"line-{c.lineno}")
def test_a_call_gives_every_value_that_its_template_wants(call: ast.Call) -> None:
    first = call.args[0]
    if not isinstance(first, ast.Constant) or any(k.arg is None for k in call.keywords):
        return
    given = {k.arg for k in call.keywords}
    assert not given or set(HOLE.findall(first.value)) == {f"{{{name}}}" for name in given}


def test_an_unknown_language_is_one_line_that_names_the_choices() -> None:
    with pytest.raises(InputError, match=r"^language “xx” is unknown; choose one of: en, ar, he$"), speaking("xx"):
        pass


def test_it_speaks_inside_the_block_only() -> None:
    with speaking("ar"):
        assert words.STATUS[Status.disputed] == "غير متفق عليه" and direction() == "rtl"
        with speaking("he"):
            assert say("Events") == "אירועים"
        assert say("Events") == "الأحداث"
    assert say("Events") == "Events" and direction() == "ltr"
    assert words.STATUS[Status.disputed] == "Not agreed"


def test_values_are_put_in_literally() -> None:
    for value in ("{0.__class__}", "{day}", "%s {what}", r"\1 \g<0>", "{", "<b>"):
        assert say("Proposed: {name}", name=value) == f"Proposed: {value}"
        with speaking("ar"):
            assert say("Proposed: {name}", name=value) == f"مقترح: {value}"


def test_a_missing_value_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        say("{event} due {day}", event="talks")


def test_what_no_table_holds_stays_english() -> None:
    with speaking("he"):
        assert say("no such template, {name}", name="x") == "no such template, x"


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
        ("ar", 1, "حدث واحد"),
        ("ar", 2, "حدثان"),
        ("ar", 5, "5 أحداث"),
        ("ar", 12, "12 حدثًا"),
        ("he", 2, "שני אירועים"),
        ("he", 7, "7 אירועים"),
    ],
)
def test_counted_by_the_rule_of_the_language(code: str, number: int, said: str) -> None:
    with speaking(code):
        assert counted(number, "event", "events") == said


def test_lengths_in_the_units_of_the_house() -> None:
    assert [measure.in_words(km) for km in (0.85, 12.7, 1974)] == ["850 m", "12.7 km", "1,974 km"]
    with speaking("en", units="miles"):
        assert [measure.in_words(km) for km in (0.85, 12.7, 1974)] == ["0.5 miles", "7.9 miles", "1,227 miles"]
    with speaking("ar"):
        assert measure.in_words(12.7) == "12.7 كم"


def test_a_wording_changes_templates_and_never_their_holes() -> None:
    with speaking("en", reword=lambda text: text.replace("day", "DAY").replace("Proposed", "Suggested")):
        assert say("As of {day}", day="Sunday") == "As of Sunday"
        assert say("Proposed: {name}", name="Proposed") == "Suggested: Proposed"
    with speaking("en", reword=lambda text: text.replace("May", "Might")):
        assert dates.day(date(2024, 5, 1)) == "1 May 2024"


def test_dates_in_arabic_and_hebrew() -> None:
    day = date(2024, 8, 15)
    with speaking("ar"):
        assert dates.day(day, year=False, weekday=True) == "الخميس 15 أغسطس"
    with speaking("he"):
        assert dates.day(day) == "15 באוגוסט 2024"
