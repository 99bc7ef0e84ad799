from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import MessageTemplateKey


class MessageTemplateUpdate(BaseModel):
    message_template_update: "MessageTemplateUpdateMessageTemplateUpdate" = Field(
        validation_alias="messageTemplateUpdate", serialization_alias="messageTemplateUpdate"
    )


class MessageTemplateUpdateMessageTemplateUpdate(BaseModel):
    template: Optional["MessageTemplateUpdateMessageTemplateUpdateTemplate"]
    user_errors: list["MessageTemplateUpdateMessageTemplateUpdateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class MessageTemplateUpdateMessageTemplateUpdateTemplate(BaseModel):
    key: MessageTemplateKey
    locale: str
    version: int
    subject: str
    body: str
    updated_at: Optional[datetime] = Field(validation_alias="updatedAt", serialization_alias="updatedAt")


class MessageTemplateUpdateMessageTemplateUpdateUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


MessageTemplateUpdate.model_rebuild()
MessageTemplateUpdateMessageTemplateUpdate.model_rebuild()
