from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import EffectState


class EffectDecide(BaseModel):
    effect_decide: "EffectDecideEffectDecide" = Field(validation_alias="effectDecide", serialization_alias="effectDecide")


class EffectDecideEffectDecide(BaseModel):
    effect: Optional["EffectDecideEffectDecideEffect"]
    user_errors: list["EffectDecideEffectDecideUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class EffectDecideEffectDecideEffect(BaseModel):
    id: str
    state: EffectState
    reference: Optional[str]


class EffectDecideEffectDecideUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


EffectDecide.model_rebuild()
EffectDecideEffectDecide.model_rebuild()
