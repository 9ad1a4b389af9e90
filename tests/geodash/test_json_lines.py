"""A line in, a line out: what is wrong with a broken one is said, and nothing that it holds can break the answer."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.json_lines import answer, failure, lines_of
from geodata.errors import InputError
from geodata.geoparsing import Geoparser


@pytest.fixture(scope="module")
def parser() -> Geoparser:
    return Geoparser()


def told(parser: Geoparser, line: bytes | dict[str, Any]) -> dict[str, Any]:
    raw = line if isinstance(line, bytes) else json.dumps(line).encode()
    said = answer(raw, parser, demonyms=True)
    assert said.endswith(b"\n") and said.count(b"\n") == 1
    record: dict[str, Any] = json.loads(said)
    return record


def test_the_fields_of_an_answer(parser: Geoparser) -> None:
    record = told(parser, {"id": "a", "text": "Kenyan tea was sold in Lima.", "more": [1]})
    demonym, lima = record["toponyms"]
    assert record["id"] == "a" and demonym["demonym"] is True and demonym["country"] == "KE"
    assert list(lima) == ["start", "end", "text", "lat", "lon", "place_id", "country", "where_prec", "confidence"]
    assert lima["text"] == "Lima" and lima["start"] == 23


@pytest.mark.parametrize(
    ("line", "id", "says"),
    [
        (b"{", None, "not JSON"),
        (b"[1]", None, "not a JSON object"),
        (b"null", None, "not a JSON object"),
        (b"[" * 100_000, None, "not JSON"),
        (b'{"id": NaN, "text": "a"}', None, "NaN"),
        (b'{"id": 1e999, "text": "a"}', None, '"id" must be'),
        (b'{"id": [1], "text": "a"}', None, '"id" must be'),
        (b'\xff{"id": 1}', None, "not UTF-8"),
        ('{"id": 1, "text": "a"}'.encode("utf-16"), None, "not UTF-8"),
        ({"id": 7}, 7, '"text" is missing'),
        ({"id": 7, "text": None}, 7, "NoneType"),
        ({"id": 7, "text": ["a"]}, 7, "list"),
        ({"id": 7, "text": "a", "spans": 3}, 7, "spans"),
        ({"id": 7, "text": "a", "spans": [[0, 2]]}, 7, r"spans[0] is [0, 2]"),
        ({"id": 7, "text": "a", "spans": [[0, "1"]]}, 7, "spans[0]"),
        ({"id": 7, "text": "a" * 6_000_001}, 7, "split it"),
    ],
    ids=str,
)
def test_a_broken_line_says_what_is_wrong(parser: Geoparser, line: Any, id: Any, says: str) -> None:
    record = told(parser, line)
    assert record["id"] == id and says in record["error"] and "fault of geodash" not in record["error"]
    assert "toponyms" not in record


@pytest.mark.parametrize("id", [None, True, 3, 2.5, "", "é\u2028\ud800", 10**30])
def test_an_id_comes_back_as_it_was(parser: Geoparser, id: Any) -> None:
    assert told(parser, {"id": id, "text": "a"}) == {"id": id, "toponyms": []}


@pytest.mark.parametrize(
    ("text", "start"), [("\x00\x00Lima", 2), ("\ufeffLima", 1), ("\ud800 Lima", 2), ("😀 Lima", 2), ("\r\n\r\nLima", 4)]
)
def test_odd_characters_move_no_offset(parser: Geoparser, text: str, start: int) -> None:
    (found,) = told(parser, {"id": 1, "text": text + " was quiet."})["toponyms"]
    assert (found["text"], found["start"]) == ("Lima", start)


def test_a_fault_of_ours_is_a_line_too() -> None:
    record = json.loads(answer(b'{"id": 1, "text": "a"}', None, False))  # type: ignore[arg-type]  # a parser that fails
    assert record["id"] == 1 and "fault of geodash" in record["error"]


def test_lines_too_long_are_read_over_and_empty_ones_skipped() -> None:
    stream = io.BytesIO(b"\xef\xbb\xbfone\n\n  \r\n" + b"x" * 50 + b"\ntwo\n" + b"y" * 11)
    found = list(lines_of(stream, limit=10))
    assert [line for line in found if isinstance(line, bytes)] == [b"one\n", b"two\n"]
    errors = [line for line in found if isinstance(line, InputError)]
    assert len(errors) == 2 and "line 4" in str(errors[0]) and "line 6" in str(errors[1])
    assert json.loads(failure(errors[0]))["id"] is None


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=15), max_size=10), st.integers(4, 30))
def test_every_line_is_given_once_in_order(texts: list[str], limit: int) -> None:
    raw = [text.encode("utf-8", "surrogatepass") + b"\n" for text in texts]
    found = list(lines_of(io.BytesIO(b"".join(raw)), limit))
    kept = [line for line in raw if line.strip() and len(line) <= limit + 1]
    assert [line for line in found if isinstance(line, bytes)] == [
        line.removeprefix(b"\xef\xbb\xbf") for line in kept
    ] or raw[:1] != kept[:1]
