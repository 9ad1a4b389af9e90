from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geodash.quotes import Quote, quotes, short
from geodata.model import Article, Evidence

TEXT = "Alpha met Beta in Gamma. They agreed to nothing, it seems. Delta left!\nEpsilon said: “No.” Zeta stayed"


def article(text: str = TEXT, id: str = "a", source: str | None = None) -> Article:
    return Article(id=id, headline=f"Headline {id}", text=text, sha256="0" * 64, source_office=source)


def said(words: str, text: str = TEXT, id: str = "a") -> Evidence:
    start = text.index(words)
    return Evidence(article_id=id, start=start, end=start + len(words), exact=words)


def quoted(*words: str) -> tuple[Quote, ...]:
    return quotes([said(w) for w in words], {"a": article()})


def test_words_are_marked_in_their_sentence() -> None:
    (quote,) = quoted("agreed to nothing")
    assert quote.pieces == (("They ", False), ("agreed to nothing", True), (", it seems.", False))
    assert quote.source == ""


def test_a_whole_sentence_takes_no_more() -> None:
    assert quoted("They agreed to nothing, it seems.")[0].pieces == (("They agreed to nothing, it seems.", True),)
    assert quoted("Delta left!")[0].pieces == (("Delta left!", True),)


def test_the_last_sentence_may_lack_its_stop() -> None:
    assert quoted("Zeta")[0].pieces == (("Zeta", True), (" stayed", False))


def test_two_pieces_of_one_sentence_are_one_quote() -> None:
    (quote,) = quoted("nothing", "They agreed", "agreed to")
    assert quote.pieces == (("They agreed to", True), (" ", False), ("nothing", True), (", it seems.", False))


def test_sentences_keep_the_order_of_the_evidence() -> None:
    found = quoted("Delta", "Alpha")
    assert [q.pieces[0][0] for q in found] == ["Delta", "Alpha"]


def test_abbreviations_end_no_sentence() -> None:
    text = "It ended. In Lebanon, U.S. envoy Ann B. Clark met Gen. Daoud at 5 p.m. on Monday. Then it rained."
    (quote,) = quotes([said("met", text)], {"a": article(text)})
    shown = "".join(piece for piece, _ in quote.pieces)
    assert shown == "In Lebanon, U.S. envoy Ann B. Clark met Gen. Daoud at 5 p.m. on Monday."


def test_the_source_is_named_where_there_are_several() -> None:
    articles = {"a": article(), "b": article("Other text.", "b", "Wire")}
    found = quotes([said("Delta"), said("Other", "Other text.", "b")], articles)
    assert [q.source for q in found] == ["Headline a", "Wire"]


def test_a_long_quote_is_cut_for_a_card() -> None:
    text = "word " * 100
    assert len(short(said(text.strip(), text))) <= 170


@given(st.text(max_size=1200), st.data())
def test_any_evidence_is_shown_whole_and_once(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Evidence(article_id="a", start=start, end=end, exact=text[start:end])
    (quote,) = quotes([one], {"a": article(text)})
    whole = "".join(piece for piece, _ in quote.pieces)
    assert whole in text and text[start:end].strip() in whole
    assert len(whole) <= end - start + 640
