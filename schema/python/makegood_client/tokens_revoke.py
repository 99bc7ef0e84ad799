from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class TokensRevoke(BaseModel):
    tokens_revoke: "TokensRevokeTokensRevoke" = Field(alias="tokensRevoke")


class TokensRevokeTokensRevoke(BaseModel):
    subject: Optional[str]
    user_errors: list["TokensRevokeTokensRevokeUserErrors"] = Field(alias="userErrors")


class TokensRevokeTokensRevokeUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


TokensRevoke.model_rebuild()
TokensRevokeTokensRevoke.model_rebuild()
