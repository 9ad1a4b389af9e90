"""Corpora of news with annotated places, read from the XML in which they are published: LGL and TR-News.

LGL: Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons to build indexes for textually-specified
spatial data", ICDE 2010. TR-News: Kamalloo and Rafiei, "A coherent unsupervised model for toponym resolution", WWW
2018. Both have articles with their text and toponyms with a start, a phrase and, mostly, a point from GeoNames.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import InputError

MAX_BYTES = 100_000_000  # LGL has 3 MB
HALVES = ("all", "development", "reporting")
_COUNTRY = frozenset({"PCL", "PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCLH", "TERR"})  # GeoNames' codes of states
_FIRST_LEVEL = frozenset({"ADM1", "ADM1H"})


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A place name that people have marked. ``lat`` and ``lon`` are None where they gave no point.

    ``level``: "country" or "first-level area" for such places, by the annotated GeoNames feature, else None.
    """

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    level: str | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated text; ``index`` is its place in the file, from 0. Mentions are in text order, one for each span."""

    index: int
    text: str
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file's documents, with what had to be mended: offsets moved, mentions that occur nowhere, repeated spans."""

    documents: tuple[GoldDocument, ...]
    sha256: str
    moved: int
    dropped: int
    repeated: int

    def half(self, which: str) -> tuple[GoldDocument, ...]:
        """Documents of even index are for development, of odd index for reporting."""
        kept = {"development": (0,), "reporting": (1,)}.get(which, (0, 1))
        return tuple(d for d in self.documents if d.index % 2 in kept)


class _Mended:
    """Counts of what was mended."""

    moved = dropped = repeated = 0


def read_corpus(path: Path) -> Corpus:
    """The corpus in an XML file. Raises InputError where it is none.

    The file is not trusted: no entity is expanded and nothing is fetched; a document type is refused.
    """
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise InputError(f"{path}: the corpus cannot be read ({error.strerror})") from error
    if raw is None:
        raise InputError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB, which no corpus of this kind is")
    mended = _Mended()
    articles = list(_root(raw, path).iter("article"))
    if not articles:
        raise InputError(f"{path}: there is no <article> in it: give the XML file of LGL or TR-News")
    documents = tuple(_document(i, article, path, mended) for i, article in enumerate(articles))
    digest = hashlib.sha256(raw).hexdigest()
    return Corpus(documents, digest, mended.moved, mended.dropped, mended.repeated)


def _root(raw: bytes, path: Path) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: not XML that can be read ({error})") from error
    if root.getroottree().docinfo.doctype:
        raise InputError(f"{path}: it has a document type (DOCTYPE), which corpora have not: take it out")
    return root


def _document(index: int, article: Any, path: Path, mended: _Mended) -> GoldDocument:
    text = article.findtext("text") or ""
    found: dict[tuple[int, int], GoldMention] = {}
    for node in article.iter("toponym"):
        phrase = (node.findtext("phrase") or "").strip()
        try:
            said = int(node.findtext("start") or "")
        except ValueError:
            raise InputError(f"{path}: article {index}: a toponym's <start> is no whole number") from None
        start = _nearest(text, phrase, said)
        if start is None:
            mended.dropped += 1
            continue
        mended.moved += start != said
        mention = _mention(node, phrase, start)
        before = found.get((mention.start, mention.end))
        mended.repeated += before is not None
        if before is None or before.lat is None:
            found[mention.start, mention.end] = mention
    return GoldDocument(index, text, tuple(found[span] for span in sorted(found)))


def _mention(node: Any, phrase: str, start: int) -> GoldMention:
    lat, lon = _number(node, "lat"), _number(node, "lon")
    if lat is None or lon is None:
        lat = lon = None
    code = next((c.text for c in node.iter("fcode") if c.text), "").strip()
    level = "country" if code in _COUNTRY else "first-level area" if code in _FIRST_LEVEL else None
    return GoldMention(start, start + len(phrase), phrase, lat, lon, level)


def _nearest(text: str, phrase: str, said: int) -> int | None:
    """Where the phrase occurs nearest to its said place: offsets drift by a few characters in TR-News."""
    if not phrase:
        return None
    if text.startswith(phrase, max(said, 0)):
        return said
    best, at = None, text.find(phrase)
    while at >= 0:
        if best is None or abs(at - said) < abs(best - said):
            best = at
        at = text.find(phrase, at + len(phrase))
    return best


def _number(node: Any, tag: str) -> float | None:
    for child in node.iter(tag):
        try:
            return float(child.text or "")
        except ValueError:
            continue
    return None
