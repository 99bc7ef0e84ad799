"""A worker's parts end when they are told to, whatever they are just doing."""

import asyncio

from services.worker.main import _end


async def test_a_part_that_takes_its_cancellation_for_an_outage_is_told_again() -> None:
    refusals = 0

    async def stubborn() -> None:
        nonlocal refusals
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                refusals += 1
                if refusals > 1:
                    raise

    tasks = {asyncio.create_task(stubborn()) for _ in range(2)}
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await _end(set(tasks))
    assert all(task.cancelled() for task in tasks)
