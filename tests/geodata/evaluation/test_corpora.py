"""Reading a corpus: mentions where the text has them, halves by number, and nothing that a hostile file could do."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.errors import InputError
from geodata.evaluation.corpora import read_corpus

TINY = Path(__file__).parents[2] / "fixtures" / "corpora" / "tiny.xml"
BOMB = """<?xml version="1.0"?><!DOCTYPE articles [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<articles><article><text>&b;</text></article></articles>"""
FILE = """<?xml version="1.0"?><!DOCTYPE articles [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<articles><article><text>&x;</text></article></articles>"""


def test_mentions_are_where_the_text_has_them() -> None:
    corpus = read_corpus(TINY)
    first, second = corpus.documents
    assert all(d.text[m.start : m.end] == m.text for d in corpus.documents for m in d.mentions)
    assert [(m.start, m.text) for m in first.mentions] == [(13, "Mombasa"), (32, "Kenyan"), (66, "Mombasa")]
    assert (corpus.moved, corpus.dropped, corpus.repeated) == (2, 1, 1)
    assert first.mentions[0].lat == -4.05466, "the repeated span without a point takes nothing away"
    assert [m.level for m in second.mentions] == ["first-level area", None, None]
    assert first.mentions[1].level == "country" and second.mentions[2].lat is None


def test_halves_go_by_the_number_of_the_document() -> None:
    corpus = read_corpus(TINY)
    assert [[d.index for d in corpus.half(h)] for h in ("all", "development", "reporting")] == [[0, 1], [0], [1]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BOMB, "DOCTYPE|entity|Entity"),
        (FILE, "DOCTYPE"),
        ("<articles><article>", "not XML"),
        ("", "not XML"),
        ("<rss/>", "no <article>"),
        (
            "<a><article><text>x</text><toponym><start>one</start><phrase>x</phrase></toponym></article></a>",
            "article 0",
        ),
    ],
)
def test_a_file_that_is_no_corpus_is_refused(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=says) as caught:
        read_corpus(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.xml: the corpus cannot be read"):
        read_corpus(Path("nowhere.xml"))
