"""Every rule of the date reader reads its own examples."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from intents.dates import EXAMPLE_NOW, RULES, WORDS, find, find_all

NOW = datetime.fromisoformat(EXAMPLE_NOW).astimezone(ZoneInfo("UTC"))
EXAMPLES = [(rule.name, phrase, range_) for rule in RULES for phrase, range_ in rule.examples]


def moment(text: str) -> datetime | None:
    """An end of a range as examples write it: a date, a date and hour, more, `now`, or `kept` for an open start."""
    if text == "kept":
        return None
    return NOW if text == "now" else datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(("name", "phrase", "range_"), EXAMPLES, ids=[f"{n}: {p}" for n, p, _ in EXAMPLES])
def test_example(name: str, phrase: str, range_: str) -> None:
    """The phrase has the range that the rule says."""
    start, end = range_.split(" .. ")

    found = find(phrase, now=NOW)

    assert found is not None
    assert (moment(start), moment(end)) == (found.range.start, found.range.end)


def test_every_rule_has_an_example() -> None:
    """A rule without an example would be a rule without a test; one needs another locale than the examples have."""
    assert [rule.name for rule in RULES if not rule.examples] == ["date in the asker's language"]


def test_words_of_dates_are_known() -> None:
    """No word that a date was read from is a misspelling to anybody else."""
    found = [(phrase, span) for _, phrase, _ in EXAMPLES for each in find_all(phrase, now=NOW) for span in each.spans]
    said = {word for phrase, (start, end) in found for word in re.findall("[a-z]{4,}", phrase[start:end].lower())}

    assert said - WORDS - {"lastweek", "yesterdays"} == set()


def test_names_are_unique() -> None:
    """A rule can be named without doubt."""
    names = [rule.name for rule in RULES]

    assert sorted(set(names)) == sorted(names)
