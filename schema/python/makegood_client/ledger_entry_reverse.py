from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import LedgerEntryType, LedgerSide


class LedgerEntryReverse(BaseModel):
    ledger_entry_reverse: "LedgerEntryReverseLedgerEntryReverse" = Field(
        validation_alias="ledgerEntryReverse", serialization_alias="ledgerEntryReverse"
    )


class LedgerEntryReverseLedgerEntryReverse(BaseModel):
    entry: Optional["LedgerEntryReverseLedgerEntryReverseEntry"]
    user_errors: list["LedgerEntryReverseLedgerEntryReverseUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class LedgerEntryReverseLedgerEntryReverseEntry(BaseModel):
    id: str
    type_: LedgerEntryType = Field(validation_alias="type", serialization_alias="type")
    side: LedgerSide
    amount: "LedgerEntryReverseLedgerEntryReverseEntryAmount"
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    reverses: Optional[str]


class LedgerEntryReverseLedgerEntryReverseEntryAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class LedgerEntryReverseLedgerEntryReverseUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


LedgerEntryReverse.model_rebuild()
LedgerEntryReverseLedgerEntryReverse.model_rebuild()
LedgerEntryReverseLedgerEntryReverseEntry.model_rebuild()
