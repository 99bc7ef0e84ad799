from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class MessagePreview(BaseModel):
    message_preview: "MessagePreviewMessagePreview" = Field(validation_alias="messagePreview", serialization_alias="messagePreview")


class MessagePreviewMessagePreview(BaseModel):
    subject: Optional[str]
    text: Optional[str]
    html: Optional[str]
    user_errors: list["MessagePreviewMessagePreviewUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class MessagePreviewMessagePreviewUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


MessagePreview.model_rebuild()
MessagePreviewMessagePreview.model_rebuild()
