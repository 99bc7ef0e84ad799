"""A small schema whose fields misbehave in every way that the protocol has to stand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import strawberry

from services.api.context import Context
from services.api.protocol import EXTENSIONS
from services.core.refusal import refuse

Info = strawberry.Info[Context, None]
OPEN: list[str] = []
"""The streams that run at the moment."""


@strawberry.type
class Ring:
    """A type that contains itself."""

    name: str = "ring"

    @strawberry.field
    def ring(self) -> "Ring":
        """Again."""
        return Ring()


@strawberry.type
class Happening:
    """An event as the wire tells it."""

    cursor: str
    type: str
    subject: str


@strawberry.type
class Query:
    """Fields that fail, and one that does not."""

    @strawberry.field
    def hello(self, name: str = "you") -> str:
        """Greets."""
        return f"Hello, {name}"

    @strawberry.field
    def number(self, value: int) -> int:
        """Takes a number."""
        return value

    @strawberry.field
    def ring(self) -> Ring:
        """Goes deep."""
        return Ring()

    @strawberry.field
    def role(self, info: Info) -> str:
        """Who asks."""
        return info.context.caller.role.value

    @strawberry.field
    def storefront(self, info: Info) -> str:
        """Where."""
        return info.context.storefront.id

    @strawberry.field
    def boom(self) -> str | None:
        """A mistake of ours."""
        raise KeyError("ida@shop.example and mg_sk_secret")

    @strawberry.field
    def away(self) -> str | None:
        """The database does not answer."""
        raise ConnectionRefusedError("postgresql://user:password@host")

    @strawberry.field
    def refused(self) -> str | None:
        """The business says no."""
        raise refuse("NOT_FOUND", "There is no such thing.")

    @strawberry.field
    async def slow(self) -> str:
        """Takes a second."""
        await asyncio.sleep(1)
        return "done"


@strawberry.type
class Mutation:
    """One change."""

    @strawberry.mutation
    def touch(self) -> bool:
        """Changes nothing."""
        return True


@strawberry.type
class Subscription:
    """Streams of all kinds."""

    @strawberry.subscription
    async def count(self, to: int = 3) -> AsyncIterator[int]:
        """Counts, then ends."""
        for number in range(1, to + 1):
            yield number

    @strawberry.subscription
    async def forever(self) -> AsyncIterator[int]:
        """Says one thing and waits."""
        OPEN.append("forever")
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            OPEN.remove("forever")

    @strawberry.subscription
    async def broken(self) -> AsyncIterator[int]:
        """Breaks after the first."""
        yield 1
        raise KeyError("ida@shop.example")

    @strawberry.subscription
    async def happenings(self, info: Info, after: str | None = None) -> AsyncIterator[Happening]:
        """All events of the storefront that the caller may see."""
        context = info.context
        async with aclosing(context.process.hub.watch(context, lambda _: True, after)) as events:
            async for recorded in events:
                cursor = context.process.cursors.write(context.storefront.id, recorded.position)
                yield Happening(cursor=cursor, type=recorded.event.type, subject=recorded.event.subject)


def make_probe() -> strawberry.Schema:
    """The schema, with what ours is made with."""
    return strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription, extensions=EXTENSIONS)
