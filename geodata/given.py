"""Mentions that somebody else has found: each becomes a toponym with what its surroundings say, and none is added. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.border_phrases import find_border_phrases
from geodata.plain_doc import PlainDoc
from geodata.recognition import with_containers
from geodata.surroundings import COMPASS, Work, is_locative, is_metonym, is_well_known, kind_hint
from geodata.toponyms import Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

Span = tuple[int, int]


def given_toponyms(text: str, doc: Doc, spans: Sequence[Span], names: Names, words: PlaceWords) -> list[Toponym]:
    """One toponym per span, in the order of the spans. ``doc``: the parsed text; spans lie within it.

    A toponym's span is the given one; its text, by which candidates are found, is without "the", a possessive or a
    compass word ("northern Gaza"), unless they belong to the name.
    """
    work = Work(PlainDoc(doc), names, words)
    found = [_toponym(work, doc, text, start, end) for start, end in sorted(set(spans))]
    toponyms = with_containers(work, [(first, last, t) for (first, last), t in found])
    sides = {
        (side.start, side.end)
        for phrase in find_border_phrases(text, toponyms, names)
        for side in (phrase.left, phrase.right)
    }
    at = {(t.start, t.end): replace(t, wants_area=(t.start, t.end) in sides) for t in toponyms}
    return [at[span] for span in spans]


def _toponym(work: Work, doc: Doc, text: str, start: int, end: int) -> tuple[Span, Toponym]:
    name = next((n for n in _forms(text[start:end]) if work.names.is_name(n)), None)
    demonym = next((n for n in _forms(text[start:end]) if work.names.demonym(n) is not None), None)
    if (
        demonym and name and is_well_known(work, name)
    ):  # "Spanish" and "Canadian" are villages too, but no text means them
        demonym = None
    covered = doc.char_span(start, end, alignment_mode="expand")
    if covered is None or not len(covered):  # a span of gaps alone
        return (len(work.doc), len(work.doc)), Toponym(start, end, text[start:end], "given")
    first, last = covered.start, covered.end
    toponym = Toponym(
        start,
        end,
        demonym or name or text[start:end],
        "given",
        locative=is_locative(work, first, last),
        hint=kind_hint(work, first, last),
        demonym=bool(demonym),
        metonym=is_metonym(work, first, last),
    )
    return (first, last), toponym


def _forms(mention: str) -> Iterator[str]:
    """The mention without a possessive, as it stands, and then with less and less before the name."""
    plain = " ".join(mention.split())
    for end in ("'s", "’s", "'", "’"):
        plain = plain.removesuffix(end)
    yield plain  # first, since apostrophes do not count in names: "Peru’s" would be Perus, a town of its own
    yield mention
    words = plain.split(" ")
    while len(words) > 1 and (words[0].lower() in ("the", "a", "an") or COMPASS.match(words[0].lower())):
        words = words[1:]
        yield " ".join(words)
