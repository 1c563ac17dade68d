"""Azure's published resource types, and whether a resource of the template fits its type.

The types are Bicep's own, as the Azure MCP server (PyPI: msmcp-azure) carries and prints them. There is no Bicep compiler
in the package registries that the tests may use.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "msmcp-azure==3.0.0"
BICEP_KEYS = {"parent", "scope", "dependsOn"}
"""Keys that Bicep adds to every resource."""


def fetch(folder: Path) -> Path:
    """The program that prints types, unpacked below this folder."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), PACKAGE]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    (wheel,) = folder.glob("msmcp_azure-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    program = next(p for p in folder.glob("msmcp_azure/bin/azmcp*") if p.suffix in {"", ".exe"})
    program.chmod(0o755)
    return program


@dataclass(frozen=True, slots=True)
class Published:
    """One resource type with the types that it is made of."""

    name: str
    """With its version: "Microsoft.Web/sites@2024-11-01"."""
    body: dict[str, Any]
    types: dict[str, dict[str, Any]]


def published(program: Path, resource_type: str) -> Published:
    """The type as published, at its newest stable version."""
    command = [str(program), "bicepschema", "get", "--resource-type", resource_type]
    env = {**os.environ, "AZURE_MCP_COLLECT_TELEMETRY": "false"}
    done = subprocess.run(command, check=False, capture_output=True, timeout=120, env=env)
    answer = json.loads(done.stdout)
    assert answer["status"] == 200, answer["message"]
    rows = answer["results"]["BicepSchemaResult"]
    (resource,) = (row for row in rows if row["$type"] == "Resource")
    named = {row["name"]: row for row in rows if row["$type"] in {"Object", "DiscriminatedObject"}}
    return Published(resource["name"], resource["bodyType"], named)


def misfits(made: dict[str, Any], type_: Published, symbols: set[str]) -> list[str]:
    """What of a resource's body does not fit: unknown, read-only, missing or wrongly valued properties.

    `symbols` are names that stand for something else: their values are not known here.
    """
    body = {key: value for key, value in made.items() if key not in BICEP_KEYS}
    return list(_object(body, type_.body, type_, symbols, ""))


def _object(
    made: dict[str, Any], node: dict[str, Any], type_: Published, symbols: set[str], where: str
) -> Iterator[str]:
    properties = {p["name"]: p for p in _properties(node, made)}
    open_ended = "additionalPropertiesType" in node
    for key, value in made.items():
        if key not in properties:
            if not open_ended:
                yield f"{where}{key}: no such property"
            continue
        known = properties[key]
        if "ReadOnly" in known.get("flags", ""):
            yield f"{where}{key}: read-only"
        yield from _value(value, known["type"], type_, symbols, f"{where}{key}")
    for name, known in properties.items():
        if "Required" in known.get("flags", "") and name not in made:
            yield f"{where}{name}: missing"


def _properties(node: dict[str, Any], made: dict[str, Any]) -> list[dict[str, Any]]:
    """The properties of an object; of one that has several forms, those of the form whose fixed value is given."""
    if node["$type"] == "Object":
        return list(node["properties"])
    for form in node["elements"]:
        if any(made.get(p["name"]) == p["type"] for p in form["properties"]):
            return [*node["baseProperties"], *form["properties"]]
    return list(node["baseProperties"])


def _value(value: Any, wanted: str, type_: Published, symbols: set[str], where: str) -> Iterator[str]:
    if _is_expression(value, symbols):
        return
    if wanted.endswith("[]") and isinstance(value, list):
        for each in value:
            yield from _value(each, wanted.removesuffix("[]"), type_, symbols, f"{where}[]")
    elif isinstance(value, dict):
        node = type_.types.get(wanted)
        if node is not None:
            yield from _object(value, node, type_, symbols, f"{where}.")
        elif wanted != "any":
            yield f"{where}: an object, not {wanted}"
    elif isinstance(value, int):
        if wanted not in {"bool" if isinstance(value, bool) else "int", "any"}:
            yield f"{where}: {value!r}, not {wanted}"
    elif not {"string", "any", str(value)} & set(wanted.split(" | ")):
        yield f"{where}: {value!r}, not {wanted}"


def _is_expression(value: Any, symbols: set[str]) -> bool:
    """Whether the value is worked out when the template is deployed."""
    if isinstance(value, dict):
        return bool({"operator", "function"} & set(value)) and len(value) == 1
    return isinstance(value, str) and ("${" in value or value in symbols)
