"""Pictures are drawn when they are asked for."""

from __future__ import annotations

import pytest

from tests.playground import needs


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Slow tests run when they are asked for."""
    needs.asked_for(item)
