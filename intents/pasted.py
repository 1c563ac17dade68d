"""Filters pasted from Graph or a script, in the words that people use: `status/errorCode eq 50126` is "error 50126",
`appDisplayName: Miro` is an app.

A clause whose property is not listed stays as it is, and is asked back as words that are not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from intents.model import Repair

_CLAUSE = re.compile(
    r"\(?\s*(?<![\w/.])(?P<path>[A-Za-z]\w*(?:[/.]\w+)*)(?:\s+(?P<op>eq|ne|ge|gt|le|lt)\s+|\s?(?P<sign>[:=]|==)\s?)"
    r"(?:'(?P<quoted>[^']{1,120})'|\"(?P<double>[^\"]{1,120})\"|(?P<bare>[\w.:+@-]{1,60}))\s*\)?"
)
_LEAD = re.compile(r"\$filter\s*=\s*", re.IGNORECASE)


def _name(kind: str) -> Callable[[str], str]:
    return lambda value: f"for {value}" if "@" in value else f'for {kind} "{value}"'


def _state(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: words.get(value.casefold(), value)


_RISK = _state({"high": "high risk", "medium": "medium risk", "low": "low risk"})
_ENDED = _state({"success": "successful", "failure": "failed"})

_PROPERTIES: Mapping[str, Callable[[str], str]] = {
    "errorcode": lambda value: "successful" if value == "0" else f"error {value}",
    "appdisplayname": _name("app"),
    "userprincipalname": _name("user"),
    "userdisplayname": _name("user"),
    "ipaddress": lambda value: f"from {value}",
    "countryorregion": lambda value: f"from country {value}",
    "city": lambda value: f"from {value}",
    "clientappused": lambda value: f"using {value}",
    "browser": lambda value: f"using {value}",
    "operatingsystem": lambda value: f"using {value}",
    "conditionalaccessstatus": _state(
        {
            "success": "that passed conditional access",
            "failure": "with conditional access failures",
            "notapplied": "without conditional access",
        }
    ),
    "risklevelduringsignin": _RISK,
    "risklevelaggregated": _RISK,
    "riskstate": _state({"atrisk": "risk state atRisk", "confirmedcompromised": "confirmed compromised"}),
    "activitydisplayname": lambda value: f"{value} operations",
    "category": lambda value: f"in category {value}",
    "result": _ENDED,
    "status": _state({"success": "successful", "failure": "failed", "skipped": "skipped"}),
    "provisioningaction": lambda value: f"with provisioning action {value}",
    "correlationid": lambda value: f"with correlation id {value}",
}
"""Last part of a property's path, lower case -> its value in words."""

_TIMES = frozenset({"createddatetime", "activitydatetime"})
_SINCE: Mapping[str, str] = {"ge": "since", "gt": "since", "le": "until", "lt": "before"}

def in_words(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with pasted clauses in words, and what each became; the text as it is when none is in it."""
    if not _CLAUSE.search(text):
        return text, ()
    made: list[Repair] = []

    def put(found: re.Match[str]) -> str:
        words = _words(found)
        if words is None:
            return found.group()
        made.append(Repair(found.group().strip(" ()"), words))
        return f" {words} "

    worded = _CLAUSE.sub(put, _LEAD.sub("", text))
    return worded if made else text, tuple(made)


def _words(found: re.Match[str]) -> str | None:
    path = found["path"].casefold().replace(".", "/")
    last, op = path.rsplit("/", 1)[-1], found["op"] or "eq"
    value = found["quoted"] or found["double"] or found["bare"]
    if last in _TIMES:
        return f"{_SINCE[op]} {value}" if op in _SINCE else None
    say = _PROPERTIES.get(last)
    if say is None or op not in ("eq", "ne") or (found["sign"] and found["path"].islower()):
        return None  # "status: failure" is plain English, "riskState: atRisk" is not
    if path.startswith("initiatedby/"):
        return f"by {value}" if op == "eq" else f"not by {value}"
    if op == "ne" and last == "errorcode" and value == "0":
        return "failed"
    return say(value) if op == "eq" else f"not {say(value)}"
