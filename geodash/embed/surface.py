"""What of an embed is made elsewhere, gathered for whoever publishes it: the page, the codes to paste, the loader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodash.embed.address import Address

if TYPE_CHECKING:
    from geodash.studio import Studio

Page = Callable[[Address], str]


@dataclass(frozen=True)
class Codes:
    """What a desk pastes into an article, and what a system fetches."""

    iframe: str
    script: str
    oembed: dict[str, Any]


@dataclass(frozen=True)
class Surface:
    """``page``: of a studio, a correction and all languages that the story has pages in, drawn once for any address;
    ``sure``: the studio with what readers may see alone."""

    page: Callable[[Studio, str, tuple[str, ...]], Page]
    sure: Callable[[Studio], Studio]
    codes: Callable[[Studio, Address], Codes]
    loader: Callable[[], bytes]


def surface() -> Surface:
    """The real one."""
    return Surface(_page, _sure, _codes, _loader)


def _page(studio: Studio, correction: str, languages: tuple[str, ...]) -> Page:
    from geodash.embed.page import drawn_page

    with studio.speaking():
        drawn = drawn_page(studio, correction=correction, languages=languages)

    def at(address: Address) -> str:
        with studio.speaking():
            return drawn(address)

    return at


def _sure(studio: Studio) -> Studio:
    from dataclasses import replace

    from geodash.embed.sure import sure

    return replace(studio, view=sure(studio.view, studio.story))


def _codes(studio: Studio, address: Address) -> Codes:
    from dataclasses import replace

    from geodash.embed.codes import HEIGHT, iframe_code, oembed, script_code

    title = studio.title or studio.view.header.headline
    lasting = replace(address, revision="")  # an article keeps the code; its picture is to be the newest revision's
    return Codes(
        iframe_code(address, title, HEIGHT), script_code(lasting, studio.told.alt, title), oembed(address, title)
    )


def _loader() -> bytes:
    from geodash.paths import assets

    return (assets() / "embed" / "embed.js").read_bytes()
