"""Sending again: an order without a price, or a draft of one for the shop's staff, known by what is written in it."""

from services.core.companies.shopify.ids import like, to_global
from services.core.companies.shopify.orders import Address, line_id, note, order_id
from services.core.companies.shopify.refusals import UserError
from services.core.companies.shopify.wire import Id, Wire
from services.core.ports import Done, Rejected, Reship

TAG = "makegood-reship"


class _Original(Wire):
    id: str
    name: str
    test: bool
    cancelled_at: str | None
    currency_code: str
    presentment_currency_code: str
    customer: Id | None
    email: str | None
    shipping_address: Address | None


class _Line(Wire):
    id: str | None = None
    requires_shipping: bool = True
    variant: Id | None = None


class Original(Wire):
    """The answer to `orderForReship`."""

    order: _Original | None
    nodes: list[_Line | None]


class _Made(Wire):
    id: str
    name: str
    tags: list[str] | None = None
    source_identifier: str | None = None


class _OrderPayload(Wire):
    order: _Made | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `orderCreate`."""

    order_create: _OrderPayload


class _DraftPayload(Wire):
    draft_order: _Made | None
    user_errors: list[UserError]


class Drafted(Wire):
    """The answer to `draftOrderCreate`."""

    draft_order_create: _DraftPayload


class _Nodes(Wire):
    nodes: list[_Made]


class Orders(Wire):
    """The answer to `ordersFind`."""

    orders: _Nodes


class Drafts(Wire):
    """The answer to `draftOrdersFind`."""

    draft_orders: _Nodes


def ask(reship: Reship) -> dict[str, object]:
    """The variables of `orderForReship`. Raises `Rejected` for an id that is none of Shopify's."""
    return {"id": order_id(reship.order_external_id), "lines": [line_id(line.external_id) for line in reship.lines]}


def order(reship: Reship, answer: Original) -> dict[str, object]:
    """The variables of `orderCreate`: stock is taken as the shop's own rules allow, and nobody gets a receipt.

    Raises:
        Rejected: `UNKNOWN_ORDER`, `ORDER_CLOSED`, `UNKNOWN_LINE`, or `NOT_SUPPORTED` where nothing can be shipped.
    """
    original, address = _checked(answer)
    nothing = _money(original, "0.00")
    lines = [{**line, "priceSet": nothing} for line in _lines(reship, answer)]
    given: dict[str, object] = {
        "lineItems": lines,
        "currency": original.currency_code,
        "presentmentCurrency": original.presentment_currency_code,
        "financialStatus": "PAID",
        "shippingAddress": address.given(),
        "shippingLines": [{"title": "Replacement", "priceSet": nothing}],
        "tags": [TAG, reship.reference],
        "sourceIdentifier": reship.reference,
        "note": f"{note(reship.reference)}: replacement for {original.name}",
        "test": original.test,
    }
    if original.customer:
        given["customer"] = {"toAssociate": {"id": original.customer.id}}
    elif original.email:
        given["email"] = original.email
    options = {
        "inventoryBehaviour": "DECREMENT_OBEYING_POLICY",
        "sendReceipt": False,
        "sendFulfillmentReceipt": True,
    }
    return {"order": given, "options": options}


def draft(reship: Reship, answer: Original) -> dict[str, object]:
    """The variables of `draftOrderCreate`. Raises as `order`."""
    original, address = _checked(answer)
    price = {"amount": "0.00", "currencyCode": original.presentment_currency_code}
    free = {"title": "Replacement", "value": 100.0, "valueType": "PERCENTAGE"}
    lines: list[dict[str, object]] = [
        {**line, "appliedDiscount": free} if "variantId" in line else {**line, "originalUnitPriceWithCurrency": price}
        for line in _lines(reship, answer)
    ]
    given: dict[str, object] = {
        "lineItems": lines,
        "presentmentCurrencyCode": original.presentment_currency_code,
        "shippingAddress": address.given(),
        "shippingLine": {"title": "Replacement", "priceWithCurrency": price},
        "tags": [TAG, reship.reference],
        "note": f"{note(reship.reference)}: replacement for {original.name}",
    }
    if original.customer:
        given["purchasingEntity"] = {"customerId": original.customer.id}
    elif original.email:
        given["email"] = original.email
    return {"input": given}


def _checked(answer: Original) -> tuple[_Original, Address]:
    original = answer.order
    if original is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    if original.cancelled_at:
        raise Rejected("ORDER_CLOSED", "The order is canceled; nothing of it is sent again.")
    if original.shipping_address is None:
        raise Rejected("NOT_SUPPORTED", "The order has no shipping address.")
    return original, original.shipping_address


def _lines(reship: Reship, answer: Original) -> list[dict[str, object]]:
    known = {line.id: line for line in answer.nodes if line is not None and line.id}
    lines: list[dict[str, object]] = []
    for line in reship.lines:
        there = known.get(line_id(line.external_id))
        if there is None:
            raise Rejected("UNKNOWN_LINE", "The shop has no such line.")
        variant = there.variant.id if there.variant else None
        if line.variant_external_id:
            variant = to_global("ProductVariant", line.variant_external_id)
            if variant is None:
                raise Rejected("UNKNOWN_LINE", "A variant's id is none of Shopify's.")
        # what has no variant was a line of its own making, and is one again
        what: dict[str, object] = {"variantId": variant} if variant else {"title": line.title}
        lines.append({**what, "quantity": line.quantity, "requiresShipping": there.requires_shipping})
    return lines


def _money(original: _Original, amount: str) -> dict[str, object]:
    return {
        "shopMoney": {"amount": amount, "currencyCode": original.currency_code},
        "presentmentMoney": {"amount": amount, "currencyCode": original.presentment_currency_code},
    }


def search_orders(reship: Reship) -> dict[str, object]:
    """The variables of `ordersFind`."""
    return {"query": f'source_identifier:"{reship.reference}"'}


def search_drafts(reship: Reship) -> dict[str, object]:
    """The variables of `draftOrdersFind`."""
    return {"query": f'tag:"{reship.reference}"'}


def done(reship: Reship, made: _Made) -> Done:
    """The order that was made."""
    return Done(like(reship.order_external_id, made.id), number=made.name)


def find(reship: Reship, nodes: list[_Made]) -> Done | None:
    """The order with our reference in it, if there is one; the search finds similar words too."""
    ours = (made for made in nodes if reship.reference in {made.source_identifier, *(made.tags or ())})
    return next((done(reship, made) for made in ours), None)
