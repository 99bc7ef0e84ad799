"""Making and changing orders. `orderCreate` takes no idempotency key: twice is two orders."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.orders import OrderView
from services.sandbox.shopify.admin.types.people import CustomerView
from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.money import ZERO, is_currency
from services.sandbox.shopify.shop.model import Address, Customer
from services.sandbox.shopify.shop.orders import BYPASS, NewLine, NewOrder, place, tidy
from services.sandbox.shopify.shop.refusal import Refused

MOST_TAGS = 250
LONGEST_TAG = 40
MINUTE = timedelta(minutes=1)


class OrderMutations(Base):
    """Orders."""

    def order_create(self, order: dict[str, Any], options: dict[str, Any] | None = None) -> dict[str, Any]:
        """Make an order."""
        try:
            self._check_pace()
            made = place(self._shop, self._new(order, options or {}))
        except Refused as refusal:
            return refused(refusal, order=None)
        except Full as full:
            return refused(Refused(str(full)), order=None)
        self._shop.made_at.append(self._shop.clock())
        return {"order": OrderView(self._shop, made), "userErrors": []}

    def order_update(self, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Change what is written on an order."""
        order = self._shop.orders.get(number_of(input["id"], "Order") or 0)
        if order is None:
            return refused(Refused("Order does not exist", "id"), order=None)
        try:
            if input.get("tags") is not None:
                order.tags = _checked(input["tags"])
        except Refused as refusal:
            return refused(refusal, order=None)
        order.note = input.get("note", order.note)
        order.email = input.get("email", order.email)
        if input.get("customAttributes") is not None:
            order.custom_attributes = {one["key"]: one["value"] for one in input["customAttributes"]}
        if input.get("shippingAddress") is not None:
            order.shipping_address = _address(input["shippingAddress"])
        self._shop.touch(order)
        return {"order": OrderView(self._shop, order), "userErrors": []}

    def tags_add(self, id: str, tags: list[str]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Add tags to an order or a customer."""
        return self._retag(id, tags, lambda known: [*known, *tags])

    def tags_remove(self, id: str, tags: list[str]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Take tags away from an order or a customer."""
        gone = {tag.strip().lower() for tag in tags}
        return self._retag(id, [], lambda known: [tag for tag in known if tag.lower() not in gone])

    def _retag(self, name: str, added: list[str], change: Any) -> dict[str, Any]:
        order = self._shop.orders.get(number_of(name, "Order") or 0)
        customer = self._shop.customers.get(number_of(name, "Customer") or 0)
        try:
            _checked(added)
            if order is not None:
                order.tags = _checked(change(order.tags))
                self._shop.touch(order)
                return {"node": OrderView(self._shop, order), "userErrors": []}
            if customer is not None:
                customer.tags = _checked(change(customer.tags))
                return {"node": CustomerView(self._shop, customer), "userErrors": []}
            raise Refused("Resource does not exist", "id")
        except Refused as refusal:
            return refused(refusal, node=None)

    def _check_pace(self) -> None:
        most, made = self._shop.conduct.orders_per_minute, self._shop.made_at
        if most is None:
            return
        recent = [at for at in made if at > self._shop.clock() - MINUTE]
        if len(recent) >= most:
            raise Refused("Too many attempts. Please try again later.")

    def _new(self, given: dict[str, Any], options: dict[str, Any]) -> NewOrder:
        shop = self._shop
        currency = given.get("currency") or shop.currency
        presentment = given.get("presentmentCurrency") or currency
        lines = [
            self._line(position, one, currency, presentment)
            for position, one in enumerate(given.get("lineItems") or ())
        ]
        shipping = given.get("shippingLines") or ()
        customer = self._customer(given)
        paid = (given.get("financialStatus") or "PAID") == "PAID"
        transactions = given.get("transactions")
        payments: list[tuple[str, Decimal]] | None = None if paid else []
        if transactions is not None:
            payments = [
                (one.get("gateway") or "manual", amount_of(one["amountSet"], presentment))
                for one in transactions
                if (one.get("kind") or "SALE") in {"SALE", "CAPTURE"}
            ]
        return NewOrder(
            lines=lines,
            currency=shop.currency,
            presentment_currency=presentment,
            shipping=sum((amount_of(one["priceSet"], presentment) for one in shipping), ZERO),
            shipping_title=shipping[0]["title"] if shipping else "",
            taxes_included=bool(given.get("taxesIncluded")),
            customer=customer,
            email=given.get("email") or (customer.email if customer is not None else None),
            phone=given.get("phone"),
            shipping_address=_address(given["shippingAddress"]) if given.get("shippingAddress") else None,
            payments=payments,
            tags=_checked(given.get("tags") or []),
            note=given.get("note"),
            custom_attributes={one["key"]: one["value"] for one in given.get("customAttributes") or ()},
            source_identifier=given.get("sourceIdentifier"),
            source_name=given.get("sourceName") or "makegood-sandbox-app",
            placed_at=given.get("processedAt"),
            stock=options.get("inventoryBehaviour") or BYPASS,
            by_app=True,
        )

    def _line(self, position: int, given: dict[str, Any], currency: str, presentment: str) -> NewLine:
        where = ("order", "lineItems", str(position))
        if given["quantity"] < 1:
            raise Refused("Quantity must be greater than 0", *where, "quantity", code="INVALID")
        variant = None
        if given.get("variantId") is not None:
            variant = self._shop.variants.get(number_of(given["variantId"], "ProductVariant") or 0)
            if variant is None:
                raise Refused("Product variant does not exist", *where, "variantId", code="INVALID")
        title = given.get("title") or (variant.product if variant is not None else None)
        if title is None:
            raise Refused("Title can't be blank", *where, "title", code="INVALID")
        price_set = given.get("priceSet")
        price = variant.price if variant is not None else ZERO
        variant_title = given.get("variantTitle")
        if variant_title is None and variant is not None and variant.title != "Default Title":
            variant_title = variant.title
        return NewLine(
            quantity=given["quantity"],
            unit_price=amount_of(price_set, presentment) if price_set is not None else price,
            title=title,
            variant=variant,
            variant_title=variant_title,
            sku=given.get("sku") or (variant.sku if variant is not None else None),
            tax=sum((amount_of(one["priceSet"], presentment) for one in given.get("taxLines") or ()), ZERO),
            requires_shipping=bool(given.get("requiresShipping")) or variant is not None,
        )

    def _customer(self, given: dict[str, Any]) -> Customer | None:
        asked = given.get("customer") or {}
        associate, upsert = asked.get("toAssociate") or {}, asked.get("toUpsert")
        number = associate.get("id") or given.get("customerId")
        if given.get("customerId") is not None and asked:
            raise Refused(
                "Only one of customerId and customer can be given",
                "order",
                "customer",
                code="REDUNDANT_CUSTOMER_FIELDS",
            )
        if number is not None:
            customer = self._shop.customers.get(number_of(number, "Customer") or 0)
            if customer is None:
                raise Refused("Customer does not exist", "order", "customer", "toAssociate", "id", code="INVALID")
            return customer
        email = associate.get("email") or (upsert or {}).get("email")
        if upsert is None and email is None:
            return None
        names = upsert or {}
        return self._shop.add_customer(email, names.get("firstName"), names.get("lastName"))


def amount_of(given: dict[str, Any], presentment: str) -> Decimal:
    """The amount of a `MoneyBagInput` that the customer sees. Raises `Refused`."""
    money = given.get("presentmentMoney") or given["shopMoney"]
    amount: Decimal = money["amount"]
    if not is_currency(money["currencyCode"]) or money["currencyCode"] != presentment:
        raise Refused(f"Money must be in {presentment}", "order", "lineItems", code="INVALID")
    if amount < 0:
        raise Refused("Money must not be negative", "order", "lineItems", code="INVALID")
    return amount


def _address(given: dict[str, Any]) -> Address:
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


def _checked(tags: list[str]) -> list[str]:
    kept = tidy(tags)
    if len(kept) > MOST_TAGS:
        raise Refused(f"Tags cannot be more than {MOST_TAGS}", "tags")
    if any(len(tag) > LONGEST_TAG for tag in kept):
        raise Refused(f"Tags each tag must be {LONGEST_TAG} characters or less", "tags")
    return kept
