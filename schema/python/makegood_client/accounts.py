from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import AccountKind, AccountStatus


class Accounts(BaseModel):
    accounts: "AccountsAccounts"


class AccountsAccounts(BaseModel):
    nodes: list["AccountsAccountsNodes"]
    page_info: "AccountsAccountsPageInfo" = Field(alias="pageInfo")


class AccountsAccountsNodes(BaseModel):
    id: str
    company: str
    kind: AccountKind
    label: str
    external_id: Optional[str] = Field(alias="externalId")
    status: AccountStatus
    missing_scopes: list[str] = Field(alias="missingScopes")
    failure: Optional[str]
    failure_text: Optional[str] = Field(alias="failureText")
    created_at: datetime = Field(alias="createdAt")
    updated_at: datetime = Field(alias="updatedAt")
    disconnected_at: Optional[datetime] = Field(alias="disconnectedAt")


class AccountsAccountsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Accounts.model_rebuild()
AccountsAccounts.model_rebuild()
