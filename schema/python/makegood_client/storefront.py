from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import StorefrontMode


class Storefront(BaseModel):
    storefront: "StorefrontStorefront"


class StorefrontStorefront(BaseModel):
    id: str
    name: str
    currency_code: str = Field(alias="currencyCode")
    time_zone: str = Field(alias="timeZone")
    country_code: Optional[str] = Field(alias="countryCode")
    mode: StorefrontMode


Storefront.model_rebuild()
