from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import AccountStatus


class AccountsUpdated(BaseModel):
    accounts_updated: "AccountsUpdatedAccountsUpdated" = Field(validation_alias="accountsUpdated", serialization_alias="accountsUpdated")


class AccountsUpdatedAccountsUpdated(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    cursor: str
    failure: Optional[str]
    account: Optional["AccountsUpdatedAccountsUpdatedAccount"]


class AccountsUpdatedAccountsUpdatedAccount(BaseModel):
    id: str
    company: str
    label: str
    status: AccountStatus
    failure: Optional[str]
    failure_text: Optional[str] = Field(validation_alias="failureText", serialization_alias="failureText")


AccountsUpdated.model_rebuild()
AccountsUpdatedAccountsUpdated.model_rebuild()
