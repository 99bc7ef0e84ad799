"""`make bench`: all measurements, or the one named by ONLY."""

import asyncio
import os
import sys

from tests.bench import breaker, paint, pixels, polling, push, tasks, widgets
from tests.bench.reads import beside, growth
from tests.bench.reads.cases import measured
from tests.bench.recoveries import year

BENCHES = {
    "tasks": tasks.measure,
    "push": push.measure,
    "pixels": pixels.measure,
    "paint": paint.measure,
    "polling": polling.measure,
    "widgets": widgets.measure,
    "breaker": breaker.measure,
    "reads": beside.measure,
    "cases": measured.measure,
    "growth": growth.measure,
    "recoveries": year.measure,
}


def main() -> int:
    """Run what was asked for."""
    only = os.environ.get("ONLY", "")
    if only and only not in BENCHES:
        print(f"There is no bench {only!r}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name, measure in BENCHES.items():
        if only in ("", name):
            asyncio.run(measure())
    return 0


if __name__ == "__main__":
    sys.exit(main())
