"""What templates can name: each variable with its meaning, made from a claim or, for a preview, made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from services.core.claims.model import Claim, EvidenceKind
from services.core.correspondence.model import MailSettings, TemplateKey
from services.core.correspondence.templates.languages import date_in, evidence_in, money_in
from services.core.orders.model import Order
from services.core.storefronts.model import Storefront

TIMES = "\N{MULTIPLICATION SIGN}"
COMMON = {
    "customer_name": "the customer's name; may be empty",
    "shop_name": "the shop's name",
    "claim_number": "the claim's number, such as CLM-7QK2M9XD",
    "order_number": "the order's number, such as #1001",
    "order_date": "when the order was placed",
    "order_total": "what was paid for the order",
    "items": f"a list of what is claimed, such as “2 {TIMES} Stoneware bowl”",
    "page_url": "the shop's page for claims; may be empty",
}
OWN: dict[TemplateKey, dict[str, str]] = {
    TemplateKey.NEEDS_INFORMATION: {
        "requested": "a list of what the customer is asked for; may be empty",
        "answer_due": "until when the answer is waited for; may be empty",
    },
    TemplateKey.DENIED: {
        "denial_message": "why the claim was denied, in the words of whoever decided",
        "appeal_until": "until when it can be appealed; empty when it cannot",
    },
    TemplateKey.MESSAGE: {"message": "what the member of staff wrote"},
}
VARIABLES: dict[TemplateKey, dict[str, str]] = {key: COMMON | OWN.get(key, {}) for key in TemplateKey}
"""The variables of each template, with their meanings."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a customer is told about a claim."""

    storefront: Storefront
    settings: MailSettings
    order: Order
    claim: Claim
    items: tuple[tuple[int, str], ...]
    """(quantity, title) of what is claimed."""


def variables(key: TemplateKey, facts: Facts, locale: str, message: str = "") -> Mapping[str, str | Sequence[str]]:
    """The values of a template's variables, all of them texts in the language."""
    order, claim, zone = facts.order, facts.claim, facts.storefront.time_zone
    values: dict[str, str | Sequence[str]] = {
        "customer_name": order.customer.name or "",
        "shop_name": facts.settings.from_name or facts.storefront.name,
        "claim_number": claim.number,
        "order_number": order.number,
        "order_date": date_in(locale, order.placed_at, zone),
        "order_total": money_in(locale, order.total, order.currency_code),
        "items": [f"{quantity} {TIMES} {title}" for quantity, title in facts.items],
        "page_url": facts.settings.page_url or "",
        "requested": evidence_in(locale, claim.requested_evidence),
        "answer_due": date_in(locale, claim.answer_due_at, zone) if claim.answer_due_at else "",
        "denial_message": claim.denial_message or "",
        "appeal_until": _appeal_until(claim, locale, zone),
        "message": message,
    }
    return {name: values[name] for name in VARIABLES[key]}


def sample(key: TemplateKey, locale: str, shop_name: str) -> Mapping[str, str | Sequence[str]]:
    """Made-up values, to see what a template looks like without a claim."""
    placed, due = datetime(2026, 1, 5, 9, 30, tzinfo=UTC), datetime(2026, 2, 4, 12, tzinfo=UTC)
    values: dict[str, str | Sequence[str]] = {
        "customer_name": "Robin",
        "shop_name": shop_name,
        "claim_number": "CLM-7QK2M9XD",
        "order_number": "#1001",
        "order_date": date_in(locale, placed, "UTC"),
        "order_total": money_in(locale, Decimal("499.00"), "DKK"),
        "items": [f"2 {TIMES} Stoneware bowl"],
        "page_url": "https://shop.example/claims",
        "requested": evidence_in(locale, [EvidenceKind.PHOTO, EvidenceKind.INVOICE]),
        "answer_due": date_in(locale, due, "UTC"),
        "denial_message": "…",
        "appeal_until": date_in(locale, due, "UTC"),
        "message": "…",
    }
    return {name: values[name] for name in VARIABLES[key]}


def _appeal_until(claim: Claim, locale: str, zone: str) -> str:
    if claim.appealable_until is None or claim.appealed_at is not None:
        return ""
    return date_in(locale, claim.appealable_until, zone)
