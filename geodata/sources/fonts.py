"""Fonts for pictures: the weights that the map style uses, as TTF without hinting, with the scripts that names come in.

Browsers take the woff2 files of assets/fonts; resvg and typst read neither woff2 nor web font rules, so pictures ship
TTFs of the same families. Every face keeps its kerning and the shaping rules of its script.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from geodata.sources.packages import Package, fetch

_OFL = "OFL-1.1"
PACKAGES = {
    name: Package("npm", f"@expo-google-fonts/{name}", version, f"expo-google-fonts-{name}-{version}.tgz", digest, _OFL)
    for name, version, digest in (
        ("noto-sans", "0.4.2", "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548"),
        ("noto-serif", "0.4.2", "78810a8143112a326def7ec976601ecb9855a9e79082c727246beec4f0531d0c"),
        ("noto-sans-arabic", "0.4.3", "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed"),
        ("noto-sans-hebrew", "0.4.1", "f82f8e852e3355521c511f2762a0130216d208d108bf4739aa977eb6a6d3012c"),
        ("noto-naskh-arabic", "0.4.5", "2f93452f15b3bdd86b922be17f247986d4d0e2ae7a1ca51f5d80326b2680628e"),
        ("noto-serif-hebrew", "0.4.2", "9a7a1fd368db164b41a6be2f3adbe6699f3850e0188f7635ee5a93a45c8c65e3"),
    )
}

# Blocks of Unicode: Latin with all its extensions, marks, Greek, Cyrillic, punctuation, currency, letterlike signs,
# arrows, and the geometric shapes that status glyphs are made of.
_EUROPE = (
    *range(0x20, 0x250), *range(0x2B0, 0x400), *range(0x400, 0x530), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070),
    *range(0x2070, 0x20D0), *range(0x2100, 0x2200), 0x2212, 0x2260, 0x2264, 0x2265, *range(0x25A0, 0x2600), 0xFFFD,
)  # fmt: skip
# Every file has what lines of its script have: digits, punctuation, the marks of direction.
_COMMON = (*range(0x20, 0x40), 0x5B, 0x5D, 0x7B, 0x7D, 0xA0, 0xAB, 0xBB, *range(0x2000, 0x2070))
_ARABIC = (*_COMMON, *range(0x600, 0x700), *range(0x750, 0x780), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00))
_HEBREW = (*_COMMON, *range(0x590, 0x600), *range(0xFB1D, 0xFB50))


@dataclass(frozen=True, slots=True)
class Face:
    """One file to ship: where it is in its package, and the characters it keeps."""

    file: str
    package: str
    member: str
    keeps: tuple[int, ...]


FACES = (
    Face("NotoSans-400.ttf", "noto-sans", "400Regular/NotoSans_400Regular.ttf", _EUROPE),
    Face("NotoSans-600.ttf", "noto-sans", "600SemiBold/NotoSans_600SemiBold.ttf", _EUROPE),
    Face("NotoSerif-400.ttf", "noto-serif", "400Regular/NotoSerif_400Regular.ttf", _EUROPE),
    Face("NotoSerif-400-italic.ttf", "noto-serif", "400Regular_Italic/NotoSerif_400Regular_Italic.ttf", _EUROPE),
    Face("NotoSerif-700.ttf", "noto-serif", "700Bold/NotoSerif_700Bold.ttf", _EUROPE),
    Face("NotoSansArabic-400.ttf", "noto-sans-arabic", "400Regular/NotoSansArabic_400Regular.ttf", _ARABIC),
    Face("NotoSansArabic-600.ttf", "noto-sans-arabic", "600SemiBold/NotoSansArabic_600SemiBold.ttf", _ARABIC),
    Face("NotoSansHebrew-400.ttf", "noto-sans-hebrew", "400Regular/NotoSansHebrew_400Regular.ttf", _HEBREW),
    Face("NotoSansHebrew-600.ttf", "noto-sans-hebrew", "600SemiBold/NotoSansHebrew_600SemiBold.ttf", _HEBREW),
    Face("NotoNaskhArabic-700.ttf", "noto-naskh-arabic", "700Bold/NotoNaskhArabic_700Bold.ttf", _ARABIC),
    Face("NotoSerifHebrew-700.ttf", "noto-serif-hebrew", "700Bold/NotoSerifHebrew_700Bold.ttf", _HEBREW),
)


def build(cache_dir: Path, out: Path) -> None:
    """Write fonts/*.ttf below ``out``. Raises DataError where a package cannot be had."""
    folder = out / "fonts"
    folder.mkdir()
    for face in FACES:
        source = fetch(PACKAGES[face.package], cache_dir) / "package" / face.member
        _cut(source, face.keeps, folder / face.file)


def _cut(source: Path, keeps: tuple[int, ...], target: Path) -> None:
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        name_IDs=[1, 2, 3, 4, 6, 13, 14, 16, 17],
        drop_tables=["DSIG", "STAT", "MVAR"],
    )
    options.recalc_timestamp = False  # the same bytes from the same source
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=keeps)
    cutter.subset(font)
    font.save(target)
