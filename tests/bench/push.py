"""Commit to client, beside a bare Redis publish and subscribe of the same bytes."""


async def measure() -> None:
    """Not yet."""
