"""What is read of an order at the moment of a deed: its customer, and where it went. None of it is kept."""

from services.core.companies.shopify.ids import to_global
from services.core.companies.shopify.wire import Id, Wire
from services.core.ports import Rejected


class Address(Wire):
    """Where an order went. It is handed back to Shopify, and to nobody else."""

    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    company: str | None = None
    country_code_v2: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    province_code: str | None = None
    zip: str | None = None

    def __repr__(self) -> str:
        return "Address(…)"

    def given(self) -> dict[str, str]:
        """The address as a `MailingAddressInput`, without what is empty."""
        parts = {
            "address1": self.address1,
            "address2": self.address2,
            "city": self.city,
            "company": self.company,
            "countryCode": self.country_code_v2,
            "firstName": self.first_name,
            "lastName": self.last_name,
            "phone": self.phone,
            "provinceCode": self.province_code,
            "zip": self.zip,
        }
        return {name: part for name, part in parts.items() if part}


class Order(Wire):
    """An order, as far as its customer goes."""

    id: str
    presentment_currency_code: str
    customer: Id | None


class ForCredit(Wire):
    """The answer to `orderForCredit`."""

    order: Order | None


def order_id(external_id: str) -> str:
    """An order's global id. Raises `Rejected` for what is none of Shopify's ids."""
    found = to_global("Order", external_id)
    if found is None:
        raise Rejected("UNKNOWN_ORDER", "The order's id is none of Shopify's.")
    return found


def line_id(external_id: str) -> str:
    """A line's global id. Raises `Rejected` for what is none of Shopify's ids."""
    found = to_global("LineItem", external_id)
    if found is None:
        raise Rejected("UNKNOWN_LINE", "A line's id is none of Shopify's.")
    return found


def customer_of(answer: ForCredit, currency_code: str) -> str:
    """Whose credit it is.

    Raises:
        Rejected: `UNKNOWN_ORDER`, `CURRENCY_MISMATCH`, or `NOT_SUPPORTED` for an order without a customer.
    """
    if answer.order is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    if answer.order.presentment_currency_code != currency_code:
        raise Rejected("CURRENCY_MISMATCH", f"The order was paid in {answer.order.presentment_currency_code}.")
    if answer.order.customer is None:
        raise Rejected("NOT_SUPPORTED", "The order has no customer who could have this.")
    return answer.order.customer.id


def note(reference: str) -> str:
    """What the shop's staff reads, and by which something is known again."""
    return f"Makegood {reference}"
