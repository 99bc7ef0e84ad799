"""What is asked, and of which rows."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from tests.bench.reads.filled import Filled
from tests.bench.reads.load import Contender
from tests.bench.reads.seed import LARGE

FOLDER = Path(__file__).parent
PAGE, DESK, SMALL_ORDER, LARGE_ORDER = (
    "50 claims",
    "50 claims, money & words",
    "order, 2 lines",
    f"order, {LARGE} lines",
)
NEIGHBORS = {DESK: PAGE, LARGE_ORDER: SMALL_ORDER}
DOCUMENTS = {
    PAGE: FOLDER.parent / "claims.graphql",
    DESK: FOLDER / "claims.graphql",
    SMALL_ORDER: FOLDER / "order.graphql",
    LARGE_ORDER: FOLDER / "order.graphql",
}
_NEWEST = """
select c.order_id from claims c
where c.storefront_id = $1 and c.status = 'RESOLVED' and (
    select count(*) from order_lines l where l.storefront_id = $1 and l.order_id = c.order_id) = $2
order by c.created_at desc, c.id desc limit 1"""


@dataclass
class Case(Contender):
    """Our API, asked one thing."""

    variables: dict[str, Any] = field(default_factory=dict)

    def variables_of(self, first: int) -> dict[str, Any]:
        """The case's own, whatever size is named."""
        return self.variables


async def variables(filled: Filled) -> dict[str, dict[str, Any]]:
    """Of each case, its document's variables; the orders are the newest ones of which something was paid back."""
    connection = await asyncpg.connect(
        filled.settings.database_url.get_secret_value(), server_settings={"search_path": "makegood"}
    )
    try:
        small, large = [await connection.fetchval(_NEWEST, filled.storefront, lines) for lines in (2, LARGE)]
    finally:
        await connection.close()
    return {PAGE: {"first": 50}, DESK: {"first": 50}, SMALL_ORDER: {"id": small}, LARGE_ORDER: {"id": large}}
