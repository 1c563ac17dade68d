"""The Azure template as data: parsed by a Bicep parser, and its settings worked out for given parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pycep import BicepParser

FOLDER = Path(__file__).resolve().parents[2] / "manifest" / "azure"
MAIN = FOLDER / "main.bicep"
VALUES = FOLDER / "main.bicepparam"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: `body` is what stands in its braces."""

    symbol: str
    type: str
    version: str
    condition: Any
    body: dict[str, Any]


@cache
def text() -> str:
    """The template without comments."""
    return re.sub(r"(?m)^\s*//.*\n", "", MAIN.read_text("utf-8"))


@cache
def parsed() -> dict[str, Any]:
    """Parameters, variables, resources and outputs as the parser gives them."""
    return BicepParser().parse(text=MAIN.read_text("utf-8"))  # type: ignore[return-value]


@cache
def resources() -> dict[str, Resource]:
    """The resources by their symbols."""
    found = {}
    for symbol, raw in parsed()["resources"].items():
        body, condition = raw["config"], None
        if "condition" in body:
            condition, body = body["condition"], body["config"]
        found[symbol] = Resource(symbol, raw["type"], raw["api_version"], condition, body)
    return found


def secure() -> set[str]:
    """The names of parameters that are marked as secret."""
    parameters = parsed()["parameters"].items()
    return {name for name, raw in parameters if any(d["type"] == "secure" for d in raw["decorators"])}


def bodies() -> dict[str, str]:
    """The text of each declaration, by kind and name: "param appId", "var scopes", "resource site", "output domain"."""
    starts = [*re.finditer(r"(?m)^(?:@.*\n)*(param|var|resource|output) (\w+)", text())]
    ends = [match.start() for match in starts[1:]] + [len(text())]
    return {f"{m[1]} {m[2]}": text()[m.start() : end] for m, end in zip(starts, ends, strict=True)}


def names_in(fragment: str) -> set[str]:
    """The identifiers that a fragment refers to: not keys, not properties, not the words of strings."""
    fragment = re.sub(r"(?m)^@description\(.*\)\n", "", fragment)
    fragment = re.sub(r"(?m)^(\s*)\w+:(?=\s)", r"\1", fragment)
    code = re.sub(r"'((?:[^'\\]|\\.)*)'", lambda m: " " + " ".join(re.findall(r"\$\{(.*?)\}", m[1])) + " ", fragment)
    return set(re.findall(r"(?<![\w.@])([A-Za-z_]\w*)(?![\w(])", code))


def settings(**parameters: Any) -> dict[str, str]:
    """The app settings for these parameters, the others at their defaults. References to Key Vault stay as they are."""
    values = {name: raw.get("default") for name, raw in parsed()["parameters"].items()} | parameters
    values["isSecret"] = values["credential"] == "secret"
    lines = re.findall(r"(?m)^  (\w+): (.+)$", bodies()["var settings"])
    return {name: _value(expression, values) for name, expression in lines}


def _value(expression: str, values: dict[str, Any]) -> str:
    """A setting's expression: a literal, a name, string(name), join(name, ','), or a choice between two of these."""
    if choice := re.fullmatch(r"(.+?) \? (.+) : (.+)", expression):
        return _value(choice[2] if _holds(choice[1], values) else choice[3], values)
    if literal := re.fullmatch(r"'(.*)'", expression):
        return literal[1]
    if joined := re.fullmatch(r"join\((\w+), '(.)'\)", expression):
        return joined[2].join(values[joined[1]])
    if number := re.fullmatch(r"string\((\w+)\)", expression):
        return str(values[number[1]])
    return str(values[expression]) if expression in values else f"<{expression}>"


def _holds(condition: str, values: dict[str, Any]) -> bool:
    name, _, wanted = condition.partition(" == ")
    return bool(values[name] == wanted.strip("'") if wanted else values[name])
