"""What `orderCreate` and `draftOrderCreate` are given, read into an order to be."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.money import ZERO, is_currency, rounded
from services.sandbox.shopify.shop.goods import NewLine, Variant
from services.sandbox.shopify.shop.model import NewOrder
from services.sandbox.shopify.shop.orders import BYPASS
from services.sandbox.shopify.shop.people import Address, Customer
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import Shop

APP = "makegood-sandbox-app"


def new_order(shop: Shop, given: dict[str, Any], tags: Sequence[str], options: dict[str, Any]) -> NewOrder:
    """The order that `orderCreate` describes. Raises `Refused`."""
    currency = given.get("presentmentCurrency") or given.get("currency") or shop.currency
    lines = []
    for position, one in enumerate(given.get("lineItems") or ()):
        where = ("order", "lineItems", str(position))
        variant = _variant(shop, one, *where)
        price = _amount(one["priceSet"], currency, *where, "priceSet") if one.get("priceSet") else None
        tax = sum((_amount(tax["priceSet"], currency, *where, "taxLines") for tax in one.get("taxLines") or ()), ZERO)
        lines.append(_line(one, variant, price, tax, *where))
    shipping = given.get("shippingLines") or ()
    customer = _customer(shop, given)
    return NewOrder(
        lines=lines,
        currency=shop.currency,
        presentment_currency=currency,
        shipping=sum((_amount(one["priceSet"], currency, "order", "shippingLines") for one in shipping), ZERO),
        shipping_title=shipping[0]["title"] if shipping else "",
        taxes_included=bool(given.get("taxesIncluded")),
        customer=customer,
        email=given.get("email") or (customer.email if customer is not None else None),
        phone=given.get("phone"),
        shipping_address=read_address(given["shippingAddress"]) if given.get("shippingAddress") else None,
        payments=_payments(given, currency),
        tags=tags,
        note=given.get("note"),
        custom_attributes={one["key"]: one["value"] for one in given.get("customAttributes") or ()},
        source_identifier=given.get("sourceIdentifier"),
        source_name=given.get("sourceName") or APP,
        placed_at=given.get("processedAt"),
        stock=options.get("inventoryBehaviour") or BYPASS,
        by_app=True,
    )


def new_draft(shop: Shop, given: dict[str, Any], tags: Sequence[str]) -> NewOrder:
    """The order that `draftOrderCreate` describes. Raises `Refused`."""
    currency = given.get("presentmentCurrencyCode") or shop.currency
    lines = []
    for position, one in enumerate(given.get("lineItems") or ()):
        where = ("lineItems", str(position))
        variant = _variant(shop, one, *where)
        asked = one.get("priceOverride") or one.get("originalUnitPriceWithCurrency")
        price = one.get("originalUnitPrice") if asked is None else asked["amount"]
        line = _line(one, variant, price, ZERO, *where)
        lines.append(_discounted(line, one.get("appliedDiscount"), currency))
    if not lines:
        raise Refused("Add at least 1 product", "lineItems")
    buyer = (given.get("purchasingEntity") or {}).get("customerId") or given.get("customerId")
    customer = None if buyer is None else shop.customers.get(number_of(buyer, "Customer") or 0)
    if buyer is not None and customer is None:
        raise Refused("Customer does not exist", "purchasingEntity", "customerId")
    shipping = given.get("shippingLine") or {}
    return NewOrder(
        lines=lines,
        currency=shop.currency,
        presentment_currency=currency,
        shipping=(shipping.get("priceWithCurrency") or {}).get("amount", shipping.get("price") or ZERO),
        shipping_title=shipping.get("title") or "",
        customer=customer,
        email=given.get("email") or (customer.email if customer is not None else None),
        phone=given.get("phone"),
        shipping_address=read_address(given["shippingAddress"]) if given.get("shippingAddress") else None,
        tags=tags,
        note=given.get("note"),
        custom_attributes={one["key"]: one["value"] for one in given.get("customAttributes") or ()},
        source_name="shopify_draft_order",
        by_app=True,
    )


def read_address(given: dict[str, Any]) -> Address:
    """A `MailingAddressInput`."""
    return Address(
        first_name=given.get("firstName"),
        last_name=given.get("lastName"),
        company=given.get("company"),
        address1=given.get("address1"),
        address2=given.get("address2"),
        city=given.get("city"),
        province=given.get("province"),
        province_code=given.get("provinceCode"),
        zip=given.get("zip"),
        country_code=given.get("countryCode") or given.get("country"),
        phone=given.get("phone"),
    )


def _variant(shop: Shop, given: dict[str, Any], *where: str) -> Variant | None:
    if given["quantity"] < 1:
        raise Refused("Quantity must be greater than 0", *where, "quantity", code="INVALID")
    if given.get("variantId") is None:
        return None
    variant = shop.variants.get(number_of(given["variantId"], "ProductVariant") or 0)
    if variant is None:
        raise Refused("Product variant does not exist", *where, "variantId", code="INVALID")
    return variant


def _line(given: dict[str, Any], variant: Variant | None, price: Decimal | None, tax: Decimal, *where: str) -> NewLine:
    title = given.get("title") or (variant.product if variant is not None else None)
    if not title:
        raise Refused("Title can't be blank", *where, "title", code="INVALID")
    if price is None:
        price = variant.price if variant is not None else ZERO
    return NewLine(
        quantity=given["quantity"],
        unit_price=price,
        title=title,
        variant=variant,
        variant_title=given.get("variantTitle") or (variant.own_title if variant is not None else None),
        sku=given.get("sku") or (variant.sku if variant is not None else None),
        tax=tax,
        requires_shipping=given.get("requiresShipping") is not False,
    )


def _discounted(line: NewLine, given: dict[str, Any] | None, currency: str) -> NewLine:
    if given is None:
        return line
    price, value = line.unit_price * line.quantity, Decimal(str(given["value"]))
    part = price * value / 100 if given["valueType"] == "PERCENTAGE" else value
    return line.less(min(rounded(part, currency), price))


def _customer(shop: Shop, given: dict[str, Any]) -> Customer | None:
    asked = given.get("customer") or {}
    if given.get("customerId") is not None and asked:
        raise Refused(
            "Only one of customerId and customer can be given", "order", "customer", code="REDUNDANT_CUSTOMER_FIELDS"
        )
    associate, upsert = asked.get("toAssociate") or {}, asked.get("toUpsert") or {}
    number = associate.get("id") or given.get("customerId")
    if number is not None:
        customer = shop.customers.get(number_of(number, "Customer") or 0)
        if customer is None:
            raise Refused("Customer does not exist", "order", "customer", "toAssociate", "id", code="INVALID")
        return customer
    email = associate.get("email") or upsert.get("email")
    return shop.add_customer(email, upsert.get("firstName"), upsert.get("lastName")) if email or upsert else None


def _payments(given: dict[str, Any], currency: str) -> list[tuple[str, Decimal]] | None:
    if given.get("transactions") is not None:
        return [
            (one.get("gateway") or "manual", _amount(one["amountSet"], currency, "order", "transactions"))
            for one in given["transactions"]
            if (one.get("kind") or "SALE") in {"SALE", "CAPTURE"}
        ]
    return None if (given.get("financialStatus") or "PAID") == "PAID" else []


def _amount(given: dict[str, Any], currency: str, *where: str) -> Decimal:
    """The amount of a `MoneyBagInput` that the customer sees. Raises `Refused`."""
    money = given.get("presentmentMoney") or given["shopMoney"]
    amount: Decimal = money["amount"]
    if not is_currency(currency) or money["currencyCode"] != currency:
        raise Refused(f"Money must be in {currency}", *where, code="INVALID")
    if amount < 0:
        raise Refused("Money must not be negative", *where, code="INVALID")
    return amount
