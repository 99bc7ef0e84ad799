"""What must hold of a case before its time means anything: one statement, by indexes, over few rows."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
from graphql import parse

from services.api.reads import reader
from services.api.schema import make_schema
from services.core.database import APP, open_read_pool
from services.core.storefronts.model import Role
from tests.bench.reads.cases.asked import Case
from tests.bench.reads.filled import Filled
from tests.bench.reads.load import Unequal
from tests.bench.reads.seed import LARGE
from tests.reads.explained import explain, rows_read, scanned

MOST_ROWS = 6 * LARGE
"""Of one table: two compensations for each line, for what was refunded, for what still can be, and of the order."""
LOG_SECONDS = 0.5


async def statements(case: Case, database_url: str, log: Path) -> list[str]:
    """What our API has PostgreSQL do to answer the case, by PostgreSQL's own log.

    Keys and the feed's positions are looked at now and then by another role, whoever asks or not.
    """
    superuser = await asyncpg.connect(database_url)
    try:
        await case.answer(0)
        await superuser.execute("alter system set log_statement = 'all'")
        await superuser.execute("alter system set log_line_prefix = '@%a@ '")
        await superuser.execute("select pg_reload_conf()")
        await asyncio.sleep(LOG_SECONDS)
        before = log.stat().st_size
        await case.answer(0)
        await asyncio.sleep(LOG_SECONDS)
        told = log.read_bytes()[before:].decode(errors="replace")
        await superuser.execute("alter system reset log_statement")
        await superuser.execute("select pg_reload_conf()")
    finally:
        await superuser.close()
    return [line for line in told.splitlines() if line.startswith(f"@{APP}@") and "LOG:  " in line]


async def plans(cases: list[Case], filled: Filled) -> dict[str, Any]:
    """What PostgreSQL does for each case, by its own account."""
    schema = make_schema()._schema
    pool = await open_read_pool(filled.settings.database_url.get_secret_value(), size=1)
    found = {}
    try:
        async with pool.connection() as connection:
            for case in cases:
                prepared = reader.prepare(schema, parse(case.text), None)
                values = prepared.operation.coerce(case.variables)
                plan = reader.plan_query(prepared, values, Role.CLIENT)
                found[case.name] = await explain(connection, filled.storefront, plan, values)
    finally:
        await pool.close()
    return found


async def check(cases: list[Case], filled: Filled, log: Path) -> None:
    """Have each answered once.

    Raises:
        Unequal: one takes more than a statement, reads a big table from end to end, or looks at too many rows.
    """
    for case in cases:
        told = await statements(case, filled.settings.database_url.get_secret_value(), log)
        if len(told) != 1:
            raise Unequal(f"{case.name} took {len(told)} statements: {[line[:200] for line in told]}")
    for name, plan in (await plans(cases, filled)).items():
        read = rows_read(plan)
        if scanned(plan):
            raise Unequal(f"{name} reads {', '.join(scanned(plan))} from end to end")
        table, most = read.most_common(1)[0]
        if most > MOST_ROWS:
            raise Unequal(f"{name} looks at {most:,} rows of {table}")
        print(f"  {name}: one statement, {sum(read.values()):,} rows, {most:,} of {table} at most", flush=True)
