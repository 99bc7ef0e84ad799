"""Work beside the event loop, for what would hold up everybody else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_ONE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
"""One thread, so that many who ask for much share what one takes."""

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """What the work gives. It must touch nothing that the loop changes meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_ONE, work)
