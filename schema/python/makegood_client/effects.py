from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import EffectState


class Effects(BaseModel):
    effects: "EffectsEffects"


class EffectsEffects(BaseModel):
    nodes: list["EffectsEffectsNodes"]
    page_info: "EffectsEffectsPageInfo" = Field(alias="pageInfo")


class EffectsEffectsNodes(BaseModel):
    id: str
    kind: str
    subject: str
    generation: int
    account_id: Optional[str] = Field(alias="accountId")
    state: EffectState
    attempts: int
    reference: Optional[str]
    last_error: Optional[str] = Field(alias="lastError")
    first_sent_at: Optional[datetime] = Field(alias="firstSentAt")
    created_at: datetime = Field(alias="createdAt")
    updated_at: datetime = Field(alias="updatedAt")


class EffectsEffectsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Effects.model_rebuild()
EffectsEffects.model_rebuild()
