"""How many of an order's lines can be sent again."""

from collections.abc import Mapping

from services.core.companies.shopify.ids import to_global
from services.core.companies.shopify.orders import line_id
from services.core.companies.shopify.wire import Wire
from services.core.ports import Rejected, Reship

MOST_LINES = 250
"""Most ids that Shopify takes at once."""


class _Item(Wire):
    tracked: bool


class _Variant(Wire):
    id: str
    inventory_policy: str
    inventory_quantity: int | None
    sellable_online_quantity: int
    inventory_item: _Item


class _Node(Wire):
    """A line with its variant, or a variant."""

    id: str | None = None
    variant: _Variant | None = None
    inventory_policy: str | None = None
    inventory_quantity: int | None = None
    sellable_online_quantity: int = 0
    inventory_item: _Item | None = None

    def count(self) -> int | None:
        """How many there are; nothing where Shopify does not count, or sells on when none is left."""
        policy, item, many = self.inventory_policy, self.inventory_item, self.sellable_online_quantity
        if self.variant is not None:
            policy, item = self.variant.inventory_policy, self.variant.inventory_item
            many = self.variant.sellable_online_quantity
        if item is None or not item.tracked or policy == "CONTINUE":
            return None
        return max(many, 0)


class Counted(Wire):
    """The answer to `stock`."""

    nodes: list[_Node | None]


def ask(reship: Reship) -> dict[str, object]:
    """The variables of `stock`. Raises `Rejected` for an id that is none of Shopify's."""
    if len(reship.lines) > MOST_LINES:
        raise Rejected("NOT_SUPPORTED", f"More than {MOST_LINES} lines cannot be sent again at once.")
    ids = []
    for line in reship.lines:
        if line.variant_external_id:
            name = to_global("ProductVariant", line.variant_external_id)
            if name is None:
                raise Rejected("UNKNOWN_LINE", "A variant's id is none of Shopify's.")
        else:
            name = line_id(line.external_id)
        ids.append(name)
    return {"ids": ids}


def read(reship: Reship, answer: Counted) -> Mapping[str, int | None]:
    """How many of each line; none of what the shop does not have any more. Raises `Rejected` for an unknown line."""
    counts: dict[str, int | None] = {}
    for line, node in zip(reship.lines, answer.nodes, strict=True):
        if node is None and not line.variant_external_id:
            raise Rejected("UNKNOWN_LINE", "The shop has no such line.")
        counts[line.external_id] = node.count() if node else 0
    return counts
