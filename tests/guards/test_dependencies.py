"""What is imported is declared: a clean machine has nothing that another package happens to bring."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWN = {"bot", "intents", "tests"}
BROUGHT_ALONG = {
    "botframework": "botbuilder-core",
    "msrest": "botbuilder-core",
    "requests": "msal",
    "cryptography": "PyJWT",  # by its extra "crypto"
}
"""Packages that a declared one exists for and must bring."""


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def declared(*extras: str) -> set[str]:
    """The distributions that the project asks for."""
    wanted = list(PROJECT["dependencies"])
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    return {_name(each) for each in wanted}


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """Each import of a package that is neither Python's nor ours: its top level name, and where."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in OWN:
                    yield name, str(path.relative_to(ROOT))


def distributions(module: str) -> set[str]:
    """What may bring a module: the distributions installed here that hold its top level package."""
    found = importlib.metadata.packages_distributions().get(module.partition(".")[0], [])
    return {each.lower().replace("_", "-") for each in found}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("bot", ("azure", "redis")), ("intents", ()), ("tests", ("azure", "redis", "dev"))],
)
def test_every_import_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    wanted = declared(*(extra for extra in extras if extra in PROJECT["optional-dependencies"]))
    wanted |= {brought for brought, by in BROUGHT_ALONG.items() if _name(by) in wanted}
    missing = {
        f"{module} in {where}"
        for module, where in imported(folder)
        if module.partition(".")[0] not in wanted and not distributions(module) & wanted
    }
    assert not missing
