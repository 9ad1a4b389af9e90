"""The nearest decided place, against looking at every one."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from geodata.nearest import Nearest, gap
from geodata.toponyms import Toponym


@dataclass(frozen=True)
class Held:
    toponym: Toponym


def toponyms(names: list[str]) -> list[Toponym]:
    """One after another, two characters apart."""
    found, at = [], 0
    for name in names:
        found.append(Toponym(at, at + len(name), name, "model"))
        at += len(name) + 2
    return found


@given(st.lists(st.sampled_from(["Lima", "Oslo", "Ür", "UR", "Accra"]), max_size=12), st.data())
def test_the_nearest_of_another_name_the_earlier_of_two_as_near(names: list[str], data: st.DataObject) -> None:
    all_of_them = toponyms([*names, "Ur"])
    unknown = all_of_them.pop(data.draw(st.integers(0, len(names))))
    held = [Held(t) for t in data.draw(st.permutations(all_of_them))]
    same = ("Ür", "UR", "Ur")
    others = [h for h in held if not (h.toponym.text == unknown.text or {h.toponym.text, unknown.text} <= {*same})]
    expected = min(others, key=lambda h: (gap(unknown, h.toponym), h.toponym.start), default=None)
    assert Nearest(held).to(unknown) == expected
