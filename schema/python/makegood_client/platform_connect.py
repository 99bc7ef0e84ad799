from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class PlatformConnect(BaseModel):
    platform_connect: "PlatformConnectPlatformConnect" = Field(validation_alias="platformConnect", serialization_alias="platformConnect")


class PlatformConnectPlatformConnect(BaseModel):
    url: Optional[str]
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")
    user_errors: list["PlatformConnectPlatformConnectUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class PlatformConnectPlatformConnectUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


PlatformConnect.model_rebuild()
PlatformConnectPlatformConnect.model_rebuild()
