from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import LedgerEntryType, LedgerSide


class LedgerEntryRecord(BaseModel):
    ledger_entry_record: "LedgerEntryRecordLedgerEntryRecord" = Field(
        alias="ledgerEntryRecord"
    )


class LedgerEntryRecordLedgerEntryRecord(BaseModel):
    entry: Optional["LedgerEntryRecordLedgerEntryRecordEntry"]
    user_errors: list["LedgerEntryRecordLedgerEntryRecordUserErrors"] = Field(
        alias="userErrors"
    )


class LedgerEntryRecordLedgerEntryRecordEntry(BaseModel):
    id: str
    type_: LedgerEntryType = Field(alias="type")
    side: LedgerSide
    amount: "LedgerEntryRecordLedgerEntryRecordEntryAmount"
    occurred_at: datetime = Field(alias="occurredAt")
    reverses: Optional[str]


class LedgerEntryRecordLedgerEntryRecordEntryAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class LedgerEntryRecordLedgerEntryRecordUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


LedgerEntryRecord.model_rebuild()
LedgerEntryRecordLedgerEntryRecord.model_rebuild()
LedgerEntryRecordLedgerEntryRecordEntry.model_rebuild()
