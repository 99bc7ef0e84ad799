"""`make permutations`: each carrier's histories told in any order, in parts and repeatedly, end in the same parcel.

Histories are what the adapters make of the sandbox's journeys, and random ones of each carrier's whole vocabulary.
"""

import asyncio
import json
import logging
import os
import random
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import structlog

from services.core.companies import CARRIERS, Listed
from services.core.outside import Outside, Vocabulary
from services.core.ports import Registers, Rejected
from services.core.shipments import derived as derive
from services.core.shipments import policy
from services.core.shipments.model import (
    Derived,
    Direction,
    Facts,
    LabelSource,
    Reading,
    Scan,
    Shipment,
    ShipmentStatus,
    Surroundings,
    TrackingStatus,
)
from services.sandbox.journeys import JOURNEYS
from tests.bench.report import FOLDER
from tests.companies.playing import account, adapter, parcel
from tests.companies.vocabularies import vocabularies
from tests.processes import Sandbox, a_sandbox

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = tuple(timedelta(days=days) for days in (0, 8, 25, 100))
"""How long after its newest scan a parcel is looked at: some facts come with time alone."""
SYNTHETIC = 40
AROUND = Surroundings("Ida Hansen", "DK", "DK", START + timedelta(days=4), is_redacted=False)

History = tuple[Reading, ...]
End = tuple[Derived, tuple[Facts, ...]]
Tell = Callable[[Sequence[History], str], End]


@dataclass(frozen=True)
class Result:
    """One carrier's row. `words` are those of its tables, `refused` the journeys that its sandbox let nobody ask."""

    carrier: str
    histories: int
    scans: int
    words: int
    refused: int
    permutations: int
    different: int


def told(batches: Sequence[History], carrier: str) -> End:
    """Where a parcel stands after these answers, each of which is kept as the service keeps it."""
    known: set[Reading] = set()
    status = TrackingStatus.UNKNOWN
    ended = policy.derive(known)
    for batch in batches:
        known |= set(batch)
        ended = policy.derive(known, status)
        status = ended.status
    newest = max((reading.occurred_at for reading in known), default=START)
    parcel = a_parcel(carrier)
    facts = tuple(derive.facts(parcel, ended, known, AROUND, newest + later) for later in MOMENTS)
    return ended, facts


def different(
    history: History, carrier: str, rng: random.Random, permutations: int, tell: Tell = told
) -> int:  # fmt: skip
    """How many of so many random orders, repetitions and partings of a history end otherwise than it does."""
    expected = tell([history], carrier)
    found = 0
    for _ in range(permutations):
        scans = [*history, *rng.choices(history, k=rng.randint(0, len(history)))]
        rng.shuffle(scans)
        cuts = sorted(rng.randint(0, len(scans)) for _ in range(rng.randint(0, 3)))
        edges = [0, *cuts, len(scans)]
        batches = [tuple(scans[start:end]) for start, end in pairwise(edges)]
        found += tell(batches, carrier) != expected
    return found


def synthetic(tables: Sequence[Vocabulary[Any]], rng: random.Random, count: int) -> Iterator[History]:
    """Random histories of all words, whose scans often share a moment; each word stands in one at least."""
    words = [(str(word), meaning) for table in tables for word, meaning in table.items()]
    rng.shuffle(words)
    size = max(4, -(-len(words) // count))
    for place in range(0, len(words), size):
        chosen = [*words[place : place + size], *rng.sample(words, min(4, len(words)))]
        yield tuple(
            Reading(
                START + timedelta(hours=12 * rng.randint(0, 6)),
                meaning.status or TrackingStatus.UNKNOWN,
                word,
                rng.choice((None, "detail")),
                meaning.incident,
            )
            for word, meaning in chosen
        )


async def journeys(carrier: Listed, sandbox: Sandbox, outside: Outside) -> list[History | None]:
    """What the carrier's adapter reads of each journey when it has ended; nothing of those that it is not let see."""
    company = adapter(carrier, outside, sandbox.url)

    async def read(name: str) -> History | None:
        # an account of its own, so that none waits for the calls of another
        credentials = replace(account(carrier), account_id=f"acc_{name}")
        asked = parcel(carrier, f"MG-{name}-{carrier.name.upper()}", START)
        ask = company.register if isinstance(company, Registers) else company.check
        try:
            first = await ask(credentials, asked)
            await sandbox.control.post(f"/parcels/{asked.tracking_number}/move", json={"to": "end"})
            last = await company.check(
                replace(credentials, account_id=f"acc_{name}_2"), replace(asked, reference=first.reference)
            )
        except Rejected:
            return None
        return tuple(dict.fromkeys(map(_reading, (*first.scans, *last.scans))))

    return await asyncio.gather(*map(read, JOURNEYS))


def _reading(scan: Scan) -> Reading:
    return Reading(scan.occurred_at, scan.status, scan.code, scan.detail, scan.incident)


def a_parcel(carrier: str) -> Shipment:
    """A parcel on its way, of which nothing else is known."""
    return Shipment(
        id="shp_1", order_id="ord_1", direction=Direction.OUTBOUND, status=ShipmentStatus.SHIPPED, carrier=carrier,
        tracking_number="1", tracked_by="acc_1", tracking_reference=None, service=None,
        label_source=LabelSource.OTHER, label_seller=None, tracking_url=None, tracking_status=TrackingStatus.UNKNOWN,
        tracking_status_detail=None, incident_reason=None, signature_required=False, photo_required=False,
        agreed_place=None, signed_by=None, discrepancy=None, declared_value=None,
        weight_grams=None, origin_country=None, goods=(), shipped_at=None,
        estimated_delivery_at=None, delivered_at=None, last_event_at=None, last_checked_at=None, next_check_at=None,
        tracking_ended_at=None, tracking_trouble=None, renew_at=None,
        followed_until=None, facts=Facts(), external_id=None, told_at=None,
        version=1, sequence=1, created_at=START, updated_at=START,
    )  # fmt: skip


async def run(seed: int, permutations: int) -> list[Result]:
    """Each carrier of the list, with so many permutations of its histories together."""
    results = []
    async with a_sandbox() as sandbox, Outside() as outside:
        for carrier in CARRIERS:
            rng = random.Random(f"{seed} {carrier.name}")
            tables = vocabularies(carrier)
            read = await journeys(carrier, sandbox, outside)
            refused = read.count(None)
            histories = [*filter(None, read), *synthetic(tables, rng, SYNTHETIC)]
            many = max(len(histories), 1)
            shares = [permutations // many + (place < permutations % many) for place in range(len(histories))]
            found = sum(
                different(history, carrier.name, rng, share) for history, share in zip(histories, shares, strict=True)
            )
            scans, words = sum(map(len, histories)), sum(map(len, tables))
            results.append(Result(carrier.name, len(histories), scans, words, refused, sum(shares), found))
    return results


def main(seed: int, permutations: int) -> int:
    """Print the table and write it down; the exit status tells whether an order mattered."""
    results = asyncio.run(run(seed, permutations))
    lines = [f"SEED={seed} PERMUTATIONS={permutations}"]
    lines.append(f"{'carrier':<18} {'histories':>10} {'words':>7} {'permutations':>13} {'different':>10}")
    lines += (
        f"{row.carrier:<18} {row.histories:>10} {row.words:>7} {row.permutations:>13} {row.different:>10}"
        for row in results
    )
    sys.stdout.write("\n".join(lines) + "\n")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "permutations.json").write_text(json.dumps([asdict(row) for row in results], indent=2) + "\n")
    return 1 if any(row.different or not row.permutations for row in results) else 0


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = int(os.environ.get("SEED") or secrets.randbelow(10**9))
    sys.exit(main(chosen, int(os.environ.get("PERMUTATIONS") or 10_000)))
