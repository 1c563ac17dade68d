"""Categories and services of the directory audits by what people say."""

from __future__ import annotations

import pytest

from intents.fields import FIELDS
from intents.vocabulary.categories import CATEGORY_PHRASES, SERVICE_HEADINGS


@pytest.mark.parametrize(
    ("said", "field", "first"),
    [
        ("user management", "category", "UserManagement"),
        ("role management", "category", "RoleManagement"),
        ("app management", "category", "ApplicationManagement"),
        ("pim", "service", "PIM"),
        ("core directory", "service", "Core Directory"),
        ("self service password management", "service", "Self-service Password Management"),
        ("b2b", "service", "Invited Users"),
        ("device registration service", "service", "Device Registration Service"),
        ("access reviews", "service", "Access Reviews"),
    ],
)
def test_a_phrase_names_a_field_and_what_rows_carry(said: str, field: str, first: str) -> None:
    """The value is the spelling of log rows, not of the reference's headings."""
    assert CATEGORY_PHRASES[said][0] == field
    assert CATEGORY_PHRASES[said][1][0] == first


def test_phrases_use_fields_that_exist() -> None:
    """Every row names a field of the directory audits and at least one value."""
    assert {field for field, _ in CATEGORY_PHRASES.values()} <= set(FIELDS)
    assert [p for p, (_, values) in CATEGORY_PHRASES.items() if not values or p != p.lower().strip()] == []


def test_headings_that_differ_from_rows_are_listed() -> None:
    """Privileged Identity Management logs as PIM."""
    assert SERVICE_HEADINGS["Privileged Identity Management (PIM)"] == "PIM"
