"""Everything that the simulated year takes for granted; nothing of it is measured, all of it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.core.recoveries.rules.terms import Peril
from services.core.shipments.model import LabelSource

PARCELS = 10_000
YEARS = 5
SEED = 2026
CURRENCY = "USD"

PERILS = {Peril.LOSS: 0.012, Peril.DAMAGE: 0.014, Peril.THEFT: 0.010, Peril.MISSING_CONTENTS: 0.004}
"""Which share of the parcels meets what."""

VALUE = (80.0, 0.9)
"""Median, in CURRENCY, and spread of a lognormal distribution of what customers paid."""
COST_SHARE = Decimal("0.45")
WEIGHT_KG = (1.2, 0.8)

TRANSIT_DAYS = (3.0, 0.4)
LOSS_NOTICED_DAYS = (7.0, 0.6)
"""After how long behind the promised day a customer says that nothing came."""
DELIVERY_NOTICED_DAYS = (1.5, 0.8)
"""After how long behind the delivery a customer says that something is wrong."""

FORGOTTEN = 0.15
"""Share of losses that nobody ever files by himself."""
HABIT_DAYS = (12.0, 1.1)
"""After how long a person files by himself, and files again what was too early."""
RETURNS = 0.6
"""Share of the claims that were too early to which a person comes back by himself."""
IGNORED = 0.1
"""Share of losses of which nobody minds any alarm."""
HEARD = 0.5
"""Share of the alarms, and of the news that a window has opened, upon which a person files."""


@dataclass(frozen=True)
class Lane:
    """One way that the shop ships: its share of the parcels, and the shares of them that are insured by whom."""

    share: int
    carrier: str
    service: str
    origin: str
    destination: str
    currency: str
    vat: Decimal
    source: LabelSource = LabelSource.CARRIER_ACCOUNT
    seller: str | None = None
    insured: tuple[tuple[str, float], ...] = ()


_NONE, _GERMAN, _NORDIC = Decimal(0), Decimal("0.19"), Decimal("0.25")
_AFTERSHIP = (("AfterShip Protection", 0.25),)

LANES = (
    Lane(14, "UPS", "Ground", "US", "US", "USD", _NONE, insured=_AFTERSHIP),
    Lane(10, "UPS", "Ground", "US", "US", "USD", _NONE, LabelSource.SHOPIFY_SHIPPING, None, (("Shipsurance", 0.8),)),
    Lane(12, "USPS", "Priority", "US", "US", "USD", _NONE, LabelSource.SHOPIFY_SHIPPING, None, (("Shipsurance", 0.8),)),
    Lane(
        14, "USPS", "Ground Advantage", "US", "US", "USD", _NONE,
        LabelSource.SHIPPING_AGGREGATOR, "easypost", (("EasyPost", 0.4),),
    ),
    Lane(8, "FedEx", "Home Delivery", "US", "US", "USD", _NONE, insured=_AFTERSHIP),
    Lane(3, "FedEx", "International Priority", "US", "DE", "USD", _NONE),
    Lane(4, "Amazon Shipping", "Ground", "US", "US", "USD", _NONE),
    Lane(8, "DHL", "Paket", "DE", "DE", "EUR", _GERMAN),
    Lane(2, "DHL Express", "Worldwide", "DE", "US", "EUR", _NONE),
    Lane(7, "PostNord", "Collect", "DK", "DK", "DKK", _NORDIC),
    Lane(5, "PostNord", "Home", "NO", "NO", "NOK", _NORDIC),
    Lane(7, "GLS", "Shop Delivery", "DK", "DK", "DKK", _NORDIC),
    Lane(3, "Bring", "Pakke", "NO", "NO", "NOK", _NORDIC),
    Lane(3, "DAO", "Direkte", "DK", "DK", "DKK", _NORDIC),
)  # fmt: skip


def told() -> Iterator[str]:
    """The assumptions in words."""
    shares = ", ".join(f"{share:.1%} {peril.value.lower().replace('_', ' ')}" for peril, share in PERILS.items())
    yield f"{PARCELS:,} parcels in each of {YEARS} years, seed {SEED}; sums of a mean year in {CURRENCY}"
    yield f"of them {shares}"
    yield f"median value {VALUE[0]:.0f}, cost {COST_SHARE:.0%} of it, median weight {WEIGHT_KG[0]} kg"
    yield f"a loss is noticed {LOSS_NOTICED_DAYS[0]:.0f} d after the promise (median)"
    yield f"the rest is noticed {DELIVERY_NOTICED_DAYS[0]} d after the delivery (median)"
    yield f"a person files after {HABIT_DAYS[0]:.0f} d (median) and forgets {FORGOTTEN:.0%}"
    yield f"a person returns to {RETURNS:.0%} of what was too early"
    yield f"a person acts upon {HEARD:.0%} of the alarms, and upon none for {IGNORED:.0%} of the losses"
    yield "a program files at once, or when the window opens, where there is an interface"
    yield "whoever files in time is paid what the router expects"
    for lane in LANES:
        insured = "".join(f", {share:.0%} insured by {name}" for name, share in lane.insured)
        seller = lane.seller or lane.source.value.lower().replace("_", " ")
        way = f"{lane.carrier} {lane.service}, {lane.origin} to {lane.destination}"
        yield f"{lane.share:>3} % {way}, label by {seller}{insured}"
