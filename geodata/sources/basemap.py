"""Build the basemap: three levels of areas and borders, lakes, seas and labels."""

from __future__ import annotations

from pathlib import Path

from geodata.sources.basemap_faces import cut_world
from geodata.sources.basemap_labels import labels_bytes
from geodata.sources.basemap_levels import DETAILS, Coverage, coverage_of, simplified, without_first_level
from geodata.sources.basemap_water import LAKES, lakes_at, seas_bytes
from geodata.sources.basemap_write import level_bytes
from geodata.worldview import read_table


def build(cache_dir: Path, out_dir: Path) -> None:
    """Write basemap-*.bin and basemap-*.json.xz to ``out_dir``; some ten minutes and 4 GB of memory."""
    levels: dict[str, Coverage] = {}
    coverage = coverage_of(cut_world(cache_dir, read_table()["areas"]))
    for detail in DETAILS:  # from fine to coarse: each level is simplified from the one before
        coverage = simplified(coverage if detail.first_level else without_first_level(coverage), detail)
        levels[detail.name] = coverage
        (out_dir / f"basemap-{detail.name}.bin").write_bytes(level_bytes(coverage))
    for detail, scale in LAKES:
        lakes = lakes_at(cache_dir, detail, scale, levels["mid"])
        (out_dir / f"basemap-lakes-{detail.name}.bin").write_bytes(level_bytes(lakes))
    seas = seas_bytes(cache_dir)
    (out_dir / "basemap-seas.json.xz").write_bytes(seas)
    (out_dir / "basemap-labels.json.xz").write_bytes(labels_bytes(cache_dir, levels["mid"], seas))
