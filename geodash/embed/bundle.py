"""The files of a published revision, made from a story before anyone asks for them. Pure: nothing is written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geodash.embed import pages
from geodash.embed.address import Address
from geodash.embed.public import public_json
from geodash.embed.revisions import revision_of
from geodash.embed.surface import Codes, Surface
from geodash.geojson_export import layers_geojson
from geodash.picture.png import png
from geodash.picture.sizes import size
from geodash.studio import Studio

OEMBED, FULL, OG, PUBLIC, LAYERS = "oembed.json", "full.png", "og.png", "public.json", "layers.geojson"
FULL_SCALE = 1.0  # 1280 px wide: twice what a column of a news page shows; at 2 it is 770 kB
TEXTS = (".html", ".js", ".json", ".geojson")


@dataclass(frozen=True)
class Bundle:
    """A revision: where it will be, its files by name, and the codes to paste."""

    address: Address
    files: dict[str, bytes]
    codes: Codes


def bundle(
    studio: Studio, address: Address, surface: Surface, correction: str = "", others: Sequence[Studio] = ()
) -> Bundle:
    """All files of a revision, their compressed twins aside. ``address`` needs no revision: it follows from the files.
    ``others``: the same story in other languages, each for a page beside the main one.

    A page names its revision, so it cannot be part of its own digest: in its place counts the page with none.
    """
    languages = tuple(one.language for one in (studio, *others))
    drawn = {
        pages.name_of(one.language, languages): surface.page(one, correction, languages) for one in (studio, *others)
    }
    seen = surface.sure(studio)
    files = {
        FULL: picture(seen, "1280x1472", FULL_SCALE),
        OG: picture(seen, "1200x630", 1.0),
        PUBLIC: public_json(seen, correction),
        LAYERS: layers_geojson(seen.story),
    }
    unnamed = replace(address, revision="")
    named = replace(address, revision=revision_of(files | {name: _text(page(unnamed)) for name, page in drawn.items()}))
    codes = surface.codes(seen, named)
    if address.base_url:  # an oEmbed document of relative addresses is of use to nobody
        files[OEMBED] = _text(json.dumps(codes.oembed, ensure_ascii=False) + "\n")
    return Bundle(named, files | {name: _text(page(named)) for name, page in drawn.items()}, codes)


def picture(studio: Studio, name: str, scale: float) -> bytes:
    """The story's picture in a size, as PNG."""
    sized = replace(studio, order=replace(studio.order, size=size(name)))
    return png(sized.draw(), scale, sized.told, sized.lines.title, sized.typesetter)


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a .br and a .gz beside every text, the twins first: a file that is there has its twins."""
    import brotli

    found: dict[str, bytes] = {}
    for name, content in files.items():
        if name.endswith(TEXTS):
            found[f"{name}.br"] = brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)
            found[f"{name}.gz"] = gzip.compress(content, 9, mtime=0)
        found[name] = content
    return found


def _text(text: str) -> bytes:
    # A lone surrogate of an article cannot be sent.
    return text.encode("utf-8", "replace")
