from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import DeadlineKind


class Deadlines(BaseModel):
    deadlines: list["DeadlinesDeadlines"]


class DeadlinesDeadlines(BaseModel):
    at: datetime
    kind: DeadlineKind
    subject: str
    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId")
    claim_id: Optional[str] = Field(validation_alias="claimId", serialization_alias="claimId")


Deadlines.model_rebuild()
