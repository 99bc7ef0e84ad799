"""Gift cards for an order's customer, known again by their note. The code itself is never asked for."""

from services.core.companies.shopify.ids import like, to_number
from services.core.companies.shopify.orders import note
from services.core.companies.shopify.refusals import UserError
from services.core.companies.shopify.wire import Money, Wire
from services.core.ports import Done, GiftCard


class _Card(Wire):
    id: str
    masked_code: str
    initial_value: Money
    note: str | None = None


class _Payload(Wire):
    gift_card: _Card | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `giftCardCreate`."""

    gift_card_create: _Payload


class _Cards(Wire):
    nodes: list[_Card]


class Known(Wire):
    """The answer to `giftCards`."""

    gift_cards: _Cards


def create(card: GiftCard, customer: str) -> dict[str, object]:
    """The variables of `giftCardCreate`. Shopify sends the code to the customer."""
    amount = {"amount": str(card.amount), "currencyCode": card.currency_code}
    given = {"initialAmount": amount, "customerId": customer, "note": note(card.reference)}
    return {"input": {**given, "recipientAttributes": {"id": customer}}}


def search(customer: str) -> dict[str, object]:
    """The variables of `giftCards`."""
    return {"query": f"customer_id:{to_number(customer)} source:api_client"}


def done(card: GiftCard, made: _Card) -> Done:
    """The card that was made, with the end of its code for people."""
    return Done(like(card.order_external_id, made.id), number=made.masked_code, amount=made.initial_value.value())


def find(card: GiftCard, answer: Known) -> Done | None:
    """The card with our reference in its note, if there is one."""
    ours = (made for made in answer.gift_cards.nodes if card.reference in (made.note or "").split())
    return next((done(card, made) for made in ours), None)
