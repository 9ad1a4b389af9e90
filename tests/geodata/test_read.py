"""Reading articles: what a file says of itself, and what is refused with one clear line."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.read import MAX_TEXT_BYTES, parse_date, read_article, safe_url

BODY = "Ferries between Mwanza and Bukoba stopped on Monday.\n\nNobody was hurt."


def put(tmp_path: Path, content: str | bytes, name: str = "a.txt") -> str:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_headline_and_date_stand_at_the_top_of_a_text_file(tmp_path: Path) -> None:
    article = read_article(put(tmp_path, f"Ferries stop\nPublished: 2024-08-14\n\n{BODY}\n"))
    assert article.headline == "Ferries stop"
    assert article.published == date(2024, 8, 14)
    assert article.text == BODY


def test_a_first_paragraph_is_no_headline(tmp_path: Path) -> None:
    article = read_article(put(tmp_path, BODY))
    assert article.headline == "" and article.published is None and article.text == BODY


def test_options_win_over_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, f"Ferries stop\nPublished: 2024-08-14\nSource: Lake Post\n\n{BODY}")
    article = read_article(
        path, published="2023-01-02", headline="Other", source_office="Desk", url="https://x.example/a"
    )
    assert (article.headline, article.published, article.source_office, article.url) == (
        "Other",
        date(2023, 1, 2),
        "Desk",
        "https://x.example/a",
    )
    assert read_article(path).source_office == "Lake Post"


def test_markdown_loses_its_markup(tmp_path: Path) -> None:
    article = read_article(
        put(tmp_path, f"# Ferries *stop*\nPublished: 2024-08-14\n\n{BODY} See [map](http://x.example).", "a.md")
    )
    assert article.headline == "Ferries stop" and article.published == date(2024, 8, 14)
    assert article.text.endswith("See map.") and "*" not in article.text


def test_markdown_front_matter(tmp_path: Path) -> None:
    article = read_article(
        put(tmp_path, f"---\ntitle: Ferries stop\ndate: 2024-08-14\nsource: Lake Post\n---\n\n{BODY}", "a.md")
    )
    assert (article.headline, article.published, article.source_office) == (
        "Ferries stop",
        date(2024, 8, 14),
        "Lake Post",
    )


def test_html_metadata(tmp_path: Path) -> None:
    page = f"""<!doctype html><html><head><title>Ferries stop</title><meta property="og:title" content="Ferries stop">
    <meta property="article:published_time" content="2024-08-14T23:30:00+03:00"></head><body><nav>Home</nav>
    <article><h1>Ferries stop</h1><p>{BODY} It was the second stop this year, the operator said in a statement.</p>
    <p>Passengers waited in the port for boats of the navy, which came in the evening.</p></article></body></html>"""
    article = read_article(put(tmp_path, page, "a.html"))
    assert article.headline == "Ferries stop"
    assert article.published == date(2024, 8, 14), "the local date is kept, whatever the offset"
    assert "Mwanza" in article.text and "Home" not in article.text


def test_html_without_a_declared_date_has_none(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{BODY} In 2019 and on 4 May 2020 the same ferry had stopped before.</p></article></body></html>"
    assert read_article(put(tmp_path, page, "a.html")).published is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(BODY.encode())))
    assert read_article("-").text == BODY


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251", "iso-8859-2"])
def test_other_encodings_are_detected_never_garbled(tmp_path: Path, encoding: str) -> None:
    text = {
        "cp1251": "Паром между островами остановился в понедельник из-за шторма на озере. Никто не пострадал. " * 6,
        "iso-8859-2": "Prom między wyspami stanął w poniedziałek z powodu burzy na jeziorze; nikt nie ucierpiał. " * 6,
    }.get(encoding, BODY)
    try:
        assert read_article(put(tmp_path, text.encode(encoding))).text.strip() == text.strip()
    except InputError as error:
        assert "UTF-8" in str(error)  # refusing is allowed; mangled text is not


ENGLISH = "The ferry stopped on Monday after a storm, the operator said. Nobody was hurt. " * 3


@pytest.mark.parametrize(
    ("words", "encoding", "read"),
    [
        ("The café owner’s “third” loss.", "cp1252", True),
        ("Łódź and Kraków", "cp1250", False),
        ("El Niño", "cp1252", False),
        ("a lone \ud800 surrogate", "utf-8", False),
    ],
)
def test_few_accents_are_read_only_where_they_are_clear(tmp_path: Path, words: str, encoding: str, read: bool) -> None:
    path = put(tmp_path, (ENGLISH + words).encode(encoding, "surrogatepass"))
    if read:
        assert read_article(path).text.endswith(words)
    else:
        with pytest.raises(InputError, match="UTF-8"):
            read_article(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"Published: 2024-08-14\n", "empty"),
        ("a.txt", b"ab\x00cd" * 50, "binary"),
        ("a.txt", bytes(range(1, 9)) * 50, "binary"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"PK\x03\x04rest", ".docx"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.txt", b"word " * (MAX_TEXT_BYTES // 5 + 1), "1 MB"),
        ("a.txt", b"x" * 10_000_001, "10 MB"),
        ("a.txt", b"Head\nPublished: someday\n\ntext", "unknown date"),
        ("a.txt", b"\xff\xfea", "byte-order mark"),
    ],
)
def test_unusable_files_get_one_clear_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_article(put(tmp_path, content, name))
    assert "\n" not in str(caught.value)


def test_missing_folder_url_and_date(tmp_path: Path) -> None:
    for source, says in [
        (str(tmp_path / "no.txt"), "no such file"),
        (str(tmp_path), "folder"),
        ("https://x.example/a", "not fetched"),
    ]:
        with pytest.raises(InputError, match=says):
            read_article(source)
    with pytest.raises(InputError, match="2024-08-14"):
        read_article(put(tmp_path, BODY), published="14.8.24?")


def test_deeply_nested_markup_ends_in_bounded_time(tmp_path: Path) -> None:
    page = (
        "<html><body><article>" + "<div>" * 50_000 + f"<p>{BODY}</p>" + "</div>" * 50_000 + "</article></body></html>"
    )
    try:
        read_article(put(tmp_path, page, "a.html"))
    except InputError as error:
        assert "no article text" in str(error)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "http://", "ftp://a.example", "http://[", "https://a b"],
)
def test_unsafe_addresses_are_dropped(url: str) -> None:
    assert safe_url(url) is None


def test_dates_in_words() -> None:
    assert parse_date("14 August 2024") == parse_date("August 14, 2024") == parse_date("2024-08-14T22:00:00-05:00")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    try:
        article = read_article(put(tmp_path, data))
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert article.text.strip()
