"""Writes the part of the README that is made from the vocabulary: `python -m tests.readme`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from intents.lexicon import TERMS
from intents.vocabulary import audits, measures, outcomes, provisioning, sign_ins

README = Path(__file__).resolve().parents[1] / "README.md"
START = "<!-- asked: made by `python -m tests.readme`, checked by the tests -->\n"
END = "<!-- /asked -->"

PARTS = (
    ("measures", measures.MEASURES),
    ("outcomes", outcomes.OUTCOMES),
    ("sign-ins", sign_ins.SIGN_INS),
    ("directory audits", audits.AUDITS),
    ("provisioning", provisioning.PROVISIONING),
)


def table() -> str:
    """The examples of every vocabulary row, by where they stand."""
    lines = ["| about | for example |", "|---|---|"]
    for name, terms in PARTS:
        examples = dict.fromkeys(e for term in terms for e in term.examples)
        lines.append(f"| {name} | {'; '.join(examples)} |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The README as it should be."""
    text = README.read_text("utf-8")
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}{table()}{END}{tail}"


def examples() -> Iterator[str]:
    """Every example of every row."""
    for term in TERMS:
        yield from term.examples


if __name__ == "__main__":
    README.write_text(written(), "utf-8")
