"""What events and proposals share of one article: the grammar, its actors and its dates, made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata.actors import Actors
from geodata.clauses import Grammar
from geodata.dates import DateMention, find_dates

if TYPE_CHECKING:
    from geodata.mentions import Reading
    from geodata.tables import Tables

_KEY = "geodash.analysis"


@dataclass(frozen=True)
class Analysis:
    """The parts, and what they were made from."""

    reading: Reading
    published: date | None
    grammar: Grammar
    actors: Actors
    dates: list[DateMention]


def analysis_of(reading: Reading, published: date | None, tables: Tables) -> Analysis:
    """The analysis of a reading; kept with its parse, so that events and proposals do not make it twice."""
    held = reading.doc.user_data.get(_KEY)
    if (
        isinstance(held, Analysis)
        and held.reading is reading
        and held.published == published
        and held.grammar.tables is tables
    ):
        return held
    grammar = Grammar(reading, tables)
    made = Analysis(reading, published, grammar, Actors(grammar), find_dates(reading.doc, published))
    reading.doc.user_data[_KEY] = made
    return made
