"""What is asked of accounts at companies outside."""

import strawberry

from services.api.accounts.types import Account
from services.api.accounts.words import AccountKind
from services.api.paging import Connection
from services.api.reads.words import connection, wanted
from services.core.storefronts.model import Scope


@strawberry.input(description="Which accounts; what is left out does not matter.")
class AccountFilter:
    """Which accounts."""

    kinds: list[AccountKind] | None = wanted("Only those of these kinds.", "{t}.kind = any({value})")
    company: str | None = wanted("Only those at this company.", "{t}.company = {value}")


@strawberry.type
class AccountQuery:
    """The queries of accounts."""

    accounts: Connection[Account] = connection(
        "The storefront's accounts at companies outside, newest first. Needs the scope `operate`.",
        filter=AccountFilter,
        scope=Scope.OPERATE,
    )
