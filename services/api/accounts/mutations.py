"""What is done to get accounts at platforms."""

from datetime import datetime
from urllib.parse import urlencode

import strawberry

from services.api.access import Info
from services.api.accounts.types import Account
from services.api.accounts.words import AccountMode
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.companies import CARRIERS
from services.core.installs import operations
from services.core.installs.operations import NewCarrierAccount, Wants
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


WANTS = {company.name: Wants(company.credential_names, company.hook_secret_names) for company in CARRIERS}


@strawberry.input(description="One thing that a company wants to be told, by the company's word for it.")
class SecretInput:
    """A name and a value, which is never shown again."""

    name: str = strawberry.field(description="Such as `api_key` or `webhook_secret`.")
    value: str = strawberry.field(description="1 to 4096 characters; sealed, and never shown again.")


@strawberry.input(
    description="An account at a carrier, or at whoever tracks parcels. Company and label name it: told again, it gets "
    "the new secrets."
)
class CarrierAccountConnectInput:
    """An account."""

    idempotency_key: str = idempotency_key()
    company: str = strawberry.field(description="The company, such as `easypost`; a refusal names all there are.")
    label: str = strawberry.field(description="What people call it, 1 to 100 characters.")
    credentials: list[SecretInput] = strawberry.field(
        description="What logs in there; a refusal names each that is missing."
    )
    hook_secrets: list[SecretInput] = strawberry.field(
        description="What proves the company's messages; left out, none of them is taken.", default_factory=list
    )
    mode: AccountMode = strawberry.field(
        description="Whether its calls reach the real world.", default=AccountMode.LIVE
    )

    def told(self) -> NewCarrierAccount:
        """The account as the core takes it."""
        return NewCarrierAccount(
            company=self.company,
            label=self.label,
            credentials=[(one.name, one.value) for one in self.credentials],
            hook_secrets=[(one.name, one.value) for one in self.hook_secrets],
            test=self.mode is AccountMode.TEST,
        )


@strawberry.type(description="What became of `carrierAccountConnect`; whether it lets us in comes as an event.")
class CarrierAccountConnectPayload(Payload):
    """The account, or why not."""

    account: Account | None = strawberry.field(
        description="The account as it is now; null when it was refused.", default=None
    )


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

    @mutation(
        Scope.OPERATE,
        "Connect an account at a carrier, or give a known one new secrets. They are tried out by a call that changes "
        "nothing; `accountsUpdated` tells whether they let us in.",
    )
    async def carrier_account_connect(
        self, info: Info, given: Input[CarrierAccountConnectInput]
    ) -> CarrierAccountConnectPayload:
        """Keep an account and have it tried."""
        context = info.context
        account_id = await operations.connect_carrier(
            context.write,
            context.process.vault,
            context.caller,
            given.told(),
            WANTS,
            key=given.idempotency_key,
            now=context.now(),
        )
        return CarrierAccountConnectPayload(account=refer(Account, account_id))
