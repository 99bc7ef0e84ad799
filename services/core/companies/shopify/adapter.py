"""Shopify as a `Platform`: pure requests and readers, sent to one shop at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.core.companies.shopify import (
    changes,
    gift_cards,
    marks,
    refunds,
    reships,
    stock,
    store_credit,
    suggestions,
    tracking,
    webhooks,
)
from services.core.companies.shopify.admin import Admin
from services.core.companies.shopify.installs import Installs
from services.core.companies.shopify.oauth import App
from services.core.companies.shopify.orders import ForCredit, customer_of, order_id
from services.core.companies.shopify.refusals import KeyReused, check
from services.core.effects import Recovery
from services.core.outside import Outside
from services.core.ports import (
    Credentials,
    Credit,
    Done,
    GiftCard,
    NewsPage,
    Refund,
    Request,
    Reship,
    Sighting,
    Unintelligible,
)


class Shopify:
    """Shopify's Admin GraphQL API. `url` holds `{shop}`, such as `https://{shop}`.

    `credentials.values` holds `shop` (`….myshopify.com`), `access_token`, `test` (`1` for a development shop), and, for
    tokens that expire, `expires_at` and `refresh_token`. With `reship` set to `draft`, what is sent again waits as a
    draft for the shop's staff. `installs` gets into shops. Everything raises as `ports.Platform` says.
    """

    name = "shopify"
    recoveries: Mapping[str, Recovery] = {
        "platform.refund": Recovery.RESEND,
        "platform.credit": Recovery.LOOKUP,
        "platform.gift_card": Recovery.LOOKUP,
        "platform.reship": Recovery.LOOKUP,
    }
    quiet_seconds = 60.0
    """Orders and gift cards are found by an index that lags some seconds behind."""
    key_seconds: float | None = 12 * 3600.0
    """Shopify does not say how long it knows a key; after that the refund is looked for by its note."""

    def __init__(self, outside: Outside, url: str, app: App) -> None:
        self._admin = Admin(outside, url)
        self.installs = Installs(self._admin, app)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the shop is one for development, as Shopify said when it was connected."""
        return credentials.values.get("test") == "1"

    async def stock(self, credentials: Credentials, reship: Reship) -> Mapping[str, int | None]:
        """How many of each line can be sent."""
        return stock.read(reship, await self._admin.query(credentials, "stock", stock.ask(reship), stock.Counted))

    async def carry_out(self, credentials: Credentials, request: Request) -> Done:
        """Do it, in one try."""
        match request:
            case Refund():
                return await self._refund(credentials, request)
            case Credit():
                return await self._credit(credentials, request)
            case GiftCard():
                return await self._gift_card(credentials, request)
            case Reship() if _drafts(credentials):
                return await self._draft(credentials, request)
            case Reship():
                return await self._reship(credentials, request)

    async def find(self, credentials: Credentials, request: Request) -> Done | None:
        """Look whether it was done before."""
        query = self._admin.query
        match request:
            case Refund():
                return await self._refunded(credentials, request, await self._refunds(credentials, request))
            case Credit():
                asked = {"id": order_id(request.order_external_id)}
                known = await query(credentials, "storeCreditTransactions", asked, store_credit.Known)
                return store_credit.find(request, known)
            case GiftCard():
                search = gift_cards.search(await self._customer(credentials, request))
                return gift_cards.find(request, await query(credentials, "giftCards", search, gift_cards.Known))
            case Reship() if _drafts(credentials):
                search = reships.search_drafts(request)
                drafts = await query(credentials, "draftOrdersFind", search, reships.Drafts)
                return reships.find(request, drafts.draft_orders.nodes)
            case Reship():
                search = reships.search_orders(request)
                orders = await query(credentials, "ordersFind", search, reships.Orders)
                return reships.find(request, orders.orders.nodes)

    async def listen(self, credentials: Credentials, url: str) -> Sequence[str]:
        """Have the shop's news posted to the URL; the topics that it lets us have. Safe to repeat."""
        return await webhooks.listen(self._admin, credentials, url)

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        """A page of what became of orders that changed since then, oldest change first; changes nothing there."""
        return await changes.updated_since(self._admin, credentials, since, after)

    async def tag(self, credentials: Credentials, order_external_id: str, tags: Sequence[str]) -> None:
        """Add tags to an order. Safe to repeat."""
        await marks.tag(self._admin, credentials, order_external_id, tags)

    async def add_note(self, credentials: Credentials, order_external_id: str, line: str) -> None:
        """Write a line under an order's note, once."""
        await marks.add_note(self._admin, credentials, order_external_id, line)

    async def report(self, credentials: Credentials, sighting: Sighting) -> bool:
        """Tell the shop where a parcel is; false when it knew, or has no word for it."""
        return await tracking.report(self._admin, credentials, sighting)

    async def _refund(self, credentials: Credentials, refund: Refund) -> Done:
        known = await self._refunds(credentials, refund)
        # what an earlier try did would make the rest look too small
        there = await self._refunded(credentials, refund, known)
        if there is not None:
            return there
        refunds.check(refund, known)
        asked = suggestions.ask(refund, order_id(refund.order_external_id), refunds.line_inputs(refund))
        suggested = await self._admin.query(credentials, "suggestedRefund", asked, suggestions.Suggested)
        given = refunds.create(refund, suggested.taken())
        try:
            payload = (await self._admin.mutate(credentials, "refundCreate", given, refunds.Created)).refund_create
            return refunds.done(refund, check(payload.user_errors, payload.refund))
        except KeyReused:
            there = await self._refunded(credentials, refund, await self._refunds(credentials, refund))
            if there is not None:
                return there
            raise Unintelligible("shopify: The key was used for something else, and no refund is there.") from None

    async def _refunds(self, credentials: Credentials, refund: Refund) -> refunds.Known:
        return await self._admin.query(credentials, "refunds", refunds.ask(refund), refunds.Known)

    async def _refunded(self, credentials: Credentials, refund: Refund, known: refunds.Known) -> Done | None:
        """The refund with our reference, if the order has it."""
        name = refunds.find(refund, known)
        if name is None:
            return None
        made = (await self._admin.query(credentials, "refund", {"id": name}, refunds.Read)).node
        if made is None:
            raise Unintelligible("shopify: A refund that stands in the order is not there.")
        return refunds.done(refund, made)

    async def _customer(self, credentials: Credentials, request: Credit | GiftCard) -> str:
        asked = {"id": order_id(request.order_external_id)}
        answer = await self._admin.query(credentials, "orderForCredit", asked, ForCredit)
        return customer_of(answer, request.currency_code)

    async def _credit(self, credentials: Credentials, credit: Credit) -> Done:
        given = store_credit.create(credit, await self._customer(credentials, credit))
        answer = await self._admin.mutate(credentials, "storeCreditAccountCredit", given, store_credit.Created)
        payload = answer.store_credit_account_credit
        made = payload.store_credit_account_transaction
        return store_credit.done(credit, check(payload.user_errors, made))

    async def _gift_card(self, credentials: Credentials, card: GiftCard) -> Done:
        given = gift_cards.create(card, await self._customer(credentials, card))
        payload = (await self._admin.mutate(credentials, "giftCardCreate", given, gift_cards.Created)).gift_card_create
        return gift_cards.done(card, check(payload.user_errors, payload.gift_card))

    async def _reship(self, credentials: Credentials, reship: Reship) -> Done:
        given = reships.order(reship, await self._original(credentials, reship))
        payload = (await self._admin.mutate(credentials, "orderCreate", given, reships.Created)).order_create
        return reships.done(reship, check(payload.user_errors, payload.order))

    async def _draft(self, credentials: Credentials, reship: Reship) -> Done:
        given = reships.draft(reship, await self._original(credentials, reship))
        payload = (await self._admin.mutate(credentials, "draftOrderCreate", given, reships.Drafted)).draft_order_create
        return reships.done(reship, check(payload.user_errors, payload.draft_order))

    async def _original(self, credentials: Credentials, reship: Reship) -> reships.Original:
        return await self._admin.query(credentials, "orderForReship", reships.ask(reship), reships.Original)


def _drafts(credentials: Credentials) -> bool:
    return credentials.values.get("reship") == "draft"
