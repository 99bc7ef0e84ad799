"""`make bench ONLY=cases`: what reads of money and messages, and of many lines, cost beside those without.

The same rows and the same API as in `reads`, with nobody else beside. CLAIMS, ROUNDS and TURN_SECONDS make it short.
"""

from tests.bench.ground import ground
from tests.bench.reads.beside import CLAIMS
from tests.bench.reads.cases.asked import DOCUMENTS, NEIGHBORS, Case, variables
from tests.bench.reads.cases.checked import check
from tests.bench.reads.contenders import OURS, contenders
from tests.bench.reads.filled import fill
from tests.bench.reads.load import find_wrk
from tests.bench.reads.turns import ROUNDS, TURN_SECONDS
from tests.bench.report import Row, alone, compared, publish


async def measure() -> None:
    """Each case and its neighbor in turns, in rounds; the first round does not count."""
    find_wrk()
    async with ground(storefronts=0) as where:
        filled = await fill(where.settings, CLAIMS)
        asked = await variables(filled)
        async with contenders([OURS], filled) as (ours,):
            cases = [
                Case(name, ours.port, ours.key, document, variables=asked[name]) for name, document in DOCUMENTS.items()
            ]
            await check(cases, filled, where.postgres_log)
            rates: dict[str, list[float]] = {case.name: [] for case in cases}
            for turn in range(ROUNDS + 1):
                for case in cases:
                    rates[case.name].append(await case.rate(0, TURN_SECONDS))
                told = ", ".join(f"{name} {values[-1]:,.0f}" for name, values in rates.items())
                print(f"  round {turn} of {ROUNDS}: {told}", flush=True)
    publish("cases", [row for case in cases for row in _rows(case, {name: one[1:] for name, one in rates.items()})])


def _rows(case: Case, rates: dict[str, list[float]]) -> list[Row]:
    neighbor, own = NEIGHBORS.get(case.name), rates[case.name]
    first = compared(case.name, "1/s", own, neighbor, rates[neighbor]) if neighbor else alone(case.name, "1/s", own)
    return [
        first,
        alone(f"{case.name}: each", "ms", [1000 / rate for rate in own]),
        alone(f"{case.name}: answer", "kB", [case.sizes[0] / 1000]),
    ]
