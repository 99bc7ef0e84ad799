from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ClaimStatus,
    MessageAuthor,
    MessageChannel,
    MessageDirection,
    MessageVisibility,
)


class ClaimAddMessage(BaseModel):
    claim_add_message: "ClaimAddMessageClaimAddMessage" = Field(validation_alias="claimAddMessage", serialization_alias="claimAddMessage")


class ClaimAddMessageClaimAddMessage(BaseModel):
    message: Optional["ClaimAddMessageClaimAddMessageMessage"]
    user_errors: list["ClaimAddMessageClaimAddMessageUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimAddMessageClaimAddMessageMessage(BaseModel):
    id: str
    author: MessageAuthor
    channel: MessageChannel
    direction: MessageDirection
    visibility: MessageVisibility
    body: str
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    attachment_ids: list[str] = Field(validation_alias="attachmentIds", serialization_alias="attachmentIds")
    claim: Optional["ClaimAddMessageClaimAddMessageMessageClaim"]


class ClaimAddMessageClaimAddMessageMessageClaim(BaseModel):
    id: str
    status: ClaimStatus
    version: int


class ClaimAddMessageClaimAddMessageUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


ClaimAddMessage.model_rebuild()
ClaimAddMessageClaimAddMessage.model_rebuild()
ClaimAddMessageClaimAddMessageMessage.model_rebuild()
