"""Runs documents through both sides and counts what came of them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graphql import GraphQLSchema

from services.core.storefronts.model import Scope
from tests.reads.fuzz.asking import Caller
from tests.reads.fuzz.callers import Side
from tests.reads.fuzz.compare import AGREEING, Comparison, Verdict
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.generator import Generator
from tests.reads.fuzz.values import KINDS, Values

MOST_KEPT = 200


@dataclass(frozen=True)
class Difference:
    """A document on which the two sides disagree."""

    document: Document
    caller: Caller
    verdict: Verdict


@dataclass
class Tally:
    """What came of all documents."""

    counts: Counter[str] = field(default_factory=Counter)
    discarded: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def add(self, one: Difference) -> None:
        """Count one verdict, and keep it if it tells of a difference."""
        self.counts[one.verdict.kind] += 1
        if one.verdict.different and len(self.differences) < MOST_KEPT:
            self.differences.append(one)

    @property
    def compared(self) -> int:
        """How many answers were compared."""
        return self.counts.total()

    @property
    def different(self) -> int:
        """On how many the two sides disagree."""
        return self.compared - sum(self.counts[kind] for kind in AGREEING)


async def run(comparison: Comparison, sides: Sequence[Side], seed: int, documents: int, enough: int = 10**6) -> Tally:
    """Compare so many documents, each with several values and from several callers; `enough` differences end it."""
    rng, tally = Random(seed), Tally()
    generators: dict[tuple[int, str], Generator] = {}
    for _ in range(documents):
        place = rng.randrange(len(sides))
        caller = sides[place].draw(rng)
        key = (place, caller.name)
        if key not in generators:
            generators[key] = _generator(caller, sides[place], sides[1 - place], comparison.reference, rng)
        draft = generators[key].draft()
        asked = [(draft.drawn(rng), caller)]
        if draft.variables:
            asked.append((draft.drawn(rng), caller))
        if rng.random() < 0.3:
            asked.append((asked[0][0], rng.choice(sides).draw(rng)))
        # at the same time, so that storefronts take turns on the same connections
        verdicts = await asyncio.gather(*(comparison.verdict(document, by) for document, by in asked))
        for (document, by), verdict in zip(asked, verdicts, strict=True):
            tally.add(Difference(document, by, verdict))
        if tally.different >= enough:
            break
    for generator in generators.values():
        tally.discarded.update(generator.discarded)
    return tally


def _generator(caller: Caller, own: Side, other: Side, reference: GraphQLSchema, rng: Random) -> Generator:
    asking = caller.asking
    operates = asking.caller.may(Scope.OPERATE) or asking.choices.hidden_tasks_are_null
    kinds = tuple(table for table in KINDS if operates or table not in {"tasks", "effects"})
    values = Values(rng, own.rows, other.rows, own.cursors, asking.caller.order_id, kinds)
    return Generator(reference, values, rng, asking)
