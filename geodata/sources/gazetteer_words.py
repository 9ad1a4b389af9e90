"""Word tables of the gazetteer's build: languages, scripts, and what kinds of area and water are called."""

from __future__ import annotations

import re

# Languages whose country names are shipped: those of the world's larger presses.
_LANGUAGES = (
    "ar he fr es de ru zh zh-Hant uk fa pt tr it ja ko hi nl pl sv da no fi el hu cs sk ro bg sr hr sl lt lv et ka hy az kk uz ur bn "
    "ta te mr pa vi th id ms sw am so ps ku ne si my km lo mn"
)
LANGUAGES = tuple(_LANGUAGES.split())
# Of these the Latin-script names are found by lookup too; in others short words would be mistaken for places.
LATIN_LOOKUP = frozenset({"fr", "es", "de", "pt", "it"})

# Countries whose place names are romanised from another script: newsrooms print them in plain letters.
_ROMANISED = (
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA MD ME MK MM MN MO "
    "MR MV NP OM PK PS QA RS RU SA SD SO SS SY TH TJ TM TN TW UA UZ XK YE"
)
ROMANISED = frozenset(_ROMANISED.split())

_TYPE = re.compile(
    r"^(?P<base>.+?) (?:Oblast'?|Region|Province|Governorate|District|State|Prefecture|County|Department|Division|Municipality|"
    r"Raion|Rayon|Krai|Voivodeship|Canton|Parish|Regency|Muhafazah?|Wilayat?|Viloyati|Sheng|Shi|Do|Autonomous Region|"
    r"Autonomous Prefecture)$"
)
# What is left when the type is cut off must still be a name: "Eastern Province" is not "Eastern".
_NO_NAME_WORDS = (
    "north south east west northern southern eastern western north-eastern northeastern northwestern southeastern southwestern "
    "central centre center capital national federal upper lower middle free coast coastal delta rivers river lakes lake islands "
    "island plateau plateaux highlands mountain bay sea savannes littoral metropolitan city area special administrative frontier "
    "far extreme main inner outer new old royal republic"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())

# What first-level areas are called in English news, country by country, beside Natural Earth's word for them.
_AREA_WORDS = {
    "Oblast": "UA RU BY KZ KG BG", "Governorate": "EG SY IQ YE JO LB OM TN KW BH PS", "County": "KE LR HR HU RO EE NO SE IE LT TW",
    "Prefecture": "JP GR", "Department": "FR CO HN GT SV PE BO PY UY HT NI", "Canton": "CH", "Voivodeship": "PL", "Emirate": "AE",
    "District": "PT IL BZ SR MW LS", "State": "US MX BR VE IN NG AU MY MM SD SS DE AT ET MV",
}  # fmt: skip
AREA_WORD = {code: word for word, codes in _AREA_WORDS.items() for code in codes.split()}
# What a district is called in English where GeoNames gives the bare name.
DISTRICT_WORD = {"PS": "governorate", "AF": "district", "IN": "district", "PK": "district", "BD": "district", "NP": "district",
                 "LK": "district", "SY": "district", "IQ": "district", "YE": "district", "LB": "district", "UG": "district"}  # fmt: skip

# Words that make a name a lake's already; without one "Lake" or "Reservoir" is set in front or behind.
_WATER_WORDS = (
    "lake lac lago laguna lagoa lagoon loch lough reservoir res embalse represa dam bay sea see jarvi ozero vodokhranilishche "
    "vodaskhovishcha nuur hu co tso gol golu baraj lagune bassin pond sor waters tonle danau mer etang inlet sound"
)
WATER_WORDS = frozenset(_WATER_WORDS.split())


def bare_name(name: str) -> str | None:
    """The name without the word for its kind: "Kherson Oblast" → "Kherson"; None where no name is left."""
    found = _TYPE.match(name)
    base = found["base"] if found else name
    words = re.split(r"[\s-]+", base.casefold())
    return None if all(word in _NO_NAME for word in words) else base
