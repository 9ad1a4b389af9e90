"""Reading an article: a file's bytes become a headline, a date, a source and plain text.

Files are decoded as UTF-8 (or what their byte-order mark says); anything else is detected or refused, never
garbled. Nothing is fetched: a URL is refused with a hint. Errors are :class:`InputError`, one line each.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from geodata.errors import InputError
from geodata.model import Article

MAX_TEXT_BYTES = 1_000_000  # a long feature is 100 kB; beyond 1 MB it is not an article
MAX_HTML_BYTES = 10_000_000  # markup may weigh far more than the text in it
HEADLINE_MAX = 160  # longer first lines are paragraphs
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a .docx, .odt or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF file",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PUBLISHED = re.compile(r"^(?:published|date|updated)\s*:\s*(\S.{0,60})$", re.IGNORECASE)
_META = re.compile(r"^(source|by|url)\s*:\s*(\S.{0,300})$", re.IGNORECASE)
_WORD_DATES = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d %B, %Y", "%Y/%m/%d")


@dataclass(frozen=True)
class Found:
    """What a file itself says of the article; None where it says nothing."""

    text: str
    headline: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None


def read_article(
    source: str,
    *,
    published: str | None = None,
    headline: str | None = None,
    source_office: str | None = None,
    url: str | None = None,
) -> Article:
    """The article in a .txt, .md or .html file, or on standard input for ``-``; options win over the file.

    ``Article.headline`` is empty where neither says one. Raises InputError for anything that is no article.
    """
    given_date = parse_date(published) if published else None
    raw, suffix, shown = _bytes_of(source)
    found = _parse(raw, suffix, shown)
    text = found.text.strip("\n")
    if not text.strip():
        raise InputError(f"{shown} is empty: there is no text to read")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_TEXT_BYTES:
        raise InputError(f"{shown} holds {size / 1e6:.1f} MB of text; the limit is 1 MB: is this one article?")
    return Article(
        id="a1",
        headline=_one_line(headline or found.headline or ""),
        published=given_date or found.published,
        source_office=_one_line(source_office or found.source or "") or None,
        url=safe_url(url or found.url),
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def parse_date(text: str) -> date:
    """A publication date in ISO form ("2024-08-14", with or without a time) or in plain English words.

    The local date is kept as written: a time's offset does not move the day. Raises InputError.
    """
    cleaned = text.strip()
    try:
        return datetime.fromisoformat(cleaned).date()
    except ValueError:
        pass
    for form in _WORD_DATES:
        try:
            return datetime.strptime(cleaned, form).date()
        except ValueError:
            continue
    raise InputError(f"unknown date {cleaned[:60]!r}: write it as 2024-08-14")


def safe_url(url: str | None) -> str | None:
    """The URL if it is a plain http(s) address of a host, else None (javascript:, data: and the like)."""
    if not url or any(ord(c) <= 32 for c in url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else None


def _bytes_of(source: str) -> tuple[bytes, str, str]:
    if source == "-":
        return sys.stdin.buffer.read(MAX_HTML_BYTES + 1), "", "standard input"
    if re.match(r"^[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        raise InputError(f"{source[:80]} is a URL and is not fetched: save the page and give its file")
    path = Path(source)
    try:
        if path.is_dir():
            raise InputError(f"{source} is a folder: give the article's file")
        with path.open("rb") as file:
            return file.read(MAX_HTML_BYTES + 1), path.suffix.lower(), source
    except FileNotFoundError:
        raise InputError(f"{source}: no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{source} cannot be read: {reason}") from None


def _parse(raw: bytes, suffix: str, shown: str) -> Found:
    if not raw.strip():
        raise InputError(f"{shown} is empty: there is no text to read")
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"{shown} is {what}: save the article as .txt, .md or .html first")
    if len(raw) > MAX_HTML_BYTES:
        raise InputError(f"{shown} is larger than 10 MB: is this one article?")
    text = _decode(raw, shown).replace("\r\n", "\n").replace("\r", "\n")
    if suffix in (".html", ".htm", ".xhtml") or re.match(r"\s*(<!doctype html|<html)", text, re.IGNORECASE):
        return _from_html(text, shown)
    if suffix in (".md", ".markdown"):
        return _from_markdown(text)
    return _from_text(text)


def _decode(raw: bytes, shown: str) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise InputError(f"{shown} is damaged: its byte-order mark says {encoding}, its bytes do not") from None
    if b"\x00" in raw:
        raise InputError(f"{shown} is a binary file: save the article as .txt, .md or .html first")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = _detect(raw, shown)
    controls = sum(1 for c in text if ord(c) < 32 and c not in "\t\n\r\f\v\x1b")
    if controls > 4 + len(text) // 1000:
        raise InputError(f"{shown} is a binary file: save the article as .txt, .md or .html first")
    return text


def _detect(raw: bytes, shown: str) -> str:
    """The text in a legacy encoding, where only one reading is plausible; raises InputError where two are."""
    from charset_normalizer import from_bytes

    unclear = InputError(f"{shown} is not UTF-8 and its encoding is unclear: save it as UTF-8")
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        raise unclear  # UTF-8 but for half characters, which no encoding of text has
    if sum(byte > 127 for byte in raw) < len(raw) / 20:
        # A Latin text with few accents says too little of its encoding: western and central European must agree.
        try:
            western, central = raw.decode("cp1252"), raw.decode("cp1250")
        except UnicodeDecodeError:
            raise unclear from None
        if western != central:
            raise unclear
        return western
    best = from_bytes(raw).best()
    # chaos is the share of text that looks mangled: above a tenth the guess would garble words.
    if best is None or best.chaos > 0.1:
        raise unclear
    return str(best)


def _from_text(text: str) -> Found:
    """Plain text: a short first line set off from the rest is the headline; "Published: …" lines are its head."""
    lines = text.lstrip("\ufeff\n").split("\n")
    headline: str | None = None
    rest = lines
    first = lines[0].strip()
    second = lines[1].strip() if len(lines) > 1 else ""
    if first and len(first) <= HEADLINE_MAX and len(lines) > 2 and _sets_off(first, second):
        headline, rest = first, lines[1:]
    published: date | None = None
    known: dict[str, str] = {}
    while rest:
        line = rest[0].strip()
        if when := _PUBLISHED.match(line):
            published = parse_date(when.group(1))
        elif (meta := _META.match(line)) and (headline or published):
            known[meta.group(1).lower()] = meta.group(2)
        elif line:
            break
        rest = rest[1:]
    return Found("\n".join(rest), headline, published, known.get("source"), known.get("url"))


def _sets_off(first: str, second: str) -> bool:
    if _PUBLISHED.match(first):
        return False
    return bool(_PUBLISHED.match(second)) or (not second and first[-1] not in '.:;,”"')


def _from_markdown(text: str) -> Found:
    """Markdown: front matter (title, date, source, url) and the first heading; the text without its markup."""
    from markdown_it import MarkdownIt

    front: dict[str, str] = {}
    if text.startswith("---\n") and (end := text.find("\n---", 4)) > 0:
        for line in text[4:end].splitlines():
            key, colon, value = line.partition(":")
            if colon:
                front[key.strip().lower()] = value.strip().strip("\"'")
        text = text[end + 4 :].partition("\n")[2]
    headline = front.get("title") or front.get("headline")
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark").parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            words = "".join(_inline_text(child) for child in token.children or [])
            if before is not None and before.type == "heading_open" and before.tag == "h1" and headline is None:
                headline = words
            else:
                blocks.append(words)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
    body = _from_text("\n\n".join(blocks)) if headline is None else _from_text(f"{headline}\n\n" + "\n\n".join(blocks))
    when = front.get("published") or front.get("date")
    return Found(
        body.text,
        headline or body.headline,
        parse_date(when) if when else body.published,
        front.get("source") or body.source,
        front.get("url") or body.url,
    )


def _inline_text(token: object) -> str:
    kind = getattr(token, "type", "")
    if kind in ("text", "code_inline"):
        return str(getattr(token, "content", ""))
    return " " if kind in ("softbreak", "hardbreak") else ""


def _from_html(html: str, shown: str) -> Found:
    from trafilatura import bare_extraction

    # Only dates that the page declares: htmldate's extensive search guesses from any number in the text.
    page = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    facts = page if isinstance(page, dict) else page.as_dict() if page else {}
    text, title = facts.get("text") or "", facts.get("title")
    if not text:
        raise InputError(f"{shown}: no article text was found in this page")
    try:
        published = parse_date(facts["date"]) if facts.get("date") else None
    except InputError:
        published = None
    if title and text.startswith(title):
        text = text[len(title) :].lstrip("\n")
    return Found(text, title, published, facts.get("sitename") or facts.get("hostname"), facts.get("url"))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
