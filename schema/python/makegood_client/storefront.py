from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import StorefrontMode


class Storefront(BaseModel):
    storefront: "StorefrontStorefront"


class StorefrontStorefront(BaseModel):
    id: str
    name: str
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")
    time_zone: str = Field(validation_alias="timeZone", serialization_alias="timeZone")
    country_code: Optional[str] = Field(validation_alias="countryCode", serialization_alias="countryCode")
    mode: StorefrontMode


Storefront.model_rebuild()
