"""Where the parts of a published story are: ``<base>/<story>/`` is the page, ``<base>/<story>/<revision>/`` its parts.

The page at ``<base>/<story>/`` is the newest revision's; what it names lies in that revision's folder, so that a page
and its pictures always belong together. With no base, addresses are relative to the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of a story. ``base_url``: "https://…" without a slash at its end, or "" where it is not known."""

    story: str
    revision: str = ""
    base_url: str = ""

    @property
    def page(self) -> str:
        """The page that an iframe shows."""
        return f"{self.base_url}/{self.story}/" if self.base_url else "./"

    def part(self, name: str) -> str:
        """A file of the revision: "full.png", "og.png", "public.json", "layers.geojson"."""
        folder = f"{self.revision}/" if self.revision else ""
        return f"{self.page}{folder}{name}"

    @property
    def oembed(self) -> str:
        """The oEmbed document of the page."""
        return f"{self.page}oembed.json"

    @property
    def script(self) -> str:
        """The script that makes an iframe of itself in a host's page; shared by all stories."""
        return f"{self.base_url}/embed.js" if self.base_url else "../embed.js"
