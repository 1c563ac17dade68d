"""What people call countries, cities and parts of the world, and what a sign-in's `location` writes for them.

`location.countryOrRegion` holds ISO 3166-1 alpha-2 codes, `location.city` a city name as the GeoIP database spells it.
Phrases are lower case. Most names are safe to read anywhere; those in `AMBIGUOUS` (first names, words, places that
share a name) only after "from", "in" or the like; codes in `COUNTRY_CODES` only when typed in capitals or after
"country", because "in", "it", "is", "no", "me", "so", "to" and "us" are words first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intents.vocabulary.cities import CITY_ROWS
from intents.vocabulary.countries import ROWS


def _country_phrases() -> Iterator[tuple[str, str]]:
    for row in ROWS:
        for phrase in (row.name.lower(), *row.other_names, *row.adjectives):
            yield phrase, row.code


def _city_rows() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    for entry in CITY_ROWS.split(";"):
        starred = entry.strip().endswith("*")
        name, _, others = entry.strip().rstrip("*").partition("=")
        if name:
            yield name, tuple(others.split(",")) if others else (), starred


_CITIES = tuple(_city_rows())

COUNTRY_NAMES: Mapping[str, str] = {row.code: row.name for row in ROWS}
"""Alpha-2 code -> name for display."""

COUNTRIES: Mapping[str, str] = dict(_country_phrases())
"""What people say -> alpha-2 code: names, other names, adjectives."""

COUNTRY_CODES: Mapping[str, str] = {code: row.code for row in ROWS for code in (row.code, row.code3)} | {"UK": "GB"}
"""Codes of two and three capital letters -> alpha-2 code."""

COUNTRY_ADJECTIVES: frozenset[str] = frozenset(word for row in ROWS for word in row.adjectives)
"""Those phrases of `COUNTRIES` that stand before a noun ("russian logins") and are never the name of a place."""

CITIES: Mapping[str, str] = {phrase: name for name, others, _ in _CITIES for phrase in (name.lower(), *others)}
"""What people say -> display name of the city."""

CITY_SPELLINGS: Mapping[str, tuple[str, ...]] = {name: (name, *others) for name, others, _ in _CITIES}
"""Display name -> every spelling that a log may hold for the city, the display name first. Compare without case."""

_AMBIGUOUS_COUNTRIES = (
    "chad jordan georgia israel jersey guinea turkey kiwi oz png lao columbia india kenya cuba ireland "
    "english polish dominica trinidad antigua wales america emirates korea rsa prc drc ksa samoa sudan malta "
    "cyprus france german french swiss finnish saudi persian gaza rio"
)
"""Countries and adjectives that are also first names, words or other places."""

AMBIGUOUS: frozenset[str] = frozenset(_AMBIGUOUS_COUNTRIES.split()) | frozenset(
    name.lower() for name, _, starred in _CITIES if starred
)
"""Phrases that are also first names or words: a place only after "from", "in", "outside" or the like."""

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_EFTA = "CH IS LI NO"
_EUROPE_REST = "AD AL AX BA BY FO GB GG GI IM JE MC MD ME MK RS RU SJ SM TR UA VA XK"
_AFRICA = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG "
    "RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
)
_MIDDLE_EAST = "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"
_ASIA = (
    "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA "
    "RU SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
_LATIN = "AR BO BR CL CO CR CU DO EC GF GT HN HT MX NI PA PE PR PY SV UY VE"
_SOUTH_AMERICA = "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"
_CARIBBEAN = "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"
_NORTH_AMERICA = "BM BZ CA CR GL GT HN MX NI PA PM SV US " + _CARIBBEAN
_OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"
_EUROPE = f"{_EU} {_EFTA} {_EUROPE_REST}"

_REGION_ROWS: tuple[tuple[str, str], ...] = (
    ("eu;the eu;european union;the european union;e.u.", _EU),
    ("eea;the eea;european economic area", f"{_EU} IS LI NO"),
    ("europe;european;european countries;european country", _EUROPE),
    ("western europe", "AD AT BE CH DE ES FR GB IE IT LI LU MC NL PT SM"),
    ("eastern europe", "BG BY CZ HU MD PL RO RU SK UA"),
    ("nordics;the nordics;scandinavia;scandinavian;nordic;nordic countries", "AX DK FI FO IS NO SE"),
    ("baltics;the baltics;baltic;baltic states", "EE LT LV"),
    ("benelux", "BE LU NL"),
    ("dach", "AT CH DE"),
    ("balkans;the balkans;balkan", "AL BA BG GR HR ME MK RO RS SI XK"),
    ("emea", f"{_EUROPE} {_MIDDLE_EAST} {_AFRICA}"),
    ("middle east;the middle east;middle eastern", _MIDDLE_EAST),
    ("gulf states;gcc", "AE BH KW OM QA SA"),
    ("africa;african;african countries", _AFRICA),
    ("asia;asian;asian countries", _ASIA),
    ("southeast asia;south east asia;south-east asia;asean", "BN ID KH LA MM MY PH SG TH TL VN"),
    ("apac;asia pacific;asia-pacific", f"{_ASIA} {_OCEANIA}"),
    ("oceania;australasia", _OCEANIA),
    ("north america;north american", _NORTH_AMERICA),
    ("south america;south american", _SOUTH_AMERICA),
    ("latin america;latam;latin american", _LATIN),
    ("central america;central american", "BZ CR GT HN NI PA SV"),
    ("caribbean;the caribbean", _CARIBBEAN),
    ("americas;the americas", f"{_NORTH_AMERICA} {_SOUTH_AMERICA}"),
    ("five eyes", "AU CA GB NZ US"),
    ("brics", "BR CN IN RU ZA"),
    ("cis countries", "AM AZ BY KG KZ MD RU TJ UZ"),
)

REGIONS: Mapping[str, frozenset[str]] = {
    phrase: frozenset(codes.split()) for phrases, codes in _REGION_ROWS for phrase in phrases.split(";")
}
"""What people say -> alpha-2 codes. Europe and Asia both hold Russia and Turkey; the EU has its 27 members."""
