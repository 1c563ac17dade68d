"""How much processor time a reading takes, beside dateparser's own search for dates in the same texts.

    python -m tests.bench.bench_reading

Prints the mean and the 99th percentile after warm-up, the first reading (which builds the vocabulary), the import, and
the ratio to `dateparser.search.search_dates` measured in the same run. Prints figures; asserts nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
ROUNDS = 5


def measured(texts: list[str]) -> list[float]:
    """Milliseconds of each reading, warm, `ROUNDS` times."""
    from intents import read

    spent = []
    for _ in range(ROUNDS):
        for text in texts:
            began = time.process_time()
            read(text, now=NOW)
            spent.append((time.process_time() - began) * 1000)
    return sorted(spent)


def main() -> None:
    """Print the figures."""
    from tests.readme import examples

    program = "import time; b = time.process_time(); import intents; print((time.process_time() - b) * 1000)"
    imported = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    texts = sorted(set(examples()))
    from intents import read

    began = time.process_time()
    read(texts[0], now=NOW)
    first = (time.process_time() - began) * 1000
    for text in texts:
        read(text, now=NOW)
    spent = measured(texts)

    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None)}
    search_dates(texts[0], languages=["en"], settings=settings)
    began = time.process_time()
    for text in texts:
        search_dates(text, languages=["en"], settings=settings)
    other = (time.process_time() - began) * 1000 / len(texts)

    mean = statistics.mean(spent)
    print(f"{len(texts)} questions, {ROUNDS} rounds")
    print(f"import intents           {float(imported):7.1f} ms")
    print(f"first reading            {first:7.1f} ms")
    print(f"reading, mean            {mean:7.3f} ms")
    print(f"reading, 99th percentile {spent[int(len(spent) * 0.99)]:7.3f} ms")
    print(f"dateparser.search, mean  {other:7.3f} ms on the same texts")
    print(f"ratio                    {other / mean:7.1f} times as fast as dateparser alone")


if __name__ == "__main__":
    main()
