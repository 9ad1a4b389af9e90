"""The reference pictures: what they are, and ``python -m tests.pictures`` to make them anew after a look at each.

Writes tests/snapshots/pictures/NAME.png and NAME.txt (where each label stands).
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from geodash.export import Request, export
from geodash.paths import DEMO_STORY
from geodash.picture.document import Picture
from geodash.studio import Options

ROOT = Path(__file__).parent
FOLDER = ROOT / "snapshots" / "pictures"
STORIES = ROOT / "fixtures" / "stories"
SCALE = 0.75


@dataclass(frozen=True)
class Reference:
    """A picture that is compared: its story and what sets it apart."""

    name: str
    story: Path
    size: str = "1280x1472"
    theme: str = "light"
    language: str = "en"


REFERENCES = (
    Reference("region-and-close-up", DEMO_STORY),
    Reference("dark", DEMO_STORY, size="a4", theme="dark"),
    Reference("arabic", DEMO_STORY, language="ar"),
    Reference("antimeridian", STORIES / "pacific"),
    Reference("world", STORIES / "ports"),
    Reference("small-square", DEMO_STORY, size="1080x1080"),
)


def make(reference: Reference, folder: Path) -> tuple[bytes, str]:
    """The PNG of a reference, and its labels as text: a line each."""
    path = folder / f"{reference.name}.png"
    scale = SCALE if reference.size != "1080x1080" else 0.5
    options = Options(size=reference.size, theme=reference.theme, language=reference.language)
    report = export(Request(reference.story, (path,), options, scale))
    assert report.picture is not None
    return path.read_bytes(), labels(report.picture)


def labels(picture: Picture) -> str:
    """Every label of a picture with its box in px of its panel and its lines."""
    rows = []
    for panel, lettering in picture.letterings.items():
        for one in lettering.placed:
            box = " ".join(f"{v:4.0f}" for v in (one.box.x0, one.box.y0, one.box.x1, one.box.y1))
            said = " / ".join(line.text for line in one.lines)
            leader = " leader" if one.leader else ""
            rows.append(f"{panel:8} {one.kind:7} {box} {one.align:6} {said}{leader}")
        rows += [f"{panel:8} no room {one.id}" for one in lettering.unplaced]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Make all references anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for reference in REFERENCES:
            image, text = make(reference, Path(folder))
            (FOLDER / f"{reference.name}.png").write_bytes(image)
            (FOLDER / f"{reference.name}.txt").write_text(text, encoding="utf-8")
            print(f"{reference.name}: {len(image) / 1000:.0f} kB, {text.count(chr(10))} labels")


if __name__ == "__main__":
    main()
