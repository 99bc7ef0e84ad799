import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.api.context import Context
from services.api.reads import Reads
from services.core.database import Db
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order


@dataclass
class Watched:
    """Counts the transactions that a context's reads open."""

    opened: int = 0
    open: int = 0
    most: int = 0

    def over(self, context: Context) -> Context:
        """The same context, counted."""
        plain = context.read

        @asynccontextmanager
        async def read() -> AsyncIterator[Db]:
            async with plain() as db:
                self.opened += 1
                self.open += 1
                self.most = max(self.most, self.open)
                try:
                    yield db
                finally:
                    self.open -= 1

        context.read = read  # type: ignore[method-assign]
        return context


TEXT = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Order {
    lines { claimedQuantity }
    shipments { lines { orderLine { title } claimedQuantity } events { code } claims { nodes { id } } order { id } }
    claims { nodes { items { orderLine { title } } shipment { id } order { id } events { type } } } } } }"""


async def some_orders(asker: Asker, count: int) -> list[str]:
    """Orders with a parcel and a claim each."""
    ids = []
    for _ in range(count):
        order = await an_order(asker)
        parcel = await a_shipment(asker, order["id"])
        await a_claim(asker, order["id"], parcel["id"])
        ids.append(order["id"])
    return ids


async def test_a_deep_query_opens_as_many_transactions_for_many_orders_as_for_one(asker: Asker) -> None:
    ids = await some_orders(asker, 5)
    counts = []
    for wanted in (ids[:1], ids):
        watched = Watched()
        context = watched.over(asker.context())
        result = await asker.schema.execute(TEXT, {"ids": wanted}, context)
        assert result.errors is None
        counts.append(watched.opened)
    assert counts[0] == counts[1]


async def test_a_wide_query_holds_few_connections_at_a_time(asker: Asker) -> None:
    (order_id,) = await some_orders(asker, 1)
    watched = Watched()
    names = " ".join(f'o{place}: order(number: "#{place}") {{ id }}' for place in range(10))
    await asker.schema.execute(f"{{ {names} }}", context_value=watched.over(asker.context()))
    assert watched.opened == 10
    assert watched.most <= 2
    watched = Watched()
    await asker.schema.execute(TEXT, {"ids": [order_id]}, watched.over(asker.context()))
    assert watched.most <= 2


async def test_many_wide_queries_at_once_all_get_their_turn(asker: Asker) -> None:
    ids = await some_orders(asker, 3)
    answers = await asyncio.gather(*(asker.get(TEXT, ids=ids) for _ in range(40)))
    assert all(answer == answers[0] for answer in answers)


async def test_nothing_is_remembered_between_two_reads(asker: Asker) -> None:
    order = await an_order(asker, externalId="e")
    reads = Reads(asker.context())
    before = await reads.orders.get(order["id"])
    await an_order(asker, externalId="e", number="#new")
    after = await reads.orders.get(order["id"])
    assert before is not None
    assert after is not None
    assert (after.row.number, after.row.version) == ("#new", before.row.version + 1)


async def test_the_same_id_asked_for_twice_is_answered_twice(asker: Asker) -> None:
    order = await an_order(asker)
    reads = Reads(asker.context())
    first, second = await asyncio.gather(reads.orders.get(order["id"]), reads.orders.get(order["id"]))
    assert first == second
    assert first is not None
