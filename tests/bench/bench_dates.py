"""How long it takes to read the dates of a question: `python tests/bench/bench_dates.py`.

Prints the mean, the median and the 99th percentile of `intents.dates.find` after warm-up over the on-call corpus and
the texts without a date, beside `dateparser.search.search_dates` on the same texts in the same run: the ratio is what
holds from one machine to another. The first read that needs dateparser is told apart. Nothing is asserted.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))

STARTED = time.perf_counter()

from intents.dates import find  # noqa: E402 (its import is timed)

IMPORTED = time.perf_counter()

from tests.dates.negatives import NO_DATE  # noqa: E402 (behind the timed import)
from tests.dates.oncall_zones import GROUPS  # noqa: E402 (as above)

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=ZoneInfo("UTC"))


def times(read: Callable[[str], object], texts: list[str], rounds: int) -> list[float]:
    """Microseconds for each text: the least of some rounds, so that what else the machine does counts less."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for i, text in enumerate(texts):
            started = time.perf_counter()
            read(text)
            best[i] = min(best[i], (time.perf_counter() - started) * 1e6)
    return best


def line(name: str, spent: list[float]) -> str:
    ordered = sorted(spent)
    p99 = ordered[int(len(ordered) * 0.99)]
    mean, median = statistics.mean(spent), statistics.median(spent)
    return f"{name:28} mean {mean:9.1f} us   median {median:9.1f} us   p99 {p99:9.1f} us"


def main() -> None:
    with_date = [text for group in GROUPS for text, _ in group.rows]
    without = list(NO_DATE)
    loaded = "dateparser" in sys.modules
    print(f"import of intents.dates      {(IMPORTED - STARTED) * 1e3:.0f} ms, dateparser loaded: {loaded}")
    started = time.perf_counter()
    find("sign-ins on 10/11", now=NOW)
    print(f"first date in two numbers    {(time.perf_counter() - started) * 1e3:.0f} ms (loads dateparser)")
    for text in (*with_date, *without):
        find(text, now=NOW)
    ours = times(lambda text: find(text, now=NOW), with_date, 5)
    nothing = times(lambda text: find(text, now=NOW), without, 5)
    print(line(f"find, {len(with_date)} texts with a date", ours))
    print(line(f"find, {len(without)} texts without", nothing))

    from dateparser.search import search_dates

    both = with_date + without
    theirs = times(lambda text: search_dates(text, languages=["en"]), both, 1)
    print(line("dateparser.search, all", theirs))
    print(f"ratio of means               {statistics.mean(theirs) / statistics.mean(ours + nothing):.0f}")


if __name__ == "__main__":
    main()
