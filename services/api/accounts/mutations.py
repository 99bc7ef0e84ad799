"""What is done to get accounts at platforms."""

from datetime import datetime
from urllib.parse import urlencode

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.core.installs import operations
from services.core.refusal import refuse
from services.core.storefronts.model import Scope


@strawberry.input(description="Which shop shall be connected.")
class PlatformConnectInput:
    """A shop."""

    idempotency_key: str = idempotency_key()
    shop: str = strawberry.field(description="The shop's domain at Shopify, such as `nordlys.myshopify.com`.")


@strawberry.type(description="What became of `platformConnect`.")
class PlatformConnectPayload(Payload):
    """The link, or why not."""

    url: str | None = strawberry.field(
        description="Where the shop's owner goes, in one browser and once; null when it was refused.", default=None
    )
    expires_at: datetime | None = strawberry.field(description="Until when the owner has to agree.", default=None)


@strawberry.type
class AccountMutation:
    """The mutations of accounts."""

    @mutation(
        Scope.OPERATE,
        "Connect a shop at Shopify: the answer is a link on which its owner agrees. "
        "What became of it is told by `accounts`.",
    )
    async def platform_connect(self, info: Info, given: Input[PlatformConnectInput]) -> PlatformConnectPayload:
        """Begin an install."""
        context, settings = info.context, info.context.process.settings
        if not settings.shopify_client_id or not settings.shopify_client_secret.get_secret_value():
            raise refuse("NOT_CONFIGURED", "This service has no app at Shopify; set SHOPIFY_CLIENT_ID and its secret.")
        token = await operations.begin(
            context.write, context.caller, given.shop, key=given.idempotency_key, now=context.now()
        )
        query = urlencode({"shop": token.subject, "install": context.process.tokens.sign(token)})
        return PlatformConnectPayload(url=f"{settings.public_url}/shopify/install?{query}", expires_at=token.expires_at)
