from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import AccountKind, AccountStatus


class Accounts(BaseModel):
    accounts: "AccountsAccounts"


class AccountsAccounts(BaseModel):
    nodes: list["AccountsAccountsNodes"]
    page_info: "AccountsAccountsPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class AccountsAccountsNodes(BaseModel):
    id: str
    company: str
    kind: AccountKind
    label: str
    external_id: Optional[str] = Field(validation_alias="externalId", serialization_alias="externalId")
    status: AccountStatus
    missing_scopes: list[str] = Field(validation_alias="missingScopes", serialization_alias="missingScopes")
    failure: Optional[str]
    failure_text: Optional[str] = Field(validation_alias="failureText", serialization_alias="failureText")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    updated_at: datetime = Field(validation_alias="updatedAt", serialization_alias="updatedAt")
    disconnected_at: Optional[datetime] = Field(validation_alias="disconnectedAt", serialization_alias="disconnectedAt")


class AccountsAccountsPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Accounts.model_rebuild()
AccountsAccounts.model_rebuild()
