"""What was written down of a subject."""

from services.core import outbox
from services.core.database import Pool
from services.core.events import Event
from tests.builders import Shop


async def events_of(app: Pool, shop: Shop, subject: str) -> list[Event]:
    """All events of the subject in the order of their sequence, which has no gap."""
    async with app.read(shop.id) as db:
        rows = await db.fetch("select * from events where subject = $1 order by sequence", subject)
    events = [outbox.event_of(row) for row in rows]
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    return events


async def count(app: Pool, shop: Shop, table: str) -> int:
    """How many rows the storefront has in a table."""
    async with app.read(shop.id) as db:
        number: int = await db.fetchval(f"select count(*) from {table}")
    return number
