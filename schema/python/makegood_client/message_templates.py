from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import MessageTemplateKey


class MessageTemplates(BaseModel):
    message_templates: list["MessageTemplatesMessageTemplates"] = Field(
        validation_alias="messageTemplates", serialization_alias="messageTemplates"
    )


class MessageTemplatesMessageTemplates(BaseModel):
    key: MessageTemplateKey
    locale: str
    version: int
    subject: str
    body: str
    updated_at: Optional[datetime] = Field(validation_alias="updatedAt", serialization_alias="updatedAt")
    variables: list["MessageTemplatesMessageTemplatesVariables"]


class MessageTemplatesMessageTemplatesVariables(BaseModel):
    name: str
    meaning: str


MessageTemplates.model_rebuild()
MessageTemplatesMessageTemplates.model_rebuild()
