"""The ledger check that ends each fault test: nothing lost, nothing doubled, nothing without an owner."""

from collections import Counter
from itertools import groupby

import asyncpg

from services.worker.reactions import wanted

IN_FLIGHT = ("RELEASED", "RUNNING")


async def problems(rows: asyncpg.Connection) -> list[str]:
    """Everything that does not add up in a database whose work is done; the connection sees all rows."""
    return [
        *await _feed(rows),
        *await _timelines(rows),
        *await _tasks(rows),
        *await _effects(rows),
    ]


async def _feed(rows: asyncpg.Connection) -> list[str]:
    """Each event has one position, and each storefront's positions have no gap."""
    found = await rows.fetch(
        """select f.storefront_id, f.position, f.trimmed, count(*) filter (where e.position is null) as without,
               count(e.position) as given, count(distinct e.position) as different, max(e.position) as last
           from feeds f join events e using (storefront_id) group by 1, 2, 3"""
    )
    bad = [f"{row['without']} events without position" for row in found if row["without"]]
    for row in found:
        expected = row["position"] - row["trimmed"]
        if not row["given"] == row["different"] == expected or row["last"] != row["position"]:
            bad.append(f"feed of {row['storefront_id']}: {dict(row)}")
    return bad


async def _timelines(rows: asyncpg.Connection) -> list[str]:
    """Each subject counts its events from 1 without gaps, and they have their positions in that order."""
    found = await rows.fetch("select storefront_id, subject, sequence from events order by 1, 2, position")
    bad = []
    for (_, subject), events in groupby(found, key=lambda row: (row["storefront_id"], row["subject"])):
        sequences = [row["sequence"] for row in events]
        if sequences != list(range(1, len(sequences) + 1)):
            bad.append(f"timeline of {subject}: {sequences}")
    return bad


async def _tasks(rows: asyncpg.Connection) -> list[str]:
    """Each event made exactly the tasks that the table of reactions names, and none of them hangs in flight."""
    events = await rows.fetch("select storefront_id, id, type, subject, account_id, data from events")
    due = Counter((task.event_id, task.kind) for row in events for task in wanted(row))
    tasks = await rows.fetch("select id, event_id, kind, state from tasks")
    made = Counter((row["event_id"], row["kind"]) for row in tasks if row["event_id"] is not None)
    bad = [f"task {kind} of {event}: {made[event, kind]} for {due[event, kind]}"
           for event, kind in due | made if due[event, kind] != made[event, kind]]  # fmt: skip
    return bad + [f"{row['kind']} {row['id']} is {row['state']}" for row in tasks if row["state"] in IN_FLIGHT]


async def _effects(rows: asyncpg.Connection) -> list[str]:
    """No effect is confirmed twice, and none is half sent while no task is left that could end it."""
    doubled = await rows.fetch(
        """select kind, subject, generation, count(*) as times from effects where state = 'CONFIRMED'
           group by storefront_id, kind, subject, generation having count(*) > 1"""
    )
    orphans = await rows.fetch(
        """select id, kind, state from effects e where state in ('SENDING', 'UNKNOWN') and not exists (
               select from tasks t where t.storefront_id = e.storefront_id and t.subject = e.subject
                   and t.state <> 'DONE')"""
    )
    return [f"{row['kind']} of {row['subject']} confirmed {row['times']} times" for row in doubled] + [
        f"{row['kind']} {row['id']} is {row['state']}, and nobody goes on with it" for row in orphans
    ]
