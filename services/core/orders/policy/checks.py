"""What may be told of an order: pure checks that name each fault."""

import re
from datetime import UTC, datetime, timedelta

from services.core.money import BadMoney, parse_amount
from services.core.orders.model import Customer, GuestProof, NewLine, NewOrder
from services.core.refusal import Problem, Refused

MOST_LINES = 500
LARGEST_QUANTITY = 100_000
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(days=1)
_COUNTRY = re.compile("[A-Z]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither


def check(new: NewOrder, now: datetime) -> None:
    """Refuse an order that cannot be right. Raises `Refused` with every problem found."""
    problems = [
        *texts(
            (new.external_id, 255, True, ("externalId",)),
            (new.number, 100, True, ("number",)),
            (new.customer.name, 255, False, ("customer", "name")),
            (new.customer.email, 320, False, ("customer", "email")),
            (new.customer.phone, 50, False, ("customer", "phone")),
            (new.customer.postal_code, 20, False, ("customer", "postalCode")),
        ),
        *_dates(new, now),
        *amounts(new.currency_code, (new.total, ("total",)), (new.shipping_amount, ("shippingAmount",))),
        *_lines(new),
    ]
    country = new.customer.country_code
    if country is not None and not _COUNTRY.fullmatch(country):
        problems.append(
            Problem(
                "INVALID",
                'Write the country as two capital letters (ISO 3166-1), such as "DK".',
                ("customer", "countryCode"),
            )
        )
    if problems:
        raise Refused(*problems)


def texts(*fields: tuple[str | None, int, bool, tuple[str, ...]]) -> list[Problem]:
    """A problem for each (text, longest, required, path) that is empty, too long, or nothing that can be kept."""
    problems = []
    for text, longest, required, path in fields:
        if text is None or (not text and not required):
            continue
        if required and not text.strip():
            problems.append(Problem("INVALID", "Must not be empty.", path))
        elif len(text) > longest:
            problems.append(Problem("TOO_LONG", f"At most {longest} characters.", path))
        elif _UNSTORABLE.search(text):
            problems.append(Problem("INVALID", "Must not hold a NUL character or half of a surrogate pair.", path))
    return problems


def amounts(currency_code: str, *fields: tuple[str, tuple[str, ...]]) -> list[Problem]:
    """A problem for each (amount, path) that is no amount of the currency."""
    problems = []
    for amount, path in fields:
        try:
            parse_amount(amount, currency_code)
        except BadMoney as error:
            problems.append(Problem("INVALID_MONEY", str(error), path))
    return problems


def instants(now: datetime, *fields: tuple[datetime | None, bool, tuple[str, ...]]) -> list[Problem]:
    """A problem for each (moment, may lie ahead, path) that is local, before 2000, or ahead when it may not be."""
    problems = []
    for moment, ahead, path in fields:
        if moment is None:
            continue
        if moment.tzinfo is None:
            problems.append(Problem("INVALID", "Say the time with its time zone or offset.", path))
        elif moment < EARLIEST or moment > now + timedelta(days=3650):
            problems.append(Problem("IMPOSSIBLE_DATE", "The date is out of any sensible range.", path))
        elif not ahead and moment > now + LEEWAY:
            problems.append(Problem("IMPOSSIBLE_DATE", "This cannot have happened in the future.", path))
    return problems


def _dates(new: NewOrder, now: datetime) -> list[Problem]:
    problems = instants(
        now,
        (new.placed_at, False, ("placedAt",)),
        (new.confirmation_sent_at, False, ("confirmationSentAt",)),
        (new.canceled_at, False, ("canceledAt",)),
        (new.closed_at, False, ("closedAt",)),
        (new.promised_delivery_by, True, ("promisedDeliveryBy",)),
    )
    if not problems and new.promised_delivery_by and new.promised_delivery_by < new.placed_at:
        problems.append(Problem("IMPOSSIBLE_DATE", "Promised before it was ordered.", ("promisedDeliveryBy",)))
    return problems


def _lines(new: NewOrder) -> list[Problem]:
    if not 1 <= len(new.lines) <= MOST_LINES:
        return [Problem("INVALID", f"Send 1 to {MOST_LINES} lines.", ("lines",))]
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, line in enumerate(new.lines):
        path = ("lines", str(index))
        problems += _line(line, new.currency_code, path)
        if line.external_id in seen:
            problems.append(Problem("DUPLICATE", "Two lines have this id.", (*path, "externalId")))
        seen.add(line.external_id)
    return problems


def _line(line: NewLine, currency_code: str, path: tuple[str, ...]) -> list[Problem]:
    problems = texts(
        (line.external_id, 255, True, (*path, "externalId")),
        (line.title, 500, True, (*path, "title")),
        (line.sku, 255, False, (*path, "sku")),
        (line.variant_external_id, 255, False, (*path, "variantExternalId")),
    )
    if not 1 <= line.quantity <= LARGEST_QUANTITY:
        problems.append(
            Problem(
                "INVALID_QUANTITY",
                f"A quantity is a whole number from 1 to {LARGEST_QUANTITY}.",
                (*path, "quantity"),
            )
        )
    if line.unit_cost is not None:
        cost, its_currency = line.unit_cost
        problems += amounts(its_currency, (cost, (*path, "unitCost")))
    return problems + amounts(
        currency_code,
        (line.unit_price, (*path, "unitPrice")),
        (line.paid_amount, (*path, "paidAmount")),
        (line.tax_amount, (*path, "taxAmount")),
    )


def proves(proof: GuestProof, customer: Customer) -> bool:
    """Whether everything that a guest told is the customer's, in any case and spacing; nothing told proves nothing."""
    told = [
        (_plain(asked), _plain(known))
        for asked, known in ((proof.email, customer.email), (proof.postal_code, customer.postal_code))
        if asked is not None
    ]
    return bool(told) and all(asked and asked == known for asked, known in told)


def _plain(text: str | None) -> str:
    return "".join((text or "").split()).casefold()
