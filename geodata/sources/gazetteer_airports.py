"""Airports in use that news are about: large or medium, with scheduled flights or an IATA code (OurAirports)."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

from geodata.model import PlaceKind
from geodata.sources.gazetteer_rows import Row, folded

# A runway is up to 4 km long; the reference point is its middle.
REACH_M = {"large_airport": 3000.0, "medium_airport": 2000.0}
_AN_AIRPORT = re.compile(
    r"\b(?:air ?port|air ?base|air ?field|air force base|aeropuerto|aéroport|flughafen|havalimanı)\b", re.I
)


def airports(table: Path) -> list[Row]:
    """Read airports.csv.gz."""
    with gzip.open(table, "rt", encoding="utf-8", newline="") as file:
        lines = [
            line
            for line in csv.DictReader(file)
            if line["type"] in REACH_M
            and (line["scheduled_service"] == "yes" or line["iata_code"])
            and "[Closed" not in line["name"]
        ]
    # "Beirut airport" is the town's largest with scheduled flights; of two equals neither is.
    lines.sort(key=lambda line: (line["type"] != "large_airport", line["scheduled_service"] != "yes", line["ident"]))
    first: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if line["municipality"]:
            first.setdefault((line["iso_country"], folded(line["municipality"])), []).append(line["ident"])
    rows = []
    for line in lines:
        town = re.split(r"[/(,]", line["municipality"])[0].strip()
        names = [line["name"], *_variants(line["name"])]
        if line["iata_code"]:
            names += [f"{line['iata_code']} airport", f"{line['iata_code']} international airport"]
        if town and first[line["iso_country"], folded(line["municipality"])][0] == line["ident"]:
            names += [f"{town} airport", f"{town} international airport", f"{town}'s airport"]
        names += [word.strip() for word in line["keywords"].split(",") if _AN_AIRPORT.search(word)]
        rows.append(
            Row(
                id=f"airport:{line['ident']}", name=line["name"], kind=PlaceKind.facility, lon=round(float(line["longitude_deg"]), 5),
                lat=round(float(line["latitude_deg"]), 5), uncertainty_m=REACH_M[line["type"]], where_prec=1, feature="AIRP",
                country=line["iso_country"], names=names,
            )
        )  # fmt: skip
    return rows


def _variants(name: str) -> list[str]:
    """The short forms a newsroom uses: without "International", without what follows a slash or stands in brackets."""
    short = re.sub(r"\s*\(.*?\)", "", name)
    found = {short, short.replace(" International", ""), *(part.strip() for part in short.split("/"))}
    return sorted(form for form in found if form != name and len(form) > 6 and _AN_AIRPORT.search(form))
