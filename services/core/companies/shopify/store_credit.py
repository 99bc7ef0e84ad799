"""Store credit that belongs to no refund. No word of ours stays with it, so it is known by customer and time."""

from datetime import datetime, timedelta

from services.core.companies.shopify.ids import like
from services.core.companies.shopify.refusals import UserError
from services.core.companies.shopify.wire import Money, Wire
from services.core.ids import made_at
from services.core.ports import Credit, Done, Unintelligible

CLOCKS_DIFFER = timedelta(minutes=5)


class _Transaction(Wire):
    id: str
    amount: Money


class _Payload(Wire):
    store_credit_account_transaction: _Transaction | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `storeCreditAccountCredit`."""

    store_credit_account_credit: _Payload


class _Known(Wire):
    amount: Money
    created_at: datetime
    event: str
    id: str | None = None


class _Transactions(Wire):
    nodes: list[_Known]


class _Account(Wire):
    transactions: _Transactions


class _Accounts(Wire):
    nodes: list[_Account]


class _Customer(Wire):
    store_credit_accounts: _Accounts


class _Order(Wire):
    customer: _Customer | None


class Known(Wire):
    """The answer to `storeCreditTransactions`."""

    order: _Order | None


def create(credit: Credit, customer: str) -> dict[str, object]:
    """The variables of `storeCreditAccountCredit`."""
    amount = {"amount": str(credit.amount), "currencyCode": credit.currency_code}
    return {"customer": customer, "input": {"creditAmount": amount}}


def done(credit: Credit, made: _Transaction) -> Done:
    """What was credited."""
    return Done(like(credit.order_external_id, made.id), amount=made.amount.value())


def find(credit: Credit, answer: Known) -> Done | None:
    """The customer's one credit of this amount since the resolution was made that is not known to be another's.

    Raises:
        Unintelligible: there are several, or nobody knows since when to look; a person has to tell.
    """
    try:
        since = made_at(credit.reference) - CLOCKS_DIFFER
    except ValueError:
        raise Unintelligible("shopify: The reference does not tell since when to look.") from None
    if answer.order is None or answer.order.customer is None:
        return None
    found = [
        _Transaction(one.id, one.amount)
        for account in answer.order.customer.store_credit_accounts.nodes
        for one in account.transactions.nodes
        if one.id is not None
        and one.event == "ADJUSTMENT"
        and one.created_at >= since
        and one.amount.currency_code == credit.currency_code
        and one.amount.value() == credit.amount
        and like(credit.order_external_id, one.id) not in credit.taken
    ]
    if len(found) > 1:
        raise Unintelligible("shopify: The customer has several credits of this amount since then.")
    return done(credit, found[0]) if found else None
