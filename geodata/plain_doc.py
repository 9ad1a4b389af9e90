"""The words and names of a text as plain values: recognition asks for them so often that the model's own objects are slow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


_FLAGS = ("IS_SPACE", "IS_PUNCT", "IS_ALPHA", "IS_LOWER", "LIKE_NUM")


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``idx``: where it begins in the text, ``capital``: whether its first letter is one."""

    i: int
    text: str
    lower_: str
    idx: int
    capital: bool
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_lower: bool
    like_num: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the model marked, of the words [start, end)."""

    start: int
    end: int
    label_: str
    text: str


class PlainDoc(list[Word]):
    """The words in order; ``ents``: the model's names, ``text``: the whole text."""

    def __init__(self, doc: Doc) -> None:
        flags = doc.to_array(list(_FLAGS)).astype(bool).reshape(len(doc), 5).tolist()
        self.text: str = doc.text
        words, at = [], 0
        for i, (token, (space, punct, alpha, lower, number)) in enumerate(zip(doc, flags, strict=True)):
            text = token.text
            words.append(Word(i, text, text.lower(), at, text[:1].isupper(), space, punct, alpha, lower, number))
            at += len(token.text_with_ws)
        super().__init__(words)
        self.ents = [Name(e.start, e.end, e.label_, self.words(e.start, e.end)) for e in doc.ents]

    def words(self, first: int, last: int) -> str:
        """The text of the words [first, last)."""
        if first >= last:
            return ""
        end = self[last - 1]
        return self.text[self[first].idx : end.idx + len(end.text)]
