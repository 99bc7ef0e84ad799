from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import EffectState


class Effects(BaseModel):
    effects: "EffectsEffects"


class EffectsEffects(BaseModel):
    nodes: list["EffectsEffectsNodes"]
    page_info: "EffectsEffectsPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class EffectsEffectsNodes(BaseModel):
    id: str
    kind: str
    subject: str
    generation: int
    account_id: Optional[str] = Field(validation_alias="accountId", serialization_alias="accountId")
    state: EffectState
    attempts: int
    reference: Optional[str]
    last_error: Optional[str] = Field(validation_alias="lastError", serialization_alias="lastError")
    first_sent_at: Optional[datetime] = Field(validation_alias="firstSentAt", serialization_alias="firstSentAt")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    updated_at: datetime = Field(validation_alias="updatedAt", serialization_alias="updatedAt")


class EffectsEffectsPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Effects.model_rebuild()
EffectsEffects.model_rebuild()
