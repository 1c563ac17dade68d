"""Names of countries, cities and regions."""

from __future__ import annotations

import pytest

from intents.text import fold
from intents.vocabulary.places import (
    AMBIGUOUS,
    CITIES,
    CITY_SPELLINGS,
    COUNTRIES,
    COUNTRY_ADJECTIVES,
    COUNTRY_CODES,
    COUNTRY_NAMES,
    REGIONS,
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("united states", "US"),
        ("usa", "US"),
        ("u.s.", "US"),
        ("america", "US"),
        ("the states", "US"),
        ("american", "US"),
        ("uk", "GB"),
        ("britain", "GB"),
        ("england", "GB"),
        ("scottish", "GB"),
        ("holland", "NL"),
        ("dutch", "NL"),
        ("the netherlands", "NL"),
        ("czechia", "CZ"),
        ("czech republic", "CZ"),
        ("south korea", "KR"),
        ("north korea", "KP"),
        ("ivory coast", "CI"),
        ("côte d'ivoire", "CI"),
        ("türkiye", "TR"),
        ("turkey", "TR"),
        ("russian", "RU"),
        ("russia", "RU"),
        ("nigerian", "NG"),
        ("nigeria", "NG"),
        ("niger", "NE"),
        ("german", "DE"),
        ("uae", "AE"),
        ("hong kong", "HK"),
        ("kosovo", "XK"),
        ("dr congo", "CD"),
        ("congo", "CG"),
        ("burma", "MM"),
        ("swaziland", "SZ"),
        ("vatican", "VA"),
    ],
)
def test_a_country_is_known_by_its_names_and_adjective(said: str, code: str) -> None:
    """What people call a country leads to its ISO code."""
    assert COUNTRIES[said] == code


def test_every_country_of_iso_3166_is_there() -> None:
    """249 assigned codes and Kosovo, each with a two-letter and a three-letter code and a name."""
    by_code3 = {code for code in COUNTRY_CODES if len(code) == 3}

    assert len(COUNTRY_NAMES) == 250
    assert len(by_code3) == 250
    assert set(COUNTRY_CODES.values()) == set(COUNTRY_NAMES)
    assert set(COUNTRIES.values()) == set(COUNTRY_NAMES)


def test_codes_are_capitals_only_and_never_phrases() -> None:
    """ "in", "it", "is", "no", "me", "so", "to" and "us" are words, not countries."""
    words = {"in", "it", "is", "no", "me", "so", "to", "us", "be", "at", "de", "by", "my", "am", "as", "do", "la", "pm"}

    assert words & set(COUNTRIES) == set()
    assert all(code == code.upper() for code in COUNTRY_CODES)
    assert COUNTRY_CODES["UK"] == COUNTRY_CODES["GB"] == COUNTRY_CODES["GBR"] == "GB"


def test_no_phrase_means_two_countries() -> None:
    """A name given to one country is not overwritten by another."""
    assert COUNTRIES["guinea"] == "GN"
    assert COUNTRIES["georgia"] == "GE"
    assert COUNTRIES["dominican"] == "DO"
    assert COUNTRIES["samoa"] == "WS"
    assert COUNTRIES["american samoa"] == "AS"


@pytest.mark.parametrize("mapping", [COUNTRIES, CITIES, REGIONS])
def test_phrases_are_lower_case(mapping: dict[str, object]) -> None:
    """Phrases are compared with lower-case words."""
    assert [phrase for phrase in mapping if phrase != phrase.lower()] == []


def test_accented_cities_are_found_without_accents() -> None:
    """ "são paulo" and "sao paulo", "münchen" and "munich" are the same city."""
    missing = [phrase for phrase in CITIES if fold(phrase) not in CITIES]

    assert missing == []
    assert CITIES["sao paulo"] == CITIES["são paulo"] == "São Paulo"
    assert CITIES["munich"] == CITIES["münchen"] == CITIES["muenchen"] == "Munich"
    assert CITIES["nyc"] == "New York"


def test_a_city_lists_the_spellings_a_log_may_hold() -> None:
    """The display name stands first, and every spelling leads back to it."""
    assert CITY_SPELLINGS["Munich"] == ("Munich", "münchen", "munchen", "muenchen")
    assert {CITIES[s.lower()] for names in CITY_SPELLINGS.values() for s in names} == set(CITY_SPELLINGS)
    assert len(CITY_SPELLINGS) > 400


@pytest.mark.parametrize(
    "name",
    [
        "chad",
        "jordan",
        "georgia",
        "israel",
        "paris",
        "florence",
        "austin",
        "charlotte",
        "nice",
        "reading",
        "mobile",
        "victoria",
    ],
)
def test_names_that_are_also_words_or_first_names_are_marked(name: str) -> None:
    """Such a name is a place only after a preposition."""
    known = name in COUNTRIES or name in CITIES

    assert name in AMBIGUOUS or not known


def test_marks_belong_to_known_places() -> None:
    """Every marked phrase is a place."""
    assert [name for name in AMBIGUOUS if name not in COUNTRIES and name not in CITIES] == []
    assert set(COUNTRY_ADJECTIVES) <= set(COUNTRIES)


def test_regions_hold_known_countries() -> None:
    """The EU has 27 members and not the United Kingdom; Europe has both; EMEA holds Africa."""
    assert len(REGIONS["eu"]) == 27
    assert "GB" not in REGIONS["eu"]
    assert REGIONS["eu"] < REGIONS["europe"]
    assert "GB" in REGIONS["europe"]
    assert REGIONS["africa"] < REGIONS["emea"]
    assert set().union(*REGIONS.values()) <= set(COUNTRY_NAMES)
