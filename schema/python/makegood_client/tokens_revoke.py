from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class TokensRevoke(BaseModel):
    tokens_revoke: "TokensRevokeTokensRevoke" = Field(validation_alias="tokensRevoke", serialization_alias="tokensRevoke")


class TokensRevokeTokensRevoke(BaseModel):
    subject: Optional[str]
    user_errors: list["TokensRevokeTokensRevokeUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class TokensRevokeTokensRevokeUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


TokensRevoke.model_rebuild()
TokensRevokeTokensRevoke.model_rebuild()
