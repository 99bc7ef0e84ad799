"""Asks the schema in process, as any kind of caller, with the documents of schema/operations."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import strawberry

from services.api.context import Context
from services.api.process import Process
from services.api.protocol.errors import present
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.storefronts.model import CUSTOMER_SCOPES, Caller, Role, Scope, Storefront
from services.worker.sequencer import sequence

OPERATIONS = Path(__file__).resolve().parents[3] / "schema" / "operations"


def plain(data: Any) -> Any:
    """What a client reads of an answer."""
    return msgspec.json.decode(msgspec.json.encode(data))


def document(name: str) -> str:
    """The document that storefronts send."""
    return (OPERATIONS / f"{name}.graphql").read_text()


@dataclass(frozen=True)
class Asker:
    """Somebody who asks in one storefront."""

    process: Process
    schema: strawberry.Schema
    storefront: Storefront | None
    caller: Caller | None

    def customer_of(self, order_id: str) -> "Asker":
        """The customer of an order."""
        assert self.caller is not None
        actor = Actor(ActorKind.CUSTOMER, order_id)
        caller = Caller(
            Role.CUSTOMER, self.caller.storefront_id, f"customer:{order_id}", actor, CUSTOMER_SCOPES, order_id=order_id
        )
        return replace(self, caller=caller)

    def visitor(self) -> "Asker":
        """Somebody with a publishable key."""
        assert self.caller is not None
        caller = replace(self.caller, role=Role.VISITOR, scopes=frozenset())
        return replace(self, caller=caller)

    def with_scopes(self, *scopes: Scope) -> "Asker":
        """The same caller with these scopes only."""
        assert self.caller is not None
        return replace(self, caller=replace(self.caller, scopes=frozenset(scopes)))

    def nobody(self) -> "Asker":
        """Somebody who has not said who they are."""
        return replace(self, caller=None, storefront=None)

    def context(self) -> Context:
        """The context of a new operation."""
        return Context(self.process, self.caller, self.storefront)

    async def ask(self, text: str, **variables: Any) -> tuple[Any, list[Any]]:
        """The data and the errors, as they go out."""
        result = await self.schema.execute(text, variable_values=variables, context_value=self.context())
        return plain(result.data), list(present(result.errors or []))

    async def get(self, text: str, **variables: Any) -> Any:
        """The data; there must be no error."""
        data, errors = await self.ask(text, **variables)
        assert errors == []
        return data

    async def send(self, name: str, **variables: Any) -> Any:
        """The one root field of a stored document; there must be no error."""
        return (await self.get(document(name), **variables))[name]

    async def change(self, name: str, **values: Any) -> Any:
        """What a mutation that is not refused answers."""
        answer = await self.send(name, input=values)
        assert answer["userErrors"] == []
        return answer

    async def refusal(self, name: str, **values: Any) -> list[tuple[str, str]]:
        """(code, path) of each reason for which a mutation is refused."""
        answer = await self.send(name, input=values)
        assert all(value is None for field, value in answer.items() if field != "userErrors")
        return [(error["code"], ".".join(error["field"] or [])) for error in answer["userErrors"]]

    async def codes(self, text: str, **variables: Any) -> list[str]:
        """The codes of the errors."""
        _, errors = await self.ask(text, **variables)
        return [error["extensions"]["code"] for error in errors]

    @asynccontextmanager
    async def watch(self, name: str, **variables: Any) -> AsyncIterator[AsyncGenerator[Any, None]]:
        """The pushes of a stored subscription; an error ends them with its codes as `WatchEnded`."""
        async with self.watch_text(document(name), **variables) as stream:
            yield stream

    @asynccontextmanager
    async def watch_text(self, text: str, **variables: Any) -> AsyncIterator[AsyncGenerator[Any, None]]:
        """The same, of a subscription's text."""
        source = await self.schema.subscribe(text, variables, self.context())

        async def pushes() -> AsyncGenerator[Any, None]:
            async for result in source:
                if result.errors:
                    raise WatchEnded([error["extensions"]["code"] for error in present(result.errors)])
                assert result.data is not None
                (told,) = plain(result.data).values()
                yield told

        async with aclosing(pushes()) as stream:
            yield stream


class WatchEnded(Exception):
    """A subscription ended with errors; its first argument holds their codes."""


async def place_events(relay: Pool) -> None:
    """Give all events their positions, as the worker's relay does."""
    async with relay.connection() as connection:
        while (await sequence(connection))[1]:
            pass
