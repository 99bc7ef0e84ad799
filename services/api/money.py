"""Money on the wire."""

from decimal import Decimal

import strawberry

from services.api.reads.words import column
from services.core import money as model
from services.core.refusal import refuse


@strawberry.type(description="An amount of money.")
class Money:
    """An exact amount with its currency."""

    amount: Decimal = column("The amount, with as many decimals as its currency has.")
    currency_code: str = column("The currency, an ISO 4217 code such as `EUR`.")


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """An exact amount with its currency."""

    amount: Decimal = strawberry.field(description='The amount, such as `"12.50"`; never negative.')
    currency_code: str = strawberry.field(description="The currency, an ISO 4217 code such as `EUR`.")

    def told(self) -> tuple[str, str]:
        """(amount, currency) as the core takes them."""
        return f"{self.amount:f}", self.currency_code

    def read(self, *path: str) -> model.Money:
        """The amount with its currency's decimals. Raises `Refused` with `INVALID_MONEY` for what is none."""
        try:
            return model.Money(model.parse_amount(*self.told()), self.currency_code)
        except model.BadMoney as error:
            raise refuse("INVALID_MONEY", str(error), *path) from None
