"""Choosing among real namesakes: rules that hold for any names in any order, on a small gazetteer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.context import SIGNALS, Context, Group
from geodata.english import place_words
from geodata.resolution import LISTED, Resolution, Scored, resolve, settled
from geodata.toponyms import PlaceWords, Toponym
from tests.geodata.small_gazetteer import SmallGazetteer

NAMES = sorted(SmallGazetteer().entries)
PLAIN, TURNED = SmallGazetteer(), SmallGazetteer(turn=True)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def words() -> PlaceWords:
    return place_words()


def said(names: list[str], containers: dict[int, str] | None = None) -> list[Toponym]:
    """Toponyms one after the other, ten characters apart."""
    found, at = [], 0
    for k, name in enumerate(names):
        found.append(Toponym(at, at + len(name), name, "model", locative=True, container=(containers or {}).get(k)))
        at += len(name) + 10
    return found


def answers(resolutions: list[Resolution]) -> list[tuple[str | None, float, list[str]]]:
    return [(r.best.id if r.best else None, r.confidence, [s.entry.id for s in r.candidates]) for r in resolutions]


@SLOW
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9))
def test_the_order_of_candidates_changes_nothing(words: PlaceWords, names: list[str]) -> None:
    toponyms = said(names)
    assert answers(resolve(toponyms, PLAIN, words)) == answers(resolve(toponyms, TURNED, words))


@SLOW
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_mentions_changes_nothing(words: PlaceWords, names: list[str], random: Any) -> None:
    toponyms = said(names)
    turned = list(toponyms)
    random.shuffle(turned)
    by_span = {r.toponym.start: r for r in resolve(turned, PLAIN, words)}
    again = [by_span[t.start] for t in toponyms]
    # Sums of many small numbers in another order may differ in the last of the shown digits.
    for one, other in zip(resolve(toponyms, PLAIN, words), again, strict=True):
        assert one.best == other.best
        assert abs(one.confidence - other.confidence) <= 0.011


@SLOW
@given(st.lists(st.sampled_from([*NAMES, "Qwxzville"]), max_size=9))
def test_every_mention_has_an_answer_and_a_chance(words: PlaceWords, names: list[str]) -> None:
    toponyms = said(names)
    found = resolve(toponyms, PLAIN, words)
    assert [r.toponym for r in found] == toponyms
    assert all(0.0 <= r.confidence <= 1.0 for r in found)
    assert all(r.best is not None for r in found if r.toponym.text != "Qwxzville")
    assert all(r.entry is None for r in found if r.toponym.text == "Qwxzville")


def test_one_sense_per_name(words: PlaceWords) -> None:
    found = resolve(said(["Paris", "Texas", "Paris"], {0: "Texas"}), PLAIN, words)
    assert [r.best.admin1 for r in found if r.best] == ["US.TX"] * 3


def test_company_decides(words: PlaceWords) -> None:
    lebanon, libya = (resolve(said(["Tripoli", other]), PLAIN, words)[0] for other in ("Beirut", "Madrid"))
    assert (lebanon.best and lebanon.best.country, libya.best and libya.best.country) == ("LB", "LY")


def test_a_name_that_the_gazetteer_lacks_is_beside_its_neighbour(words: PlaceWords) -> None:
    unknown, beirut = resolve(said(["Qwxzville", "Beirut"]), PLAIN, words)
    assert unknown.entry is None and unknown.beside == beirut.entry and unknown.best == beirut.entry
    assert unknown.confidence < beirut.confidence
    assert "no place of that name" in unknown.reason


def test_a_near_tie_is_unresolved_with_its_reason() -> None:
    one, other = PLAIN.lookup("Springfield")[:2]
    tied = Resolution(
        Toponym(0, 11, "Springfield", "model"),
        one,
        (Scored(one, 9.0, {}), Scored(other, 8.99, {})),
        0.5,
        "the most populous of that name",
    )
    left = settled(tied)
    assert left.entry is None and left.best == one and "equally likely" in left.reason
    clear = Resolution(tied.toponym, one, (Scored(one, 9.0, {}), Scored(other, 7.0, {})), 0.9, "why")
    assert settled(clear).entry == one


def test_a_story_judges_an_area_by_its_name_and_choice(words: PlaceWords) -> None:
    (texas,) = resolve(said(["Texas"]), PLAIN, words)
    assert settled(texas).confidence >= texas.confidence > LISTED


def test_context_is_between_nothing_and_everything() -> None:
    groups = [Group([t], PLAIN.lookup(t.text)) for t in said(["Paris", "Texas", "Georgia", "Tripoli"])]
    context = Context(groups)
    count = sum(len(g.candidates) for g in groups)
    signals = context.signals(context.likely(np.zeros(count)))
    assert signals.shape == (count, len(SIGNALS))
    assert (signals >= 0).all() and (signals <= 1 + 1e-9).all()


def test_no_names_are_no_context() -> None:
    assert Context([]).signals(np.zeros(0)).shape == (0, len(SIGNALS))
