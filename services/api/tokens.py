"""Tokens for customers, guests and staff, and how they are voided."""

from datetime import datetime, timedelta
from typing import TypeVar

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.words import describe
from services.core.orders import operations as orders
from services.core.orders.model import GuestProof
from services.core.refusal import refuse
from services.core.storefronts import operations
from services.core.storefronts.model import Role, Scope
from services.core.tokens import Token

describe(
    Scope,
    "Scope",
    "What a key or a staff token may do.",
    {
        Scope.READ: "Read everything of the storefront but tasks and effects.",
        Scope.ORDERS_WRITE: "Tell orders.",
        Scope.SHIPMENTS_WRITE: "Tell parcels and have them looked for.",
        Scope.CLAIMS_WRITE: "Open and cancel claims.",
        Scope.CLAIMS_DECIDE: "Decide about claims: ask for more, approve, deny, reopen.",
        Scope.MONEY_WRITE: "Choose how claims are made good for the customer, and give goodwill.",
        Scope.POLICY_WRITE: "Change the policies that claims are decided by.",
        Scope.TOKENS_WRITE: "Hand out and void tokens.",
        Scope.OPERATE: "See tasks and effects, and decide about those that stopped.",
    },
)


@strawberry.input(description="For which order's customer.")
class CustomerTokenCreateInput:
    """An order."""

    idempotency_key: str = idempotency_key()
    order_id: strawberry.ID = strawberry.field(description="The order's id.")


@strawberry.input(description="What a guest knows of their order: its number, and its e-mail address or postal code.")
class GuestTokenCreateInput:
    """A guest's proof."""

    idempotency_key: str = idempotency_key()
    number: str = strawberry.field(description="The order's number, in any case.")
    email: str | None = strawberry.field(description="The order's e-mail address, in any case.", default=None)
    postal_code: str | None = strawberry.field(
        description="The postal code of the delivery address; blanks do not matter.", default=None
    )


@strawberry.input(description="For whom of the shop's staff.")
class StaffTokenCreateInput:
    """A member of staff."""

    idempotency_key: str = idempotency_key()
    actor: str = strawberry.field(
        description="The person's id in the shop's own system, 1 to 100 characters; it stands in every event that they "
        "cause, so send no name and no e-mail address."
    )
    scopes: list[Scope] = strawberry.field(description="What they may do; no more than the caller itself may.")
    minutes: int = strawberry.field(description="How long the token lives, 1 to 720 minutes.", default=60)


@strawberry.input(description="Whose tokens are void from now on: an order's customer's, or a staff member's.")
class TokensRevokeInput:
    """One of the two."""

    idempotency_key: str = idempotency_key()
    order_id: strawberry.ID | None = strawberry.field(description="The order whose customer's tokens.", default=None)
    actor: str | None = strawberry.field(description="The staff member whose tokens.", default=None)

    def subject(self) -> str:
        """Whose tokens. Raises `Refused` unless exactly one is named."""
        named = [name for name in (self.order_id, self.actor) if name is not None and name.strip()]
        if len(named) != 1 or len(named[0]) > 100:
            raise refuse("INVALID", "Name either an order or a staff member.")
        return named[0]


@strawberry.type
class _TokenPayload(Payload):
    token: str | None = strawberry.field(
        description="Send it as `Authorization: Bearer …`; null when it was refused.", default=None
    )
    expires_at: datetime | None = strawberry.field(description="When it ends, and every stream with it.", default=None)


@strawberry.type
class _OrderTokenPayload(_TokenPayload):
    order_id: strawberry.ID | None = strawberry.field(description="The one order that it opens.", default=None)


@strawberry.type(description="What became of `customerTokenCreate`.")
class CustomerTokenCreatePayload(_OrderTokenPayload):
    """The token, or why not."""


@strawberry.type(description="What became of `guestTokenCreate`.")
class GuestTokenCreatePayload(_OrderTokenPayload):
    """The token, or why not."""


@strawberry.type(description="What became of `staffTokenCreate`.")
class StaffTokenCreatePayload(_TokenPayload):
    """The token, or why not."""


@strawberry.type(description="What became of `tokensRevoke`.")
class TokensRevokePayload(Payload):
    """Whose tokens are void, or why not."""

    subject: str | None = strawberry.field(
        description="The order or staff member whose earlier tokens are void; null when it was refused.", default=None
    )


P = TypeVar("P", bound=_OrderTokenPayload)


def _for_order(info: Info, payload: type[P], token: Token) -> P:
    order_id = strawberry.ID(token.order_id) if token.order_id else None
    return payload(token=_sign(info, token), expires_at=token.expires_at, order_id=order_id)


def _sign(info: Info, token: Token) -> str:
    return info.context.process.tokens.sign(token)


@strawberry.type
class TokenMutation:
    """The mutations on tokens."""

    @mutation(
        Scope.TOKENS_WRITE,
        "A token for an order's customer, to be handed to their browser; it lives 10 minutes. Ask again with a new key "
        "before it ends.",
    )
    async def customer_token_create(
        self, info: Info, given: Input[CustomerTokenCreateInput]
    ) -> CustomerTokenCreatePayload:
        """For a customer that the storefront knows."""
        context = info.context
        token = await orders.create_customer_token(
            context.write, context.caller, given.order_id, key=given.idempotency_key, now=context.now()
        )
        return _for_order(info, CustomerTokenCreatePayload, token)

    @mutation(
        None,
        "A token for a guest who can tell their order; it lives 10 minutes. Open to publishable keys. A wrong number "
        "and a wrong proof get the same answer, and only a few attempts are allowed.",
        visitors=True,
    )
    async def guest_token_create(self, info: Info, given: Input[GuestTokenCreateInput]) -> GuestTokenCreatePayload:
        """For a guest who proves themselves."""
        context, now = info.context, info.context.now()
        caller, guesses = context.caller, context.process.guesses
        if caller.role is not Role.VISITOR:
            context.require(Scope.TOKENS_WRITE)
        guesses.spend(caller.storefront_id, given.number, now)
        proof = GuestProof(given.email, given.postal_code)
        token = await orders.create_guest_token(
            context.write, caller, given.number, proof, key=given.idempotency_key, now=now
        )
        guesses.forgive(caller.storefront_id, given.number)
        return _for_order(info, GuestTokenCreatePayload, token)

    @mutation(Scope.TOKENS_WRITE, "A token for a member of the shop's staff, who then acts under their own name.")
    async def staff_token_create(self, info: Info, given: Input[StaffTokenCreateInput]) -> StaffTokenCreatePayload:
        """For a member of staff."""
        context = info.context
        token = await operations.create_staff_token(
            context.write,
            context.caller,
            given.actor,
            frozenset(given.scopes),
            timedelta(minutes=given.minutes),
            key=given.idempotency_key,
            now=context.now(),
        )
        return StaffTokenCreatePayload(token=_sign(info, token), expires_at=token.expires_at)

    @mutation(
        Scope.TOKENS_WRITE,
        "Void all tokens of an order's customer or of a staff member that were issued until now; their streams end.",
    )
    async def tokens_revoke(self, info: Info, given: Input[TokensRevokeInput]) -> TokensRevokePayload:
        """Void tokens."""
        context = info.context
        subject = given.subject()
        await operations.revoke_tokens(
            context.write, context.caller, subject, key=given.idempotency_key, now=context.now()
        )
        return TokensRevokePayload(subject=subject)
