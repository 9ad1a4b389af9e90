"""A line of JSON in, a line of JSON out: what ``geodash geoparse`` reads and answers. A broken line is answered too."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from geodata.errors import InputError

if TYPE_CHECKING:
    from geodata.geoparsing import Geoparser, LocatedToponym

MAX_LINE = 40_000_000  # bytes; the longest text that is read is shorter, even with every character written as \\uXXXX
_BOM = b"\xef\xbb\xbf"


def lines_of(stream: IO[bytes], limit: int = MAX_LINE) -> Iterator[bytes | InputError]:
    """The lines of a stream that are not empty; one that is too long is read over and given as an error."""
    number, is_first = 0, True
    while line := stream.readline(limit + 1):
        number += 1
        if is_first:
            line, is_first = line.removeprefix(_BOM), False
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield InputError(f"line {number} is longer than {limit / 1e6:.0f} MB: split its text")
        elif line.strip():
            yield line


def answer(line: bytes, parser: Geoparser, demonyms: bool) -> bytes:
    """The answer to a line, with its end: the toponyms of its text, or what is wrong with it."""
    from geodata.geoparsing import Request

    id: Any = None
    try:
        record = _record(line)
        id = _id(record)
        if "text" not in record:
            raise InputError('"text" is missing')
        toponyms = parser.parse(Request(record["text"], record.get("spans")), demonyms=demonyms)
    except InputError as error:
        return failure(error, id)
    except Exception as error:  # one text must not end the run of a million; what went wrong is in its line
        return failure(
            f"this text could not be read, which is a fault of geodash ({type(error).__name__}: {error})", id
        )
    return _line({"id": id, "toponyms": [_shown(t) for t in toponyms]})


def failure(error: object, id: Any = None) -> bytes:
    """The line that says what is wrong with the one that had this id."""
    return _line({"id": id, "error": str(error)})


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=_not_json)
    except UnicodeDecodeError:
        raise InputError("not UTF-8") from None
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError('not a JSON object with "id" and "text"')
    return record


def _not_json(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _id(record: dict[str, Any]) -> Any:
    id = record.get("id")
    if not isinstance(id, (str, int, float, type(None))) or (isinstance(id, float) and not math.isfinite(id)):
        raise InputError('"id" must be a string or a number')
    return id


def _shown(toponym: LocatedToponym) -> dict[str, Any]:
    names = ("start", "end", "text", "lat", "lon", "place_id", "country", "where_prec", "confidence")
    shown = {name: getattr(toponym, name) for name in names}
    return {**shown, "demonym": True} if toponym.demonym else shown


def _line(record: dict[str, Any]) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot carry
        return json.dumps(record).encode() + b"\n"
