"""What travels with every data file of a story: whose article it is, whose data, under which licences and worldview."""

from __future__ import annotations

from dataclasses import dataclass

from geodash.words import link
from geodata.model import Article, Story
from geodata.plain import one_line, quoted

ODBL = "https://opendatacommons.org/licenses/odbl/1-0/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Data:
    """One source of shipped data (geodata/data/SOURCES.md): what is made of it, how it is named, and its licence."""

    used_for: str
    attribution: str
    licence: str
    url: str
    notice: str


DATA = (
    Data(
        "outlines of countries and areas, borders",
        "© OpenStreetMap contributors",
        "ODbL 1.0",
        ODBL,
        # The sentence that ODbL 1.0, 4.3 asks for, and what it asks of those who publish the geometry again.
        "Contains information from OpenStreetMap, made available here under the Open Database License (ODbL) 1.0. "
        "Publish outlines and borders taken from this file under the same licence.",
    ),
    Data(
        "lakes, lines of first-level areas",
        "Made with Natural Earth",
        "public domain",
        "https://www.naturalearthdata.com/about/terms-of-use/",
        "Contains data from Natural Earth, in the public domain.",
    ),
    Data(
        "outlines of seas",
        "Marine Regions",
        "CC BY 4.0",
        CC_BY,
        "Contains data from Marine Regions (Flanders Marine Institute, doi:10.14284/590), CC BY 4.0, simplified.",
    ),
    Data(
        "names and points of places",
        "GeoNames",
        "CC BY 4.0",
        CC_BY,
        "Contains data from GeoNames (geonames.org), CC BY 4.0, selected and corrected.",
    ),
)
QUOTES_ONLY = "The article's text belongs to its publisher and is not in this file; quotes are short, as evidence."


@dataclass(frozen=True, slots=True)
class Source:
    """An article's source block; ``sha256`` is that of its text, which is not in the file."""

    headline: str
    source: str | None
    published: str | None
    url: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Notices:
    """What a file says of its origin; all text is on one line and free of controls."""

    sources: dict[str, Source]  # by the article's id
    worldview: tuple[str, str]
    built_at: str
    versions: dict[str, str]
    digests: dict[str, str]

    @property
    def attributions(self) -> tuple[str, ...]:
        """The lines to show, as under the maps."""
        from geodata.basemap import Basemap

        return Basemap.attribution

    @property
    def worldview_line(self) -> str:
        """Under which reading of disputed areas the borders are drawn."""
        key, name = self.worldview
        return f"Borders as in the worldview “{key}”" + (f" ({name})" if name else "")

    @property
    def made_line(self) -> str:
        """By what it was made, and when."""
        made = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        return f"{made or 'geodash'}; {self.built_at}"


def notices(story: Story) -> Notices:
    """A story's notices."""
    from geodata.worldview import worldviews

    made = story.made_with
    return Notices(
        {article.id: _source(article) for article in story.articles},
        (one_line(made.worldview), worldviews().get(made.worldview, "")),
        one_line(made.built_at),
        {one_line(k): one_line(v) for k, v in made.versions.items()},
        {one_line(k): one_line(v) for k, v in made.data.items()},
    )


def _source(article: Article) -> Source:
    url = link(article.url)
    return Source(
        quoted(article.headline),
        quoted(article.source_office) if article.source_office else None,
        article.published.isoformat() if article.published else None,
        url if url and one_line(url) == url else None,
        article.sha256,
    )
