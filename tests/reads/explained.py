"""What PostgreSQL does for a plan: its own account, and how many rows of each table it looked at."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import msgspec

from services.api.reads.plan import Plan
from services.core.database import Connection

SMALL = {"storefronts", "feeds"}
"""The tables that may be read from end to end."""
WITHOUT_ROWS = {
    "accounts", "resolution_offers", "claim_exports", "recovery_exports", "disputes", "privacy_requests"
}  # fmt: skip
"""Tables of which the crowd has no rows, so that no index is worth its while there."""
_LOOKED_AT = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")


async def explain(
    connection: Connection, storefront_id: str, plan: Plan, values: dict[str, Any], order_id: str = ""
) -> Any:
    """The plan that PostgreSQL makes once, for all values, after it was run; the connection is a read pool's."""
    caller = SimpleNamespace(storefront_id=storefront_id, order_id=order_id, may=lambda scope: True)
    context: Any = SimpleNamespace(caller=caller)
    bound = ", ".join(written(value) for value in plan.bind(values, context))
    await connection.execute(f"prepare one as {plan.sql}")
    try:
        answer = await connection.fetchval(
            f"explain (analyze, timing off, buffers off, format json) execute one({bound})"
        )
    finally:
        await connection.execute("deallocate one")
    return msgspec.json.decode(answer)[0]["Plan"]


def written(value: Any) -> str:
    """A value as it stands in a statement."""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, datetime):
        return f"'{value.isoformat()}'"
    if isinstance(value, list):
        return f"'{{{','.join(value)}}}'"
    assert isinstance(value, str)
    return "'" + value.replace("'", "''") + "'"


def nodes(plan: Any) -> Iterator[Any]:
    """The plan's node and all below."""
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def scanned(plan: Any) -> set[str]:
    """The big tables that were read from end to end."""
    return {
        node["Relation Name"] for node in nodes(plan)
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] not in SMALL | WITHOUT_ROWS
    }  # fmt: skip


def rows_read(plan: Any) -> Counter[str]:
    """How many rows of each table were looked at."""
    found = Counter[str]()
    for node in nodes(plan):
        if "Relation Name" in node:
            each = sum(node.get(name, 0) for name in _LOOKED_AT)
            found[node["Relation Name"]] += round(each * node["Actual Loops"])
    return found
