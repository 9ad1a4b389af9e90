"""One statement of a stance, and the parties that may take one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.clauses import singular
from geodata.model import StanceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors, Party
    from geodata.clauses import Grammar


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a stance: the parties, the kind, the verb in the present tense, what about, and the words.

    ``about`` holds indices of things; empty with ``points_back`` where the text says "it", "the plan", or nothing.
    ``back_to`` says to what sort: see :func:`geodata.scope.pointing`.
    """

    parties: tuple[Party, ...]
    stance: StanceKind
    verb: str
    about: tuple[int, ...]
    points_back: bool
    back_to: str
    at: int
    start: int
    end: int
    in_force: bool = False
    owner: str = ""
    """Whose proposal it is, where the words say so: "the Saudi plan"."""
    aside: bool = False
    """Only a description of the thing: "the deal, brokered by Oman"."""


def parties_of(g: Grammar, actors: Actors, tokens: list[Token]) -> list[Party]:
    wanted = [
        t
        for t in tokens
        if g.noun(t) not in g.tables.words["not_parties"] and t.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY")
    ]
    found = actors.parties(wanted)
    return [p for p in found if p.named or _group(g, p)]


def _group(g: Grammar, party: Party) -> bool:
    """Whether an unnamed party is a body that can take a stance ("rebels", "opposition", "union")."""
    last = party.name.split()[-1].lower()
    noun = singular(last)
    return any(
        noun in g.tables.classes[c] or last in g.tables.classes[c]
        for c in ("organisation", "force", "labour", "crowd", "official", "state")
    )
