"""How accounts at companies outside are shown; nothing that is sealed ever is."""

from datetime import datetime

import strawberry

from services.api.accounts.words import AccountKind, AccountStatus
from services.api.entities import Node
from services.api.events import Event, said
from services.api.reads.words import column, table, to_one
from services.core.storefronts.model import Scope


@table("accounts", prefix="acc", customer="false", scope=Scope.OPERATE)
@strawberry.type(description="An account at a company outside: a carrier's, or a shop at a platform.")
class Account(Node):
    """An account."""

    company: str = column("The company, such as `easypost` or `shopify`.")
    kind: AccountKind = column("What the company does.")
    label: str = column("What people call it.")
    external_id: str | None = column("The platform's own name for the shop, such as `nordlys.myshopify.com`.")
    status: AccountStatus = column(
        "How far it got.", "coalesce(case when {t}.disconnected_at is null then {t}.status end, 'DISCONNECTED')"
    )
    missing_scopes: list[str] = column("What was asked for and not granted, in the company's words.")
    failure: str | None = column("Why it is not in use, such as `HTTP_400` for a code that was spent or too old.")
    failure_text: str | None = column("Why it is not in use, for people.")
    created_at: datetime = column("When it was first connected.")
    updated_at: datetime = column("When it or its secrets last changed.")
    disconnected_at: datetime | None = column("When the shop took our access away.")


@table("events", customer="false", scope=Scope.OPERATE)
@strawberry.type(description="One thing that happened to an account.")
class AccountEvent(Event):
    """An event of an account, as a push."""

    failure: str | None = said("Why it was not let in, if it was not.", "failure")
    account: Account | None = to_one("The account as it is now.", "subject")
