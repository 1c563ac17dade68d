"""Error codes by what people say."""

from __future__ import annotations

import pytest

from intents.vocabulary.sign_in_codes import CODE_PHRASES, KNOWN_CODES


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("locked out", "50053"),
        ("lockouts", "50053"),
        ("lock outs", "50053"),
        ("account locked", "50053"),
        ("getting locked", "50053"),
        ("users locked", "50053"),
        ("locked accounts", "50053"),
        ("smart lockout", "50053"),
        ("wrong password", "50126"),
        ("bad passwords", "50126"),
        ("incorrect password", "50126"),
        ("invalid credentials", "50126"),
        ("password spray", "50126"),
        ("password spraying", "50126"),
        ("brute force attempts", "50126"),
        ("disabled account", "50057"),
        ("disabled users", "50057"),
        ("account was disabled", "50057"),
        ("mfa failed", "500121"),
        ("mfa denied", "500121"),
        ("mfa denials", "500121"),
        ("mfa rejected", "500121"),
        ("mfa not approved", "500121"),
        ("mfa fatigue", "500121"),
        ("mfa bombing", "500121"),
        ("mfa timeouts", "500121"),
        ("denied mfa prompts", "500121"),
        ("couldn't get past mfa", "500121"),
        ("can't get past mfa", "500121"),
        ("multi factor authentication failed", "500121"),
        ("2fa failures", "500121"),
        ("blocked by conditional access", "53003"),
        ("blocked by ca", "53003"),
        ("conditional access blocked", "53003"),
        ("ca blocks", "53003"),
        ("denied by conditional access policies", "53003"),
        ("device not compliant", "53000"),
        ("non compliant devices", "53000"),
        ("not domain joined", "53001"),
        ("unknown user", "50034"),
        ("user not found", "50034"),
        ("account does not exist", "50034"),
        ("consent required", "65001"),
        ("keep me signed in", "50140"),
        ("kmsi interrupts", "50140"),
        ("app not found", "700016"),
        ("not assigned to the app", "50105"),
        ("expired client secret", "7000222"),
        ("wrong client secret", "7000215 70002"),
        ("declined consent", "65004"),
        ("blocked by security defaults", "530035 530032"),
        ("expired password", "50055 50144"),
        ("passwords expired", "50055 50144"),
        ("mfa required", "50074 50076"),
        ("prompted for mfa", "50074 50076"),
        ("not registered for mfa", "50072 50079"),
        ("must set up mfa", "50072 50079"),
        ("session revoked", "50133 50173"),
        ("blocked by tenant restrictions", "50002 500021 500022"),
        ("password reset required", "50125 50135 50137 50142"),
    ],
)
def test_a_phrase_stands_for_error_codes(said: str, codes: str) -> None:
    """Ways of saying the same thing lead to the same codes."""
    assert CODE_PHRASES[said] == tuple(codes.split())


def test_every_code_of_a_phrase_is_documented() -> None:
    """No phrase stands for a code whose meaning is unknown."""
    assert {code for codes in CODE_PHRASES.values() for code in codes} - KNOWN_CODES == set()


@pytest.mark.parametrize(
    "said",
    [
        "mfa",
        "password",
        "passwords",
        "locked out of",
        "conditional access",
        "password reset",
        "failed",
        "disabled",
        "blocked",
        "ca",
        "risk",
        "expired",
    ],
)
def test_a_topic_alone_is_no_error(said: str) -> None:
    """Words that name no outcome, or could mean an operation, stand for no code."""
    assert said not in CODE_PHRASES


def test_phrases_are_lower_case_words_with_single_spaces() -> None:
    """So that they can be compared with tokens."""
    assert [p for p in CODE_PHRASES if p != " ".join(p.lower().split())] == []
    assert len(CODE_PHRASES) < 8000
