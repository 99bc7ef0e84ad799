"""The storefront that a request acts in."""

import strawberry

from services.api.entities import Node
from services.api.reads.words import column, find, table
from services.api.words import describe
from services.core.storefronts.model import Mode

describe(
    Mode,
    "StorefrontMode",
    "Whether a storefront deals with real parcels.",
    {
        Mode.TEST: "For trying out; reaches only the test systems of companies outside.",
        Mode.LIVE: "Real orders and real parcels.",
    },
)


@table("storefronts", prefix="sto", storefront="id")
@strawberry.type(description="A shop's channel, with its own orders, claims and keys.")
class Storefront(Node):
    """The storefront of the request."""

    name: str = column("What people call it.")
    currency_code: str = column("Its main currency, an ISO 4217 code such as `EUR`.")
    time_zone: str = column("Its time zone, an IANA name such as `Europe/Copenhagen`.")
    country_code: str | None = column(
        "Where its parcels leave from, two letters (ISO 3166-1); null is the country of its time zone."
    )
    mode: Mode = column("Whether it is for tests or live.")


@strawberry.type
class StorefrontQuery:
    """What is asked of storefronts."""

    storefront: Storefront = find(
        "The storefront that this request acts in; open to publishable keys.", scope=None, visitors=True
    )
