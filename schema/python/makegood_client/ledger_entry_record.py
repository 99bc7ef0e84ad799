from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import LedgerEntryType, LedgerSide


class LedgerEntryRecord(BaseModel):
    ledger_entry_record: "LedgerEntryRecordLedgerEntryRecord" = Field(
        validation_alias="ledgerEntryRecord", serialization_alias="ledgerEntryRecord"
    )


class LedgerEntryRecordLedgerEntryRecord(BaseModel):
    entry: Optional["LedgerEntryRecordLedgerEntryRecordEntry"]
    user_errors: list["LedgerEntryRecordLedgerEntryRecordUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class LedgerEntryRecordLedgerEntryRecordEntry(BaseModel):
    id: str
    type_: LedgerEntryType = Field(validation_alias="type", serialization_alias="type")
    side: LedgerSide
    amount: "LedgerEntryRecordLedgerEntryRecordEntryAmount"
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    reverses: Optional[str]


class LedgerEntryRecordLedgerEntryRecordEntryAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class LedgerEntryRecordLedgerEntryRecordUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


LedgerEntryRecord.model_rebuild()
LedgerEntryRecordLedgerEntryRecord.model_rebuild()
LedgerEntryRecordLedgerEntryRecordEntry.model_rebuild()
