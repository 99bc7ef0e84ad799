"""The app that calls the shops: its credentials, its scopes, and where its privacy webhooks go."""

from dataclasses import dataclass, field

SCOPES = (
    "write_customers",
    "write_draft_orders",
    "write_fulfillments",
    "write_gift_cards",
    "read_inventory",
    "write_orders",
    "read_products",
    "read_returns",
    "read_shopify_payments_disputes",
    "read_store_credit_accounts",
    "write_store_credit_account_transactions",
)


@dataclass(slots=True)
class App:
    """`client_secret` opens OAuth; webhooks are signed with `signing_secret` while a rotation has not reached them."""

    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = SCOPES
    privacy_url: str | None = None
    signing_secret: str | None = field(default=None, repr=False)

    @property
    def webhook_secret(self) -> str:
        """What webhooks are signed with."""
        return self.signing_secret or self.client_secret
