"""What is sold, sent and sent back, as the schema shows it."""

from typing import Any

from services.sandbox.shopify.admin.types.money import bag
from services.sandbox.shopify.admin.view import View, page
from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.shop.goods import Line, Variant
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.parcels import Fulfillment, Packed, Return, Scan
from services.sandbox.shopify.shop.shop import Shop


class LineView(View[Line]):
    """`LineItem`."""

    type_name = "LineItem"

    def __init__(self, shop: Shop, it: Line, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def variant(self) -> "VariantView | None":
        """What was bought."""
        return VariantView(self.shop, self.it.variant) if self.it.variant is not None else None

    def refundable_quantity(self) -> int:
        """How many can be given back."""
        return self.it.refundable

    def original_unit_price_set(self) -> dict[str, Any]:
        """The price of one."""
        return bag(self._order, self.it.unit_price)

    def discount_allocations(self) -> list[dict[str, Any]]:
        """The discounts."""
        return [{"allocatedAmountSet": bag(self._order, self.it.discount)}] if self.it.discount else []

    def tax_lines(self) -> list[dict[str, Any]]:
        """The taxes."""
        return [{"priceSet": bag(self._order, self.it.tax)}] if self.it.tax else []


class VariantView(View[Variant]):
    """`ProductVariant`."""

    type_name = "ProductVariant"

    def inventory_policy(self) -> str:
        """Whether it can be ordered when there is none left."""
        return "CONTINUE" if self.it.oversell else "DENY"

    def inventory_quantity(self) -> int | None:
        """How many there are."""
        return self.it.stock

    def sellable_online_quantity(self) -> int:
        """How many can be ordered."""
        return self.it.stock

    def inventory_item(self) -> dict[str, Any]:
        """How it is counted."""
        return {"__typename": "InventoryItem", "id": gid("InventoryItem", self.it.id), "tracked": self.it.tracked}


class FulfillmentView(View[Fulfillment]):
    """`Fulfillment`."""

    type_name = "Fulfillment"

    def tracking_info(self, first: int | None = None) -> list[dict[str, Any]]:
        """Carrier and tracking number."""
        it = self.it
        known = it.number or it.company
        return [{"company": it.company, "number": it.number, "url": it.url}][:first] if known else []

    def fulfillment_line_items(self, **paging: Any) -> dict[str, Any]:
        """What is in it."""
        return page(self.it.lines, lambda packed: PackedView(self.shop, packed, self.it.order), **paging)

    def events(self, **paging: Any) -> dict[str, Any]:
        """What the carrier saw."""
        return page(self.it.scans, lambda seen: ScanView(self.shop, seen), **paging)


class PackedView(View[Packed]):
    """`FulfillmentLineItem`."""

    type_name = "FulfillmentLineItem"

    def __init__(self, shop: Shop, it: Packed, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def line_item(self) -> LineView:
        """Of which line."""
        return LineView(self.shop, self.it.line, self._order)


class ScanView(View[Scan]):
    """`FulfillmentEvent`."""

    type_name = "FulfillmentEvent"


class ReturnView(View[Return]):
    """`Return`."""

    type_name = "Return"

    def return_line_items(self, **paging: Any) -> dict[str, Any]:
        """What comes back."""
        return page(self.it.lines, lambda packed: ReturnLineView(self.shop, packed, self.it.order), **paging)


class ReturnLineView(View[Packed]):
    """`ReturnLineItem`."""

    type_name = "ReturnLineItem"

    def __init__(self, shop: Shop, it: Packed, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def fulfillment_line_item(self) -> PackedView:
        """What it came with."""
        sent = (packed for parcel in self._order.fulfillments for packed in parcel.lines)
        return PackedView(self.shop, next(packed for packed in sent if packed.line is self.it.line), self._order)
