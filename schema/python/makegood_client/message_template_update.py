from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import MessageTemplateKey


class MessageTemplateUpdate(BaseModel):
    message_template_update: "MessageTemplateUpdateMessageTemplateUpdate" = Field(
        alias="messageTemplateUpdate"
    )


class MessageTemplateUpdateMessageTemplateUpdate(BaseModel):
    template: Optional["MessageTemplateUpdateMessageTemplateUpdateTemplate"]
    user_errors: list["MessageTemplateUpdateMessageTemplateUpdateUserErrors"] = Field(
        alias="userErrors"
    )


class MessageTemplateUpdateMessageTemplateUpdateTemplate(BaseModel):
    key: MessageTemplateKey
    locale: str
    version: int
    subject: str
    body: str
    updated_at: Optional[datetime] = Field(alias="updatedAt")


class MessageTemplateUpdateMessageTemplateUpdateUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


MessageTemplateUpdate.model_rebuild()
MessageTemplateUpdateMessageTemplateUpdate.model_rebuild()
