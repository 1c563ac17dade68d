"""The app package, and an environment that holds what a server would."""

from __future__ import annotations

import pytest

from tests.playground import needs


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Slow tests run when they are asked for."""
    needs.asked_for(item)
