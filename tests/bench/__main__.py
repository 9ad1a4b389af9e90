"""Print the figures of building and showing the measured article, a line each."""

from __future__ import annotations

import datetime
import platform

from tests.bench import build, embed, geoparse, page, picture
from tests.bench.article import measured_article


def main() -> None:
    """Measure and print; the date and the machine come first, since figures without them mean little."""
    today = datetime.datetime.now(datetime.UTC).date()
    print(f"{today}, {measured_article().name}, Python {platform.python_version()}, {platform.machine()}")
    for what, figure in [
        build.gazetteer_ready(),
        *build.measure(),
        *page.measure(),
        *picture.measure(),
        *embed.measure(),
        *geoparse.measure(),
    ]:
        print(f"{what:52} {figure}", flush=True)


if __name__ == "__main__":
    main()
