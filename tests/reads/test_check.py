"""The schema that is served fits the database that the migrations make; what would not fit is found."""

from services.api.reads.check import find_faults
from services.api.schema import make_schema
from services.core.database import Pool
from tests.builders import as_owner


async def test_every_field_has_a_column_no_promise_is_broken_and_no_list_is_sorted(app: Pool) -> None:
    async with app.connection() as connection:
        assert await find_faults(make_schema()._schema, connection) == []


async def test_a_column_that_is_gone_or_may_be_null_and_an_index_that_is_gone_are_found(
    app: Pool, database: str
) -> None:
    async with as_owner(database) as owner:
        await owner.execute("alter table claims alter column reason drop not null")
        await owner.execute("drop index claims_newest")
        await owner.execute("drop index tracking_events_newest")
        await owner.execute("alter table orders rename column external_id to outer_id")
    async with app.connection() as connection:
        faults = await find_faults(make_schema()._schema, connection)
    found = "\n".join(faults)
    for told in (
        "Claim.reason is never null in the schema",
        "Query.claims needs an index on claims (storefront_id, created_at DESC, id DESC)",
        "Shipment.events needs an index on tracking_events (storefront_id, shipment_id, occurred_at DESC, id DESC)",
        "Order.externalId is never null in the schema",
        "Order cannot be read",
    ):
        assert found.count(told) == 1, told
