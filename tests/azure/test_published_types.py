"""The Azure template fits the resource types that Azure publishes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.azure import template
from tests.azure.published import Published, fetch, misfits, published

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("CI"), reason="fetches Azure's resource types (60 MB); CI does"),
]

REDIS = {"Microsoft.Cache/redisEnterprise", "Microsoft.Cache/redisEnterprise/databases"}
"""Types that the program does not print; they are compared with Azure's client library instead."""
NOT_PUBLISHED = {"Microsoft.Insights/diagnosticSettings"}
"""An extension resource that neither holds."""
CHECKED = sorted({r.type for r in template.resources().values()} - REDIS - NOT_PUBLISHED)

REDIS_MODELS = """
import enum, json, re
from pathlib import Path
from azure.mgmt import redisenterprise
from azure.mgmt.redisenterprise import models
keys = {name: sorted(v["key"] for v in getattr(models, name)._attribute_map.values()) for name in ("Cluster", "Database")}
values = [e.value for c in vars(models).values() if isinstance(c, type) and issubclass(c, enum.Enum) for e in c]
source = Path(redisenterprise.__file__).parent.joinpath("_configuration.py").read_text()
print(json.dumps({"keys": keys, "values": values, "versions": re.findall(r"20\\d\\d-\\d\\d-\\d\\d", source)}))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that prints Azure's resource types."""
    return fetch(tmp_path_factory.mktemp("types"))


@pytest.fixture(scope="module")
def types(program: Path) -> dict[str, Published]:
    """Every type of the template that is published."""
    return {name: published(program, name) for name in CHECKED}


def symbols() -> set[str]:
    """Every name that stands for something else in the template."""
    return {key.split()[1] for key in template.bodies()}


@pytest.mark.parametrize("symbol", sorted(s for s, r in template.resources().items() if r.type in CHECKED))
def test_a_resource_fits_its_type(symbol: str, types: dict[str, Published]) -> None:
    """Its version is published; every property exists, may be set and has a possible value; none is missing."""
    resource = template.resources()[symbol]
    type_ = types[resource.type]
    body = dict(resource.body)
    if body.get("properties") == "settings":
        body["properties"] = template.settings()

    assert f"{resource.type}@{resource.version}" == type_.name
    assert misfits(body, type_, symbols()) == []


@pytest.mark.parametrize(
    ("symbol", "path", "value", "words"),
    [
        ("site", "properties.siteConfig.healthCheck", "/healthz", "no such property"),
        ("site", "properties.siteConfig.alwaysOn", "yes", "not bool"),
        ("site", "properties.state", "Running", "read-only"),
        ("teams", "properties.properties.enabled", True, "no such property"),
        ("bot", "properties.endpoint", None, "missing"),
    ],
)
def test_a_resource_that_does_not_fit_is_found(
    symbol: str, path: str, value: Any, words: str, types: dict[str, Published]
) -> None:
    """The comparison bites: a wrong name, a wrong value, a read-only and a missing property are each named."""
    resource = template.resources()[symbol]
    body = json.loads(json.dumps(resource.body))
    *parents, last = path.split(".")
    inner = body
    for name in parents:
        inner = inner[name]
    inner[last] = value
    if value is None:
        del inner[last]
    found = misfits(body, types[resource.type], symbols())

    assert [line for line in found if last in line and words in line] == found
    assert found


def test_redis_fits_azures_client_library(tmp_path: Path) -> None:
    """Azure Managed Redis: the version, every property and every fixed value are the client library's."""
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--target",
        str(tmp_path),
        "azure-mgmt-redisenterprise==3.1.0",
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=600)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", REDIS_MODELS], check=True, capture_output=True, timeout=60, env=env)
    known = json.loads(done.stdout)

    for symbol, model in (("redisCluster", "Cluster"), ("redisDatabase", "Database")):
        resource = template.resources()[symbol]
        made = resource.body["properties"]
        fixed = [value for value in made.values() if isinstance(value, str)]

        assert [key for key in made if f"properties.{key}" not in known["keys"][model]] == []
        assert [value for value in fixed if value not in known["values"]] == []
        assert resource.version in known["versions"]
    assert template.parsed()["parameters"]["redisSku"]["default"] in known["values"]


def test_what_is_not_compared_is_small() -> None:
    """The one resource that has no published type here is known, and holds what it must."""
    (resource,) = (r for r in template.resources().values() if r.type in NOT_PUBLISHED)

    assert set(resource.body["properties"]) == {"workspaceId", "logs"}
    assert re.fullmatch(r"2021-05-01-preview", resource.version)
