"""The PNG of a picture: the very SVG in px, its descriptions in the file."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from geodash.picture.document import Picture
from geodash.picture.press import press
from geodash.picture.svg import escaped
from geodash.picture.type import Typesetter
from geodash.picture.wording import Accompanying
from geodata.errors import InputError

LARGEST_PX = 100_000_000  # in all, 400 MB while it is made
_HEAD = b"\x89PNG\r\n\x1a\n"


def png(picture: Picture, scale: float, told: Accompanying, title: str, typesetter: Typesetter) -> bytes:
    """The picture at ``scale`` × its px. Raises InputError where that is too large."""
    wide, high = round(picture.width * scale), round(picture.height * scale)
    if wide * high > LARGEST_PX:
        raise InputError(f"a PNG of {wide} × {high} px is too large; use a smaller --scale or --size")
    ppi = 96 * scale
    raw = press(picture, typesetter, wide * 72 / ppi, high * 72 / ppi, {}, format="png", ppi=ppi)
    return described(
        raw, {"Title": title, "Description": told.alt, "Copyright": told.credit}, xmp(title, told), 72 * scale
    )


def described(raw: bytes, texts: Mapping[str, str], packet: str, dpi: float) -> bytes:
    """A PNG with texts (iTXt, PNG 3rd edition §11.3.3.4), an XMP packet and its resolution before the image data."""
    extra = [_chunk(b"iTXt", _itxt(key, value)) for key, value in texts.items()]
    extra.append(_chunk(b"iTXt", _itxt("XML:com.adobe.xmp", packet)))
    per_metre = round(dpi / 0.0254)
    extra.append(_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)))
    out = [_HEAD]
    for kind, chunk in _chunks(raw):
        if kind == b"IDAT" and extra:
            out += extra
            extra = []
        if kind != b"pHYs":
            out.append(chunk)
    return b"".join(out)


def texts_of(raw: bytes) -> dict[str, str]:
    """The texts of a PNG by keyword."""
    found = {}
    for kind, chunk in _chunks(raw):
        if kind == b"iTXt":
            key, _, rest = chunk[8:-4].partition(b"\0")
            found[key.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode("utf-8")
    return found


def xmp(title: str, told: Accompanying) -> str:
    """IPTC Photo Metadata 2021.1 as XMP: the fields that picture desks' systems read alternative text from."""
    rows = {
        "dc:title": title,
        "dc:description": told.caption,
        "dc:rights": told.credit,
        "Iptc4xmpCore:AltTextAccessibility": told.alt,
        "Iptc4xmpCore:ExtDescrAccessibility": told.description,
    }
    body = "".join(
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(escaped_text(value))}</rdf:li></rdf:Alt></{name}>'
        for name, value in rows.items()
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{body}<photoshop:Credit>{escape(escaped_text(told.credit))}</photoshop:Credit>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def escaped_text(text: str) -> str:
    """A text without what XML cannot hold."""
    from xml.sax.saxutils import unescape

    return unescape(escaped(text), {"&quot;": '"', "&#39;": "'", "&#13;": "\r"})


def _itxt(key: str, value: str) -> bytes:
    return key.encode("latin-1") + b"\0\0\0\0\0" + value.encode("utf-8", "replace")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_HEAD)
    while at + 8 <= len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        yield raw[at + 4 : at + 8], raw[at : at + 12 + size]
        at += 12 + size
