"""Getting into a shop: codes and tokens exchanged, and what the shop has granted."""

from dataclasses import dataclass
from datetime import datetime

from services.core.companies.shopify.admin import Admin, value
from services.core.companies.shopify.oauth import TOKEN, App, Tokens
from services.core.companies.shopify.wire import Wire
from services.core.ports import Credentials, Rejected


class _Scope(Wire):
    handle: str


class _Installation(Wire):
    access_scopes: list[_Scope]


class _Plan(Wire):
    partner_development: bool


class _Shop(Wire):
    myshopify_domain: str
    plan: _Plan


class _Answer(Wire):
    current_app_installation: _Installation
    shop: _Shop


@dataclass(frozen=True, slots=True)
class Granted:
    """What a shop lets us do, and whether it is one for development."""

    scopes: tuple[str, ...]
    test: bool


class Installs:
    """The part of the adapter that gets into shops and stays there."""

    def __init__(self, admin: Admin, app: App) -> None:
        self.admin = admin
        self._app = app

    async def exchange(self, credentials: Credentials, now: datetime) -> dict[str, str]:
        """The credentials with tokens in place of the `code` that the shop's owner gave. A code is good once.

        Raises:
            Unavailable: ask again, though the code may be spent.
            Rejected: the code is spent, or the app's secret is wrong.
            Unintelligible: the answer cannot be read.
        """
        return await self._tokens(credentials, self._app.for_code(value(credentials, "code")), now)

    async def renew(self, credentials: Credentials, now: datetime) -> dict[str, str]:
        """The credentials with the tokens that follow. Repeated with the same token it gives the same right.

        Raises:
            Unavailable, Unintelligible: ask again.
            Rejected: the shop has to be connected again.
        """
        return await self._tokens(credentials, self._app.for_renewal(value(credentials, "refresh_token")), now)

    async def _tokens(self, credentials: Credentials, body: dict[str, str], now: datetime) -> dict[str, str]:
        if not self._app.client_id or not self._app.client_secret:
            raise Rejected("NOT_CONFIGURED", "SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET are not set.")
        shop = value(credentials, "shop")
        tokens = await self.admin.post(credentials.account_id, shop, TOKEN, body, Tokens)
        left = {name: one for name, one in credentials.values.items() if name not in {"code", "expires_at"}}
        return {**left, **tokens.kept(now)}

    async def granted(self, credentials: Credentials) -> Granted:
        """What the shop lets us do now. Raises as `ports.Platform` says."""
        answer = await self.admin.query(credentials, "installation", {}, _Answer)
        scopes = tuple(scope.handle for scope in answer.current_app_installation.access_scopes)
        return Granted(scopes, answer.shop.plan.partner_development)
