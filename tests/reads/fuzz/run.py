"""Runs documents through both sides and counts what came of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graphql import GraphQLSchema

from services.core.storefronts.model import Role
from tests.reads.fuzz.callers import Caller, Side
from tests.reads.fuzz.compare import BOTH_ERRORS, EARLIER, EQUAL, Comparison, Verdict
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.generator import Generator
from tests.reads.fuzz.values import Values

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

    @property
    def compared(self) -> int:
        """How many answers were compared."""
        return self.counts.total()

    @property
    def different(self) -> int:
        """On how many the two sides disagree."""
        return self.compared - sum(self.counts[kind] for kind in (EQUAL, BOTH_ERRORS, EARLIER))


async def run(
    comparison: Comparison, sides: Sequence[Side], reference: GraphQLSchema, seed: int, documents: int
) -> Tally:
    """Compare so many documents, each with several values for its variables and from several callers."""
    rng, tally = Random(seed), Tally()
    generators: dict[tuple[int, Role], Generator] = {}
    for number in range(documents):
        place = rng.randrange(len(sides))
        caller = sides[place].draw(rng)
        key = (place, caller.role)
        if key not in generators:
            own, other = sides[place], sides[1 - place]
            generators[key] = Generator(reference, Values(rng, own.rows, other.rows, own.cursors), rng, caller.role)
        draft = generators[key].draft()
        asked = [(draft.drawn(rng), caller)]
        if draft.variables:
            asked.append((draft.drawn(rng), caller))
        if number % 4 == 0:
            asked.append((asked[0][0], sides[1 - place].draw(rng)))
        for document, by in asked:
            verdict = await comparison.verdict(document, by.asker, by.asking)
            tally.counts[verdict.kind] += 1
            if verdict.different and len(tally.differences) < MOST_KEPT:
                tally.differences.append(Difference(document, by, verdict))
    for generator in generators.values():
        tally.discarded.update(generator.discarded)
    return tally
