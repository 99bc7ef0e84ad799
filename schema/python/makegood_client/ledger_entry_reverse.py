from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import LedgerEntryType, LedgerSide


class LedgerEntryReverse(BaseModel):
    ledger_entry_reverse: "LedgerEntryReverseLedgerEntryReverse" = Field(
        alias="ledgerEntryReverse"
    )


class LedgerEntryReverseLedgerEntryReverse(BaseModel):
    entry: Optional["LedgerEntryReverseLedgerEntryReverseEntry"]
    user_errors: list["LedgerEntryReverseLedgerEntryReverseUserErrors"] = Field(
        alias="userErrors"
    )


class LedgerEntryReverseLedgerEntryReverseEntry(BaseModel):
    id: str
    type_: LedgerEntryType = Field(alias="type")
    side: LedgerSide
    amount: "LedgerEntryReverseLedgerEntryReverseEntryAmount"
    occurred_at: datetime = Field(alias="occurredAt")
    reverses: Optional[str]


class LedgerEntryReverseLedgerEntryReverseEntryAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class LedgerEntryReverseLedgerEntryReverseUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


LedgerEntryReverse.model_rebuild()
LedgerEntryReverseLedgerEntryReverse.model_rebuild()
LedgerEntryReverseLedgerEntryReverseEntry.model_rebuild()
