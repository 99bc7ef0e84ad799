"""Faults planted into the reference, each of which the comparison must notice."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from services.core.storefronts.model import Role
from tests.reads.fuzz import entities, pages, roots
from tests.reads.fuzz.asking import Asking, Caller
from tests.reads.fuzz.compare import Comparison, Verdict
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.reference import Resolver
from tests.reads.fuzz.rows import Row


def by_staff(resolver: Resolver, source: Any, asking: Asking, arguments: dict[str, Any]) -> object:
    """What somebody sees who is bound to no order."""
    caller = replace(asking.caller, role=Role.CLIENT, order_id=None)
    return resolver(source, replace(asking, caller=caller), arguments)


def one_short(page: pages.Page, *_: object) -> list[Row]:
    """The page without its last row, if it has several."""
    return page.rows[:-1] if len(page.rows) > 1 else page.rows


def neighbors_cursors(page: pages.Page, asking: Asking, _: object) -> list[Row]:
    """Each row with the cursor of the next one."""
    others = page.rows[1:] + page.rows[:1]
    return [
        {"cursor": asking.cursors.write(other["id"]), "node": row} for row, other in zip(page.rows, others, strict=True)
    ]


def no_next_page(page: pages.Page, asking: Asking, arguments: dict[str, Any]) -> Row:
    """As if every page were the last one."""
    return {**pages.page_info(page, asking, arguments), "has_next_page": False}


def all_claimed(line: Row, asking: Asking, _: object) -> int:
    """Canceled claims count as well."""
    return sum(item["quantity"] for item in asking.rows.where("claim_items", "order_line_id", line["id"]))


def short_price(line: Row, asking: Asking, arguments: dict[str, Any]) -> Row:
    """An amount without the zeros at its end."""
    price = entities.line_money("unit_price", line, asking, arguments)
    return {**price, "amount": price["amount"].normalize()}


def next_cursor(event: Row, asking: Asking, _: object) -> str:
    """The cursor behind the next event."""
    return asking.feed_cursor((event["position"] or asking.position) + 1)


FAULTS: dict[str, dict[str, Resolver]] = {
    "pages stand the other way round": {"*.nodes": lambda page, *_: page.rows[::-1]},
    "a page lacks its last row": {"*.nodes": one_short},
    "edges have their neighbors' cursors": {"*.edges": neighbors_cursors},
    "there is never a next page": {"*.pageInfo": no_next_page},
    "customers see internal events": {"Claim.events": partial(by_staff, entities.timeline)},
    "customers see other orders": {"Query.order": partial(by_staff, roots.order)},
    "customers see other claims": {"Query.claims": partial(by_staff, pages.claims)},
    "canceled claims count": {"OrderLine.claimedQuantity": all_claimed},
    "amounts lose their zeros": {"OrderLine.unitPrice": short_price},
    "nothing becomes an empty text": {"Claim.customerNote": lambda claim, *_: claim["customer_note"] or ""},
    "events have the next one's cursor": {"ClaimEvent.cursor": next_cursor},
    "moments are rounded to seconds": {"Claim.createdAt": lambda claim, *_: claim["created_at"].replace(microsecond=0)},
}


@dataclass
class Hunt(Comparison):
    """Compares as ever, and strikes off each fault that the same answer of the service brings to light."""

    unnoticed: dict[str, Comparison]

    async def verdict(self, document: Document, caller: Caller) -> Verdict:
        """Ask the service once, and all references that are left."""
        answered = await self.asked(document, caller)
        verdict = self.judged(answered, document, caller)
        if not verdict.different:
            for name, faulty in [*self.unnoticed.items()]:
                if faulty.judged(answered, document, caller).different:
                    del self.unnoticed[name]
        return verdict
