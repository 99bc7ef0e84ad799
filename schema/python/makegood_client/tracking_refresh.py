from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class TrackingRefresh(BaseModel):
    tracking_refresh: "TrackingRefreshTrackingRefresh" = Field(validation_alias="trackingRefresh", serialization_alias="trackingRefresh")


class TrackingRefreshTrackingRefresh(BaseModel):
    shipment: Optional["TrackingRefreshTrackingRefreshShipment"]
    user_errors: list["TrackingRefreshTrackingRefreshUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class TrackingRefreshTrackingRefreshShipment(BaseModel):
    id: str
    cursor: str
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(validation_alias="nextCheckAt", serialization_alias="nextCheckAt")


class TrackingRefreshTrackingRefreshUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


TrackingRefresh.model_rebuild()
TrackingRefreshTrackingRefresh.model_rebuild()
